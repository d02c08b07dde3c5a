"""The words of links to whose report they lead to."""

import pytest

from archive.coverage.areas import Area
from archive.coverage.claims import claim

QINGHE = Area("990101", "青禾县", ("青禾省", "南浦市"))


@pytest.mark.parametrize(
    ("text", "match", "year"),
    [
        ("青禾县教育局2024年政府信息公开工作年度报告", "body/教育局", 2024),
        ("2024年青禾县教育局政府信息公开工作年度报告", "body/教育局", 2024),
        ("关于青禾县教育局2024年度政府信息公开工作情况的报告", "body/教育局", 2024),
        ("柳泉镇二〇二四年政府信息公开年报", "town/柳泉镇", 2024),
        ("柳 泉 镇 ２０２４ 年政府信息公开年报.pdf", "town/柳泉镇", 2024),
        ("青禾县2019年政府信息公开工作年度报告", "government", 2019),
        ("县政府办2021年信息公开年报", "office", 2021),
    ],
)
def test_a_link_claims_a_body_and_a_year(text, match, year):
    found = claim(text, QINGHE)
    assert (found.match, found.year) == (match, year)


@pytest.mark.parametrize(
    "text",
    [
        "2024年政府信息公开工作年度报告",  # whose?
        "教育局政府信息公开年报",  # of which year?
        "教育局2023年和2024年政府信息公开工作年度报告",
        "教育局2024年工作总结",
        "泉镇小学2024年信息公开报告",
        "白棠市教育局2024年政府信息公开工作年度报告",  # of another place
        "",
        "公" * 100_000,
    ],
)
def test_a_link_that_leaves_something_open_claims_nothing(text):
    assert claim(text, QINGHE) is None
