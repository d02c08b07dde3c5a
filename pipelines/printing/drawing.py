"""Texts and boxes to lines of a terminal, in which a Chinese character takes two columns."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest
from typing import Literal

_WIDE = {"W", "F"}
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)  # utf-8, or one character of any other kind
# where lines meet that come from above (8), from below (4), from the left (2) and from the right (1)
_CROSSINGS = " ╶╴─╷┌┐┬╵└┘┴│├┤┼"


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a drawn row; a text that is marked is painted, `open` boxes have no line below them."""

    text: str
    span: int = 1
    align: Literal["left", "center", "right"] = "left"
    margin: int = 0
    marked: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The boxes of a row, whose spans together are the columns; `ruled` where a line goes below it."""

    boxes: tuple[Box, ...]
    ruled: bool = True

    @property
    def edges(self) -> set[int]:
        return {0, *accumulate(box.span for box in self.boxes)}

    @property
    def lines_below(self) -> list[bool]:
        """For each column, whether there is a line below it."""
        return [self.ruled and not box.open for box in self.boxes for _ in range(box.span)]


def draw(rows: Sequence[Row], widths: Sequence[int], paint: Callable[[str], str]) -> Iterator[str]:
    """The lines of a table with these columns, which are so many characters wide without the lines between them."""
    ruled, nothing = [True] * len(widths), set[int]()
    yield _rule(nothing, rows[0].edges, ruled, widths)
    for row, below in zip_longest(rows, rows[1:]):
        yield from _row(row, widths, paint)
        if below is None:
            yield _rule(row.edges, nothing, ruled, widths)
        elif any(row.lines_below):
            yield _rule(row.edges, below.edges, row.lines_below, widths)


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("2023年"), width("规章 0")
    (6, 6)
    """
    return sum(_width(character) for character in text)


def wrapped(text: str, most: int) -> list[str]:
    """The text in lines of at most so many columns; Chinese breaks anywhere, words of letters only when too long.

    >>> wrapped("社会公益组织", 7), wrapped("柳泉镇, stated here", 12)
    (['社会公', '益组织'], ['柳泉镇,', 'stated here'])
    """
    lines, line, taken = [], "", 0
    for word in _WORD.findall(text):
        pieces = [word] if sum(map(_width, word)) <= most else list(word)
        for piece in pieces:
            more = sum(map(_width, piece))
            if taken + more > most and line:
                lines.append(line.rstrip(" "))
                line, taken = "", 0
            if line or piece != " ":
                line += piece
                taken += more
    return [*lines, line]


def shortened(text: str, most: int) -> str:
    """The text in one line of at most so many columns.

    >>> shortened("一、总体情况", 9)
    '一、总体…'
    """
    lines = wrapped(text, most)
    return lines[0] if len(lines) == 1 else wrapped(text, most - 1)[0] + "…"


def printable(text: str) -> str:
    """One line without what a terminal might obey: a document is not to move the cursor or to turn the writing."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if character.isprintable())


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _rule(above: set[int], below: set[int], lines: Sequence[bool], widths: Sequence[int]) -> str:
    drawn = ""
    for place in range(len(widths) + 1):
        left = place > 0 and lines[place - 1]
        right = place < len(widths) and lines[place]
        drawn += _CROSSINGS[8 * (place in above) + 4 * (place in below) + 2 * left + right]
        if place < len(widths):
            drawn += ("─" if right else " ") * widths[place]
    return drawn


def _row(row: Row, widths: Sequence[int], paint: Callable[[str], str]) -> Iterator[str]:
    edges = sorted(row.edges)
    rooms = [sum(widths[start:end]) + end - start - 1 for start, end in pairwise(edges)]
    texts = [wrapped(box.text, room - box.margin) for box, room in zip(row.boxes, rooms, strict=True)]
    for line in zip_longest(*texts, fillvalue=""):
        shown = (_placed(text, box, room, paint) for text, box, room in zip(line, row.boxes, rooms, strict=True))
        yield f"│{'│'.join(shown)}│"


def _placed(text: str, box: Box, room: int, paint: Callable[[str], str]) -> str:
    free = room - width(text) - box.margin
    shown = paint(text) if box.marked and text else text
    if box.align == "left":
        return " " * box.margin + shown + " " * free
    if box.align == "right":
        return " " * free + shown + " " * box.margin
    return " " * (free // 2) + shown + " " * (room - width(text) - free // 2)
