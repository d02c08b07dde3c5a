"""Reports as pages whose tables and bodies are laid out in all the ways that portals have them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from tests.golden.make import html_tables as tables
from tests.golden.make.case import Case, of_html
from tests.golden.make.figures import dense
from tests.golden.make.html_article import (
    article,
    break_line,
    headed_line,
    in_layout_tables,
    simple_line,
    trs_line,
    untitled_line,
    word_line,
)
from tests.golden.make.pages import box_divs, box_head_cells, box_list, box_table, box_terms, facts, links, page
from tests.golden.make.printed import Block, Table, blocks
from tests.golden.make.report import Body, Report, Stated
from tests.golden.make.shapes import by_block, cut, in_three, joined, with_column
from tests.golden.make.story import one_form, report


def published(who: str | Body, year: int, seed: int, **changes: Any) -> Report:
    """A report with the day it was put on its page."""
    day = f"{year + 1}-01-{8 + seed % 20:02d}"
    return report(who, year, seed, **{"published": Stated(day, day), **changes})


def boxed(who: str | Body, year: int, seed: int, **changes: Any) -> Report:
    """The same for a page with a box of facts, which gives an index number too."""
    index = f"99{seed:07d}/{year + 1}-{seed * 37 % 100000:05d}"
    return published(who, year, seed, **{"index_number": index, **changes})


def with_tables(made: Report, change) -> list[Block]:
    """The blocks of a report with each table put through `change`, which gives back a list of tables."""
    found: list[Block] = []
    for block in blocks(made):
        found += change(block) if isinstance(block, Table) else [block]
    return found


def cases() -> Iterator[Case]:
    yield from _editors()
    yield from _cut_and_joined()
    yield from _not_tables()
    yield from _broken_markup()
    yield from _in_data()
    yield from _around()


def _editors() -> Iterator[Case]:
    made = boxed("liuquan", 2022, 11)
    body = article(blocks(made), line=untitled_line)
    yield of_html("html-clean", made, page("ucap", made, body, box=box_list(facts(made))))
    made = boxed("banshu", 2021, 12)
    body = article(blocks(made), tables.word, word_line)
    yield of_html("html-word-paste", made, page("trs", made, body, box=box_table(facts(made))))
    made = published("jiugao", 2020, 13)
    body = article(blocks(made), tables.word, trs_line)
    yield of_html("html-trs-editor", made, page("trs", made, body))
    yield _without_box("html-hanweb-2019-form", "nanxi", 2019, 14, "hanweb")
    yield _without_box("html-visual-site-builder", "hongguo", 2023, 15, "vsb")
    made = boxed("foziling", 2022, 16)
    body = article(blocks(made), tables.padded, headed_line)
    yield of_html("html-blanks-everywhere", made, page("lonsun", made, body, box=box_head_cells(facts(made))))
    made = boxed("gaoliban", 2024, 17)
    body = article(blocks(made), tables.split_digits, headed_line)
    yield of_html("html-digit-a-span", made, page("gkmlpt", made, body, box=box_divs(facts(made))))
    made = boxed("daliuzhen", 2020, 18)
    body = article(blocks(made), tables.vertical, break_line)
    yield of_html("html-vertical-heads", made, page("aspx", made, body, box=box_terms(facts(made))))
    made = boxed("hushan", 2022, 19)
    body = article(blocks(made), tables.with_th, headed_line)
    yield of_html("html-th-for-td", made, page("ucap", made, body, box=box_divs(facts(made))))


def _without_box(name: str, who: str, year: int, seed: int, style: str) -> Case:
    made = published(who, year, seed)
    return of_html(name, made, page(style, made, article(blocks(made), line=untitled_line)))


def _cut_and_joined() -> Iterator[Case]:
    def table_three(change):
        return lambda table: change(table) if table.name == "requests" else [table]

    def table_four(change):
        return lambda table: change(table) if table.name == "review_litigation" else [table]

    def everything(name: str, seed: int, year: int, who: str, change, *, style: str = "ucap") -> Case:
        made = boxed(who, year, seed)
        body = article(with_tables(made, change), line=untitled_line)
        return of_html(name, made, page(style, made, body, box=box_list(facts(made))))

    yield everything("html-cut-in-two", 21, 2021, "liuquan", table_three(lambda table: list(cut(table, 14))))
    yield everything(
        "html-cut-after-first-result", 22, 2020, "xinglin", table_three(lambda table: list(cut(table, 6))), style="trs"
    )
    yield everything(
        "html-cut-heads-again",
        23,
        2022,
        "banshu",
        table_three(lambda table: list(cut(table, 12, repeat_heads=True, repeat_labels=True))),
        style="hanweb",
    )
    yield everything(
        "html-cut-in-three",
        24,
        2023,
        "jiugao",
        table_three(lambda table: [part for half in cut(table, 16) for part in cut(half, 8)]),
        style="lonsun",
    )
    yield everything(
        "html-column-for-remarks", 25, 2022, "foziling", table_three(lambda table: [with_column(table, "备注")])
    )
    yield everything(
        "html-reviews-a-row-a-block", 26, 2021, "nanxi", table_four(lambda table: [by_block(table)]), style="gkmlpt"
    )
    yield everything("html-reviews-in-three-tables", 27, 2020, "hongguo", table_four(in_three), style="vsb")
    made = published("chengdong", 2022, 28)
    three = [block for block in blocks(made) if isinstance(block, Table)]
    titles = [section.heading for section in made.sections if section.tables]
    one = joined(three, titles)
    kept = [block for block in blocks(made) if not isinstance(block, Table) and block.text not in titles]
    at = next(index for index, block in enumerate(kept) if block.role == "heading" and block.text.startswith("五"))
    body = article([*kept[:at], one, *kept[at:]], line=untitled_line)
    yield of_html("html-one-table-for-all", made, page("ucap", made, body))
    made = published("jinshui", 2019, 29)
    tail = [block for block in blocks(made) if isinstance(block, Table) and block.name == "proactive"]
    rest = [block for block in blocks(made) if block not in tail]
    body = article([*rest[:-2], *tail, *rest[-2:]], line=untitled_line)
    yield of_html("html-table-two-at-the-end", made, page("trs", made, body))


def _not_tables() -> Iterator[Case]:
    def made_as(name: str, seed: int, year: int, who: str, render: tables.Render, *, style: str) -> Case:
        made = published(who, year, seed)
        body = article(blocks(made), render, untitled_line)
        return of_html(name, made, page(style, made, body))

    yield made_as("html-div-grid", 31, 2022, "liuquan", tables.divs, style="ucap")
    yield made_as("html-css-table", 32, 2020, "banshu", tables.css_table, style="gkmlpt")
    yield made_as("html-value-a-paragraph", 33, 2021, "jiugao", tables.paragraphs, style="trs")
    yield made_as("html-value-a-paragraph-2019", 34, 2019, "xinglin", tables.paragraphs, style="vsb")
    yield made_as("html-pre-tabs", 35, 2022, "nanxi", tables.pre, style="aspx")
    yield made_as("html-table-a-row", 36, 2023, "foziling", tables.row_by_row, style="lonsun")
    made = published("hongguo", 2021, 37)
    text = "\n".join(
        "\n".join("\t".join(row) for row in tables.grid(block)) if isinstance(block, Table) else block.text
        for block in blocks(made)
    )
    yield of_html(
        "html-textarea", made, page("aspx", made, f'<textarea rows="60" cols="90" readonly>{escape(text)}</textarea>')
    )


def _broken_markup() -> Iterator[Case]:
    def made_as(name: str, seed: int, year: int, who: str, render: tables.Render, *, style: str) -> Case:
        made = published(who, year, seed)
        return of_html(name, made, page(style, made, article(blocks(made), render, untitled_line)))

    yield made_as("html-unclosed-upper-case", 41, 2019, "liuquan", tables.unclosed, style="aspx")
    yield made_as("html-wrong-rowspans", 42, 2022, "banshu", tables.wrong_spans, style="ucap")
    yield made_as("html-spans-lost", 43, 2021, "jiugao", tables.flat, style="trs")
    yield made_as("html-table-in-cell", 44, 2020, "nanxi", tables.nested_cells, style="hanweb")
    yield made_as("html-narrow-columns-between", 45, 2022, "foziling", tables.spaced_columns, style="lonsun")
    made = published("xinglin", 2023, 46)
    body = article(blocks(made), tables.unclosed, break_line)
    html = page("vsb", made, body.replace("</TABLE>", "</TABLE></td></tr></div>"))
    yield of_html("html-stray-end-tags", made, html.replace("</head>", "").replace("<BODY>", "</HEAD></BODY><BODY>"))
    made = published("chengguan_youxi", 2020, 47)
    body = in_layout_tables(article(blocks(made), line=untitled_line), "".join(made.title))
    yield of_html("html-layout-tables", made, page("aspx", made, body, heading=""))


def _in_data() -> Iterator[Case]:
    made = published("gaoliban", 2022, 51)
    content = json.dumps({"title": "".join(made.title), "content": article(blocks(made))}, ensure_ascii=False)
    content = content.replace("</", "<\\/")
    shell = f'<div id="app">正在加载……</div>\n<script>window.__ARTICLE__ = {content};</script>'
    yield of_html("html-body-in-json", made, page("gkmlpt", made, shell))
    made = published("daliuzhen", 2021, 52)
    record = f"<record><![CDATA[{article(blocks(made))}]]></record>"
    shell = (
        f'<div id="show"></div><script type="text/xml"><datastore><recordset>{record}</recordset></datastore></script>'
    )
    yield of_html("html-body-in-cdata", made, page("hanweb", made, shell))


def _around() -> Iterator[Case]:
    made = published("liuquan", 2021, 61)
    last = replace(
        made, year=2020, title=("青禾县柳泉镇2020年政府信息公开工作年度报告",), figures=dense(dict(made.forms), 62)
    )
    old = article(block for block in blocks(last) if isinstance(block, Table))
    body = article(blocks(made), line=untitled_line)
    hidden = f'<div class="tpl" style="display: none">{old}</div>\n{body}'
    yield of_html("html-hidden-last-year", made, page("trs", made, hidden))
    asleep = (
        f"<template><h2>上一年</h2>{old}</template>\n<!-- {old} -->\n{body}\n<script type='text/html'>{old}</script>"
    )
    made = replace(made, published=Stated("2022-02-10 09:30", "2022-02-10"), index_number="990000062/2022-02294")
    yield of_html("html-asleep-last-year", made, page("ucap", made, asleep, box=box_table(facts(made))))
    made = boxed("hushan", 2020, 63)
    body = f"{links(800)}<div>{article(blocks(made), line=untitled_line)}</div>{links(60)}"
    yield of_html("html-800-links", made, page("lonsun", made, body, box=box_terms(facts(made))))
    made = published("jinshui", 2022, 64)
    body = article(blocks(made), tables.word, simple_line)
    html = page("bare", made, f"<h1>{escape(''.join(made.title))}</h1>{body}")
    yield of_html("html-bare-page", replace(made, published=None), html)
    made = report("wenan_zone", 2023, 65, forms=one_form("2021_revised"))
    yield of_html("html-fragment", made, article(blocks(made), tables.plain, simple_line))
