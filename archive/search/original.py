"""A text as printed to its normalised form, with the way back from each place in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from archive.words import LAYOUT_BLANK, normalise

_BLANK = re.compile(r"\s+")
_MOST_REMEMBERED = 50_000
# vowels and finals of Korean syllables: they join the letter before without being marks over it
_JOINING = frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Original:
    """A text, its normalised form, and for each character of that the places in the text where it begins and ends."""

    text: str
    normalised: str
    starts: range | list[int]
    ends: range | list[int]

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a place in its normalised form."""
        return Span(self.starts[start], self.ends[end - 1])


class _Folding(dict[str, str]):
    """Letters to their normalised form, each reckoned once."""

    def __missing__(self, letter: str) -> str:
        folded = normalise(letter)
        if len(self) < _MOST_REMEMBERED:
            self[letter] = folded
        return folded


_FOLDING = _Folding()
_ALONE: set[str] = set()


def original(text: str) -> Original:
    """The text with its normalised form."""
    letters = text if _stand_alone(set(text)) else list(_joined(text))
    folded = list(map(_FOLDING.__getitem__, letters))
    joined = "".join(folded)
    if len(folded) == len(joined) == len(text) and "" not in folded:
        whole = Original(text, joined, range(len(text)), range(1, len(text) + 1))
    else:
        ends = list(accumulate(map(len, letters)))
        starts = [end - len(letter) for end, letter in zip(ends, letters, strict=True)]
        whole = Original(text, joined, _repeated(starts, folded), _repeated(ends, folded))
    return _without_layout_blanks(whole)


def _repeated(places: list[int], folded: list[str]) -> list[int]:
    return [place for place, new in zip(places, folded, strict=True) for _ in new]


def _stand_alone(letters: set[str]) -> bool:
    """Whether none of the letters joins the one before; those that do not are remembered."""
    unknown = letters - _ALONE
    joining = set(filter(_joins, unknown))
    if len(_ALONE) < _MOST_REMEMBERED:
        _ALONE.update(unknown - joining)
    return not joining


def _joins(letter: str) -> bool:
    first = unicodedata.normalize("NFKC", letter)[0]  # a half-width mark of Japanese becomes a combining one
    return unicodedata.combining(first) != 0 or first in _JOINING


def _joined(text: str) -> Iterator[str]:
    """Letters, each with the marks that join it."""
    start = 0
    for place in range(1, len(text)):
        if not _joins(text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _without_layout_blanks(read: Original) -> Original:
    kept: list[tuple[int, int]] = []
    last = 0
    for start in (blank.start() for blank in _BLANK.finditer(read.normalised)):
        blank = LAYOUT_BLANK.match(read.normalised, start)  # which by itself would try every character
        if blank is None:
            continue
        kept.append((last, blank.start()))
        last = blank.end()
    if not kept:
        return read
    kept.append((last, len(read.normalised)))
    return Original(
        read.text,
        "".join(read.normalised[start:end] for start, end in kept),
        [place for start, end in kept for place in read.starts[start:end]],
        [place for start, end in kept for place in read.ends[start:end]],
    )
