"""Printed tables in all layouts, whole and damaged, to cells: what is read is right, what cannot be told is left out."""

import random
from dataclasses import replace

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.tables.assembly import Tables, read_tables
from tests.pipelines.understanding.printed_forms import (
    DAMAGES,
    LAYOUTS,
    MadeUp,
    document,
    made_up,
    noughts_left_blank,
    one_grid,
    proactive_cells,
    requests_cells,
    review_cells,
    tab_lines,
    whole,
)

REPORTS = 6
FORMS = ("2019_trial", "2021_revised")
NO_UNIT = ("proactive", "gov_procurement", "total_amount_wan")


def values(tables: Tables):
    return {(cell.table, cell.row, cell.column): cell.value for cell in tables.cells}


def statuses(tables: Tables):
    return {(cell.table, cell.row, cell.column): cell.status for cell in tables.cells}


def reports(seed: int):
    dice = random.Random(seed)
    for number in range(REPORTS):
        yield made_up(FORMS[number % 2], dice, (0.1, 0.5, 0.9)[number % 3]), dice


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_damage_makes_a_figure_wrong_or_invents_one(layout, damage):
    for report, dice in reports(20):
        read = values(read_tables(document(report, layout, damage, dice), "own"))
        told = {place: value for place, value in read.items() if value is not None}
        assert told == {place: report.figures.get(place) for place in told}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whole_tables_are_read_to_the_last_figure(layout):
    for report, dice in reports(21):
        tables = read_tables(document(report, layout, whole, dice), "own")
        read = values(tables)
        assert tables.form == report.form
        assert {place for place in report.figures if read[place] != report.figures[place]} <= {NO_UNIT}


@pytest.mark.parametrize("layout", [one_grid, tab_lines])
def test_a_blank_among_figures_is_a_blank_and_shifts_nothing(layout):
    for report, dice in reports(22):
        tables = read_tables(document(report, layout, noughts_left_blank, dice), "own")
        read, status = values(tables), statuses(tables)
        for place, figure in report.figures.items():
            assert (read[place] == figure and status[place] != "blank") or (
                read[place] is None and (figure == 0 or place == NO_UNIT)
            )
        assert sum(one == "blank" for one in status.values()) > 5


def test_cells_read_at_printed_labels_are_anchored_and_those_of_scans_are_not():
    report, dice = next(reports(23))
    page = document(report, one_grid, whole, dice)
    assert len(read_tables(page, "own").anchored) == len(report.figures)
    assert not read_tables(replace(page, reader="scan"), "own").anchored


def grids(report: MadeUp, *names: str):
    made = {"proactive": proactive_cells, "requests": requests_cells, "review_litigation": review_cells}
    return tuple(Grid(made[name](report)) for name in names)


def two_reports():
    dice = random.Random(24)
    return made_up("2021_revised", dice, 0.2), made_up("2019_trial", dice, 0.2)


def test_each_table_is_read_by_the_form_that_it_follows():
    newer, older = two_reports()
    page = Document("html", (*grids(newer, "proactive"), *grids(older, "requests", "review_litigation")))
    tables = read_tables(page, "own")
    assert tables.form == "2019_trial"
    assert ("proactive", "regulations", "in_force") in values(tables)
    assert ("requests", "other_handling", "total") in values(tables)
    assert all(value is not None for value in values(tables).values())


def test_a_table_that_is_not_printed_is_absent_not_nought():
    newer, _ = two_reports()
    tables = read_tables(Document("html", grids(newer, "requests")), "own")
    assert {status for place, status in statuses(tables).items() if place[0] != "requests"} == {"table_absent"}
    assert tables.found == ("requests",)


def test_rows_that_are_cut_off_are_absent():
    newer, _ = two_reports()
    upper = Grid(tuple(cell for cell in requests_cells(newer) if cell.row < 12))
    status = statuses(read_tables(Document("html", (upper,)), "own"))
    assert status["requests", "carried_out", "total"] == "row_absent"
    assert status["requests", "new_requests", "total"] in ("number", "zero")


