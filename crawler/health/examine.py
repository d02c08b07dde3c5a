"""The door: an archive at the end of a night to its report, held against the nights before; and where that is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from archive.clock import now
from crawler.health.counters import Found, count, look_back
from crawler.health.judging import judge, recovered
from crawler.health.markdown import as_markdown
from crawler.health.news import Event, news_of
from crawler.health.night_counters import Housekeeping, Overdue
from crawler.health.notify import tell
from crawler.health.past import Query, runs_until
from crawler.health.report import FOLDER, NightReport, earlier_reports, write_both
from crawler.settings import HealthSettings

Send = Callable[[NightReport, HealthSettings], tuple[str, ...]]

_REMEMBERED = 7  # earlier reports, as many as the longest `again_after` of the rules


def examine(
    query: Query,
    run_id: int,
    *,
    data: Path,
    register: Mapping[str, str] | None = None,
    events: Iterable[Event] = (),
    housekeeping: Housekeeping | None = None,
    overdue: Overdue | None = None,
) -> NightReport:
    """What a run came to, finished or about to be.

    `register` has the names of all portals that are wanted, by address; a portal that is not in it is no trouble of
    anyone's. `events` are the changes of the run.
    """
    runs = runs_until(query, run_id)
    until = runs[0].finished_at or now()
    runs[0] = replace(runs[0], finished_at=until)
    asked = look_back(query, runs, register)
    news = news_of(query, runs[0], until, events)
    found = Found(news.new_total, news.edited_total, news.gone_total, news.confirmed_total, news.back_total)
    earlier = earlier_reports(data / FOLDER, {run.id: run.started_at for run in runs[1:]}, _REMEMBERED)
    housekeeping = housekeeping or Housekeeping()
    counters = count(
        query,
        runs,
        asked,
        found,
        register=register,
        housekeeping=housekeeping,
        overdue=overdue or Overdue(),
        telling_failed=int(bool(earlier) and not earlier[0].was_sent),
    )
    wanted = asked.names if register is None else register
    portals = [
        replace(portal, name=asked.names.get(portal.portal_url, portal.portal_url))
        for portal in asked.histories.counters()
        if portal.portal_url in wanted
    ]
    in_season, began = runs[0].is_in_season, runs[0].started_at
    findings = judge(counters, portals, in_season=in_season, began=began, earlier=earlier)
    return NightReport(runs[0], counters, findings, recovered(findings, earlier), news, housekeeping)


def publish(report: NightReport, data: Path, settings: HealthSettings, send: Send = tell) -> NightReport:
    """Writes the report, sends it to whom it may concern, and notes in it where that failed."""
    write(report, data)
    not_sent = send(report, settings)
    if not not_sent:
        return report
    report = replace(report, not_sent=not_sent)
    write(report, data)
    return report


def write(report: NightReport, data: Path) -> None:
    """One page and one JSON file in the folder of reports."""
    write_both(data / FOLDER, report.name, as_markdown(report), report.as_json())
