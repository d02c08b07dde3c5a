"""Each question on a made-up county, with answers reckoned by hand."""

import pytest

from archive.questions.asking import ask
from archive.questions.questions import question
from archive.store import Store
from tests.archive.questions.county import BUREAU, COUNTY, OTHER, TOWN, fill

IDS = {}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("county")) as store:
        IDS.update(fill(store))
        store.flush()
        yield store._connection


@pytest.fixture
def asked(archive):
    def rows(name, *wanted, **values):
        found = question(name)
        assert found is not None
        answer = ask(archive, found, values)
        places = [answer.place_of(column) for column in wanted]
        return [tuple(row[place] for place in places) for row in answer.rows]

    return rows


@pytest.fixture
def coverage(archive):
    """Rows as a night leaves them: one published late, one not found, one on a portal that was not completely seen."""
    rows = [
        ("990101", 1, "990101101", "青禾县", TOWN, "township_government", 2024, "own", "published", 1, IDS[TOWN, 2024]),
        ("990101", 2, "990101102", "青禾县", OTHER, "township_government", 2024, "own", "not_found", None, None),
        ("990101", 3, "990101", "青禾县", BUREAU, "department", 2024, "own", "portal_incomplete", None, None),
    ]
    archive.executemany(
        "INSERT INTO coverage(area, position, division, county, body, kind, year, scope, state, late, report_id,"
        " deadline_basis, expected_from, as_of, seal) VALUES (?,?,?,?,?,?,?,?,?,?,?, 'x', 'list', '2025-05-01', 0)",
        rows,
    )
    yield
    archive.execute("DELETE FROM coverage")


def test_01_which_townships_published(asked, coverage):
    rows = asked("01-published", "body", "state", "late", "report_id", division="990101", year="2024")
    assert rows == [(TOWN, "published", 1, IDS[TOWN, 2024]), (OTHER, "not_found", None, None)]
    assert len(asked("01-published", "body", bodies="all")) == 3
    assert asked("01-published", "body", division="990102") == []
    assert asked("01-published", "body", division="990101102") == [(OTHER,)]
    ((snapshot,), _) = asked("01-published", "snapshot_id")
    assert isinstance(snapshot, int)


def test_02_what_cannot_be_told_is_in_no_denominator(asked, coverage):
    wanted = ("place", "bodies", "published", "not_found", "late_count", "not_told", "share_published")
    assert asked("02-coverage", *wanted) == [("青禾县", 3, 1, 1, 1, 1, 50.0)]
    assert asked("02-coverage", "place", "share_published", digits="2", least="3") == [("青禾省", None)]


def test_03_edits_and_vanishings(asked, archive):
    assert asked("03-changed", "event") == []
    archive.execute(
        "INSERT INTO vanishings VALUES ('http://example.cn/0', '2025-02-01', 'gone', 404, 1, 1, NULL, NULL, 0)"
    )
    wanted = ("event", "body", "year", "how", "confirmed", "addresses_left")
    assert asked("03-changed", *wanted) == [("vanished", TOWN, 2023, "gone", 0, 1)]
    assert asked("03-changed", "event", event="edited") == []
    assert asked("03-changed", "event", division="98") == []
    archive.execute("DELETE FROM vanishings")


def test_04_requests_are_never_counted_twice_and_a_blank_is_no_nought(asked):
    wanted = ("year", "kind", "scope", "reports", "reports_with_figure", "new_requests")
    assert asked("04-requests", *wanted, first_year="2023") == [
        (2023, "township_government", "own", 1, 1, 10),
        (2024, "county_government", "aggregate", 1, 1, 40),
        (2024, "township_government", "own", 2, 2, 5),
        (2024, "department", "own", 1, 0, None),
    ]


def test_05_grant_rate_leaves_blanks_out_and_sees_no_trend_over_a_gap(asked):
    wanted = ("year", "place", "reports", "results", "grant_rate", "change_points")
    assert asked("05-grant-rate", *wanted) == [(2024, "青禾县", 1, 30, 50.0, None), (2022, "青禾县", 1, 20, 25.0, None)]
    assert asked("05-grant-rate", "year", "grant_rate", least="21") == [(2024, 50.0)]
    own = asked("05-grant-rate", "year", "reports", "results", "grant_rate", basis="own", least="1")
    assert own == [(2023, 1, 8, 50.0)]  # that of 2024 has a blank, the other a nought to divide by


def test_06_refusals_by_reason_and_year(asked):
    rows = asked("06-refusals", "year", "reason", "cases", "results", "share")
    assert len(rows) == 26
    assert [row for row in rows if row[1] == "denied_process_info"] == [
        (2022, "denied_process_info", 1, 20, 5.0),
        (2024, "denied_process_info", 3, 30, 10.0),
    ]
    assert {row[4] for row in asked("06-refusals", "year", "reason", "cases", "results", "share", least="31")} == {None}


