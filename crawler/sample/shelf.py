"""What a sample portal has published by a night: each report with its edits, and what became of its page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.record import Record
from crawler.sample.county import Body, County, report, with_text
from crawler.sample.nights import NIGHTS, OF_ONE_NIGHT, Event, Kind, night

_LONG_BEFORE = date(2025, 2, 1)
_EDITED_FIGURE = ("proactive", "admin_licensing", "decisions")
_FATES: tuple[Kind, ...] = ("vanished", "returned", "unlisted", "moved")

Write = Callable[[Body, int], Record]


@dataclass(frozen=True, slots=True)
class Paper:
    """One report; `index` is the place of its body in the county. `fate`: what became of its page, None for nothing."""

    index: int
    body: Body
    year: int
    record: Record
    fate: str | None

    @property
    def is_gone(self) -> bool:
        return self.fate in ("404", "410", "soft_404", "dead_link")


class Shelf:
    """`portal` is the name of a plan; for one without events everything is as its builder says."""

    def __init__(self, portal: str, county: County, number: int) -> None:
        self._county = county
        self._past = [(one.number, event) for one in NIGHTS[:number] for event in one.events if event.portal == portal]
        self._tonight = [event for event in night(number).events if event.portal == portal]
        self._first = {
            (body, event.year): one
            for one in NIGHTS
            for event in one.events
            if event.portal == portal and event.kind == "new"
            for body in event.bodies
        }
        self.number = number
        self.day = night(number).date

    @property
    def mood(self) -> Kind | None:
        """What keeps everybody out for this night, or a part of the portal's reports out of sight."""
        moods = ("down", "error", "challenge", "empty")
        return next((event.kind for event in self._tonight if event.kind in moods), None)

    @property
    def is_on_new_platform(self) -> bool:
        return any(event.kind == "platform" for _, event in self._past)

    @property
    def republished(self) -> date:
        """The day when its pages were written last: all are, whenever one changes."""
        changed = [number for number, event in self._past if event.kind not in OF_ONE_NIGHT]
        return night(max(changed)).date if changed else _LONG_BEFORE

    def is_empty(self, body: Body) -> bool:
        """Whether the list of a body shows nothing this night."""
        return any(event.kind == "empty" and body.slug in event.bodies for event in self._tonight)

    def years(self, usual: Sequence[int]) -> tuple[int, ...]:
        """The years of which there are reports, the newest first."""
        more = {event.year for _, event in self._past if event.kind == "new" and event.year}
        return tuple(sorted({*usual, *more}, reverse=True))

    def papers(
        self,
        usual: Sequence[int],
        *,
        of: Sequence[Body] | None = None,
        has: Callable[[Body, int], bool] = lambda _, __: True,
        write: Write = report,
    ) -> Iterator[Paper]:
        """All that was ever published: of the `usual` years what the portal `has`, and what the nights bring."""
        bodies = list(enumerate((*self._county.bodies, *self._county.later)))
        for year in self.years(usual):
            for index, body in bodies:
                first = self._first.get((body.slug, year))
                is_there = (
                    first.number <= self.number
                    if first
                    else year in usual and has(body, year) and body not in self._county.later
                )
                if is_there and (of is None or body in of):
                    record = write(body, year)
                    if first and first.number > 2:  # noqa: PLR2004  # those of the first two nights bear any date
                        record = replace(record, written_date=first.date - timedelta(days=1 + index % 3))
                    yield Paper(index, body, year, self._edited(record, body, year), self._fate(body, year))

    def _of(self, body: Body, year: int) -> Iterator[Event]:
        return (event for _, event in self._past if event.year == year and body.slug in event.bodies)

    def _edited(self, record: Record, body: Body, year: int) -> Record:
        for event in self._of(body, year):
            if event.kind == "edited" and event.how in _EDITS:
                record = _EDITS[event.how](record)
        return record

    def _fate(self, body: Body, year: int) -> str | None:
        fate = None
        for event in self._of(body, year):
            if event.kind in _FATES:
                fate = None if event.kind == "returned" else event.how or event.kind
        return fate


def _other_cell(record: Record) -> Record:
    cells = tuple(
        replace(cell, value=int(cell.value or 0) + 3, raw=str(int(cell.value or 0) + 3), status="number")
        if (cell.table, cell.row, cell.column) == _EDITED_FIGURE
        else cell
        for cell in record.cells
    )
    return with_text(replace(record, cells=cells))


def _other_word(record: Record) -> Record:
    problems = f"{record.sections['problems'].removesuffix('。')}，年底前办结。"
    return with_text(replace(record, sections={**record.sections, "problems": problems}))


def _with_number(record: Record) -> Record:
    return replace(record, document_number=f"青政公开〔{(record.year or 0) + 1}〕7号")


_EDITS: dict[str, Callable[[Record], Record]] = {"cell": _other_cell, "word": _other_word, "number": _with_number}
