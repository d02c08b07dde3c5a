"""Shaanxi's city platforms: lists are 1.html, 2.html, articles numbers of 19 digits."""

import pytest

from crawler.families.snowflake import FAMILY
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows

COLUMN = f"{HOME}/zfxxgk/zfxxgknb"
ROWS = f"<ul>{rows(range(100, 110), '2023n/1752504210521403{}.html')}</ul>"


@pytest.mark.parametrize(
    ("name", "place", "following"),
    [
        ("1.html", "1/3", "2.html"),
        ("", "1/3", "2.html"),
        ("index.html", "1/3", "2.html"),
        ("2.html", "2/3", "3.html"),
        ("3.html", "3/3", None),
    ],
)
def test_pages_are_counted_up(name, place, following):
    page = list_page(f"{ROWS}<div class='page'>{place}</div>", f"{COLUMN}/{name}")
    assert FAMILY.recognises(page)
    assert next_url(FAMILY.read(page)) == (f"{COLUMN}/{following}" if following else None)


def test_the_link_and_the_total_are_told():
    turn = "<div class='page'><a href='1.html'>1</a><a href='2.html'>2</a><a href='2.html'>下一页</a> 共 12 条</div>"
    found = only(FAMILY.read(list_page(f"{ROWS}{turn}", f"{COLUMN}/1.html")))
    assert (found.next.url, found.declared, len(found.items)) == (f"{COLUMN}/2.html", 12, 10)


def test_a_report_is_no_list():
    assert (
        FAMILY.read(list_page(f"{ROWS}<div class='page'>1/3</div>", f"{COLUMN}/2023n/1752504210521403394.html")) == ()
    )
