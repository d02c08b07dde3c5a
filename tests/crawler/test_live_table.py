"""The table of portals: those at work first, the newest done next, no line too wide, and what was printed stays."""

from dataclasses import replace

import pytest

from archive.listing import width
from crawler.live_table import AT_WORK, WAITING, PortalLine, seconds_left, spoken, table
from tests.screen import on_terminal

PROGRAM = """
import time
from crawler.live_table import PortalLine, live_table
portals = [PortalLine(f"青桐县第{n}镇", "at work" if n == 1 else "waiting", 7 * n, n, 0, 60.0) for n in range(300)]
begun = time.monotonic()
drawn = []
def lines():
    drawn.append(1)
    return portals
with live_table(lines, lambda: "0 of 300 portals done") as progress:
    while len(drawn) < 2: pass
    progress.print("青桐县第0镇: complete")
    while len(drawn) < 5: pass
"""


def portal(number, state=WAITING, left=None):
    return PortalLine(f"白鹭镇{number}", state, 1000 + number, number, 0, left)


def shown(portals, columns=70, rows=6):
    return list(table(portals, columns, rows))


def names(lines):
    return [line.split()[0] for line in lines]


def test_those_at_work_come_first_then_the_newest_done_then_who_waits():
    portals = [portal(1, "complete"), portal(2, "failed (unreachable)"), portal(3), portal(4, AT_WORK), portal(5)]
    assert names(shown(portals)) == ["portal", "白鹭镇4", "白鹭镇2", "白鹭镇1", "白鹭镇3", "白鹭镇5"]


def test_those_that_do_not_fit_are_counted():
    portals = [*map(portal, range(231)), *(portal(n, AT_WORK) for n in range(8)), portal(9, "complete")]
    assert shown(portals)[-1] == "... 2 more at work, 1 more done, 231 more waiting"
    assert len(shown(portals)) == 1 + 6 + 1


def test_columns_stand_below_each_other_whatever_the_letters():
    lines = shown([portal(1, AT_WORK, 61), replace(portal(2, "complete"), name="a", errors=12)])
    assert lines == [
        "portal   state     pages  reports  errors   left",
        "白鹭镇1  at work   1,001        1       0  2 min",
        "a        complete  1,002        2      12",
    ]


@pytest.mark.parametrize("columns", [58, 66, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns):
    long = [replace(portal(n, "incomplete (declared_more_than_was_seen)"), name="很长的名字" * 9) for n in range(3)]
    assert max(map(width, shown(long, columns))) < columns


def test_where_there_is_no_room_there_is_no_table():
    assert shown([portal(1)], rows=0) == shown([portal(1)], rows=-3) == shown([]) == []


def test_time_left_is_that_of_what_is_known_within_what_is_allowed():
    assert seconds_left(50, 100, 2.0, 1000, 60) == 200
    assert seconds_left(50, 100, 2.0, 30, 60) == 60  # pages of the budget end before the list does
    assert seconds_left(50, 100, 2.0, 1000, 1) == 60  # minutes do
    assert seconds_left(50, 100, 2.0, 1000, -1) == seconds_left(50, 0, 2.0, 1000, 60) == 0
    assert seconds_left(4, 100, 2.0, 1000, 60) is seconds_left(50, 100, None, 1000, 60) is None


def test_time_left_is_spoken_no_shorter_than_it_is():
    assert [spoken(s) for s in (0, 0.2, 59, 60, 3599, 3601)] == ["0 s", "1 s", "59 s", "1 min", "60 min", "1 h 01 min"]


def test_on_a_terminal_it_is_redrawn_in_place_and_fits_after_a_change_of_size():
    seen = []

    def look(screen, resize, _):
        seen.append(screen.lines)
        if len(seen) == 1:
            resize(56, 8)

    screen, sent, status = on_terminal(PROGRAM, 70, 12, seen=look)
    assert status == 0
    assert any("... 292 more waiting" in lines for lines in seen), "on the large terminal"
    small = next(lines for lines in reversed(seen) if "0 of 300 portals done" in lines)
    assert small[0] == "青桐县第0镇: complete"
    assert [line.split("  ")[0] for line in small[-7:]] == [
        *("portal", "青桐县第1镇", "青桐县第0镇", "青桐县第2镇", "青桐县第3镇"),
        *("... 296 more waiting", "0 of 300 portals done"),
    ]
    left = [*screen.gone, *screen.lines]
    assert left.count("青桐县第0镇: complete") == 1
    assert screen.lines[-1] == ""
    assert "\x1b[?25l" not in sent, "the cursor is never hidden, so it need not come back"


def test_elsewhere_it_is_silent_but_for_what_is_printed():
    _, sent, _ = on_terminal(
        PROGRAM.replace("while len(drawn) < 2: pass", "").replace("while len(drawn) < 5: pass", ""), term="dumb"
    )
    assert sent == "青桐县第0镇: complete\r\n"
