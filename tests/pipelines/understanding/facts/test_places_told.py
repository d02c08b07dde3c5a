"""Bodies and clues to divisions: what names and texts say in so many words, and what they leave open."""

import time
from pathlib import Path

import pytest

from pipelines.understanding.facts.places import Clues, resolve

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
TOWN, OFFICE, DEPARTMENT = "township_government", "subdistrict_office", "department"
COUNTY_GOVERNMENT, COUNTY_OFFICE = "county_government", "county_government_office"
CITY_GOVERNMENT, PROVINCE_GOVERNMENT, ZONE = "city_government", "province_government", "development_zone"


def code(body, kind, **clues):
    resolution = resolve(body, kind, Clues(**clues))
    return resolution.division and resolution.division.code


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("茌平县洪官屯镇人民政府", "371503110"),
        ("荏平区洪官屯镇人民政府", "371503110"),
        ("山东聊城茌平区洪官屯镇", "371503110"),
        ("茌平洪官屯镇人民政府", "371503110"),
        ("東鄉族自治縣鳳山鄉人民政府", "622926214"),
        ("东乡族自治县 凤 山 乡 人民政府（本级）", "622926214"),
        ("甘肃省临夏州东乡县凤山乡", "622926214"),
        ("浙江省桐乡市乌镇镇人民政府", "330483100"),
        ("安庆市枞阳县横埠镇人民政府", "340722106"),
        ("四平市公主岭市双城堡镇人民政府", "220184107"),
        ("东莞市虎门镇人民政府", "441900121"),
        ("仙桃市沔城回族镇人民政府", "429004112"),
        ("内蒙古自治区阿拉善盟阿左旗巴润别立镇", "152921105"),
        ("博爱县柏山镇人民政府", "410822101"),
        ("鄱阳县古县渡镇人民政府", "361128110"),
        ("古县渡镇人民政府", "361128110"),
        ("阳泉市郊区荫营镇人民政府", "140311100"),
        ("郊区荫营镇人民政府", "140311100"),
        ("濉溪县孙町镇人民政府", "340621109"),
        ("濉溪县孙疃镇人民政府", "340621109"),
        ("聊城经济技术开发区蒋官屯街道办事处", "371502010"),
        ("长安区建北街道办", "130102001"),
    ],
)
def test_a_body_that_names_its_parents(body, found):
    resolution = resolve(body, None, Clues())
    assert resolution.division is not None
    assert (resolution.division.code, resolution.source) == (found, "stated" if resolution.parents else "inferred")


@pytest.mark.parametrize(
    "body",
    [
        "凤山乡人民政府",  # one such name in China, and one that a scanner turns into it
        "乌镇人民政府",  # one such name in China, and 乌镇镇
        "太平镇人民政府",
        "开平区开平乡人民政府",  # 开平街道 or 开平镇
        "东乡族自治县柳泉镇人民政府",
        "青禾县龙村镇人民政府",  # a county that nobody has heard of
        "城区街道办事处",
        "街道办事处",
        "镇人民政府",
        "人民政府",
        "",
    ],
)
def test_a_township_that_cannot_be_told_apart_is_left(body):
    assert code(body, TOWN) is None


@pytest.mark.parametrize(
    "clues",
    [
        {"phones": ("0394-2295069",)},
        {"postcode": "466000"},
        {"host": "www.qinghe.henan.gov.cn"},
        {"site_code": "4116220001"},
        {"portal_division": "410000"},
        {"site": ("西华县人民政府",)},
        {"stated": ("在周口市委、市政府领导下",)},
        {"stated": ("在西华县委、县政府领导下",)},
        {"stated": ("在区委、区政府的领导下",)},  # 孝义 is a city
        {"stated": ("河南省兑镇镇2020年政府信息公开工作年度报告",)},
        {"phones": ("0358-7840003", "0394-2295069")},
        {"index_number": "11411622007230911K/2021-00012"},
    ],
)
def test_an_only_name_against_the_clues_is_left(clues):
    assert code("兑镇镇人民政府", TOWN) == "141181100"
    assert code("兑镇镇人民政府", TOWN, **clues) is None


