"""A real archive to states: what was published and when, and why the rest is not there."""

from datetime import date, timedelta

import pytest

from archive.clock import clock_set_to
from archive.errors import UsageError
from archive.record import Division
from tests.archive.coverage.scene import PORTAL, Scene, at, day, page_of, town

EDU, TOWN = "青禾县教育局", "青禾县柳泉镇人民政府"
APRIL = day("2025-04-15")


@pytest.fixture
def scene(store):
    return Scene(store)


def edu(scene, year, **more):
    return scene.reads(EDU, "department", year, **more)


def before(scene, year=2023):
    """A first night, of the year before: both bodies are known from then on."""
    with scene.night(date(year + 1, 1, 20)):
        edu(scene, year, written_date=date(year + 1, 1, 18))
        scene.reads(TOWN, "township_government", year, place=town("990101101", "柳泉镇"))


def test_a_published_report_tells_when_and_where(scene):
    with scene.night(day("2025-02-10")):
        edu(scene, 2024, written_date=day("2025-02-03"), publish_date=day("2025-02-05"))
    (row,) = scene.rows(APRIL)
    assert (row.body, row.year, row.state, row.late) == (EDU, 2024, "published", True)
    assert (row.published_on, row.date_basis) == (day("2025-02-03"), "written")
    assert (row.days_vs_0131, row.days_vs_0331, row.deadline_basis) == (3, -56, "art49_1")
    assert (row.division, row.county, row.scope) == ("990101", "青禾县", "own")
    assert (row.url, row.portal) == (page_of(EDU, 2024), PORTAL)
    assert row.expected_from is None


def test_a_township_between_the_yardsticks_is_neither_late_nor_on_time(scene):
    with scene.night(day("2025-02-10")):
        scene.reads(
            TOWN, "township_government", 2024, place=town("990101101", "柳泉镇"), written_date=day("2025-02-09")
        )
    (row,) = scene.rows(APRIL)
    assert (row.state, row.reason, row.late, row.deadline_basis) == (
        "published",
        "between_yardsticks",
        None,
        "none_in_statute",
    )
    assert row.division == "990101101"


def test_undated_reports_of_the_first_crawl_are_not_called_late(scene):
    with scene.night(day("2025-04-10")):
        edu(scene, 2024)
    (row,) = scene.rows(APRIL)
    assert (row.state, row.reason, row.late, row.published_on) == ("published", "no_date", None, None)


def test_undated_reports_that_a_complete_night_missed_are_late(scene):
    scene.look(day("2025-02-10"))
    with scene.night(day("2025-04-10")):
        edu(scene, 2024)
    (row,) = scene.rows(APRIL)
    assert (row.late, row.published_on, row.date_basis) == (True, day("2025-04-11"), "seen")


def test_an_incomplete_night_in_between_proves_nothing(scene):
    scene.look(day("2025-02-10"), "incomplete", "over_budget")
    with scene.night(day("2025-04-10")):
        edu(scene, 2024)
    (row,) = scene.rows(APRIL)
    assert row.late is None


def test_a_government_reports_for_itself_and_for_all(scene):
    with scene.night(day("2025-01-20")):
        for scope in ("own", "aggregate"):
            scene.reads("青禾县人民政府", "county_government", 2024, scope=scope, url=f"{PORTAL}{scope}")
    assert [(row.scope, row.state) for row in scene.rows(APRIL)] == [("aggregate", "published"), ("own", "published")]


@pytest.mark.parametrize(
    ("outcome", "reason", "state"),
    [
        ("complete", None, ("not_found", None)),
        ("incomplete", "declared_more", ("portal_incomplete", "declared_more")),
        ("blocked", "challenge", ("portal_blocked", "challenge")),
        ("failed", "unreachable", ("portal_failed", "unreachable")),
    ],
)
def test_what_is_absent_takes_the_state_of_its_portal(scene, outcome, reason, state):
    before(scene)
    scene.look(day("2025-04-10"), outcome, reason)
    states = scene.states(APRIL, year=2024)
    assert states == {(EDU, 2024): state, (TOWN, 2024): state}


