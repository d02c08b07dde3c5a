"""The files of a bundle to one record for each report among them, or to one record that says why there is none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath

from archive.record import Record, Source
from pipelines.attempt import Reading, attempt, unreadable
from pipelines.choosing import Part, reports_among, the_most_telling
from pipelines.hints import Hints
from pipelines.reading.files.bundle import Member, members, natural_order
from pipelines.reading.files.detect import detect
from pipelines.reading.files.kinds import PICTURES, Kind
from pipelines.reading.read import Given, read, read_pictures

_NO_DOCUMENTS: frozenset[Kind] = frozenset({"empty", "unknown", "json"})  # what programs leave beside a document
_LEAST_OF_A_PAGE = 30_000  # bytes: beside other files, a smaller picture is an emblem


def records_of_bundle(data: bytes, source: Source, hints: Hints, *, ocr: bool) -> tuple[Record, ...]:
    """Raises UnreadableError where the bundle itself is damaged or too large.

    Without `ocr` the records of scans beside reports are there too, to be asked for again.
    """
    reader = _Reader(source, hints, ocr)
    documents: list[tuple[Member, Part]] = []
    pictures: list[Member] = []
    for member in members(data):
        kind = detect(member.data, member.name)
        if kind in PICTURES:
            pictures.append(member)
        elif member.error or kind not in _NO_DOCUMENTS:
            documents.append((member, reader.part(member)))
    parts = list(reader.scans_recognised(documents))
    if not any(part.is_report for part in parts):
        least = _LEAST_OF_A_PAGE if parts else 0
        parts += reader.of_pictures(picture for picture in pictures if len(picture.data) >= least)
    records = [part.record for part in reports_among(parts, hints)] or [the_most_telling(parts, source)]
    if not ocr and records[0].verdict == "report":
        records += [part.record for part in parts if part.record.reason == "needs_ocr"]
    if len(records) == 1:
        return (replace(records[0], source=replace(records[0].source, file=source.file)),)
    return tuple(records)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the files of one bundle."""

    source: Source
    hints: Hints
    ocr: bool

    def part(self, member: Member, *, ocr: bool = False) -> Part:
        source = self._source(member.name)
        if member.error:
            return Part(member.name, Reading(unreadable(source, member.error.kind, member.error.message)))
        return Part(member.name, attempt(partial(read, member.data, Given(member.name, ocr=ocr)), source, self.hints))

    def scans_recognised(self, documents: Sequence[tuple[Member, Part]]) -> Iterator[Part]:
        """The parts, scans read where they may be; without scans that lie there as a readable report too."""
        reports = {part.stem for _, part in documents if part.is_report}
        for member, part in documents:
            if part.record.reason != "needs_ocr":
                yield part
            elif part.stem not in reports:
                yield self.part(member, ocr=True) if self.ocr else part

    def of_pictures(self, pictures: Iterable[Member]) -> Iterator[Part]:
        """The pictures of each folder as one document, page by page."""
        ordered = sorted(pictures, key=lambda picture: natural_order(picture.name))
        for folder, pages in groupby(ordered, lambda picture: str(PurePosixPath(picture.name).parent)):
            reading = partial(read_pictures, [page.data for page in pages], ocr=self.ocr)
            yield Part(folder, attempt(reading, self._source(folder), self.hints))

    def _source(self, name: str) -> Source:
        return replace(self.source, file=f"{self.source.file or ''}#{name}")