@pytest.mark.parametrize(
    ("clues", "source"),
    [
        ({"phones": ("0358-7840003",)}, "inferred"),
        ({"postcode": "032302", "host": "www.qinghe.shanxi.gov.cn"}, "inferred"),
        ({"stated": ("在市委、市政府领导下",)}, "inferred"),
        ({"portal_division": "141181"}, "inferred"),
        ({"portal_division": "141100"}, "inferred"),
        ({"site": ("首页 > 孝义市 > 兑镇镇",)}, "inferred"),
        ({"stated": ("在孝义市委、市政府领导下",)}, "stated"),
        ({"stated": ("孝义市兑镇镇",), "phones": ("0394-2295069",)}, "stated"),
        ({"stated": ("山西省兑镇镇",)}, "stated"),
        ({"stated": ("地址:孝义市兑镇镇后庄村",)}, "stated"),
    ],
)
def test_what_says_so_decides_the_source(clues, source):
    resolution = resolve("兑镇镇人民政府", TOWN, Clues(**clues))
    assert resolution.division is not None
    assert (resolution.division.code, resolution.source) == ("141181100", source)
    assert resolution.evidence


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (("嵩县城关镇2020年年度报告",), "410325100"),
        (("城关镇2020年年度报告", "在嵩县县委、县政府领导下"), "410325100"),
        (("城关镇2020年年度报告", "按照洛宁县政府要求"), "410328100"),
        (("城关镇2020年年度报告", "对口帮扶洛宁县政府"), None),
        (("城关镇2020年年度报告", "赴洛宁县城关镇考察"), None),
        (("城关镇2020年年度报告", "按照洛宁县政府要求,按照新安县政府要求"), None),
        (("城关镇2020年年度报告", "洛宁县的经验值得推广"), None),
        (("城关镇2020年年度报告", "传达县委、县政府要求"), None),
    ],
)
def test_a_county_counts_only_where_it_is_the_bodys_own(stated, found):
    assert code("城关镇人民政府", TOWN, stated=stated) == found


def test_what_a_text_only_speaks_of_must_not_contradict_its_site():
    stated = ("城关镇2020年年度报告", "按照洛宁县政府要求")
    assert code("城关镇人民政府", TOWN, stated=stated, site_code="4103250001") is None
    assert code("城关镇人民政府", TOWN, stated=("洛宁县城关镇",), site_code="4103250001") == "410328100"


def test_the_wrong_hit_of_the_only_exact_name():
    assert code("凤山乡人民政府", TOWN, stated=("东乡县凤山乡2020年年度报告",)) == "622926214"
    assert code("王桥镇人民政府", TOWN, stated=("东乡县王桥镇2015年年度报告",)) == "361003108"


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        ("茌平区人民政府", COUNTY_GOVERNMENT, "371503"),
        ("茌平县人民政府办公室", COUNTY_OFFICE, "371503"),
        ("聊城市茌平区教育和体育局", DEPARTMENT, "371503"),
        ("聊城市林业局", DEPARTMENT, "371500"),
        ("山东省林业厅", DEPARTMENT, "370000"),
        ("聊城市人民政府", CITY_GOVERNMENT, "371500"),
        ("孝义市人民政府", CITY_GOVERNMENT, "141181"),
        ("仙桃市人民政府", CITY_GOVERNMENT, "429004"),
        ("嘉峪关市人民政府", CITY_GOVERNMENT, "620200"),
        ("山东省人民政府", PROVINCE_GOVERNMENT, "370000"),
        ("北京市人民政府", PROVINCE_GOVERNMENT, "110000"),
        ("北京市朝阳区人民政府", COUNTY_GOVERNMENT, "110105"),
        ("朝阳市人民政府", CITY_GOVERNMENT, "211300"),
        ("朝阳县人民政府", COUNTY_GOVERNMENT, "211321"),
        ("吉林市人民政府", CITY_GOVERNMENT, "220200"),
        ("吉林省市场监督管理厅", DEPARTMENT, "220000"),
        ("海南州人民政府", CITY_GOVERNMENT, "632500"),
        ("海南省人民政府", PROVINCE_GOVERNMENT, "460000"),
        ("浦东新区人民政府", COUNTY_GOVERNMENT, "310115"),
        ("会同林业局", DEPARTMENT, "431225"),
        ("聊城经济技术开发区管理委员会", ZONE, "371500"),
        ("茌平经济开发区管理委员会", ZONE, "371503"),
        ("聊城市茌平区经济开发区管委会", ZONE, "371503"),
        ("济宁高新技术产业开发区管理委员会", ZONE, "370871"),
        ("朝阳区人民政府", COUNTY_GOVERNMENT, None),
        ("鼓楼区教育局", DEPARTMENT, None),
        ("东乡县人民政府", COUNTY_GOVERNMENT, None),
        ("城区教育局", DEPARTMENT, None),
        ("公安局", DEPARTMENT, None),
        ("吉林市场监督管理局", DEPARTMENT, None),
        ("市场监督管理局", DEPARTMENT, None),
        ("太湖流域管理局", DEPARTMENT, None),
        ("高新区管理委员会", ZONE, None),
    ],
)
def test_bodies_of_counties_cities_and_provinces(body, kind, found):
    assert code(body, kind) == found