def test_the_newest_night_counts(scene):
    before(scene)
    scene.look(day("2025-04-10"))
    scene.look(day("2025-04-11"), "failed", "server_error")
    assert set(scene.states(APRIL, year=2024).values()) == {("portal_failed", "server_error")}


def test_nothing_is_missed_before_its_last_day_is_over(scene):
    before(scene)
    scene.look(day("2025-01-30"))
    due = scene.states(day("2025-01-30"), year=2024)  # 31 January, two at night in China
    assert set(due.values()) == {("not_due", None)}
    after = scene.states(day("2025-01-31"), year=2024)
    assert after == {(EDU, 2024): ("portal_unseen", "not_seen_since"), (TOWN, 2024): ("not_due", None)}
    scene.look(day("2025-01-31"))
    assert scene.states(day("2025-02-01"), year=2024)[EDU, 2024] == ("not_found", None)


def test_a_report_gone_from_all_its_addresses_has_vanished(scene):
    twin = f"{PORTAL}twin"
    with scene.night(day("2025-01-20")):
        edu(scene, 2024, written_date=day("2025-01-18"))
        edu(scene, 2024, written_date=day("2025-01-18"), url=twin)
    with scene.night(day("2025-02-20")) as run:
        scene.gone(page_of(EDU, 2024), run)
    (row,) = scene.rows(APRIL)
    assert (row.state, row.url) == ("published", twin)
    with scene.night(day("2025-02-21")) as run:
        scene.gone(twin, run)
    (row,) = scene.rows(APRIL)
    assert (row.state, row.reason, row.late) == ("vanished", "seen_once", False)
    with scene.night(day("2025-02-22")) as run:
        scene.gone(twin, run)
        scene.gone(page_of(EDU, 2024), run)
    (row,) = scene.rows(APRIL)
    assert (row.state, row.reason) == ("vanished", "confirmed")


@pytest.mark.parametrize(
    ("verdict", "reason", "state"),
    [
        ("unreadable", "encrypted", ("unread", "encrypted")),
        ("not_report", "pictures_only", ("unread", "pictures_only")),
        ("not_taken", "foreign_host", ("unread", "foreign_host")),
        ("blocked", "soft_404", ("not_found", None)),  # a link to nothing
        ("not_report", "explainer", ("not_found", None)),
        ("not_taken", "look_alike", ("not_found", None)),
    ],
)
def test_a_link_that_names_body_and_year_and_was_not_read(scene, verdict, reason, state):
    before(scene)
    scene.candidate("青禾县教育局2024年政府信息公开工作年度报告", verdict, reason)
    scene.look(day("2025-04-10"))
    states = scene.states(APRIL, year=2024)
    assert states[EDU, 2024] == state
    assert states[TOWN, 2024] == ("not_found", None)


def test_a_report_whose_place_was_not_resolved_is_not_called_missing(scene):
    before(scene)
    with scene.night(day("2025-04-10")):
        scene.reads("柳泉镇人民政府", "township_government", 2024, place=Division("99", "青禾省", None, None, None))
    assert scene.states(APRIL, year=2024)[TOWN, 2024] == ("unread", "unidentified")


def test_a_short_name_on_a_link_is_that_of_the_body(scene):
    with scene.night(day("2024-01-20")):
        scene.reads("青禾县教育和体育局", "department", 2023)
    scene.look(day("2025-04-10"))
    scene.candidate("教体局2024年政府信息公开年报", "unreadable", "damaged")
    assert scene.states(APRIL, year=2024) == {("青禾县教育和体育局", 2024): ("unread", "damaged")}


def test_what_a_notice_or_a_unit_names_is_expected(scene):
    with scene.night(day("2025-04-10")):
        for name in ("水利局", "更多"):
            scene.address(f"{PORTAL}{name}/", "unit", name)
        scene.address(f"{PORTAL}gone/", "unit", "民政局", result="gone")
        scene.notice("县融媒体中心", 2023, "missing")
    assert scene.states(APRIL, year=2024) == {("青禾县水利局", 2024): ("not_found", None)}
    assert scene.states(APRIL, year=2023) == {("青禾县融媒体中心", 2023): ("not_found", None)}


