"""Lines to the table of requests: each printed copy of it, every figure under its own row and kind of applicant."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from archive.forms import form_tables
from archive.record import FormName
from pipelines.understanding.tables.alignment import align
from pipelines.understanding.tables.doubt import confirmed
from pipelines.understanding.tables.found import FoundCell, FoundTable, counts
from pipelines.understanding.tables.labels import request_column
from pipelines.understanding.tables.lines import Line, Token
from pipelines.understanding.tables.printed_row import PrintedRow
from pipelines.understanding.tables.request_rows import WIDTH, is_header, printed_rows
from pipelines.understanding.tables.slots import Column, Guide, Slots, place

_FORMS: tuple[FormName, ...] = ("2021_revised", "2019_trial")
_ONLY_2021 = ("other_overdue_correction", "other_overdue_fee")
_WELL = 0.7  # a row whose label is less like the form's is left out
_ANCHORED = 0.8
_FEWEST_ROWS = 3
_ROWS_BEFORE_A_SECOND_COPY = 8
_HEAD_LINES = 3
_FEWEST_NAMED = 5


def requests_tables(lines: Sequence[Line], *, scanned: bool) -> list[FoundTable]:
    """All copies of the table, in print order; none where fewer than three of its rows are there."""
    if _totals_come_first(lines):
        return []
    guides = _Guides(lines)
    found = []
    for rows in _copies(printed_rows(lines)):
        table = _one_copy(rows, guides, scanned=scanned)
        if table:
            found.append(table)
    return found


@cache
def _keys(form: FormName) -> list[str]:
    return list(dict.fromkeys(cell.row for cell in form_tables()[form, "requests"]))


@cache
def _columns() -> list[str]:
    return list(dict.fromkeys(cell.column for cell in form_tables()["2021_revised", "requests"]))


def _copies(rows: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    """A report may print the table twice, for the county and for the office: each begins with 本年新收."""
    copy: list[PrintedRow] = []
    labelled = 0
    for row in rows:
        if row.scores.get("new_requests", 0.0) >= _ANCHORED and labelled >= _ROWS_BEFORE_A_SECOND_COPY:
            yield copy
            copy, labelled = [], 0
        copy.append(row)
        labelled += bool(row.scores)
    yield copy


def _one_copy(rows: list[PrintedRow], guides: "_Guides", *, scanned: bool) -> FoundTable | None:
    scores = [row.scores for row in rows]
    fits = [align(scores, _keys(form)) for form in _FORMS]
    newer = fits[0][1] >= fits[1][1] or any(_only_in_2021(row.scores) for row in rows)
    chosen = 0 if newer else 1
    assigned = {key: at for key, at in fits[chosen][0].items() if scores[at][key] >= _WELL}
    if len(assigned) < _FEWEST_ROWS:
        return None
    if assigned.get("results_total", 0) - assigned.get("other_handling", len(rows)) > 1:
        del assigned["other_handling"]  # rows without labels follow: the group's name of the newer form, not a row
    guides.learn(rows)
    strong = set(assigned)
    assigned = _with_nameless(assigned, rows, _keys(_FORMS[chosen]))
    cells: dict[tuple[str, str], FoundCell] = {}
    for key, at in assigned.items():
        row = _fuller_half(key, at, rows, set(assigned.values()))
        anchored = not scanned and key in strong and row.scores.get(key, 0.0) >= _ANCHORED
        guide = guides.of(row)
        found = counts(_place(row, guide), row.zone, WIDTH, anchored=anchored, scanned=scanned)
        for at_column, (column, cell) in enumerate(zip(_columns(), found, strict=True)):
            if guide.columns is None or guide.columns[at_column]:
                cells[key, column] = cell
    return FoundTable(_form(strong), confirmed(cells) if scanned else cells, rows[0].caption)


def _only_in_2021(scores: Mapping[str, float]) -> bool:
    return any(scores.get(key, 0.0) >= _ANCHORED for key in _ONLY_2021) or scores.get("other_misc", 0.0) == 1.0


def _form(keys: set[str]) -> FormName | None:
    if keys & set(_ONLY_2021):
        return "2021_revised"
    return "2019_trial" if "other_handling" in keys else None


def _totals_come_first(lines: Sequence[Line]) -> bool:
    """Whether a head whose columns cannot be told apart names 总计 before 自然人: then the order is not the form's."""
    for line in lines:
        if not line.exact and is_header(line):
            named = [request_column(token.text) for token in line.tokens if token.kind == "words"]
            if "total" in named and "natural_person" in named:
                return named.index("total") < named.index("natural_person")
    return False


