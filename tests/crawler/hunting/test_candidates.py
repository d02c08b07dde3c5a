"""Links that may be reports to their rows: the last word counts, but a report stays one."""

from crawler.hunting.candidates import Candidates

PORTAL = "http://www.qingtong.example/"
URL = f"{PORTAL}1.html"


def last(candidates: Candidates) -> list[tuple]:
    return [(row.url, row.link_text, row.verdict, row.reason) for row in candidates.take_rows()]


def test_a_judgement_takes_the_place_of_a_refusal_and_not_the_other_way_round():
    candidates = Candidates(PORTAL)
    candidates.refuse(URL, "年报", "foreign_host")
    candidates.judge(URL, "年报", "report", "heading+form")
    candidates.refuse(URL, "年报", "over_budget")
    assert last(candidates) == [(URL, "年报", "report", "heading+form")]


def test_a_report_stays_one():
    candidates = Candidates(PORTAL)
    candidates.judge(URL, "年报", "report", "heading+form")
    candidates.judge(URL, "年报", "not_report", "attachment_only")
    assert last(candidates) == [(URL, "年报", "report", "heading+form")]


def test_words_known_before_are_kept_where_none_come():
    candidates = Candidates(PORTAL)
    candidates.refuse(URL, "白鹭镇年报", "redirect")
    candidates.judge(URL, "", "not_report", "too_short")
    assert last(candidates) == [(URL, "白鹭镇年报", "not_report", "too_short")]


def test_rows_are_given_once_each_time_they_change():
    candidates = Candidates(PORTAL)
    candidates.refuse(URL, "", "gone")
    assert last(candidates) == [(URL, None, "not_taken", "gone")]
    assert last(candidates) == []
    candidates.judge(URL, "", "unreadable", "damaged")
    assert [row[2] for row in last(candidates)] == ["unreadable"]


def test_endless_words_are_cut():
    candidates = Candidates(PORTAL)
    candidates.refuse(URL, "年" * 10_000, "gone")
    (row,) = candidates.take_rows()
    assert row.portal_url == PORTAL
    assert 100 <= len(row.link_text or "") <= 1000
