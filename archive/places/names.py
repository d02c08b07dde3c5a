"""A place's name to what it is compared by: its plain characters, its stem, the short forms and spellings like it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from archive.words import normalise


def _words(file: str) -> list[str]:
    return files("archive.places").joinpath(file).read_text("utf-8").split()


# 乌镇镇 -> 乌镇: one ending goes, the rightmost
_TOWNSHIP_ENDING = re.compile(r"(?:街道办事处|街道地区|街街道|办事处街道|街道|办事处|地区|镇|民族乡|乡|民族苏木|苏木)$")
# 经济开发区, 高新区, 南湖新区: not a district's ordinary name, so nothing is cut off
_ZONE = re.compile(r"(?:开发区|园区|管理区|示范区|实验区|聚集区|新区|矿区|新城|名胜区|食品区|管委会)$")
# 茌平区 -> 茌平, 临夏回族自治州 -> 临夏回族, 内蒙古自治区 -> 内蒙古
_REGION_ENDING = re.compile(r"(?:自治区|自治州|自治县|自治旗|特区|林区|地区|省|市|县|区|旗|盟)$")
_SHORTEST_BASE = 2  # 滦县 has no short form


def _peoples() -> str:
    """An alternation of the peoples' names, with 族 and, from two characters on, without."""
    names = [form for name in _words("peoples.txt") for form in (f"{name}族", *([name] if len(name) > 1 else []))]
    return "|".join(sorted(names, key=len, reverse=True))


_PEOPLES = re.compile(rf"(?:{_peoples()})+$")  # 积石山保安族东乡族撒拉族, 临夏回族


def key(name: str) -> str:
    """The characters that names are compared by.

    >>> key("東鄉 族自治縣")
    '东乡族自治县'
    """
    return "".join(normalise(name).split())


@cache
def township_stem(name: str) -> str:
    """The name without the word for what it is, and without the peoples of an ethnic township.

    >>> township_stem("兑镇镇"), township_stem("柳泉回族乡"), township_stem("太平街道办事处")
    ('兑镇', '柳泉', '太平')
    """
    stem = _TOWNSHIP_ENDING.sub("", name) or name
    return _PEOPLES.sub("", stem) or stem if name.endswith(("乡", "镇", "苏木")) else stem


@cache
def region_base(name: str) -> str | None:
    """The short form of a province, city or county; null where it would be one character, or is a development zone.

    >>> region_base("茌平区"), region_base("东乡族自治县"), region_base("临夏回族自治州"), region_base("滦县")
    ('茌平', '东乡', '临夏', None)
    """
    if _ZONE.search(name):
        return None
    base = _REGION_ENDING.sub("", name)
    if name.endswith(("自治区", "自治州", "自治县", "自治旗", "族区")):
        place = _PEOPLES.sub("", base)
        base = place if len(place) >= _SHORTEST_BASE else base.removesuffix("族")  # 东乡族, 内蒙古
    return base if len(base) >= _SHORTEST_BASE and base != name else None


@cache
def _twins() -> Mapping[str, frozenset[str]]:
    """Every character to those that a typist, a scanner or an old spelling puts in its place."""
    twins: dict[str, frozenset[str]] = {}
    for group in _words("twins.txt"):
        for character in group:
            twins[character] = twins.get(character, frozenset()) | set(group) - {character}
    return twins


def spellings(name: str) -> Iterator[str]:
    """Names that differ in one character which is taken for another.

    >>> list(spellings("凤山乡"))
    ['风山乡']
    """
    for place, character in enumerate(name):
        for twin in sorted(_twins().get(character, ())):
            yield name[:place] + twin + name[place + 1 :]


def alike(one: str, other: str) -> bool:
    """Whether two names are equal but for one or two characters which are taken for one another.

    >>> alike("凤山", "风山"), alike("凤山", "凤水")
    (True, False)
    """
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    most = 1 if len(one) <= _SHORTEST_BASE else 2
    return 0 < len(differing) <= most and all(b in _twins().get(a, ()) for a, b in differing)