@pytest.mark.parametrize(
    ("body", "clues", "found", "source"),
    [
        ("鼓楼区教育局", {"stated": ("徐州市鼓楼区教育局2020年年度报告",)}, "320302", "stated"),
        ("鼓楼区教育局", {"stated": ("在徐州市委、市政府领导下",)}, "320302", "stated"),
        ("鼓楼区教育局", {"phones": ("0516-83126452",)}, "320302", "inferred"),
        ("东乡县教育局", {"phones": ("0930-7121234",)}, "622926", "inferred"),
        ("林业局", {"stated": ("本报告由会同县林业局编制",)}, "431225", "stated"),
        ("林业局", {"site_code": "4312250005"}, "431225", "inferred"),
        ("林业局", {"phones": ("0745-8822222",)}, None, None),
        ("区教育局", {"stated": ("在茌平区委、区政府领导下",)}, "371503", "stated"),
        ("区教育局", {"site_code": "3715030001"}, "371503", "inferred"),
        ("区教育局", {"site_code": "3715000001"}, None, None),
        ("区教育局", {"site_code": "4312250005"}, None, None),
        ("市教育局", {"site_code": "3715000001"}, "371500", "inferred"),
        ("教育局", {"site_code": "3715000001", "stated": ("在区委、区政府领导下",)}, None, None),
        ("教育局", {"site_code": "3700000001"}, None, None),
        ("高新区管委会", {"site_code": "3715000003"}, "371500", "inferred"),
        ("林业局", {"site_code": "4312250005", "portal_division": "371503"}, None, None),
    ],
)
def test_bodies_that_do_not_say_where(body, clues, found, source):
    kind = ZONE if "管委会" in body else DEPARTMENT
    resolution = resolve(body, kind, Clues(**clues))
    assert (resolution.division and resolution.division.code, resolution.source) == (found, source)


def test_the_parents_are_those_that_the_document_names():
    stated = ("洪官屯镇2020年年度报告", "聊城市茌平区洪官屯镇人民政府")
    assert resolve("洪官屯镇人民政府", TOWN, Clues(stated=stated)).parents == ("聊城市", "茌平区")
    assert resolve("茌平区洪官屯镇人民政府", TOWN, Clues()).parents == ("茌平区",)
    assert resolve("兑镇镇人民政府", TOWN, Clues()).parents == ()
    assert resolve("鼓楼区教育局", DEPARTMENT, Clues(stated=("徐州市鼓楼区教育局",))).parents == ("徐州市", "鼓楼区")


def test_a_long_text_takes_no_long_time():
    text = "城关镇认真落实县委、县政府部署,洛宁县城关镇人民政府公开信息。\n" * 3000
    started = time.process_time()
    assert code("城关镇人民政府", TOWN, stated=(text, "".join(text.split()))) == "410328100"
    assert time.process_time() - started < 15  # seconds of a machine that does other things too


@pytest.mark.parametrize(
    ("body", "kind", "division_code"),
    [
        ("北京市昌平区人民政府城南街道办事处", OFFICE, "110114005"),
        ("平阴县政府锦水街道办事处", OFFICE, "370124002"),
        ("宁国市人民政府河沥溪街道办事处", OFFICE, "341881003"),
        ("平阴县人民政府玫瑰镇人民政府", TOWN, "370124106"),
        ("国家税务总局旌德县税务局", DEPARTMENT, "341825"),
        ("国家税务总局珠海市香洲区税务局", DEPARTMENT, "440402"),
        ("国家税务总局安徽省税务局", DEPARTMENT, "340000"),
        ("国家统计局旌德调查队", DEPARTMENT, "341825"),
        ("国家统计局安徽调查总队", DEPARTMENT, "340000"),
        ("国家统计局河南调查总队", DEPARTMENT, "410000"),
        ("中华人民共和国青岛海关", DEPARTMENT, "370200"),
        ("旌德县气象局", DEPARTMENT, "341825"),
        ("国家税务总局", DEPARTMENT, None),
        # 公安 and 东湖 are counties elsewhere, and 公安县 lies in 荆州市
        ("宣城市公安局", DEPARTMENT, "341800"),
        ("荆州市公安局", DEPARTMENT, "421000"),
        ("宣城市公安局交通警察支队", DEPARTMENT, "341800"),
        ("武汉东湖新技术开发区管理委员会", ZONE, None),
    ],
)
def test_what_stands_around_the_place_in_a_name(body, kind, division_code):
    assert code(body, kind) == division_code
