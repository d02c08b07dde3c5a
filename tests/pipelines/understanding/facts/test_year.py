"""The year that a report is on: the title's, unless period and dates prove that it is the year of publishing."""

import pytest

from pipelines.understanding.facts.metadata import read_metadata
from tests.pipelines.understanding.letters import BODY, document, page, report

PERIOD_2020 = "本报告的统计期限自2020年1月1日起至2020年12月31日止。"
SIGNED_2021 = ("柳泉镇人民政府", "2021年1月15日")
OF_2020 = tuple(line.replace("2020年，我镇", "2020年，我镇2020年") for line in BODY)
WITHOUT_YEARS = ("一、总体情况", "我镇认真做好工作。", "二、主动公开政府信息情况", "无。")


def year(made, link_text=None):
    return read_metadata(made, None, link_text).year


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (report("柳泉镇2020年政府信息公开年报", PERIOD_2020), 2020),
        (report("柳泉镇2020年政府信息公开年报", end=SIGNED_2021), 2020),
        (report("柳泉镇政府信息公开年报", PERIOD_2020), 2020),
        (report("柳泉镇政府信息公开年报", "现将我镇2020年度政府信息公开工作情况报告如下："), 2020),
        (report("柳泉镇政府信息公开年报", body=WITHOUT_YEARS), None),
        (report("柳泉镇政府信息公开年报", body=OF_2020, end=SIGNED_2021), 2020),
        (report("柳泉镇政府信息公开年报", body=OF_2020), 2020),
        (report("柳泉镇二〇二〇年政府信息公开年报", body=WITHOUT_YEARS), 2020),
        (report("柳泉镇1998年政府信息公开年报", body=WITHOUT_YEARS), None),
        (report("柳泉镇政府信息公开年报", body=WITHOUT_YEARS, end=SIGNED_2021), None),
    ],
)
def test_clues_in_their_order(made, expected):
    assert year(made) == expected


def test_a_title_that_bears_the_year_of_publishing():
    made = report("柳泉镇2021年政府信息公开年报", PERIOD_2020, body=OF_2020, end=SIGNED_2021)
    found = read_metadata(made, None, None)
    assert found.year == 2020
    assert "统计期限" in found.evidence["year"].text


def test_without_a_date_the_prose_decides_between_title_and_period():
    assert year(report("柳泉镇2021年政府信息公开年报", PERIOD_2020, body=OF_2020)) == 2020


def test_a_period_left_over_from_last_year():
    of_2021 = tuple(line.replace("2020", "2021") for line in OF_2020)
    stale = report("柳泉镇2021年政府信息公开年报", PERIOD_2020, body=of_2021)
    assert year(stale) == 2021
    signed = report("柳泉镇2021年政府信息公开年报", PERIOD_2020, body=of_2021, end=("柳泉镇人民政府", "2022年1月15日"))
    assert year(signed) == 2021


def test_a_report_out_early_in_the_year_that_it_bears():
    made = report("柳泉镇2021年政府信息公开年报", body=OF_2020 + OF_2020, end=SIGNED_2021)
    assert year(made) == 2020


def test_a_january_signed_with_the_old_year_changes_nothing():
    made = report("柳泉镇2020年政府信息公开年报", body=OF_2020, end=("柳泉镇人民政府", "2020年1月15日"))
    assert year(made) == 2020


def test_the_day_of_a_sites_last_move_is_no_clue():
    made = page("政府信息公开年报", body=OF_2020, facts={"发布日期": "2023-06-01"})
    assert year(made) == 2020


def test_a_link_names_the_year_of_a_document_that_does_not():
    made = document("柳泉镇政府信息公开年报", *WITHOUT_YEARS)
    assert year(made, "柳泉镇2020年政府信息公开工作年度报告") == 2020
    assert year(made, "2020年文件") is None
