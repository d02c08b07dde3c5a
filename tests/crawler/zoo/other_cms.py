"""Portals of smaller systems: TrueCMS, eportal, Hunan's columns, Hebei's UUIDs, Shaanxi's long numbers and topics."""

import json
from hashlib import md5
from uuid import UUID

from tests.crawler.zoo.county import Item, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Site, dotted_row, links, list_row

_TOWNS = ("township_government", "subdistrict_office")


def _uuid(text: object) -> str:
    return str(UUID(md5(str(text).encode()).hexdigest()))


def truecms(ground: Ground, outside: str, *, off: bool = False) -> Portal:
    """Sixty rows stand hidden in the page, the rest come as JSONP; where `off`, the endpoint is gone."""
    place = county(20 if off else 19, towns=8, departments=8, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, layout="TrueCMS")
    items = site.put_all(place.flat, lambda item: f"/qtxzf/zfxxgknb/content/{_uuid(item.number)}.html")
    column = _uuid(place.name)
    at = "/qtxzf/zfxxgknb/zfxxgknb.html"
    hidden = "".join(list_row(item, at) for item in items[:60])
    script = f"<script>$('#list').jpage({{perPage:20,totalRecord:{len(items)},proxyUrl:'/TrueCMS/messageController/getMessage.do',ajaxParam:{{columnId:'{column}'}}}});</script>"
    site.add(
        at,
        site.html(
            "政府信息公开年报",
            f'<div id="initData" style="display:none"><ul>{hidden}</ul></div><div id="list"></div>{script}',
            column="政府信息公开年报",
        ),
    )

    def message(request: Request) -> Answer:
        given = request.query | request.form
        if not request.headers.get("referer") or given.get("columnId") != column:
            return Answer("", 404)
        start = max(1, int(given.get("startrecord") or 1))
        size = min(20, int(given.get("perpage") or 20))
        rows = "".join(
            f"<record><![CDATA[{list_row(item, at).strip()}]]></record>" for item in items[start - 1 : start - 1 + size]
        )
        told = json.dumps(
            {"result": f"<datastore><totalrecord>{len(items)}</totalrecord><recordset>{rows}</recordset></datastore>"},
            ensure_ascii=False,
        )
        callback = given.get("callback")
        return Answer(f"{callback}({told})" if callback else told, 200, "application/json")

    if off:
        unreachable(items[60:], "the endpoint is switched off")
    else:
        for name in ("TrueCMS", "truecms"):
            site.add(f"/{name}/messageController/getMessage.do", message)
    furnish(
        site,
        lambda item: f"/qtxzf/jrgz/content/{_uuid(item.number)}.html",
        Paths(
            "/qtxzf/zwgk/zwgk.html",
            "/qtxzf/zfxxgk/zfxxgk.html",
            "/qtxzf/zn/zn.html",
            "/qtxzf/zd/zd.html",
            "/qtxzf/nr/nr.html",
            "/qtxzf/ysq/ysq.html",
        ),
        annual=at,
    )
    if off:
        return Portal(
            "truecms_off",
            "J",
            "S1",
            (site,),
            "60 preloaded rows, endpoint 404",
            outcomes=("incomplete",),
            reasons=("declared_more",),
        )
    return Portal("truecms", "J", "S1", (site,), "initData, getMessage.do JSONP with Referer, perpage cap 20")


def truecms_off(ground: Ground, outside: str) -> Portal:
    return truecms(ground, outside, off=True)


def eportal(ground: Ground, outside: str) -> Portal:
    """Pages by javascript:next and a form with currentPage; years and kinds in folders with stray digits."""
    place = county(21, towns=6, departments=6, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, layout="huilan")
    root = "/qingxian/zwgk/zfxxgk/zfxxgknb99/"
    kinds = {
        "县政府": (["county_government"], "xzfxxgkgznb/2291822"),
        "部门": (["department"], "bmxxgk7/2292928"),
        "乡镇": (list(_TOWNS), "xzzfxxgkgzndbg/2291824"),
    }
    for name, (which, folder) in kinds.items():
        items = newest_first(place.of(which) + (place.others if name == "县政府" else []))
        site.put_all(
            items, lambda item, folder=folder: f"{root}{folder}/{item.day:%Y%m%d}10{item.number:09d}/index.html"
        )
        _next_pages(site, f"{root}{folder}/index.html", f"{name}信息公开年报", items)
    tree = links((f"{name}信息公开年报", f"{root}{folder}/index.html") for name, (_, folder) in kinds.items())
    site.add(root, site.html("政府信息公开年报", tree, column="政府信息公开年报"))
    furnish(
        site,
        lambda item: f"/qingxian/xw3/{item.number}/index.html",
        Paths(
            "/qingxian/zwgk/",
            "/qingxian/zwgk/zfxxgk/",
            "/qingxian/zn/",
            "/qingxian/zd/",
            "/qingxian/nr/",
            "/qingxian/ysq/",
        ),
        annual=f"{root}index.html",
    )
    return Portal("eportal", "K", "S2", (site,), "javascript:next(N), currentPage form")


