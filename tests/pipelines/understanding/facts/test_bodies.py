"""Names of public bodies: their kinds, their full forms, and which two names mean one body."""

import json
from importlib.resources import files

import pytest

from pipelines.understanding.facts.bodies import full_name, fullest, kind_of, name_of_body, same_body, without_office

EXAMPLES = json.loads(files("pipelines.understanding.facts").joinpath("bodies.json").read_text("utf-8"))["kinds"]


@pytest.mark.parametrize(("kind", "example"), [(kind, example) for kind, _, example in EXAMPLES])
def test_each_rule_of_the_data_file_has_an_example_that_it_decides(kind, example):
    assert kind_of(example) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县柳泉乡", "township_government"),
        ("柳泉满族乡人民政府", "township_government"),
        ("柳泉苏木人民政府", "township_government"),
        ("青禾区人民政府柳泉街道办事处", "subdistrict_office"),
        ("青禾县城关办事处", "subdistrict_office"),
        ("青禾自治县人民政府", "county_government"),
        ("青禾旗", "county_government"),
        ("临江市青禾区", "county_government"),
        ("滨海新区", "county_government"),
        ("临江高新技术产业开发区管理委员会", "development_zone"),
        ("临江新区", "development_zone"),
        ("青禾风景名胜区管理委员会", "development_zone"),
        ("青禾县柳泉工业园区", "development_zone"),
        ("青禾县国有资产监督管理委员会", "department"),
        ("青禾县发展和改革委员会", "department"),
        ("青禾县人民法院", "department"),
        ("青禾县农业农村局（乡村振兴局）", "department"),
        ("青禾县人民医院", "other_authorised"),
        ("青禾县第一中学", "other_authorised"),
        ("国网青禾县供电公司", "other_authorised"),
        ("青禾县残疾人联合会", "other_authorised"),
        ("临江市人民政府", "city_government"),
        ("青禾自治州", "city_government"),
        ("青禾地区行政公署", "city_government"),
        ("北京市人民政府", "province_government"),
        ("内蒙古自治区", "province_government"),
        ("青禾县政府办", "county_government_office"),
        ("临江市人民政府办公厅", "county_government_office"),
        ("青禾县人民政府外事办公室", "department"),
        ("政府信息公开", None),
        ("柳泉", None),
    ],
)
def test_kinds_go_by_the_end_of_the_name(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("stated", "full"),
    [
        ("泉镇镇", "泉镇镇人民政府"),
        ("柳泉镇政府", "柳泉镇人民政府"),
        ("柳泉街道办", "柳泉街道办事处"),
        ("柳泉街道办事处", "柳泉街道办事处"),
        ("青禾县", "青禾县人民政府"),
        ("滨海新区", "滨海新区人民政府"),
        ("青禾县政府办公室", "青禾县人民政府办公室"),
        ("青禾县人民政府办", "青禾县人民政府办公室"),
        ("临江市政府办公厅", "临江市人民政府办公厅"),
        ("柳泉经济开发区", "柳泉经济开发区"),
        ("区教体局", "区教体局"),
        ("青禾盟", "青禾盟行政公署"),
    ],
)
def test_full_names_hold_what_titles_leave_out(stated, full):
    assert full_name(stated) == full


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳 泉 镇 人 民 政 府", "柳泉镇人民政府"),
        ("柳泉镇人民政府（盖章）", "柳泉镇人民政府"),
        ("中共青禾县柳泉镇委员会 青禾县柳泉镇人民政府", "青禾县柳泉镇人民政府"),
        ("中共青禾县委机构编制委员会办公室", "中共青禾县委机构编制委员会办公室"),
        ("柳泉镇党委政府", "柳泉镇"),
        ("柳泉街道党政综合办公室", "柳泉街道"),
        ("青禾县教育局办公室", "青禾县教育局"),
        ("青禾县人民政府办公室政务公开科", "青禾县人民政府办公室"),
        ("青禾县机构编制委员会办公室", "青禾县机构编制委员会办公室"),
        ("本溪市", "本溪市"),
        ("全州县柳泉镇", "全州县柳泉镇"),
        ("乌镇", "乌镇"),
        ("和县", "和县"),
        ("区县", None),
        ("我镇", None),
        ("本机关", None),
        ("全县", None),
        ("县人民政府", None),
        ("镇政府", None),
        ("青禾县各乡镇", None),
        ("乡镇", None),
        ("党政办公室", None),
        ("政务公开办公室", None),
        ("政务服务大厅", None),
        ("2021年1月15日", None),
        ("认真贯彻落实条例的有关规定，", None),
        ("", None),
    ],
)
def test_a_text_is_the_name_of_somebody_or_not(text, name):
    assert name_of_body(text) == name


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("柳泉镇人民政府", "临江市青禾区柳泉镇人民政府"),
        ("东乡县河口乡人民政府", "东乡族自治县河口乡人民政府"),
        ("柳泉街道办事处", "青禾区人民政府柳泉街道办事处"),
        ("区教体局", "青禾区教育和体育局"),
        ("青禾县卫健委", "青禾县卫生健康委员会"),
        ("市场监管局", "青禾县市场监督管理局"),
        ("县人民政府办公室", "青禾县人民政府办公室"),
        ("经开区管委会", "青禾经济技术开发区管理委员会"),
        ("青禾县人民政府", "临江市青禾县人民政府"),
        ("东乡县人民政府", "东乡族自治县人民政府"),
    ],
)
def test_two_names_of_one_body(short, long):
    assert same_body(short, long)
    assert same_body(long, short)
    assert fullest(short, ["青禾县人民医院", long]) == long


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("泉镇人民政府", "柳泉镇人民政府"),
        ("柳泉镇人民政府", "柳泉乡人民政府"),
        ("青禾县城关镇人民政府", "临江县城关镇人民政府"),
        ("青禾县人民政府", "青禾县人民政府办公室"),
        ("青禾县人民政府", "青禾县柳泉镇人民政府"),
        ("青禾县水务局", "青禾县水利局"),
        ("青禾县民政局", "青禾县林业局"),
        ("青县柳泉镇人民政府", "青禾县柳泉镇人民政府"),
        ("青县人民政府", "青禾县人民政府"),
        ("青禾县教育局", "临江县教育局"),
        ("青县教育局", "青禾县教育局"),
    ],
)
def test_two_bodies(one, other):
    assert not same_body(one, other)


def test_an_office_that_only_compiles_is_cut_once_for_each():
    assert without_office("柳泉镇人民政府办公室政务公开领导小组办公室") == "柳泉镇人民政府"
