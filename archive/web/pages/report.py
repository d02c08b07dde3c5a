"""A report's number to its page: facts with their words, drawn tables, checks, versions, sightings, text, citations."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from archive.clock import CHINA, time_of
from archive.errors import UsageError
from archive.identity import significant_digits
from archive.record import Attachment, Division, Record
from archive.reports import stored_record
from archive.search.query import Query, parse
from archive.search.snippet import marks
from archive.web.asking import Asked, Page
from archive.web.drawing.citation import Cited, bibtex, chinese, english
from archive.web.drawing.evidence import Marked, Quote, mark, quotes
from archive.web.drawing.forms_drawn import TABLES, DrawnTable, draw
from archive.web.drawing.violations import standings
from archive.web.gathering import report_rows
from archive.web.gathering.facts import Fact, facts
from archive.web.gathering.report_rows import Alike, Capture, Neighbours, ReportRow, SightingRow, VersionRow
from archive.web.language import Words

_SECTIONS = ("overview", "proactive", "requests", "review_litigation", "problems", "other")
_LEVELS = (2, 4, 6, 9)  # digits of the code of a province, a city, a county, a township


@dataclass(frozen=True, slots=True)
class Told:
    """A known fact with the words it was read from; None where none are kept."""

    fact: Fact
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the narrative; `key` is None where it is not one of the form."""

    key: str | None
    name: str
    text: Marked


@dataclass(frozen=True, slots=True)
class Citations:
    chinese: str
    english: str
    bibtex: str


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that the page shows; `facts` are known, `unknown` names the others."""

    row: ReportRow
    heading: str
    record: Record
    areas: Sequence[Area]
    neighbours: Neighbours
    facts: Sequence[Told]
    unknown: Sequence[str]
    tables: Sequence[DrawnTable]
    sections: Sequence[Section]
    text: Marked
    versions: Sequence[VersionRow]
    sightings: Sequence[SightingRow]
    capture: Capture
    lookalikes: Sequence[Alike]
    attachments: Sequence[Attachment]
    citations: Citations

    @property
    def broken(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the violated rules, by what they come to; what may be our reading raises a question too."""
        found: dict[str, list[int]] = {"contradiction": [], "disagreement": [], "question": []}
        for violation in (one for table in self.tables for one in table.standing.violations):
            found["question" if violation.finding == "reading" else violation.finding].append(violation.number)
        return found

    @property
    def first_hit(self) -> Marked | None:
        """The first text in which words stand that were looked for: a section, else the whole."""
        return next((one for one in (*(part.text for part in self.sections), self.text) if one.hits), None)

    @property
    def gone_since(self) -> str | None:
        """Since when it stands nowhere any more; None where it stands somewhere."""
        gone = [one.gone_at for one in self.sightings if one.gone_at is not None]
        return max(gone) if gone and len(gone) == len(self.sightings) else None


def look(connection: sqlite3.Connection, asked: Asked) -> ReportPage:
    """The report with the number in the address."""
    row = report_rows.report_row(connection, asked.id())
    record = stored_record(connection, row.record_id)
    capture = report_rows.read_from(connection, row.record_id)
    texts = [*record.sections.values(), record.text]
    told, anchors = quotes({name: one.text for name, one in record.evidence.items()}, texts)
    query = _query(asked)
    *parts, whole = [
        mark(text, places, marks(text, query) if query else ()) for text, places in zip(texts, anchors, strict=True)
    ]
    known = facts(record, asked.words)
    places = [(cell.table, cell.row, cell.column) for cell in record.cells]
    checks = report_rows.checks(connection, row.id)
    return ReportPage(
        row,
        heading(record, asked.words),
        record,
        _areas(record.issuer.division if record.issuer else None),
        report_rows.neighbours(connection, row),
        [Told(fact, told.get(fact.name)) for fact in known if fact.value],
        [fact.name for fact in known if not fact.value],
        tuple(draw(record.cells, record.proposals, standings(checks, places, TABLES), record.form)),
        [_section(key, text) for key, text in zip(record.sections, parts, strict=True)],
        whole,
        report_rows.versions(connection, row.id),
        report_rows.sightings(connection, row.id),
        capture,
        report_rows.lookalikes(connection, row.id),
        record.attachments,
        _citations(record, row, capture),
    )


def _query(asked: Asked) -> Query | None:
    """The words with which a reader came; a report is shown also where they mean nothing."""
    with suppress(UsageError):
        return parse(asked.one("q"))
    return None


def heading(record: Record, words: Words) -> str:
    """What the report is called: its title, else its body and year, else that it has no name."""
    name = record.issuer.name if record.issuer else None
    parts = [name, str(record.year) if record.year and name else None]
    return record.title or " ".join(part for part in parts if part) or words("report.untitled")


def _section(key: str, text: Marked) -> Section:
    return Section(key if key in _SECTIONS else None, key, text)


def _areas(division: Division | None) -> list[Area]:
    """The place, level by level, as far as its code and its names go."""
    if division is None:
        return []
    digits = significant_digits(division.code)
    names = (division.province, division.city, division.county, division.township)
    levels = zip(_LEVELS, names, strict=True)
    return [Area(digits[:length], name) for length, name in levels if name and len(digits) >= length]


def _citations(record: Record, row: ReportRow, capture: Capture) -> Citations:
    cited = Cited(
        row.id,
        record.issuer.name if record.issuer else None,
        record.title,
        record.publish_date,
        capture.url,
        f"{time_of(capture.fetched_at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        capture.sha256,
        capture.warc_record_id,
    )
    return Citations(chinese(cited), english(cited), bibtex(cited))


PAGES = (Page(r"report/(?P<id>\d{1,15})", "report", look),)
