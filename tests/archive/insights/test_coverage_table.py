"""The table of coverage against what the verb gives, and which areas a night makes anew."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from archive.clock import clock_set_to
from archive.coverage.telling import COLUMNS, values
from archive.insights.coverage_table import renew_coverage
from archive.insights.renew import renew
from archive.ledger import PortalOutcome
from archive.runs import RunCounts
from tests.archive.captures import findings
from tests.archive.coverage.scene import Scene, at, day, division, town

SPRING = day("2025-06-10")
OTHER = "http://www.wuxi.example.cn/"


@pytest.fixture
def scene(store):
    scene = Scene(store)
    scene.add_portal(OTHER, "990102", "梧溪县")
    with scene.night(SPRING, "complete"):
        scene.reads("青禾县教育局", "department", 2024, publish_date=day("2025-01-20"))
        scene.reads("青禾县柳泉镇人民政府", "township_government", 2023, place=town("990101101", "柳泉镇"))
        place = division("990102")
        scene.reads("梧溪县财政局", "department", 2024, place=place, portal=OTHER, url=f"{OTHER}1")
    return scene


def rows(scene):
    return scene.store.query(f"SELECT {', '.join(COLUMNS)} FROM coverage ORDER BY area, position")


def expected(scene, today):
    found = [values(row) for row in scene.rows(today)]
    return [tuple(int(value) if isinstance(value, bool) else value for value in row) for row in found]


def renewed(scene, today, run=None, changed=()):
    with clock_set_to(at(today)):
        return renew_coverage(scene.store, run, changed, lambda _: None).areas


@contextmanager
def second_night(scene, today, portal):
    with clock_set_to(at(today)):
        run = scene.store.begin_run()
        yield run
        scene.ledger.put_outcome(PortalOutcome(run, portal, "complete", 1, 1))
        scene.store.finish_run(0, RunCounts())


def test_an_empty_table_is_filled_with_the_very_rows_of_the_verb(scene, tmp_path):
    assert renewed(scene, SPRING) == 2
    assert rows(scene) == expected(scene, SPRING) != []
    assert {row[0] for row in scene.store.query("SELECT as_of FROM coverage")} == {"2025-06-11"}  # the day in China
    scene.store.flush()
    assert findings(tmp_path) == []


def test_a_night_makes_the_areas_of_its_portals_anew(scene):
    renewed(scene, SPRING)
    later = SPRING + timedelta(days=1)
    with second_night(scene, later, OTHER) as run:
        pass
    assert renewed(scene, later, run) == 1
    assert dict(scene.store.query("SELECT DISTINCT area, as_of FROM coverage")) == {
        "990101": "2025-06-11",
        "990102": "2025-06-12",
    }
    assert renewed(scene, later, None) == 0


def test_reports_that_came_without_a_night_make_their_area_anew(scene):
    renewed(scene, SPRING)
    kept = scene.reads("青禾县财政局", "department", 2024)
    (report_id,) = scene.store.query("SELECT max(id) FROM reports")[0]
    assert kept
    assert renewed(scene, SPRING, None, [report_id]) == 1
    assert rows(scene) == expected(scene, SPRING)


def test_a_report_that_is_no_more_leaves_no_row(scene):
    renewed(scene, SPRING)
    with scene.store.changing() as connection:
        connection.execute("UPDATE coverage SET report_id = 999 WHERE body = '梧溪县财政局' AND year = 2024")
    assert renewed(scene, SPRING) == 1
    assert rows(scene) == expected(scene, SPRING)


def test_what_was_not_due_is_looked_at_again_when_it_is(store):
    scene = Scene(store)
    winter = day("2025-01-10")
    with scene.night(winter, "complete"):
        scene.reads("青禾县教育局", "department", 2023)
    renewed(scene, winter)
    states = "SELECT state FROM coverage WHERE body = '青禾县教育局' AND year = 2024"
    assert store.query(states) == [("not_due",)]
    assert renewed(scene, day("2025-01-20")) == 0
    assert renewed(scene, day("2025-02-20")) == 1
    assert store.query(states) == [("portal_unseen",)]
    assert rows(scene) == expected(scene, day("2025-02-20"))


def test_all_areas_have_one_year_more_when_one_has_ended_or_an_older_report_comes(scene):
    renewed(scene, SPRING)
    scene.reads("青禾县教育局", "department", 2019)
    (report_id,) = scene.store.query("SELECT max(id) FROM reports")[0]
    assert renewed(scene, SPRING, None, [report_id]) == 2
    assert rows(scene) == expected(scene, SPRING)
    assert renewed(scene, SPRING) == 0
    new_year = day("2026-01-02")
    assert renewed(scene, new_year) == 2
    assert rows(scene) == expected(scene, new_year)


def test_an_area_of_which_nothing_is_known_any_more_goes(scene):
    renewed(scene, SPRING)
    with scene.store.changing() as connection:
        connection.execute("UPDATE coverage SET area = '990199' WHERE area = '990102'")
    renewed(scene, SPRING)
    assert scene.store.query("SELECT DISTINCT area FROM coverage") == [("990101",)]


def test_both_tables_are_renewed_and_told_in_a_line(scene):
    with clock_set_to(at(SPRING)):
        told = []
        assert renew(scene.store, None, told.append).line() == (
            "coverage of 2 areas made anew; 3 reports compared, 0 pairs alike"
        )
        assert told == ["coverage of 2 of 2 areas", "3 of 3 reports compared"]
        again = renew(scene.store, None, told.append)
        assert (again.coverage.areas, again.lookalikes.reports) == (0, 0)
        scene.reads("梧溪县财政局", "department", 2023, place=division("990102"), portal=OTHER)
        third = renew(scene.store, None, told.append)
        assert (third.coverage.areas, third.lookalikes.reports) == (1, 1)