def _next_pages(site: Site, path: str, name: str, items: list[Item], size: int = 10) -> None:
    pages = max(1, -(-len(items) // size))

    def answer(request: Request) -> str:
        number = min(pages, max(1, int(request.query.get("currentPage") or request.form.get("currentPage") or 1)))
        rows = "".join(dotted_row(item, path) for item in items[(number - 1) * size : number * size])
        further = f'<a href="javascript:next({number + 1})">下一页</a>' if number < pages else ""
        pager = f'<div class="page">共{len(items)}条 {number}/{pages} {further}</div><form id="pageForm" method="get"><input name="currentPage" type="hidden" value="{number}"></form><script>function next(n){{var f=document.getElementById("pageForm");f.currentPage.value=n;f.submit();}}</script>'
        return site.html(name, f"<ul>{rows}</ul>{pager}", column=name)

    site.add(path, answer)


def hunan(ground: Ground, outside: str) -> Portal:
    """Numbers for columns; archived pages carry a banner and are still the only copy; a topic for one year."""
    place = county(22, towns=6, departments=5, years=(2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<p>归档时间:2023-06-15</p><div class="main-txt">{}</div>')
    topic = place.of(year=2023)
    earlier = newest_first([item for item in place.flat if item not in topic])
    site.put_all(earlier, lambda item: f"/9932/9938/content_{item.number}.html")
    site.put_all(
        topic, lambda item: f"/ztzl/zfxxgknb/2023/{item.unit.slug if item.unit else 'qt'}/content_{item.number}.html"
    )
    site.simple_list(
        "/9932/9938/index.htm", earlier, size=12, page_path=lambda number, _: f"/9932/9938/index_{number}.htm",
        pager=lambda number, pages, rows: f'<div class="page">第{number}页/共{pages}页 共{rows}条 ' + "".join(f'<a href="index{"" if to == 1 else f"_{to}"}.htm">{to}</a>' for to in range(1, pages + 1)) + "</div>",
    )  # fmt: skip
    rows = "".join(
        f'<li><a href="{item.path}">{item.unit.label if item.unit else item.title}</a></li>' for item in topic
    )
    site.add(
        "/ztzl/zfxxgknb/2023/",
        site.html(
            "2023年政府信息公开工作年度报告专题",
            f"<h2>{place.name}2023年政府信息公开工作年度报告汇总</h2><ul>{rows}</ul>",
            column="专题专栏",
        ),
    )
    furnish(
        site,
        lambda item: f"/9930/content_{item.number}.html",
        Paths(
            "/9932/",
            "/9932/9935/index.htm",
            "/9932/9936/index.htm",
            "/9932/9937/index.htm",
            "/9932/9939/index.htm",
            "/9932/9940/index.htm",
        ),
        annual="/9932/9938/index.htm",
        on_home=(("2023年度政府信息公开年报专题", "/ztzl/zfxxgknb/2023/"),),
    )
    return Portal(
        "hunan_topic", "L", "S7", (site,), "content_N.html; the newest year only in a topic, bodies as link texts"
    )


def hebei(ground: Ground, outside: str) -> Portal:
    """UUIDs everywhere, a column a year, attachments with two endings."""
    place = county(23, towns=4, departments=4, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    columns = []
    for year in (2023, 2022, 2021, 2020):
        column = f"/columns/{_uuid(f'{place.name}{year}')}/"
        items = newest_first([item for item in place.flat if item.year == year or (year == 2023 and item.year is None)])
        for item in items:
            site.put(
                item,
                f"{column}{item.day:%Y%m/%d}/{_uuid(item.number)}.html",
                files=f"/attachments/1/{item.day:%Y%m/%d}/x.pdf",
            )
        site.simple_list(
            f"{column}index.html",
            items,
            size=40,
            row=list_row,
            page_path=lambda number, _, column=column: f"{column}index_{number}.html",
            pager=lambda *_: "",
        )
        columns.append((f"{year}年", f"{column}index.html"))
    top = f"/columns/{_uuid(place.name)}/index.html"
    site.add(top, site.html("政府信息公开年报", links(columns, "years"), column="政府信息公开年报"))
    parts = [f"/columns/{_uuid(f'{place.name} {number}')}/index.html" for number in range(6)]
    furnish(
        site,
        lambda item: f"/columns/{_uuid('xw')}/{item.day:%Y%m/%d}/{_uuid(item.number)}.html",
        Paths(*parts),
        annual=top,
    )
    return Portal("hebei_uuid", "M", "S2", (site,), "UUID columns, /attachments/ with double ending")


def shaanxi(ground: Ground, outside: str) -> Portal:
    """Long numbers for pages, lists 1.html and 2.html, years in a folder each."""
    place = county(24, towns=5, departments=5, years=(2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    root = "/zfxxgk/zfxxgknb/"
    parts = {
        "szfnb": ("县政府年报", newest_first(place.of(["county_government"]) + place.others)),
        "bmnb": ("部门年报", place.of(["department"])),
        "zjnb": ("镇办年报", place.of(_TOWNS)),
    }
    for slug, (name, items) in parts.items():
        site.put_all(
            items, lambda item, slug=slug: f"{root}{slug}/{item.day.year - 1}n/17525042{item.number:011d}.html"
        )
        site.simple_list(
            f"{root}{slug}/1.html", items, column=name, size=6, page_path=lambda number, _, slug=slug: f"{root}{slug}/{number}.html",
            pager=lambda number, pages, _: f'<div class="pages"><span>{number}/{pages}</span>' + (f'<a class="next" href="{number + 1}.html">下一页</a>' if number < pages else "") + "</div>",
        )  # fmt: skip
    site.add(
        root,
        site.html(
            "政府信息公开年报",
            links((name, f"{root}{slug}/1.html") for slug, (name, _) in parts.items()),
            column="政府信息公开年报",
        ),
    )
    furnish(
        site,
        lambda item: f"/xwzx/17525041{item.number:011d}.html",
        Paths("/zwgk/", "/zfxxgk/", "/zfxxgk/zn/1.html", "/zfxxgk/zd/1.html", "/zfxxgk/nr/1.html", "/zfxxgk/ysq/"),
        annual=root,
    )
    return Portal("shaanxi", "N", "S2", (site,), "snowflake ids, 1.html 2.html")
