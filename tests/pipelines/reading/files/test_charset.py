"""Bytes in every charset of the portals, honest or not, to their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.files.charset import decode

TEXT = "青禾县柳泉镇人民政府2023年政府信息公开工作年度报告，共受理申请12件。"
BIG5_TEXT = "青禾縣柳泉鎮政府信息公開工作年度報告"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "text/html; charset=GBK", "iso-8859-1", "nonsense"])
def test_what_decodes_is_believed_whatever_is_declared(codec, declared):
    assert decode(TEXT.encode(codec), declared) == (TEXT, codec)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="{}">',
        "<META CHARSET={}>",
        "<meta charset='{}'/>",
        '<meta http-equiv="Content-Type" content="text/html; charset={}" />',
        "<meta content='text/html;charset={}' http-equiv=content-type>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_page_names_its_charset_in_many_ways(meta):
    page = (meta.format("big5") + BIG5_TEXT).encode("big5")
    assert decode(page, markup=True) == (page.decode("big5"), "big5")
    assert decode(page)[1] == "gb18030", "without markup, and undeclared, it cannot be told"


@pytest.mark.parametrize("name", ["gb2312", "GBK", "x-gbk", "gb18030", "GB_2312-80"])
def test_the_family_of_gb_is_read_with_its_largest_charset(name):
    # townships have names that GB2312 lacks; old systems declare it all the same
    page = f"<meta charset={name}>洺水镇、㙍头镇、𬇙河"
    assert decode(page.encode("gb18030"), markup=True) == (page, "gb18030")


def test_the_page_is_asked_before_its_server():
    assert decode(b"<meta charset=gbk><p>ASCII only", "utf-8", markup=True)[1] == "gb18030"


def test_gb_that_happens_to_be_utf8_stays_gb_where_it_is_declared():
    tricky = bytes([0xC2, 0xA3, 0xD2, 0xBB])  # two characters of GBK, and two of UTF-8
    assert decode(tricky, "gbk") == (tricky.decode("gbk"), "gb18030")


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("declared", [None, "gbk"])
def test_a_download_that_broke_off_inside_a_character(cut, declared):
    assert decode(TEXT.encode()[: -3 - cut + 3], declared) == (TEXT[:-1], "utf-8")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_one_broken_byte_does_not_change_the_charset(codec):
    data = (TEXT * 3).encode(codec) + b"\xff" + (TEXT * 3).encode(codec)
    text, name = decode(data)
    assert name == codec
    assert text.count(TEXT) >= 5
    assert "\ufffd" in text


def test_a_utf8_page_with_a_gbk_footer_pasted_in():
    # headers and footers are included as files, now and then in another charset
    data = (TEXT * 20).encode() + "主办单位：青禾县人民政府办公室".encode("gbk")
    text, name = decode(data, "gbk")
    assert (name, text.count(TEXT)) == ("utf-8", 20)


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-16-be", "utf-16")]
)
def test_marks_of_byte_order_are_stronger_than_any_word(codec, name):
    page = f"<meta charset=gbk>{TEXT}"
    assert decode(page.encode(codec), "big5", markup=True) == (page, name)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_nulls(codec):
    page = f"<html><body><p>{TEXT}</p></body></html>\r\n"
    assert decode(page.encode(codec), markup=True) == (page, "utf-16")
    assert decode((page + "x").encode(codec)[:-1], markup=True) == (page, "utf-16")


def test_nothing_is_text_too():
    assert decode(b"") == ("", "utf-8")
    assert decode(b"", "gbk") == ("", "gb18030")


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16", "\x00", "charset="]))
def test_any_bytes_give_some_text(data, declared):
    text, name = decode(data, declared, markup=True)
    assert isinstance(text, str)
    assert name in {"utf-8", "utf-16", "utf-32", "gb18030", "big5"}


def test_big_broken_files_cost_little():
    text, name = decode(b"\x81\xff\x00<" * 1_000_000, "big5", markup=True)
    assert text
    assert name
