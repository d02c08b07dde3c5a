"""Whole pages as portals serve them to documents; what a reader sees of each report is the same."""

import html as markup
import json
import time

import pytest

from pipelines.document import Grid, Paragraph, UnreadableError
from pipelines.reading.html import page as html
from tests.pipelines.reading import made_pages as made
from tests.pipelines.reading.made_pages import HEADINGS, TITLE, grids, outline, page, read, report, rows


def test_the_expected_outline_is_what_it_should_be():
    assert made.EXPECTED[:2] == [TITLE, made.INTRO]
    assert [text for text in made.EXPECTED if text in HEADINGS] == list(HEADINGS)
    figures = [text for text in made.EXPECTED if text.isdigit()]
    assert figures == [str(n) for start, end in ((101, 108), (201, 236), (301, 316)) for n in range(start, end)]


def _unclosed(rows_of_table):
    cells = "".join(
        "<TR>" + "".join(f"<TD COLSPAN={columns} ROWSPAN={down}><SPAN>{text}" for text, columns, down in cells)
        for cells in rows_of_table
    )
    return f"<TABLE BORDER=1>{cells}</TABLE>"


def _each_row_a_table(rows_of_table):
    return "".join(made.table([cells]) for cells in rows_of_table)


def _wrapped_values(rows_of_table):
    wrapped = [
        [(f"<table><tr><td>{text}</td></tr></table>", *spans) for text, *spans in cells] for cells in rows_of_table
    ]
    return made.table(wrapped)


def _broken_lines(rows_of_table):
    return made.table(
        [[(f"<p>{text[:3]}<br/>{text[3:]}</p>", *spans) for text, *spans in cells] for cells in rows_of_table]
    )


def _in_pre(rows_of_table):
    return "<pre>" + "\n".join("\t".join(text for text, *_ in cells) for cells in rows_of_table) + "</pre>"


def _in_boxes(rows_of_table):
    lines = ("".join(f'<div class="td">{text}</div>' for text, *_ in cells) for cells in rows_of_table)
    return '<div class="tb">' + "".join(f'<div class="tr">{line}</div>' for line in lines) + "</div>"


def _in_lists(rows_of_table):
    return "".join(
        "<ul>" + "".join(f"<li><i>{text}</i></li>" for text, *_ in cells) + "</ul>" for cells in rows_of_table
    )


@pytest.mark.parametrize(
    "draw",
    [
        made.table,
        made.word_table,  # Word by way of the clipboard, in nearly every portal
        _unclosed,  # editors of twenty years ago
        _each_row_a_table,
        _wrapped_values,
        _broken_lines,
        _in_pre,
        _in_boxes,
        _in_lists,
    ],
)
def test_however_tables_are_drawn(draw):
    assert outline(read(page(f'<div id="zoom">{report(draw)}</div>')).blocks) == made.EXPECTED


def test_tables_keep_their_columns():
    proactive, requests, review = grids(read(page(f'<div id="zoom">{report(made.word_table)}</div>')))
    assert all(grid.exact for grid in (proactive, requests, review))
    secret = next(list(cells) for cells in requests.rows() if any(one.text == "1.属于国家秘密" for one in cells))
    assert [(one.text, one.column, one.rowspan) for one in secret[:4]] == [
        ("（三）不予公开", 1, 2),
        ("1.属于国家秘密", 2, 1),
        ("215", 3, 1),
        ("216", 4, 1),
    ]
    assert [one.column for one in list(review.rows())[3]] == list(range(15))
    assert [(one.column, one.colspan) for one in list(proactive.rows())[6]] == [(0, 1), (1, 3)]


BODIES = {
    "TRS": '<div class="TRS_Editor"><div class="Custom_UnionStyle">{}</div></div>',
    "TRS, new": '<div class="trs_editor_view TRS_UEDITOR trs_paper_default trs_web">{}</div>',
    "UCAP": "<UCAPCONTENT>{}</UCAPCONTENT>",
    "UCAP, by id": '<div id="UCAP-CONTENT">{}</div>',
    "gkmlpt": '<div class="article-content">{}</div>',
    "LonSun": '<div class="wzcon j-fontContent">{}</div>',
    "VSB": '<form name="_newscontent"><div id="vsb_content"><div class="v_news_content">{}</div></div></form>',
    "Hanweb, by its comments": "<td><!--<$[信息内容]>begin-->{}<!--<$[信息内容]>end--></td>",
    "an inline element around it all": '<font id="zoom">{}</font>',
    "no name that is known": "<div><div>{}</div></div>",
    "tables for a layout": (
        "<table><tr><td width=200><a href=/x>导航</a></td><td><table><tr><td>{}</td></tr></table></td></tr></table>"
    ),
}


