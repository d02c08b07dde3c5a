"""Lines of two texts side by side: what differs is marked, and no more than that."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.changes.texts import Line, compare, core, is_changed


def squeeze(text):
    return "".join(text.split())


def changed(old, new):
    return [(line.old, line.new) for line in compare(old, new, squeeze) if line.changed]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一。\n二。\n三。", "一。\n二。\n三。", []),
        ("一。\n二。", "一。\n二改。", [("二。", "二改。")]),
        ("一。\n三。", "一。\n二。\n三。", [(None, "二。")]),
        ("一。\n二。\n三。", "三。", [("一。", None), ("二。", None)]),
        ("", "一。", [(None, "一。")]),
        ("全年公开12条。另有3条。", "全年公开12条。另有4条。", [("另有3条。", "另有4条。")]),
    ],
)
def test_lines_that_went_and_came(old, new, expected):
    assert changed(old, new) == expected


def test_a_pdf_that_breaks_its_lines_elsewhere_says_the_same():
    assert not is_changed(compare("全年公开信\n息12条。另\n有3条。", "全年\n公开信息12条。\n另有3条。", squeeze))


def test_of_a_paragraph_whose_lines_all_moved_only_the_sentence_that_changed_is_told():
    old = "全年公开信息\n12条。办结申\n请3件。没有收\n费。"
    new = "全年共公开信\n息12条。办结\n申请3件。没有\n收费。"
    assert changed(old, new) == [("全年公开信息12条。", "全年共公开信息12条。")]


def test_words_of_letters_that_a_line_break_parted_stay_two():
    assert compare("see page\ntwo", "see page\nthree", squeeze)[-1] == Line("two", "three", changed=True)
    assert changed("open\ndata 12", "open data\n13") == [("open data 12", "open data 13")]


def test_the_core_is_what_went_and_what_came():
    old, new = "一、公开信息。\n全年公开信息12条。", "一、公开信息。\n全年公开信息15条。"
    assert core(compare(old, new, squeeze), squeeze) == ("2", "5")
    assert core(compare(old.replace("\n", ""), new.replace("息1", "息\n1"), squeeze), squeeze) == ("2", "5")


texts = st.text("一二三。；\n 12", max_size=40)


@settings(deadline=None, max_examples=60)
@given(texts, texts)
def test_all_of_both_texts_is_in_the_lines_and_nothing_is_marked_without_cause(old, new):
    lines = compare(old, new, squeeze)
    assert squeeze("".join(line.old or "" for line in lines)) == squeeze(old)
    assert squeeze("".join(line.new or "" for line in lines)) == squeeze(new)
    assert is_changed(lines) == (squeeze(old) != squeeze(new))
    assert all(squeeze(line.old or "") == squeeze(line.new or "") for line in lines if not line.changed)


def test_very_long_texts_that_have_nothing_in_common_take_no_time():
    dice = random.Random(1)
    old, new = ("\n".join(dice.choice("甲乙") + "。" for _ in range(60_000)) for _ in range(2))
    started = time.monotonic()
    assert is_changed(compare(old, f"{new}丙", squeeze))
    assert time.monotonic() - started < 5


def test_a_thousand_lines_in_another_order_differ_and_one_more_is_told():
    lines = [f"第{number}条。" for number in range(1000)]
    turned = "\n".join(reversed(lines))
    assert is_changed(compare("\n".join(lines), turned, squeeze))
    assert changed("\n".join(lines), f"{turned}\n另有1条。") == [(None, "另有1条。")]
