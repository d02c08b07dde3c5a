"""List pages of an invented county, put together of what real ones have around their lists: menus, foreign links, pagers."""

from crawler.pages.asking import Ask
from crawler.pages.page import Page

HOME = "http://www.qingtong.example"
MENU = "".join(f'<li><a href="/lm{number}/">栏目{number}</a></li>' for number in range(12))
FRIENDS = "".join(f'<a href="http://bw{number}.example/">中央人民政府第{number}部委网站</a>' for number in range(20))


def rows(numbers, address="/info/1025/{}.htm"):
    """Rows of reports; their text is cut short, the title is whole."""
    return "".join(
        f'<li><a href="{address.format(number)}" title="白鹭镇{number}组2023年政府信息公开工作年度报告">白鹭镇…</a>'
        "<span>2024-01-16</span></li>"
        for number in numbers
    )


def list_page(content, url=f"{HOME}/zwgk/zfxxgknb.htm", ask=None, *, head=""):
    """A page with a menu over the list, and a footer of long names under it."""
    source = (
        f"<html><head><title>政府信息公开年报-青桐县人民政府</title>{head}</head><body><ul class='nav'>{MENU}</ul>"
        f"<div class='main'><div class='list'>{content}</div></div><div class='foot'>{FRIENDS}</div></body></html>"
    )
    return Page(url, source.encode(), "text/html; charset=utf-8", ask or Ask(url))


def only(listings):
    """The one list of a page."""
    assert len(listings) == 1
    return listings[0]


def next_url(listings):
    listing = only(listings)
    return listing.next.url if listing.next else None
