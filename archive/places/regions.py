"""Codes and names of provinces, cities and counties: what a code stands for, and which codes a name may mean."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from archive.places.names import key, region_base, spellings

PROVINCE, CITY, COUNTY = 2, 4, 6  # digits of a code
# Cities without counties: the list shows each as its own only county, which nobody calls so.
WITHOUT_COUNTIES = {"4419": "441900", "4420": "442000", "4604": "460400", "6202": "620201"}
# Beijing, Tianjin, Shanghai, Chongqing: the list's city between them and their counties is but a word (市辖区).
MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
NO_CITY = "90"  # 省直辖县级行政区划: counties directly under a province
_COUNTY_ENDINGS = ("县", "区", "市", "旗")
_CITY_ENDINGS = ("市", "地区", "盟", "州")
_RESPELLED = range(3, 6)  # characters: in shorter names one character is too much of the name, longer ones are rare
# 南苑高新区: how people shorten the list's names of development zones
_ZONE_FORMS = (
    ("高新技术产业开发区", ("高新技术产业开发区", "高新技术开发区", "高新区")),
    ("经济技术开发区", ("经济技术开发区", "经济开发区", "经开区", "开发区")),
    ("经济开发区", ("经济开发区", "经开区", "开发区")),
)


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table that is shipped with this package."""
    yield from csv.DictReader(files("archive.places").joinpath(file).read_text("utf-8").splitlines())


@cache
def _current() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in rows("divisions.csv")}


@cache
def _former() -> Mapping[str, tuple[str, str]]:
    """Codes that are no longer given: the name, and the code of what the place belongs to now."""
    return {row["code"]: (row["name"], row["now"]) for row in rows("former_codes.csv")}


def region_name(code: str) -> str | None:
    """The official name of a province, city or county, of a code that is no longer given too.

    >>> region_name("371503"), region_name("540422"), region_name("999999")
    ('茌平区', '米林县', None)
    """
    return _former()[code][0] if code in _former() else _current().get(code)


def county_now(code: str) -> str:
    """The code that has taken the place of a county's: itself, or where the county was split, its city's."""
    return _former()[code][1] if code in _former() else code


def counties_before(code: str) -> list[str]:
    """Codes that were given up for this county's."""
    return [old for old, (_, now) in _former().items() if now == code]


def area(code: str) -> str | None:
    """The digits that all codes inside a division begin with, from any usual form of its code.

    An unknown county is as much as its city, an unknown city as its province.

    >>> area("371503"), area("371500"), area("371523"), area("110100"), area("340823"), area("999999")
    ('371503', '3715', '3715', '11', '340722', None)
    """
    county = county_now(code[:COUNTY])
    city, province = county[:CITY], county[:PROVINCE]
    if city in WITHOUT_COUNTIES:
        return WITHOUT_COUNTIES[city]
    if len(county) == COUNTY and county in _current():
        return county
    if len(city) == CITY and city in _current() and province not in MUNICIPALITIES and not city.endswith(NO_CITY):
        return city
    return province if province in _current() else None


def inside(code: str, areas: Iterable[str]) -> bool:
    """Whether a code, of a township too, lies in one of the areas."""
    return code.startswith(tuple(areas)) or county_now(code[:COUNTY]).startswith(tuple(areas))


@cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """Every full name, former ones and those of habit included, to its areas."""
    found: dict[str, set[str]] = {}
    listed = [(row["code"], name) for row in rows("divisions.csv") for name in (row["name"], *row["former"].split())]
    for code, name in listed + [(row["code"], row["name"]) for row in rows("aliases.csv")]:
        place = area(code)
        if place and not name.endswith(("行政区划", "市辖区")) and name != "县":
            found.setdefault(key(name), set()).add(place)
    for code, (name, now) in _former().items():
        if county_now(code) == now and len(now) == COUNTY:
            found.setdefault(key(name), set()).add(area(now) or now)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _by_base() -> Mapping[str, frozenset[str]]:
    """Every short form (茌平, 临夏, 内蒙古) to its areas."""
    found: dict[str, set[str]] = {}
    for code, name in _current().items():
        base, place = region_base(key(name)), area(code)
        if base and place and not name.endswith(("行政区划", "市辖区")):
            found.setdefault(base, set()).add(place)
    return {base: frozenset(codes) for base, codes in found.items()}


@cache
def _zones() -> Mapping[str, frozenset[str]]:
    """What people call a development zone that is listed beside the counties, alone or after its city's name."""
    found: dict[str, set[str]] = {}
    for code, name in _current().items():
        for ending, forms in _ZONE_FORMS:
            if len(code) == COUNTY and name.endswith(ending):
                city = region_base(_current()[code[:CITY]]) or ""
                for form in forms:
                    found.setdefault(form, set()).add(code)
                    found.setdefault(f"{city}{form}", set()).add(code)
                break
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=8192)
def named(name: str) -> frozenset[str]:
    """The areas that a full name means, with its 县, 市, 区 ...: those that are or were called so.

    Where there is none, the name may be the short form of an autonomous area (东乡县 for 东乡族自治县), have the ending
    of before or after a change of rank (新建县 for 新建区), or be misspelt (荏平区).

    >>> sorted(named("茌平县")), sorted(named("东乡县")), sorted(named("海南州")), sorted(named("荏平区"))
    (['371503'], ['361003', '622926'], ['6325'], ['371503'])
    """
    return _by_name().get(name) or _zones().get(name) or _by_habit(name) or _misspelt(name)


def _by_habit(name: str) -> frozenset[str]:
    found: set[str] = set()
    for endings, digits in ((_COUNTY_ENDINGS, COUNTY), (_CITY_ENDINGS, CITY)):
        ending = next((ending for ending in endings if name.endswith(ending)), None)
        if ending:
            base = name.removesuffix(ending)
            areas = {place for form in (base, base.removesuffix("自治")) for place in _by_base().get(form, ())}
            found |= {place for place in areas if len(place) == digits}
    return frozenset(found)


def _misspelt(name: str) -> frozenset[str]:
    if not name.endswith(_COUNTY_ENDINGS) or len(name) not in _RESPELLED:
        return frozenset()
    return frozenset(place for spelling in spellings(name) for place in _by_name().get(spelling, ()))


def short_named(name: str) -> frozenset[str]:
    """The areas that a name means which leaves out 县, 市, 区 ...

    >>> sorted(short_named("吉林"))
    ['22', '2202']
    """
    return _by_base().get(name, frozenset())


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, codes in _by_name().items():
        for code in codes:
            found.setdefault(code, set()).add(name[-1])
    return {code: frozenset(kinds) for code, kinds in found.items()}


def kinds_of(code: str) -> frozenset[str]:
    """What a region is and was: 县, 区, 市, 旗 ...

    >>> sorted(kinds_of("371503"))
    ['区', '县']
    """
    return _kinds().get(code, frozenset())
