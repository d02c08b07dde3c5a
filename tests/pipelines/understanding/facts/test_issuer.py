"""The issuer from every part of a document, in the order of their trust, under the fullest name."""

import pytest

from pipelines.understanding.facts.contact import read_contact
from pipelines.understanding.facts.excerpts import excerpts_of
from pipelines.understanding.facts.issuer import read_claims, read_issuer
from pipelines.understanding.facts.title import read_title
from tests.pipelines.understanding.letters import BODY, document, page, report

SIGNED = ("柳泉镇人民政府", "2021年1月15日")
NAMELESS = "2020年政府信息公开工作年度报告"


def issuer(made):
    excerpts = excerpts_of(made)
    found = read_issuer(made, read_claims(made, excerpts, read_title(made, excerpts, None), read_contact(excerpts)))
    return found and found.name


def kind(made):
    excerpts = excerpts_of(made)
    return read_issuer(made, read_claims(made, excerpts, read_title(made, excerpts, None), read_contact(excerpts))).kind


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("柳泉镇2020年政府信息公开年报", "柳泉镇人民政府"),
        ("柳泉镇政府2020年政府信息公开年报", "柳泉镇人民政府"),
        ("柳泉街道2020年政府信息公开年报", "柳泉街道办事处"),
        ("青禾县2020年政府信息公开年报", "青禾县人民政府"),
        ("青禾县政府办2020年政府信息公开年报", "青禾县人民政府办公室"),
        ("区教体局2020年政府信息公开年报", "区教体局"),
        ("柳泉镇党政综合办公室2020年政府信息公开年报", "柳泉镇人民政府"),
        ("青禾县人民医院2020年信息公开年报", "青禾县人民医院"),
        (NAMELESS, None),
    ],
)
def test_the_title_alone(title, name):
    assert issuer(report(title, "引言。")) == name


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (
            report("东乡族自治县柳泉乡人民政府文件", "东柳府发[2021]2号", "东乡县柳泉乡2020年政府信息公开年报"),
            "东乡族自治县柳泉乡人民政府",
        ),
        (
            report("柳泉镇2020年政府信息公开年报", end=("临江市青禾区柳泉镇人民政府", "2021. 1. 15")),
            "临江市青禾区柳泉镇人民政府",
        ),
        (report("青禾县柳泉镇2020年政府信息公开年报", end=SIGNED), "青禾县柳泉镇人民政府"),
        (report("柳泉镇2020年政府信息公开年报", "本报告由青禾县柳泉镇人民政府编制。"), "青禾县柳泉镇人民政府"),
        (page("柳泉镇2020年政府信息公开年报", facts={"发布机构": "青禾县柳泉镇"}), "青禾县柳泉镇人民政府"),
        (page("柳泉镇2020年政府信息公开年报", tags={"contentsource": "青禾县柳泉镇人民政府"}), "青禾县柳泉镇人民政府"),
        (page("区教体局2020年政府信息公开年报", facts={"发布机构": "青禾区教育和体育局"}), "青禾区教育和体育局"),
        (report("教育局2020年政府信息公开年报", end=("青禾县教育和体育局", "2021年1月15日")), "青禾县教育和体育局"),
    ],
)
def test_the_fullest_name_of_the_same_body(made, name):
    assert issuer(made) == name


@pytest.mark.parametrize(
    "made",
    [
        report("柳泉镇2020年政府信息公开年报", end=("青禾县人民政府办公室", "2021年1月15日")),
        report("青禾县人民政府文件", "柳泉镇2020年政府信息公开年报"),
        report("柳泉镇2020年政府信息公开年报", "本报告由青禾县政务公开办公室编制。"),
        report("柳泉镇2020年政府信息公开年报", end=("柳泉镇党政办公室", "2021年1月15日印发")),
        page("柳泉镇2020年政府信息公开年报", facts={"发布机构": "青禾县人民政府办公室"}),
        page("柳泉镇2020年政府信息公开年报", facts={"发布机构": "临江县泉镇人民政府"}),
        page("柳泉镇2020年政府信息公开年报", tags={"contentsource": "本站", "sitename": "青禾县人民政府"}),
        page("青禾县人民政府", "柳泉镇2020年政府信息公开年报"),
        page("柳泉镇2020年政府信息公开年报", tags={"contentsource": "青禾县融媒体中心"}),
    ],
)
def test_other_bodies_do_not_touch_the_titles(made):
    assert issuer(made) == "柳泉镇人民政府"


