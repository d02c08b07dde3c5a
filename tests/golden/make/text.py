"""A report to plain text, in the shapes that converters of documents leave tables in."""

import csv
import io
from collections.abc import Callable, Iterable
from unicodedata import east_asian_width

from tests.golden.make.printed import Block, Table
from tests.golden.make.shapes import grid, placed

Write = Callable[[Table], str]


def text(blocks: Iterable[Block], table: Write, between: str = "\n\n") -> str:
    return between.join(table(block) if isinstance(block, Table) else block.text for block in blocks) + "\n"


def tabs(table: Table) -> str:
    """A line a row, a field a column, spanned fields empty."""
    return "\n".join("\t".join(row) for row in grid(table))


def ragged_tabs(table: Table) -> str:
    """Only the printed cells, filled up at the end: the number of labels before the values changes line by line."""
    rows = ([box.text for box in row] for row in table.rows)
    return "\n".join("\t".join(row + [""] * (table.width - len(row))) for row in rows)


def cell_a_line(table: Table) -> str:
    """Every cell on a line of its own behind a tab, an empty line between rows; cells merged downwards come empty; one more at the end."""
    starts = {(top, left): box for top, left, box in placed(table)}
    below = {(top + down, left) for (top, left), box in starts.items() for down in range(1, box.rowspan)}
    rows = []
    for top in range(len(table.rows)):
        places = sorted({place for place in (*starts, *below) if place[0] == top})
        rows.append("\n".join("\t" + (starts[place].text if place in starts else "") for place in places))
    return "\n\n".join(rows) + "\n"


def pipes(table: Table) -> str:
    """Markdown, a bar at both ends, the line of dashes below the first row."""
    rows = [f"| {' | '.join(row)} |" for row in grid(table)]
    return "\n".join([rows[0], "|" + " --- |" * table.width, *rows[1:]])


def bars(table: Table) -> str:
    """Printed cells between bars, spans lost."""
    return "\n".join(" | ".join(box.text for box in row) for row in table.rows)


def spaced(table: Table) -> str:
    """Columns kept apart by blanks, as programs lay out the text of a PDF."""
    rows = grid(table)
    widths = [max(_width(row[column]) for row in rows) if column > 2 else 0 for column in range(table.width)]
    labels = max(sum(_width(text) + 2 for text in row[:3]) for row in rows if any(row[3:]))
    lines = []
    for row in rows:
        if table.width < 10:
            lines.append("   ".join(_filled(text, 22) for text in row).rstrip())
            continue
        if table.width == 15:
            lines.append("  ".join(_filled(text, 10) for text in row).rstrip())
            continue
        label = "  ".join(text for text in row[:3] if text)
        rest = "   ".join(_filled(text, widths[column]) for column, text in enumerate(row[3:], 3))
        lines.append(f"{_filled(label, labels)}  {rest}".rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _filled(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))


def value_a_line(table: Table) -> str:
    """One printed cell a line, blanks not printed."""
    return "\n".join(box.text for row in table.rows for box in row if box.text)


def values_below(table: Table) -> str:
    """The labels of a row on one line, its values on the next."""
    lines = []
    for row in table.rows:
        labels = [box.text for box in row if box.role != "value"]
        values = [box.text for box in row if box.role == "value"]
        lines += ["\t".join(part) for part in (labels, values) if part]
    return "\n".join(lines)


def row_a_line(table: Table) -> str:
    """Printed cells parted by single blanks, as text copied out of a viewer."""
    return "\n".join(" ".join(box.text for box in row if box.text) for row in table.rows)


def drawn(table: Table) -> str:
    """Lines drawn with box characters."""
    rows = grid(table)
    rule = "├" + "┼".join("──" for _ in range(table.width)) + "┤"
    lines = ["┌" + "┬".join("──" for _ in range(table.width)) + "┐"]
    for index, row in enumerate(rows):
        lines.append("│" + "│".join(row) + "│")
        lines.append(rule if index < len(rows) - 1 else rule.replace("├", "└").replace("┼", "┴").replace("┤", "┘"))
    return "\n".join(lines)


def commas(table: Table) -> str:
    """Comma-separated, as saved from a sheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(grid(table))
    return out.getvalue().rstrip("\n")
