"""A home-made portal of old: GBK, a page for everything, lists that are turned by posting a form back."""

from base64 import b64encode
from collections.abc import Sequence

from crawler.sample.answer import Answer, Request, number
from crawler.sample.hazards import look_alikes, news
from crawler.sample.home import home
from crawler.sample.site import ANNUAL, Link, Site, items

YEARS = (2024, 2023, 2022)

_LIST = "/year_list.aspx"
_DEPARTMENT = "126"
_A_PAGE = 4
_BOX = '<table><tr><td style="line-height:28px">{}</td></tr></table>'


def aspx(site: Site) -> None:
    """鹭川县: nine reports on a list of three pages."""
    site.charset = "gbk"
    site.disclosure = "/xxgk.aspx"
    guide = f"/guide.aspx?dept={_DEPARTMENT}"
    site.panel = (guide, guide, "/xxgk.aspx", f"{_LIST}?dept={_DEPARTMENT}", guide)
    site.noise.counts = site.noise.tells_day = True
    links = []
    for paper in site.shelf.papers(YEARS):
        link = site.publish(paper, f"/year_details.aspx?dept={_DEPARTMENT}&id={paper.year}{paper.index}", _BOX)
        links += [link] if link else []
    links += look_alikes(site, f"/year_details.aspx?dept={_DEPARTMENT}&id=9156{{}}", 2024)[:1]
    site.page(guide, "指南", f"{site.panel_links()}<p>本机关依法公开政府信息。</p>", column="政府信息公开指南")
    site.page(site.disclosure, "政务公开", site.panel_links(), column="政务公开")
    fresh = news(site, "/news_show.aspx?id={}", "/news.aspx?page={}")
    home(site, fresh, [Link("政务公开", site.disclosure)])
    pages = -(-len(links) // _A_PAGE)

    def handler(request: Request) -> Answer | None:
        if request.path != _LIST or request.query.get("dept") != _DEPARTMENT:
            return None
        if request.method != "POST":
            return _answer(site, links, 1)
        page = _turned_to(request, pages)
        return _answer(site, links, page) if page else Answer("验证视图状态 MAC 失败。".encode("gbk"), "text/html", 500)

    site.handlers.append(handler)


def _answer(site: Site, links: Sequence[Link], page: int) -> Answer:
    pages = -(-len(links) // _A_PAGE)
    numbers = "".join(
        f"<span>{one}</span> "
        if one == page
        else f"<a href=\"javascript:__doPostBack('AspNetPager1','{one}')\">{one}</a> "
        for one in range(1, pages + 1)
    )
    hidden = {**_state(page), "__EVENTTARGET": "", "__EVENTARGUMENT": ""}
    fields = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}" />' for name, value in hidden.items()
    )
    shown = items(links[(page - 1) * _A_PAGE : page * _A_PAGE])
    form = (
        f'<form method="post" action="year_list.aspx?dept={_DEPARTMENT}" id="form1">{fields}{shown}'
        f'<div id="AspNetPager1">共{len(links)}条 第{page}/{pages}页 {numbers}</div></form>'
    )
    html = site.layout(ANNUAL, f"{site.panel_links()}{form}", column=ANNUAL)
    return Answer(html.encode("gbk", "xmlcharrefreplace"), "text/html")


def _state(page: int) -> dict[str, str]:
    return {
        "__VIEWSTATE": b64encode(f"/wEPDwUKLTE2NjI4MzYx{page:04d}".encode()).decode(),
        "__EVENTVALIDATION": b64encode(f"/wEWAwKt{page:04d}".encode()).decode(),
    }


def _turned_to(request: Request, pages: int) -> int | None:
    """The page that a form asks for; the hidden fields must be those of a page that was shown."""
    told = request.form
    page = number(told.get("__EVENTARGUMENT"), 1, pages)
    known = any(all(told.get(name) == value for name, value in _state(one).items()) for one in range(1, pages + 1))
    return page if known and told.get("__EVENTTARGET") == "AspNetPager1" else None