@pytest.mark.parametrize(
    "made",
    [
        report("青禾县柳泉镇人民政府文件", "青柳政发〔2021〕2号", NAMELESS),
        report(NAMELESS, end=("青禾县柳泉镇人民政府", "2021年1月15日")),
        report(NAMELESS, end=("青禾县柳泉镇人民政府 2021年1月15日",)),
        report(NAMELESS, end=("中共柳泉镇委员会 青禾县柳泉镇人民政府", "2021年1月15日")),
        report(NAMELESS, end=("青禾县柳泉镇人民政府（盖章）",)),
        report(NAMELESS, "本报告由青禾县柳泉镇人民政府政务公开工作机构编制。"),
        report(NAMELESS, "现公布青禾县柳泉镇人民政府2020年政府信息公开工作年度报告。"),
        report(NAMELESS, "特向社会公布2020年度青禾县柳泉镇政府信息公开年度报告。"),
        report(NAMELESS, "根据条例，青禾县柳泉镇人民政府编制2020年年度报告。"),
        report(NAMELESS, "现发布《青禾县柳泉镇2020年政府信息公开工作年度报告》。"),
        report("年报", "青禾县柳泉镇2020年政府信息公开工作年度报告（以下简称年报）是根据条例编制的，欢迎查阅。"),
        report(NAMELESS, "如有疑问，请与青禾县柳泉镇党政办公室联系（电话：0390-5550103）。"),
        page(NAMELESS, facts={"发布机构": "青禾县柳泉镇人民政府"}),
        page(NAMELESS, tags={"contentsource": "青禾县柳泉镇"}),
        page(NAMELESS, facts={"来源": "青禾县柳泉镇"}),
        page(NAMELESS, surroundings=("当前位置：首页 > 政府信息公开 > 乡镇 > 青禾县柳泉镇 > 年报",)),
        page(NAMELESS, tags={"sitename": "青禾县柳泉镇人民政府"}),
    ],
)
def test_where_the_title_names_nobody(made):
    assert issuer(made) == "青禾县柳泉镇人民政府"


@pytest.mark.parametrize(
    "made",
    [
        page(NAMELESS, tags={"sitename": "青禾县人民政府门户网站", "contentsource": "青禾县人民政府办公室"}),
        page(NAMELESS, facts={"发布机构": "青禾县人民政府办公室"}),
        page(NAMELESS, surroundings=("当前位置：首页 > 青禾县 > 政府信息公开 > 街道办事处政府信息公开年报",)),
        page(NAMELESS, tags={"contentsource": "本站原创", "author": "管理员"}),
        page("青禾县人民政府", NAMELESS),
        report(NAMELESS, end=("党政办公室", "2021年1月15日")),
        report(NAMELESS, "如有疑问，请与青禾县人民政府办公室联系（电话：0390-5550103）。"),
        report(NAMELESS, "本报告由青禾县结合有关统计数据编制。"),
        document(NAMELESS, "根据条例，现将我镇工作报告如下。", *BODY[1:]),
    ],
)
def test_a_portals_name_is_not_its_townships(made):
    assert issuer(made) is None


def test_a_department_on_its_own_site():
    speaks = tuple(line.replace("我镇", "我局") for line in BODY)
    made = page(NAMELESS, body=speaks, tags={"sitename": "青禾县林业局"})
    assert issuer(made) == "青禾县林业局"
    assert kind(made) == "department"


def test_title_before_letterhead_before_signature():
    lines = ("青禾县柳泉镇人民政府文件", "青禾县河口镇2020年政府信息公开年报")
    assert issuer(report(*lines, end=("青禾县东山镇人民政府", "2021年1月15日"))) == "青禾县河口镇人民政府"
    assert issuer(report(lines[0], NAMELESS, end=("青禾县东山镇人民政府", "2021年1月15日"))) == "青禾县柳泉镇人民政府"


def test_the_words_are_those_that_give_the_full_name():
    made = report("柳泉镇2020年政府信息公开年报", end=("青禾县柳泉镇人民政府", "2021年1月15日"))
    excerpts = excerpts_of(made)
    found = read_issuer(made, read_claims(made, excerpts, read_title(made, excerpts, None), read_contact(excerpts)))
    assert found.words == "青禾县柳泉镇人民政府"
