"""The official forms: how many cells, in what order, under which names."""

import pytest

from archive.forms import figure_units, form_tables

APPLICANTS = [
    "natural_person",
    "org_business",
    "org_research",
    "org_public_interest",
    "org_legal_service",
    "org_other",
    "total",
]


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        ("2019_trial", {"proactive": 22, "requests": 161, "review_litigation": 15}),
        ("2021_revised", {"proactive": 10, "requests": 175, "review_litigation": 15}),
    ],
)
def test_every_form_has_its_three_tables_in_print_order(form, sizes):
    assert [(table, len(cells)) for (name, table), cells in form_tables().items() if name == form] == [*sizes.items()]


@pytest.mark.parametrize(("form", "size"), [("2019_trial", 198), ("2021_revised", 200)])
def test_a_whole_form_has_its_cells_each_once(form, size):
    cells = [cell for (name, _), layout in form_tables().items() if name == form for cell in layout]
    assert len(cells) == size
    assert len({cell.figure for cell in cells}) == size


def test_a_cell_knows_the_form_and_table_it_stands_in():
    for (form, table), cells in form_tables().items():
        assert {(cell.form, cell.table) for cell in cells} == {(form, table)}


@pytest.mark.parametrize("form", ["2019_trial", "2021_revised"])
def test_requests_run_from_what_came_in_to_what_is_carried_out_applicant_by_applicant(form):
    cells = form_tables()[form, "requests"]
    rows = list(dict.fromkeys(cell.row for cell in cells))
    assert (rows[:3], rows[-2:]) == (["new_requests", "carried_in", "granted"], ["results_total", "carried_out"])
    assert [(cell.row, cell.column) for cell in cells] == [(row, column) for row in rows for column in APPLICANTS]


def test_a_row_that_names_its_columns_has_only_those():
    cells = form_tables()["2019_trial", "proactive"]
    assert [cell.column for cell in cells if cell.row == "gov_procurement"] == ["project_count", "total_amount_wan"]
    assert [cell.column for cell in cells if cell.row == "admin_fees"] == ["items_prev_year", "items_change"]
    assert [cell.column for cell in form_tables()["2021_revised", "proactive"] if cell.row == "admin_fees"] == [
        "amount_wan"
    ]


def test_the_columns_of_figures_are_those_of_all_forms_each_once():
    figures = list(figure_units())
    assert len(figures) == 226
    assert set(figures) == {cell.figure for cells in form_tables().values() for cell in cells}
    shared = {cell.figure for cell in form_tables()["2019_trial", "requests"]} & {
        cell.figure for cell in form_tables()["2021_revised", "requests"]
    }
    assert len(shared) == 22 * 7  # only 其他处理 was split up in 2021


def test_the_columns_of_figures_are_grouped_by_table():
    tables = [figure.partition("__")[0] for figure in figure_units()]
    assert list(dict.fromkeys(tables)) == ["proactive", "requests", "review_litigation"]
    assert tables == sorted(tables)


def test_names_and_units_that_the_outside_relies_on():
    units = figure_units()
    assert units["requests__new_requests__total"] == "件"
    assert units["proactive__admin_licensing__items_prev_year"] == "项"
    assert {figure for figure, unit in units.items() if unit == "万元"} == {
        "proactive__gov_procurement__total_amount_wan",
        "proactive__admin_fees__amount_wan",
    }
    assert set(units.values()) == {"件", "项", "万元"}


def test_a_figure_is_named_by_table_row_and_column():
    assert form_tables()["2021_revised", "review_litigation"][4].figure == "review_litigation__reconsideration__total"


def test_names_can_stand_in_a_statement_as_they_are():
    assert all(figure.isascii() and figure.isidentifier() and figure.islower() for figure in figure_units())