def _place(row: PrintedRow, guide: Guide) -> Slots | None:
    if not row.figures and sum(token.span for token in row.zone) >= WIDTH > len(row.zone):
        return tuple([replace(row.zone[0], span=1)] * WIDTH)  # one blank cell over all columns
    return place(row.zone, WIDTH, guide)


def _with_nameless(assigned: Mapping[str, int], rows: Sequence[PrintedRow], keys: Sequence[str]) -> dict[str, int]:
    """Rows of an exact grid whose label was lost, where exactly as many rows of the form are missing between two."""
    known = sorted((at, keys.index(key)) for key, at in assigned.items())
    found = dict(assigned)
    for (at, key), (next_at, next_key) in pairwise(known):
        between = range(at + 1, next_at)
        if not between or len(between) != next_key - key - 1:
            continue
        nameless = {keys[key + step]: one for step, one in enumerate(between, 1)}
        if all(_may_be(rows[one], key, rows[at].block) for key, one in nameless.items()):
            found.update(nameless)
    return found


def _may_be(row: PrintedRow, key: str, block: int) -> bool:
    return row.exact and row.block == block and (not row.scores or key in row.scores)


def _fuller_half(key: str, at: int, rows: Sequence[PrintedRow], taken: set[int]) -> PrintedRow:
    """Of a row that a page break cut in two, the half that has the figures."""
    row = rows[at]
    if row.figures:
        return row
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(rows) and beside not in taken:
            other = rows[beside]
            if other.figures and other.scores.get(key, 0.0) >= _WELL:
                return other
    return row


class _Guides:
    """What the heads of grids, and rows in which there is no doubt, tell of rows in which there is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._columns: dict[int, tuple[Column | None, ...]] = {}
        self._starts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
        self._under_header: Counter[int] = Counter()
        self._beside_header: Counter[int] = Counter()
        by_block: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            if line.exact:
                by_block[line.block].append(line)
        last: tuple[int, tuple[Column | None, ...]] | None = None
        for block, grid in by_block.items():
            width = max(line.end for line in grid)
            columns = _header_columns(grid)
            if columns:
                last = (width, columns)
            elif last and last[0] == width:  # the second half of a table that a page end or an editor cut
                columns = last[1]
            if columns:
                self._columns[block] = columns

    def learn(self, rows: Sequence[PrintedRow]) -> None:
        for row in rows:
            if len(row.zone) != WIDTH or not row.scores:
                continue
            self._starts[row.block, row.end][row.zone[0].column] += 1
            if columns := self._columns.get(row.block):
                under = all(column and column.holds(token) for column, token in zip(columns, row.zone, strict=True))
                (self._under_header if under else self._beside_header)[row.block] += 1

    def of(self, row: PrintedRow) -> Guide:
        starts = self._starts[row.block, row.end].most_common(2)
        clear = starts and (len(starts) == 1 or starts[0][1] > starts[1][1])
        return Guide(
            self._columns.get(row.block),
            starts[0][0] if clear else None,
            self._under_header[row.block] > self._beside_header[row.block],
        )


def _header_columns(grid: Sequence[Line]) -> tuple[Column | None, ...] | None:
    """Where the seven value columns stand, when the head of an exact grid names them.

    Some heads name them in an order of their own, some lack one: then nothing may be left unnamed beside them.
    """
    for first, line in enumerate(grid):
        if not is_header(line):
            continue
        named: dict[str, Token] = {}
        head = [one for one in grid[first : first + _HEAD_LINES + 1] if not one.figures]
        for token in (token for one in head for token in one.tokens if token.kind == "words"):
            if key := request_column(token.text):
                named.setdefault(key, token)
        covered = {column for token in named.values() for column in range(token.column, token.column + token.span)}
        if len(covered) < sum(token.span for token in named.values()) or len(named) < _FEWEST_NAMED:
            continue
        columns = tuple(_column(named.get(key)) for key in _columns())
        whole = covered == set(range(min(covered), max(one.end for one in grid)))
        if Guide(columns).as_the_form or (whole and columns[0] and columns[-1]):
            return columns
    return None


def _column(token: Token | None) -> Column | None:
    return Column(token.column, token.span) if token else None
