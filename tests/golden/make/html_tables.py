"""Printed tables to HTML, in the ways that editors, converters and hand-made pages write them."""

from collections.abc import Callable
from html import escape

from tests.golden.make.printed import Box, Table
from tests.golden.make.shapes import grid, placed

Render = Callable[[Table], str]


def attributes(box: Box) -> str:
    spans = (("rowspan", box.rowspan), ("colspan", box.colspan))
    return "".join(f' {name}="{span}"' for name, span in spans if span > 1)


def plain(table: Table) -> str:
    """What a clean editor stores."""
    rows = ("".join(f"<td{attributes(box)}>{escape(box.text)}</td>" for box in row) for row in table.rows)
    return '<table border="1">\n' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def with_th(table: Table) -> str:
    """Heads and row labels as th, sections of the table named."""

    def row_html(index: int) -> str:
        cells = []
        for box in table.rows[index]:
            name = "td" if box.role == "value" else "th"
            scope = "" if name == "td" else ' scope="col"' if index < table.heads else ' scope="row"'
            cells.append(f"<{name}{attributes(box)}{scope}>{escape(box.text)}</{name}>")
        return f"<tr>{''.join(cells)}</tr>"

    head = "\n".join(row_html(index) for index in range(table.heads))
    rest = "\n".join(row_html(index) for index in range(table.heads, len(table.rows)))
    return f'<table class="tb"><caption>（单位：件）</caption><thead>{head}</thead>\n<tbody>{rest}</tbody></table>'


def word(table: Table) -> str:
    """What Word leaves when it is pasted: classes, styles, o:p, digits in a span of their own."""
    rows = []
    for index, row in enumerate(table.rows):
        cells = []
        for box in row:
            language = "lang=EN-US " if box.text.isascii() else ""
            text = (
                f"<p class=MsoNormal align=center style='text-align:center'><span {language}style='font-size:10.5pt;"
                f"font-family:宋体'>{escape(box.text)}<o:p></o:p></span></p>"
            )
            spans = "".join(
                f" {name}={span}" for name, span in (("rowspan", box.rowspan), ("colspan", box.colspan)) if span > 1
            )
            cells.append(f"<td width=58{spans} style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'>\n{text}\n</td>")
        rows.append(f" <tr style='mso-yfti-irow:{index};height:20.0pt'>\n{''.join(cells)}\n </tr>")
    return (
        "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;"
        "mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>\n" + "\n".join(rows) + "\n</table>"
    )


def unclosed(table: Table) -> str:
    """Upper case and nothing closed, as hand-written pages of the first years."""
    rows = (
        "<TR>" + "".join(f"<TD{attributes(box).upper().replace(chr(34), '')}>{escape(box.text)}" for box in row)
        for row in table.rows
    )
    return "<TABLE BORDER=1 WIDTH=98%>\n" + "\n".join(rows) + "\n</TABLE>"


def row_by_row(table: Table) -> str:
    """A table for every row, as some converters of PDF make them; spans are gone, spanned places stay empty."""
    return "\n".join(
        "<table><tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr></table>" for row in grid(table)
    )


def nested_cells(table: Table) -> str:
    """A table of one cell inside every cell, as some visual editors do."""
    inner = '<table width="100%"><tbody><tr><td align="center">{}</td></tr></tbody></table>'
    rows = ("".join(f"<td{attributes(box)}>{inner.format(escape(box.text))}</td>" for box in row) for row in table.rows)
    return '<table border="1"><tbody>' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def divs(table: Table) -> str:
    """Rows and cells as div; every place has its own, empty where a span was."""
    rows = (
        '<div class="row">' + "".join(f'<div class="cell">{escape(text)}</div>' for text in row) + "</div>"
        for row in grid(table)
    )
    return '<div class="grid">\n' + "\n".join(rows) + "\n</div>"


def css_table(table: Table) -> str:
    """display:table and its family in the style of each element."""
    rows = (
        '<div style="display:table-row">'
        + "".join(f'<span style="display:table-cell;border:1px solid">{escape(text)}</span>' for text in row)
        + "</div>"
        for row in grid(table)
    )
    return '<div style="display:table">\n' + "\n".join(rows) + "\n</div>"