def test_tables_may_stand_in_any_order():
    newer, _ = two_reports()
    read = values(read_tables(Document("html", grids(newer, "review_litigation", "requests", "proactive")), "own"))
    assert read == newer.figures


@pytest.mark.parametrize(("scope", "wanted"), [("aggregate", 0), ("own", 1)])
def test_of_a_county_and_its_office_in_one_report_the_scope_tells_which_is_meant(scope, wanted):
    dice = random.Random(25)
    both = [made_up("2021_revised", dice, 0.1) for _ in range(2)]
    blocks = []
    for caption, report in zip(("全县汇总", "县政府办公室本级"), both, strict=True):
        blocks += [Paragraph(caption), *grids(report, "requests")]
    read = values(read_tables(Document("html", tuple(blocks)), scope))
    right = {place: value for place, value in both[wanted].figures.items() if place[0] == "requests"}
    assert {place: read[place] for place in right} == right


def replaced(cells, old: str, new: str):
    return tuple(replace(cell, text=new) if cell.text == old else cell for cell in cells)


def test_a_merged_cell_over_two_columns_is_unreadable_and_its_neighbours_are_not():
    newer, _ = two_reports()
    cells = [cell for cell in requests_cells(newer) if not (cell.row == 3 and cell.column in (5, 6))]
    tables = read_tables(Document("html", (Grid((*cells, GridCell("0 5", 3, 5, 1, 2))),)), "own")
    row = [(cell.value, cell.status) for cell in tables.cells if cell.row == "new_requests"]
    assert [status for _, status in row[2:4]] == ["unreadable", "unreadable"]
    assert row[1][0] == newer.figures["requests", "new_requests", "org_business"]
    assert row[6][0] == newer.figures["requests", "new_requests", "total"]


def test_a_doubtful_cell_of_a_scan_is_unreadable_where_the_sums_speak_against_it():
    newer, _ = two_reports()
    cells = tuple(
        replace(cell, text="5000", sure=False) if cell.row == 4 and cell.column == 6 else cell
        for cell in requests_cells(newer)
    )
    status = statuses(read_tables(Document("scan", (Grid(cells),)), "own"))
    assert status["requests", "carried_in", "org_public_interest"] == "unreadable"
    assert status["requests", "carried_in", "org_research"] != "unreadable"


def test_a_unit_in_the_heading_counts_and_one_that_nobody_states_is_unknown():
    newer, older = two_reports()
    stated = replaced(proactive_cells(older), "采购总金额", "采购总金额（元）")
    for cells, status in ((proactive_cells(older), "unit_unknown"), (stated, "number")):
        tables = read_tables(Document("html", (Grid(cells),)), "own")
        assert statuses(tables)[NO_UNIT] == status
    assert values(tables)[NO_UNIT] == older.figures[NO_UNIT] / 10_000
    assert values(read_tables(Document("html", grids(newer, "proactive")), "own"))[
        "proactive", "admin_fees", "amount_wan"
    ]


def test_headings_in_another_order_than_the_forms_are_not_trusted():
    newer, _ = two_reports()
    cells = proactive_cells(newer)
    swapped = replaced(
        replaced(replaced(cells, "本年制发件数", "#"), "本年废止件数", "本年制发件数"), "#", "本年废止件数"
    )
    assert values(read_tables(Document("html", (Grid(swapped),)), "own"))["proactive", "regulations", "issued"] is None


def test_the_statistics_table_of_earlier_years_is_told_from_free_prose():
    rows = [("统计指标", "单位", "统计数"), ("主动公开政府信息数", "条", "31"), ("收到申请数", "件", "0")]
    grid = Grid(tuple(GridCell(text, at, n) for at, row in enumerate(rows) for n, text in enumerate(row)))
    assert read_tables(Document("html", (grid,)), "own").form == "stat_2014"
    assert read_tables(Document("html", (Paragraph("全年收到申请数为3件。"),)), "own").form is None
