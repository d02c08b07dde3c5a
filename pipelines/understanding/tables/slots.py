"""The cells after a row's label to the form's columns, only where there is one way to place them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.understanding.tables.lines import Token


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column of the form stands in an exact grid."""

    start: int
    span: int

    def holds(self, token: Token) -> bool:
        return token.column < self.start + self.span and self.start < token.column + token.span


@dataclass(frozen=True, slots=True)
class Guide:
    """What other rows tell of a row: where the header puts the columns, where rows of this width begin.

    A column that the header does not have is None; the columns may stand in another order than the form's.
    """

    columns: tuple[Column | None, ...] | None = None
    usual_start: int | None = None
    regular: bool = False  # most rows of the grid stand exactly under the header

    @property
    def as_the_form(self) -> bool:
        """Whether the header has all columns in the form's order, as far as there is a header at all."""
        if self.columns is None:
            return True
        starts = [column.start for column in self.columns if column]
        return len(starts) == len(self.columns) and starts == sorted(starts)


Slots = tuple[Token | None, ...]

_LABEL_COLUMNS = 3  # of the widest form: so many cells may stand empty between a label and its figures


def place(zone: Sequence[Token], count: int, guide: Guide) -> Slots | None:
    """The tokens that fill `count` columns, in order; None within where a column cannot be told, None if none can.

    `zone` is everything in the row after its label. Blanks are kept: they are what makes a shift visible.
    """
    if not guide.as_the_form:
        return _under_header(zone, guide.columns or ())
    if len(zone) == count:
        return tuple(zone) if _in_order(zone, guide) else None
    under_header = _under_header(zone, guide.columns) if guide.columns else None
    if guide.columns and under_header and _flush(under_header, guide.columns):
        return under_header
    window = _one_window(zone, count, guide)
    if window and guide.columns and _beside(window, guide.columns):
        return None  # the header says otherwise, and blanks leave room for doubt
    return window or under_header


def _one_window(zone: Sequence[Token], count: int, guide: Guide) -> Slots | None:
    """The one run of neighbours that the figures leave room for; the cells around it are empty ones of the label."""
    windows = _windows(zone, count)
    solid = len(_solid(zone))
    if not solid:
        return windows[0] if windows else None
    if len(zone) - count > _most_surplus(count) and solid < count:
        return None  # narrow empty columns may stand between the others
    if len(windows) != 1 or (_has_gaps(windows[0]) and guide.columns is None):
        return _window_that_fits(windows, guide)
    return windows[0]


def _has_gaps(window: Slots) -> bool:
    """Whether blanks stand between figures, one of which may be no cell of the form at all."""
    kinds = [token.kind == "blank" for token in window if token]
    first, last = kinds.index(False), len(kinds) - 1 - kinds[::-1].index(False)
    return any(kinds[first:last])


def _beside(window: Slots, columns: Sequence[Column | None]) -> bool:
    tokens = [token for token in window if token]
    return bool(_solid(tokens)) and len(_solid(tokens)) < len(tokens) and _shifted(tokens, columns)


def _most_surplus(count: int) -> int:
    return min(count - 1, _LABEL_COLUMNS)


def _solid(zone: Sequence[Token]) -> list[Token]:
    return [token for token in zone if token.kind != "blank"]


def _in_order(zone: Sequence[Token], guide: Guide) -> bool:
    """Whether as many cells as columns are these columns, one by one.

    In a grid whose other rows stand under the header, a row that stands beside it and begins or ends with a blank may
    as well have one blank too many and one figure too few.
    """
    if not (guide.columns and guide.regular and _shifted(zone, guide.columns)):
        return True
    return not _solid(zone) or (zone[0].kind != "blank" and zone[-1].kind != "blank")


def _shifted(zone: Sequence[Token], columns: Sequence[Column | None]) -> bool:
    return any(not (column and column.holds(token)) for token, column in zip(zone, columns, strict=True))


def _windows(zone: Sequence[Token], count: int) -> list[Slots]:
    """All runs of `count` neighbours that leave no printed figure out."""
    solid = [place for place, token in enumerate(zone) if token.kind != "blank"]
    return [
        tuple(zone[start : start + count])
        for start in range(len(zone) - count + 1)
        if all(start <= place < start + count for place in solid)
    ]


def _window_that_fits(windows: Sequence[Slots], guide: Guide) -> Slots | None:
    if guide.columns:
        fitting = [window for window in windows if not _shifted([t for t in window if t], guide.columns)]
        if len(fitting) == 1:
            return fitting[0]
    for window in windows:
        if guide.usual_start is not None and window[0] is not None and window[0].column == guide.usual_start:
            return window
    return None


def _under_header(zone: Sequence[Token], columns: Sequence[Column | None]) -> Slots | None:
    """Each column's token by position; a token over two columns belongs to neither, unless it is blank.

    A row that ends before the last column lacks a cell, and nothing tells which.
    """
    last = max((column.start for column in columns if column), default=0)
    if not any(token.column + token.span > last for token in zone):
        return None
    slots: list[Token | None] = []
    used: set[int] = set()
    for column in columns:
        over = [token for token in zone if column and column.holds(token)]
        if len(over) != 1:
            slots.append(None)
            continue
        token = over[0]
        used.add(id(token))
        covers = sum(other.holds(token) for other in columns if other)
        slots.append(token if covers == 1 or token.kind == "blank" else None)
    left = [token for token in _solid(zone) if id(token) not in used]
    end = max((column.start + column.span for column in columns if column), default=0)
    if left and not (_flush(slots, columns) and all(token.column >= end for token in left)):
        return None  # only behind the form's columns may a table have one of its own
    return tuple(slots)


def _flush(slots: Sequence[Token | None], columns: Sequence[Column | None]) -> bool:
    """Whether each column has a cell of just its own width."""
    return all(
        token and column and (token.column, token.span) == (column.start, column.span)
        for token, column in zip(slots, columns, strict=True)
    )
