"""Doubtful figures of a scan: taken where row and column bear them out, left unreadable where not."""

import random
from dataclasses import replace

from pipelines.document import Document, Grid
from pipelines.understanding.tables.assembly import read_tables
from tests.pipelines.understanding.printed_forms import made_up, requests_cells

REPORT = made_up("2021_revised", random.Random(3), 0.3)


def read_with_doubt(**text: str):
    """The scan of a table in which the cell of 部分公开 and 科研机构 is in doubt, and perhaps misread."""
    cells = [
        replace(cell, sure=False, **text) if (cell.row, cell.column) == (6, 5) else cell
        for cell in requests_cells(REPORT)
    ]
    tables = read_tables(Document("scan", (Grid(tuple(cells)),)), "own")
    return next(c for c in tables.cells if (c.row, c.column) == ("partially_granted", "org_research"))


def test_a_figure_that_both_sums_bear_out_is_taken():
    assert read_with_doubt().value == REPORT.figures["requests", "partially_granted", "org_research"]


def test_a_figure_that_breaks_the_sums_is_not():
    assert read_with_doubt(text="9999").status == "unreadable"


def test_words_in_doubt_say_nothing():
    assert read_with_doubt(text="x7").status == "unreadable"
