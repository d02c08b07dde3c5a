"""Lists in answers whose keys differ from platform to platform."""

import pytest

from crawler.lists.records import address_in, record_leads, records_in, scalar_in, title_in
from tests.crawler.families.reading import page


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"list": [{"url": "/a.html"}], "pager": {"total": 1}}},
        {"docs": [{"url": "/a.html"}], "tags": [{"name": "x"}]},
        {"results": {"data": {"results": [{"url": "/a.html"}]}}},
        [{"url": "/a.html"}],
        {"list": [{"f_2021": "./202401/t20240116_1.html"}]},
    ],
)
def test_the_records_lie_anywhere(answer):
    assert len(records_in(answer)) == 1


@pytest.mark.parametrize("answer", [{}, [], None, 3, "x", {"list": []}, {"list": [1, 2]}, {"list": [{"name": "x"}]}])
def test_no_records_in_what_is_no_list(answer):
    assert records_in(answer) == ()


def test_a_total_is_that_of_the_least_depth():
    answer = {"data": {"pager": {"total": "212"}, "list": [{"total": 3}]}, "total": ""}
    assert scalar_in(answer, ("total",)) == "212"
    assert scalar_in(answer, ("count",)) is None


def test_opaque_fields_are_told_by_what_they_hold():
    record = {
        "f_1": "2024-01-16",
        "f_2": "白鹭镇2023年政府信息公开工作年度报告",
        "f_3": "//a.example/t1.html",
        "name": "白鹭镇",
    }
    assert address_in(record) == "//a.example/t1.html"
    assert title_in(record) == "白鹭镇2023年政府信息公开工作年度报告"


def test_a_title_without_telling_words_is_the_longest_chinese_text():
    assert title_in({"f_1": "abc def ghi", "f_2": "二〇二三年"}) == "二〇二三年"
    assert title_in({"f_1": 5}) == ""


def test_keys_in_capitals_and_addresses_of_other_hosts():
    records = [
        {"TITLE": "年报", "URL": "//xxgk.qingtong.example/a.html"},
        {"TITLE": "无址", "URL": ""},
        {"TITLE": "二", "URL": "javascript:x"},
    ]
    assert [one.ask.url for one in record_leads(page(""), records)] == ["http://xxgk.qingtong.example/a.html"]
