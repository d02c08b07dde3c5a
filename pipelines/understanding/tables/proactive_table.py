"""Lines to the table of proactive disclosure: each printed copy of it, every figure under its own heading."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.forms import form_tables
from archive.record import FormName
from pipelines.understanding.tables.found import FoundCell, FoundTable, one_amount, one_count
from pipelines.understanding.tables.labels import proactive_columns, proactive_row
from pipelines.understanding.tables.lines import Line, Token
from pipelines.understanding.tables.request_rows import is_header
from pipelines.understanding.tables.slots import Column, Guide, Slots, place
from pipelines.understanding.tables.values import read_count
from pipelines.wording import bare

_FORMS: tuple[FormName, ...] = ("2019_trial", "2021_revised")
_ROWS_OF_2019 = ("other_external_services", "gov_procurement")
_MONEY = {"amount_wan", "total_amount_wan"}
_SIGNED = {"items_change"}
_FEWEST_ROWS = 2
_HEAD_WORDS = ("信息内容", "第二十条第", "第二十一条第")
_MOST_COLUMNS = 3
_LONGEST_HEAD_LINE = 90
# (单位:万元) or 采购总金额(元)
_UNIT = re.compile(r"(?:单位[:为]?|[(,额])(亿元|万元|元)")


@dataclass(frozen=True, slots=True)
class _Heading:
    """One column label of a block, and where it stands in its line."""

    token: Token
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    zone: tuple[Token, ...]
    head: tuple[_Heading, ...]
    head_end: int | None  # the width of the line that held the head, null where each label had a line of its own
    end: int
    exact: bool


def proactive_tables(lines: Sequence[Line], *, scanned: bool) -> list[FoundTable]:
    """All copies of the table, in print order; none where fewer than two of its rows are there."""
    found = []
    for rows in _copies(_rows(lines)):
        form = _form(rows)
        if form and len(rows) >= _FEWEST_ROWS:
            cells: dict[tuple[str, str], FoundCell] = {}
            for row in rows:
                cells.update(_cells(row, form, scanned=scanned))
            if cells:
                found.append(FoundTable(form, cells))
    return found


@cache
def _official(form: FormName) -> Mapping[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for cell in form_tables()[form, "proactive"]:
        columns[cell.row] = (*columns.get(cell.row, ()), cell.column)
    return columns


def _copies(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    copy: list[_Row] = []
    for row in rows:
        if any(row.key == earlier.key for earlier in copy):
            yield copy
            copy = []
        copy.append(row)
    yield copy


def _form(rows: Sequence[_Row]) -> FormName | None:
    """The form that most of the labels belong to, however the year would have it."""
    votes: Counter[FormName] = Counter()
    for label in {(bare(one.token.text), tuple(one.columns)) for row in rows for one in row.head}:
        for form in _FORMS:
            votes[form] += form in label[1] and len(label[1]) == 1
    votes["2019_trial"] += sum(row.key in _ROWS_OF_2019 for row in rows)
    if votes["2019_trial"] == votes["2021_revised"]:
        return None
    return max(_FORMS, key=lambda form: votes[form])


def _cells(row: _Row, form: FormName, *, scanned: bool) -> Iterator[tuple[tuple[str, str], FoundCell]]:
    official = _official(form).get(row.key)
    if official is None:
        return
    named = [heading.columns.get(form) for heading in row.head]
    told = [column for column in named if column in official]
    headings: list[_Heading] = []
    if tuple(told) == official:
        headings = [one for one, column in zip(row.head, named, strict=True) if column in official]
    elif len(row.head) == len(official):
        headings = list(row.head)  # labels that lost characters: 本年新, 本年新, 对外公开总数量
    in_another_order = sorted(told) == sorted(official) and tuple(told) != official
    slots = None if in_another_order else _slots(row, headings, len(official))
    anchored = bool(told) and not scanned
    for place_, column in enumerate(official):
        token = slots[place_] if slots else None
        label = headings[place_].token.text if headings else ""
        yield (row.key, column), _cell(row, column, token, label, anchored=anchored, scanned=scanned)


def _slots(row: _Row, headings: Sequence[_Heading], width: int) -> Slots | None:
    columns = None
    if headings and (row.exact or row.head_end == row.end) and row.head_end is not None:
        columns = tuple(Column(one.token.column, one.token.span) for one in headings)
    if not any(token.kind != "blank" for token in row.zone) and sum(token.span for token in row.zone) >= width:
        return tuple([replace(row.zone[0], span=1)] * width)
    return place(row.zone, width, Guide(columns))


def _cell(row: _Row, column: str, token: Token | None, label: str, *, anchored: bool, scanned: bool) -> FoundCell:
    if token is None:
        raw = " ".join(one.text.strip() for one in row.zone).strip()
        return FoundCell(None, "unreadable", raw, anchored=False)
    if column in _MONEY:
        return one_amount(token, _unit(label), anchored=anchored)
    if scanned and column in _SIGNED and not _told_with_a_sign(token.text):
        return FoundCell(None, "unreadable", token.text.strip(), anchored=False)
    return one_count(token, anchored=anchored, scanned=scanned, signed=column in _SIGNED)


def _told_with_a_sign(text: str) -> bool:
    """Whether a change says which way it went, or that there was none: the thin stroke of a minus is lost in scans."""
    return read_count(text).status != "number"


def _unit(label: str) -> str | None:
    """The unit that a column's label names: 本年收费金额（单位：万元）."""
    found = _UNIT.search(bare(label))
    return found[1] if found else None


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """The rows of the table as printed; a label and its figures may stand in one line or in lines of their own."""
    gatherer = _Gatherer()
    for line in lines:
        gatherer.take(line)
    return [row for row in gatherer.rows if row.zone]


