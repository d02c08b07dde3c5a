"""Names as portals write them: which are bodies, and which of them are one."""

import pytest

from archive.coverage.areas import Area, area_named
from archive.coverage.bodies import named, reported, short_forms

QINGHE = Area("990101", "青禾县", ("青禾省", "南浦市"))
NANPU = Area("9901", "南浦市", ("青禾省",))


@pytest.mark.parametrize(
    ("text", "match", "kind"),
    [
        ("青禾县人民政府", "government", "county_government"),
        ("青禾县", "government", "county_government"),
        ("县政府", "government", "county_government"),
        ("南浦市青禾县人民政府办公室", "office", "county_government_office"),
        ("县府办", "office", "county_government_office"),
        ("县教育局", "body/教育局", "department"),
        ("青禾教育局", "body/教育局", "department"),
        ("青 禾 县 教育局", "body/教育局", "department"),
        ("市场监督管理局", "body/市场监督管理局", "department"),  # not 市 and 场监督管理局
        ("农业农村局（乡村振兴局）", "body/农业农村局", "department"),
        ("教育局(12)", "body/教育局", "department"),  # with the number of what is there
        ("城市管理局", "body/城市管理局", "department"),
        ("县人民政府国有资产监督管理委员会", "body/国有资产监督管理委", "department"),
        ("青禾经济开发区管理委员会", "body/经济开发区", "development_zone"),
        ("柳泉镇", "town/柳泉镇", "township_government"),
        ("青禾镇人民政府", "town/青禾镇", "township_government"),  # called like its county
        ("南桥街道办事处", "town/南桥街道", "subdistrict_office"),
        ("青禾县南桥街道办", "town/南桥街道", "subdistrict_office"),
        ("白沙回族乡政府", "town/白沙回族乡", "township_government"),
    ],
)
def test_a_body_is_known_by_any_of_its_names(text, match, kind):
    found = named(text, QINGHE)
    assert (found.match, found.kind) == (match, kind)


@pytest.mark.parametrize(
    "text",
    [
        *("更多", "更多>>", "", "局", "政府", "乡镇街道", "各镇", "乡镇", "城镇", "共37个", "12教育局", "教育局2024"),
        *(
            "政府信息公开指南",
            "公开年报",
            "部门网站",
            "直属机构",
            "便民服务中心",
            "互动交流中心",
            "一网通办",
            "县委办公室",
        ),
        *(
            "县纪委",
            "团县委",
            "人民法院",
            "青禾县中学",
            "县人民医院",
            "南浦市教育局",
            "开发区",
            "管委会",
            "教育" * 20 + "局",
        ),
    ],
)
def test_words_of_menus_and_other_areas_are_no_body(text):
    assert named(text, QINGHE) is None


def test_a_notice_may_name_what_a_menu_may_not():
    assert named("县融媒体中心", QINGHE) is None
    assert named("县融媒体中心", QINGHE, in_notice=True).match == "body/融媒体中心"


def test_a_citys_portal_names_bodies_of_its_counties_that_are_not_its_own():
    assert named("南浦市教育局", NANPU).match == "body/教育局"
    assert named("青禾县教育局", NANPU) is None
    assert named("柳泉镇", NANPU) is None
    assert named("南浦市", NANPU).kind == "city_government"


def test_a_listed_township_is_found_by_its_code_however_it_is_written():
    chiping = area_named("371503")
    assert {named(text, chiping).match for text in ("洪官屯镇", "茌平区洪官屯镇人民政府", "洪官屯乡")} == {"371503110"}


@pytest.mark.parametrize(
    ("body", "match"),
    [
        ("990101101/township_government", "990101101"),
        ("990101/township_government/石桥镇人民政府", "town/石桥镇"),
        ("990101/subdistrict_office/南桥街道办事处", "town/南桥街道"),
        ("990101/county_government", "government"),
        ("9901/city_government", "government"),
        ("990101/county_government_office", "office"),
        ("990101/department/人民政府国有资产监督管理委员会", "body/国有资产监督管理委"),
        ("990101/development_zone/青禾经济开发区管理委员会", "body/经济开发区"),
        ("990101/department/县教育局", "body/教育局"),
    ],
)
def test_a_reports_key_matches_the_name_on_the_portal(body, match):
    assert reported(body, QINGHE) == match


def test_a_short_form_joins_the_one_longer_name_that_it_abbreviates():
    names = ["body/教体局", "body/教育和体育局", "body/水利局", "body/市监局", "body/市场监管局", "body/市场监督管理局"]
    assert short_forms(names) == {
        "body/教体局": "body/教育和体育局",
        "body/市监局": "body/市场监督管理局",
        "body/市场监管局": "body/市场监督管理局",
    }


def test_a_short_form_of_two_bodies_is_neither():
    assert short_forms(["body/房管局", "body/房产管理局", "body/房屋管理局"]) == {}
