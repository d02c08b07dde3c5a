"""The document's own number, index number and signer; never what its text cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.understanding.facts.excerpts import excerpts_of
from pipelines.understanding.facts.numbers import document_number, read_document_number, read_index_number, read_signer
from tests.pipelines.understanding.letters import TITLE, page, report

NUMBER = "青柳政发〔2021〕20号"


def number(made, title_end=3):
    found = read_document_number(made, excerpts_of(made), title_end)
    return found and found.value


def signer(made, title_end=3):
    found = read_signer(made, excerpts_of(made), title_end)
    return found and found.value


@pytest.mark.parametrize(
    "line",
    [
        "青柳政发〔2021〕20号",
        "青柳政发[2021]20号",
        "青柳政发（2021）20号",
        "青柳政发(2021)20号",
        "青柳政发【2021】20号",
        "青柳政发﹝2021﹞20号",
        "青柳政发［２０２１］２０号",
        "青 柳 政 发 〔 2021 〕 20 号",
        "青柳政发〔2021〕第20号",
        "青柳政发〔2021〕20号　　　　签发人：王青",
        "签发人：王青  青柳政发〔2021〕20号",
        "签发人：王青 青柳政发〔2021〕20号",
        "文号：青柳政发〔2021〕20号",
        "备注/文号：青柳政发〔2021〕20号 发布机构：柳泉镇",
        "★ 青柳政发〔2021〕20号",
    ],
)
def test_a_letterhead_bears_the_number(line):
    assert number(report("青禾县柳泉镇人民政府文件", line, TITLE)) == NUMBER


@given(
    st.text("青柳泉政府办发函字教体局", min_size=2, max_size=10),
    st.sampled_from(["[]", "()", "（）", "〔〕", "【】", "﹝﹞", "［］"]),
    st.integers(2008, 2036),
    st.integers(1, 9999),
    st.sampled_from(["", " ", "　"]),
)
def test_any_brackets_and_blanks(office, brackets, year, serial, blank):
    printed = blank.join((office, brackets[0], str(year), brackets[1], str(serial), "号"))
    assert document_number(printed) == f"{office}〔{year}〕{serial}号"


@pytest.mark.parametrize(
    "line",
    [
        "根据《通知》（国办公开办函〔2021〕30号）要求，编制本报告。",
        "国办公开办函〔2021〕30号",
        "（依据青政办发〔2020〕3号）",
        "根据青政办发〔2020〕3号",
        "按照青政办发〔2020〕3号文件精神，现报告如下",
        "青柳政发〔202120号",
        "青柳政发20号",
        "文号：无",
        "文号：/",
        "文号：",
    ],
)
def test_no_number_of_its_own(line):
    assert number(report("青禾县柳泉镇人民政府文件", line, TITLE)) is None


def test_numbers_of_the_text_are_citations():
    assert number(report(TITLE, "引言。", end=("青柳政发〔2021〕20号",)), title_end=1) is None


def test_the_box_names_the_number_or_says_that_there_is_none():
    assert number(page(TITLE, facts={"文号": "青柳政发[2021] 20号"})) == NUMBER
    assert number(page(TITLE, facts={"发文字号": "无"})) is None
    assert number(page("青柳政发〔2021〕20号", TITLE, facts={"文号": "青柳政发〔2021〕21号"})) == NUMBER


@pytest.mark.parametrize(
    ("value", "index"),
    [
        ("099916330/2018-04736", "099916330/2018-04736"),
        ("11990812099999955B/2020-22849", "11990812099999955B/2020-22849"),
        ("QH02123-0101-2023- 00001", "QH02123-0101-2023-00001"),
        ("qinghequqh0108/2021-0000202", "qinghequqh0108/2021-0000202"),
        ("无", None),
        ("/", None),
        ("", None),
        ("-----", None),
    ],
)
def test_index_numbers_of_the_box(value, index):
    made = page(TITLE, facts={"索引号": value})
    found = read_index_number(made, excerpts_of(made))
    assert (found and found.value) == index


def test_an_index_number_in_a_line_above_the_title():
    made = page("索 引 号：099916330/2018-04736 分类：年报", TITLE)
    assert read_index_number(made, excerpts_of(made)).value == "099916330/2018-04736"
    none = page("索引号：", TITLE)
    assert read_index_number(none, excerpts_of(none)) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("签发人：王占禾", "王占禾"),
        ("签发人： 王　青", "王青"),
        ("签发:王青", "王青"),
        ("青柳政发〔2021〕20号  签发人：王青", "王青"),
        ("签发人：王青  青柳政发〔2021〕20号", "王青"),
        ("签发人：王青　会签人：李禾", "王青"),
        ("签发人：买买提·艾力", "买买提·艾力"),
        ("签发人：王青、李禾", "王青、李禾"),
        ("签发人：", None),
        ("签发人：柳泉镇人民政府办公室", None),
        ("签发日期：2021年1月15日", None),
    ],
)
def test_who_signed_off(line, name):
    assert signer(report("青禾县柳泉镇人民政府文件", line, TITLE)) == name


def test_a_name_on_the_next_line_and_one_in_the_box():
    assert signer(report("签发人：", "王青", TITLE)) == "王青"
    assert signer(page(TITLE, facts={"签发人": "王青"})) == "王青"
    assert signer(report(TITLE, end=("签发人：王青",)), title_end=1) is None
