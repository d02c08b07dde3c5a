"""Violated rules on the drawn forms: each marked at its cells, told beneath, and in words of both languages."""

import json
from importlib.resources import files

import pytest

from archive.forms import form_tables
from archive.record import Check
from archive.web.drawing.violations import cells_of
from archive.web.language import Words
from tests.archive.web.kept_reports import PAGE, kept, number, shown, with_cells
from tests.archive.web.page_trees import tree_of, words_of

CHECKS = (
    Check("requests.row_sum", "granted", "violated", 3, 4, "source"),
    Check("requests.column_sum", "total", "violated", 4, 5, "reading"),
    Check("requests.balance", "total", "violated", 9, 8, "source"),
    Check("review_litigation.total", "reconsideration", "violated", 1, 2, "source"),
    Check("proactive.regulations_by_authority", "issued", "violated", 6, 0, "reading"),
    Check("narrative.new_requests", "overview", "violated", 12, 13, "reading"),
    Check("requests.row_sum", "carried_in", "ok", 0, 0),
    Check("requests.row_sum", "carried_out", "not_assessable", None, 0),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_violated_rule_is_marked_at_its_cells_and_told_beneath(tmp_path, language):
    tree = shown(tmp_path, with_cells(checks=CHECKS), language=language)
    told = tree.xpath('//ol[@class="checks"]/li')
    assert [one.get("id") for one in told] == [f"check-{n}" for n in range(1, 7)]
    for one in told:
        marked = tree.xpath(f'//td[.//a[@href="#{one.get("id")}"]]/@id')
        assert one.xpath("./a/@href")[0][1:] in marked

    def marked_by(rule):
        check = next(one for one in told if rule in words_of(one))
        return {cell.removeprefix("cell-") for cell in tree.xpath(f'//td[.//a[@href="#{check.get("id")}"]]/@id')}

    words = Words(language)
    rows_of_balance = ("new_requests", "carried_in", "results_total", "carried_out")
    assert marked_by(words("terms.rules.requests.balance")) == {f"requests-{row}-total" for row in rows_of_balance}
    assert len(marked_by(words("terms.rules.requests.row_sum"))) == 7
    assert len(marked_by(words("terms.rules.requests.column_sum"))) == 22
    assert marked_by(words("terms.rules.proactive.regulations_by_authority")) == {"proactive-regulations-issued"}
    doubted = tree.get_element_by_id("cell-proactive-regulations-issued").get("class")
    sure = tree.get_element_by_id("cell-review_litigation-reconsideration-total").get("class")
    assert (doubted.split()[-1], sure.split()[-1]) == ("doubted", "violated")


def test_rules_that_hold_are_summed_up_in_a_line(tmp_path):
    assert "1 项相符，1 项因缺数字无法核对" in words_of(shown(tmp_path, with_cells(checks=CHECKS)))


def test_what_does_not_fit_last_year_leads_to_last_years_report(tmp_path):
    this = with_cells(number("carried_in", "total", 5), year=2024)
    earlier, later = kept(tmp_path, with_cells(number("carried_out", "total", 3), year=2023), this)
    tree = tree_of(tmp_path, PAGE, id=later)
    (told,) = tree.xpath('//ol[@class="checks"]/li')
    assert f"/zh/report/{earlier}#table-requests" in told.xpath(".//a/@href")
    assert f"/zh/report/{earlier}" in tree.xpath('//a[@rel="prev"]/@href')
    assert f"/zh/report/{later}" in tree_of(tmp_path, PAGE, id=earlier).xpath('//a[@rel="next"]/@href')


RULES = [
    key.removeprefix("rules.")
    for key in json.loads(files("archive.web.words").joinpath("terms.json").read_text("utf-8"))
    if key.startswith("rules.")
]
PLACES = [(cell.table, cell.row, cell.column) for cells in form_tables().values() for cell in cells]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_cells_and_words_for_both_sides(rule):
    names = {name for place in PLACES for name in place[1:]}
    assert any(cells_of(rule, at, PLACES) for at in names)
    for language in ("zh", "en"):
        assert Words(language)(f"report.side.{rule}.left")
        assert Words(language)(f"report.side.{rule}.right")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_row_and_column_of_the_forms_has_words(language):
    words = Words(language)
    for _, row, column in PLACES:
        assert words(f"form.row.{row}")
        assert words(f"form.column.{column}")
