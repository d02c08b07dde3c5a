"""Reports as pages with more than one trap: extra columns and tables, copies of the body, figures outside of cells."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from random import Random

from tests.golden.make import html_tables as tables
from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_layouts import published, with_tables
from tests.golden.make.figures import changed, dense, request_row
from tests.golden.make.html_article import article, untitled_line
from tests.golden.make.pages import page
from tests.golden.make.printed import Block, Box, Line, Table, blocks
from tests.golden.make.report import Report, blank
from tests.golden.make.shapes import with_sequence, with_unit_row, without_last
from tests.golden.make.story import FORM_2021

OLD_TABS = "<style>.tab-pane{display:none}.tab-pane.active{display:block}</style>"


def _page(name: str, made: Report, found: list[Block], style: str, render: tables.Render = tables.plain) -> Case:
    return of_html(name, made, page(style, made, article(found, render, untitled_line)))


def _only(table: str, change: Callable[[Table], Table]) -> Callable[[Table], list[Block]]:
    return lambda one: [change(one)] if one.name == table else [one]


def cases() -> Iterator[Case]:
    yield from _more_columns()
    yield from _gaps()
    yield from _other_tables()
    yield from _figures_elsewhere()
    yield from _copies()


def _more_columns() -> Iterator[Case]:
    made = published("banshu", 2022, 161)
    yield _page("html-sequence-column", made, with_tables(made, _only("requests", with_sequence)), "ucap")
    made = published("jiugao", 2020, 162)
    found = with_tables(made, lambda table: [with_unit_row(table, "单位：件")])
    yield _page("html-unit-inside-table", made, found, "trs")
    made = published("nanxi", 2021, 163)
    printed = with_tables(made, _only("requests", lambda table: without_last(table, "四、结转下年度继续办理")))
    figures = changed(made.figures, dict.fromkeys(request_row(FORM_2021, "carried_out"), blank()))
    open_row = frozenset({("requests", "carried_out")})
    made = replace(made, figures=figures, open_rows=open_row, leave=frozenset({"violated"}))
    yield _page("html-row-one-short", made, printed, "vsb", tables.flat)
    made = published("foziling", 2023, 164)
    yield _page("html-last-year-beside", made, with_tables(made, _only("proactive", _with_last_year)), "lonsun")


def _gaps() -> Iterator[Case]:
    """Blanks in tables whose columns are hard to tell: what stands beside a blank must not slip into it."""
    for number, (who, year, every) in enumerate((("banshu", 2022, 2), ("liuquan", 2020, 3), ("jiugao", 2021, 4)), 174):
        made = _thinned(published(who, year, number), every, number)
        found = with_tables(made, _only("requests", with_sequence)) if number % 2 else blocks(made)
        yield _page(f"html-narrow-columns-with-blanks-{every}", made, found, "trs", tables.spaced_columns)
    made = _thinned(published("hongguo", 2023, 177), 9, 177)
    yield _page("html-blanks-lost-in-paragraphs", made, blocks(made), "vsb", tables.paragraphs)
    made = _thinned(published("nanxi", 2022, 178), 9, 178)
    found = with_tables(made, _only("requests", with_sequence))
    yield _page("html-blanks-lost-in-numbered-paragraphs", made, found, "lonsun", tables.paragraphs)
    made = _thinned(published("xinglin", 2019, 179), 5, 179)
    yield _page("html-blanks-in-divs", made, blocks(made), "gkmlpt", tables.divs)


def _thinned(made: Report, every: int, seed: int) -> Report:
    """The report with one cell of so many left blank, at places drawn by lot."""
    random = Random(seed)
    gone = [key for key in made.figures if random.randrange(every) == 0]
    return replace(made, figures=changed(made.figures, dict.fromkeys(gone, blank())))


def _with_last_year(table: Table) -> Table:
    """A column at the right that gives last year's figure of the last one."""
    rows = []
    for index, row in enumerate(table.rows):
        is_head = all(box.role == "head" for box in row)
        text = (
            "上年现行有效件数"
            if is_head and len(row) == 4
            else "上年数"
            if is_head and len(row) > 1
            else str(301 + index)
        )
        more = (Box(text, role="head" if is_head else "value"),) if len(row) > 1 else ()
        rows.append((*row, *more) if more else (replace(row[0], colspan=5),))
    return replace(table, rows=tuple(rows), width=5)


