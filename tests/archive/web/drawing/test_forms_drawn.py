"""The official forms drawn: each table whole and in its own form, and blank, nought and absent told apart."""

from dataclasses import replace

import pytest

from archive.forms import form_tables
from archive.record import Cell, Proposal
from tests.archive.made_up import form_cells
from tests.archive.web.kept_reports import number, record, shown, with_cells
from tests.archive.web.page_trees import widths, words_of


@pytest.mark.parametrize("form", ["2019_trial", "2021_revised"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_table_is_drawn_whole_as_its_form_prints_it(tmp_path, form, language):
    tree = shown(tmp_path, record(form=form, cells=form_cells(form)), language=language)
    for name, columns in (("proactive", 4), ("requests", 10), ("review_litigation", 15)):
        (table,) = tree.xpath(f'//table[contains(@class, "{name}")]')
        assert widths(table) == {columns}
        assert table.xpath(".//td/@id") == [
            f"cell-{cell.table}-{cell.row}-{cell.column}" for cell in form_tables()[form, name]
        ]


def test_a_report_that_mixes_the_forms_has_each_table_in_its_own(tmp_path):
    cells = (*form_cells("2019_trial", "proactive"), *form_cells("2021_revised", "requests"))
    tree = shown(tmp_path, record(form="2021_revised", cells=cells))
    assert tree.xpath('//*[@id="cell-proactive-gov_procurement-project_count"]')
    assert tree.xpath('//*[@id="cell-requests-other_misc-total"]')
    assert not tree.xpath('//table[contains(@class, "review_litigation")]')


def test_blank_nought_and_what_is_not_there_are_told_apart(tmp_path):
    made = with_cells(
        Cell("requests", "granted", "total", None, "", "blank"),
        Cell("requests", "carried_in", "total", None, "/", "not_applicable"),
        Cell("requests", "other_misc", "total", None, "", "row_absent"),
        number("admin_fees", "amount_wan", 24.82, "proactive", "248200元"),
        number("new_requests", "total", 1234, raw="1,234件"),
    )
    tree = shown(tmp_path, made)

    def cell(place):
        return words_of(tree.get_element_by_id(f"cell-{place}"))

    assert cell("requests-denied_state_secret-total") == "0"
    assert cell("requests-granted-total") == "空白，不是零"  # for screen readers; the cell looks empty
    assert cell("requests-carried_in-total").startswith("/")
    assert cell("requests-other_misc-total").startswith("×")
    assert cell("proactive-admin_fees-amount_wan") == "248200元 读作 24.82"
    assert cell("requests-new_requests-total") == "1,234件"
    assert "图例" in words_of(tree)


def test_a_table_that_the_report_has_not_is_not_drawn_as_noughts(tmp_path):
    absent = form_cells("2021_revised", "proactive", value=None, raw="", status="table_absent")
    made = record(form="2021_revised", cells=(*absent, *form_cells("2021_revised", "requests")))
    tree = shown(tmp_path, made)
    assert not tree.xpath('//table[contains(@class, "proactive")]')
    assert "原文没有这张表" in words_of(tree)


@pytest.mark.parametrize("form", ["stat_2014", "free_form", "tables_absent", None])
def test_a_report_without_tables_says_why(tmp_path, form):
    assert shown(tmp_path, record(form=form)).xpath('//h2[@id="tables"]/following-sibling::p')


def test_a_proposal_is_told_and_never_applied(tmp_path):
    made = with_cells(number("granted", "total", 12), proposals=(Proposal("requests", "granted", "total", 12, 17),))
    scanned = replace(made, source=replace(made.source, reader="scan"))
    tree = shown(tmp_path, scanned)
    cell = tree.get_element_by_id("cell-requests-granted-total")
    assert words_of(cell).startswith("12")
    assert "17" not in words_of(cell)
    assert "17" in words_of(tree.get_element_by_id(cell.xpath(".//a/@href")[0][1:]))
