"""Names of bodies, as lists, reports and portals write them, to what they are matched by; the rest is no body."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from archive.coverage.areas import Area
from archive.places.matching import closest
from archive.places.names import key as plain
from archive.places.names import region_base
from archive.places.regions import COUNTY
from archive.record import IssuerKind

_SHORTEST, _LONGEST = 2, 25  # characters, without the area's names: 乌镇, 国有资产监督管理委员会
_NAME = re.compile(r"[\u3400-\u9fff〇]+")  # no digits, no marks: 教育局, not 教育局(12)
_BRACKET_AT_END = re.compile(r"[(〔\[][^()]*[)〕\]]$")  # 农业农村局(乡村振兴局)
_LEVEL = re.compile(r"^[省市县区旗州盟]")  # 县教育局
_COMMITTEE = re.compile(r"(?:管理委员会|管委会)$")  # 青禾开发区管委会
_SHORTEST_SHORT_FORM = 3  # 教体局
_TOWN_ENDINGS = ("镇", "乡", "街", "苏木")
# 白棠市教育局, but 城市管理局, 住房和城市更新局, 食品药品和市场监督管理局, 社区建设局
_OTHER_PLACE = re.compile(r".{1,8}?(?:(?<!城)市(?![场政容民监])|县(?!域))")
_OTHER_COUNTY = re.compile(r".{1,8}?(?:(?<![社园景小灾库新])区(?![域划])|旗)")

GOVERNMENT, OFFICE = "government", "office"
_SURE_KINDS: Mapping[IssuerKind, str] = {
    "county_government": GOVERNMENT,
    "city_government": GOVERNMENT,
    "province_government": GOVERNMENT,
    "county_government_office": OFFICE,
}
_TOWN_KINDS: frozenset[IssuerKind] = frozenset({"township_government", "subdistrict_office"})


@dataclass(frozen=True, slots=True)
class Named:
    """A body inside an area: `match` is equal for all names of one body, but for the short forms of departments."""

    match: str
    kind: IssuerKind


@cache
def words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("bodies.json").read_text("utf-8"))
    return data


def government_kind(area: Area) -> IssuerKind:
    kinds: Mapping[int, IssuerKind] = {2: "province_government", 4: "city_government"}
    return kinds.get(len(area.digits), "county_government")


def reported(body: str, area: Area, code_digits: int = 9) -> str:
    """What a body's part of a report's key is matched by.

    >>> qinghe = Area("990101", "青禾县")
    >>> reported("990101101/township_government", qinghe), reported("990101/department/青禾县教育局", qinghe)
    ('990101101', 'body/教育局')
    """
    code, kind, *name = body.split("/", 2)
    if len(code) == code_digits:
        return code
    if kind in _SURE_KINDS:
        return _SURE_KINDS[kind]  # type: ignore[index]
    own = _own(plain(name[0]) if name else "", area)
    return f"town/{_town(own) or own}" if kind in _TOWN_KINDS else f"body/{_trimmed(own)}"


def named(text: str, area: Area, *, in_notice: bool = False) -> Named | None:
    """The body that a portal names so, or None where that may be a word of a menu, a count or another area's body.

    >>> qinghe = Area("990101", "青禾县")
    >>> named("青禾县柳泉镇政府", qinghe), named("县教育局", qinghe).match, named("更多", qinghe)
    (Named(match='town/柳泉镇', kind='township_government'), 'body/教育局', None)
    """
    name = _BRACKET_AT_END.sub("", plain(text))
    own = _own(name, area)
    if not _NAME.fullmatch(name) or own in words()["never"] or any(word in name for word in words()["never_within"]):
        return None
    if name.endswith(tuple(words()["bodies_of_the_party"])) or len(own) > _LONGEST:
        return None
    if town := _town(own):
        return _township(town, area)
    if _is_of_another_area(name, own, area):
        return None
    return _government(name, own, area) or _zone(own) or _department(own, in_notice=in_notice)


def short_forms(matches: Iterable[str]) -> Mapping[str, str]:
    """Departments' short names to the one longer name among these that each abbreviates.

    >>> short_forms(["body/教体局", "body/教育和体育局", "body/水利局"])
    {'body/教体局': 'body/教育和体育局'}
    """
    names = sorted({match for match in matches if match.startswith("body/")}, key=lambda match: (-len(match), match))
    found: dict[str, str] = {}
    for short in names:
        longer = [long for long in names if _abbreviates(short.removeprefix("body/"), long.removeprefix("body/"))]
        whole = {found.get(long, long) for long in longer}
        if len(whole) == 1:
            found[short] = whole.pop()
    return found


def _abbreviates(short: str, long: str) -> bool:
    """Whether a short name picks its characters, the first and the last among them, from a long one."""
    if not _SHORTEST_SHORT_FORM <= len(short) < len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _own(name: str, area: Area) -> str:
    """The name without the area's names and the word for its level; a town that is called like its county keeps it."""
    own = name
    for place in area.parents:
        own = own.removeprefix(plain(place))
    rest = own.removeprefix(plain(area.name))
    if rest == own and (base := region_base(plain(area.name))):
        rest = own.removeprefix(base)
        if len(rest) < _SHORTEST_SHORT_FORM or rest.startswith(_TOWN_ENDINGS):
            return own
    if rest.startswith(tuple(words()["level_is_name"])):
        return rest
    without_level = _LEVEL.sub("", rest)
    return without_level if len(without_level) >= _SHORTEST else rest


