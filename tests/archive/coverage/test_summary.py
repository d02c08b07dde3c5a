"""Counts a year, and a share of only what can be told."""

from dataclasses import replace

from archive.clock import clock_set_to
from archive.coverage.matrix import Row
from archive.coverage.summary import Missing, Tallies, missing_of_last_season
from tests.archive.coverage.scene import Scene, at, day

ROW = Row(
    *("990101", "青禾县", "青禾县教育局", "department", 2024, "own", "published", None, None, None, None, None),
    *("art49_1", False, None, 1, None, None),
)


def counted(*rows):
    tallies = Tallies("990101", "青禾县")
    tallies.add(rows)
    return list(tallies.by_year())


def test_each_state_is_counted_once():
    states = ("vanished", "not_found", "not_due", "unread", "portal_blocked", "portal_failed", "portal_unseen")
    absent = [replace(ROW, state=state, late=None) for state in states]
    (tally,) = counted(ROW, replace(ROW, late=True), replace(ROW, late=None), *absent)
    assert (tally.bodies, tally.published, tally.on_time, tally.late, tally.timeliness_unknown) == (10, 3, 1, 1, 1)
    assert (tally.vanished, tally.not_found, tally.not_due, tally.unread, tally.not_told) == (1, 1, 1, 1, 3)
    assert tally.share_published == 0.8  # of published, vanished and not found


def test_where_nothing_can_be_told_there_is_no_share():
    (tally,) = counted(replace(ROW, state="portal_failed", late=None))
    assert tally.share_published is None


def test_years_are_apart_and_in_order():
    assert [tally.year for tally in counted(ROW, replace(ROW, year=2023))] == [2023, 2024]


def test_what_is_missing_of_the_last_season_is_told_by_its_day(store):
    with clock_set_to(at(day("2025-02-15"))):
        assert missing_of_last_season(store.query) == Missing(0, 0)
    scene = Scene(store)
    with scene.night(day("2024-01-20")):
        scene.reads("青禾县教育局", "department", 2023)
        scene.reads("青禾县人民政府", "county_government", 2023, scope="aggregate")
    scene.look(day("2025-02-10"))
    with clock_set_to(at(day("2025-02-15"))):
        assert missing_of_last_season(store.query) == Missing(by_31_january=1, by_31_march=0)
    scene.look(day("2025-04-10"))
    with clock_set_to(at(day("2025-04-15"))):
        assert missing_of_last_season(store.query) == Missing(1, 1)
