"""Portals of Guangdong's kind: an instance of the catalogue for each body, its tree in the page, its lists as JSON."""

import json
from html import escape

from tests.crawler.zoo.county import Item, Unit, county
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.papers import paper
from tests.crawler.zoo.portal import Portal
from tests.crawler.zoo.site import Site, dotted_row, units_list

_ANNUAL, _PER_PAGE = 733, 100


def gkmlpt(ground: Ground, outside: str) -> Portal:
    """Towns and offices in the catalogue, the county in a column of the portal to which its tree leaps."""
    place = county(10, towns=6, departments=6, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="article-content">{}</div>', layout="NFCMS")
    column = "/zwgk/xxgknb/"
    own = place.of(["county_government"]) + place.others
    site.put_all(own, lambda item: f"{column}content/post_{item.number}.html")
    site.simple_list(
        column, own, size=10, row=dotted_row, page_path=lambda number, _: f"{column}index_{number}.html",
        pager=lambda number, pages, _: f'<div class="page"><a href="index_{min(number + 1, pages)}.html">下一页</a><span>{number}/{pages}</span></div>',
    )  # fmt: skip
    for unit in place.units:
        _instance(site, unit, site.url(column) if unit.kind == "county_government" else "")
    directory = site.html(
        "政府信息公开目录", units_list(place.units, lambda unit: f"{_root(unit)}/index"), column="政府信息公开平台"
    )
    site.add("/zwgk/gkml/", directory)
    more = (("部门及镇街信息公开目录", "/zwgk/gkml/"),)
    furnish(site, lambda item: f"/xw/content/post_{item.number}.html", Paths(panel="/gkmlpt/index"), more=more)
    _instance(site, place.units[0], site.url(column))
    site.nav = []
    return Portal("gkmlpt", "D", "S4", (site,), "an instance a body, page 0 = page 1, jump_url of the county's own")


def _root(unit: Unit) -> str:
    return "/gkmlpt" if unit.kind == "county_government" else f"/{unit.slug}/gkmlpt"


def _instance(site: Site, unit: Unit, jump: str) -> None:
    root, sid = _root(unit), f"66202{unit.number:02d}"
    items = [] if jump else site.county.of(unit=unit)
    site_items = [item for item in items if not item.path]
    for item in site_items:
        site.put(
            item,
            f"{root}/content/0/{item.number // 1000}/post_{item.number}.html",
            files=f"/attachment/0/{item.number}/",
        )
    tree = [
        {"id": 721, "name": "法定主动公开内容", "parent": 0, "post_count": 2, "jump_url": "", "children": [
            {"id": 722, "name": "规划计划", "parent": 721, "post_count": 2, "jump_url": "", "children": []},
        ]},
        {"id": 731, "name": "政府信息公开指南", "parent": 0, "post_count": 1, "jump_url": "", "children": []},
        {"id": _ANNUAL, "name": "政府信息公开年报", "parent": 0, "post_count": len(items), "jump_url": jump, "children": []},
    ]  # fmt: skip
    config = f"window._CONFIG = {{ SID: '{sid}', NAME:'{unit.name}', TREE: {json.dumps(tree, ensure_ascii=False)}, SERVICE_AREA_ID: 12, LANG: 'zh-CN' }};"
    shell = site.html(
        f"{unit.name}政府信息公开目录",
        '<div id="tree"></div><div id="postList"><table class="table-content"><tbody></tbody></table></div><script src="/gkmlpt/gkml/pc/js/chunk-common.c1553651.js"></script>',
        head=f"<script>{config}</script>",
    )
    site.host.pages[f"{root}/index"] = shell
    plans = [Item(f"{unit.short}{year}年工作计划", items[0].day, "paper") for year in (2022, 2023)] if items else []
    for item in plans:
        site.put(item, f"{root}/content/0/{item.number // 1000}/post_{item.number}.html")

    def api(request: Request) -> Answer:
        category = request.path.rpartition("/")[2]
        wanted = {str(_ANNUAL): items, "722": plans, "721": plans, "0": items + plans}.get(category, [])
        page = max(1, int(request.query.get("page") or 1))
        part = wanted[(page - 1) * _PER_PAGE : page * _PER_PAGE]
        told = {
            "classify": {"id": int(category), "name": "政府信息公开年报", "post_count": len(wanted)}, "total": len(wanted),
            "articles": [_told(site, item) for item in part],
        }  # fmt: skip
        return Answer(json.dumps(told), 200, "application/json")

    site.host.pages[f"{root}/api/all/*"] = api


def _told(site: Site, item: Item) -> dict[str, object]:
    url = site.url(item.path) if item.path.startswith("/") else item.path
    return {
        "id": item.number, "title": item.title, "document_number": "", "identifier": f"11440000/2024-{item.number % 10000:05d}",
        "publisher": item.unit.name if item.unit else "", "date": 1705334400, "created_at": f"{item.day} 10:00:00", "display_publish_time": 1705370000,
        "classify_main": _ANNUAL, "classify_main_name": "政府信息公开年报", "abstract": paper(escape(item.title))[:60], "url": url, "post_url": url,
        "is_expired": 0, "is_abolished": 0, "attachment": [], "relation": "[]",
    }  # fmt: skip
