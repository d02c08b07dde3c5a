"""One archive that breaks each rule once by the source and once by our reading: every page and verb counts alike."""

from dataclasses import replace

import pytest

from archive.identities import IDENTITIES, finding_of
from archive.questions.asking import ask
from archive.questions.questions import question
from archive.selection import Selection
from archive.store import Store
from archive.web.pages.body import PAGES as BODY
from archive.web.pages.checks import FINDINGS, RULES
from archive.web.pages.checks import PAGES as CHECKS
from archive.web.pages.place import PAGES as PLACE
from archive.web.pages.report import PAGES as REPORT
from tests.archive.captures import keep, town_report
from tests.archive.web.covered import look, said, tree
from tests.archive.web.shown import connection

BROKEN = [(rule, fault) for fault in ("source", "reading") for rule in RULES]
ROWS = {
    "requests.row_sum": "granted",
    "review_litigation.total": "reconsideration",
    "proactive.disclosed_within_total": "normative_docs",
    "proactive.in_force_carried_over": "normative_docs",
    "proactive.items_not_negative": "admin_licensing",
    "proactive.items_carried_over": "admin_licensing",
    "proactive.amount_with_projects": "gov_procurement",
    "proactive.regulations_by_authority": "in_force",
}  # the others break in the column of totals
NOBODYS = ("requests.balance", "source")  # of a report whose body and year cannot be told


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A town a break, and one report of nobody; the numbers of the reports by their breaks."""
    with Store(tmp_path_factory.mktemp("archive")) as store:
        towns = [town_report(town) for town in range(1, len(BROKEN) + 1)]
        reports = [*towns, replace(town_report(999), issuer=None, year=None)]
        ids = [
            keep(store, replace(one, checks=()), f"http://example.cn/{number}").report_id
            for number, one in enumerate(reports)
        ]
        breaks = [*BROKEN, NOBODYS]
        with store.changing() as writing:
            writing.executemany(
                "INSERT INTO checks(report_id, rule, place, verdict, left_value, right_value, fault)"
                " VALUES (?, ?, ?, 'violated', 2, 1, ?)",
                [
                    (report, rule, ROWS.get(rule, "total"), fault)
                    for report, (rule, fault) in zip(ids, breaks, strict=True)
                ],
            )
        yield store, dict(zip(breaks, ids[: len(BROKEN)], strict=False)), ids[-1]


@pytest.fixture
def store(kept):
    return kept[0]


def answered(store, name, **values):
    found = question(name)
    assert found is not None
    answer = ask(connection(store), found, values)
    return [dict(zip((column.name for column in answer.columns), row, strict=True)) for row in answer.rows]


def test_who_contradicts_itself_is_the_same_everywhere(kept):
    store, towns, nobodys = kept
    expected = {towns[rule, "source"] for rule in IDENTITIES}
    everywhere = expected | {nobodys}
    chosen, values = Selection(violated=True).condition()
    found = connection(store).execute(f"SELECT id FROM reports WHERE {chosen}", values)
    assert {report for (report,) in found} == everywhere
    page = look(CHECKS[0], store)
    assert {one.report_id for one in page.broken} == everywhere
    assert {row["report_id"] for row in answered(store, "10-identities")} == everywhere
    (rate,) = answered(store, "19-error-rate", digits="0", least="1")
    told = (rate["reports_broken"], rate["reports_assessable"])
    assert told == (page.all.wrong, page.all.assessable) == (5, 9)
    (county,) = answered(store, "19-error-rate", least="1")
    within = look(PLACE[0], store, parts={"code": "990101"}, year="2024").within.comparison.rows
    assert {row.report_id for row in within if row.violated} == expected
    assert county["reports_broken"] == sum(row.violated or 0 for row in within) == 4
    assert county["reports_assessable"] == sum(row.violated is not None for row in within) == 8
    assert look(CHECKS[0], store, place="990101").all.wrong == 4


def test_the_place_and_the_years_narrow_them_alike(store):
    for asked, count in (({"year": "2024"}, 4), ({"place": "990101001"}, 1), ({"year": "2020"}, 0)):
        assert look(CHECKS[0], store, **asked).all.wrong == count
    for values, count in (({"first_year": "2024"}, 4), ({"division": "990101001"}, 1), ({"last_year": "2020"}, 0)):
        assert len(answered(store, "10-identities", **values)) == count
        rows = answered(store, "19-error-rate", digits="0", **values)
        assert sum(row["reports_broken"] for row in rows) == count


@pytest.mark.parametrize(("rule", "fault"), BROKEN)
def test_report_and_body_say_of_each_break_what_it_is(kept, rule, fault):
    store, towns, _ = kept
    shown = tree(REPORT[0], store, "en", {"id": str(towns[rule, fault])})
    chips = " ".join(shown.xpath("//ul[@class='chips'][1]//a/text()"))
    finding = finding_of(rule, fault)
    assert ("sums that do not add up: 1" in chips) == (finding == "contradiction")
    assert ("carried in unlike last year's report: 1" in chips) == (finding == "disagreement")
    assert ("open questions: 1" in chips) == (finding in ("reading", "question"))
    assert ("the report itself does not add up" in said(shown)) == (finding == "contradiction")
    (key,) = connection(store).execute("SELECT key FROM reports WHERE id = ?", (towns[rule, fault],)).fetchone()
    (entry,) = look(BODY[0], store, parts={"key": key.rsplit("/", 2)[0]}).entries
    counted = (entry.report.contradictions, entry.report.disagreements, entry.report.doubts)
    assert counted == (finding == "contradiction", finding == "disagreement", finding in ("reading", "question"))


def test_the_page_of_checks_shows_each_break_under_one_heading_alone(store):
    shown = [
        (one.report_id, one.rule) for finding in FINDINGS for one in look(CHECKS[0], store, finding=finding).broken
    ]
    assert len(shown) == len(set(shown)) == len(BROKEN) + 1
    assert len(answered(store, "11-carried-over")) == 2
    assert len(answered(store, "14-normative")) == 4
