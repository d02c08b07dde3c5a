"""docs/nights.md: the intervals, rules, units, times, statuses and lines for cron that it shows are those of the program."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.cut_short import CUT_SHORT
from archive.verbs import DONE, FAILED, INCOMPLETE, INTERRUPTED
from crawler.health.rules import Rule, rules
from crawler.revisits import schedule
from crawler.revisits.seasons import is_season
from crawler.timer.plan import DEFAULT_TIME, Asked, Plan, unit_of
from crawler.timer.schedule import cron_line
from crawler.timer.systemd import OLDEST
from crawler.timer.units import service, timer
from tests.docs.markdown import SPAN, bare, blocks, page, sections, tables

PAGE = page("docs/nights.md")
VISITS = "What is visited when"
FIGURE = re.compile(r"\{[^{}]*\}")  # {reports}, {minutes:.0f}
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


def test_the_intervals_are_those_of_the_schedule():
    told = {kind: tuple(float(days) if days else None for days in rest) for kind, _, *rest in rows_of(VISITS)}
    known = {f"`{kind}`": (pace.shortest, pace.longest, pace.in_season) for kind, pace in schedule.PACES.items()}
    later = schedule._OLD_REPORT
    assert told == known | {"`report`, later": (later.shortest, later.longest, later.in_season)}


def test_the_season_is_that_of_the_schedule():
    assert "from 1 January to 31 March" in sections(PAGE, 2)[VISITS]
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [is_season(day) for day in days] == [False, True, True, False]


def test_what_is_held_back_is_called_so():
    assert f"`{CUT_SHORT}`" in sections(PAGE, 3)["Held back"]


@pytest.mark.parametrize(("scope", "heading"), [("night", "a night"), ("portal", "a portal")])
def test_every_rule_of_health_is_told_with_its_conditions_and_words(scope, heading):
    told = [[bare(name), needs, SPAN.findall(when), says] for name, needs, when, says in rules_told(heading)]
    assert told == [[rule.name, needed(rule), conditions(rule), words(rule)] for rule in rules(scope)]


def rules_told(heading: str) -> Iterator[list[str]]:
    yield from rows_of(f"What {heading} is judged by", 3)


def needed(rule: Rule) -> str:
    if rule.severity == "note":
        return "no"
    season = ", in the season" if rule.season == "in" else ""
    if rule.again_after is None:
        return f"yes{season}"
    return (
        f"yes{season}, every night" if rule.again_after == 1 else f"yes{season}, again after {rule.again_after} nights"
    )


def conditions(rule: Rule) -> list[str]:
    return [f"{one.counter} {one.operator} {one.threshold:g}" for one in rule.conditions]


def words(rule: Rule) -> str:
    return FIGURE.sub("…", rule.words)
