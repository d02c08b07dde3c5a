"""Sites, codes, telephones and a document's own authorities to areas, and where they contradict each other."""

import pytest

from pipelines.understanding.facts.clues import Clues, common, overlap, own_kinds, own_places, surroundings


@pytest.mark.parametrize(
    ("clues", "areas"),
    [
        ({}, None),
        ({"site_code": "3715030001"}, {"371503"}),
        ({"site_code": "3715230001"}, {"3715"}),
        ({"site_code": "bm07000001"}, None),
        ({"site_code": "null"}, None),
        ({"portal_division": "371500"}, {"3715"}),
        ({"portal_division": "110100"}, {"11"}),
        ({"index_number": "11370812004339255B/2020-22849"}, {"370812"}),
        ({"index_number": "014416330/2018-04736"}, None),
        ({"site": ("茌平区人民政府",)}, {"371503"}),
        ({"site": ("茌平政府网",)}, {"371503"}),
        ({"site": ("中国茌平",)}, None),
        ({"site": ("首页 > 政务公开 > 茌平区 > 洪官屯镇 > 年度报告",)}, {"371503"}),
        ({"site": ("首页 > 聊城市 > 茌平区",)}, {"371503"}),
        ({"site": ("聊城市人民政府", "茌平区洪官屯镇")}, {"371503"}),
        ({"site": ("茌平区人民政府", "嵩县人民政府")}, None),
        ({"site": ("和平街道", "城区街道", "公安局", "新区", "开发区")}, None),
        ({"site_code": "3715000001", "phones": ("0635-4842002",), "postcode": "252100"}, {"3715"}),
        ({"phones": ("0635-4842002", "13800000000")}, {"3715"}),
        ({"phones": ("0728-3222222",), "postcode": "433000"}, {"429004", "429005", "429006"}),
        ({"site_code": "3715030001", "phones": ("0358-7840003",)}, set()),
        ({"site_code": "3715030001", "portal_division": "410325"}, set()),
        ({"host": "www.qinghe.shandong.gov.cn", "postcode": "030000"}, set()),
    ],
)
def test_what_clues_leave(clues, areas):
    assert surroundings(Clues(**clues)).areas == areas


def test_only_sites_and_codes_are_official():
    around = surroundings(Clues(site_code="3715000001", phones=("0728-3222222",)))
    assert around.official == {"3715"}
    assert surroundings(Clues(phones=("0635-4842002",))).official == set()


def test_the_clue_that_says_most_is_the_evidence():
    around = surroundings(Clues(site_code="3715030001", phones=("0635-4842002",), postcode="252100"))
    assert around.narrowing("371503110") == "3715030001"
    assert around.narrowing("410325") is None


def test_areas_lie_in_each_other():
    assert overlap({"37"}, {"371503", "4103"}) == {"371503"}
    assert overlap({"3715"}, {"3716"}) == set()
    assert common([]) is None
    assert common([frozenset({"37"}), frozenset({"371503", "14"}), frozenset({"3715"})]) == {"371503"}


def test_each_place_of_a_document_comes_once():
    lines = ["在茌平区委、区政府领导下", "在茌平区委、区政府领导下", "聊城市政府"]
    assert [place.words for place in own_places(lines)] == [("茌平区",), ("聊城市",)]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("在县委、县政府的领导下", {"县"}),
        ("根据区政府要求", {"区"}),
        ("自治区政府", set()),
        ("自治区党委、政府", set()),
        ("开发区政府", set()),
        ("市县政府", set()),
        ("各县(区)政府", set()),
        ("茌平区委", set()),
        ("在市委、市政府领导下", set()),
        ("县委托", set()),
    ],
)
def test_the_kind_of_the_county_that_a_document_does_not_name(line, kinds):
    assert own_kinds([line]) == kinds
