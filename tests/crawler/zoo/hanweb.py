"""Portals of Hanweb: rows in an XML island and in an array, the disclosure module, and the new platform's empty lists."""

import json
from html import escape
from urllib.parse import quote

from tests.crawler.zoo.county import Item, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Place, Site, links, list_row

_PROXY = "/module/web/jpage/dataproxy.jsp"
_FIELDS = '<!--<$[信息内容]>begin--><div id="zoom">{}</div><!--<$[信息内容]>end-->'
_TOWNS = ("township_government", "subdistrict_office")
_GROUP, _PER_PAGE, _CAP = 45, 15, 100


def _article(column: int) -> Place:
    return lambda item: f"/art/{item.day.year}/{item.day.month}/{item.day.day}/art_{column}_{item.number}.html"


def _col(column: int) -> str:
    return f"/col/col{column}/index.html"


_PATHS = Paths(_col(26700), _col(26701), _col(26702), _col(26703), _col(26704), _col(26705))


def _records(items: list[Item]) -> str:
    return "".join(f"<record><![CDATA[{list_row(item, '').strip()}]]></record>\n" for item in items)


def jcms(ground: Ground, outside: str) -> Portal:
    """Two columns: one with an island whose server counts groups only, one with an array whose server counts records."""
    place = county(6, towns=6, departments=10, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body=_FIELDS, layout="大汉网络")
    mixed = newest_first([item for item in place.flat if not (item.unit and item.unit.kind in _TOWNS)])
    towns = place.of(_TOWNS)
    site.put_all(mixed, _article(26753))
    site.put_all(towns, _article(49468))
    ajax = "col:1,appid:1,webid:39,path:'/',columnid:{column},sourceContentType:1,unitid:'{unit}',webname:'{name}人民政府',permissiontype:0"
    following = f"{_PROXY}?page={{}}&appid=1&appid=1&webid=39&path=/&columnid=26753&unitid=423656&webname={quote(place.name)}&permissiontype=0"
    island = (
        '<div id="423656" class="default_pgContainer"></div>\n<script type="text/xml"><datastore>\n'
        f'<nextgroup><![CDATA[<a href="{following.format(1)}"></a>]]></nextgroup>\n<recordset>\n{_records(mixed[:_GROUP])}</recordset></datastore></script>\n'
        f"<script>$('#423656').jpage({{themeName:'default',showMode:'full',dataStore:dataStore,totalRecord:{len(mixed)},groupSize:3,perPage:{_PER_PAGE},barPosition:'bottom',"
        f"proxyUrl:'{_PROXY}',ajaxParam:{{{ajax.format(column=26753, unit='423656', name=place.name)}}}}});</script>"
    )
    rows = ",".join("'" + list_row(item, "").strip().replace("'", "\\'") + "'" for item in towns[:_PER_PAGE])
    array = (
        f"<div id=\"49468\"></div><script>var InitData49468=new Array({rows});\n$('#49468').jpage({{themeName:'simple',totalRecord:{len(towns)},dataStore:InitData49468,groupSize:1,"
        f"proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',perPage:{_PER_PAGE},ajaxParam:{{{ajax.format(column=49468, unit='49468', name=place.name)}}}}});</script>"
    )
    site.add(_col(26753), site.html("政府信息公开年报", island, column="政府信息公开年报"))
    site.add(_col(49468), site.html("乡镇街道信息公开年报", array, column="乡镇街道信息公开年报"))

    def groups(request: Request) -> Answer:
        given = request.query | request.form
        if given.get("columnid") != "26753":
            return Answer('<?xml version="1.0"?><datastore></datastore>', 200, "text/xml")
        page = int(given["page"]) if given.get("page", "").isdigit() else 0
        size = min(_CAP, int(given.get("perpage") or _GROUP)) if "startrecord" in given else _GROUP
        part = mixed[page * size : (page + 1) * size]
        if not part:
            return Answer('<?xml version="1.0"?><datastore></datastore>', 200, "text/xml")
        after = (
            f'<nextgroup><![CDATA[<a href="{following.format(page + 1)}"></a>]]></nextgroup>'
            if (page + 1) * size < len(mixed)
            else ""
        )
        return Answer(
            f"<datastore>{after}<totalrecord>{len(mixed)}</totalrecord><totalpage>{-(-len(mixed) // size)}</totalpage><recordset>{_records(part)}</recordset></datastore>",
            200,
            "text/xml",
        )

    def counted(request: Request) -> Answer:
        given = request.query | request.form
        if given.get("columnid") != "49468":
            return Answer('<?xml version="1.0"?><datastore></datastore>', 200, "text/xml")
        start = max(1, int(given.get("startrecord") or 1))
        end = min(int(given.get("endrecord") or _PER_PAGE), start + _CAP - 1)
        return Answer(
            f"<datastore><totalrecord>{len(towns)}</totalrecord><recordset>{_records(towns[start - 1 : end])}</recordset></datastore>",
            200,
            "text/xml",
        )

    site.add(_PROXY, groups)
    site.add("/module/jslib/jquery/jpage/dataproxy.jsp", counted)
    furnish(
        site,
        _article(26600),
        _PATHS,
        annual=_col(26753),
        annual_name="政府信息公开年度报告",
        more=(("乡镇街道信息公开年报", _col(49468)),),
    )
    return Portal("jcms", "B", "S1", (site,), "datastore island with nextgroup; InitData array with startrecord")