def flat(table: Table) -> str:
    """Spans lost: every row only has the cells that it prints, so that values do not stand under their heads."""
    rows = ("".join(f"<td>{escape(box.text)}</td>" for box in row) for row in table.rows)
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def pre(table: Table) -> str:
    return "<pre>\n" + "\n".join("\t".join(map(escape, row)) for row in grid(table)) + "\n</pre>"


def paragraphs(table: Table) -> str:
    """One printed cell a paragraph, blanks not printed at all."""
    return "\n".join(f"<p>{escape(box.text)}</p>" for row in table.rows for box in row if box.text)


def spaced_columns(table: Table) -> str:
    """Narrow empty columns between the others, from a sheet pasted into the page."""
    by_row: dict[int, list[str]] = {index: [] for index in range(len(table.rows))}
    for top, _, box in placed(table):
        span = box.colspan * 2 - 1
        rowspan = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
        cell = f'<td{rowspan} colspan="{span}">{escape(box.text)}</td>'
        by_row[top] += [cell, f'<td{rowspan} width="3">&nbsp;</td>']
    return "<table>" + "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in by_row.values()) + "</table>"


def split_digits(table: Table) -> str:
    """Every digit of a value in a span of its own, in two paragraphs of one cell where a label is long."""

    def inside(box: Box) -> str:
        if box.role == "value":
            return "".join(f"<span>{escape(sign)}</span>" for sign in box.text)
        half = len(box.text) // 2
        return f"<p>{escape(box.text[:half])}</p><p>{escape(box.text[half:])}</p>" if half > 3 else escape(box.text)

    rows = ("".join(f"<td{attributes(box)}>{inside(box)}</td>" for box in row) for row in table.rows)
    return "<table border=1>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def vertical(table: Table) -> str:
    """Narrow heads and groups written one character a line."""

    def inside(box: Box) -> str:
        tall = box.rowspan > 2 or (box.role == "head" and len(box.text) <= 6)
        return "<br/>".join(box.text) if tall else escape(box.text)

    rows = ("".join(f"<td{attributes(box)}>{inside(box)}</td>" for box in row) for row in table.rows)
    return "<table border=1>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def padded(table: Table) -> str:
    """Hard blanks, thin blanks, zero-width marks and line breaks around all that is printed."""
    noise = ("&nbsp;{}&nbsp;", "\u200b{}", "\n\t\t{}\n", "&ensp;{}\u3000", "<span>&nbsp;</span>{}", "<br>{}")
    count = 0
    rows = []
    for row in table.rows:
        cells = []
        for box in row:
            count += 1
            cells.append(f"<td{attributes(box)}>{noise[count % len(noise)].format(escape(box.text))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def wrong_spans(table: Table) -> str:
    """The tall group cell claims more rows than there are, and group cells claim one row too few or too many."""
    rows = []
    for row in table.rows:
        cells = []
        for box in row:
            spans = f' rowspan="{box.rowspan + 9}"' if box.rowspan > 15 else attributes(box)
            cells.append(f"<td{spans}>{escape(box.text)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def line_a_row(table: Table) -> str:
    """A paragraph a row, cells parted by blanks; blanks are not printed at all."""
    rows = ("  ".join(escape(box.text) for box in row if box.text) for row in table.rows)
    return "\n".join(f"<p>{row}</p>" for row in rows)


def by_coordinates(table: Table) -> str:
    """Every text at its own place on the page, as converters of PDF write it."""
    spans = []
    for top, left, box in placed(table):
        x = 90 + left * 62 + (box.colspan - 1) * 31
        y = 14 * top + (box.rowspan - 1) * 7
        spans.append(f'<div class="t" style="position:absolute;left:{x}px;top:{y}px">{escape(box.text)}</div>')
    height = 14 * len(table.rows) + 20
    return f'<div style="position:relative;height:{height}px">\n' + "\n".join(spans) + "\n</div>"


def in_fields(table: Table) -> str:
    """The form as it was filled in: every value in a field of its own."""
    rows = (
        "".join(
            f"<td{attributes(box)}>"
            + (f'<input type="text" readonly value="{escape(box.text)}">' if box.role == "value" else escape(box.text))
            + "</td>"
            for box in row
        )
        for row in table.rows
    )
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
