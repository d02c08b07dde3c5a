"""Two texts to their lines side by side, and which of them differ: line breaks that moved are no difference."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Squeeze = Callable[[str], str]

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+|[^。！？；]+")  # 公开信息12条。 or what is left behind the last mark
_LATIN_END, _LATIN_START = re.compile(r"[0-9A-Za-z,.]\Z"), re.compile(r"[0-9A-Za-z]")
# the time to match lines grows with the product of their numbers; beyond this they are only told apart as sets
_MOST_MATCHED = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A line of both texts, or one that only the old or only the new text has: then the other is None."""

    old: str | None
    new: str | None
    changed: bool


def compare(old: str, new: str, squeeze: Squeeze) -> tuple[Line, ...]:
    """The lines of two texts; two are alike where `squeeze` makes the same of them, none are those that it makes empty.

    >>> compare("公开信息12条。", "公开信息15条。 另行统计。", str.strip)[0]
    Line(old='公开信息12条。', new='公开信息15条。', changed=True)
    """
    return tuple(_matched(_lines(old, squeeze), _lines(new, squeeze), _apart(squeeze)))


def is_changed(lines: Sequence[Line]) -> bool:
    """Whether any of them differs."""
    return any(line.changed for line in lines)


def core(lines: Sequence[Line], squeeze: Squeeze) -> tuple[str, str]:
    """What of the old text went and what came instead, without the characters that both begin and end with."""
    old, new = (
        squeeze("".join(text for text in texts if text))
        for texts in zip(*((line.old, line.new) for line in lines if line.changed), strict=True)
    )
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return old[start : len(old) - end], new[start : len(new) - end]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    squeezed: str


_Pieces = Sequence[_Piece]
_Replaced = Callable[[_Pieces, _Pieces], Iterator[Line]]


def _lines(text: str, squeeze: Squeeze) -> list[_Piece]:
    return _pieces(text.splitlines(), squeeze)


def _pieces(texts: Sequence[str], squeeze: Squeeze) -> list[_Piece]:
    pieces = (_Piece(text.strip(), squeeze(text)) for text in texts)
    return [piece for piece in pieces if piece.squeezed]


def _matched(old: _Pieces, new: _Pieces, replaced: _Replaced) -> Iterator[Line]:
    """Equal pieces side by side, and between them what `replaced` makes of those that differ."""
    before, after = [piece.squeezed for piece in old], [piece.squeezed for piece in new]
    start = _common(before, after)
    end = min(_common(before[::-1], after[::-1]), len(old) - start, len(new) - start)
    last_old, last_new = len(old) - end, len(new) - end
    yield from _alike(old[:start], new[:start])
    if max(last_old, last_new) - start > _MOST_MATCHED:
        yield from _as_sets(old[start:last_old], new[start:last_new])
    else:
        matcher = SequenceMatcher(None, before[start:last_old], after[start:last_new], autojunk=False)
        for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            write = _alike if tag == "equal" else replaced
            yield from write(old[start + old_from : start + old_to], new[start + new_from : start + new_to])
    yield from _alike(old[last_old:], new[last_new:])


def _apart(squeeze: Squeeze) -> _Replaced:
    def replaced(old: _Pieces, new: _Pieces) -> Iterator[Line]:
        """Lines that differ, sentence by sentence: where a PDF breaks its lines moves with every word that is added."""
        yield from _matched(_sentences(old, squeeze), _sentences(new, squeeze), _side_by_side)

    return replaced


def _sentences(pieces: _Pieces, squeeze: Squeeze) -> list[_Piece]:
    joined = ""
    for piece in pieces:
        is_latin = _LATIN_END.search(joined[-1:]) and _LATIN_START.match(piece.text)
        joined += f"{' ' if is_latin else ''}{piece.text}"
    return _pieces(_SENTENCE.findall(joined), squeeze)


def _alike(old: _Pieces, new: _Pieces) -> Iterator[Line]:
    return (Line(one.text, other.text, changed=False) for one, other in zip(old, new, strict=True))


def _side_by_side(old: _Pieces, new: _Pieces) -> Iterator[Line]:
    for number in range(max(len(old), len(new))):
        one = old[number].text if number < len(old) else None
        other = new[number].text if number < len(new) else None
        yield Line(one, other, changed=True)


def _as_sets(old: _Pieces, new: _Pieces) -> Iterator[Line]:
    """Only those that differ, as too many do to be matched."""
    before, after = (Counter(piece.squeezed for piece in pieces) for pieces in (old, new))
    if before == after:  # only in another order
        yield from _side_by_side(old, new)
    went, came = before - after, after - before
    yield from (Line(piece.text, None, changed=True) for piece in old if _taken(went, piece))
    yield from (Line(None, piece.text, changed=True) for piece in new if _taken(came, piece))


def _taken(left: Counter[str], piece: _Piece) -> bool:
    left[piece.squeezed] -= 1
    return left[piece.squeezed] >= 0


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items both begin with."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))
