"""Lines to the table of reconsiderations and lawsuits: each printed copy of it, every figure under its outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from archive.forms import form_tables
from pipelines.understanding.tables.found import FoundTable, counts
from pipelines.understanding.tables.labels import review_block, review_column
from pipelines.understanding.tables.lines import Line, Token
from pipelines.understanding.tables.review_blocks import blocks_apart
from pipelines.understanding.tables.slots import Column, Guide, Slots, place

WIDTH = 15
_FEWEST_OUTCOMES = 3
_MOST_LINES_OF_FIGURES = 18
_LAWSUITS = ("litigation_direct", "litigation_after_reconsideration")


@dataclass(frozen=True, slots=True)
class _Copy:
    head: tuple[Line, ...]
    body: tuple[Line, ...]


def review_tables(lines: Sequence[Line], *, scanned: bool) -> list[FoundTable]:
    """All copies of the table, in print order: with fifteen columns as the form has it, else block by block."""
    found: list[FoundTable] = []
    unplaced: list[FoundTable] = []
    for copy in _copies(lines):
        columns = _columns(copy.head)
        slots, zone = next(_candidates(copy, columns))
        cells = counts(slots, zone, WIDTH, anchored=bool(columns) and not scanned, scanned=scanned)
        (found if slots else unplaced).append(FoundTable(None, dict(zip(_cells(), cells, strict=True))))
    return found or blocks_apart(lines, scanned=scanned) or unplaced


@cache
def _cells() -> tuple[tuple[str, str], ...]:
    return tuple((cell.row, cell.column) for cell in form_tables()["2021_revised", "review_litigation"])


def _copies(lines: Sequence[Line]) -> Iterator[_Copy]:
    """Runs of head lines, each with the lines of figures under it."""
    head: list[Line] = []
    body: list[Line] = []
    for line in lines:
        if _is_head(line):
            if body:
                yield from _complete(head, body)
                head, body = [], []
            head.append(line)
        elif head:
            if line.words and (body or len(line.tokens) == 1 or not line.figures):
                yield from _complete(head, body)
                head, body = [], []
            elif len(body) < _MOST_LINES_OF_FIGURES:
                body.append(line)
    yield from _complete(head, body)


def _complete(head: Sequence[Line], body: Sequence[Line]) -> Iterator[_Copy]:
    named = [review_column(token.text) for line in head for token in line.tokens]
    if sum(name is not None for name in named) >= _FEWEST_OUTCOMES and body:
        yield _Copy(tuple(head), tuple(body))


def _is_head(line: Line) -> bool:
    words = [token.text for token in line.tokens if token.kind == "words"]
    if not words or line.figures:
        return False
    return any(review_column(text) or review_block(text) or text.strip() == "行政诉讼" for text in words)


def _candidates(copy: _Copy, columns: tuple[Column, ...] | None) -> Iterator[tuple[Slots | None, tuple[Token, ...]]]:
    """The row of figures, first as one line, then as lines that together hold them all."""
    zones = [_after_words(line) for line in copy.body]
    if columns and list(columns) != sorted(columns, key=lambda column: column.start):
        yield None, tuple(token for zone in zones for token in zone)  # outcomes in an order of their own
        return
    full = [zone for zone in zones if len(zone) >= WIDTH]
    for zone in sorted(full, key=lambda zone: not any(token.kind != "blank" for token in zone)):
        yield place(zone, WIDTH, Guide(columns)), zone
    gathered = tuple(token for zone in zones for token in zone)
    if columns and len(zones) == 1:
        yield place(gathered, WIDTH, Guide(columns)), gathered
    yield (gathered if len(gathered) == WIDTH else None), gathered


def _after_words(line: Line) -> tuple[Token, ...]:
    """What follows a label such as 数量 in front of the figures."""
    last = max((place_ for place_, token in enumerate(line.tokens) if token.kind == "words"), default=-1)
    return line.tokens[last + 1 :]


def _columns(head: Sequence[Line]) -> tuple[Column, ...] | None:
    """Where the fifteen columns stand, when the head is exact and names each outcome under its block."""
    if not all(line.exact for line in head) or len({line.block for line in head}) != 1:
        return None
    tokens = [token for line in head for token in line.tokens if token.kind == "words"]
    blocks = [(token, key) for token in tokens if (key := review_block(token.text)) in _LAWSUITS]
    found: dict[tuple[str, str], Column] = {}
    for token in tokens:
        if (outcome := review_column(token.text)) is None:
            continue
        over = [key for block, key in blocks if block.column <= token.column < block.column + block.span]
        where = (over[0] if over else "reconsideration") or "reconsideration"
        found.setdefault((where, outcome), Column(token.column, token.span))
    if set(found) == set(_cells()):
        return tuple(found[cell] for cell in _cells())
    return _fifteen_in_order(tokens)


def _fifteen_in_order(tokens: Sequence[Token]) -> tuple[Column, ...] | None:
    """The outcomes three times over, whatever became of the names of their blocks."""
    named = sorted((token.column, token.span, outcome) for token in tokens if (outcome := review_column(token.text)))
    if tuple(outcome for *_, outcome in named) != tuple(outcome for _, outcome in _cells()):
        return None
    return tuple(Column(start, span) for start, span, _ in named)
