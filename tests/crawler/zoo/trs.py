"""Portals of TRS: years and kinds in folders, panels of units, lists that a script writes, WAS and IRS behind them."""

import json
from html import escape

from tests.crawler.zoo.county import Item, Unit, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.portal import Portal
from tests.crawler.zoo.site import Place, Site, dotted_row, links, units_list

ROOT = "/zwgk/zfxxgk/zfxxgknb/"


def in_month(column: str, ending: str = "html") -> Place:
    return lambda item: f"{column}{item.day:%Y%m}/t{item.day:%Y%m%d}_{item.number}.{ending}"


def zero_based(column: str, ending: str = "html") -> "object":
    return lambda number, _: f"{column}index_{number - 1}.{ending}"


def create_page(name: str = "createPageHTML", ending: str = "html") -> "object":
    return lambda number, pages, _: (
        f'<div class="page"><script>{name}({pages}, {number - 1}, "index", "{ending}");</script></div>'
    )


def trs_list(site: Site, column: str, items: list[Item], name: str = "政府信息公开年报", size: int = 15) -> str:
    site.put_all(items, in_month(column))
    return site.simple_list(
        column, items, column=name, size=size, page_path=zero_based(column), pager=create_page(), row=dotted_row
    )  # type: ignore[arg-type]


