"""Made-up figures of a whole report, and the ways in which offices, editors and converters print and damage its tables."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from archive.forms import FormCell, form_tables
from archive.record import FormName, Value
from pipelines.document import Block, Document, Grid, GridCell, Paragraph

PARTS = ("natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
ARRIVALS, DEPARTURES = ("new_requests", "carried_in"), ("results_total", "carried_out")
OUTER = "三、本年度办理结果"
GROUPS = {
    "denied": "（三）不予公开",
    "unable": "（四）无法提供",
    "unprocessed": "（五）不予处理",
    "other": "（六）其他处理",
}
LEAVES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ITEMS = {
    "regulations": "第二十条第（一）项", "normative_docs": "第二十条第（一）项",
    "admin_licensing": "第二十条第（五）项", "other_external_services": "第二十条第（五）项",
    "admin_penalty": "第二十条第（六）项", "admin_compulsion": "第二十条第（六）项",
    "admin_fees": "第二十条第（八）项", "gov_procurement": "第二十条第（九）项",
}  # fmt: skip
NOISE = "的一是在不了有和人这中大为上个国我以要他"

Figures = dict[tuple[str, str, str], Value]
Cells = tuple[GridCell, ...]
Damage = Callable[[Cells, random.Random], Cells]
Layout = Callable[[Cells, random.Random], list[Block]]


@dataclass(frozen=True)
class MadeUp:
    form: FormName
    figures: Figures


def made_up(form: FormName, dice: random.Random, zeros: float) -> MadeUp:
    """Figures that satisfy all identities; `zeros` is the share of noughts among the free ones."""
    figures: Figures = {}

    def free(most: int) -> int:
        return 0 if dice.random() < zeros else dice.randint(1, most)

    rows = list(dict.fromkeys(cell.row for cell in form_tables()[form, "requests"]))
    results = [row for row in rows if row not in ARRIVALS + DEPARTURES]
    for column in PARTS:
        for row in results:
            figures["requests", row, column] = free(400)
        done = sum(int(figures["requests", row, column] or 0) for row in results)
        left, earlier = free(60), free(9)
        figures["requests", "results_total", column] = done
        figures["requests", "carried_out", column] = left
        figures["requests", "carried_in", column] = min(earlier, done + left)
        figures["requests", "new_requests", column] = done + left - min(earlier, done + left)
    for row in rows:
        figures["requests", row, "total"] = sum(int(figures["requests", row, column] or 0) for column in PARTS)
    for cell in form_tables()[form, "proactive"]:
        figures["proactive", cell.row, cell.column] = free(3000)
    for block in dict.fromkeys(cell.row for cell in form_tables()[form, "review_litigation"]):
        for outcome in OUTCOMES:
            figures["review_litigation", block, outcome] = free(30)
        total = sum(int(figures["review_litigation", block, outcome] or 0) for outcome in OUTCOMES)
        figures["review_litigation", block, "total"] = total
    return MadeUp(form, figures)


def requests_cells(report: MadeUp) -> Cells:
    """The table of requests as the official form spans it: three label columns, seven of figures."""
    cells = [
        GridCell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3),
        GridCell("申请人情况", 0, 3, 1, 7), GridCell("自然人", 1, 3, 2), GridCell("法人或其他组织", 1, 4, 1, 5),
        GridCell("总计", 1, 9, 2),
    ]  # fmt: skip
    printed = form_tables()[report.form, "requests"]
    cells += [GridCell(cell.column_label, 2, 4 + place) for place, cell in enumerate(printed[1:6])]
    rows = [list(row) for _, row in groupby(printed, key=lambda cell: cell.row)]
    opened: set[str] = set()
    for at, row in enumerate(rows, 3):
        cells += _labels(row[0], at, rows, opened)
        cells += [
            GridCell(str(report.figures["requests", cell.row, cell.column]), at, 3 + place)
            for place, cell in enumerate(row)
        ]
    return tuple(cells)


def _labels(first: FormCell, at: int, rows: Sequence[Sequence[FormCell]], opened: set[str]) -> list[GridCell]:
    if first.row in (*ARRIVALS, "carried_out"):
        return [GridCell(first.row_label, at, 0, 1, 3)]
    cells = []
    if OUTER not in opened:
        cells.append(GridCell(OUTER, at, 0, len(rows) - 3))
        opened.add(OUTER)
    group = _group(first.row)
    if group is None:
        return [*cells, GridCell(first.row_label, at, 1, 1, 2)]
    if group not in opened:
        cells.append(GridCell(group, at, 1, sum(_group(row[0].row) == group for row in rows)))
        opened.add(group)
    return [*cells, GridCell(first.row_label, at, 2)]


def _group(row: str) -> str | None:
    return None if row == "other_handling" else GROUPS.get(row.partition("_")[0])


def proactive_cells(report: MadeUp) -> Cells:
    """The table of proactive disclosure: a heading row and a row of labels over each block, four columns."""
    cells: list[GridCell] = []
    at, last = 0, None
    for row, of_row in groupby(form_tables()[report.form, "proactive"], key=lambda cell: cell.row):
        columns = list(of_row)
        spans = [1] * (len(columns) - 1) + [4 - len(columns)]
        if ITEMS[row] != last:
            last = ITEMS[row]
            cells += [GridCell(last, at, 0, 1, 4), GridCell("信息内容", at + 1, 0)]
            cells += [GridCell(c.column_label, at + 1, 1 + n, 1, spans[n]) for n, c in enumerate(columns)]
            at += 2
        cells.append(GridCell(columns[0].row_label, at, 0))
        cells += [
            GridCell(str(report.figures["proactive", row, c.column]), at, 1 + n, 1, spans[n])
            for n, c in enumerate(columns)
        ]
        at += 1
    return tuple(cells)


def review_cells(report: MadeUp) -> Cells:
    """The table of reconsiderations and lawsuits: a three-row header and one row of fifteen figures."""
    head = [GridCell("行政复议", 0, 0, 1, 5), GridCell("行政诉讼", 0, 5, 1, 10)]
    head += [GridCell(leaf, 1, place, 2) for place, leaf in enumerate(LEAVES)]
    head += [GridCell("未经复议直接起诉", 1, 5, 1, 5), GridCell("复议后起诉", 1, 10, 1, 5)]
    head += [GridCell(leaf, 2, 5 + place) for place, leaf in enumerate(LEAVES * 2)]
    printed = form_tables()[report.form, "review_litigation"]
    figures = [str(report.figures["review_litigation", cell.row, cell.column]) for cell in printed]
    return (*head, *(GridCell(figure, 3, place) for place, figure in enumerate(figures)))


def document(report: MadeUp, layout: Layout, damage: Damage, dice: random.Random) -> Document:
    """The three tables under their headings, each printed in one layout, all of them damaged in one way."""
    blocks: list[Block] = []
    for heading, cells in (
        ("二、主动公开政府信息情况", proactive_cells(report)),
        ("三、收到和处理政府信息公开申请情况", requests_cells(report)),
        ("四、政府信息公开行政复议、行政诉讼情况", review_cells(report)),
    ):
        blocks += [Paragraph(heading), *layout(damage(cells, dice), dice)]
    return Document("html", (*blocks, Paragraph("五、存在的主要问题及改进情况")))


def _rows(cells: Iterable[GridCell]) -> list[list[GridCell]]:
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def one_grid(cells: Cells, _: random.Random) -> list[Block]:
    return [Grid(cells)]


def tab_lines(cells: Cells, _: random.Random) -> list[Block]:
    """A converter's text: fields by tabs, spans lost."""
    fields = [GridCell(c.text, at, n) for at, row in enumerate(_rows(cells)) for n, c in enumerate(row)]
    return [Grid(tuple(fields), exact=False)]


