"""The lines and tables of a report to the HTML of its body, with the trait that the case is about."""

from collections.abc import Callable, Iterable
from html import escape

from tests.golden.make.html_tables import Render, plain
from tests.golden.make.printed import Block, Line, Table

WriteLine = Callable[[Line], str]


def simple_line(line: Line) -> str:
    if line.role == "title":
        return f'<p style="text-align:center"><strong>{escape(line.text)}</strong></p>'
    if line.role == "signature":
        return f'<p style="text-align:right">{escape(line.text)}</p>'
    return f"<p>　　{escape(line.text)}</p>"


def headed_line(line: Line) -> str:
    """Headings as headings; the title is left to the page."""
    if line.role == "title":
        return ""
    if line.role == "heading":
        return f"<h3>{escape(line.text)}</h3>"
    return f"<p>{escape(line.text)}</p>"


def untitled_line(line: Line) -> str:
    """The title is left to the page."""
    return "" if line.role == "title" else simple_line(line)


def word_line(line: Line) -> str:
    """Word's paragraphs: digits and Latin letters stand in spans of their own, with line ends inside."""
    parts: list[str] = []
    run = ""
    for sign in line.text:
        if run and run[-1].isascii() != sign.isascii():
            parts.append(run)
            run = ""
        run += sign
    parts.append(run)
    spans = "\n".join(
        f"<span {'lang=EN-US ' if part.isascii() else ''}style='font-size:16.0pt;font-family:"
        f"{'Times New Roman' if part.isascii() else '仿宋_GB2312'}'>{escape(part)}</span>"
        for part in parts
    ).replace("</span>\n<span", "</span><span")
    align = " align=center" if line.role == "title" else ""
    return f"<p class=MsoNormal{align} style='text-indent:32.0pt;line-height:28.0pt'>{spans}<span lang=EN-US><o:p></o:p></span></p>"


def break_line(line: Line) -> str:
    """No paragraphs at all: text and br, as plain editors store it."""
    return f"　　{escape(line.text)}<br>\n"


def trs_line(line: Line) -> str:
    weight = ' style="font-weight: bold;"' if line.role in ("heading", "title") else ""
    align = "center" if line.role == "title" else "justify"
    return f'<p style="text-indent: 2em; text-align: {align};" align="{align}"><font face="宋体"{weight}>{escape(line.text)}</font></p>'


def article(blocks: Iterable[Block], table: Render = plain, line: WriteLine = simple_line) -> str:
    return "\n".join(table(block) if isinstance(block, Table) else line(block) for block in blocks)


def in_layout_tables(html: str, title: str) -> str:
    """The whole page inside tables that only place things, three deep, with a column of links at the left."""
    links = "".join(
        f'<tr><td height="24">·<a href="/list/{n}.htm">{text}</a></td></tr>'
        for n, text in enumerate(("机构概况", "公开指南", "公开目录", "公开年报", "申请公开"))
    )
    return (
        '<table width="960" align="center"><tr><td width="200" valign="top"><table>'
        f"{links}</table></td>\n<td><table width='100%'><tr><td align='center' height='50'><b>{escape(title)}</b></td></tr>"
        f'<tr><td><table width="100%"><tr><td style="line-height:28px">{html}</td></tr></table></td></tr></table></td></tr></table>'
    )