@pytest.mark.parametrize("around", BODIES.values(), ids=BODIES.keys())
def test_whatever_system_put_the_body_somewhere(around):
    document = read(page(around.format(report())))
    assert outline(document.blocks) == made.EXPECTED
    assert "栏目7" in document.surroundings
    assert "ICP备99000001号" in document.surroundings


STORES = {
    "a field": "<textarea id=c style='display:none'>{escaped}</textarea><div id=zoom></div>",
    "a field, tags as they are": "<textarea>{raw}</textarea>",
    "a hidden input": '<input type="hidden" id="content" value="{escaped}">',
    "xmp": "<xmp>{raw}</xmp>",
    "noscript": "<noscript>{raw}</noscript>",
    "a template": '<script type="text/template">{raw}</script>',
    "a template with escaped tags": '<script type="text/html">{escaped}</script>',
    "gkmlpt": '<div id=app></div><script>window._CONFIG={{SID:"1",DETAIL:{{"id":1,"content":{json}}},TREE:[]}};</script>',
    "tags as codes": "<script>var content = {codes};</script>",
    "Next.js": '<script id="__NEXT_DATA__" type="application/json">{{"props":{{"article":{{"content":{json}}}}}}}</script>',
    "written by a script": '<script>document.write("<div id=zoom>");document.write({json});document.write("</div>")</script>',
    "a panel that a script opens": '<div class="tabs"><div class="p" style="display: none;">{raw}</div></div>',
    "a panel hidden by a style": "<style>#one{{display:none}}</style><div id=one>{raw}</div>",
}


@pytest.mark.parametrize("store", STORES.values(), ids=STORES.keys())
def test_a_body_out_of_sight_is_found_where_the_page_shows_none(store):
    body = report()
    coded = json.dumps(body)
    inner = store.format(raw=body, escaped=markup.escape(body), json=coded, codes=coded.replace("<", "\\u003C"))
    document = read(page(inner))
    assert outline(document.blocks) == made.EXPECTED
    assert document.notes
    assert "栏目7" in document.surroundings


@pytest.mark.parametrize(
    "around", ['<div style="display:none">{}</div>', "<textarea>{}</textarea>", "<noscript>{}</noscript>"]
)
def test_what_is_out_of_sight_is_nothing_where_the_page_shows_a_report(around):
    # a copy of last year's tables, kept by a template
    old = report().replace("101", "999")
    document = read(page(f'<div id="zoom">{report()}</div>{around.format(old)}'))
    assert outline(document.blocks) == made.EXPECTED
    assert "999" not in document.text
    assert document.notes == ()


def test_a_summary_that_lists_the_sections_is_no_report():
    script = f"<script>var content = {json.dumps(report())};</script>"
    document = read(page(f'<div class="summary">{made.INTRO}</div><div id="app"></div>{script}'))
    assert outline(document.blocks) == made.EXPECTED


def test_tabs_of_years_show_one_year():
    style = "<style>.pane{display:none} .pane.on{display:block} @media print{.on{display:none}}</style>"
    years = f'<div class="pane">{report().replace("101", "999")}</div><div class="pane on">{report()}</div>'
    assert outline(read(page(years, head=style)).blocks) == made.EXPECTED


def test_one_table_for_the_whole_report():
    wide = '<tr><td colspan="15"><p>{}</p></td></tr>'.format
    inner = "<table>" + report(lambda form: "".join(map(made.row, form)), wide) + "</table>"
    document = read(page(f'<div id="zoom">{inner}</div>'))
    assert outline(document.blocks) == made.EXPECTED
    assert set(HEADINGS) <= set(document.paragraphs)
    assert [len(rows(grid)) for grid in grids(document)] == [len(form) for form in made.FORMS]


def test_a_report_in_one_cell_with_a_box_of_facts_above():
    inner = f"<table><tr><td>索引号：</td><td>990101/2024-1</td></tr><tr><td colspan=2>{report()}</td></tr></table>"
    document = read(page(inner))
    assert outline(document.blocks)[-len(made.EXPECTED) + 1 :] == made.EXPECTED[1:]
    assert ("索引号", "990101/2024-1") in document.facts


def test_a_table_of_the_form_outside_of_the_body_is_not_lost():
    cut = report(lambda form: "" if form is made.REVIEW else made.table(form))
    document = read(page(f'<div id="zoom">{cut}</div><div class="more">{made.table(made.REVIEW)}</div>'))
    assert isinstance(document.blocks[-1], Grid)
    assert rows(document.blocks[-1])[-1] == [str(number) for number in range(301, 316)]
    assert not any("301" in line for line in document.surroundings)