def one_cell_a_line(cells: Cells, _: random.Random) -> list[Block]:
    """An editor's page: each cell became a paragraph, and empty ones went."""
    return [Paragraph(cell.text) for row in _rows(cells) for cell in row if cell.text]


def blanks_between(cells: Cells, _: random.Random) -> list[Block]:
    """A PDF's text: a row a line, its cells parted by one blank, empty ones lost."""
    lines = [" ".join(cell.text for cell in row if cell.text) for row in _rows(cells)]
    return [Paragraph(line) for line in lines if line]


def one_table_a_row(cells: Cells, _: random.Random) -> list[Block]:
    return [Grid(tuple(replace(cell, row=0, rowspan=1) for cell in row)) for row in _rows(cells)]


def cut_in_two(cells: Cells, dice: random.Random) -> list[Block]:
    """A page end or an editor cut the table; the second half has no header, and is packed to the left."""
    last = max(cell.row for cell in cells)
    at = dice.randint(5, last) if last > 6 else last + 1
    lower: list[GridCell] = []
    for row in _rows(cell for cell in cells if cell.row >= at):
        column = 0
        for cell in row:
            lower.append(replace(cell, row=cell.row - at, column=column, rowspan=1))
            column += cell.colspan
    return [Grid(part) for part in (tuple(cell for cell in cells if cell.row < at), tuple(lower)) if part]


