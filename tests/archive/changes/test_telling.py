"""Events as lines and values: columns that fit, both sides below each other, nothing invented for what is not there."""

from dataclasses import replace

import pytest

from archive.changes.difference import difference
from archive.changes.event import Event, Report
from archive.changes.telling import COLUMNS, SHORT_COLUMNS, marked, page, plain, row, short_row
from archive.listing import width
from tests.archive.changes.nights import PAGE, REPORT

GONE = Event(
    *("2025-02-01T18:00:00.000000Z", "vanished", Report(7, None, 2024, "白鹭镇年报"), PAGE, 3, "gone (404)", 1, None),
    *("gone", 404, "2025-02-02T18:00:00.000000Z"),
)
OLD = "一、组织领导。\n二、公开信息12条。\n三、开展培训。\n四、加强监督。\n五、没有收费。"
NEW = "一、组织领导。\n二、公开信息15条，其中解读3条。\n三、开展培训。\n四、加强监督。\n五、没有收费。\n六、其他。"


def edited(old=OLD, new=NEW):
    sections = ({**REPORT.sections, "overview": text} for text in (old, new))
    return difference(*(replace(REPORT, sections=section) for section in sections))


def sides(columns, **texts):
    event = replace(GONE, kind="edited", how=None, confirmed_at=None, difference=edited(**texts))
    lines = [*page(event, columns)]
    return lines[lines.index("  overview") + 1 : -1]


def test_rows_have_a_value_for_each_column():
    assert dict(zip(COLUMNS, row(GONE), strict=True))["confirmed"] is True
    assert dict(zip(SHORT_COLUMNS, short_row(GONE), strict=True))["issuer"] == "白鹭镇年报", "what else is it known by"
    assert short_row(replace(GONE, confirmed_at=None))[5] is False
    assert short_row(replace(GONE, confirmed_at=None, how=None))[5] is None


def test_a_vanishing_is_a_few_lines():
    assert [*page(GONE, 80)] == [
        "2025-02-02 02:00  vanished  白鹭镇年报 2024: gone (404), confirmed",
        f"  {PAGE}",
        "  old snapshot 1, new none",
        "",
    ]
    assert plain(GONE.difference) is None
    assert marked(GONE.difference) is None


def test_what_differs_stands_side_by_side_with_its_neighbours():
    assert sides(80) == [
        "    一、组织领导。                         一、组织领导。",
        "    二、公开信息12条。                   | 二、公开信息15条，其中解读3条。",
        "    三、开展培训。                         三、开展培训。",
        "    ...",
        "    五、没有收费。                         五、没有收费。",
        "                                         > 六、其他。",
    ]


def test_what_went_is_marked_on_the_left():
    assert sides(80, old=NEW, new=OLD)[-1].rstrip().endswith("<")


@pytest.mark.parametrize("columns", [1, 40, 55, 80, 4000])
def test_both_sides_fit_and_the_right_one_begins_in_one_column(columns):
    lines = [line for line in sides(columns) if line.strip() != "..."]
    assert max(map(width, lines)) <= max(columns, 40)
    right = {width(line.partition(" | ")[0]) for line in lines if " | " in line}
    assert len(right) == 1


def test_a_narrow_terminal_loses_no_character():
    halves = [line.partition(" | ") for line in sides(40) if " | " in line]
    assert "".join(left.strip() for left, *_ in halves) == "二、公开信息12条。"
    assert "".join(right for *_, right in halves) == "二、公开信息15条，其中解读3条。"
