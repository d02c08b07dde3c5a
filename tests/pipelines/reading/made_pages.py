"""Made-up report pages: what goes around and into them to HTML as systems of portals write it."""

from collections.abc import Callable, Iterable, Sequence

from pipelines.document import Block, Document, Grid
from pipelines.reading.html import page as html

TITLE = "青禾县柳泉镇人民政府2023年政府信息公开工作年度报告"
URL = "http://www.qinghe.example/zwgk/zfxxgknb/202401/t20240116_8354.html"
INTRO = (
    "本报告依据条例编制，全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
)
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NAVIGATION = (
    '<div class="top"><a href="/">青禾县人民政府</a><ul>'
    + "".join(f'<li><a href="/c{number}/">栏目{number}</a></li>' for number in range(20))
    + '</ul></div><div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
)
FOOTER = '<div class="foot"><p>主办单位：青禾县人民政府办公室</p><p>ICP备99000001号</p></div>'

Cells = Sequence[tuple[str, int, int]]  # text, columns, rows


def _values(number: int, start: int) -> list[tuple[str, int, int]]:
    return [(str(start + index), 1, 1) for index in range(number)]


PROACTIVE: tuple[Cells, ...] = (
    [("第二十条第（一）项", 4, 1)],
    [("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)],
    [("规章", 1, 1), *_values(3, 101)],
    [("行政规范性文件", 1, 1), *_values(3, 104)],
    [("第二十条第（五）项", 4, 1)],
    [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
    [("行政许可", 1, 1), ("107", 3, 1)],
)
REQUESTS: tuple[Cells, ...] = (
    [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 7, 1)],
    [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
    [(name, 1, 1) for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    [("一、本年新收政府信息公开申请数量", 3, 1), *_values(7, 201)],
    [("三、本年度办理结果", 1, 3), ("（一）予以公开", 2, 1), *_values(7, 208)],
    [("（三）不予公开", 1, 2), ("1.属于国家秘密", 1, 1), *_values(7, 215)],
    [("4.保护第三方合法权益", 1, 1), *_values(7, 222)],
    [("四、结转下年度继续办理", 3, 1), *_values(7, 229)],
)
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
REVIEW: tuple[Cells, ...] = (
    [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
    [*((name, 1, 2) for name in _OUTCOMES), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
    [(name, 1, 1) for name in _OUTCOMES * 2],
    _values(15, 301),
)
FORMS = (PROACTIVE, REQUESTS, REVIEW)


def table(rows: Iterable[Cells]) -> str:
    return f'<table border="1"><tbody>{"".join(map(row, rows))}</tbody></table>'


def row(cells: Cells) -> str:
    return f"<tr>{''.join(cell(*one) for one in cells)}</tr>"


def cell(text: str, columns: int = 1, rows: int = 1) -> str:
    return f'<td colspan="{columns}" rowspan="{rows}">{text}</td>'


def word_table(rows: Iterable[Cells]) -> str:
    """A table as it comes from Word by way of the clipboard: the first figure in a span of its own."""
    printed = "".join(
        "<tr style='mso-yfti-irow:1;height:24pt'>"
        + "".join(
            f'<td width=78 colspan={columns} rowspan={rows} style="width:58.5pt;mso-border-alt:solid windowtext .5pt">'
            f'<p class=MsoNormal align=center><span lang=EN-US style="mso-hansi-font-family:Calibri">{text[:1]}</span>'
            f"<span style='font-family:仿宋_GB2312'>{text[1:]}<o:p></o:p></span></p></td>\n"
            for text, columns, rows in cells
        )
        + "</tr>"
        for cells in rows
    )
    return f"<table class=MsoNormalTable border=1 cellspacing=0>{printed}</table>"


def report(
    draw: Callable[[Iterable[Cells]], str] = table,
    paragraph: Callable[[str], str] = "<p>{}</p>".format,
    intro: str = INTRO,
) -> str:
    """The body of a report, its three tables drawn by `draw`."""
    parts = [paragraph(intro)]
    forms = dict(zip(HEADINGS[1:4], FORMS, strict=True))
    for heading in HEADINGS:
        parts.append(paragraph(heading))
        parts.append(draw(forms[heading]) if heading in forms else paragraph("全年主动公开信息120条，工作有序开展。"))
    return "".join(parts)


def page(inner: str, *, head: str = "", above: str = f"<h1>{TITLE}</h1>") -> str:
    """A whole page: navigation, the title, what is inside, the footer."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_青禾县人民政府</title>{head}</head>'
        f'<body>{NAVIGATION}<div class="wrap">{above}{inner}</div>{FOOTER}</body></html>'
    )


def read(markup: str, url: str | None = URL) -> Document:
    return html.read(markup.encode(), url)


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    return [[one.text for one in cells] for cells in grid.rows()]


def outline(blocks: Iterable[Block]) -> list[str]:
    """Everything in order without blanks: lines, and the filled cells of tables."""
    texts = (
        text
        for block in blocks
        for text in ([one.text for cells in block.rows() for one in cells] if isinstance(block, Grid) else [block.text])
    )
    return [plain for text in texts if (plain := "".join(text.split()))]


EXPECTED = outline(read(page(f'<div id="zoom">{report()}</div>')).blocks)
