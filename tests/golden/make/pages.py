"""The body of a report to a whole page of a portal, in the manner of the platforms that county governments run."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from tests.golden.make.report import Report

Pair = tuple[str, str]


@cache
def _template(name: str) -> Template:
    return Template(files("tests.golden.make").joinpath("data", "pages", f"{name}.html").read_text("utf-8"))


def page(
    style: str,
    report: Report,
    body: str,
    *,
    box: str = "",
    heading: str | None = None,
    tags: Iterable[Pair] = (),
    source: str | None = None,
) -> str:
    """A page in one of the styles of data/pages; `heading` is the title as the page shows it above the body."""
    title = "".join(report.title)
    published = report.published.written if report.published else ""
    meta = {
        "SiteName": report.body.site,
        "ColumnName": "政府信息公开年报",
        "ArticleTitle": title,
        "PubDate": published,
        "ContentSource": source or report.body.site,
        **dict(tags),
    }
    return _template(style).substitute(
        title=escape(title),
        heading=escape(title if heading is None else heading),
        site=escape(report.body.site),
        source=escape(source or report.body.site),
        tags="\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in meta.items() if value),
        published=published,
        year=report.year,
        box=box,
        body=body,
    )


def facts(report: Report, *more: Pair) -> list[Pair]:
    """What the box of facts above a text says, of those facts that the report has."""
    pairs = [
        ("索引号", report.index_number or ""),
        ("发布机构", report.body.name),
        ("信息分类", "政府信息公开年报"),
        ("名称", "".join(report.title)),
        ("文号", report.document_number.written if report.document_number else "无"),
        ("发布日期", report.published.written if report.published else ""),
        *more,
    ]
    return [(label, value) for label, value in pairs if value]


def box_table(pairs: Iterable[Pair]) -> str:
    """Two pairs a row, labels bold with a colon."""
    cells = [f"<td><b>{escape(label)}：</b></td><td>{escape(value)}</td>" for label, value in pairs]
    rows = (f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    return f'<table class="xxgk_table" width="100%">{"".join(rows)}</table>'


def box_head_cells(pairs: Iterable[Pair]) -> str:
    rows = (f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in pairs)
    return f'<table class="headInfo"><tbody>{"".join(rows)}</tbody></table>'


def box_list(pairs: Iterable[Pair]) -> str:
    """Labels of two characters stretched with a wide blank: 文　号."""
    wide = ((label if len(label) > 2 else "　　".join(label), value) for label, value in pairs)
    items = (
        f'<li><span class="tit">{escape(label)}：</span><span>{escape(value)}</span></li>' for label, value in wide
    )
    return f'<ul class="info">{"".join(items)}</ul>'


def box_terms(pairs: Iterable[Pair]) -> str:
    items = (f"<dt>{escape(' '.join(label))}</dt><dd>{escape(value)}</dd>" for label, value in pairs)
    return f"<dl>{''.join(items)}</dl>"


def box_divs(pairs: Iterable[Pair]) -> str:
    items = (f'<div class="item"><label>{escape(label)}:</label> {escape(value)}</div>' for label, value in pairs)
    return f'<div class="xxgk-head">{"".join(items)}</div>'


def links(count: int) -> str:
    """A navigation of that many links, with words that reports use too."""
    words = (
        "政府信息公开",
        "公开指南",
        "公开年报",
        "行政许可",
        "行政处罚",
        "依申请公开",
        "行政复议",
        "财政预决算",
        "规章",
    )
    items = (f'<li><a href="/c/{n}/index.html">{words[n % len(words)]}（{n}）</a></li>' for n in range(count))
    return f"<ul>{''.join(items)}</ul>"