def years(ground: Ground, outside: str) -> Portal:
    """The column is a script that goes to the newest year; each year has kinds, folder names carry odd endings."""
    place = county(1, towns=8, departments=9, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    endings = {2023: "2023n", 2022: "2022n_5930973", 2021: "nb_2021n", 2020: "gknb2020"}
    tabs = [(f"{year}年", f"{ROOT}{endings[year]}/") for year in sorted(endings, reverse=True)]
    for year, ending in endings.items():
        folder = f"{ROOT}{ending}/"
        kinds = [("县政府", f"{folder}xzf/"), ("县直部门", f"{folder}bm/"), ("乡镇（街道）", f"{folder}xz_{year}/")]
        page = f'<div class="years">{links(tabs)}</div><div class="kinds">{links(kinds)}</div>'
        site.add(folder, site.html(f"{year}年-政府信息公开年报", page, column="政府信息公开年报"))
        by_kind = (
            place.of(["county_government"], year=year), place.of(["department"], year=year),
            place.of(["township_government", "subdistrict_office"], year=year),
        )  # fmt: skip
        for (name, column), items in zip(kinds, by_kind, strict=True):
            beside = [item for item in place.others if year == max(endings) and name == "县政府"]
            trs_list(site, column, newest_first(items + beside), name=f"{year}年{name}", size=5)
    site.add(ROOT, "<script>window.location.href='./2023n/'</script>")
    furnish(site, in_month("/xw/zwyw/"), annual=ROOT)
    return Portal("trs_years", "A", "S2", (site,), "JS shell at the column, year folders with suffixes, createPageHTML")


def units(ground: Ground, outside: str) -> Portal:
    """Every body has its own panel; articles have a _wap copy, and lists say the year without the body."""
    place = county(2, towns=5, departments=5, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    paths = {
        unit.slug: f"/bmjz/{'jz' if 'xz' in unit.slug else 'bm'}/{unit.slug}_{97000 + unit.number}/"
        for unit in place.units
    }
    for unit in place.units:
        _panel(site, unit, paths[unit.slug])
    trs_list(site, "/zwgk/zfxxgk/qtwj/", place.others, name="其他文件")
    directory = site.html("部门镇街", units_list(place.units, lambda unit: paths[unit.slug]), column="部门镇街")
    site.add("/bmjz/", directory)
    own = f"{paths['xzf']}zwgk_97461/zfxxgknb_97478/"
    furnish(
        site,
        in_month("/xw/jrgz/"),
        annual=own,
        on_home=(("部门镇街", "/bmjz/"),),
        more=(("部门镇街信息公开", "/bmjz/"), ("其他公开文件", "/zwgk/zfxxgk/qtwj/")),
    )
    return Portal(
        "trs_units", "A", "S3", (site,), "a panel a body, _wap copies, pictures version, bare titles in lists"
    )


def _panel(site: Site, unit: Unit, root: str) -> None:
    """基本信息 of a body: its five parts, each under the body's own folder."""
    column = f"{root}zwgk_97461/zfxxgknb_97478/"
    parts = [
        ("政府信息公开指南", f"{root}zwgk_97461/zfxxgkzn/"), ("法定主动公开内容", f"{root}zwgk_97461/fdzdgknr/"), ("政府信息公开年报", column),
    ]  # fmt: skip
    news = [(f"{unit.label}工作动态{number}", f"{root}dt/?n={number}") for number in range(12)]
    home = site.html(
        f"{unit.label}",
        links([("机构概况", f"{root}jggk/"), ("政务公开", f"{root}zwgk_97461/"), ("工作动态", f"{root}dt/"), *news]),
        column=unit.label,
    )
    site.add(root, home)
    site.add(f"{root}zwgk_97461/", site.html(f"{unit.label}政务公开", links(parts), column="政务公开"))
    for text, path in (*parts[:2], ("机构概况", f"{root}jggk/"), ("动态", f"{root}dt/")):
        site.add(path, site.html(f"{text}-{unit.label}", links(parts), column=text))
    items = site.county.of(unit=unit)
    trs_list(site, column, items)
    rows = []
    for item in items:
        if item.path.endswith(".html"):
            wap = item.path.replace(".html", "_wap.html")
            site.add(wap, site.host.pages[item.path])
            item.urls.append(site.url(wap))
        rows.append(
            f'<li><a href="{item.path}" title="{item.year}年政府信息公开工作年度报告">{item.year}年度报告</a> <a href="{item.path.replace(".html", "_wap.html")}">手机版</a><span>{item.day}</span></li>'
        )
    told = "".join(rows) or "<li>暂无相关信息</li>"
    site.add(
        column,
        site.html(
            f"政府信息公开年报-{unit.label}",
            f'<ul class="gl-list">{told}</ul><script>createPage(1,0,"index","html");</script>',
            column="政府信息公开年报",
        ),
    )


def writeln(ground: Ground, outside: str) -> Portal:
    """Rows are written by a script, and so is the pager; pages after the second are stubs."""
    place = county(3, towns=5, departments=5)
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, in_month(ROOT, "shtml"))
    size = 15
    pages = -(-len(items) // size)
    for number in range(1, pages + 1):
        part = items[(number - 1) * size : number * size]
        rows = "".join(_written(item) for item in part)
        script = (
            f"<script>var countnum={len(items)}; var currentPage={number - 1}; var countPage={pages}; var nextPage=currentPage+1;"
            'if(nextPage<countPage){document.write("<a href=\\"index_"+nextPage+".shtml\\">下一页</a>")}</script>'
        )
        path = ROOT if number == 1 else f"{ROOT}index_{number - 1}.shtml"
        site.add(
            path,
            site.html("政府信息公开年报", f'<ul class="articleList">{rows}</ul>{script}', column="政府信息公开年报"),
        )
    furnish(site, in_month("/xw/", "shtml"), annual=ROOT, annual_name="政府信息公开年度报告")
    return Portal("trs_writeln", "A2", "S1", (site,), "document.writeln rows, inline countPage pager")


def _written(item: Item) -> str:
    path = item.path.replace(ROOT, "./")
    return (
        f'<li><script>var url="{path}"; var title="{escape(item.title)}"; document.writeln("<a href="+url+" title=\'"+title+"\'>"+title+"</a>");'
        f' document.writeln("<span>{item.day} 10:00</span>");</script></li>\n'
    )


def was(ground: Ground, outside: str) -> Portal:
    """A tree of columns in a script; rows come from WAS as text that is nearly JSON."""
    place = county(4, towns=6, departments=6, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, in_month("/xjwz/zwgk/zfxxgkzl/xzfb/ndbg/", "htm"))
    root = "/xjwz/zwgk/zfxxgkzl/"
    columns = [
        ("20235", "0", "主动公开基本目录", "xxgkml"),
        ("20236", "0", "信息公开指南", "xxgkzn"),
        ("20237", "0", "年度报告", "ndbg"),
        ("20238", "20235", "政策文件", "zcwj"),
    ]
    nodes = ",".join(
        f'{{id:"{one}",pId:"{parent}",name:"{name}",file:"{site.url(f"{root}{slug}/")}"}}'
        for one, parent, name, slug in columns
    )
    tree = f'<ul id="tree" class="ztree"></ul><script>var zNodes=[{nodes}];$.fn.zTree.init($("#tree"), {{}}, zNodes);</script>'

    def shell(channel: int, name: str) -> str:
        script = (
            f"<script>var channelid = 290792; var chnlid = {channel}; var prepage = 15;\nfunction load(page){{$.get('/was5/web/search?channelid=290792&templet=docs.jsp"
            f"&sortfield=-docorderpri%2C-docreltime&classsql=chnlid%3D{channel}&random='+Math.random()+'&prepage=15&page='+page, show, 'text');}}\nload(1);</script>"
        )
        return site.html(f"{name}-{place.name}", f'{tree}<ul id="docs"></ul><div id="page"></div>{script}', column=name)

    for number, (_, _, name, slug) in enumerate(columns):
        site.add(f"{root}{slug}/", shell(5725 + number, name))
    site.add(root, site.html(f"政府信息公开专栏-{place.name}", tree, column="政府信息公开专栏"))

    def search(request: Request) -> Answer:
        wanted = items if "5727" in request.query.get("classsql", "") else []
        size = int(request.query.get("prepage", "15"))
        page = int(request.query.get("page", "1"))
        docs = [
            {
                "title": item.title,
                "title2": item.title,
                "url": site.url(item.path) if item.path[0] == "/" else item.path,
                "chnldocurl": "",
                "time": str(item.day),
                "docid": str(item.number),
            }
            for item in wanted[(page - 1) * size : page * size]
        ]
        told = f'{{"count":"{len(wanted)}","chnlname":"年度报告","pagenum":"{size}","searchtime":"0.01","py":\'###pypy###\',"dy":\'###dydy###\',\n"docs":{json.dumps(docs, ensure_ascii=False)}}}'
        return Answer(told, 200, "text/html")

    site.add("/was5/web/search", search)
    furnish(
        site,
        in_month("/xjwz/xw/", "htm"),
        Paths("/xjwz/zwgk/", None, f"{root}xxgkzn/", f"{root}zd/", f"{root}xxgkml/", f"{root}ysq/"),
        more=(("政府信息公开专栏", root),),
    )
    site.nav = []
    return Portal("trs_was", "A3", "S1", (site,), "zNodes tree, was5 pseudo-JSON")


def irs(ground: Ground, outside: str) -> Portal:
    """A list that is filled by POST with JSON; names of fields are opaque."""
    place = county(5, towns=5, departments=5)
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, in_month("/zfxxgk/zfxxgknb/"))
    asked = {
        "pageNo": 1, "pageSize": 15, "tenantId": 71, "tableName": "t_179d132472b", "searchFields": [{"fieldName": "f_2022118461091", "searchWord": ""}],
        "sorts": [{"sortField": "save_time", "sortOrder": "DESC"}], "isPage": True,
        "customFilter": {"operator": "or", "properties": [{"property": "f_202163742494", "operator": "eq", "value": "5901201"}]},
    }  # fmt: skip
    script = (
        f"<script>var params = {json.dumps(asked)};\nfunction load(n){{params.pageNo=n;$.ajax({{url:'/irs/front/list',type:'POST',contentType:'application/json',"
        "data:JSON.stringify(params),success:render}});}\nload(1);</script>"
    )
    site.add(
        "/zfxxgk/zfxxgknb/",
        site.html(
            "政府信息公开年报",
            f'<div class="list" id="list"></div><div id="pager"></div>{script}',
            column="政府信息公开年报",
        ),
    )

    def answer(request: Request) -> Answer:
        try:
            given = json.loads(request.body)
            page, size = int(given["pageNo"]), min(100, int(given["pageSize"]))
            mine = (
                given["tenantId"] == asked["tenantId"]
                and given["tableName"] == asked["tableName"]
                and given["customFilter"] == asked["customFilter"]
            )
        except (ValueError, KeyError, TypeError):
            return Answer('{"success":false}', 400, "application/json")
        wanted = items if mine else []
        listed = [
            {
                "f_2022118461091": item.title,
                "title": item.title,
                "doc_pub_url": site.url(item.path) if item.path[0] == "/" else item.path,
                "save_time": f"{item.day} 10:00:00",
            }
            for item in wanted[(page - 1) * size : page * size]
        ]
        data = {"list": listed, "pager": {"total": len(wanted), "pageNo": page, "pageSize": size}}
        return Answer(json.dumps({"success": True, "data": data}, ensure_ascii=False), 200, "application/json")

    site.add("/irs/front/list", answer)
    furnish(
        site,
        in_month("/xw/"),
        Paths("/zwgk/", "/zfxxgk/", "/zfxxgk/zfxxgkzn/", "/zfxxgk/zfxxgkzd/", "/zfxxgk/fdzdgknr/", "/zfxxgk/ysqgk/"),
        annual="/zfxxgk/zfxxgknb/",
    )
    return Portal("trs_irs", "A4", "S1", (site,), "POST /irs/front/list")