def _other_tables() -> Iterator[Case]:
    made = published("xinglin", 2022, 165)
    channels = _small(
        ("公开渠道", "条数", "占比"), ("政府网站", "412", "71.4%"), ("公示栏", "120", "20.8%"), ("总计", "577", "100%")
    )
    fees = _small(("发出收费通知的件数", "总金额（元）", "实际收取的总金额（元）"), ("3", "900", "600"))
    found: list[Block] = []
    for block in blocks(made):
        if isinstance(block, Line) and block.role == "heading" and block.text.startswith("二"):
            found.append(channels)
        found.append(block)
        if isinstance(block, Line) and block.role == "heading" and block.text.startswith("六"):
            found.append(fees)
    yield _page("html-other-tables-too", made, found, "hanweb")
    made = published("songxian_office", 2021, 166)
    review = _small(
        ("复议案号", "复议机关", "结果维持", "结果纠正", "其他结果"),
        ("嵩复决〔2021〕3号", "市政府", "1", "0", "0"),
        ("嵩复决〔2021〕9号", "市政府", "0", "1", "0"),
    )
    found = [
        part for block in blocks(made) for part in ([review, block] if _is(block, "review_litigation") else [block])
    ]
    yield _page("html-list-of-cases-too", made, found, "gkmlpt")


def _is(block: Block, table: str) -> bool:
    return isinstance(block, Table) and block.name == table


def _small(*rows: tuple[str, ...]) -> Table:
    head = tuple(Box(text, role="head") for text in rows[0])
    return Table("other", (head, *(tuple(Box(text) for text in row) for row in rows[1:])), len(head), heads=1)


def _figures_elsewhere() -> Iterator[Case]:
    made = published("hongguo", 2020, 167)
    yield _page("html-row-a-paragraph", made, blocks(made), "trs", tables.line_a_row)
    made = published("daliuzhen", 2022, 168)
    yield _page("html-by-coordinates", made, blocks(made), "aspx", tables.by_coordinates)
    made = published("gaoliban", 2023, 169)
    yield _page("html-figures-in-fields", made, blocks(made), "vsb", tables.in_fields)
    made = published("hushan", 2021, 170)
    html = page("ucap", made, article(blocks(made), line=untitled_line))
    yield of_html("html-all-as-entities", made, "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in html))


def _copies() -> Iterator[Case]:
    made = published("liuquan", 2023, 171)
    body = article(blocks(made), line=untitled_line)
    yield of_html(
        "html-body-twice", made, page("lonsun", made, f'<div class="pc">{body}</div><div class="wap">{body}</div>')
    )
    for name, who, seed, first in (("later", "banshu", 172, True), ("earlier", "jiugao", 173, False)):
        made = published(who, 2022, seed)
        title = f"{made.body.short}2021年政府信息公开工作年度报告"
        before = replace(made, year=2021, title=(title,), figures=dense(dict(made.forms), seed + 500))
        new = f'<div class="tab-pane active" id="y2022"><h2>{escape(made.title[0])}</h2>{article(blocks(made), line=untitled_line)}</div>'
        old = f'<div class="tab-pane" id="y2021"><h2>{escape(title)}</h2>{article(one for one in blocks(before) if isinstance(one, Table))}</div>'
        yield of_html(
            f"html-year-before-in-{name}-tab",
            made,
            page("lonsun", made, OLD_TABS + (new + old if first else old + new)),
        )
