"""The made-up counties: figures that add up but for the one that must not, the same on every machine, and nowhere."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from archive.forms import form_tables
from archive.record import Record
from crawler.sample.county import BODIES, COUNTIES, FORM, OLD_FORM, YEARS, report
from crawler.sample.trs import written

# the identities of the forms, written out here so that they do not rest on the code they judge
ORGANISATIONS = ("org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
APPLICANTS = ("natural_person", *ORGANISATIONS)
DETAILS = (
    *("granted", "partially_granted"),
    *("denied_state_secret", "denied_law_prohibits", "denied_security_stability", "denied_third_party"),
    *("denied_internal_affairs", "denied_process_info", "denied_enforcement_files", "denied_admin_query"),
    *("unable_not_held", "unable_needs_creation", "unable_still_unclear"),
    *("unprocessed_petition", "unprocessed_duplicate", "unprocessed_publications"),
    *("unprocessed_excessive", "unprocessed_reconfirm"),
)
RESULTS = {
    FORM: (*DETAILS, "other_overdue_correction", "other_overdue_fee", "other_misc"),
    OLD_FORM: (*DETAILS, "other_handling"),
}
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
ALL = [(body, year) for county in COUNTIES.values() for body in county.bodies for year in (2020, *YEARS)]
NAMES = [f"{body.name}{year}" for body, year in ALL]


def identities(record: Record) -> Iterator[tuple[str, float, float]]:
    requests, review = record.tables["requests"], record.tables["review_litigation"]
    results = RESULTS[record.form]
    for row in ("new_requests", "carried_in", *results, "results_total", "carried_out"):
        yield f"row {row}", sum(requests[row][one] for one in APPLICANTS), requests[row]["total"]
    for column in (*APPLICANTS, "total"):
        yield f"column {column}", sum(requests[row][column] for row in results), requests["results_total"][column]
        arrived = requests["new_requests"][column] + requests["carried_in"][column]
        left = requests["results_total"][column] + requests["carried_out"][column]
        yield f"balance {column}", arrived, left
    for block in BLOCKS:
        parts = ("upheld", "corrected", "other_outcome", "pending")
        yield f"block {block}", sum(review[block][one] for one in parts), review[block]["total"]


def broken(record: Record) -> list[str]:
    return [name for name, one, other in identities(record) if one != other]


@pytest.mark.parametrize(("form", "number"), [(FORM, 25 + 17), (OLD_FORM, 23 + 17)])
def test_there_are_as_many_identities_as_the_form_has(form, number):
    assert len(list(identities(report(BODIES[0], 2023, form=form)))) == number


@pytest.mark.parametrize(("body", "year"), ALL, ids=NAMES)
def test_figures_satisfy_every_identity_and_are_not_all_nought(body, year):
    record = report(body, year)
    assert broken(record) == []
    assert all(record.tables["requests"]["results_total"][column] > 0 for column in APPLICANTS)
    assert len({cell.value for cell in record.cells}) > 10


def test_the_spoiled_report_breaks_its_row_and_its_balance_and_nothing_else():
    record = written(BODIES[3], 2024, 1)
    assert broken(record) == ["row carried_in", "balance total"]
    assert [check.at for check in record.checks if check.verdict == "violated"] == ["total"]


def test_the_edit_between_the_nights_is_one_figure():
    before, after = (written(BODIES[2], 2024, night) for night in (1, 2))
    changed = [(one.row, one.column) for one, two in zip(before.cells, after.cells, strict=True) if one != two]
    assert changed == [("admin_licensing", "decisions")]


@pytest.mark.parametrize(("body", "year"), ALL, ids=NAMES)
def test_the_checks_of_a_record_say_what_its_figures_say(body, year):
    record = report(body, year)
    told = [(check.rule, f"balance {check.at}", check.left, check.right) for check in record.checks]
    assert told == [("requests.balance", *sides) for sides in identities(record) if sides[0].startswith("balance")]


@pytest.mark.parametrize(("body", "year"), ALL, ids=NAMES)
def test_every_cell_of_the_form_is_there_once_in_its_order_and_printed_as_it_is(body, year):
    record = report(body, year)
    assert record.form == (FORM if year > 2020 else OLD_FORM)
    form = [
        (cell.table, cell.row, cell.column)
        for (name, _), cells in form_tables().items()
        if name == record.form
        for cell in cells
    ]
    assert [(cell.table, cell.row, cell.column) for cell in record.cells] == form
    for cell in record.cells:
        assert float(cell.raw.removesuffix("万元")) == cell.value
        assert cell.status == ("number" if cell.value else "zero")


def test_reports_differ_from_each_other():
    figures = {tuple(cell.value for cell in report(body, year).cells) for body, year in ALL}
    assert len(figures) == len(ALL)


@pytest.mark.parametrize(("body", "year"), ALL, ids=NAMES)
def test_a_record_is_one_of_ours_and_survives_its_json(body, year):
    record = report(body, year)
    assert Record.loads(record.dumps()) == record
    assert record.title == f"{record.issuer.name}{year}年政府信息公开工作年度报告"
    assert record.written_date.year == year + 1
    assert f"{record.tables['requests']['new_requests']['total']}件" in record.sections["requests"]


def test_the_counties_are_nowhere():
    for code, county in COUNTIES.items():
        assert code.startswith("9901")  # no province has the number 99
        assert county.site_code.startswith(code)
        for body in county.bodies:
            assert body.name.startswith(county.name)
            assert body.division.code.startswith(code)
            assert report(body, 2024).contact.emails == ("gongkai@example.cn",)


_DIGEST = """
import hashlib
from crawler.sample.pages import PLANS, sites
digest = hashlib.sha256()
for night in (1, 2):
    for name, site in sites({plan.name: f"http://{plan.name}.example" for plan in PLANS}, night).items():
        for path, answer in site.pages.items():
            digest.update(f"{name} {path} {answer}".encode())
"""


def test_the_portals_are_the_same_on_every_run():
    here: dict = {}
    exec(_DIGEST, here)
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", f"{_DIGEST}\nprint(digest.hexdigest())"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stdout.strip() == here["digest"].hexdigest()
