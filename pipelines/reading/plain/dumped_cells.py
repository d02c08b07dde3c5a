"""Lines to the grids among them that were dumped one cell a line, each after a tab, a blank line after each row."""

from collections.abc import Iterator, Sequence

from pipelines.document import Grid, GridCell

_BLANKS = " \u3000\xa0\r"
_FEWEST_CELLS = 6
_FEWEST_IN_A_ROW = 3
_SHORT = 20


def dumped_grids(lines: Sequence[str]) -> Iterator[tuple[int, int, Grid]]:
    r"""Where each grid begins and ends, and the grid.

    This is how Apache Tika writes the tables of Word files: a cell's further paragraphs stand on lines without a tab.

    >>> lines = ["二、主动公开", *"\t规章|\t1|\t2||\t其他对外|服务事项|\t3|\t4||".split("|")]
    >>> [(start, end, grid.cells[3].text) for start, end, grid in dumped_grids(lines)]
    [(1, 10, '其他对外\n服务事项')]
    """
    at = 0
    while at < len(lines):
        if not _is_cell(lines[at]):
            at += 1
            continue
        rows, end = _rows(lines, at)
        if _looks_dumped(rows):
            yield at, end, _grid(rows)
        at = end


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:]


def _rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows from `start` on, and the line after them; two blank lines, or prose after one, end a table."""
    rows: list[list[str]] = []
    row: list[str] = []
    at = start
    while at < len(lines):
        line = lines[at]
        if _is_cell(line):
            row.append(line[1:].strip(_BLANKS))
        elif "\t" in line:
            break
        elif line.strip(_BLANKS):
            if not row:
                break
            row[-1] = f"{row[-1]}\n{line.strip(_BLANKS)}".strip("\n")
        elif row:
            rows.append(row)
            row = []
        else:
            break
        at += 1
    return [*rows, *([row] if row else [])], at


def _looks_dumped(rows: Sequence[Sequence[str]]) -> bool:
    """Paragraphs that merely begin with a tab are long, and none of them stand in rows."""
    cells = [cell for row in rows for cell in row]
    short = sum(len(cell) <= _SHORT for cell in cells)
    return len(cells) >= _FEWEST_CELLS and short * 2 >= len(cells) and any(len(row) >= _FEWEST_IN_A_ROW for row in rows)


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    cells = [GridCell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid(tuple(cells), exact=False)