def xxgk(ground: Ground, outside: str) -> Portal:
    """One page shows one report and changes body and year by parameters; departments are in an unfiltered search."""
    place = county(7, towns=6, departments=6, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body=_FIELDS, layout="大汉网络")
    page = "/module/xxgk/xxgkAnnualReport.jsp"
    shown = [unit for unit in place.units if unit.kind != "department"]
    texts: dict[str, str] = {}
    for unit in shown:
        for index, item in enumerate(place.of(unit=unit)):
            if item.form in ("wechat", "direct"):
                item.form, item.reachable = "html", True
            at = f"{page}?area={unit.organ}&fbtime={item.year}"
            texts[f"{unit.organ} {item.year}"] = site.inline(item, f"/attach/-1/{unit.number}/", at)
            if index == 0:
                item.urls.append(site.url(f"{page}?area={unit.organ}"))

    def annual(request: Request) -> str:
        organ = request.query.get("area", place.units[0].organ)
        unit = next((one for one in shown if one.organ == organ), place.units[0])
        items = place.of(unit=unit)
        year = request.query.get("fbtime") or (str(items[0].year) if items else "")
        options = "".join(f'<option value="{item.year}">{item.year}</option>' for item in items)
        others = "".join(f'<li><a href="xxgkAnnualReport.jsp?area={one.organ}">{one.label}</a></li>' for one in shown)
        told = texts.get(f"{unit.organ} {year}", "暂无年报")
        content = (
            f'<select id="fbtime" onchange="location.href=\'xxgkAnnualReport.jsp?area={unit.organ}&fbtime=\'+this.value">{options}</select>'
            f'<ul class="dept">{others}</ul><h1>{escape(unit.short)}{year}年政府信息公开工作年度报告</h1><div id="zoom">{told}</div>'
        )
        return site.html(f"{unit.name}政府信息公开年报", content, column="政府信息公开年报")

    site.add(page, annual)
    rows = newest_first(place.of(["department"]) + place.others)
    site.put_all(rows, _article(26753))
    _search(site, rows)
    furnish(
        site,
        _article(26600),
        _PATHS,
        annual=f"{page}?area={place.units[0].organ}",
        more=(("部门信息公开年报", _col(26753)),),
    )
    return Portal(
        "hanweb_xxgk", "B2", "S5", (site,), "xxgkAnnualReport.jsp by area and year; search.jsp, not filtered; tree.jsp"
    )


