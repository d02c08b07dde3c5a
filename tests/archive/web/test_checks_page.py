"""Broken rules of a made-up archive to counts and the list of reports, the source's apart from what may be ours."""

from dataclasses import replace

import pytest

from archive.errors import UsageError
from archive.forms import form_tables
from archive.record import Check
from archive.web.asking import BadRequestError
from archive.web.language import LANGUAGES, Words
from archive.web.pages.checks import PAGES, RULES
from tests.archive.captures import keep, town_report
from tests.archive.web.served import served
from tests.archive.web.shown import html, look

(PAGE,) = PAGES
HELD = Check("requests.row_sum", "granted", "ok", 4, 4)
BALANCE = Check("requests.balance", "total", "violated", 214, 213, "source")
SUM = Check("requests.row_sum", "carried_in", "violated", 4, 5, "source")
OURS = Check("requests.column_sum", "natural_person", "violated", 7, 6, "reading")
ODD = Check("proactive.regulations_by_authority", "in_force", "violated", 6, 0, "reading")
UNTOLD = Check("requests.balance", "org_other", "not_assessable", None, 3)


@pytest.fixture
def checked(store):
    """Four towns: two contradict themselves, one may be misread, one has nothing that can be checked."""
    for town, (year, checks) in enumerate(
        [(2024, (HELD, BALANCE, SUM)), (2024, (HELD, OURS, ODD)), (2023, (SUM,)), (2024, (UNTOLD,))], start=1
    ):
        keep(store, replace(town_report(town, year), checks=checks), f"http://example.cn/{town}")
    return store


def groups(found):
    return [(one.name, one.wrong, one.assessable) for one in found]


def test_only_what_is_the_sources_is_shown_unasked(checked):
    page = look(PAGE, checked)
    assert [(one.rule, one.times, one.reports) for one in page.by_rule] == [
        ("requests.row_sum", 2, 2),
        ("requests.balance", 1, 1),
    ]
    assert groups(page.by_year) == [("2024", 1, 2), ("2023", 1, 1)]
    assert groups([page.all]) == [("", 2, 3)]
    assert groups(page.by_place) == [("青禾省", 2, 3)]
    assert [(one.year, one.rule, one.left, one.right) for one in page.broken] == [
        (2024, "requests.balance", 214, 213),
        (2024, "requests.row_sum", 4, 5),
        (2023, "requests.row_sum", 4, 5),
    ]


def test_what_may_be_our_reading_and_what_raises_a_question_are_apart_and_say_so(checked):
    assert {one.rule for one in look(PAGE, checked, finding="reading").broken} == {"requests.column_sum"}
    assert {one.rule for one in look(PAGE, checked, finding="question").broken} == {ODD.rule}
    assert look(PAGE, checked, finding="disagreement").broken == ()
    for finding in ("reading", "question"):
        assert "Do not cite it as an error" in html(PAGE, checked, finding=finding)
        assert "不能当作机关的差错引用" in html(PAGE, checked, "zh", finding=finding)
    assert "不能当作机关的差错引用" not in html(PAGE, checked, "zh")


def test_a_rule_that_is_no_identity_is_never_said_to_contradict(checked):
    page = look(PAGE, checked, rule=ODD.rule, finding="contradiction")
    assert (page.filters.finding, [one.rule for one in page.broken]) == ("question", [ODD.rule])
    assert "contradict themselves</li>" not in html(PAGE, checked, rule=ODD.rule)
    assert "raises a question" in html(PAGE, checked, rule=ODD.rule)
    assert look(PAGE, checked, rule=OURS.rule, finding="reading").filters.finding == "reading"


def test_places_in_the_tables_are_told_in_the_words_of_the_form(checked):
    labels = [one.at for one in look(PAGE, checked).broken]
    assert labels == ["总计", "二、上年结转政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]
    assert [one.at for one in look(PAGE, checked, finding="reading").broken] == ["自然人"]
    assert [one.at for one in look(PAGE, checked, finding="question").broken] == ["现行有效件数"]
    assert "2. Carried in from last year" in html(PAGE, checked)


def test_a_body_leads_to_the_place_in_its_report(checked):
    assert 'href="/zh/report/1#cell-requests-carried_in-total"' in html(PAGE, checked, "zh")


CASES = (
    ({"year": "2023"}, 1),
    ({"year": "2023-2024"}, 3),
    ({"place": "990101003"}, 1),
    ({"place": "青禾县"}, 3),
    ({"place": "99"}, 3),
    ({"place": "990102"}, 0),
    ({"kind": "township_government"}, 3),
    ({"kind": "department"}, 0),
    ({"rule": "requests.balance"}, 1),
    ({"page": "3"}, 0),
)


def test_filters(checked):
    for asked, count in CASES:
        assert len(look(PAGE, checked, **asked).broken) == count, asked
        for language in LANGUAGES:
            html(PAGE, checked, language, **asked)


def test_shares_are_of_reports_in_which_the_rule_could_be_put(checked):
    page = look(PAGE, checked, rule="requests.balance")
    assert groups([page.all]) == [("", 1, 1)]
    assert look(PAGE, checked, year="2022").all.share is None


def test_filters_stay_in_the_links_of_a_long_list(checked, monkeypatch):
    monkeypatch.setattr("archive.web.pages.checks.ROWS", 1)
    page = html(PAGE, checked, place="青禾县", rule="requests.row_sum")
    assert "rule=requests.row_sum&amp;page=2" in page
    assert look(PAGE, checked, rule="requests.row_sum", page="2").has_more is False


def test_what_means_nothing_is_refused(checked):
    for asked in ({"kind": "king"}, {"rule": "x"}, {"finding": "nobody"}, {"page": "-1"}):
        with pytest.raises(BadRequestError):
            look(PAGE, checked, **asked)
    for asked in ({"year": "24"}, {"place": "1"}):
        with pytest.raises(UsageError):
            look(PAGE, checked, **asked)


def test_every_rule_and_every_place_has_words():
    for words in map(Words, LANGUAGES):
        assert all(words.term("rules", rule) != rule for rule in RULES)
        for (form, table), cells in form_tables().items():
            for cell in cells if form in ("2019_trial", "2021_revised") else ():
                assert words(f"form.row.{cell.row}"), table
                assert words(f"form.column.{cell.column}"), table


def test_an_archive_without_errors_says_so(store):
    keep(store, replace(town_report(), checks=(HELD,)))
    assert "No broken rule was found" in html(PAGE, store)
    assert "没有可以核对" in html(PAGE, store, "zh", year="2020")


def test_hostile_parameters_end_as_a_page(checked, tmp_path):
    checked.flush()
    with served(tmp_path) as site:
        for page in ("checks", "lookalikes"):
            for query in ("year='", "place=%00", "place='--", "year=2024-", "kind=%3Cscript%3E", "page=99999999999999"):
                answer = site.get(f"/zh/{page}?{query}")
                assert answer.status in (200, 400), query
                assert "<script" not in answer.text
                assert "sqlite" not in answer.text.casefold()
        assert site.get("/en/lookalikes/1/2").status == 404
        assert site.get("/en/checks").status == 200
