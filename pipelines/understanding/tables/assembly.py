"""A document to the cells of its forms: which form each table follows, and every cell with its status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.forms import FormCell, form_tables
from archive.record import Cell, FormName, Scope
from pipelines.document import Document
from pipelines.understanding.tables.found import FoundTable
from pipelines.understanding.tables.lines import Line, lines_of
from pipelines.understanding.tables.proactive_table import proactive_tables
from pipelines.understanding.tables.requests_table import requests_tables
from pipelines.understanding.tables.review_table import review_tables
from pipelines.wording import bare

_TABLES = ("proactive", "requests", "review_litigation")
_OF_ALL = ("全县", "全市", "全区", "全省", "全旗", "全州", "汇总", "各级行政机关")
_OF_ONE = ("本级", "本机关", "本单位", "办公室", "本部门")
# heads of the statistics table that the State Council's office asked for from 2014 to 2018
_STATISTICS_HEADS = ("统计指标", "指标名称")
_STATISTICS_ROWS = ("维持具体行政行为数", "主动公开政府信息数", "收到申请数", "申请办结数")
_FEWEST_STATISTICS_ROWS = 2


@dataclass(frozen=True, slots=True)
class Tables:
    """`cells` are all cells of the recognised form, in its order; `anchored` names those told by printed labels."""

    form: FormName | None
    cells: tuple[Cell, ...]
    anchored: frozenset[tuple[str, str, str]]
    found: tuple[str, ...]


def read_tables(document: Document, scope: Scope | None) -> Tables:
    """The tables of one report; where it prints a table twice, the copy that fits its scope, else the first."""
    lines = list(lines_of(document))
    copies = {
        "proactive": proactive_tables(lines, scanned=document.scanned),
        "requests": requests_tables(lines, scanned=document.scanned),
        "review_litigation": review_tables(lines, scanned=document.scanned),
    }
    chosen = _chosen(copies, scope)
    if not chosen:
        return Tables("stat_2014" if _has_statistics(lines) else None, (), frozenset(), ())
    form = _form(chosen)
    cells: list[Cell] = []
    anchored: set[tuple[str, str, str]] = set()
    for name in _TABLES:
        table = chosen.get(name)
        for place in form_tables()[(table and table.form) or form, name]:
            cells.append(_cell(place, table))
            found = table.cells.get((place.row, place.column)) if table else None
            if found and found.anchored:
                anchored.add((name, place.row, place.column))
    return Tables(form, tuple(cells), frozenset(anchored), tuple(chosen))


def _form(chosen: Mapping[str, FoundTable]) -> FormName:
    """The form of the table of requests, whose rows differ most; else of what there is."""
    for name in ("requests", "proactive"):
        if (table := chosen.get(name)) and table.form:
            return table.form
    return "2021_revised"  # the rows that are there stand in both forms; the newer one leaves no row out


def _chosen(copies: Mapping[str, Sequence[FoundTable]], scope: Scope | None) -> dict[str, FoundTable]:
    wanted = 0
    for number, table in enumerate(copies["requests"]):
        caption = bare(table.caption)
        of_all, of_one = (any(word in caption for word in words) for words in (_OF_ALL, _OF_ONE))
        if of_all != of_one and of_all == (scope == "aggregate"):
            wanted = number
            break
    most = len(copies["requests"])
    return {name: found[wanted if len(found) == most else 0] for name, found in copies.items() if found}


def _cell(place: FormCell, table: FoundTable | None) -> Cell:
    if table is None:
        return Cell(place.table, place.row, place.column, None, "", "table_absent")
    found = table.cells.get((place.row, place.column))
    if found is None:
        return Cell(place.table, place.row, place.column, None, "", "row_absent")
    return Cell(place.table, place.row, place.column, found.value, found.raw, found.status)


def _has_statistics(lines: Sequence[Line]) -> bool:
    texts = [bare(token.text) for line in lines if line.in_grid or len(line.tokens) > 1 for token in line.tokens]
    heads = any(text.startswith(_STATISTICS_HEADS) for text in texts)
    rows = sum(any(row in text for text in texts) for row in _STATISTICS_ROWS)
    return rows >= _FEWEST_STATISTICS_ROWS or (heads and rows > 0)
