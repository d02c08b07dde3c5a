"""Lines of plain text to blocks: prose, and grids of those lines whose fields are parted by tabs, bars or wide gaps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipelines.document import Block, Grid, GridCell, Paragraph, UnreadableError
from pipelines.reading.plain.dumped_cells import dumped_grids

BLANKS = " \t\u3000\xa0\u2002\u2003\r\n\x0b\x0c"
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SOFT_BLANKS = re.compile(r"[ \t\xa0\u2002\u2003\r\n\x0b\x0c]+")

_BAR = re.compile(r"(?<!\\)[|│┃║]")
_RULE = re.compile(r"[\s─-╿+|:=—-]*[─━═+=-]{2}[\s─-╿+|:=—-]*")  # |---|:--:|, ├───┼───┤, +====+
_GAP = re.compile(r"[ \u3000\xa0\u2002\u2003]{2,}")
# 0, +98, 6.02 万元, 12件, /, —
_FIGURE = re.compile(r"[+＋－-]?[\d０-９][\d０-９,.，．]*\s*(?:万元|元|件|项|条|次|个|%)?|[/／—－-]{1,2}|无")
_LIST_MARK = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]+|[①-⑳•·●◆■§\uf000-\uf0ff]")  # （一） 1. ①
_SENTENCE_END = "。；！？"
_MOST_OF_A_FIELD = 40
_MOST_OF_A_LABEL = 20  # that ends as a sentence does
_MOST_OF_A_ROW = 1000
_MOST_CELLS = 20_000
_FEWEST_COLUMNS = 3
_FEWEST_RULES = 3

Kind = Literal["row", "perhaps", "prose", "rule", "blank"]


@dataclass(frozen=True, slots=True)
class _Line:
    kind: Kind
    text: str
    fields: tuple[str, ...] = ()


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    r"""Paragraphs and grids in order; column numbers of a grid are those of its fields, empty ones counted.

    >>> list(blocks(["一、总体情况", "规章\t0\t\t3", "行政规范性文件\t1\t2\t3"]))[1].cells[2]
    GridCell(text='', row=0, column=2, rowspan=1, colspan=1, sure=True)
    """
    rest = list(lines)
    done = 0
    for start, end, grid in dumped_grids(rest):
        yield from _plain_blocks(rest[done:start])
        yield grid
        done = end
    yield from _plain_blocks(rest[done:])


def visible(text: str) -> str:
    """A text without marks of no width, which editors and copying leave in it."""
    return _INVISIBLE.sub("", text)


def prose(text: str) -> str:
    """A line as a reader sees it, blanks that only the typing left aside."""
    return _SOFT_BLANKS.sub(" ", visible(text)).strip(BLANKS)


def _plain_blocks(lines: Sequence[str]) -> Iterator[Block]:
    seen = [_seen(line) for line in lines]
    for runs_on, run in groupby(seen, key=lambda line: line.kind in ("row", "perhaps", "rule")):
        members = list(run)
        if runs_on and _is_table(members):
            yield from _grid(members)
            continue
        for line in members:
            text = "" if line.kind == "rule" and not line.text.strip("-—=") else prose(line.text)
            if text:
                yield Paragraph(text)


def _seen(line: str) -> _Line:
    """What one line is by itself: surely a row, perhaps one if its neighbours are rows, a ruled line, or prose."""
    if not line.strip(BLANKS):
        blank_cells = line.count("\t") + 1
        return _Line("perhaps", line, ("",) * blank_cells) if blank_cells > _FEWEST_COLUMNS - 1 else _Line("blank", "")
    if len(line) > _MOST_OF_A_ROW:
        return _Line("prose", line)
    if _RULE.fullmatch(line):
        return _Line("rule", line)
    if _BAR.search(line):
        return _barred(line)
    return _tabbed(line) if "\t" in line else _gapped(line)


def _barred(line: str) -> _Line:
    outer = line.strip(BLANKS)
    closed = bool(_BAR.match(outer))
    inner = outer[1:] if closed else outer
    if _BAR.match(inner[-1:]):
        inner, closed = inner[:-1], True
    fields = tuple(prose(field) for field in _BAR.split(inner))
    if len(fields) == 1 and not closed:
        return _Line("prose", line)
    return _Line("row" if closed or any(map(_FIGURE.fullmatch, fields)) else "perhaps", line, fields)


def _tabbed(line: str) -> _Line:
    fields = tuple(prose(field) for field in line.rstrip("\r\n").split("\t"))
    filled = [field for field in fields if field]
    if filled and len(filled[-1]) > _MOST_OF_A_LABEL and filled[-1][-1] in _SENTENCE_END:
        return _Line("prose", line)
    if len(filled) == 1:
        return _Line("perhaps", line, fields)
    if len(filled) == 2 and _LIST_MARK.fullmatch(filled[0]) and not _FIGURE.fullmatch(filled[1]):  # noqa: PLR2004
        return _Line("prose", line)  # 1.<tab>主动公开: an editor's list
    return _Line("row", line, fields)


def _gapped(line: str) -> _Line:
    fields = tuple(prose(field) for field in _GAP.split(line.strip(BLANKS)))
    if len(fields) == 1:
        return _Line("prose", line)
    figures = sum(bool(_FIGURE.fullmatch(field)) for field in fields)
    too_long = any(len(field) > _MOST_OF_A_FIELD for field in fields)
    spaced_out = all(len(field) == 1 for field in fields) and not figures  # 目　　录
    named = sum("：" in field or ":" in field for field in fields) > 1  # 电话：…　　邮编：…
    if too_long or spaced_out or named or any(mark in line for mark in _SENTENCE_END):
        return _Line("prose", line)
    if figures and (len(fields) >= _FEWEST_COLUMNS or _FIGURE.fullmatch(fields[-1])):
        return _Line("row", line, fields)
    return _Line("perhaps" if len(fields) >= _FEWEST_COLUMNS else "prose", line, fields)


def _is_table(members: Sequence[_Line]) -> bool:
    """Whether neighbouring lines that may be rows are rows: one sure row carries the others."""
    if any(line.kind == "row" for line in members):
        return True
    widths = [len(line.fields) for line in members if sum(map(bool, line.fields)) >= _FEWEST_COLUMNS]
    return len(widths) > 1 and len(set(widths)) == 1


def _grid(members: Iterable[_Line]) -> Iterator[Block]:
    rows: list[list[str]] = []
    continues = False
    ruled = sum(line.kind == "rule" and "|" not in line.text.strip(BLANKS)[:1] for line in members) >= _FEWEST_RULES
    for line in members:
        if line.kind == "rule":
            continues = False
            continue
        if ruled and continues and _is_rest(line.fields, rows[-1]):
            rows[-1] = ["\n".join(filter(None, pair)) for pair in zip(rows[-1], line.fields, strict=True)]
        else:
            rows.append(list(line.fields))
        continues = True
    cells = [GridCell(text, row, column) for row, fields in enumerate(rows) for column, text in enumerate(fields)]
    if len(cells) > _MOST_CELLS:
        raise UnreadableError("too_large", f"a table of {len(cells):,} cells: no report has that; look at the file")
    if cells:
        yield Grid(tuple(cells), exact=False)


def _is_rest(fields: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a line between two rules only goes on with the words of the line above it."""
    filled = [field for field in fields if field]
    return len(fields) == len(before) and len(filled) * 2 <= len(fields) and not any(map(_FIGURE.fullmatch, filled))