def test_07_who_asks_counts_full_rows_alone(asked):
    wanted = ("place_code", "place", "year", "reports", "left_out", "new_requests", "share_natural")
    assert asked("07-who-asks", *wanted, basis="own", first_year="2024", least="1") == [
        ("99", "青禾省", 2024, 2, 1, 5, 0.0)
    ]


def test_08_not_held_beside_all(asked):
    wanted = ("body", "year", "not_held", "results", "share", "share_of_all", "times")
    assert asked("08-not-held", *wanted, least="1", scope="own") == [
        (TOWN, 2023, 4, 8, 50.0, 50.0, 1.0),
        (TOWN, 2024, 1, 4, 25.0, 25.0, 1.0),
    ]
    assert asked("08-not-held", "body") == [(COUNTY,), (COUNTY,)]


def test_09_corrections_leave_what_is_pending_out(asked):
    wanted = ("body_key", "body", "from_year", "to_year", "corrected", "decided", "share_corrected", "judged")
    assert asked("09-corrections", *wanted, least="4") == [
        ("990101/county_government", COUNTY, 2022, 2024, 2, 4, 50.0, 0)
    ]
    assert asked("09-corrections", "share_corrected") == [(None,)]  # fewer than five decided


def test_10_identities_blame_the_source_alone_unless_asked(asked):
    wanted = ("report_id", "body", "rule", "at", "difference", "finding")
    source = (IDS[TOWN, 2023], TOWN, "requests.balance", "total", 1, "contradiction")
    assert asked("10-identities", *wanted) == [source]
    assert {row[5] for row in asked("10-identities", *wanted, fault="all")} == {"contradiction", "reading"}
    assert {row[5] for row in asked("10-identities", *wanted, fault="reading")} == {"reading"}


def test_11_carried_over(asked, archive):
    assert asked("11-carried-over", "body") == []
    archive.execute(
        "INSERT OR REPLACE INTO checks VALUES (?, 'requests.carried_over', 'total', 'violated', 5, 3, 'source')",
        (IDS[TOWN, 2024],),
    )
    wanted = ("body", "year", "carried_in", "carried_out_before", "difference", "finding")
    assert asked("11-carried-over", *wanted) == [(TOWN, 2024, 5, 3, 2, "disagreement")]


def test_12_lookalikes_of_an_area_by_either_report(asked, archive):
    pair = (IDS[TOWN, 2024], IDS[OTHER, 2024])
    archive.execute("INSERT INTO lookalikes VALUES (?, ?, 'near_text', 0.95, '柳泉镇', 0)", pair)
    wanted = ("body", "other_body", "likeness", "left_in")
    expected = [(TOWN, OTHER, 0.95, "柳泉镇")]
    assert asked("12-lookalikes", *wanted) == expected
    assert asked("12-lookalikes", *wanted, division="990101102", left_in="yes") == expected
    assert asked("12-lookalikes", *wanted, likeness_kind="year_before") == []


def test_13_decisions_without_requests(asked):
    wanted = ("body", "year", "licences", "penalties", "new_requests")
    assert asked("13-licences", *wanted) == [(TOWN, 2023, 300, None, 10), (OTHER, 2024, 120, 7, 0)]
    assert asked("13-licences", *wanted, requests="none") == [(OTHER, 2024, 120, 7, 0)]


def test_14_regulations_without_the_power(asked):
    assert asked("14-normative", "body", "at", "left_value", rule="proactive.regulations_by_authority") == [
        (COUNTY, "issued", 2)
    ]


def test_15_fees_and_the_words_about_them(asked):
    wanted = ("body", "fees_wan", "printed_without_unit", "fee_mentioned")
    assert asked("15-fees", *wanted) == [(TOWN, 6.02, None, 0), (BUREAU, 0, None, 1)]
    assert asked("15-fees", *wanted, show="fees") == [(TOWN, 6.02, None, 0)]
    assert asked("15-fees", *wanted, show="unit") == []


def test_16_problems_by_theme_and_year(asked):
    wanted = ("year", "theme", "reports_naming", "reports", "share")
    assert asked("16-problems", *wanted) == [(2023, "delay", 1, 1, 100.0), (2023, "staff", 1, 1, 100.0)]


def test_17_contacts_from_the_newest_report(asked):
    rows = asked("17-contacts", "body", "contact_phones", "year", division="990101101")
    assert rows == [(TOWN, "0990-8652024", 2024)]
    assert len(asked("17-contacts", "body")) == 4


def test_18_all_noughts_are_told_from_blanks(asked):
    wanted = ("year", "reports", "not_told", "all_nought", "share_nought")
    assert asked("18-all-zero", *wanted) == [(2023, 1, 0, 0, 0.0), (2024, 3, 1, 1, 50.0)]


def test_19_error_rate_of_what_can_be_checked(asked):
    wanted = ("place_code", "place", "reports_assessable", "reports_broken", "share_broken")
    assert asked("19-error-rate", *wanted, least="1") == [("990101", "青禾县", 3, 1, 33.3)]
    assert asked("19-error-rate", "share_broken") == [(None,)]  # fewer than ten reports
