"""Nights killed at any moment and begun again: in the end the archive says what it says when nothing was killed."""

import random
import signal
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.sample.nights import Night, night
from crawler.sample.server import SampleCounties, sample_portals
from tests.crawler.nights.process import nights_in
from tests.crawler.nights.series import Series, day

PORTALS = ("trs", "vsb", "aspx")  # files that are confirmed, files that vanish and return, a portal that moves
_AGAIN = timedelta(minutes=10)
_MOMENT = "T"

# what an archive says, without numbers of rows and places in files; moments become the nights in which they lie
_STATEMENTS = (
    """SELECT key, identified, issuer, issuer_kind, scope, division_code, year, title, document_number, written_date,
              form, first_seen, last_seen, version_count FROM reports""",
    """SELECT key, content_sha256, versions.first_seen, versions.last_seen
       FROM versions JOIN reports ON reports.id = report_id""",
    """SELECT key, url, sightings.first_seen, sightings.last_seen, gone_at
       FROM sightings JOIN reports ON reports.id = report_id""",
    "SELECT url, gone_at, how, http_status, confirmed_at, back_at FROM vanishings",
    """SELECT key, rule, place, verdict, left_value, right_value, fault
       FROM checks JOIN reports ON reports.id = report_id""",
    """SELECT DISTINCT url, part, verdict, reason, report_key, content_sha256, started_at
       FROM readings JOIN snapshots ON snapshots.id = snapshot_id JOIN runs ON runs.id = run_id""",
    """SELECT started_at, portal_url, outcome, reason, reports, declared_total
       FROM portal_runs JOIN runs ON runs.id = run_id""",
    "SELECT started_at, exit_status, new_reports, changed_reports, gone_reports FROM runs",
)


def said(series: Series) -> list[set[tuple]]:
    """Each statement as its set of rows."""
    return [{tuple(map(_plain, row)) for row in series.rows(sql)} for sql in _STATEMENTS]


def _plain(value: object) -> object:
    is_moment = isinstance(value, str) and value.endswith("Z") and value[10:11] == _MOMENT
    return day(value) if is_moment else value


def killed(series: Series, one: Night, requests: int, part: int) -> None:
    """Lets a night make so many requests and kills it."""
    counties = series.counties
    enough = len(counties.requests) + requests
    with nights_in(series.folder) as other:
        other.begin(one.begins + part * _AGAIN, proved=False)
        while other.process.poll() is None and len(counties.requests) < enough:
            time.sleep(0.002)
        assert other.process.poll() is None, "it had ended by itself"
        other.process.send_signal(signal.SIGKILL)
        other.process.wait(30)


def lived(folder: Path, counties: SampleCounties, nights: Sequence[int], kills: dict[int, list[int]]) -> Series:
    folder.mkdir()
    series = Series(folder, counties, PORTALS)
    series.register()
    waiting: list[Night] = []
    for number in nights:
        one = night(number)
        if number not in kills:
            waiting.append(one)
            continue
        series.run(waiting)
        waiting = []
        counties.show_night(number)
        for part, requests in enumerate(kills[number]):
            killed(series, one, requests, part)
        with nights_in(folder) as other:
            ended = other.night(one.begins + len(kills[number]) * _AGAIN)
        assert ended.findings == []
        series.note(one, ended, ())
    series.run(waiting)
    return series


def compare(folder: Path, nights: Sequence[int], kills: dict[int, list[int]]) -> None:
    with sample_portals(first_port=0) as counties:
        whole = said(lived(folder / "whole", counties, nights, {}))
        broken = lived(folder / "broken", counties, nights, kills)
        for sql, one, other in zip(_STATEMENTS, whole, said(broken), strict=True):
            assert {"missing": one - other, "too much": other - one} == {"missing": set(), "too much": set()}, sql
        assert all(passed.ended.findings == [] for passed in broken.passed)


def test_kills_in_two_nights_change_nothing(tmp_path):
    compare(tmp_path, (1, 2, 5, 8), {1: [30], 5: [20]})


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6))
def test_kills_at_any_moment_of_any_night_change_nothing(tmp_path, seed):
    dice = random.Random(seed)
    kills = {number: [dice.randrange(1, 25) for _ in range(dice.randrange(1, 4))] for number in (1, 5, 7, 8, 9, 12)}
    compare(tmp_path, range(1, 13), kills)
