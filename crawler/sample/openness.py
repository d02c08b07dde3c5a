"""The openness platform of Anhui: disclosure on a host of its own, lists in a frame, units by a parameter."""

from hashlib import md5
from html import escape

from crawler.sample.answer import Request, number
from crawler.sample.county import Body
from crawler.sample.hazards import look_alikes, news, sessions
from crawler.sample.home import home
from crawler.sample.site import ANNUAL, Link, Site, items

YEARS = (2024, 2023, 2022)

_CODE = "250400"
_A_PAGE = 2
_OLD_HANDS = 2  # bodies with reports of all years
_INFO = '<table class="is-xxgkinfo"><tr><th>索引号</th><td>QT00{}-{}01-0003</td></tr></table><div id="zoom">{{}}</div>'


def openness(site: Site, platform: Site) -> None:
    """柏原县: `site` has the news, `platform` the reports."""
    platform.noise.counts = True
    bodies = site.county.bodies
    site.disclosure = f"{platform.base}/"
    site.panel = (site.disclosure,) * 5
    fresh = news(site, "/news/show/{}.html", "/news/list/{}.html")
    home(site, fresh, [Link("政务公开", site.disclosure), sessions(site)])
    platform.panel = tuple(
        f"/openness{part}/?branch_id={_branch(bodies[0])}"
        for part in ("Guide", "System", "Target", "AnnualReport", "Apply")
    )
    platform.page(
        "/",
        "政务公开",
        f"{platform.panel_links()}{_units(platform, '/opennessTarget/?branch_id={}')}",
        column="政务公开",
    )
    lists = {_branch(body): _entries(site, platform, body, index) for index, body in enumerate(bodies)}
    names = {_branch(body): body.name for body in bodies}

    def answer(request: Request) -> str | None:
        branch = request.query.get("branch_id", "")
        if branch not in lists:
            return None
        where = request.path.strip("/")
        if where in ("opennessTarget", "opennessGuide", "opennessSystem", "opennessApply"):
            own = f'<ul><li><a href="/opennessAnnualReport/?branch_id={branch}">{ANNUAL}</a></li></ul>'
            return platform.layout(names[branch], f"<h3>{names[branch]}</h3>{own}", column="政府信息公开")
        if where in ("opennessAnnualReport", "opennessContent"):
            frame = f"/opennessContent/iframe/?branch_id={branch}&column_code={_CODE}&page=1"
            content = f'{_units(platform, "/opennessAnnualReport/?branch_id={}")}<iframe id="list" src="{escape(frame)}"></iframe>'
            return platform.layout(f"{names[branch]}{ANNUAL}", content, column=ANNUAL)
        if where == "opennessContent/iframe":
            return _frame(branch, number(request.query.get("page")) or 1, lists[branch])
        return None

    platform.dynamic(answer)


def _branch(body: Body) -> str:
    return md5(body.name.encode(), usedforsecurity=False).hexdigest()[:24]


def _units(platform: Site, address: str) -> str:
    links = [Link(body.name, address.format(_branch(body))) for body in platform.county.bodies]
    return f'<div class="is-branch">{items(links)}</div>'


def _entries(site: Site, platform: Site, body: Body, index: int) -> list[Link]:
    links = []
    for paper in site.shelf.papers(YEARS, of=[body], has=lambda _, year: index < _OLD_HANDS or year == max(YEARS)):
        key = md5(f"{body.name}{paper.year}".encode(), usedforsecurity=False).hexdigest()[:24]
        info = _INFO.format(index, paper.year + 1)
        link = platform.publish(paper, f"/openness/detail/content/{key}.html", info)
        links += [link] if link else []
    if index == 0:
        links += look_alikes(platform, "/openness/detail/content/5dbbf2fc7f8b9a17788b457{}.html", 2024)[1:2]
    return [] if site.shelf.is_empty(body) else links


def _frame(branch: str, page: int, links: list[Link]) -> str:
    rows = "".join(
        f'<tr class="is-td"><td>QT001-202501-{row:04d}</td><td><div class="is-tda"><a href="{link.address}" target="_blank">'
        f"{escape(link.words)}</a></div></td><td>{link.day}</td></tr>"
        for row, link in enumerate(links[(page - 1) * _A_PAGE : page * _A_PAGE], 1)
    )
    pages = -(-len(links) // _A_PAGE)
    address = f"/opennessContent/iframe/?branch_id={branch}&column_code={_CODE}&page="
    following = f'<a href="{escape(address)}{page + 1}">下一页</a>' if page < pages else ""
    return (
        f'<html><head><meta charset="utf-8"></head><body><table class="is-xxgkTable">{rows}</table>'
        f'<div class="page">共{len(links)}条 {page}/{pages} {following}</div></body></html>'
    )
