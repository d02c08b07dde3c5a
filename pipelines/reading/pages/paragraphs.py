"""The lines of all pages, with the tables between them, to blocks: lines that run on are joined into paragraphs."""

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import Block, Grid, Paragraph
from pipelines.reading.pages.lines import Line, is_narrow

_LONG = 12  # glyphs: a line that long says where the text's margins are
_INDENT = 1.0  # of the size of the writing: what starts farther in starts a paragraph
_DEEP = 4.0  # of it: no paragraph is indented so far
_SAME_SIZE = 0.15  # by which sizes may differ within a paragraph
_SPACED = 1.5  # times the usual distance of two lines: what lies farther apart belongs apart
_HANG = 0.4  # of the size of the writing by which the ends of full lines differ
_LARGER = 1.15  # times the usual size: a title
_CENTRED = 1.5  # of the size of the writing that a centred line may lie off the middle
# 一、  （二）  3.  第四条  附件
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|附件")
_CLOSED = re.compile(r"[。；：！？;:!?…]$")
_HANGING = "，。、；：！？）》”’〕】,.;:!?)"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table, the page it stands on, and where the text of that page begins and ends."""

    content: Line | Grid
    page: int
    margins: "Margins"


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, how large it is and how far apart its lines stand."""

    left: float
    right: float
    em: float
    pitch: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def margins(lines: Sequence[Line], width: float) -> Margins:
    """The margins that most of the long lines keep to."""
    long = [line for line in lines if len(line.glyphs) >= _LONG] or list(lines)
    if not long:
        return Margins(0, width, 0, 0)
    em = statistics.median_low(line.em for line in long)
    body = [line for line in long if abs(line.em - em) <= _SAME_SIZE * em]
    pitches = [
        below.box.bottom - above.box.bottom
        for above, below in pairwise(body)
        if 0 < below.box.bottom - above.box.bottom < 3 * em
    ]
    return Margins(
        min(line.box.left for line in body),
        _usual_end(body),
        em,
        statistics.median(pitches) if pitches else 2 * em,
    )


def _usual_end(lines: Sequence[Line]) -> float:
    """Where most lines end; single ones let a mark of punctuation hang over."""
    ends = [line.box.right for line in lines]
    reach = lines[0].em * _HANG
    return max(ends, key=lambda end: (sum(abs(other - end) <= reach for other in ends), end))


def blocks(items: Iterable[Placed]) -> tuple[Block, ...]:
    """Paragraphs and grids in reading order."""
    built: list[Block] = []
    open_lines: list[Placed] = []

    def close() -> None:
        if open_lines:
            built.append(Paragraph(_text([item.content for item in open_lines if isinstance(item.content, Line)])))
            open_lines.clear()

    for item in items:
        if isinstance(item.content, Grid):
            close()
            built.append(item.content)
        else:
            if open_lines and not _continues(open_lines[-1], item, first=open_lines[0]):
                close()
            open_lines.append(item)
    close()
    return tuple(block for block in built if isinstance(block, Grid) or block.text)


def _text(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        apart = (
            text and is_narrow(text[-1]) and is_narrow(line.text[0]) and text[-1].isalpha() and line.text[0].isalpha()
        )
        text += (" " if apart else "") + line.text
    return text.strip()


def _continues(above: Placed, below: Placed, first: Placed) -> bool:
    """Whether the line below carries on the sentence of the one above."""
    if not (isinstance(above.content, Line) and isinstance(below.content, Line) and isinstance(first.content, Line)):
        return False
    upper, lower = above.content, below.content
    if abs(upper.em - lower.em) > _SAME_SIZE * upper.em:
        return False
    if above.page == below.page and lower.box.bottom - upper.box.bottom > _SPACED * max(above.margins.pitch, upper.em):
        return False
    if _is_title_line(above) and _is_title_line(below):
        return above.page == below.page
    if _NUMBERED.match(lower.text) and _CLOSED.search(upper.text):
        return False
    left_end = upper.box.left <= above.margins.left + _DEEP * upper.em
    flush = lower.box.left < below.margins.left + _INDENT * lower.em
    return left_end and flush and _is_full(upper, above.margins.right, lower)


def _is_title_line(item: Placed) -> bool:
    """Whether a line stands in the middle in larger writing."""
    line = item.content
    return (
        isinstance(line, Line)
        and line.em > _LARGER * item.margins.em
        and abs((line.box.left + line.box.right) / 2 - item.margins.middle) < _CENTRED * line.em
    )


def _is_full(line: Line, right: float, follower: Line) -> bool:
    """Whether the next word found no room at the end of a line."""
    room = right - line.box.right
    if room < line.em / 2:
        return True
    count = 1
    while count < len(follower.glyphs) and (
        follower.glyphs[count].text in _HANGING
        or (is_narrow(follower.glyphs[count - 1].text) and is_narrow(follower.glyphs[count].text))
    ):
        count += 1
    return follower.glyphs[count - 1].right - follower.glyphs[0].left > room
