"""Words that facts were read from, and texts: where each stands, and the text in pieces to be marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.search.original import Span

LONGEST_SHOWN = 200_000  # characters of one text on a page; the rest is in the file
_AROUND = 40  # characters shown on each side of the words


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a fact with what stands around them; `anchor` leads to them in the text, None where they are not in it."""

    words: str
    before: str = ""
    after: str = ""
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One step through a text: an anchor that opens or closes, or a stretch of text."""

    text: str = ""
    opens: int | None = None
    closes: bool = False
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces; `left_out` characters are not shown."""

    pieces: tuple[Piece, ...]
    left_out: int
    hits: int


def quotes(
    evidence: Mapping[str, str], texts: Sequence[str]
) -> tuple[Mapping[str, Quote], Sequence[Mapping[int, Span]]]:
    """The quote of each fact, and for each text where the anchors stand; the first text that has the words is taken.

    Words that cross others share their anchor, so that anchors only lie within each other.
    """
    searched = [_Searched(text[:LONGEST_SHOWN]) for text in texts]
    found = {fact: place for fact, words in evidence.items() if (place := _first(searched, words))}
    whole = [_uncrossed(one for number, one in found.values() if number == n) for n in range(len(texts))]
    anchors: list[dict[int, Span]] = []
    for ranges in whole:
        begun = sum(map(len, anchors))
        anchors.append(dict(enumerate(ranges, start=begun + 1)))
    told: dict[str, Quote] = {}
    for fact, words in evidence.items():
        if fact not in found:
            told[fact] = Quote(words)
            continue
        number, own = found[fact]
        holding = [(one.end - one.start, key) for key, one in anchors[number].items() if _holds(one, own)]
        _, anchor = min(holding)
        text = searched[number].text
        before, after = text[max(own.start - _AROUND, 0) : own.start], text[own.end : own.end + _AROUND]
        told[fact] = Quote(text[own.start : own.end], before, after, anchor)
    return told, anchors


def mark(text: str, anchors: Mapping[int, Span], hits: Sequence[Span] = ()) -> Marked:
    """A text in pieces, anchors within each other, hits cut where an anchor opens or closes."""
    shown = text[:LONGEST_SHOWN]
    return Marked(tuple(_pieces(shown, anchors, hits)), len(text) - len(shown), len(hits))


def _pieces(text: str, anchors: Mapping[int, Span], hits: Iterable[Span]) -> Iterator[Piece]:
    opening: dict[int, list[int]] = {}
    closing: dict[int, int] = {}
    for anchor, one in sorted(anchors.items(), key=lambda item: -item[1].end):
        opening.setdefault(one.start, []).append(anchor)
        closing[one.end] = closing.get(one.end, 0) + 1
    lit = [Span(max(one.start, 0), min(one.end, len(text))) for one in hits]
    starts_and_ends = _steps(lit)
    cuts = sorted({0, len(text), *opening, *closing, *starts_and_ends})
    depth = 0
    for start, end in pairwise([*cuts, cuts[-1]]):
        yield from (Piece(closes=True) for _ in range(closing.get(start, 0)))
        yield from (Piece(opens=anchor) for anchor in opening.get(start, ()))
        depth += starts_and_ends.get(start, 0)
        if start < end:
            yield Piece(text[start:end], is_hit=depth > 0)


def _steps(ranges: Iterable[Span]) -> dict[int, int]:
    """How many ranges begin, less how many end, at each place."""
    steps: dict[int, int] = {}
    for one in ranges:
        if one.start < one.end:
            steps[one.start] = steps.get(one.start, 0) + 1
            steps[one.end] = steps.get(one.end, 0) - 1
    return steps


class _Searched:
    """A text in which words are looked for, as they are or without the blanks of its layout."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._offsets: list[int] | None = None
        self._bare = ""

    def find(self, words: str) -> Span | None:
        start = self.text.find(words)
        return Span(start, start + len(words)) if start >= 0 else self._find_bare("".join(words.split()))

    def _find_bare(self, words: str) -> Span | None:
        if self._offsets is None:
            self._offsets = [number for number, letter in enumerate(self.text) if not letter.isspace()]
            self._bare = "".join(self.text.split())
        start = self._bare.find(words)
        if start < 0 or not words:
            return None
        return Span(self._offsets[start], self._offsets[start + len(words) - 1] + 1)


def _first(texts: Sequence[_Searched], words: str) -> tuple[int, Span] | None:
    for number, text in enumerate(texts):
        if words and (found := text.find(words)):
            return number, found
    return None


def _uncrossed(ranges: Iterable[Span]) -> list[Span]:
    """The ranges, each once; those that overlap and do not hold each other become one."""
    kept: list[Span] = []
    for one in sorted(set(ranges), key=lambda own: (own.start, -own.end)):
        joined = one
        while crossed := [other for other in kept if _cross(other, joined)]:
            kept = [other for other in kept if other not in crossed]
            joined = Span(min(other.start for other in crossed), max(joined.end, *(other.end for other in crossed)))
        if joined not in kept:
            kept.append(joined)
    return sorted(kept, key=lambda own: (own.start, -own.end))


def _cross(one: Span, other: Span) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return overlap and not _holds(one, other) and not _holds(other, one)


def _holds(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end
