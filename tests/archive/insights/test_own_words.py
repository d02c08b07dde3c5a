"""Narratives to what is compared: which sentences count, and what is hidden in them."""

import pytest

from archive.insights.own_words import hide, own_words
from tests.archive.insights.made import text, words


def test_a_body_is_known_by_the_names_of_its_places_and_their_short_forms():
    names = words().names
    assert {"麦岭镇", "麦岭", "麦川县", "麦川", "南浦市", "青禾省"} <= {*names}
    assert list(names) == sorted(names, key=lambda name: (-len(name), name))


def test_a_department_is_known_by_its_own_name_and_a_government_is_not():
    """教育局 in one report stands where 财政局 stands in the other; 人民政府 stands in all."""
    office = words(issuer="麦川县教育局", kind="department", township=None, code="990106")
    assert "教育局" in office.names
    government = words(issuer="麦川县人民政府", kind="county_government", township=None, code="990106")
    assert "人民政府" not in government.names


def test_names_and_figures_are_hidden_so_that_one_model_filled_in_twice_is_the_same():
    one = words(1, "麦岭镇", narrative=text("麦岭镇", 2024, n=12))
    other = words(2, "谷溪乡", "990106202", text("谷溪乡", 2023, n=3456))
    assert one.whole != other.whole
    assert one.hidden(one.names) == other.hidden(other.names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我镇公开信息1,234条,占12.5%", "全乡公开信息7条,占3%"),
        ("二〇二四年本局办结3件", "二〇二三年该局办结40件"),
        ("镇党委研究", "街道党工委研究".replace("党工委", "党委")),
    ],
)
def test_what_each_body_calls_itself_is_hidden(one, other):
    assert hide(one, ()) == hide(other, ())


def test_lines_that_a_pdf_broke_are_one_sentence():
    whole, broken = (
        "公开栏由村会计对照目录逐月张贴并拍照存档备查,缺一张补一张。",
        "公开栏由村会计对照目录逐月张贴并拍照存档备查,缺\n一张补一张。",
    )
    assert words(narrative=whole).sentences == words(narrative=broken).sentences


def test_headings_tables_and_what_the_rules_make_everyone_say_do_not_count():
    said = words(
        narrative="一、总体情况\n"
        "根据《中华人民共和国政府信息公开条例》要求,编制本报告。统计期限自2024年1月1日起。\n"
        "规章\t0\t0\n村里的水费账目每月十号贴在井房门口。\n本年度未收取信息处理费。"
    )
    assert said.sentences == ("村里的水费账目每月十号贴在井房门口",)


def test_a_text_in_which_tables_may_stand_is_not_compared():
    """A reader that told no sections apart gives the whole text, with the rows that all reports have."""
    by = words().by
    assert own_words(1, by, text(), form="2021_revised", is_all=True).sentences == ()
    assert own_words(1, by, text(), form="free_form", is_all=True).sentences
