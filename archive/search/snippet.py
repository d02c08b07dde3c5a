"""A text and a query to the places where its words stand, and to the part of the text that is worth showing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.search.original import Span, original
from archive.search.pattern import pattern
from archive.search.query import Query

WIDTH = 90
_LONGEST = 200_000  # characters of a text that are looked through
_MOST_PLACES = 5_000  # of one term
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span
    term: int


def marks(text: str, query: Query) -> tuple[Span, ...]:
    """All places of a text where words of the query stand, in order, none touching the next."""
    return _merged([place.span for place in _places(text, query)])


def pieces(text: str, query: Query) -> tuple[Piece, ...]:
    """The whole text in pieces, as to highlight a title or a report."""
    return tuple(_pieces(text, Span(0, len(text)), marks(text, query)))


def snippet(text: str, query: Query | None, width: int = WIDTH) -> tuple[Piece, ...]:
    """The part of a text, of about `width` characters, in which most of the words stand near each other.

    Without any of the words, or a query, it is the beginning of the text. Blanks and line ends are shown as one blank.
    """
    text = text[:_LONGEST]
    places = _places(text, query) if query else []
    window = _window(text, _best(places, width), width)
    shown = _pieces(text, window, _merged([place.span for place in places]))
    parts = [
        *([Piece(_CUT, is_hit=False)] if window.start else []),
        *(Piece(_one_line(piece.text), piece.is_hit) for piece in shown),
        *([Piece(_CUT, is_hit=False)] if window.end < len(text) else []),
    ]
    return tuple(_joined(parts))


def plain(parts: Sequence[Piece], before: str = "", behind: str = "") -> str:
    """Pieces as one text, with marks around each hit where there are any.

    >>> plain([Piece("受理", False), Piece("信访", True)], "【", "】")
    '受理【信访】'
    """
    return "".join(f"{before}{part.text}{behind}" if part.is_hit else part.text for part in parts)


def _places(text: str, query: Query) -> list[_Place]:
    read = original(text[:_LONGEST])
    return [
        _Place(read.span(start, end), number)
        for number, term in enumerate(query.terms)
        for start, end in _spans(pattern(term), read.normalised)
    ]


def _spans(wanted: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern stands, also where one place begins within another: 一一 twice in 一一一."""
    at = 0
    for _ in range(_MOST_PLACES):
        match = wanted.search(text, at)
        if match is None:
            return
        yield match.span()
        at = match.start() + 1


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _best(places: Sequence[_Place], width: int) -> Span:
    """The stretch with most different words, among those the one with most places, among those the first."""
    ordered = sorted(places, key=lambda place: (place.span.start, place.span.end))
    best, best_worth = Span(0, 0), (0, 0)
    counts: dict[int, int] = {}
    first = 0
    for last, place in enumerate(ordered):
        counts[place.term] = counts.get(place.term, 0) + 1
        while first < last and place.span.end - ordered[first].span.start > width:
            left = ordered[first].term
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
            first += 1
        worth = (len(counts), last - first + 1)
        if worth > best_worth:
            best, best_worth = Span(ordered[first].span.start, place.span.end), worth
    return best


def _window(text: str, core: Span, width: int) -> Span:
    """A stretch widened to the width, two thirds of what it gains behind it; never past the ends of the text."""
    room = max(0, width - (core.end - core.start))
    end = min(len(text), core.end + room * 2 // 3)
    start = max(0, core.start - (room - (end - core.end)))
    return Span(start, max(end, min(len(text), start + width)))


def _pieces(text: str, window: Span, hits: Sequence[Span]) -> Iterator[Piece]:
    at = window.start
    for hit in hits:
        start, end = max(hit.start, at), min(hit.end, window.end)
        if start >= end:
            continue
        if start > at:
            yield Piece(text[at:start], is_hit=False)
        yield Piece(text[start:end], is_hit=True)
        at = end
    if at < window.end:
        yield Piece(text[at : window.end], is_hit=False)


def _one_line(text: str) -> str:
    r"""The text with each stretch of blanks as one.

    >>> _one_line(" a\n\nb ")
    ' a b '
    """
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    return before + words + (" " if words and text[-1:].isspace() else "")


def _joined(parts: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours that are alike as one piece."""
    text, is_hit = "", False
    for part in parts:
        if part.is_hit != is_hit and text:
            yield Piece(text, is_hit)
            text = ""
        text, is_hit = text + part.text, part.is_hit
    if text:
        yield Piece(text, is_hit)
