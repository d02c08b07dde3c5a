"""A hit to what is printed of it: an object for programs, two or three lines for people."""

import json
from collections.abc import Iterator, Sequence

from archive.listing import width
from archive.search.find import Hit
from archive.search.query import Query
from archive.search.snippet import Piece, pieces, plain
from archive.talk import cut

COLOUR = ("\x1b[1;31m", "\x1b[0m")  # as grep shows what it found
BRACKETS = ("【", "】")
_INDENT = "      "  # as wide as a year and the gap behind it
_GAP = "  "
_NO_YEAR = "----"
_NARROWEST, _WIDEST = 30, 160


def line(hit: Hit) -> str:
    """The hit as one JSON object; its snippet is plain text."""
    told = {
        "report_id": hit.report_id,
        "issuer": hit.issuer,
        "year": hit.year,
        "title": hit.title,
        "snippet": plain(hit.snippet),
    }
    return json.dumps(told, ensure_ascii=False)


def room(columns: int) -> int:
    """How many columns of a terminal the lines take."""
    return min(max(columns, _NARROWEST), _WIDEST) - 1


def page(hit: Hit, query: Query, columns: int, around: tuple[str, str]) -> Iterator[str]:
    """The hit in lines of at most so many columns, `around` standing before and behind each word that was found."""
    year = _NO_YEAR if hit.year is None else str(hit.year)
    head = _GAP.join(part for part in (year, hit.issuer, hit.place, f"report {hit.report_id}") if part)
    yield cut(_printable(head), columns)
    if hit.title:
        yield _INDENT + _told(pieces(hit.title, query), columns - len(_INDENT), around)
    if hit.snippet:
        yield _INDENT + _told(hit.snippet, columns - len(_INDENT), around)


def _told(parts: Sequence[Piece], columns: int, around: tuple[str, str]) -> str:
    before, behind = around
    marks = 0 if around == COLOUR else width(before + behind)  # colours take no room
    told = []
    for part in parts:
        text = _printable(part.text)
        left = columns - (marks if part.is_hit else 0)
        shown = cut(text, left) if left > 0 else ""
        told.append(Piece(shown, part.is_hit))
        columns = left - width(shown)
        if shown != text:
            break
    return plain([part for part in told if part.text], before, behind)


def _printable(text: str) -> str:
    """The text on one line, without what a terminal might obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
