"""Printed tables to the shapes that converters and editors make of them: expanded, cut in two, joined, turned."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from tests.golden.make.printed import Box, Row, Table


def grid(table: Table, *, repeat: bool = False) -> list[list[str]]:
    """Every row with a text for every column; a spanned place is empty, or repeats the text of its cell."""
    rows = [["" for _ in range(table.width)] for _ in table.rows]
    for top, left, box in placed(table):
        for down in range(box.rowspan):
            for right in range(box.colspan):
                if repeat or down == right == 0:
                    rows[top + down][left + right] = box.text
    return rows


def placed(table: Table) -> list[tuple[int, int, Box]]:
    """The cells with the row and column at which each begins."""
    taken: set[tuple[int, int]] = set()
    found = []
    for top, row in enumerate(table.rows):
        left = 0
        for box in row:
            while (top, left) in taken:
                left += 1
            found.append((top, left, box))
            taken |= {(top + down, left + right) for down in range(box.rowspan) for right in range(box.colspan)}
            left += box.colspan
    return found


def cut(table: Table, at: int, *, repeat_heads: bool = False, repeat_labels: bool = False) -> tuple[Table, Table]:
    """Two tables, as a page break leaves them; cells that reach over the cut go on empty, or with their text again."""
    first: list[Row] = [()] * at
    second: list[list[tuple[int, Box]]] = [[] for _ in table.rows[at:]]
    for top, left, box in placed(table):
        if top >= at:
            second[top - at].append((left, box))
        else:
            first[top] = (*first[top], replace(box, rowspan=min(box.rowspan, at - top)))
            if top + box.rowspan > at:
                text = box.text if repeat_labels else ""
                second[0].append((left, replace(box, text=text, rowspan=top + box.rowspan - at)))
    heads = table.rows[: table.heads] if repeat_heads else ()
    rest = tuple(tuple(box for _, box in sorted(row, key=lambda item: item[0])) for row in second)
    return (
        replace(table, rows=tuple(first)),
        replace(table, rows=(*heads, *rest), heads=table.heads if repeat_heads else 0),
    )


def joined(tables: Iterable[Table], titles: Iterable[str]) -> Table:
    """One table of 30 columns that holds several, each under a row with its title."""
    rows: list[Row] = []
    for table, title in zip(tables, titles, strict=True):
        widths = _thirty(table.width)
        rows.append((Box(title, colspan=30, role="head"),))
        by_row: dict[int, list[Box]] = {index: [] for index in range(len(table.rows))}
        for top, left, box in placed(table):
            by_row[top].append(replace(box, colspan=sum(widths[left : left + box.colspan])))
        rows += [tuple(by_row[index]) for index in range(len(table.rows))]
    return Table("all", tuple(rows), 30)


def _thirty(width: int) -> list[int]:
    edges = [round(30 * index / width) for index in range(width + 1)]
    return [right - left for left, right in pairwise(edges)]


def by_block(table: Table) -> Table:
    """The table of reviews and lawsuits with a row a block and one set of outcome columns."""
    values = [box for box in table.rows[-1] if box.role == "value"]
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    head: Row = (Box("类别", colspan=2, role="head"), *(Box(text, role="head") for text in outcomes))
    return Table(
        table.name,
        (
            head,
            (Box("行政复议", colspan=2), *values[:5]),
            (Box("行政诉讼", rowspan=2), Box("未经复议直接起诉"), *values[5:10]),
            (Box("复议后起诉"), *values[10:]),
        ),
        7,
        heads=1,
    )


def in_three(table: Table) -> list[Table]:
    """The same as three small tables, one a block."""
    values = list(table.rows[-1])
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    titles = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    head = tuple(Box(text, role="head") for text in outcomes)
    return [
        Table(table.name, ((Box(title, colspan=5, role="head"),), head, tuple(values[at : at + 5])), 5, heads=2)
        for title, at in zip(titles, (0, 5, 10), strict=True)
    ]


def with_column(table: Table, head: str) -> Table:
    """The table with an empty column more at its right, such as 备注."""
    first = table.rows[0]
    rows = [(*first, Box(head, rowspan=max(table.heads, 1), role="head"))]
    for index, row in enumerate(table.rows[1:], 1):
        rows.append(row if index < table.heads else (*row, Box("")))
    return replace(table, rows=tuple(rows), width=table.width + 1)


def map_text(table: Table, change) -> Table:
    """The table with every label changed; values stay."""
    return replace(
        table,
        rows=tuple(
            tuple(box if box.role == "value" else replace(box, text=change(box.text)) for box in row)
            for row in table.rows
        ),
    )


def with_sequence(table: Table) -> Table:
    """The table with the numbers of its rows in a column at its left."""
    head = Box("序号", rowspan=max(table.heads, 1), role="head")
    rows = [
        (head, *row) if index == 0 else row if index < table.heads else (Box(str(index - table.heads + 1)), *row)
        for index, row in enumerate(table.rows)
    ]
    return replace(table, rows=tuple(rows), width=table.width + 1)


def without_last(table: Table, label: str) -> Table:
    """The table with one value less in the row of that label."""
    return replace(table, rows=tuple(row[:-1] if any(box.text == label for box in row) else row for row in table.rows))


def with_unit_row(table: Table, unit: str) -> Table:
    """A line with the unit inside the table above its head, and empty rows between groups."""
    empty: Row = (Box("", colspan=table.width),)
    tall = max((box.rowspan for row in table.rows[table.heads :] for box in row), default=1)
    between = (empty,) if tall == 1 else ()
    rows: list[Row] = [(Box(unit, colspan=table.width, role="head"),)]
    for row in table.rows:
        rows += [*between, row] if len(row) == 1 else [row]
    return replace(table, rows=tuple(rows), heads=table.heads + 1)
