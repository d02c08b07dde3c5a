"""Glyphs and the lattice they lie in to the cells of a grid with their text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipelines.document import Grid, GridCell
from pipelines.reading.pages.lattice import Lattice, Slot
from pipelines.reading.pages.lines import Line, is_narrow, lines
from pipelines.reading.pages.page import Box, Glyph

_TIGHT = 0.15  # of the size of the writing between two figures of one number
_WIDEST_PADDING = 6.0  # points between the border of a cell and its text
_SLACK = 0.5  # points by which a line that just fits may look too long
_PITCH = 2.5  # of the size of the writing: the farthest that one character stands below another of a column
_FEW = 2  # glyphs that are no column yet
_MOST_GLYPHS = 60  # in a cell as wide as its table; more are the text of a page that has a frame around it


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its text, where that begins and ends, and the glyphs that are none of it."""

    grid: Grid
    top: float
    bottom: float
    left_over: Sequence[Glyph]


def fill(lattice: Lattice, glyphs: Sequence[Glyph]) -> Filled | None:
    """The table with its text; None where it has none."""
    held: dict[Slot, list[Glyph]] = {slot: [] for slot in lattice.slots}
    left_over: list[Glyph] = []
    for run in _runs(glyphs):
        slot = lattice.slot_at((run[0].left + run[-1].right) / 2, run[0].middle)
        (left_over if slot is None else held[slot]).extend(run)
    columns = max(slot.column + slot.colspan for slot in lattice.slots)
    for slot, members in held.items():
        if slot.colspan == columns and len(members) > _MOST_GLYPHS:
            left_over += members
            members.clear()
    written = [slot.box for slot, members in held.items() if members]
    if not written:
        return None
    padding = _padding(held)
    cells = [
        GridCell(
            _text(members, slot.box, padding),
            slot.row,
            slot.column,
            slot.rowspan,
            slot.colspan,
            all(glyph.sure for glyph in members),
        )
        for slot, members in held.items()
    ]
    top, bottom = min(box.top for box in written), max(box.bottom for box in written)
    return Filled(Grid(tuple(cells)), top, bottom, left_over)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Numbers whole, since one that is too long for its cell stands out on both sides; else single glyphs."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _one_number(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _one_number(before: Glyph, after: Glyph) -> bool:
    return (
        before.piece == after.piece
        and after.order == before.order + 1
        and before.turns == after.turns == 0
        and is_narrow(before.text)
        and is_narrow(after.text)
        and abs(after.left - before.right) < _TIGHT * after.em
    )


def _padding(held: Mapping[Slot, Sequence[Glyph]]) -> float:
    """How near the text of this table comes to its borders."""
    gaps = [
        min(glyph.left - slot.box.left, slot.box.right - glyph.right)
        for slot, members in held.items()
        for glyph in members
        if glyph.turns == 0
    ]
    return max(0.0, min([_WIDEST_PADDING, *gaps]))


def _text(glyphs: Sequence[Glyph], box: Box, padding: float) -> str:
    """The text of a cell: its lines joined where one ran full, else by a line break."""
    parts = []
    for turns, group in groupby(sorted(glyphs, key=lambda glyph: glyph.turns), key=lambda glyph: glyph.turns):
        members = [_level(glyph) for glyph in group]
        if turns == 0 and _is_column(members):
            parts.append("".join(glyph.text for glyph in sorted(members, key=lambda glyph: glyph.order)))
        else:
            room = (box.width if turns % 2 == 0 else box.height) - 2 * padding
            parts.append(_joined(lines(members), room))
    return "\n".join(parts)


def _level(glyph: Glyph) -> Glyph:
    """The glyph as it lies when its writing is turned level."""
    if glyph.turns == 0:
        return glyph
    left, top, right, bottom = glyph.left, glyph.top, glyph.right, glyph.bottom
    if glyph.turns == 1:
        left, top, right, bottom = top, -right, bottom, -left
    elif glyph.turns == 2:  # noqa: PLR2004
        left, top, right, bottom = -right, -bottom, -left, -top
    else:
        left, top, right, bottom = -bottom, left, -top, right
    return glyph._replace(left=left, top=top, right=right, bottom=bottom, turns=0)


def _is_column(glyphs: Sequence[Glyph]) -> bool:
    """Whether characters were written one below the other; figures that do so are different numbers."""
    if len(glyphs) <= _FEW or any(glyph.text.isdigit() for glyph in glyphs):
        return False
    steps = list(pairwise(sorted(glyphs, key=lambda glyph: glyph.order)))
    downwards = sum(
        abs(after.center - before.center) < before.em / 2 and 0 < after.middle - before.middle < _PITCH * before.em
        for before, after in steps
    )
    return downwards > len(steps) / 2


def _joined(rows: Sequence[Line], room: float) -> str:
    if not rows:
        return ""
    text = rows[0].text
    for above, below in pairwise(rows):
        text += ("" if _runs_on(above, below, room) else "\n") + below.text
    return text


def _runs_on(above: Line, below: Line, room: float) -> bool:
    """Whether a line ended only because the next word found no room on it."""
    word = _first_word(below.glyphs)
    full = above.box.width + word[-1].right - word[0].left > room - _SLACK
    if not (above.text.isdigit() and below.text[0].isdigit()):
        return full
    one_more = above.box.width + below.glyphs[0].right - below.glyphs[0].left > room - _SLACK
    return one_more and below.text.isdigit() and below.box.width <= above.box.width and len(above.glyphs) > 1


def _first_word(glyphs: Iterable[Glyph]) -> list[Glyph]:
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not (is_narrow(word[-1].text) and is_narrow(glyph.text)):
            break
        word.append(glyph)
    return word