class _Gatherer:
    """Goes through the lines once; remembers the head above them, and the row that waits for its figures."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self._head: tuple[_Heading, ...] = ()
        self._head_end: int | None = None
        self._head_open = False
        self._inside = False  # a page end may have cut the last head in two, so that its labels are not known again
        self._waiting = False

    def take(self, line: Line) -> None:
        if _is_head(line):
            self._take_head(line)
            return
        self._inside = self._inside and not is_header(line)
        at, key = _label_in(line)
        if key is not None and at is not None and (self._head or (self._inside and line.in_grid)):
            zone = line.tokens[at + 1 :]
            self.rows.append(_Row(key, zone, self._head, self._head_end, line.end, line.exact))
            self._head_open, self._waiting = False, not zone
        elif self._waiting and not line.words and len(self.rows[-1].zone) < _MOST_COLUMNS:
            row = self.rows[-1]
            self.rows[-1] = replace(row, zone=(*row.zone, *line.tokens), end=line.end)
        else:
            self._waiting = False

    def _take_head(self, line: Line) -> None:
        named = tuple(_Heading(token, found) for token in line.tokens if (found := proactive_columns(token.text)))
        lone = len(line.tokens) == 1
        if not (lone and self._head_open and named):
            self._head = ()
        self._head += named
        self._head_end = None if lone else line.end
        self._head_open, self._inside, self._waiting = True, True, False


def _is_head(line: Line) -> bool:
    if line.figures:
        return False
    words = [token.text for token in line.tokens if token.kind == "words"]
    if sum(map(len, words)) > _LONGEST_HEAD_LINE:
        return False
    return any(bare(text).startswith(_HEAD_WORDS) or proactive_columns(text) for text in words)


def _label_in(line: Line) -> tuple[int | None, str | None]:
    words = [place for place, token in enumerate(line.tokens) if token.kind == "words"]
    for place_ in reversed(words):
        text = line.tokens[place_].text
        before = line.tokens[place_ - 1].text if place_ - 1 in words else ""
        if key := proactive_row(text) or (proactive_row(before + text) if before else None):
            return place_, key
    return None, None
