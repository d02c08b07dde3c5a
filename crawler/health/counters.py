"""The archive after a run to the counters that its night is judged by, beside earlier runs of the same season."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from statistics import median

from archive.clock import time_of
from crawler.health.night_counters import MEGABYTE, Housekeeping, NightCounters, Overdue
from crawler.health.past import Load, Query, Run, load_of, portal_runs
from crawler.health.portal_history import Histories, Together
from crawler.revisits.seasons import day_of

_WINDOW = 120  # runs that are looked back on, portal by portal
_COMPARED, _LEAST_COMPARED = 14, 3  # runs of the same season that a night is held against
_LOOKED_AT = 60  # runs of the season among which these are sought
_LIKE_TONIGHT = 3  # a run over a third of tonight's portals, or more, is no night of its own kind
_LONG_UNASKED, _RUNS_UNASKED = timedelta(days=45), 20  # whatever the schedule, no portal is left alone for so long
_ODD_ENOUGH = 5  # documents, before it is looked up how many are usual
_FEW_REPORTS = 20
_NAMES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the night's news came to, in reports."""

    new: int
    changed: int
    gone_seen: int
    gone_confirmed: int
    came_back: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which portals there are, which the register has now, and what is known of each after this run."""

    histories: Histories
    together: Together
    names: Mapping[str, str]
    never: tuple[str, ...]
    long_ago: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Usual:
    """Medians of the compared runs; None where these are too few."""

    runs: int
    requests_per_portal: float | None = None
    stored_bytes: float | None = None
    night_bytes: float | None = None
    minutes: float | None = None
    changed: float | None = None
    unreadable_percent: float | None = None


def look_back(query: Query, runs: Sequence[Run], register: Mapping[str, str] | None) -> Asked:
    """Takes the runs in, the newest of which is tonight's; `register` has the names of the portals by address.

    Without a register nobody knows which portals should have been asked long since.
    """
    histories = Histories()
    together = Together(0, 0, 0, 0, 0)
    for run in reversed(runs[:_WINDOW]):
        together = histories.take(run, portal_runs(query, run.id))
    known = {url: (name, state) for url, name, state in query("SELECT url, name, state FROM portals")}
    names = {url: name for url, (name, _) in known.items()} | dict(register or {})
    wanted = names if register is None else register
    never = tuple(url for url in wanted if url not in histories and known.get(url, ("", None))[1] is None)
    long_ago = () if register is None else tuple(_long_unasked(runs, register, set(never), histories))
    return Asked(histories, together, names, never, long_ago)


def count(
    query: Query,
    runs: Sequence[Run],
    asked: Asked,
    found: Found,
    *,
    register: Mapping[str, str] | None,
    housekeeping: Housekeeping,
    overdue: Overdue,
    telling_failed: int,
) -> NightCounters:
    """The counters of the newest run."""
    tonight = runs[0]
    outcomes = dict(query("SELECT outcome, count(*) FROM portal_runs WHERE run_id = ? GROUP BY outcome", tonight.id))
    pages, received, stored = query(_CAPTURED, tonight.id)[0]
    read, unreadable = query(_READ, tonight.id)[0]
    new_texts, misread = query(_MISREAD, tonight.id)[0]
    reports_known = query("SELECT count(*) FROM reports")[0][0]
    load = load_of(query, tonight.id)
    usual = _usual(query, runs, load, unreadable)
    without_new, a_year_before = _without_new(runs, found.new)
    free = housekeeping.free_bytes
    return NightCounters(
        portals=len(asked.names if register is None else register),
        asked=load.asked,
        complete=outcomes.get("complete", 0),
        incomplete=outcomes.get("incomplete", 0),
        blocked=outcomes.get("blocked", 0),
        failed=outcomes.get("failed", 0),
        answered=asked.together.answered,
        well_before=asked.together.well_before,
        newly_silent=asked.together.newly_silent,
        newly_blocked=asked.together.newly_blocked,
        is_outage=int(asked.together.is_outage),
        is_refusal=int(asked.together.is_refusal),
        never_asked=len(asked.never),
        never_asked_names=_some(asked.never, asked.names),
        long_unasked=len(asked.long_ago),
        long_unasked_names=_some(asked.long_ago, asked.names),
        pages=pages,
        requests=load.requests,
        received_bytes=received,
        stored_bytes=stored,
        minutes=tonight.minutes,
        reports_known=reports_known,
        new_reports=found.new,
        changed_reports=found.changed,
        gone_seen=found.gone_seen,
        gone_confirmed=found.gone_confirmed,
        came_back=found.came_back,
        documents_read=read,
        unreadable=unreadable,
        crashed=query(_CRASHED, tonight.id)[0][0],
        new_texts=new_texts,
        misread=misread,
        free_mb=None if free is None else free // MEGABYTE,
        proven=housekeeping.proven,
        damage=len(housekeeping.damage),
        backup_failures=int(housekeeping.backup_failure is not None),
        overdue_departments=overdue.departments,
        overdue_governments=overdue.governments,
        hours_since_last=_hours_since_last(runs),
        broken_before=sum(1 for _ in takewhile(lambda run: not run.is_whole, runs[1:])),
        telling_failed=telling_failed,
        runs_without_new=without_new,
        new_a_year_before=a_year_before,
        compared_runs=usual.runs,
        usual_requests_per_portal=usual.requests_per_portal,
        usual_stored_bytes=usual.stored_bytes,
        usual_night_bytes=usual.night_bytes,
        usual_minutes=usual.minutes,
        usual_changed=usual.changed,
        usual_unreadable_percent=usual.unreadable_percent,
        usual_misread_percent=_usual_misread(query, reports_known, new_texts, misread),
    )


def _long_unasked(
    runs: Sequence[Run], register: Iterable[str], never: Collection[str], histories: Histories
) -> Iterator[str]:
    """Portals that run after run left out, for longer than any schedule would."""
    if len(runs) <= _RUNS_UNASKED:
        return
    oldest = runs[min(_WINDOW, len(runs)) - 1]
    for url in register:
        last = histories.last_asked(url) or oldest
        is_long = runs[0].started - last.started >= _LONG_UNASKED
        if is_long and last.id <= runs[_RUNS_UNASKED].id and url not in never:
            yield url


def _usual(query: Query, runs: Sequence[Run], tonight: Load, unreadable: int) -> _Usual:
    same_season = [run for run in runs[1:] if run.is_whole and run.is_in_season == runs[0].is_in_season]
    compared: list[tuple[Run, Load]] = []
    for run in same_season[:_LOOKED_AT]:
        load = load_of(query, run.id)
        if load.asked * _LIKE_TONIGHT >= tonight.asked and len(compared) < _COMPARED:
            compared.append((run, load))
    if len(compared) < _LEAST_COMPARED:
        return _Usual(len(compared))
    shares = [(run, load) for run, load in compared if load.asked]
    percents: list[float] = []
    if unreadable >= _ODD_ENOUGH:
        of_each = [query(_READ, run.id)[0] for run, _ in compared]
        percents = [100 * bad / read for read, bad in of_each if read]
    return _Usual(
        runs=len(compared),
        requests_per_portal=_median(load.requests / load.asked for _, load in shares),
        stored_bytes=_median(load.stored_bytes / load.asked * tonight.asked for _, load in shares),
        night_bytes=_but_the_largest([load.stored_bytes for _, load in compared]),
        minutes=_median(run.minutes for run, _ in compared if run.minutes is not None),
        changed=_median(run.changed_reports / load.asked * tonight.asked for run, load in shares),
        unreadable_percent=_median(percents),
    )


def _usual_misread(query: Query, reports: int, new_texts: int, misread: int) -> float | None:
    """The share among the reports that were there before."""
    before = reports - new_texts
    if misread < _ODD_ENOUGH or before < _FEW_REPORTS:
        return None
    in_all: int = query(_MISREAD_IN_ALL)[0][0]
    return 100 * max(in_all - misread, 0) / before


def _without_new(runs: Sequence[Run], new: int) -> tuple[int, int]:
    """How many runs of this season in a row brought nothing new, and what the same days brought a year before."""
    tonight = runs[0]
    if new or not tonight.is_in_season:
        return 0, 0
    year = day_of(tonight.started).year
    earlier = takewhile(lambda run: day_of(run.started).year == year and not run.new_reports, runs[1:])
    silent = [tonight, *(run for run in earlier if run.is_whole)]
    first, last = (_a_year_before(day_of(run.started)) for run in (silent[-1], tonight))
    return len(silent), sum(run.new_reports for run in runs if first <= day_of(run.started) <= last)


def _a_year_before(day: date) -> date:
    """The same day, or 28 February for the one that not every year has."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _hours_since_last(runs: Sequence[Run]) -> float | None:
    if len(runs) == 1:
        return None
    return (runs[0].started - time_of(runs[1].finished_at or runs[1].started_at)) / timedelta(hours=1)


