"""Small made-up reports kept in an archive, and the page of one as a tree."""

from dataclasses import replace

from archive.record import Cell
from archive.store import Store
from archive.web.pages.report import PAGES
from tests.archive.captures import keep
from tests.archive.made_up import form_cells
from tests.archive.made_up import record as smallest
from tests.archive.web.page_trees import tree_of

PAGE = PAGES[0]


def kept(folder, *records):
    with Store(folder) as store:
        return [keep(store, one, f"http://example.cn/{n}").report_id for n, one in enumerate(records, start=1)]


def shown(folder, made, **asked):
    (report_id,) = kept(folder, made)
    return tree_of(folder, PAGE, id=report_id, **asked)


def record(**changes):
    """The smallest report, of whichever file it is kept with."""
    made = smallest(**changes)
    return replace(made, source=replace(made.source, sha256=""))


def with_cells(*changed, form="2021_revised", **changes):
    """A report whose cells are nought but for some."""
    others = {(cell.table, cell.row, cell.column): cell for cell in changed}
    cells = [others.get((cell.table, cell.row, cell.column), cell) for cell in form_cells(form)]
    return record(form=form, cells=tuple(cells), **changes)


def number(row, column, value, table="requests", raw=None):
    return Cell(table, row, column, value, str(value) if raw is None else raw, "number")
