"""Portals as in Anhui: LonSun with its label endpoint and inline reports, openness with frames on a second host."""

from hashlib import md5
from html import escape

from tests.crawler.zoo.county import Item, Unit, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Ground, Request
from tests.crawler.zoo.portal import Portal
from tests.crawler.zoo.site import Site, links, units_list

_LABEL = "/site/label/8888"


def lonsun(ground: Ground, outside: str) -> Portal:
    """type=4 lists by a label endpoint, type=3 shows a report inline by its year."""
    place = county(13, towns=6, departments=6, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="wzcon j-fontContent">{}</div>', layout="龙讯")
    units = {str(2000003100 + unit.number): unit for unit in place.units}
    organs = {unit: organ for organ, unit in units.items()}
    inline = [unit for unit in place.units if unit.kind != "department"]
    texts: dict[tuple[str, str], str] = {}
    for organ, unit in units.items():
        items = place.of(unit=unit)
        if unit not in inline:
            site.put_all(items, lambda item, organ=organ: f"/public/{organ}/{item.number}.html")
            continue
        for item in items:
            if item.form in ("wechat", "direct"):
                item.form, item.reachable = "html", True
            at = f"/public/column/{organ}?type=3&action=detail&nav=3&title={item.year}"
            texts[organ, str(item.year)] = site.inline(item, f"/group5/M00/{organ}/", at)
    site.put_all(place.others, lambda item: f"/public/{organs[place.units[0]]}/{item.number}.html")
    directory = links((unit.label, f"/public/column/{organ}?type=4&action=list") for organ, unit in units.items())

    def column(request: Request) -> str:
        organ = request.path.rpartition("/")[2]
        unit = units.get(organ, place.units[0])
        items = place.of(unit=unit)
        kind = request.query.get("type", "4")
        tabs = [
            ("政府信息公开指南", "type=2&nav=1"),
            ("政府信息公开制度", "type=1&nav=2"),
            ("政府信息公开年报", "type=3&action=list&nav=3"),
            ("法定主动公开内容", "type=4&action=list"),
        ]
        panel = links((text, f"/public/column/{organ}?{query}") for text, query in tabs)
        name = "政府信息公开年报" if kind == "3" else "政府信息公开目录"
        if kind == "3" and unit in inline:
            year = request.query.get("title", "")
            years = links(
                (f"{item.year}年", f"/public/column/{organ}?type=3&action=detail&nav=3&title={item.year}")
                for item in items
            )
            told = texts.get((organ, year), "") if request.query.get("action") == "detail" else ""
            head = f"<h1>{escape(unit.short)}{year}年政府信息公开工作年度报告</h1>" if told else ""
            inside = f'<div class="nb_years">{years}</div>{head}<div class="wzcon j-fontContent">{told}</div>'
        elif kind in "34":
            category = "32710531" if kind == "3" else ""
            inside = (
                f'<ul id="xxgk_list"></ul><script>$.get("{_LABEL}",{{IsAjax:1,dataType:"html",_:Math.random(),labelName:"publicInfoList",siteId:"6788721",pageSize:15,pageIndex:1,action:"list",'
                f'fuzzySearch:true,fromCode:"title",keyWords:"",sortType:0,isDate:true,dateFormat:"yyyy-MM-dd",length:80,organId:"{organ}",type:4,catIds:"",cId:"",result:"暂无相关信息",'
                f'file:"/xxgk/publicInfoList_newest2020",catId:"{category}"}},function(html){{$("#xxgk_list").html(html);}});</script>'
            )
        else:
            inside = f"<p>{unit.name}信息公开的说明。</p>"
        return site.html(f"{unit.label}-{name}", f'<div class="organs">{directory}</div>{panel}{inside}', column=name)

    def label(request: Request) -> str:
        unit = units.get(request.query.get("organId", ""), place.units[0])
        own = place.of(unit=unit) if unit not in inline else place.others if unit == place.units[0] else []
        page = int(request.query.get("pageIndex") or 1)
        part = own[(page - 1) * 15 : page * 15]
        rows = "".join(
            f'<li><a href="{item.path}" title="{escape(item.title)}" target="_blank">{escape(item.title)}</a><span class="date">{item.day}</span></li>'
            for item in part
        )
        pages = max(1, -(-len(own) // 15))
        return (
            f'<ul class="clearfix xxgk_nav_list">{rows or "暂无相关信息"}</ul><div class="pagination" id="page_public_info"></div>'
            f'<script>Ls.pagination("#page_public_info",function(i){{load(i);}},{{currPage:{page},pageCount:{pages},dataCount:{len(own)}}})</script>'
        )

    site.host.pages["/public/column/*"] = column
    site.add(_LABEL, label)
    first = f"/public/column/{organs[place.units[0]]}"
    furnish(
        site, lambda item: f"/content/{item.number}.html",
        Paths("/content/column/67001", f"{first}?type=4&action=list", f"{first}?type=2&nav=1", f"{first}?type=1&nav=2", f"{first}?type=4&action=list&catId=1", "/ysq.html"),
        annual=f"{first}?type=3&action=list&nav=3",
    )  # fmt: skip
    for path in [path for path in site.host.pages if path.startswith("/public/column/") and "?" in path]:
        del site.host.pages[path]
    return Portal("lonsun", "F", "S4", (site,), "organId in the path, label endpoint, type=3 inline by year")


def _branch(unit: Unit) -> str:
    return md5(unit.organ.encode()).hexdigest()[:24]


def openness(ground: Ground, outside: str) -> Portal:
    """The disclosure platform is the prefecture's, on another host; its lists stand in frames."""
    place = county(14, towns=6, departments=6, years=(2020, 2021, 2022, 2023))
    front = Site.at(ground, place, outside)
    site = Site.at(ground, place, outside, body='<div id="zoom">{}</div>', layout="openness", front=front.host.home)
    by_branch = {_branch(unit): unit for unit in place.units}

    def article(item: Item) -> str:
        return f"/openness/detail/content/{md5(str(item.number).encode()).hexdigest()[:24]}.html"

    site.put_all(newest_first(place.items + place.others), article)

    def rows(unit: Unit) -> list[Item]:
        return newest_first(place.of(unit=unit) + (place.others if unit.number == 0 else []))

    def frame(request: Request) -> str:
        unit = by_branch.get(request.query.get("branch_id", ""), place.units[0])
        listed = rows(unit) if request.query.get("column_code") == "250400" else []
        page, size = int(request.query.get("page") or 1), 10
        pages = max(1, -(-len(listed) // size))
        told = "".join(
            f'<tr class="is-td"><td>QT001-{item.day:%Y%m}-{item.number % 10000}</td><td><div class="is-tda"><a href="{item.path}" target="_blank">{escape(item.title)}</a></div></td><td>{item.day}</td></tr>'
            for item in listed[(page - 1) * size : page * size]
        )
        base = f"/opennessContent/iframe/?branch_id={_branch(unit)}&column_code=250400&page="
        pager = "".join(f'<a href="{base}{number}">{number}</a> ' for number in range(1, pages + 1))
        return f'<html><head><meta charset="utf-8"><title>列表</title></head><body><table class="is-xxgkTable">{told}</table><div class="page">{pager}共{len(listed)}条</div></body></html>'

    def content(request: Request) -> str:
        unit = by_branch.get(request.query.get("branch_id", ""), place.units[0])
        branch, code = _branch(unit), request.query.get("column_code", "100")
        parts = links(
            [
                ("政府信息公开指南", f"/opennessGuide/?branch_id={branch}"),
                ("信息公开目录", f"/opennessContent/?branch_id={branch}&column_code=100"),
                ("政府信息公开年报", f"/opennessAnnualReport/?branch_id={branch}"),
            ]
        )
        inside = (
            f'<iframe id="list" src="/opennessContent/iframe/?branch_id={branch}&column_code={code}&page=1"></iframe>'
        )
        return site.html(f"{unit.label}信息公开", parts + inside, column="信息公开目录")

    def annual(request: Request) -> str:
        branch = request.query.get("branch_id", _branch(place.units[0]))
        return content(Request("GET", "/opennessContent/", {"branch_id": branch, "column_code": "250400"}, {}, b"", {}))

    for path, page in (
        ("/opennessContent/iframe/", frame),
        ("/opennessContent/", content),
        ("/opennessGuide/", content),
        ("/opennessAnnualReport/", annual),
    ):
        site.host.pages[path] = page
    site.add(
        "/",
        site.html(
            "政府信息公开平台",
            units_list(place.units, lambda unit: f"/opennessTarget/?branch_id={_branch(unit)}")
            + links([("县政府", f"/opennessTarget/?branch_id={_branch(place.units[0])}")]),
            column="信息公开",
        ),
    )
    site.host.pages["/opennessTarget/"] = content
    furnish(front, lambda item: f"/content/detail/{item.number}.html", Paths(panel=site.host.home + "/"))
    front.nav = []
    return Portal("openness_1", "G", "S8", (front, site), "branch_id on a second host, lists in frames")


def openness_later(ground: Ground, outside: str) -> Portal:
    """The second generation: numbers for ids, reports under OpennessAnnualReport, a tab of years."""
    place = county(15, towns=5, departments=5, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="is-contentbox" id="zoom">{}</div>', layout="openness")
    site.put_all(place.items, lambda item: f"/openness/OpennessAnnualReport/show/{item.number}.html")
    site.put_all(place.others, lambda item: f"/OpennessContent/show/{item.number}.html")
    listing = newest_first(place.items + place.others)
    size = 12
    pages = -(-len(listing) // size)

    def annual(request: Request) -> str:
        page = max(1, int(request.query.get("page") or 1))
        rows = "".join(
            f'<li class="is-li"><a href="{item.path}" title="{escape(item.title)}">{escape(item.title)}</a><em>{item.day}</em></li>'
            for item in listing[(page - 1) * size : page * size]
        )
        steps = "".join(
            f'<a href="/openness/OpennessAnnualReport/index?page={number}">{number}</a>'
            for number in range(1, pages + 1)
            if number != page
        )
        return site.html(
            "政府信息公开年报",
            f'<ul class="is-list">{rows}</ul><div class="is-page">{steps}<span>共 {len(listing)} 条 {page}/{pages} 页</span></div>',
            column="政府信息公开年报",
        )

    site.add("/openness/OpennessAnnualReport/index", annual)
    furnish(
        site,
        lambda item: f"/News/show/{item.number}.html",
        Paths(
            "/openness/",
            "/openness/index/1.html",
            "/openness/Guide/show/1.html",
            "/openness/Rules/1.html",
            "/OpennessContent/index/1.html",
            "/openness/Apply/1.html",
        ),
        annual="/openness/OpennessAnnualReport/index",
    )
    return Portal("openness_2", "G", "S1", (site,), "OpennessAnnualReport/show/N.html, ?page=N")