def test_what_stands_behind_the_end_of_the_page_is_read():
    # a template whose frame is closed before the body is included
    document = read(f"<html><head><title>{TITLE}</title></head><body></body></html><div id=zoom>{report()}</div>")
    assert outline(document.blocks) == made.EXPECTED[1:]
    assert document.title == TITLE


@pytest.mark.parametrize("content", ["<![CDATA[{raw}]]>", "{escaped}"], ids=["as CDATA", "escaped"])
def test_an_xml_document_that_carries_a_page(content):
    inner = content.format(raw=report(), escaped=markup.escape(report()))
    document = read(
        f'<?xml version="1.0" encoding="UTF-8"?><record><title>{TITLE}</title><content>{inner}</content></record>'
    )
    assert outline(document.blocks) == made.EXPECTED[1:]
    assert document.title == TITLE


def test_the_charset_is_told_by_the_bytes():
    text = page(f'<div id="zoom">{report()}</div>').replace("utf-8", "gb2312")
    document = html.read(text.encode("gb18030"), declared="text/html; charset=UTF-8")
    assert (document.charset, outline(document.blocks)) == ("gb18030", made.EXPECTED)


def test_letters_that_nobody_closed_do_not_cost_the_text():
    # an editor that opens <font> at each change and closes none: deeper than the parser goes
    document = read(page("<font size=3><b>" * 300 + report()))
    assert outline(document.blocks)[-len(made.EXPECTED) :] == made.EXPECTED


def test_boxes_without_number():
    document = read(page("<div>" * 100_000 + report()))
    assert [text for text in outline(document.blocks) if text in HEADINGS] == list(HEADINGS)


def test_text_of_a_notice_without_headings_is_told_from_its_page():
    prose = "关于公布全县政府信息公开工作年度报告的说明，各镇、各部门已于一月底前完成编制和发布工作，请予监督。" * 2
    inner = f'<div class="x1"><p>{prose}</p><p>{prose}</p></div><div class="side"><a href="/1.html">其他文章</a></div>'
    document = read(page(inner))
    assert "".join(prose.split()) in outline(document.blocks)
    assert "栏目7" not in outline(document.blocks)


@pytest.mark.parametrize(
    ("data", "kind"), [(b"", "empty"), (b" \r\n\0\xef\xbb\xbf", "empty"), (b"<p>x" * 1_300_000, "too_large")]
)
def test_pages_that_are_none(data, kind):
    with pytest.raises(UnreadableError) as caught:
        html.read(data)
    assert caught.value.kind == kind


def test_a_page_without_text_is_a_document_without_blocks():
    # the shell of a page that a browser would have to fill
    document = read('<html><head><title>年报</title></head><body><div id="app"></div></body></html>')
    assert (document.title, document.blocks, document.surroundings) == ("年报", (), ())


def test_pictures_in_place_of_tables_leave_their_headings():
    inner = report(lambda _: '<p><img src="./W0202.png"/></p>')
    document = read(page(f'<div id="zoom">{inner}</div>'))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text in HEADINGS] == list(
        HEADINGS
    )
    assert document.pictures == ("http://www.qinghe.example/zwgk/zfxxgknb/202401/W0202.png",)


HOSTILE = {
    "nested tables": "<table><tr><td>" * 20_000 + "x",
    "spans without sense": "<table><tr>" + "<td colspan=1000000 rowspan=1000000>1" * 200 + "</table>",
    "spans on every cell": "<table>" + ("<tr>" + "<td colspan=99 rowspan=999>1" * 150) * 100 + "</table>",
    "a table without end": "<table>" + "<tr><td>行政许可</td><td>0</td></tr>" * 60_000,
    "paragraphs without end": "<p>一、总体情况" * 150_000,
    "quotes in a script": "<script>信息公开" + '"\\' * 1_000_000 + "</script>",
    "braces in a style": "<style>none" + "@a{b{}" * 100_000 + "</style>",
    "selectors in a style": "<style>"
    + ".a .b .c{display:none}" * 10_000
    + "</style>"
    + "<div class=a>" * 90
    + "<p class=c>x" * 9000,
    "hidden in hidden": "<div hidden>" * 200 + "<p>总体情况 结果维持 结果纠正 尚未审结 商业企业" * 3000,
    "labels without end": "<p>" + "发 布 日 期 " * 200_000,
    "labels in boxes": "<div>" + "<div><div>结果维持</div><div>总计</div></div>" * 15_000,
    "open comments": "<!-- x" * 500_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_soon(text):
    start = time.process_time()
    try:
        read(text)
    except UnreadableError as error:
        assert error.kind in {"damaged", "too_large"}  # noqa: PT017
    assert time.process_time() - start < 20
