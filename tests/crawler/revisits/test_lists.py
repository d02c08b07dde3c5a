"""Addresses and reports of a portal to the pages that would show a new report first."""

import pytest

from archive.ledger import Address
from archive.standing import Sighted
from crawler.revisits.lists import Lists

HOME = "http://www.qingtong.example/"
COLUMN = f"{HOME}nb/"


def address(path: str, kind: str, parent: str = HOME, words: str = "") -> Address:
    return Address(HOME, HOME + path, "", kind, words, 90, 1, parent=parent)


def report(path: str, key: str, year: int) -> Sighted:
    return Sighted(HOME + path, 1, None, f"{key}/{year}/own", year)


HOME_PAGE = Address(HOME, HOME, "", "home", "", 100, 0)
DISCLOSURE = address("zwgk/", "portal")


def lists(addresses, sighted, newest_year: int = 2024) -> Lists:
    return Lists([HOME_PAGE, DISCLOSURE, *addresses], sighted, newest_year)


def test_a_list_of_several_bodies_may_always_show_a_new_report():
    column = address("nb/", "column")
    entries = [address(f"nb/{number}.html", "report", COLUMN) for number in (1, 2)]
    told = lists([column, *entries], [report("nb/1.html", "a", 2024), report("nb/2.html", "b", 2024)])
    assert told.may_show_new(column)


@pytest.mark.parametrize(("newest", "may"), [(2024, False), (2025, True)])
def test_a_list_of_one_body_shows_none_once_its_report_is_out(newest, may):
    """Portals with pages for each unit have as many columns, each with one report a year."""
    column = address("nb/", "column")
    entries = [address(f"nb/{year}.html", "report", COLUMN) for year in (2023, 2024)]
    told = lists([column, *entries], [report(f"nb/{year}.html", "a", year) for year in (2023, 2024)], newest)
    assert told.may_show_new(column) is may


def test_a_column_is_judged_by_the_lists_below_it_too():
    """A frame in the column holds the list."""
    column, frame = address("nb/", "column"), address("nb/list.html", "column", COLUMN)
    entry = address("nb/1.html", "report", frame.url)
    assert not lists([column, frame, entry], [report("nb/1.html", "a", 2024)]).may_show_new(column)


def test_an_empty_list_may_show_one():
    column = address("nb/2025/", "column")
    assert lists([column], []).may_show_new(column)


def test_lists_that_lead_to_each_other_end():
    one, other = address("a/", "column", f"{HOME}b/"), address("b/", "column", f"{HOME}a/")
    assert not lists([one, other], []).may_show_new(one)


def test_the_way_to_columns_counts_as_long_as_nothing_of_the_newest_year_is_known():
    """The year may come in a column of its own."""
    column, entry = address("nb/", "column", DISCLOSURE.url), address("nb/1.html", "report", COLUMN)
    sighted = [report("nb/1.html", "a", 2024)]
    assert lists([column, entry], sighted, 2025).may_show_new(DISCLOSURE)
    assert not lists([column, entry], sighted, 2024).may_show_new(DISCLOSURE)
    assert not lists([column, entry], sighted, 2025).may_show_new(HOME_PAGE)


def test_a_column_that_only_frames_a_list_is_no_list_itself():
    column, frame = address("nb/", "column"), address("nb/list.html", "column", COLUMN, "年报")
    told = lists([column, frame], [])
    assert (told.may_show_new(column), told.may_show_new(frame)) == (False, True)
    year = address("nb/2023/", "column", COLUMN, "2023年")
    assert lists([column, year], []).may_show_new(column), "next year's folder will stand beside this one"


def test_the_ways_of_each_unit_do_not_count():
    """A county has fifty of them."""
    unit = address("jyj/", "unit")
    way, column = address("jyj/zwgk/", "portal", unit.url), address("jyj/nb/", "column", f"{HOME}jyj/zwgk/")
    told = lists([unit, way, column], [], 2025)
    assert (told.may_show_new(unit), told.may_show_new(way), told.may_show_new(column)) == (False, False, True)


def test_a_folder_of_kinds_has_the_year_of_the_folder_above_it():
    year = address("nb/2023n/", "column", COLUMN, "2023年")
    kind = address("nb/2023n/bm/", "column", year.url, "县直部门")
    told = lists([address("nb/", "column", words="年报"), year, kind], [])
    assert told.words_of(kind) == "2023年"
    assert told.words_of(address("nb/x/", "column", COLUMN, "乡镇")) == "乡镇"
