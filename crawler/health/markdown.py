"""A night's report to the page that people read: first whether someone is needed, then the news, then the figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from archive.clock import time_of
from crawler.health.judging import Finding
from crawler.health.news import Change, NewReport, News
from crawler.health.report import NightReport
from crawler.revisits.seasons import day_of

_MARKS = re.compile(r"([\\`*_\[\]<>|#~&])")  # a title such as 关于<b>公开</b>的*报告*
_NOT_IN_LINKS = re.compile(r"[\x00-\x20<>\\\x7f]")  # a blank or a bracket in an address
_LONGEST = 300  # of what others wrote


def as_markdown(report: NightReport) -> str:
    """The whole page."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: NightReport) -> Iterator[str]:
    yield f"**{report.headline}**"
    yield ""
    yield f"# Night of {report.day}, run {report.run.id}"
    urgent = [one for one in report.findings if one.needs_person]
    known = [one for one in report.findings if one.severity == "person" and not one.is_new]
    notes = [one for one in report.findings if one.severity == "note"]
    yield from _section("Someone must look", map(_finding_in_both, urgent))
    yield from _section("Not sent", (f"- {plain(reason)}" for reason in report.not_sent))
    yield from _news(report.news)
    yield from _section("Known and still open", map(_finding, known))
    yield from _section("Worth knowing", map(_finding, notes))
    yield from _section("Well again", map(_recovered, report.recovered))
    yield from _counters(report)
    yield from _section("Housekeeping", _housekeeping(report))


def plain(text: str) -> str:
    r"""Words of others as they are, and nothing that a page would take for a mark of its own.

    >>> print(plain("年报 <b>\n#1"))
    年报 \<b\> \#1
    """
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return _MARKS.sub(r"\\\1", " ".join(shown.split())[:_LONGEST])


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from ("", f"## {title}", "", *told)


def _finding(finding: Finding) -> str:
    where = f"{plain(finding.name or '')} {_link(finding.portal)} " if finding.portal else ""
    since = f" (since {_day(finding.since)})" if finding.portal or not finding.is_new else ""
    return f"- {where}{plain(finding.words)}{since}"


def _finding_in_both(finding: Finding) -> str:
    return f"{_finding(finding)} {plain(finding.words_zh)}"


def _recovered(finding: Finding) -> str:
    return f"- {plain(finding.name or '')} {_link(finding.portal)} was in trouble since {_day(finding.since)}"


def _news(news: News) -> Iterator[str]:
    yield from _section("New reports", _cut([_new(one) for one in news.new_reports], news.new_total))
    of_each = {
        what: [one for one in news.changes if one.what == what] for what in ("edited", "gone", "still gone", "back")
    }
    yield from _section("Edits", _cut(list(map(_change, of_each["edited"])), news.edited_total))
    yield from _section("Gone, seen for the first time", _cut(list(map(_change, of_each["gone"])), news.gone_total))
    yield from _section("Gone, confirmed", _cut(list(map(_change, of_each["still gone"])), news.confirmed_total))
    yield from _section("There again", _cut(list(map(_change, of_each["back"])), news.back_total))


def _cut(lines: Sequence[str], total: int) -> Iterator[str]:
    yield from lines
    if total > len(lines):
        yield f"- … {total:,} in all; the archive has the others"


def _new(one: NewReport) -> str:
    return f"- {_named(one.issuer, one.year)}: {plain(one.title or 'without a title')} {_link(one.url)} snapshot {one.snapshot_id}"


def _change(one: Change) -> str:
    since = f", since {_day(one.since)}" if one.since else ""
    before, after = (f"snapshot {number}" if number else "none" for number in (one.old_snapshot_id, one.snapshot_id))
    return (
        f"- {_named(one.issuer, one.year)}: {plain(one.details)}{since} {_link(one.url)} before: {before}, now: {after}"
    )


def _named(issuer: str | None, year: int | None) -> str:
    return f"{plain(issuer or 'a body without a name')}, {year or 'year not known'}"


def _counters(report: NightReport) -> Iterator[str]:
    yield from ("", "## Counters", "", "| counter | tonight |", "| --- | --- |")
    for field in fields(report.counters):
        value = getattr(report.counters, field.name)
        if value is not None and not isinstance(value, str):
            yield (
                f"| {field.name.replace('_', ' ')} | {value:,.1f} |"
                if isinstance(value, float)
                else (f"| {field.name.replace('_', ' ')} | {value:,} |")
            )


def _housekeeping(report: NightReport) -> Iterator[str]:
    done = report.housekeeping
    if done.proven is not None:
        yield f"- {done.proven:,} captures were proven; findings: {len(done.damage):,}"
    yield from (f"- {plain(line)}" for line in done.damage)
    if done.backup is not None:
        yield f"- copied to {plain(done.backup)}"
    if done.backup_failure is not None:
        yield f"- no copy was made: {plain(done.backup_failure)}"
    yield from (f"- {plain(line)}" for line in done.notes)


def _link(url: str | None) -> str:
    """An address as a link whose end is certain."""
    return f"<{_NOT_IN_LINKS.sub(lambda match: f'%{ord(match[0]):02X}', url or '')}>"


def _day(moment: str) -> str:
    return day_of(time_of(moment)).isoformat()