LAYOUTS: tuple[Layout, ...] = (one_grid, tab_lines, one_cell_a_line, blanks_between, one_table_a_row, cut_in_two)


def whole(cells: Cells, _: random.Random) -> Cells:
    return cells


def misspelt(cells: Cells, dice: random.Random) -> Cells:
    """One character in eight of each label is another one."""
    return tuple(
        cell
        if cell.text.isdigit()
        else replace(cell, text="".join(dice.choice(NOISE) if dice.random() < 0.12 else c for c in cell.text))
        for cell in cells
    )


def noughts_left_blank(cells: Cells, dice: random.Random) -> Cells:
    return tuple(replace(cell, text="") if cell.text == "0" and dice.random() < 0.5 else cell for cell in cells)


def rows_missing(cells: Cells, dice: random.Random) -> Cells:
    gone = {row for row in range(4, 40) if dice.random() < 0.15}
    return tuple(cell for cell in cells if cell.row not in gone)


def labels_missing(cells: Cells, dice: random.Random) -> Cells:
    return tuple(
        replace(cell, text="")
        if cell.row > 2 and cell.column < 3 and not cell.text.isdigit() and dice.random() < 0.15
        else cell
        for cell in cells
    )


def rows_and_labels_missing(cells: Cells, dice: random.Random) -> Cells:
    return labels_missing(rows_missing(cells, dice), dice)


def header_missing(cells: Cells, _: random.Random) -> Cells:
    return tuple(cell for cell in cells if cell.row > 2)


def spans_wrong(cells: Cells, dice: random.Random) -> Cells:
    """Half of the spans of labels are off by one or two, and the grid is what a browser makes of it."""
    taken: set[tuple[int, int]] = set()
    last = max(cell.row for cell in cells)
    placed = []
    for row in _rows(cells):
        column = 0
        for cell in row:
            high, wide = cell.rowspan, cell.colspan
            if high > 2 and dice.random() < 0.5:
                high = max(1, high + dice.choice([-2, -1, 1, 2]))
            if wide > 1 and cell.row > 2 and dice.random() < 0.5:
                wide -= 1
            while (cell.row, column) in taken:
                column += 1
            high = min(high, last + 1 - cell.row)
            taken |= {(cell.row + down, column + right) for down in range(high) for right in range(wide)}
            placed.append(replace(cell, column=column, rowspan=high, colspan=wide))
            column += wide
    return tuple(placed)


def spans_wrong_and_blanks(cells: Cells, dice: random.Random) -> Cells:
    return spans_wrong(noughts_left_blank(cells, dice), dice)


DAMAGES: tuple[Damage, ...] = (
    whole, misspelt, noughts_left_blank, rows_missing, labels_missing, rows_and_labels_missing, header_missing,
    spans_wrong, spans_wrong_and_blanks,
)  # fmt: skip
