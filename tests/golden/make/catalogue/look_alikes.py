"""Documents that look like reports and are none: each text of data/look_alikes on a page or in a file."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import cycle

from tests.golden.make import text as shapes
from tests.golden.make.case import Case
from tests.golden.make.html_article import article, untitled_line
from tests.golden.make.pages import page
from tests.golden.make.printed import Block, Box, Line, Table, blocks
from tests.golden.make.report import Stated
from tests.golden.make.story import report
from tests.golden.make.word import body, document

NOT_A_REPORT = {"verdict": "not_report"}
_STYLES = ("trs", "ucap", "hanweb", "vsb", "lonsun", "gkmlpt", "aspx")
_AS_TEXT = ("guide", "notice-with-blank-form", "report-system", "half-year-statistics", "rule-of-law-report")
_AS_WORD = ("notice-with-blank-form", "blank-template", "website-report", "application-form", "budget")


def look_alike(name: str) -> tuple[str, list[Block]]:
    """The title and the blocks of a text: |a|b are rows of a table, !x.jpg pictures, *words links."""
    title, *lines = (
        files("tests.golden.make").joinpath("data", "look_alikes", f"{name}.txt").read_text("utf-8").splitlines()
    )
    found: list[Block] = [Line(title, "title")]
    rows: list[list[str]] = []
    for text in [*lines, ""]:
        if text.startswith("|"):
            rows.append(text[1:].split("|"))
            continue
        if rows:
            width = max(map(len, rows))
            boxes = (tuple(Box(cell) for cell in row + [""] * (width - len(row))) for row in rows)
            found.append(Table("other", tuple(boxes), width))
            rows = []
        if text:
            found.append(Line(text, "text"))
    return title, found


def names() -> list[str]:
    folder = files("tests.golden.make").joinpath("data", "look_alikes")
    return sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir())


def cases() -> Iterator[Case]:
    for name, style in zip(names(), cycle(_STYLES)):
        yield _as_page(name, style)
    for name in _AS_TEXT:
        _, found = look_alike(name)
        written = shapes.text(found, shapes.tabs)
        yield Case(f"not-{name}-txt.txt", lambda written=written: written.encode(), NOT_A_REPORT)
    for name in _AS_WORD:
        _, found = look_alike(name)
        yield Case(f"not-{name}-docx.docx", lambda found=found: document(body(found)), NOT_A_REPORT)
    yield _tables_alone()


def _as_page(name: str, style: str) -> Case:
    title, found = look_alike(name)
    around = report("qinghe", 2022, 700, title=(title,), published=Stated("2023-02-03", "2023-02-03"))
    html = page(style, around, article(found, line=_line))
    empty = {"verdict": ["not_report", "blocked"]}  # a page without anything may pass for a shell
    return Case(f"not-{name}.html", html.encode, empty if name == "almost-empty" else NOT_A_REPORT)


def _line(line: Line) -> str:
    sign, rest = line.text[0], escape(line.text[1:])
    if sign == "!":
        return f'<p align="center"><img src="../images/{rest}" width="700"></p>'
    if sign == "*":
        return f'<li><a href="/nb/{len(rest)}.html" title="{rest}">{rest}</a><span>2024-01-20</span></li>'
    return untitled_line(line)


def _tables_alone() -> Case:
    """A page of a list whose teaser quotes the opening of a report, and nothing more of it."""
    made = report("liuquan", 2022, 701)
    opening = [block for block in blocks(made) if isinstance(block, Line)][1]
    body_html = "".join(
        f'<div class="item"><h4><a href="/nb/{n}.html">青禾县{name}2022年政府信息公开工作年度报告</a></h4><p>{escape(opening.text[:60])}……</p></div>'
        for n, name in enumerate(("柳泉镇", "石桥镇", "教育局", "水利局", "林业局", "民政局"))
    )
    html = page("ucap", report("qinghe", 2022, 702, title=("年报专栏",)), body_html)
    return Case("not-column-with-teasers.html", html.encode, NOT_A_REPORT)