def _search(site: Site, rows: list[Item]) -> None:
    target = "/module/xxgk/search.jsp?standardXxgk=1&isAllList=1&texttype=0&fbtime=-1&vc_all=&vc_filenumber=&vc_title=&vc_number=&currpage={}&sortfield=,createdatetime:0,orderid:0"
    data = "infotypeId=A0212&jdid=3096&area=&divid=div1229498488&vc_title=&vc_number=&sortfield=,createdatetime:0,orderid:0&currpage={}&vc_filenumber=&vc_all=&texttype=0&fbtime=-1"
    shell = (
        '<iframe src="/module/xxgk/tree.jsp?area=&divid=div1229498488" width="220"></iframe><div id="div1229498488"></div>'
        f"<script>function goPage(n){{$.ajax({{type:'POST',url:'{target.format(1)}',data:'{data.format(1)}'.replace('currpage=1','currpage='+n),success:fill}});}}goPage(1);</script>"
    )
    site.add(_col(26753), site.html("部门信息公开年报", shell, column="部门信息公开年报"))
    site.add(
        "/module/xxgk/tree.jsp",
        "<ul class='tree'><li><a href='javascript:void(0)' onclick=\"goType('A0212')\">信息公开年报</a></li><li><a href='javascript:void(0)' onclick=\"goType('A0301')\">规范性文件</a></li></ul>",
    )

    def search(request: Request) -> str:
        given = request.query | request.form
        page = int(given.get("currpage") or 1)
        pages = -(-len(rows) // 20)
        part = rows[(page - 1) * 20 : page * 20]
        cells = "".join(
            f'<tr class="tr_main_value_{"even" if n % 2 else "odd"}"><td>{n + 1}</td><td><a href="{item.path}" target="_blank">{escape(item.title)}</a></td><td>{item.day}</td></tr>'
            for n, item in enumerate(part)
        )
        return f'<table class="tr_main">{cells}</table><div class="pager">共 {len(rows)} 条　第 {page} 页　共 {pages} 页 <a href="javascript:goPage({page + 1})">下一页</a></div>'

    site.add("/module/xxgk/search.jsp", search)


_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def jpaas(ground: Ground, outside: str, *, stuck: bool = False) -> Portal:
    """The list is empty until asked for; where `stuck`, every page of it is the first."""
    place = county(9 if stuck else 8, towns=6, departments=8, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="article-content" id="zoom">{}</div>', layout="JPAAS")
    root = "/lxz/zwgk/zfxxgknb/"
    offices, towns = place.of(["department"]), place.of(_TOWNS)
    own = newest_first(place.of(["county_government"]) + place.others)
    columns = {
        "1229114055": ("县政府年报", own),
        "1229114056": ("部门年报", offices),
        "1229114057": ("乡镇街道年报", towns),
    }
    for page_id, (name, items) in columns.items():
        site.put_all(items, lambda item, page_id=page_id: f"/art/{item.day.year}/art_{page_id}_{item.number:032x}.html")
        query = f"{{'parseType':'bulidstatic','webId':'3185','tplSetId':'quSyqDUrFfjv1nGRQhEEH','pageType':'column','tagId':'信息列表','editType':'null','pageId':'{page_id}'}}"
        shell = f'<div class="page-unit" url="{_UNIT}" queryData="{query}">\n</div>'
        site.add(_col(int(page_id)), site.html(name, shell, column=name))

    def build(request: Request) -> Answer:
        if not request.headers.get("referer") or not request.headers.get("user-agent"):
            return Answer("Forbidden", 403)
        _, items = columns.get(request.query.get("pageId", ""), ("", []))
        try:
            asked = json.loads(request.query.get("paramJson") or "{}")
        except ValueError:
            asked = {}
        page, size = (1, 15) if stuck else (int(asked.get("pageNo") or 1), min(50, int(asked.get("pageSize") or 15)))
        part = items[(page - 1) * size : page * size]
        rows = "".join(
            f'<li class="clearfix"><a class="bt-left" title="{escape(item.title)}" href="{_no_scheme(site, item)}">{escape(item.title)}</a><span class="bt-right">{item.day}</span></li>'
            for item in part
        )
        told = f'<ul class="page-content">{rows}</ul><div class="pagination" pageNo="{page}" rows="{size}" count="{len(items)}" unitUrl="{_UNIT}"></div>'
        return Answer(
            json.dumps({"success": True, "code": "200", "message": "ok", "data": {"html": told}}, ensure_ascii=False),
            200,
            "application/json",
        )

    site.add(_UNIT, build)
    if stuck:
        for _, items in columns.values():
            unreachable(items[15:], "every page is the first")
    parts = [(name, _col(int(page_id))) for page_id, (name, _) in columns.items()]
    shown = "".join(
        f'<h3>{name}<a class="xxgk_more" href="{path}">更多</a></h3>{links((item.title, item.path) for item in columns[path[8:18]][1][:5])}'
        for name, path in parts
    )
    site.add(root, site.html("政府信息公开年报", shown, column="政府信息公开年报"))
    furnish(
        site,
        lambda item: f"/art/{item.day.year}/art_1229114000_{item.number:032x}.html",
        Paths(
            "/lxz/zwgk/",
            "/lxz/zwgk/zfxxgk/",
            "/lxz/zwgk/zfxxgkzn/",
            "/lxz/zwgk/zd/",
            "/lxz/zwgk/fdzdgknr/",
            "/lxz/zwgk/ysq/",
        ),
        annual=root,
    )
    if stuck:
        return Portal(
            "jpaas_stuck", "C", "S2", (site,), "page N = page 1", outcomes=("incomplete",), reasons=("declared_more",)
        )
    return Portal("jpaas", "C", "S2", (site,), "build/unit JSON with HTML, five rows and 更多, Referer needed")


def _no_scheme(site: Site, item: Item) -> str:
    return item.path if item.path.startswith("http") else site.url(item.path).partition(":")[2]


def jpaas_stuck(ground: Ground, outside: str) -> Portal:
    return jpaas(ground, outside, stuck=True)
