"""The page of a report: facts with their words, evidence, citations, and text that stays text."""

import json
from dataclasses import replace
from datetime import date

import pytest

from archive.presence import Gone
from archive.record import Attachment, Contact, Evidence
from archive.seals import put
from archive.standing import Standing
from archive.store import Store
from archive.web.asking import NotThereError
from tests.archive.captures import keep, rows, town_report
from tests.archive.made_up import issuer
from tests.archive.web.kept_reports import PAGE, kept, record, shown
from tests.archive.web.page_trees import text_of, tree_of, words_of
from tests.archive.web.served import served

TITLE = "青桐县白鹭镇人民政府2024年政府信息公开工作年度报告"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e\x07\x1b[31m{{ 7*7 }}'


def test_a_fact_opens_to_the_words_it_was_read_from_and_these_are_lit_in_the_text(tmp_path):
    text = f"{TITLE}\n一、总体情况\n成文于 2025 年\n1 月 24 日。联系电话：0990-8650000"
    made = record(
        title=TITLE,
        text=text,
        written_date=date(2025, 1, 24),
        contact=Contact(phones=("0990-8650000",)),
        evidence={
            "title": Evidence(TITLE),
            "year": Evidence("2024年政府"),  # within the title
            "written_date": Evidence("2025年1月24日"),  # the page breaks it over two lines
            "contact.phones": Evidence("电话：0990-8650000"),
        },
    )
    tree = shown(tmp_path, made)
    for name, words in (("title", TITLE), ("written_date", "2025 年 1 月 24 日"), ("year", "2024年政府")):
        fact = tree.get_element_by_id(f"fact-{name}")
        assert words_of(fact.find(".//mark")) == words
        anchor = fact.find(".//a").get("href")[1:]
        assert words_of(tree.get_element_by_id(anchor)) == words


def test_what_is_not_known_is_named_and_shown_nowhere_as_a_fact(tmp_path):
    tree = shown(tmp_path, record())
    assert not tree.xpath('//*[@id="fact-signer" or @id="fact-publish_date" or @id="fact-contact-phones"]')
    said = words_of(tree)
    assert "未见或未能读出" in said
    assert "签发人" in said


def test_words_from_around_the_text_and_inferred_places_are_told_as_such(tmp_path):
    made = record(
        publish_date=date(2025, 1, 30),
        issuer=replace(issuer(), division_source="inferred"),
        evidence={"publish_date": Evidence("发布时间：2025-01-30")},  # in the page's box, outside of its text
    )
    tree = shown(tmp_path, made)
    assert "不在报告正文里" in words_of(tree.get_element_by_id("fact-publish_date"))
    assert "推断" in words_of(tree.get_element_by_id("fact-issuer-division"))


def test_a_report_of_which_body_or_year_is_not_known_says_so(tmp_path):
    tree = shown(tmp_path, record(year=None, issuer=None, title=None))
    assert "无法确定这份报告的机关" in words_of(tree)
    assert words_of(tree.find(".//h1")) == "（标题未知）"


def test_a_report_that_stands_nowhere_any_more_says_so_at_the_top(tmp_path):
    with Store(tmp_path) as store:
        report_id = keep(store, record()).report_id
    assert "消失" not in words_of(tree_of(tmp_path, PAGE, id=report_id).find(".//main"))
    with Store(tmp_path) as store:
        Standing(store).gone(Gone("http://example.cn/1", "2035-03-01T18:00:00.000000Z", "gone", 404, None, 1))
    tree = tree_of(tmp_path, PAGE, id=report_id)
    assert "自 2035-03-02 起" in words_of(tree.xpath('//p[contains(@class, "notice")]')[0])


def test_words_that_were_looked_for_are_marked_in_the_text(tmp_path):
    made = record(sections={"overview": "受理信访事项3件。"}, text="一、总体情况\n受理信访事项3件。")
    tree = shown(tmp_path, made, q="信访")
    assert words_of(tree.get_element_by_id("hit")) == "信访"
    assert [words_of(one) for one in tree.xpath('//div[@class="prose"]//mark')] == ["信访", "信访"]


def test_hostile_texts_stay_texts(tmp_path):
    made = record(
        title=HOSTILE,
        signer=HOSTILE,
        text=f"{HOSTILE}\n" + "字" * 300_000,
        sections={HOSTILE: HOSTILE},
        attachments=(Attachment("javascript:alert(1)", HOSTILE), Attachment("http://example.cn/a.pdf", None)),
        evidence={"title": Evidence(HOSTILE), "signer": Evidence("<script>alert(1)")},
    )
    (report_id,) = kept(tmp_path, made)
    for q in ("", "alert", HOSTILE, '"" -', "一 二 三 四"):
        page = text_of(tmp_path, PAGE, q=q, id=report_id)
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "{{ 7*7 }}" in page
        assert len(page) < 300_000  # the rest is told to be left out
    assert "没有显示" in page


def test_evidence_names_the_bytes_and_citations_the_capture(tmp_path):
    with Store(tmp_path) as store:
        report_id = keep(store, town_report()).report_id
    tree = tree_of(tmp_path, PAGE, id=report_id)
    ((url, sha256, record_id, offset),) = rows(
        tmp_path, "SELECT url, sha256, warc_record_id, warc_offset FROM snapshots"
    )
    said = words_of(tree)
    assert f"{offset}, " in said
    for citation in tree.xpath('//*[contains(@class, "quoted")]'):
        assert all(part in citation.text_content() for part in (url, sha256, record_id))


def test_reports_that_look_alike_are_told_from_either_side(tmp_path):
    one, other = kept(tmp_path, record(), record(year=2023))
    with Store(tmp_path) as store, store.changing() as connection:
        alike = {"report_id": one, "other_report_id": other, "kind": "near_text", "likeness": 0.97, "left_in": "白鹭镇"}
        put(connection, "lookalikes", alike)
    for report_id, beside in ((one, other), (other, one)):
        tree = tree_of(tmp_path, PAGE, id=report_id)
        (row,) = tree.xpath('//table[contains(., "白鹭镇")]//tbody/tr')
        assert f"/zh/report/{beside}" in row.xpath(".//a/@href")
        assert "97%" in words_of(row)


def test_versions_lead_to_their_comparison_and_the_current_one_is_named(tmp_path):
    with Store(tmp_path) as store:
        for text in ("甲。", "乙。"):
            report_id = keep(store, record(text=text), payload=text.encode()).report_id
    tree = tree_of(tmp_path, PAGE, id=report_id)
    (old,), (new,) = rows(tmp_path, "SELECT id FROM versions ORDER BY first_seen")
    assert f"/zh/report/{report_id}/versions/{old}/{new}" in tree.xpath("//a/@href")
    assert [words_of(one) for one in tree.xpath('//*[contains(@class, "good")]/..')] == ["版本 2 现行"]


def test_there_is_no_page_for_what_is_no_report(tmp_path):
    kept(tmp_path, record())
    with pytest.raises(NotThereError):
        text_of(tmp_path, PAGE, id=99)


def test_the_record_is_served_as_it_is(tmp_path):
    made = town_report()
    (report_id,) = kept(tmp_path, made)
    with served(tmp_path) as site:
        answer = site.get(f"/report/{report_id}.json")
        assert answer.headers["content-type"].startswith("application/json")
        assert json.loads(answer.body)["title"] == made.title
        assert site.get("/report/99.json").status == 404
        page = site.get(f"/en/report/{report_id}")
        assert page.status == 200
        assert site.get("/en/report/99").status == 404
        assert f'href="/report/{report_id}.json"' in page.text
