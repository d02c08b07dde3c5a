"""What is shown of a hit: marks on the printed text wherever the index finds the words, around the best place."""

import time

import pytest

from archive.search.query import parse
from archive.search.snippet import marks, pieces, plain, snippet
from tests.archive.search.shelf import archive, found, reports


def marked(text, words):
    return plain(pieces(text, parse(words)), "【", "】")


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("受理信訪案件，信访办", "信访", "受理【信訪】案件，【信访】办"),
        ("共 ２０２０　年 度报告", "2020年度", "共 【２０２０　年 度】报告"),
        ("结 果\n维 持", "结果维持", "【结 果\n维 持】"),
        ("198起、98起", "98起", "198起、【98起】"),
        ("7230件", "723", "7230件"),
        ("青桐发〔2021〕20 号文", "[2021]20号", "青桐发〔【2021〕20 号】文"),
        ("公开为常态、不公开为例外", "常态，不公开", "公开为【常态、不公开】为例外"),
        ("常态不公开", "常态，不公开", "常态不公开"),
        ("2020，年。2020年", "2020年", "【2020，年】。【2020年】"),
        ("2020，年度", "2020年", "2020，年度"),
        ("一一一", "一一", "【一一一】"),
        ("公开 公开", "公开 -信访", "【公开】 【公开】"),
        ("信访拆迁", "信访 OR 拆迁", "【信访拆迁】"),
        ("Email，email2", "email", "【Email】，email2"),
        ("a_b a.b", "b", "a_【b】 a.【b】"),
        ("公\u200b开", "公开", "【公\u200b开】"),
        ("没有", "公开", "没有"),
        ("", "公开", ""),
    ],
)
def test_all_places_are_marked_on_the_printed_text(text, words, shown):
    assert marked(text, words) == shown


WORDS = (
    *("信访", "的", "2020年", "行政复议", "政府信息公開", "98", "5次", "公开为常态，不公开", "（二）", "〔2021〕20号"),
    *("教育局2022年", "12人次", "email", "年 镇", "台账不全；人员少", "信访 OR 征地", "0999", "一"),
)


@pytest.mark.parametrize("words", WORDS)
def test_a_report_has_marks_exactly_where_the_index_finds_it(words):
    held = reports(120, seed=7)
    query = parse(words)
    with archive(held) as connection:
        for group in query.wanted:
            alone = " OR ".join(term.expression for term in group)
            rows = connection.execute("SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?", (alone,))
            hits = {number for (number,) in rows}
            one = type(query)((group,))
            assert hits == {r.id for r in held if marks(r.title, one) or marks(r.narrative, one)}
        assert found(connection, words) <= {r.id for r in held if marks(r.title, query) or marks(r.narrative, query)}


def test_the_place_with_most_different_words_is_shown():
    text = "信访。" * 30 + "其他的话" * 40 + "信访与培训同步。" + "其他的话" * 40
    shown = plain(snippet(text, parse("信访 培训"), 30), "【", "】")
    assert "【信访】与【培训】同步" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 30 + len("【】【】……")


@pytest.mark.parametrize("width", [1, 5, 20, 40, 1000])
def test_a_snippet_is_a_part_of_the_text_and_holds_the_hit(width):
    text = "甲" * 50 + "信访" + "乙" * 50
    shown = plain(snippet(text, parse("信访"), width))
    assert shown.strip("…") in text
    assert "信访" in shown
    assert len(shown) <= max(width, 2) + 2


def test_a_hit_at_either_end_gives_its_room_to_the_other_side():
    assert plain(snippet("信访" + "甲" * 50, parse("信访"), 12), "[", "]") == "[信访]" + "甲" * 10 + "…"
    assert plain(snippet("甲" * 50 + "信访", parse("信访"), 12), "[", "]") == "…" + "甲" * 10 + "[信访]"


def test_without_a_hit_the_beginning_is_shown_and_lines_become_one():
    assert plain(snippet("一、总体\n\n  情况", parse("信访"), 90)) == "一、总体 情况"
    assert plain(snippet("甲" * 50, None, 10)) == "甲" * 10 + "…"
    assert snippet("", parse("信访")) == ()


@pytest.mark.parametrize("words", ["公开，不公开", "公开公开公开", "20，20，20，21", "公", '"公 开"'])
@pytest.mark.parametrize(
    "text", ["公开" + "，" * 100_000, "公开" * 50_000, " " * 99_000 + "公 " * 500, "公开，" * 33_000, "20，" * 33_000]
)
def test_a_hostile_text_takes_no_longer_than_its_length(text, words):
    started = time.process_time()
    snippet(text, parse(words))
    assert time.process_time() - started < 1.5
