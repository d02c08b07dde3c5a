"""docs/nights.md: the units, times, statuses and lines for cron that it shows are those of the program."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.verbs import DONE, FAILED, INCOMPLETE, INTERRUPTED
from crawler.timer.plan import DEFAULT_TIME, Asked, Plan, unit_of
from crawler.timer.schedule import cron_line
from crawler.timer.systemd import OLDEST
from crawler.timer.units import service, timer
from tests.docs.markdown import bare, blocks, page, sections, tables

PAGE = page("docs/nights.md")
HOME = Path("/srv/nianbao")
COMMAND = (f"{HOME}/.venv/bin/nianbao", "crawl", "--nightly", "--settings", f"{HOME}/settings.toml")
PLAN = Plan(
    Asked(HOME / "settings.toml", None, DEFAULT_TIME, None),
    COMMAND,
    HOME,
    Path("nianbao.env"),
    HOME / "data",
    (HOME / "data",),
    has_own_tmp=True,
    wall=None,
)


def rows_of(heading: str, level: int = 2) -> list[list[str]]:
    return tables(sections(PAGE, level)[heading])[0]


def test_the_line_for_cron_is_the_one_that_is_printed():
    shown, *_ = blocks(sections(PAGE, 2)["Cron"], "text")
    assert shown.strip() == cron_line(PLAN, datetime(2026, 1, 15, tzinfo=UTC))


def test_the_units_are_called_so():
    units = [f"{unit_of(None)}.timer", f"{unit_of(None)}.service"]
    assert [bare(name) for name, _ in rows_of("The timer")] == units
    assert set(re.findall(r"nianbao(?:-\w+)?\.(?:timer|service)", PAGE)) <= set(units)


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("at 02:00 in China", "OnCalendar=*-*-* 02:00 Asia/Shanghai"),
        ("up to 20 minutes later, always by as much", "RandomizedDelaySec=20m\nFixedRandomDelay=true"),
        ("is made up for, once", "Persistent=true"),
        ("three quarters of its memory", "MemoryMax=75%"),
        ("started again after 5 minutes", "RestartSec=5min"),
        ("at most four times in six hours", "StartLimitIntervalSec=6h\nStartLimitBurst=4"),
        ("after 23 hours", "TimeoutStartSec=23h"),
        ("`ProtectSystem=no`", "ProtectSystem=strict"),
        ("`PrivateTmp=no`", "PrivateTmp=yes"),
    ],
)
def test_what_is_said_of_the_units_stands_in_them(told, written):
    assert told in PAGE
    assert written in service(PLAN) + timer(PLAN)


def test_the_statuses_are_told_of_in_their_order():
    told = [status for status, *_ in rows_of("What a status means to systemd", 3) if status.isdecimal()]
    assert [int(status) for status in told] == [DONE, FAILED, INCOMPLETE, INTERRUPTED]


def test_what_is_no_failure_to_systemd_is_told_so():
    fine = {int(status) for status, said, _ in rows_of("What a status means to systemd", 3) if "success" in said}
    told = re.search(r"^SuccessExitStatus=(.*)$", service(PLAN), re.MULTILINE)
    assert fine == {DONE, *map(int, told[1].split())}


def test_the_oldest_systemd_is_named():
    assert f"systemd {OLDEST} or newer" in PAGE