def _is_of_another_area(name: str, own: str, area: Area) -> bool:
    """南浦市教育局 or 白棠县教育局 on the portal of 青禾县, 青禾县教育局 on that of 南浦市."""
    if plain(area.name) not in name and name.startswith(tuple(map(plain, area.parents))):
        return True
    if own.startswith(tuple(words()["level_is_name"])):
        return False
    return bool(_OTHER_PLACE.match(own) or (len(area.digits) < COUNTY and _OTHER_COUNTY.match(own)))


def _government(name: str, own: str, area: Area) -> Named | None:
    if own in words()["offices"]:
        return Named(OFFICE, "county_government_office") if own != name or own.startswith("人民") else None
    if own in ("", "人民政府", "政府") and own != name:
        return Named(GOVERNMENT, government_kind(area))
    return None


def _township(town: str, area: Area) -> Named | None:
    kind: IssuerKind = "subdistrict_office" if town.endswith("街道") else "township_government"
    if area.list_code is None:
        return Named(f"town/{town}", kind) if len(area.digits) == COUNTY else None
    closeness, units = closest([town], [area.list_code])
    return Named(units[0].code if len(units) == 1 and closeness != "slip" else f"town/{town}", kind)


def _zone(own: str) -> Named | None:
    zone, zones = _COMMITTEE.sub("", own), words()["zones"]
    return Named(f"body/{zone}", "development_zone") if zone.endswith(tuple(zones)) and zone not in zones else None


def _department(own: str, *, in_notice: bool) -> Named | None:
    ends = (*words()["departments"], *(words()["departments_in_notices"] if in_notice else ()))
    trimmed = _trimmed(own)
    is_one = trimmed.endswith(ends) and trimmed not in ends and len(trimmed) > _SHORTEST
    return Named(f"body/{trimmed}", "department") if is_one else None


def _trimmed(own: str) -> str:
    """A department without 人民政府 in front, 委 for 委员会; a zone without its committee."""
    own = own.removeprefix("人民政府") if len(own) > len("人民政府局") else own
    zone = _COMMITTEE.sub("", own)
    return zone if zone != own and zone.endswith(tuple(words()["zones"])) else re.sub("委员会$", "委", own)


def _town(own: str) -> str | None:
    """A township or subdistrict by its name alone: 柳泉镇, 南桥街道; None for what is none."""
    for ending, short in (*words()["subdistricts"], *words()["towns"]):
        if own.endswith(ending):
            town = own.removesuffix(ending) + short
            return town if len(own) > len(ending) and not own.startswith("驻") else None
    return None