def _but_the_largest(sizes: Sequence[int]) -> float:
    """The mean without the one that stands out: the first night of an archive is no measure for the others."""
    return (sum(sizes) - max(sizes)) / (len(sizes) - 1)


def _median(values: Iterable[float]) -> float | None:
    known = list(values)
    return median(known) if known else None


def _some(urls: Sequence[str], names: Mapping[str, str]) -> str:
    told = ", ".join(names.get(url, url) for url in urls[:_NAMES_TOLD])
    return f"{told} …" if len(urls) > _NAMES_TOLD else told


# by way of the files, as there is an index of snapshots by file and none by run
_OF_THE_RUN = "FROM warc_files CROSS JOIN snapshots ON snapshots.warc_file = warc_files.name"
_CAPTURED = f"""
    SELECT count(*) FILTER (WHERE http_status > 0), coalesce(sum(snapshots.bytes), 0), coalesce(sum(warc_length), 0)
    {_OF_THE_RUN} WHERE warc_files.run_id = ?"""
_READ = f"""
    SELECT count(*), coalesce(sum(verdict = 'unreadable'), 0)
    {_OF_THE_RUN} CROSS JOIN readings ON readings.snapshot_id = snapshots.id WHERE warc_files.run_id = ?"""
# stocks of two years seldom fit, however well they were read
_MAY_BE_OURS = "verdict = 'violated' AND fault = 'reading' AND rule NOT LIKE 'proactive.%carried_over'"
_MISREAD = f"""
    WITH fresh AS (
        SELECT DISTINCT report_id {_OF_THE_RUN} CROSS JOIN versions ON versions.snapshot_id = snapshots.id
        WHERE warc_files.run_id = ?)
    SELECT count(*), coalesce(sum(EXISTS (
        SELECT 1 FROM checks WHERE report_id = fresh.report_id AND {_MAY_BE_OURS})), 0)
    FROM fresh"""
_MISREAD_IN_ALL = f"SELECT count(DISTINCT report_id) FROM checks WHERE {_MAY_BE_OURS}"
_CRASHED = "SELECT count(*) FROM addresses WHERE visited_run = ? AND result = 'crashed'"
