"""What is seen of a page to the stretch of it that is the document itself, without navigation, header and footer."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipelines.reading.html.boxes import words
from pipelines.reading.html.pieces import Flow, Line, Piece, Table
from pipelines.reading.html.report_marks import heading, is_known_heading, labels
from pipelines.reading.html.tree import Element, serialised

_FEWEST_HEADINGS = 3
_FEWEST_LABELS = 3
_MOST_HEADINGS = 200
_LINKS_OF_NAVIGATION = 3
_PROSE = 60
_MOST_PIECES_TO_EXTRACT = 3000
_SPANS = re.compile(r"\s(?:col|row)span=[\"'][^\"']*[\"']", re.IGNORECASE)
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Body:
    """From the first piece to before the last, in a box if one is known; which tables of the form stand outside."""

    start: int
    end: int
    box: Element | None
    first_heading: int | None
    tables_outside: tuple[int, ...]

    def __contains__(self, place: int) -> bool:
        return self.start <= place < self.end


_Stretch = tuple[int, int, Element | None]


def find_body(root: Element, seen: Flow, containers: Mapping[Element, int]) -> Body:
    """The best of the known containers; else what all the headings have around them; else what reads as prose."""
    headings = _headings(seen.pieces)
    start, end, box = (
        _marked(seen, headings)
        or _contained(seen, containers, headings)
        or _around(seen, headings)
        or _close_container(seen, containers)
        or _extracted(root, seen)
        or (0, len(seen.pieces), None)
    )
    first = next((place for place in headings if start <= place < end), None)
    return Body(start, end, box, first, tuple(_missing_tables(seen.pieces, start, end)))


def _missing_tables(pieces: Sequence[Piece], start: int, end: int) -> Iterator[int]:
    """Tables of the form that stand outside; not a second copy, nor those of another year, of what the body has."""
    known = labels("\n".join(piece.text for piece in pieces[start:end]))
    for place, piece in enumerate(pieces):
        if not start <= place < end and isinstance(piece, Table):
            own = labels(piece.text)
            if len(own) >= _FEWEST_LABELS and len(own & known) * 2 < len(own):
                yield place


def _headings(pieces: Sequence[Piece]) -> dict[int, str]:
    """The places of the headings, with the section that each opens; a list of links to them is none."""
    found: dict[int, str] = {}
    for place, piece in enumerate(pieces):
        if isinstance(piece, Line) and not piece.is_link and (key := heading(piece.text)):
            found[place] = key
            if len(found) == _MOST_HEADINGS:
                break
    known = {place: key for place, key in found.items() if is_known_heading(pieces[place].text)}
    return known if len(set(known.values())) >= _FEWEST_HEADINGS else found


def _keys(headings: Mapping[int, str], extent: tuple[int, int]) -> int:
    return len({key for place, key in headings.items() if extent[0] <= place < extent[1]})


def _marked(seen: Flow, headings: Mapping[int, str]) -> _Stretch | None:
    """What the source's own comments call the body, if it is not cut short by them."""
    if seen.content and _keys(headings, seen.content) == len(set(headings.values())):
        return (*seen.content, None)
    return None


def _contained(seen: Flow, containers: Mapping[Element, int], headings: Mapping[int, str]) -> _Stretch | None:
    """The closest container around all the headings; around most of them, where few are those of a report.

    Of several that hold a whole report each, as a page does with one for every year, it is the first.
    """
    extents = [(rank, seen.extents[box], box) for box, rank in containers.items() if box in seen.extents]
    keys = [_keys(headings, extent) for _, extent, _ in extents]
    most = max(keys, default=0)
    total = len(set(headings.values()))
    if not most or (most < total and total >= _FEWEST_HEADINGS and is_known_heading(seen.pieces[min(headings)].text)):
        return None
    around = [one for one, count in zip(extents, keys, strict=True) if count == most]
    rank = min(one[0] for one in around)
    end = min(extent[1] for one_rank, extent, _ in around if one_rank == rank)
    _, extent, box = max((one for one in around if one[0] == rank and one[1][1] == end), key=lambda one: one[1][0])
    return (*(extent if rank < words().closely else _trimmed(seen.pieces, extent, headings)), box)


