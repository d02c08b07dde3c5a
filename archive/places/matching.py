"""The name of a township as a document writes it to the listed units that it can be, the closest kind of match only."""

from collections.abc import Callable, Collection, Iterable
from typing import Literal

from rapidfuzz.distance import Levenshtein

from archive.places.names import alike, spellings, township_stem
from archive.places.regions import COUNTY, inside
from archive.places.townships import Township, townships_named, townships_of

# exact; another word for what it is (镇 for 乡); characters taken for one another (凤 for 风); one other slip
Closeness = Literal["exact", "stem", "twin", "slip"]
_LONG = 4  # characters of a stem in which one may be wrong: of three, the other two are too often a neighbour's
# 东河 is not 西河 misspelt: characters that tell neighbours apart
_TELLING = frozenset("东西南北中上下大小内外前后新老旧左右一二三四五六七八九十")


def units_named(names: Iterable[str], areas: Collection[str] | None = None) -> tuple[Township, ...]:
    """The units of exactly one of the names, in all China or inside the areas.

    >>> [unit.code for unit in units_named(["凤山乡"], ["62"])]
    []
    """
    units = [unit for name in names for unit in townships_named(name)]
    return tuple(dict.fromkeys(unit for unit in units if areas is None or inside(unit.code, areas)))


def units_spelt_like(names: Iterable[str], areas: Collection[str] | None = None) -> tuple[Township, ...]:
    """The units whose names differ in characters taken for one another."""
    return units_named([spelling for name in names for spelling in spellings(name)], areas)


def closest(names: Collection[str], areas: Collection[str]) -> tuple[Closeness | None, tuple[Township, ...]]:
    """The units inside the areas that fit best; only in counties is anything but the exact name looked for.

    >>> closest(["凤山乡"], ["622926"])[1][0].name, [unit.name for unit in closest(["开平乡"], ["130205"])[1]]
    ('风山乡', ['开平街道', '开平镇'])
    """
    if units := units_named(names, areas):
        return "exact", units
    listed = [unit for place in areas if len(place) == COUNTY for unit in townships_of(place)]
    for closeness, fits in _STEPS:
        if units := tuple(unit for unit in listed if any(fits(name, unit.key) for name in names)):
            return closeness, units
    return None, ()


def _same_stem(name: str, listed: str) -> bool:
    stem = township_stem(listed)
    return stem != listed and stem in (name, township_stem(name))


def _twin(name: str, listed: str) -> bool:
    return alike(name, listed) or alike(township_stem(name), township_stem(listed))


def _slip(name: str, listed: str) -> bool:
    one, other = township_stem(name), township_stem(listed)
    if max(len(one), len(other)) < _LONG or name[len(one) :] != listed[len(other) :]:
        return False
    if Levenshtein.distance(one, other) != 1:
        return False
    at = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    return at != 0 and not _TELLING & {one[at], other[at]}


_STEPS: tuple[tuple[Closeness, Callable[[str, str], bool]], ...] = (
    ("stem", _same_stem),
    ("twin", _twin),
    ("slip", _slip),
)
