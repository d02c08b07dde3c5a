"""Portals of UCAP: static pages with a script pager, lists as JSON under a channel's id, reports with pictured tables."""

import json
from hashlib import md5

from tests.crawler.zoo.county import Item, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.portal import Portal
from tests.crawler.zoo.site import Place, Site, units_list

_BODY = '<UCAPTITLE></UCAPTITLE><UCAPCONTENT><div id="UCAP-CONTENT">{}</div></UCAPCONTENT>'


def _hex(text: str) -> str:
    return md5(text.encode()).hexdigest()


def _article(root: str, channel: str) -> Place:
    return lambda item: f"{root}{channel}/{item.day:%Y%m}/{_hex(str(item.number))}.shtml"


def _paths(root: str) -> Paths:
    return Paths(
        f"{root}c100/list.shtml",
        f"{root}c101/xxgk_navs.shtml",
        f"{root}c102/xxgk_list.shtml",
        f"{root}c103/xxgk_list.shtml",
        f"{root}c104/xxgk_list.shtml",
        f"{root}c105/xxgk_list.shtml",
    )


def static(ground: Ground, outside: str) -> Portal:
    """A column a body, pages _2.shtml; the columns of bodies hang on a directory."""
    place = county(11, towns=6, departments=5, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body=_BODY, layout="UCAP")
    root = "/qtxxxgk/"
    for item in place.items[1::6]:
        item.form = "pictures" if item.form == "html" else item.form
    for unit in place.units:
        channel = f"c1024{unit.number:02d}"
        items = newest_first(place.of(unit=unit) + (place.others if unit.number == 0 else []))
        site.put_all(items, _article(root, channel))
        _list(site, f"{root}{channel}/", items)
    directory = site.html(
        "部门乡镇信息公开年报",
        units_list(place.units, lambda unit: f"{root}c1024{unit.number:02d}/xxgk_list.shtml"),
        column="部门乡镇信息公开年报",
    )
    site.add(f"{root}c1023/list.shtml", directory)
    furnish(
        site,
        _article(root, "c1001"),
        _paths(root),
        annual=f"{root}c102400/xxgk_list.shtml",
        more=(("部门乡镇信息公开年报", f"{root}c1023/list.shtml"),),
    )
    return Portal(
        "ucap_static", "E", "S3", (site,), "createPageHTML with a div and rows, xxgk_list_2.shtml, pictured tables"
    )


def _list(site: Site, folder: str, items: list[Item], size: int = 12) -> None:
    site.simple_list(
        f"{folder}xxgk_list.shtml", items, size=size, wrap='<ul class="newsList">{}</ul>',
        page_path=lambda number, _: f"{folder}xxgk_list_{number}.shtml",
        pager=lambda number, pages, rows: f"<div id=\"page_div\"></div><script>createPageHTML('page_div',{pages}, {number},'xxgk_list','shtml',{rows});</script>",
    )  # fmt: skip


def searched(ground: Ground, outside: str) -> Portal:
    """Lists come as JSON by the channel's id; the tree of channels is JSON too."""
    place = county(12, towns=6, departments=6, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body=_BODY, layout="UCAP")
    root, channel, code = "/qt/", _hex("annual"), "c100186"
    kinds = {
        "县政府": place.of(["county_government"]) + place.others,
        "部门": place.of(["department"]),
        "乡镇": place.of(["township_government", "subdistrict_office"]),
    }
    by_id: dict[str, list[Item]] = {_hex(name): newest_first(items) for name, items in kinds.items()}
    for index, items in enumerate(by_id.values()):
        site.put_all(items, _article(root, f"c10018{index + 7}"))
    by_id[channel] = newest_first([item for items in by_id.values() for item in items])
    call = "/common/search/{}?_isAgg=true&_isJson=true&_pageSize=18&_template=index&_rangeTimeGte=&_channelName=&page=1"
    script = (
        f'<meta name="channelId" content="{channel}"><ul class="tree" id="channelTree"></ul><ul id="list"></ul><div id="page"></div>'
        f"<script>$.getJSON('/common/getChannelList?channelCode={code}&websiteCodeName=qt', drawTree);\nvar url='{call.format(channel)}';$.getJSON(url, draw);</script>"
    )
    site.add(f"{root}{code}/list.shtml", site.html("政府信息公开年报", script, column="政府信息公开年报"))

    def answer(request: Request) -> Answer:
        name = request.path.rpartition("/")[2]
        wanted = by_id.get(name, [])
        size, page = min(50, int(request.query.get("_pageSize") or 18)), int(request.query.get("page") or 1)
        results = [
            {
                "title": item.title,
                "subTitle": "",
                "url": _no_scheme(site, item),
                "publishedTimeStr": f"{item.day} 10:00:00",
                "channelCodeName": code,
                "channelName": "年度报告",
                "content": "",
                "domainMetaList": [],
            }
            for item in wanted[(page - 1) * size : page * size]
        ]
        data = {
            "page": page,
            "rows": size,
            "channelId": name,
            "relateSubChannels": "true",
            "total": len(wanted),
            "results": results,
        }
        return Answer(json.dumps({"data": data}, ensure_ascii=False), 200, "application/json")

    site.add("/common/search/*", answer)
    children = [
        {"channelId": _hex(name), "displayName": f"{name}年度报告", "channelCode": f"c10018{index + 7}"}
        for index, name in enumerate(kinds)
    ]
    site.add(
        "/common/getChannelList",
        Answer(
            json.dumps(
                {"results": {"channelId": channel, "displayName": "政府信息公开年报", "children": children}},
                ensure_ascii=False,
            ),
            200,
            "application/json",
        ),
    )
    furnish(site, _article(root, "c100001"), _paths(root), annual=f"{root}{code}/list.shtml")
    return Portal("ucap_json", "E", "S1", (site,), "/common/search JSON, getChannelList")


def _no_scheme(site: Site, item: Item) -> str:
    return item.path if item.path.startswith("http") else site.url(item.path).partition(":")[2]
