"""What is found and in what order, how many there are, and how they spread over years, provinces and kinds."""

import pytest

from archive.search.find import FACETS, Count, count, facets, find, newest, shown, spread
from archive.search.query import parse
from archive.search.snippet import plain
from archive.selection import Selection
from tests.archive.search.shelf import Report, archive, put

ALL = Selection()
HELD = [
    (Report(1, "青桐县2020年报告", "受理信访3件。"), 2020, "青禾省", "county_government"),
    (Report(2, "白鹭镇2021年报告", "信访、信访、信访。"), 2021, "青禾省", "township_government"),
    (Report(3, "柏原县信访局2021年报告", "没有其他事项。"), 2021, "南禾省", "department"),
    (Report(4, "没有年份的报告", "信访。"), None, None, None),
    (Report(5, "白鹭镇2022年报告", "无。"), 2022, "青禾省", "township_government"),
]


@pytest.fixture(scope="module")
def connection():
    with archive([]) as opened:
        for report, year, province, kind in HELD:
            put(opened, report, year=year, province=province, issuer_kind=kind, county="青桐县", issuer="某机关")
        opened.execute("UPDATE reports SET title = NULL WHERE id = 4")
        yield opened


def ids(connection, words, selection=ALL, **more):
    return [hit.report_id for hit in find(connection, parse(words), selection, **more)]


def test_the_newest_come_first_and_an_unknown_year_last(connection):
    assert ids(connection, "信访") == [3, 2, 1, 4]


def test_by_relevance_a_word_in_the_title_comes_first(connection):
    assert ids(connection, "信访", order="relevance")[0] == 3
    assert set(ids(connection, "信访", order="relevance")) == {1, 2, 3, 4}


def test_title_and_text_together_hold_the_words(connection):
    assert ids(connection, "2020年 信访") == [1]
    assert ids(connection, "信访局 事项") == [3]


def test_a_part_of_the_hits(connection):
    assert ids(connection, "信访", limit=2) == [3, 2]
    assert ids(connection, "信访", limit=2, offset=2) == [1, 4]
    assert ids(connection, "信访", offset=3) == [4]
    assert ids(connection, "信访", limit=2, offset=9) == []


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(years=((2021, 2022),)), [3, 2]),
        (Selection(years=((2020, 2020), (2021, 2021)), places=("青禾省",)), [2, 1]),
        (Selection(kinds=("department",)), [3]),
        (Selection(changed=True), []),
        (Selection(violated=True), []),
    ],
)
def test_only_what_is_selected_is_found_and_counted(connection, selection, expected):
    assert ids(connection, "信访", selection) == expected
    assert count(connection, parse("信访"), selection) == len(expected)
    assert spread(connection, parse("信访"), selection).number == len(expected)


def test_facets_know_what_is_not_known(connection):
    assert facets(connection, parse("信访"), ALL, "year") == (Count(2021, 2), Count(2020, 1), Count(None, 1))
    assert facets(connection, parse("信访"), ALL, "province") == (
        Count("青禾省", 2),
        Count("南禾省", 1),
        Count(None, 1),
    )


@pytest.mark.parametrize("words", ["信访", "报告", "2021年", "没有的词"])
def test_the_spread_is_all_facets_at_once(connection, words):
    query = parse(words)
    whole = spread(connection, query, ALL)
    assert (whole.years, whole.provinces, whole.kinds) == tuple(
        facets(connection, query, ALL, facet) for facet in FACETS
    )
    assert whole.number == count(connection, query, ALL)


def test_a_hit_tells_where_and_what(connection):
    hit = next(find(connection, parse("信访"), Selection(years=((2020, 2020),))))
    assert (hit.issuer, hit.year, hit.title) == ("某机关", 2020, "青桐县2020年报告")
    assert hit.place == "青禾省 青桐县"
    assert plain(hit.snippet, "【", "】") == "受理【信访】3件。"
    assert next(find(connection, parse("信访"), Selection(), offset=3)).title is None


def test_reports_by_number_come_in_the_order_asked_and_missing_ones_not_at_all(connection):
    hits = list(shown(connection, [2, 99, 1], None))
    assert [(hit.report_id, hit.snippet) for hit in hits] == [(2, ()), (1, ())]


def test_the_index_is_asked_first_whatever_is_selected(connection):
    """A plan that walked the reports and asked the index for each would take minutes on a large archive."""
    condition, values = Selection(years=((2020, 2022),), kinds=("department",)).condition()
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM reports_fts JOIN reports ON reports.id = reports_fts.rowid"
        f" WHERE reports_fts MATCH ? AND ({condition})",
        ('"信访"', *values),
    ).fetchall()
    assert [row[-1].split()[1] for row in plan] == ["reports_fts", "reports"]


@pytest.mark.parametrize("few", [2000, 1])
@pytest.mark.parametrize(
    "selection", [ALL, Selection(years=((2020, 2021),)), Selection(places=("青禾省",)), Selection(violated=True)]
)
def test_a_page_of_the_newest_is_what_find_and_the_facets_tell(connection, selection, few, monkeypatch):
    """Few hits are looked up one by one, many in one walk: both must say the same."""
    monkeypatch.setattr("archive.search.find._FEW", few)
    for words in ("信访", "报告 年", "告", "没有的词"):
        query = parse(words)
        for limit, offset in ((2, 0), (2, 2), (0, 0), (50, 0)):
            part = newest(connection, query, selection, limit, offset)
            assert part.report_ids == tuple(ids(connection, words, selection, limit=limit, offset=offset))
            assert part.spread.number == count(connection, query, selection)
            assert part.spread.kinds == facets(connection, query, selection, "kind")
