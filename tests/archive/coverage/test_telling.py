"""The tables for people: marks, their legend, and both kinds of page."""

from dataclasses import replace

import pytest

from archive.coverage.areas import Area
from archive.coverage.coverage import AreaCoverage
from archive.coverage.holdings import PortalState
from archive.coverage.telling import Page, mark_of
from tests.archive.coverage.scene import day
from tests.archive.coverage.test_summary import ROW

LATE = replace(ROW, late=True, published_on=day("2025-02-09"), date_basis="written", days_vs_0131=9, days_vs_0331=-50)
AREA = AreaCoverage(Area("990101", "青禾县"), (PortalState("http://a.example.cn/", "complete", None, None, ()),), ())


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (ROW, "ok"),
        (LATE, "+9"),
        (replace(LATE, deadline_basis="art49_2", days_vs_0331=4), "+4"),
        (replace(ROW, late=None, reason="between_yardsticks"), "~"),
        (replace(ROW, late=None, reason="no_date"), "yes"),
        (replace(ROW, state="vanished"), "gone"),
        (replace(ROW, state="portal_blocked", late=None), "wall"),
    ],
)
def test_a_mark_tells_the_state(row, shown):
    assert mark_of(row)[1] == shown


def test_years_stand_side_by_side_and_the_legend_has_what_was_used():
    page = Page(range(2023, 2026))
    lines = list(page.area(AREA, [[LATE, replace(ROW, year=2025, state="not_due", late=None)]]))
    assert lines == [
        "青禾县  990101  http://a.example.cn/ complete",
        "",
        "body          2023  2024  2025",
        "青禾县教育局        +9    due",
        "",
    ]
    assert [line.split()[0] for line in page.legend()] == ["+9", "due"]


def test_a_year_alone_has_the_details():
    lines = list(Page(range(2024, 2025)).area(AREA, [[LATE]]))
    assert lines[3].split() == ["+9", "青禾县教育局", "published", "2025-02-09", "written", "+9", "-50"]


def test_both_scopes_of_a_body_have_a_line_each():
    lines = list(Page(range(2023, 2025)).area(AREA, [[replace(ROW, scope="aggregate"), ROW]]))
    assert [line.split()[1] for line in lines[3:5]] == ["(aggregate)", "(own)"]


def test_a_portal_without_bodies_is_not_passed_over():
    assert list(Page(range(2023, 2025)).area(AREA, []))[2] == "no body is known here yet"
