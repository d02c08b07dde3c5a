"""What became of the files of a bundle to the reports among them: twins told apart, tables brought to their text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from archive.record import Record, Source
from pipelines.attempt import Reading, attempt, unreadable
from pipelines.document import Grid
from pipelines.hints import Hints

_BEST_READERS = ("html", "docx", "doc", "rtf", "xlsx", "xls", "txt", "pdf", "scan")
# what says most of a bundle without a report: first what may hide one
_MOST_TELLING = (
    *("needs_ocr", "encrypted", "time", "memory", "crashed", "damaged", "too_large", "unsupported"),
    *("blocked", "not_report", "empty"),
)
_TABLES_OF_A_FORM = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a bundle, or a folder of pictures that are one document, and what became of it."""

    name: str
    reading: Reading

    @property
    def record(self) -> Record:
        return self.reading.record

    @property
    def is_report(self) -> bool:
        return self.record.verdict == "report"

    @property
    def stem(self) -> PurePosixPath:
        return PurePosixPath(self.name).with_suffix("")

    @property
    def tables(self) -> int:
        """How many tables of a form are there, blank or not."""
        return len({cell.table for cell in self.record.cells if cell.status != "table_absent"})


def reports_among(parts: Sequence[Part], hints: Hints) -> list[Part]:
    """One part for each report, in the bundle's order; the one report there is gets tables that lie beside it."""
    reports = _without_twins([part for part in parts if part.is_report])
    named = [part for part in reports if not _is_nameless(part)]
    if len(named) != 1 or named[0].tables == _TABLES_OF_A_FORM:
        return reports
    (report,) = named
    for other in parts:
        if (_is_nameless(other) or not other.is_report) and (completed := _completed(report, other, hints)):
            return [completed if part is report else part for part in reports if part is not other]
    return reports


def the_most_telling(parts: Sequence[Part], source: Source) -> Record:
    """The record that stands for a bundle without a report."""
    nothing = unreadable(source, "empty", "ZIP archive without any document: look whether this is the right file")
    return min((part.record for part in parts), key=_rank_of_telling, default=nothing)


def _rank_of_telling(record: Record) -> int:
    return _MOST_TELLING.index(record.reason if record.verdict == "unreadable" else record.verdict)


def _without_twins(reports: Sequence[Part]) -> list[Part]:
    """The best of those that are one report in several formats."""
    kept: list[Part] = []
    for part in sorted(reports, key=_rank_of_reading):
        if not any(_are_twins(better, part) for better in kept):
            kept.append(part)
    return [part for part in reports if any(part is one for one in kept)]


def _rank_of_reading(part: Part) -> tuple[int, bool, int]:
    """Tables first, then a name, then the reader that is least often wrong."""
    return -part.tables, _is_nameless(part), _BEST_READERS.index(part.record.source.reader or "scan")


def _are_twins(better: Part, part: Part) -> bool:
    one, other = better.record, part.record
    if _is_nameless(part):
        return part.tables > 0 and one.tables == other.tables
    if one.year and other.year and one.year != other.year:
        return False
    if better.stem == part.stem:
        return True
    same_body = one.issuer and other.issuer and one.issuer.name == other.issuer.name
    return bool(same_body) and one.year == other.year and one.scope == other.scope


def _is_nameless(part: Part) -> bool:
    """Whether it may be the tables of a report whose text lies elsewhere."""
    return part.is_report and part.record.year is None and part.record.issuer is None


def _completed(report: Part, other: Part, hints: Hints) -> Part | None:
    """The report with the tables of the other file; None where they do not belong together or bring nothing."""
    ours, theirs = report.reading.document, other.reading.document
    if ours is None or theirs is None or other.record.reason == "template" or _contradict(report.record, other.record):
        return None
    if theirs.scanned and not ours.scanned:
        return None  # its characters may be wrong, and nothing would say so
    joined = replace(ours, blocks=(*ours.blocks, *(block for block in theirs.blocks if isinstance(block, Grid))))
    completed = Part(report.name, attempt(lambda: joined, report.record.source, hints))
    same = not _contradict(report.record, completed.record) and completed.record.title == report.record.title
    return completed if completed.is_report and same and completed.tables > report.tables else None


def _contradict(record: Record, other: Record) -> bool:
    if other.issuer and record.issuer and other.issuer.name != record.issuer.name:
        return True
    return other.year is not None and other.year != record.year
