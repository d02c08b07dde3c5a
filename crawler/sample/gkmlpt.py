"""The platform of Guangdong: an instance for each unit, lists from an API, one column that lies outside of it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from crawler.sample.answer import Answer, Request
from crawler.sample.county import Body
from crawler.sample.hazards import look_alikes, news
from crawler.sample.home import home
from crawler.sample.shelf import Paper
from crawler.sample.site import ANNUAL, Link, Site, issuer_of, items, published
from crawler.sample.written import markup

YEARS = (2024, 2023)

_COLUMN = "/zwgk/xxgknb/"
_NODE = 733
_A_PAGE = 3


def gkmlpt(site: Site) -> None:
    """白棠县: county and department in a column of the portal, each town in an instance of its own."""
    site.validators = "weak"
    site.disclosure = "/zwgk/"
    site.panel = ("/zwgk/zn.html", "/zwgk/zd.html", "/gkmlpt/index", _COLUMN, "/zwgk/ysq.html")
    ours = [body for body in site.county.bodies if body.kind in ("county_government", "department")]
    towns = [body for body in site.county.bodies if body not in ours]
    _column(site, ours)
    _instance(site, "", None, [])
    units = []
    for index, town in enumerate(towns):
        _instance(site, f"/{town.slug}", town, list(site.shelf.papers(YEARS, of=[town])), 960 + 10 * index)
        units.append(Link(f"{town.division.township}政府信息公开", f"/{town.slug}/gkmlpt/index"))
    for path, words in zip(site.panel, ("公开指南", "公开制度"), strict=False):
        site.page(path, words, f"{site.panel_links()}<p>本机关依法公开政府信息。</p>", column=words)
    site.page("/zwgk/", "政务公开", f"{site.panel_links()}<h3>各镇信息公开</h3>{items(units)}", column="政务公开")
    fresh = news(site, "/xwzx/content/post_{}.html", "/xwzx/index_{}.html")
    home(site, fresh, [Link("政务公开", "/zwgk/"), Link("信息公开目录", "/gkmlpt/index")])


def _column(site: Site, bodies: Sequence[Body]) -> None:
    links = []
    for paper in site.shelf.papers(YEARS, of=bodies):
        path = f"{_COLUMN}content/post_87{paper.year}{paper.index}.html"
        link = site.publish(paper, path, '<div class="article-content">{}</div>')
        links += [link] if link else []
    links += look_alikes(site, f"{_COLUMN}content/post_870000{{}}.html", 2024)[:2]
    pages = -(-len(links) // _A_PAGE)
    for page in range(1, pages + 1):
        turns = "".join(
            f'<a href="{_COLUMN}{"index" if one == 1 else f"index_{one}"}.html">{one}</a>'
            for one in range(1, pages + 1)
        )
        content = f'{items(links[(page - 1) * _A_PAGE : page * _A_PAGE])}<div class="page">{turns}</div>'
        for name in ("", "index.html") if page == 1 else (f"index_{page}.html",):
            site.page(_COLUMN + name, ANNUAL, content, column=ANNUAL)


def _instance(site: Site, prefix: str, body: Body | None, papers: Sequence[Paper], first: int = 0) -> None:
    """The index of one unit; that of the county sends away for its annual reports."""
    papers = [paper for paper in papers if not paper.is_gone]
    name = body.name if body else site.name
    jump = "" if body else f"{site.base}{_COLUMN}"
    node = {"id": _NODE, "name": ANNUAL, "parent": 0, "post_count": len(papers), "jump_url": jump, "children": []}
    plain = {"id": 721, "name": "法定主动公开内容", "parent": 0, "post_count": 0, "jump_url": "", "children": []}
    config = {"SID": f"66{first:04d}", "NAME": name, "TREE": [plain, node], "SERVICE_AREA_ID": 12}
    told = json.dumps(config, ensure_ascii=False)
    content = (
        f'<script>window._CONFIG = {told};</script><div id="postList"><table class="table-content"><tbody></tbody></table>'
        '</div><script src="/gkmlpt/gkml/pc/js/chunk-common.c1553651.js"></script>'
    )
    site.page(f"{prefix}/gkmlpt/index", f"{name}信息公开目录", content, column="信息公开目录")
    posts = [
        _post(site, prefix, first + _place(paper.year), paper, json.dumps(config["TREE"], ensure_ascii=False))
        for paper in papers
    ]

    def api(request: Request) -> Answer | None:
        """Page 0 is page 1; there is no second one."""
        start = f"{prefix}/gkmlpt/api/all/"
        if not request.path.startswith(start):
            return None
        if request.path.removeprefix(start) not in ("0", str(_NODE)) or request.query.get("page", "1") not in (
            "0",
            "1",
        ):
            return None
        answer = {
            "classify": {"id": _NODE, "name": ANNUAL, "post_count": len(posts)},
            "total": len(posts),
            "articles": posts,
        }
        return Answer(json.dumps(answer).encode(), "application/json")

    site.handlers.append(api)


def _place(year: int) -> int:
    """What comes later gets a higher number; of the first two years the newer one came first."""
    return YEARS.index(year) if year in YEARS else year - min(YEARS)


def _post(site: Site, prefix: str, number: int, paper: Paper, tree: str) -> dict[str, Any]:
    record = paper.record
    path = f"{prefix}/gkmlpt/content/0/{number}/post_{number}.html"
    day = published(record)
    moment = int(datetime(day.year, day.month, day.day, 2, tzinfo=UTC).timestamp())
    detail = json.dumps({"id": number, "title": record.title, "content": markup(record)}, ensure_ascii=False)
    box = (
        f"<table><tr><td>索引号</td><td>QT{number}/{day.year}-00012</td><td>发布机构</td><td>{escape(issuer_of(record))}</td></tr></table>"
        f'<div class="article-content">{{}}</div>'
    )
    script = f"<script>window._CONFIG={{DETAIL:{detail.replace('<', chr(92) + 'u003C')},TREE:{tree}}}</script>"
    site.report(path, record, box, beside=script)
    return {
        "id": number,
        "title": record.title,
        "identifier": f"QT{number}/{day.year}-00012",
        "publisher": issuer_of(record),
        "date": moment,
        "created_at": f"{day} 10:00:00",
        "display_publish_time": moment,
        "classify_main": _NODE,
        "classify_main_name": ANNUAL,
        "url": site.base + path,
        "post_url": site.base + path,
        "is_expired": 0,
        "is_abolished": 0,
        "attachment": [],
        "relation": "[]",
    }
