"""Glyphs to lines of text: what stands on one line, what its gaps mean, and the text of a table cell."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipelines.reading.pages.page import Box, Glyph

_SAME_LINE = 0.5  # of the size of the writing between the middles of two glyphs
_BLANK = 0.22  # of it between two figures or letters that a blank parts; a digit is 0.5 wide, a narrow blank 0.25
_FIGURES_APART = 0.4  # of it between two figures that the file writes in one go
_WIDE = 0.8  # of it where a gap parts two cells
_OVERPRINT = 0.2  # of it between two prints of one character, as false bold is made
_LETTERSPACED = 3  # gaps of a line, at least, before the usual one says anything


@dataclass(frozen=True)  # no slots: what is worked out once is kept
class Line:
    """Glyphs that stand on one line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def box(self) -> Box:
        return Box(
            min(glyph.left for glyph in self.glyphs),
            min(glyph.top for glyph in self.glyphs),
            max(glyph.right for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )

    @cached_property
    def em(self) -> float:
        """The size of its writing."""
        return statistics.median(glyph.em for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        return "".join(self._pieces())

    @property
    def sure(self) -> bool:
        return all(glyph.sure for glyph in self.glyphs)

    def doubted(self) -> "Line":
        return Line(tuple(glyph._replace(sure=False) for glyph in self.glyphs))

    @cached_property
    def usual_gap(self) -> float:
        """What parts two neighbouring characters here: more than nothing where a title or a name is spread out."""
        gaps = [
            after.left - before.right
            for before, after in pairwise(self.glyphs)
            if not before.text.isascii() and not after.text.isascii()
        ]
        return max(0.0, statistics.median_low(gaps)) if len(gaps) >= _LETTERSPACED else 0.0

    def segments(self) -> list["Line"]:
        """The line cut at its wide gaps, and between figures already where there is room for a blank."""
        cuts = [0]
        cuts += [index for index, (before, after) in enumerate(pairwise(self.glyphs), 1) if self._part(before, after)]
        return [Line(self.glyphs[start:end]) for start, end in pairwise([*cuts, len(self.glyphs)])]

    def _part(self, before: Glyph, after: Glyph) -> bool:
        gap = (after.left - before.right - self.usual_gap) / self.em
        if before.text.isdigit() and after.text.isdigit():
            return gap > (_FIGURES_APART if before.piece == after.piece else _BLANK)
        return gap > _WIDE

    def _pieces(self) -> Iterator[str]:
        limit = _BLANK * self.em + self.usual_gap
        yield self.glyphs[0].text
        for before, after in pairwise(self.glyphs):
            gap = after.left - before.right
            if gap > limit and (
                (is_narrow(before.text) and is_narrow(after.text)) or gap > _WIDE * self.em + self.usual_gap
            ):
                yield " "
            yield after.text


def is_narrow(text: str) -> bool:
    """Whether a character is a figure or a letter, between which a blank means something."""
    return text.isascii() and text.isalnum()


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of writing that runs from left to right, from the top down."""
    open_lines: list[tuple[float, float, list[Glyph]]] = []  # middle, size, glyphs
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        for index in range(len(open_lines) - 1, max(-1, len(open_lines) - 4), -1):
            middle, em, members = open_lines[index]
            if abs(glyph.middle - middle) <= _SAME_LINE * max(em, glyph.em):
                members.append(glyph)
                break
        else:
            open_lines.append((glyph.middle, glyph.em, [glyph]))
    return [Line(_once(sorted(members, key=lambda glyph: glyph.left))) for _, _, members in open_lines]


def _once(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Each character once, also where it was printed twice to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        twin = any(
            other.text == glyph.text
            and glyph.left - other.left < _OVERPRINT * glyph.em
            and glyph.left - other.left < (glyph.right - glyph.left) / 2
            for other in kept[-2:]
        )
        if not twin:
            kept.append(glyph)
    return tuple(kept)
