"""Two records of one report to what differs, for people: facts and cells, and both texts line by line with marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from archive.changes.difference import CellChange, FieldChange, difference
from archive.changes.texts import Line
from archive.record import Record

MOST_CHARACTERS = 40_000  # of one text: what is longer is cut before it is compared
_MANY_LINES = 500  # of more than these the comparison may give only those that differ
_FEW = 3  # unchanged lines shown before and behind those that differ; more are folded
_MOST_STEPS = 4_000_000  # of all comparisons word by word together; beyond, only what two lines begin and end with
_WORD = re.compile(r"[0-9A-Za-z.]+|.", re.DOTALL)  # 2024, 12.5, 年


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line, and whether the other side has it not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of both sides; None where a side has no such line."""

    old: tuple[Stretch, ...] | None
    new: tuple[Stretch, ...] | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs that follow one another; `folded` ones are alike on both sides and far from anything that differs."""

    pairs: tuple[Pair, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What differs.

    `was_cut`: only the beginnings of the texts were compared. `is_partial`: lines that are alike may not be there.
    """

    fields: tuple[FieldChange, ...]
    cells: tuple[CellChange, ...]
    blocks: tuple[Block, ...]
    was_cut: bool
    is_partial: bool

    @property
    def most(self) -> int:
        """How much of each text is compared."""
        return MOST_CHARACTERS

    @property
    def has_other_words(self) -> bool:
        return any(pair.differs for block in self.blocks for pair in block.pairs)


def side_by_side(old: Record, new: Record) -> SideBySide:
    """Facts and cells that differ, and the whole texts."""
    found = difference(_worded(old, ""), _worded(new, ""))
    before, after = old.text[:MOST_CHARACTERS], new.text[:MOST_CHARACTERS]
    # two records that differ in nothing but their text: so it is compared whole, and not section by section
    texts = difference(_worded(new, before), _worded(new, after)).texts
    lines = texts[0].lines if texts else tuple(Line(one, one, changed=False) for one in after.splitlines())
    return SideBySide(
        found.fields,
        found.cells,
        tuple(_blocks(_pairs(lines))),
        was_cut=max(len(old.text), len(new.text)) > MOST_CHARACTERS,
        is_partial=bool(texts) and max(before.count("\n"), after.count("\n")) > _MANY_LINES,
    )


def _worded(record: Record, text: str) -> Record:
    return replace(record, text=text, sections={})


def _pairs(lines: Sequence[Line]) -> list[Pair]:
    left = _MOST_STEPS
    pairs: list[Pair] = []
    for line in lines:
        if not line.changed or line.old is None or line.new is None:
            sides = [None if side is None else (Stretch(side, line.changed),) for side in (line.old, line.new)]
            pairs.append(Pair(sides[0], sides[1], line.changed))
            continue
        one, other = _WORD.findall(line.old), _WORD.findall(line.new)
        steps = len(one) * len(other)
        spans = _by_words(one, other) if steps <= left else _by_ends(line.old, line.new)
        left -= min(steps, left)
        pairs.append(Pair(*spans, differs=True))
    return pairs


def _by_words(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    before: list[Stretch] = []
    after: list[Stretch] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for spans, text in ((before, "".join(old[old_from:old_to])), (after, "".join(new[new_from:new_to]))):
            if text:
                spans.append(Stretch(text, tag != "equal"))
    return tuple(before), tuple(after)


def _by_ends(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """What both begin with and what both end with, and between them all that stands on each side."""
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return _around(old, start, end), _around(new, start, end)


def _around(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    last = len(text) - end
    spans = (
        Stretch(text[:start], differs=False),
        Stretch(text[start:last], differs=True),
        Stretch(text[last:], differs=False),
    )
    return tuple(span for span in spans if span.text)


def _common(old: str, new: str) -> int:
    alike = (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(alike, min(len(old), len(new)))


def _blocks(pairs: Sequence[Pair]) -> Iterator[Block]:
    """The pairs in their order, long stretches without any difference folded."""
    near = [False] * len(pairs)
    for number, pair in enumerate(pairs):
        if pair.differs:
            around = range(max(number - _FEW, 0), min(number + _FEW + 1, len(pairs)))
            near[around.start : around.stop] = [True] * len(around)
    start = 0
    for number in range(1, len(pairs) + 1):
        if number == len(pairs) or near[number] != near[start]:
            yield Block(tuple(pairs[start:number]), folded=not near[start])
            start = number
