"""UCAP: each unit has a site of its own with the five parts; lists are static pages or come from a search in JSON."""

import json
from collections.abc import Sequence
from hashlib import md5

from crawler.sample.answer import Answer, Request, number
from crawler.sample.county import Body, report
from crawler.sample.hazards import look_alikes, news, notice
from crawler.sample.home import home
from crawler.sample.site import ANNUAL, PANEL, Link, Site, items

YEARS = (2024, 2023, 2022)

_A_PAGE = 2
_BOX = '<div id="UCAP-CONTENT"><UCAPCONTENT>{}</UCAPCONTENT></div>'


def ucap(site: Site) -> None:
    """石桐县: the last unit's list is a shell that asks for JSON; one unit has nothing for a year."""
    site.validators = "deaf"
    site.disclosure = "/stx/zwgk/zwgk.shtml"
    site.panel = (site.disclosure,) * 3 + ("/stx/xzf/c1001/xxgk_list.shtml", site.disclosure)
    bodies = site.county.bodies
    for index, body in enumerate(bodies):
        _unit(site, body, index, from_json=body == bodies[-1])
    units = items([Link(body.name, f"/stx/{body.slug}/index.shtml") for body in bodies])
    told = notice(site, "/stx/c1990/202402/" + _hex("notice") + ".shtml", 2023, bodies, bodies[1:2])
    alike = look_alikes(site, "/stx/c1990/202502/c01_{}.shtml", 2024)
    content = f"<h3>部门乡镇信息公开</h3>{units}{items([told, *alike])}"
    site.page(site.disclosure, "政府信息公开", content, column="政府信息公开")
    fresh = news(site, "/stx/c1002/202503/c01_{}.shtml", "/stx/c1002/list_{}.shtml")
    home(site, fresh, [Link("政府信息公开", site.disclosure)])


def _hex(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def _unit(site: Site, body: Body, index: int, *, from_json: bool) -> None:
    column = f"/stx/{body.slug}/c10{index:02d}"
    links = []
    for paper in site.shelf.papers(YEARS, of=[body], has=lambda _, year: (index, year) != (1, 2023)):
        path = f"{column}/{paper.year + 1}01/{_hex(f'{body.name}{paper.year}')}.shtml"
        link = site.publish(paper, path, _BOX)
        links += [link] if link else []
    parts = [Link(words, f"{column}/xxgk_list.shtml" if words == ANNUAL else f"{column}/jj.shtml") for words in PANEL]
    site.page(f"/stx/{body.slug}/index.shtml", f"{body.name}信息公开", items(parts), column="政府信息公开")
    site.page(f"{column}/jj.shtml", body.name, f"{items(parts)}<p>本机关依法公开政府信息。</p>", column="公开指南")
    if from_json:
        _shell(site, column, parts, links)
    else:
        _pages(site, column, parts, links)


def _pages(site: Site, column: str, parts: Sequence[Link], links: Sequence[Link]) -> None:
    pages = -(-len(links) // _A_PAGE)
    for page in range(1, pages + 1):
        shown = items(links[(page - 1) * _A_PAGE : page * _A_PAGE], "newsList")
        pager = f"<script>createPageHTML('page_div',{pages}, {page},'xxgk_list','shtml',{len(links)});</script>"
        name = "xxgk_list" if page == 1 else f"xxgk_list_{page}"
        site.page(
            f"{column}/{name}.shtml", ANNUAL, f'{items(parts)}{shown}<div id="page_div"></div>{pager}', column=ANNUAL
        )


def _shell(site: Site, column: str, parts: Sequence[Link], links: Sequence[Link]) -> None:
    channel = _hex(column)
    script = (
        f'<meta name="channelId" content="{channel}"><ul class="newsList" id="list"></ul><script>$.get("/common/search/'
        f'{channel}?_isAgg=true&_isJson=true&_pageSize={_A_PAGE}&_template=index&_rangeTimeGte=&_channelName=&page=1",show);</script>'
    )
    site.page(f"{column}/xxgk_list.shtml", ANNUAL, f"{items(parts)}{script}", column=ANNUAL)

    def search(request: Request) -> Answer | None:
        if request.path not in (f"/common/search/{channel}", f"/search/{channel}"):
            return None
        page = number(request.query.get("page")) or 1
        size = number(request.query.get("_pageSize"), 1, 100) or _A_PAGE
        results = [
            {
                "title": link.words,
                "url": f"{site.base.partition(':')[2]}{link.address}",
                "publishedTimeStr": f"{link.day} 10:00:00",
                "channelName": ANNUAL,
            }
            for link in links[(page - 1) * size : page * size]
        ]
        data = {"page": page, "rows": size, "channelId": channel, "total": len(links), "results": results}
        return Answer(json.dumps({"data": data}).encode(), "application/json;charset=utf-8")

    site.handlers.append(search)


def declared_more(site: Site) -> None:
    """荷渡县: the list says that it has nine entries on three pages; the second page is the first, the third is gone."""
    site.disclosure = "/hdx/zwgk/zwgk.shtml"
    column = "/hdx/c1001/"
    site.panel = (site.disclosure,) * 3 + (f"{column}xxgk_list.shtml", site.disclosure)
    links = [
        site.report(f"{column}{year + 1}01/{_hex(f'{body.name}{year}')}.shtml", report(body, year), _BOX)
        for year in YEARS[:2]
        for body in site.county.bodies
    ]
    pager = "<script>createPageHTML('page_div',3, 1,'xxgk_list','shtml',9);</script>"
    content = f'{items(links, "newsList")}<div id="page_div"></div>{pager}'
    for name in ("xxgk_list", "xxgk_list_2"):
        site.page(f"{column}{name}.shtml", ANNUAL, content, column=ANNUAL)
    site.page(site.disclosure, "政府信息公开", site.panel_links(), column="政府信息公开")
    fresh = news(site, "/hdx/c1002/202503/c01_{}.shtml", "/hdx/c1002/list_{}.shtml")
    home(site, fresh, [Link("政府信息公开", site.disclosure)])
