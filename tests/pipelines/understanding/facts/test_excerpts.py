"""A document to its head and opening: forms are left out, letterheads set as tables are not."""

import pytest

from pipelines.document import Document, Grid, GridCell, Paragraph
from pipelines.understanding.facts.excerpts import evidence_words, excerpts_of
from tests.pipelines.understanding.letters import BODY, TITLE, document, report


def texts(lines):
    return [line.text for line in lines]


def test_the_head_ends_at_section_one_and_the_opening_at_section_two():
    excerpts = excerpts_of(report(TITLE, "现将情况报告如下："))
    assert texts(excerpts.head) == [TITLE, "现将情况报告如下："]
    assert texts(excerpts.opening)[-1] == "2020年，我镇认真做好政府信息公开工作。"


@pytest.mark.parametrize(
    "heading", ["一、总体情况", "## **一、 总体情况**", "（一）总体情况", "概述", "第一部分 概述", "一.概述"]
)
def test_section_one_under_its_names(heading):
    excerpts = excerpts_of(document(TITLE, "引言。", heading, "正文。"))
    assert texts(excerpts.head) == [TITLE, "引言。"]


def test_without_sections_the_head_is_the_first_lines():
    excerpts = excerpts_of(document(*(f"第{n}行" for n in range(50))))
    assert len(excerpts.head) == 15


def test_a_letterhead_in_a_small_table_is_read_and_a_form_is_not():
    letterhead = Grid((GridCell("青柳政发〔2021〕2号", 0, 0), GridCell("签发人：王青", 0, 1)))
    form = Grid(tuple(GridCell(str(n), n, 0) for n in range(20)))
    excerpts = excerpts_of(Document("docx", (letterhead, Paragraph(TITLE), *map(Paragraph, BODY), form)))
    assert texts(excerpts.head) == ["青柳政发〔2021〕2号", "签发人：王青", TITLE]
    assert texts(excerpts.lines)[-1] == "无。"


def test_a_document_without_end_is_cut():
    excerpts = excerpts_of(document("长" * 100_000, *("行" for _ in range(20_000))))
    assert len(excerpts.lines[0].text) == 3000
    assert len(excerpts.lines) < 5000


def test_an_empty_document_has_no_lines():
    assert excerpts_of(document()).opening == ()


def test_evidence_is_the_sentence_and_short():
    text = "前文。" * 100 + "统计期限为2020年。" + "后文。" * 100
    place = text.index("统计")
    assert evidence_words(text, place, place + 4) == "统计期限为2020年。"
    assert len(evidence_words("很长" * 500, 300, 310)) <= 200
