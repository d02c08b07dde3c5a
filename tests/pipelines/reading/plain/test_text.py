"""Text files as converters, editors and interfaces leave them, to documents."""

import json
from pathlib import Path

import pytest

from pipelines.document import Grid, Link, UnreadableError
from pipelines.reading.plain import text
from tests.pipelines.reading import made_pages as made
from tests.pipelines.reading.made_pages import TITLE, grids, outline, report, rows

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"


def read(words: str) -> list[str]:
    return outline(text.read(words.encode()).blocks)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("### 一、总体情况", "一、总体情况"),
        ("## **（二）依申请公开情况**", "（二）依申请公开情况"),
        ("- 1、信息公开不及时", "1、信息公开不及时"),
        ("[bookmark: _GoBack]　　一是主动公开", "一是主动公开"),
        ("加强<b>培训</b>&nbsp;&lt;条例&gt;", "加强培训<条例>"),
        ("详见[县政府网站](http://www.qinghe.example/)![](a.png)", "详见县政府网站"),
        ("1\\. 主动公开 2\\*3", "1.主动公开2*3"),
        ("公开指数为-3，<5", "公开指数为-3，<5"),
    ],
)
def test_marks_of_markdown_and_remnants_of_pages(line, expected):
    assert read(line) == [expected]


def test_page_numbers_and_fences_are_no_text():
    assert read("上页\n- 3 -\n— 4 —\n第 5 页 共 8 页\n```\n---\n下页") == ["上页", "下页"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\x0b", "\u2028"])
def test_line_ends_of_every_kind(end):
    assert read(f"一、总体情况{end}无\0。") == ["一、总体情况", "无。"]


def test_breaks_inside_a_cell_do_not_break_the_row_nor_join_figures():
    document = text.read("| 本年新<br>制作数量 | 0<br/>5 |\n|--|--|\n| 规章 | 1 |".encode())
    assert rows(grids(document)[0])[0] == ["本年新 制作数量", "0 5"]


def test_charsets_of_text():
    assert text.read("青禾县柳泉镇年度报告".encode("gb18030"), "utf-8").charset == "gb18030"
    assert text.read("青禾县柳泉镇年度报告".encode("utf-16")).paragraphs == ["青禾县柳泉镇年度报告"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n\t\0\x0c", "empty"),
        (bytes(range(1, 9)) * 100, "damaged"),
        (b"a" * 5_000_001, "too_large"),
        (b"a\n" * 200_000, "too_large"),
    ],
)
def test_what_is_no_text(data, kind):
    with pytest.raises(UnreadableError) as caught:
        text.read(data)
    assert caught.value.kind == kind


def test_an_interface_s_answer_is_read_as_the_page_it_carries():
    answer = {
        "code": 200,
        "data": {"title": TITLE, "content": report() + '<a href="f/1.pdf">附件</a>', "list": [{"title": "其他"}]},
    }
    document = text.read(json.dumps(answer).encode(), url="http://api.qinghe.example/a/b")
    assert outline(document.blocks)[: len(made.EXPECTED) - 1] == made.EXPECTED[1:]
    assert document.title == TITLE
    assert document.links == (Link("http://api.qinghe.example/a/f/1.pdf", "附件"),)


def test_an_answer_with_plain_text_keeps_its_lines():
    words = "\n".join([*made.HEADINGS, "行政许可\t12\t3"])
    document = text.read(json.dumps({"title": TITLE, "text": words * 2}).encode())
    assert document.paragraphs[:6] == list(made.HEADINGS)
    assert isinstance(document.blocks[6], Grid)


def test_json_without_a_report_is_only_text():
    assert text.read(b'{"code": 404}').paragraphs == ['{"code": 404}']


def test_a_page_saved_as_text_is_a_page():
    document = text.read(made.page(f'<div id="zoom">{report()}</div>').encode())
    assert (document.reader, outline(document.blocks)) == ("html", made.EXPECTED)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the samples are not here")
def test_samples_of_dumps_give_three_tables():
    shapes = {}
    for path in sorted(SEEDS.glob("*.txt")):
        tables = grids(text.read(path.read_bytes()))
        shapes[path.name[:3]] = [len(rows(grid)) for grid in tables]
    assert shapes == {
        "000": [18, 26, 4],
        "001": [18, 6, 20, 4],
        "002": [18, 26, 4],
        "003": [14, 7, 22, 4],
        "004": [14, 18],
    }
