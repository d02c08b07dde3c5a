"""The name of a public body to its kind, its full form, and whether two names mean one body."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from archive.record import IssuerKind
from pipelines.understanding.facts.plain import plain, squeezed

_SHORTEST, _LONGEST = 3, 45
_NAME = re.compile(r"[\u3400-\u9fff〇]+(?:[(·、][\u3400-\u9fff0-9·、]+\)?[\u3400-\u9fff]*)*")
_BRACKET_AT_END = re.compile(r"\([^()]*\)$")  # 青禾县农业农村局(乡村振兴局)
_TOWN = re.compile(r"(?:镇|乡|苏木)$")
_SHORT_COUNTY = re.compile(r"[^全我本各该市区外跨邻贫省州]县")  # 和县, but not 全县
_GOVERNMENT_LEFT_OUT = re.compile(r"(?<=[镇乡木县区旗市州省])政府$")  # 柳泉镇政府
_SUBDISTRICT_SHORT = re.compile(r"(?<=街道)办?$")  # 柳泉街道, 柳泉街道办
_OFFICE_SHORT = re.compile(r"(?<=[省市县区旗州])(?:人民政府|政府|府)办(?:公室|(公厅))?$")  # 县府办, 县政府办公室
_PREFECTURE = re.compile(r"(?:盟|地区)$")
# 中共柳泉镇委员会 柳泉镇人民政府: two bodies sign, the government answers for the report; but 中共青禾县委员会办公室
_PARTY = re.compile(r"^(?:中共|中国共产党).{2,30}?委员会(?=.{2,}(?:政府|办事处|管委会|管理委员会)$)")
_PARTY_TOGETHER = re.compile(r"(?<=[镇乡道])(?:党委|党工委)[、和]?(?:人民政府|政府|办事处)?$")  # 柳泉镇党委政府
_HAS_COMPILING_OFFICE = re.compile(r"(?:镇|乡|苏木|街道|办事处|政府|局|厅|管委会|管理委员会|办公[室厅])$")
_SEAL = re.compile(r"\((?:盖章|公章|印章|章)\)$")
# 我镇, 县政府, 镇人民政府, 青禾县各乡镇: names of nobody in particular
_NAMELESS = re.compile(
    r"[我该]|.*各|(?:政务|政府信息|信息|主动)公开|本(?:[局镇乡县区市委办院级]|机关|单位|部门|街道|中心)|全[省市县区旗镇乡]"
    r"|(?:省|市|县|区|旗|州|镇|乡|街道)(?:人民)?(?:政府|办事处|党委|委)?$"
)
_LEVEL = "省市县区旗州盟"
_PLACE = re.compile(r"(?:省|自治区|市|自治州|地区|盟|州|县|区|旗|场|人民政府)$")
_SUFFIX = re.compile(r"(?:人民政府|政府|办事处)$")
_FIRST_PLACE = re.compile(rf"[^{_LEVEL}]+[{_LEVEL}]")
_LAST_PLACE = re.compile(rf"[^{_LEVEL}]+[{_LEVEL}]$")
_TOWN_PARTS = re.compile(r"(?P<place>.*[省市县区旗州盟])(?P<town>.{1,12}?(?:镇|乡|苏木|街道))$")


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("bodies.json").read_text("utf-8"))
    return data


@cache
def _kinds() -> tuple[tuple[IssuerKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern, _ in _data()["kinds"])


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_data()['offices'], key=len, reverse=True))})$")


@lru_cache(maxsize=1024)
def kind_of(name: str) -> IssuerKind | None:
    """The kind of body that a name ends like.

    >>> kind_of("青禾县柳泉镇人民政府"), kind_of("青禾县府办"), kind_of("青禾县教育和体育局")
    ('township_government', 'county_government_office', 'department')
    """
    name = _BRACKET_AT_END.sub("", plain(name))
    return next((kind for kind, pattern in _kinds() if pattern.search(name)), None)


def name_of_body(text: str) -> str | None:
    """The text as the name of a body, if it is one: without blanks, party committee and compiling office.

    >>> name_of_body("青禾县柳泉镇 党政办公室"), name_of_body("我镇"), name_of_body("公开情况")
    ('青禾县柳泉镇', None, None)
    """
    name = _SEAL.sub("", plain(squeezed(text)))
    name = without_office(_PARTY_TOGETHER.sub("", _PARTY.sub("", name)))
    shortest = len("和县") if _TOWN.search(name) or _SHORT_COUNTY.fullmatch(name) else _SHORTEST
    if not shortest <= len(name) <= _LONGEST or not _NAME.fullmatch(name):
        return None
    if name in _data()["never"] or _NAMELESS.match(name) or kind_of(name) is None:
        return None
    return name.replace("(", "（").replace(")", "）")


def without_office(name: str) -> str:
    """The body without the office inside it that only compiles or signs for it.

    >>> without_office("柳泉镇人民政府党政办公室"), without_office("青禾县人民政府办公室")
    ('柳泉镇人民政府', '青禾县人民政府办公室')
    """
    while kind_of(name) != "county_government_office" and (office := _offices().search(name)):
        body = name[: office.start()]
        if not _HAS_COMPILING_OFFICE.search(body):
            break
        name = body
    return name


def full_name(name: str) -> str:
    """The name with what titles leave out: 人民政府, 办事处, 办公室.

    >>> full_name("青禾县柳泉镇"), full_name("柳泉街道"), full_name("青禾县府办"), full_name("青禾县教体局")
    ('青禾县柳泉镇人民政府', '柳泉街道办事处', '青禾县人民政府办公室', '青禾县教体局')
    """
    name = _GOVERNMENT_LEFT_OUT.sub("人民政府", name)
    name = _OFFICE_SHORT.sub(lambda office: f"人民政府办{office[1] or '公室'}", name)
    name = name + "政府" if name.endswith("人民") else _SUBDISTRICT_SHORT.sub("办事处", name)
    if _PREFECTURE.search(name):
        return name + "行政公署"
    governs = kind_of(name) in ("county_government", "city_government", "province_government")
    if _TOWN.search(name) or (governs and name[-1] in _LEVEL):
        return name + "人民政府"
    return name


def same_body(one: str, other: str) -> bool:
    """Whether two full names mean one body, one of them being shorter or an older short form.

    >>> same_body("东乡县柳泉乡人民政府", "东乡族自治县柳泉乡人民政府"), same_body("区教体局", "青禾区教育和体育局")
    (True, True)
    >>> same_body("泉镇人民政府", "柳泉镇人民政府"), same_body("青禾县人民政府", "青禾县人民政府办公室")
    (False, False)
    """
    short, long = sorted((plain(one), plain(other)), key=len)
    kind = kind_of(short)
    if kind is None or kind != kind_of(long):
        return False
    if long.endswith(short):
        return _begins_a_name(long[: -len(short)], short)
    if kind in ("township_government", "subdistrict_office"):
        return _same_town(_SUFFIX.sub("", short), _SUFFIX.sub("", long))
    if kind == "development_zone":
        return _is_subsequence(_committee_short(short), _committee_short(long))
    if kind in ("department", "county_government_office"):
        return _abbreviates(_committee_short(short), _committee_short(long))
    return _same_county(_SUFFIX.sub("", short), _SUFFIX.sub("", long))


def fullest(name: str, others: Iterable[str]) -> str:
    """The longest name of the body that is named so among others; the name itself where none is longer."""
    return max([name, *(other for other in others if same_body(name, other))], key=len)


def _begins_a_name(before: str, name: str) -> bool:
    return not before or bool(_PLACE.search(before)) or name[0] in _LEVEL


def _same_town(short: str, long: str) -> bool:
    if long.endswith(short):
        return _begins_a_name(long[: -len(short)], short)
    parts, more = _TOWN_PARTS.match(short), _TOWN_PARTS.match(long)
    if parts is None or more is None or parts["town"] != more["town"] or len(parts["town"]) < len("柳镇"):
        return False
    return _same_county(parts["place"], more["place"])


def _same_county(short: str, long: str) -> bool:
    """Whether two places end with one county: 东乡县 is short for 东乡族自治县, 青县 is not for 青禾县."""
    one, other = _LAST_PLACE.search(short), _LAST_PLACE.search(long)
    if one is None or other is None:
        return False
    if one.group() == other.group():
        return True
    stem = one.group()[:-1]
    rest = other.group().removeprefix(stem)
    return len(stem) > 1 and rest != other.group() and "自治" in rest and "自治" not in stem


def _abbreviates(short: str, long: str) -> bool:
    """Whether a short name picks its characters from a long one: 教体局 from 教育和体育局."""
    place = _FIRST_PLACE.match(short)
    if short[-1] != long[-1] or (place and place.group() not in long):
        return False
    return any(end[0] == short[0] and _is_subsequence(short, end) for end in _ends_of(long))


def _ends_of(name: str) -> list[str]:
    """The name, and what is left of it behind and from each place in front: 青禾区教育局, 区教育局, 教育局."""
    return [name, *(name[n:] for n in range(1, len(name) - 2) if name[n - 1] in _LEVEL or name[n] in _LEVEL)]


def _committee_short(name: str) -> str:
    return re.sub(r"委员会$", "委", re.sub(r"管理委员会$", "管委会", name))


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)
