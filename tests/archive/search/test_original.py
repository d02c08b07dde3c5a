"""A text beside its normalised form: the same form as the index has, and each place leads back to what is printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.original import original
from archive.words import normalise

LETTERS = "政府開年2０Ａ ，。　\n\u200b\u00ad①㍿ﬁßİé\u0301\u3099ｶﾞ각\u1100\u1161\ud800𠮷\ufe0f"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=40) | st.text(max_size=40)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_places_and_normalised_letters_belong_together(text):
    read = original(text)
    assert len(read.normalised) == len(read.starts) == len(read.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))
    assert list(read.starts) == sorted(read.starts)


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("政府開門年報2０Ａb ，。　\n\u200b\u00ad①㍿ßé\u0301ｶﾞ"), max_size=40))
def test_the_form_is_the_one_that_the_index_has(text):
    assert original(text).normalised == normalise(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "printed"),
    [
        ("受理信訪案件", 2, 4, "信訪"),
        ("共 ２０２０　年 度", 1, 6, "２０２０　年"),  # a table cell set with blanks
        ("结 果\n维\u200b 持", 0, 4, "结 果\n维\u200b 持"),  # a PDF line that ends in a word
        ("第①条", 1, 2, "①"),
        ("青桐㍿年报", 3, 5, "㍿"),  # one sign that is four characters
        ("cafe\u0301年", 3, 4, "e\u0301"),
    ],
)
def test_a_place_leads_back_to_what_is_printed(text, start, end, printed):
    span = original(text).span(start, end)
    assert text[span.start : span.end] == printed


def test_an_empty_text_has_no_places():
    assert original("").normalised == ""
