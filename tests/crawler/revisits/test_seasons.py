"""Days and words to seasons and closed years."""

from datetime import UTC, date, datetime

import pytest

from crawler.revisits.seasons import day_of, is_closed, is_season, newest_year, tells_year


def test_the_day_is_that_of_china_wherever_the_machine_stands():
    assert day_of(datetime(2024, 12, 31, 17, tzinfo=UTC)) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("day", "season"),
    [(date(2025, 1, 1), True), (date(2024, 2, 29), True), (date(2025, 3, 31), True), (date(2025, 4, 1), False)],
)
def test_the_season_is_that_of_the_duties(day, season):
    assert is_season(day) is season


def test_on_new_years_day_the_year_that_ended_is_awaited():
    assert [newest_year(date(2024, 12, 31)), newest_year(date(2025, 1, 1))] == [2023, 2024]


@pytest.mark.parametrize(
    ("words", "url", "closed"),
    [
        ("2023年", "http://a.cn/nb/", True),
        ("2024年", "http://a.cn/nb/2019/", False),  # its words count before its address
        ("2018-2024年年报", "http://a.cn/nb/", False),
        ("年报", "http://a.cn/nb/2020n/", True),
        ("年报", "http://a.cn/list.jsp?area=3&fbtime=2021", True),
        ("年报", "http://a.cn/2019/nb/", False),  # a site that was built in that year
        ("年报", "http://a.cn/label/8888?labelName=list&file=/xxgk/publicInfoList_newest2020", False),  # a template
        ("年报", "http://a.cn/nb/list2020.html", False),
        ("年报", "http://a.cn/nb/t20210105_1.html", False),
        ("1999年", "http://a.cn/", False),
        ("年报", "http://a.cn/", False),
    ],
)
def test_a_list_is_closed_where_its_name_or_the_end_of_its_address_says_an_older_year(words, url, closed):
    assert is_closed(words, url, date(2025, 2, 1)) is closed


def test_words_tell_a_year_or_none():
    assert [tells_year(words) for words in ("2023年度", "县直部门", "20231")] == [True, False, False]
