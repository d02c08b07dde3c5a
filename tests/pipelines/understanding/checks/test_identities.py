"""Cells to checks: which identities hold, which do not, which cannot be told, and who may be at fault."""

import random
from dataclasses import replace

import pytest

from archive.record import Cell
from pipelines.document import Document, Grid
from pipelines.understanding.checks.identities import Figures, identities
from pipelines.understanding.checks.proposals import propose
from pipelines.understanding.checks.soft_checks import soft_rules
from pipelines.understanding.tables.assembly import read_tables
from tests.pipelines.understanding.printed_forms import made_up, proactive_cells, requests_cells, review_cells

REPORT = made_up("2021_revised", random.Random(1), 0.1)
OLDER = made_up("2019_trial", random.Random(2), 0.1)


def figures(report=REPORT, reader="html", **changed: int | None):
    """The figures of a printed report; `changed` gives cells by table__row__column another value."""
    grids = (Grid(make(report)) for make in (proactive_cells, requests_cells, review_cells))
    tables = read_tables(Document(reader, tuple(grids)), "own")
    cells = [replace(cell, value=changed.get(name(cell), cell.value)) for cell in tables.cells]
    return Figures.of(cells, tables.anchored)


def name(cell: Cell) -> str:
    return f"{cell.table}__{cell.row}__{cell.column}"


def violated(found):
    return [(check.rule, check.at) for check in identities(found) if check.verdict == "violated"]


@pytest.mark.parametrize(("report", "number"), [(REPORT, 42), (OLDER, 40)])
def test_the_forms_demand_so_many_identities_and_a_sound_report_keeps_them(report, number):
    checks = list(identities(figures(report)))
    assert len(checks) == len({(check.rule, check.at) for check in checks}) == number
    assert {check.verdict for check in checks} == {"ok"}


def test_a_changed_figure_breaks_its_row_and_its_column():
    assert violated(figures(requests__granted__org_research=999)) == [
        ("requests.row_sum", "granted"),
        ("requests.column_sum", "org_research"),
    ]
    assert violated(figures(requests__new_requests__total=99999)) == [
        ("requests.row_sum", "new_requests"),
        ("requests.balance", "total"),
    ]
    assert violated(figures(review_litigation__litigation_direct__total=77)) == [
        ("review_litigation.total", "litigation_direct")
    ]


def test_a_null_is_never_counted_as_nought():
    checks = {(check.rule, check.at): check for check in identities(figures(requests__granted__org_research=None))}
    for place in (("requests.row_sum", "granted"), ("requests.column_sum", "org_research")):
        assert (checks[place].verdict, checks[place].left) == ("not_assessable", None)


def test_the_source_is_blamed_only_for_what_was_read_at_labels():
    def fault(reader):
        found = figures(reader=reader, requests__granted__total=1)
        return {check.fault for check in identities(found) if check.verdict == "violated"}

    assert fault("html") == {"source"}
    assert fault("scan") == {"reading"}


def test_what_holds_has_no_fault():
    assert {check.fault for check in identities(figures())} == {None}


def soft(found, kind="department", overview=""):
    rules = soft_rules(found, kind, {"overview": overview})
    return {(check.rule, check.at): check.verdict for check in rules}


def test_disclosed_documents_are_within_the_total():
    older = {"proactive__regulations__new_disclosed": 5, "proactive__regulations__total_disclosed": 4}
    assert soft(figures(OLDER, **older))["proactive.disclosed_within_total", "regulations"] == "violated"
    assert ("proactive.disclosed_within_total", "regulations") not in soft(figures())


def test_more_items_cannot_go_than_there_were():
    older = {"proactive__admin_penalty__items_prev_year": 5, "proactive__admin_penalty__items_change": -6}
    assert soft(figures(OLDER, **older))["proactive.items_not_negative", "admin_penalty"] == "violated"


def test_purchases_have_an_amount():
    older = {"proactive__gov_procurement__project_count": 3, "proactive__gov_procurement__total_amount_wan": 0}
    assert soft(figures(OLDER, **older))["proactive.amount_with_projects", "gov_procurement"] == "violated"


def test_a_township_makes_no_regulations_and_a_city_may():
    place = ("proactive.regulations_by_authority", "in_force")
    assert soft(figures(), "township_government")[place] == "violated"
    assert soft(figures(proactive__regulations__in_force=0), "township_government")[place] == "ok"
    assert place not in soft(figures(), "city_government")


@pytest.mark.parametrize(
    ("prose", "verdict"),
    [
        ("全年新收到政府信息公开申请12件，均已答复。", "ok"),
        ("2023年共受理依申请公开13件。", "violated"),
        ("上年结转3件，办结15件。", None),
        ("收到申请12件；另一平台收到申请3件。", None),
    ],
)
def test_the_number_of_requests_that_the_prose_tells(prose, verdict):
    found = figures(requests__new_requests__total=12)
    assert soft(found, overview=prose).get(("narrative.new_requests", "overview")) == verdict


def proposals(found):
    return list(propose(list(found.by_place.values()), list(identities(found))))


def test_a_misread_figure_is_proposed_where_one_cell_explains_row_and_column():
    right = REPORT.figures["requests", "denied_process_info", "org_other"]
    found = figures(reader="scan", requests__denied_process_info__org_other=right + 6)
    (proposal,) = proposals(found)
    assert (proposal.row, proposal.column, proposal.read, proposal.proposed) == (
        "denied_process_info",
        "org_other",
        right + 6,
        right,
    )


@pytest.mark.parametrize("row", ["new_requests", "carried_out", "results_total", "granted"])
def test_a_misread_total_is_proposed_too(row):
    right = REPORT.figures["requests", row, "total"]
    found = figures(reader="scan", **{f"requests__{row}__total": right + 4})
    assert [one.proposed for one in proposals(found)] in ([right], [])


def test_a_table_misread_at_large_gets_no_proposals():
    rows = ("granted", "partially_granted", "denied_state_secret", "denied_law_prohibits", "denied_third_party")
    assert not proposals(figures(reader="scan", **{f"requests__{row}__org_other": 5000 for row in rows}))
