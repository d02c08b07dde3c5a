"""The numbered columns of Hunan's counties."""

import pytest

from crawler.families.hunan import FAMILY
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows

COLUMN = f"{HOME}/9932/9938"
ROWS = f"<ul>{rows(range(10), 'content_{}.html')}</ul>"


# the pager is drawn by a script, so that the page tells only how many there are
@pytest.mark.parametrize(
    ("name", "place", "following"),
    [
        ("index.htm", "1/3", "index_2.htm"),
        ("", "1/3", "index_2.htm"),
        ("index_2.htm", "2/3", "index_3.htm"),
        ("index_3.htm", "3/3", None),
    ],
)
def test_pages_are_counted_up(name, place, following):
    page = list_page(f"{ROWS}<div class='page'>共25条 {place}</div>", f"{COLUMN}/{name}")
    assert FAMILY.recognises(page)
    assert next_url(FAMILY.read(page)) == (f"{COLUMN}/{following}" if following else None)


def test_the_total_is_told():
    found = only(FAMILY.read(list_page(f"{ROWS}<div class='page'>共25条 第1/3页</div>", f"{COLUMN}/index.htm")))
    assert (found.declared, found.pages, len(found.items)) == (25, 3, 10)


def test_reports_and_other_addresses_are_not_of_it():
    assert not FAMILY.recognises(list_page(ROWS, f"{COLUMN}/content_1272031.html"))
    assert not FAMILY.recognises(list_page(ROWS, f"{HOME}/zwgk/"))
