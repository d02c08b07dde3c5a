"""The stated period: both ends or none."""

from datetime import date

import pytest

from archive.record import Period
from pipelines.understanding.facts.excerpts import excerpts_of
from pipelines.understanding.facts.period import read_period
from tests.pipelines.understanding.letters import BODY, TITLE, document, report

YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


def period(made):
    found = read_period(excerpts_of(made))
    return found and found.value


@pytest.mark.parametrize(
    "text",
    [
        "本报告中所列数据的统计期限自 2020 年 1 月 1 日起至 2020 年 12 月 31 日止。",
        "本报告的统计数据时间自2020年1月1日起至2020年12月31日。",
        "统计期限为2020年1月1日至12月31日。",
        "数据统计时限从2020年1月1日到12月31日止。",
        "统计数据时间段：2020年1月1日起至2020年12月31日止。",
        "内容涵盖镇政府2020年1月1日至12月31日期间的工作。",
        "统计期限：2020.1.1-2020.12.31。",
        "统计期限：2020-01-01至2020-12-31。",
        "统计期限自二〇二〇年一月一日起至二〇二〇年十二月三十一日止。",
        "统计时间为2020年1月至12月。",
        "统计期限为2020年度。",
        "统计期限自２０２０年１月１日起，至２０２０年１２月３１日止。",
        "现将2020年1月1日至2020年12月31日政府信息公开情况报告如下。",
        "所列数据统计周期为2020年1月1日—12月31日",
    ],
)
def test_a_stated_year(text):
    assert period(report(TITLE, text)) == YEAR


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为202011日至20201231日。",
        "统计数据的时限自20201月1日起至202012月31日止。",
        "自2008年5月1日至2020年12月31日，累计公开信息231条。",
        "数据核定时间点为2020年12月31日。",
        "统计期限为2020年1月1日至2020年2月31日。",
        "统计期限为2020年1月1日至2018年12月31日。",
        "2020年，我镇公开信息42条。",
        "培训时间为2020年3月1日至6月5日。",
        "根据2019年5月15日起施行的条例，统计期限见附表。",
        "统计期限自2019年1月1日起至2020年12月31日止。",
    ],
)
def test_no_period(text):
    assert period(report(TITLE, text)) is None


def test_the_first_reports_cover_eight_months():
    text = "本报告所列数据的统计期限自2008年5月1日起至2008年12月31日止。"
    assert period(report(TITLE, text)) == Period(date(2008, 5, 1), date(2008, 12, 31))


def test_it_may_stand_in_section_one_and_at_its_end():
    sentence = "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。"
    assert period(document(TITLE, BODY[0], sentence, *BODY[2:])) == YEAR
    assert period(report(TITLE, "引言。", end=(sentence,))) == YEAR


def test_a_sentence_about_the_figures_goes_before_a_mere_year():
    made = report(TITLE, "现将2019年1月1日至12月31日情况报告如下。", "统计期限为2020年1月1日至12月31日。")
    assert period(made) == YEAR


def test_a_range_in_the_text_is_none_of_the_report():
    assert period(report(TITLE, "引言。", end=("2020年1月1日至12月31日，网站点击42次。",))) is None
