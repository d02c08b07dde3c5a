"""Names and codes of provinces, cities and counties, old and new, and those that several share."""

import pytest

from archive.places.regions import area, county_now, inside, kinds_of, named, region_name, short_named


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("茌平区", {"371503"}),
        ("茌平县", {"371503"}),
        ("大同县", {"140215"}),
        ("襄樊市", {"4206"}),
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("朝阳市", {"2113"}),
        ("朝阳县", {"211321"}),
        ("朝阳区", {"110105", "220104"}),
        ("吉林市", {"2202"}),
        ("吉林省", {"22"}),
        ("北京市", {"11"}),
        ("海南省", {"46"}),
        ("东莞市", {"441900"}),
        ("儋州市", {"460400"}),
        ("嘉峪关市", {"620201"}),
        ("仙桃市", {"429004"}),
        ("米林县", {"540481"}),
        ("科右前旗", {"152221"}),
        ("莱芜市", {"370116", "370117"}),
    ],
)
def test_what_a_name_means_or_meant(name, codes):
    assert named(name) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("东乡县", {"361003", "622926"}),
        ("前郭尔罗斯县", {"220721"}),
        ("围场县", {"130828"}),
        ("鄂温克旗", {"150724"}),
        ("顺河区", {"410203"}),
        ("酉阳自治县", {"500242"}),
        ("海南州", {"6325"}),
        ("黔西南州", {"5223"}),
        ("毕节地区", {"5205"}),
        ("通州市", {"110112", "320612"}),
        ("新建县", {"360112"}),
        ("荏平区", {"371503"}),
    ],
)
def test_what_a_name_means_by_habit(name, codes):
    assert named(name) == codes


@pytest.mark.parametrize(
    "name", ["县", "市辖区", "省直辖县级行政区划", "青禾县", "我区", "市区", "社区", "行政区划", ""]
)
def test_what_is_no_place_means_none(name):
    assert not named(name)


def test_a_short_name_means_all_that_are_called_so():
    assert short_named("朝阳") == {"2113", "110105", "211321", "220104"}
    assert short_named("开发") == set()


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("37", "37"),
        ("370000", "37"),
        ("3715", "3715"),
        ("371503110", "371503"),
        ("110000", "11"),
        ("1101", "11"),
        ("500200", "50"),
        ("441900", "441900"),
        ("4419", "441900"),
        ("442000001", "442000"),
        ("620200", "620201"),
        ("429004", "429004"),
        ("429000", "42"),
        ("371523", "3715"),
        ("540422", "540481"),
        ("430271", "4302"),
        ("220381", "220184"),
        ("990000", None),
        ("", None),
    ],
)
def test_the_area_of_any_form_of_a_code(code, place):
    assert area(code) == place


def test_a_code_that_was_given_up_lies_where_the_place_lies_now():
    assert county_now("220381") == "220184"
    assert inside("540422100", ["540481"])
    assert inside("540422100", ["5404"])
    assert not inside("540422100", ["5405"])
    assert region_name("540422") == "米林县"


def test_a_county_is_of_the_kinds_that_it_was():
    assert kinds_of("371503") == {"区", "县"}
    assert kinds_of("4419") == set()