def test_what_a_guide_names_is_expected_from_the_day_it_was_read(scene):
    """The page 政府信息公开指南 lists the departments, and is about no year."""
    with scene.night(day("2025-04-10")):
        scene.notice("水利局", None, "obliged")
    assert scene.states(APRIL, year=2024) == {("青禾县水利局", 2024): ("not_found", None)}
    assert scene.states(APRIL, year=2022) == {}


def test_of_two_portals_the_one_that_tells_least_decides(scene):
    before(scene)
    scene.look(day("2025-04-10"))
    scene.add_portal("http://old.example.cn/", "990101", "青禾县旧站")
    rows = scene.rows(APRIL, year=2024)
    assert {(row.state, row.reason, row.portal) for row in rows} == {
        ("portal_unseen", "never_run", "http://old.example.cn/")
    }


def test_a_citys_portal_answers_for_a_countys_body_that_it_has_shown(store):
    scene = Scene(store, "http://www.nanpu.example.cn/", "990100", "南浦市")
    before(scene)
    scene.look(day("2025-04-10"))
    assert set(scene.states(APRIL, year=2024).values()) == {("not_found", None)}


def test_an_area_without_a_portal_is_unseen(scene):
    place = town("990102101", "白鹭镇", "梧溪县")
    with scene.night(day("2024-01-20")):
        scene.reads("梧溪县白鹭镇人民政府", "township_government", 2023, place=place, portal="http://else.example.cn/")
    assert scene.states(APRIL, year=2024, asked="990102") == {
        ("梧溪县白鹭镇人民政府", 2024): ("portal_unseen", "no_portal")
    }


def test_a_listed_county_with_a_portal_owes_the_reports_of_its_townships(store):
    scene = Scene(
        store, "http://www.dongxiang.example.cn/", "622926", "东乡县"
    )  # a real code, as the list is of real ones
    scene.look(day("2025-04-10"))
    rows = scene.rows(APRIL, year=2024)
    assert len(rows) == 26
    assert {row.state for row in rows} == {"not_found"}
    assert {row.county for row in rows} == {"东乡族自治县"}
    assert [row.division for row in scene.rows(APRIL, year=2024, asked="622926214")] == ["622926214"]


def test_a_listed_area_that_is_asked_for_is_told_of_without_a_portal(scene):
    rows = scene.rows(APRIL, year=2024, asked="6229")
    assert {(row.state, row.reason) for row in rows} == {("portal_unseen", "no_portal")}
    assert {row.division[:6] for row in rows} > {"622926", "622900"}


def test_the_years_go_from_the_earliest_report_to_the_last_season(scene):
    before(scene, 2022)
    assert {row.year for row in scene.rows(APRIL)} == {2022, 2023, 2024}
    with clock_set_to(at(day("2025-12-31"))):  # New Year in China
        assert {row.year for row in scene.rows(day("2025-12-31"), asked="990101")} >= {2022, 2023, 2024}
    assert max(row.year for row in scene.rows(day("2024-12-31"))) == 2024
    assert max(row.year for row in scene.rows(day("2024-12-30"))) == 2023


@pytest.mark.parametrize("asked", ["99", "9901", "990101", "990101000000", "990100"])
def test_an_area_of_the_archive_may_be_asked_for_at_any_level(scene, asked):
    before(scene)
    assert len(scene.rows(APRIL, year=2023, asked=asked)) == 2


@pytest.mark.parametrize("asked", ["98", "990199", "990101999", "9", "99010", "甲", "", "990101x", "٩٩"])
def test_what_is_no_division_is_said_in_one_line(scene, asked):
    before(scene)
    with pytest.raises(UsageError, match="--division"):
        scene.rows(APRIL, asked=asked)


@pytest.mark.parametrize("year", [2007, 2026, -1, 10**20])
def test_a_year_without_reports_is_said_in_one_line(scene, year):
    with pytest.raises(UsageError, match="2008 to 2025"):
        scene.rows(APRIL, year=year)


def test_a_clock_set_back_leaves_published_what_is_published(scene):
    with scene.night(day("2025-04-10")):
        edu(scene, 2024, written_date=day("2025-01-18"))
    early = scene.rows(day("2025-01-10") + timedelta(days=1), year=2024)
    assert [row.state for row in early] == ["published"]