def _around(seen: Flow, headings: Mapping[int, str]) -> _Stretch | None:
    """The least element around all the headings, without what is plainly navigation at its ends."""
    if len(set(headings.values())) < _FEWEST_HEADINGS:
        return None
    common: Sequence[Element] | None = None
    for place in headings:
        box = seen.pieces[place].box
        path = [*reversed([box, *box.iterancestors()])]
        common = path if common is None else [one for one, other in zip(common, path, strict=False) if one is other]
    box = next((element for element in reversed(common or ()) if element in seen.extents), None)
    if box is None:
        return None
    box = _first_whole(box, seen, headings)
    return (*_trimmed(seen.pieces, seen.extents[box], headings), box)


def _first_whole(box: Element, seen: Flow, headings: Mapping[int, str]) -> Element:
    """The box, or the first of those in it where each holds a whole report, as a page has one for every year."""
    total = len(set(headings.values()))
    whole = [child for child in box if child in seen.extents and _keys(headings, seen.extents[child]) == total]
    return whole[0] if len(whole) > 1 else box


def _trimmed(pieces: Sequence[Piece], extent: tuple[int, int], headings: Mapping[int, str]) -> tuple[int, int]:
    start, end = extent
    places = [place for place in headings if start <= place < end]
    for place in range(places[0] - 1, start - 1, -1):
        if _is_navigation(pieces[place]):
            start = place + 1
            break
    links = 0
    for place in range(places[-1] + 1, end):
        links = links + 1 if _is_navigation(pieces[place]) else 0
        if links == _LINKS_OF_NAVIGATION or _is_footer(pieces[place]):
            end = place + 1 - max(links, 1)
            break
    return start, end


def _is_navigation(piece: Piece) -> bool:
    return piece.is_link or (isinstance(piece, Line) and any(word in piece.text for word in words().path))


def _is_footer(piece: Piece) -> bool:
    return isinstance(piece, Line) and any(word in piece.text for word in words().footer)


def _close_container(seen: Flow, containers: Mapping[Element, int]) -> _Stretch | None:
    """Without headings: the closest container that holds anything, and of equal ones the fullest."""
    sizes = [0, *accumulate(len(piece.text) for piece in seen.pieces)]
    things = sorted(place for place, _ in [*seen.pictures, *seen.links])
    best: tuple[tuple[int, int], _Stretch] | None = None
    for box, rank in containers.items():
        start, end = seen.extents.get(box, (0, 0))
        size = sizes[end] - sizes[start]
        holds = rank < words().closely and (size or bisect_right(things, end) > bisect_left(things, start))
        if holds and (best is None or (rank, -size) < best[0]):
            best = (rank, -size), (start, end, box)
    return best[1] if best else None


def _extracted(root: Element, seen: Flow) -> _Stretch | None:
    """From the first to the last piece that trafilatura takes for the text of the page."""
    lines = {place: piece for place, piece in enumerate(seen.pieces) if isinstance(piece, Line)}
    prose = sum(len(piece.text) >= _PROSE and not piece.is_link for piece in lines.values())
    if not prose or len(seen.pieces) > _MOST_PIECES_TO_EXTRACT:
        return None
    text = _BLANK.sub("", _extract(root))
    kept = [place for place, piece in lines.items() if _BLANK.sub("", piece.text) in text]
    return (kept[0], kept[-1] + 1, None) if text and kept else None


def _extract(root: Element) -> str:
    from trafilatura import extract

    page = _SPANS.sub("", serialised(root))  # those without sense make it hang, and it needs none
    return extract(page, include_comments=False, favor_recall=True) or ""


def surroundings(pieces: Sequence[Piece], body: Body) -> Iterator[str]:
    """The lines outside of the body, in order."""
    for place, piece in enumerate(pieces):
        if place not in body and place not in body.tables_outside:
            yield from _lines(piece)


def _lines(piece: Piece) -> Iterable[str]:
    if isinstance(piece, Line):
        return (piece.text,)
    return (" ".join(" ".join(cell.text.split()) for cell in row) for row in piece.grid.rows())
