"""What is seen of a page to the line that is the title of its document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.reading.html.body import Body
from pipelines.reading.html.boxes import is_headline, words
from pipelines.reading.html.pieces import Flow, Line, Piece
from pipelines.reading.plain.text_rows import prose
from pipelines.wording import bare

_FEWEST = 5
_MOST = 120
_LINES_INTO_BODY = 8
_LEVELS_UP = 2
_REPORT_WORDS = ("公开", "年报", "报告")
_YEAR = re.compile(r"[12２][09０９][\d０-９]{2}|[二一][〇○零O九][〇○零O一二三四五六七八九]{2}")  # 2021, 二〇二一


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    text: str
    named: bool  # its element is made for titles
    agrees: bool  # with a title that the page states out of sight


def headline(seen: Flow, body: Body, stated: Sequence[str], opening: str) -> str | None:
    """The visible title where the opening of the text lacks it: of the lines most like a title, the last above it.

    `stated` are the titles that meta tags and the browser's title bar give. Of a page that only stands around a body
    from elsewhere, all the lines are looked at.
    """
    end = body.start + _LINES_INTO_BODY if body.end else len(seen.pieces)
    candidates = list(_candidates(seen.pieces[:end], [bare(title) for title in stated]))
    if not candidates:
        return None
    best = max(candidates, key=lambda one: (one.agrees and one.named, one.agrees, one.place))
    return None if bare(best.text) in bare(opening) else best.text


def _candidates(pieces: Sequence[Piece], stated: Sequence[str]) -> Iterator[_Candidate]:
    lines: list[str] = []
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Line) or piece.is_link:
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        lines.append(prose(piece.text))
        if isinstance(following, Line) and following.box is piece.box and is_headline(piece.box):
            continue  # a title of several lines
        text, lines = "".join(lines), []
        if not _FEWEST <= len(text) <= _MOST or any(word in text for word in words().path):
            continue
        plain = bare(text)
        named = any(is_headline(box) for box in _boxes(piece))
        speaks = any(word in text for word in _REPORT_WORDS)
        agrees = any((speaks and plain in title) or (title in plain and len(title) > _FEWEST) for title in stated)
        if agrees or (named and speaks and _YEAR.search(text)):
            yield _Candidate(place, text, named, agrees)


def _boxes(line: Line) -> Iterator[object]:
    box = line.box
    for _ in range(_LEVELS_UP):
        if box is None:
            return
        yield box
        box = box.getparent()
