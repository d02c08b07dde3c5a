"""Lines to the table of reconsiderations and lawsuits where each block has a row, or a small table, of its own."""

from collections.abc import Iterator, Sequence

from pipelines.understanding.tables.found import FoundCell, FoundTable, counts
from pipelines.understanding.tables.labels import review_block, review_column
from pipelines.understanding.tables.lines import Line
from pipelines.understanding.tables.slots import Guide, place

_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")


def blocks_apart(lines: Sequence[Line], *, scanned: bool) -> list[FoundTable]:
    """The one table that its rows make up; none where a block is met twice or none at all."""
    cells: dict[tuple[str, str], FoundCell] = {}
    for block, line in _rows(lines):
        if (block, "total") in cells:
            return []
        zone = [token for token in line.tokens if token.kind != "words"]
        slots = place(zone, len(_OUTCOMES), Guide())
        found = counts(slots, zone, len(_OUTCOMES), anchored=line.exact and not scanned, scanned=scanned)
        cells.update({(block, outcome): cell for outcome, cell in zip(_OUTCOMES, found, strict=True)})
    return [FoundTable(None, cells)] if cells else []


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Lines of five figures under a head of the five outcomes, each with the one block that is named for it."""
    headed, block = False, None
    for line in lines:
        words = [token.text for token in line.tokens if token.kind == "words"]
        outcomes = [outcome for text in words if (outcome := review_column(text))]
        named = {key for text in words if (key := review_block(text))}
        if line.figures:
            wanted = named.pop() if len(named) == 1 else block
            if headed and wanted:
                yield wanted, line
            block = None
        elif words:
            if outcomes:
                headed = tuple(outcomes) == _OUTCOMES
            if named:
                block = next(iter(named)) if len(named) == 1 else None
            if not outcomes and not named and not line.in_grid:
                headed, block = False, None
