"""What stands around the reports of real portals: endless news and calendars, sessions, copies, look-alikes, strangers."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from itertools import count
from typing import Any

from crawler.sample.answer import Answer, Request, number
from crawler.sample.county import Body
from crawler.sample.site import ANNUAL, Link, Site, items

CLOSED_CORNER = "/nbzl/"
NEWS = 60_000
_A_PAGE = 20
_DAY = date(2025, 3, 3)
# no one may be led to what listens on the crawler's own machine, nor to where clouds keep their secrets
STRANGERS = (
    Link("政务微信", "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"),
    Link("中国政府网", "http://www.gov.cn/zhengce/xxgk/"),
    Link("旧版年报", "http://127.0.0.1:1/zfxxgknb/"),
    Link("数据接口", "http://169.254.169.254/latest/meta-data/"),
)


@cache
def words() -> Any:
    return json.loads(files(__package__).joinpath("hazards.json").read_text("utf-8"))


def news(site: Site, article: str, listing: str) -> Sequence[Link]:
    """Thousands of articles and their lists, made as they are asked for; the newest for the home page.

    `article` and `listing` are the platform's addresses with {} for the number.
    """

    def link(index: int) -> Link:
        return Link(f"{site.county.name}{words()['news'][index % 10]}（{index}）", article.format(index), _DAY)

    def answer(request: Request) -> str | None:
        if index := _told(request.target, article):
            return site.layout(link(index).words, _news_text(site, link, index, listing), column="今日要闻")
        if (page := _told(request.target, listing)) and page <= NEWS // _A_PAGE:
            links = [link(number) for number in range(1 + (page - 1) * _A_PAGE, 1 + page * _A_PAGE)]
            following = f'<a href="{escape(listing.format(page + 1))}">下一页</a>' if page < NEWS // _A_PAGE else ""
            return site.layout("今日要闻", f"{items(links)}共{NEWS}条 {following}", column="今日要闻")
        return None

    site.dynamic(answer)
    return [*map(link, range(1, 61)), Link("更多", listing.format(1))]


def _news_text(site: Site, link: Any, index: int, listing: str) -> str:
    around = items([link(index - 1), link(index + 1)]) if index > 1 else items([link(index + 1)])
    return (
        f"<h1>{link(index).words}</h1><p>县城今日晴，集市照常开放。</p>上一篇 下一篇{around}"
        f'<a href="{escape(listing.format(1))}">返回列表</a> <a href="/rl.html?y=2025&amp;m=3">公开日历</a>{site.panel_links()}'
    )


def _told(target: str, pattern: str) -> int | None:
    before, _, after = pattern.partition("{}")
    if not target.startswith(before) or not target.endswith(after) or len(target) > len(pattern) + 5:
        return None
    told = number(target[len(before) : len(target) - len(after)])
    return told if told and told <= NEWS else None


def calendar(site: Site) -> Link:
    """A month leads to the next one for ever, and to each of its days."""

    def answer(request: Request) -> str | None:
        if request.path != "/rl.html":
            return None
        year, month = number(request.query.get("y"), 1, 9999) or 2025, number(request.query.get("m"), 1, 12) or 3
        after, before = (year + month // 12, month % 12 + 1), (year - (month == 1), (month + 10) % 12 + 1)
        days = "".join(f'<td><a href="/rl.html?y={year}&m={month}&d={day}">{day}</a></td>' for day in range(1, 29))
        turns = "".join(
            f'<a href="/rl.html?y={y}&m={m}">{text}</a>' for text, (y, m) in (("上月", before), ("下月", after))
        )
        return site.layout(
            "政府信息公开日历",
            f"<h1>{year}年{month}月公开信息</h1>{turns}<table><tr>{days}</tr></table>",
            column="公开日历",
        )

    site.dynamic(answer)
    return Link("公开日历", "/rl.html?y=2025&m=3")


def endless(site: Site, entries: Sequence[Link]) -> Link:
    """A list with a next page for ever, each with the same entries."""

    def answer(request: Request) -> str | None:
        if request.path != "/gkdt.html":
            return None
        page = number(request.query.get("page")) or 1
        return site.layout(
            "公开动态", f'{items(entries)}<a href="/gkdt.html?page={page + 1}">下一页</a>', column="公开动态"
        )

    site.dynamic(answer)
    return Link("政务公开动态", "/gkdt.html?page=1")


def sessions(site: Site) -> Link:
    """A form whose every answer has a new session in all of its links."""
    numbers = count(1)

    def answer(request: Request) -> str | None:
        if not request.path.startswith("/ysqgk.jsp"):
            return None
        links = [
            Link(text, f"/ysqgk.jsp;jsessionid={next(numbers):032X}?step={step}")
            for step, text in enumerate(("填写申请", "查询申请", "公开指南", "年度报告说明"))
        ]
        return site.layout(
            "依申请公开", f'{items(links)}<form method="post"><input name="xm"></form>', column="依申请公开"
        )

    site.dynamic(answer)
    return Link("依申请公开", "/ysqgk.jsp")


def printing(site: Site) -> None:
    """Every page once more for the printer, with ?print=1."""

    def handler(request: Request) -> Answer | None:
        return site.pages.get(request.path) if request.query.get("print") == "1" else None

    site.handlers.append(handler)


def closed_corner(site: Site, copies: Sequence[Link]) -> Link:
    """Copies in a folder that robots.txt closes."""
    site.put("/robots.txt", f"User-agent: *\nDisallow: {CLOSED_CORNER}\n", "text/plain")
    site.page(CLOSED_CORNER, "年报资料", items(copies), column=ANNUAL)
    return Link("内部资料库", CLOSED_CORNER)


def look_alikes(site: Site, address: str, year: int) -> Sequence[Link]:
    """Documents whose titles are nearly those of annual reports; {} in `address` is their number."""
    found = []
    for index, (title, text) in enumerate(words()["look_alikes"], 1):
        told = {"county": site.county.name, "year": year}
        day = date(year + 1, 2, index)
        found.append(
            site.article(address.format(index), title.format(**told), text.format(**told), day, column="通知公告")
        )
    return found


def years_of_look_alikes(site: Site, usual: Sequence[int]) -> list[int]:
    """The years beyond the usual ones for which they are out by now."""
    return [year for year in site.shelf.years(usual) if year not in usual and site.shelf.day > date(year + 1, 2, 10)]


def notice(site: Site, path: str, year: int, bodies: Sequence[Body], missing: Sequence[Body]) -> Link:
    """Which units had to publish, and which have not."""
    names = "、".join(body.name for body in bodies)
    late = "、".join(body.name for body in missing) or "无"
    text = (
        f"<p>本县应公布{year}年政府信息公开工作年度报告的单位共{len(bodies)}个，名单为：{names}。</p>"
        f"<p>已按时公布{len(bodies) - len(missing)}个，未公布的单位：{late}。</p>"
    )
    title = f"关于{year}年政府信息公开工作年度报告公布情况的通报"
    return site.article(path, title, text, date(year + 1, 2, 5), column="通知公告")
