"""Straight lines as drawn, in pieces, dashes and pairs, to whole rulings, grouped by the tables that they frame."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipelines.reading.pages.page import Box, Ruling

NEAR = 3.5  # points between two lines that are one: double lines, and borders that neighbouring cells draw twice
_BRIDGE = 5.0  # points between two pieces of one line: dashes, and the crossings that pieces leave out
_TOUCH = 4.0  # points by which a line may miss the one that it meets
_SHORTEST = 6.0  # points; less is a dot or a stroke of a letter
_OPEN = 8.0  # points by which lines stand out beyond the last crossing one where a table has no border there
_MOST_PAIRS = 400_000


@dataclass(frozen=True, slots=True)
class Frame:
    """The rulings of one table."""

    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]

    @property
    def box(self) -> Box:
        """What its lines reach to."""
        return Box(
            min(*(ruling.start for ruling in self.across), *(ruling.place for ruling in self.down)),
            min(*(ruling.place for ruling in self.across), *(ruling.start for ruling in self.down)),
            max(*(ruling.end for ruling in self.across), *(ruling.place for ruling in self.down)),
            max(*(ruling.place for ruling in self.across), *(ruling.end for ruling in self.down)),
        )

    def with_other(self, other: "Frame") -> "Frame":
        return Frame((*self.across, *other.across), (*self.down, *other.down))

    def closed(self) -> "Frame":
        """With the borders that it lacks: left and right in the open style, top or foot where a page cuts it."""
        box = self.box
        across = _lacking(self.down, [ruling.place for ruling in self.across])
        down = _lacking(self.across, [ruling.place for ruling in self.down])
        return Frame(
            (*self.across, *(Ruling(place, box.left, box.right) for place in across)),
            (*self.down, *(Ruling(place, box.top, box.bottom) for place in down)),
        )


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Whole lines from their pieces.

    >>> joined([Ruling(10, 0, 30), Ruling(11, 31, 61), Ruling(50, 0, 2)])
    [Ruling(place=10.5, start=0, end=61)]
    """
    whole: list[Ruling] = []
    for bundle in _bundles(sorted(rulings)):
        run: list[Ruling] = []
        end = 0.0
        for piece in sorted(bundle, key=lambda ruling: ruling.start):
            if run and piece.start > end + _BRIDGE:
                whole.append(_one(run))
                run = []
            end = max(end, piece.end) if run else piece.end
            run.append(piece)
        whole.append(_one(run))
    return [ruling for ruling in whole if ruling.length >= _SHORTEST]


def _bundles(rulings: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    """Lines that lie at one place, or so near that they are one to the eye."""
    bundle: list[Ruling] = []
    for ruling in rulings:
        if bundle and ruling.place - bundle[0].place > NEAR:
            yield bundle
            bundle = []
        bundle.append(ruling)
    if bundle:
        yield bundle


def _one(run: Sequence[Ruling]) -> Ruling:
    weight = sum(ruling.length for ruling in run) or 1.0
    place = sum(ruling.place * ruling.length for ruling in run) / weight if weight else run[0].place
    return Ruling(place, min(ruling.start for ruling in run), max(ruling.end for ruling in run))


def frames(across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[list[Frame], list[Ruling]]:
    """Tables, each with the lines that touch one another; and the lines across that no line down touches."""
    if len(across) * len(down) > _MOST_PAIRS:
        return [], []
    leader = list(range(len(across) + len(down)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = index = leader[leader[index]]
        return index

    for i, flat in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            if _meet(flat, upright):
                leader[lead(i)] = lead(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, ruling in enumerate(chain(across, down)):
        groups.setdefault(lead(index), ([], []))[index >= len(across)].append(ruling)
    found = [Frame(tuple(flat), tuple(upright)) for flat, upright in groups.values() if flat and upright]
    alone = [flat[0] for flat, upright in groups.values() if not upright]
    return found, alone


def _meet(flat: Ruling, upright: Ruling) -> bool:
    return (
        flat.start - _TOUCH <= upright.place <= flat.end + _TOUCH
        and upright.start - _TOUCH <= flat.place <= upright.end + _TOUCH
    )


def _lacking(rulings: Sequence[Ruling], crossing: Sequence[float]) -> Iterator[float]:
    """Where at least two lines end together beyond the last line that crosses them."""
    before = sorted(ruling.start for ruling in rulings if ruling.start < min(crossing) - _OPEN)
    after = sorted(ruling.end for ruling in rulings if ruling.end > max(crossing) + _OPEN)
    for ends in (before, after):
        if len(ends) > 1:
            yield ends[len(ends) // 2]
