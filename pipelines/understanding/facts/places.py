"""The name of a body and the clues around it to the division that it governs or belongs to, or to nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.places.divisions import division_of, region_division
from archive.places.matching import closest, units_named, units_spelt_like
from archive.places.regions import CITY, COUNTY, PROVINCE, inside, kinds_of, named
from archive.places.townships import Township
from archive.record import Division, DivisionSource, IssuerKind
from pipelines.understanding.facts.clues import (
    Clues,
    Surroundings,
    common,
    overlap,
    own_kinds,
    own_places,
    surroundings,
)
from pipelines.understanding.facts.places_named import (
    Mention,
    chain_before,
    chains_after,
    lines_of,
    of_others,
    zone_end,
)
from pipelines.wording import bare

__all__ = ["Clues", "Resolution", "resolve"]

_TOWNSHIP_KINDS = ("township_government", "subdistrict_office")
_REMARK = re.compile(r"\([^()]*\)$")  # 柳泉镇人民政府(本级)
_TAIL = re.compile(r"(?:(?:人民)?政府|党委|党工委|委员会|党政(?:综合)?办公室|办公室|党政办|文件|本级)+$")
_OFFICE = re.compile(r"(?:街道)?(?:办事处|办)$")  # 太平街道办事处, 太平办事处, 太平街道办
_TOWNSHIP_LIKE = re.compile(r"(?:街道|镇|乡|苏木|街道办|办事处|[镇乡木道](?:人民)?政府)$")
# 昌平区人民政府城南街道办事处: a government in front of one of its own subdistricts is only the place
_GOVERNMENT_BEFORE = re.compile(r"(?<=[县区市旗州])(?:人民)?政府(?=.{2,})")
# 国家税务总局旌德县税务局, 国家统计局旌德调查队: bodies of the state for a place that stands behind its name
_OF_THE_STATE = re.compile(
    r"^(?:国家(?:税务总局|统计局|移民管理局|矿山安全监察局)|中国(?:人民银行|气象局)|中华人民共和国)(?=.{4,})"
)
_ONLY_KIND = re.compile(r"(?:街道|镇|乡|苏木|地区|办事处|街道办事处)?")
_GENERIC = re.compile(r"(?P<level>[区县旗市州省])(?!场|中)")  # 区教育局, 市发展和改革委员会, not 市场监督管理局
# 会同林业局, 聊城经济技术开发区: what a short name must be followed by, for 公安 or 太湖 are other things too
_AFTER_SHORT = re.compile(
    r"(?:人民政府|教育|财政|民政|公安|司法|人力|自然资源|生态|住房|住建|交通|水利|水务|农业|林业|商务|文化|文旅|卫生|退役|应急"
    r"|审计|市场监|统计|医疗保障|医保|信访|发展|发改|科学技术|科技|行政审批|政务服务|城市管|城管|税务|气象|供销|档案|机关事务"
    r"|调查总?队|海关|乡村振兴|扶贫|民族|高新|高技术|经济|经开|工业|产业|循环|开发区|新区|现代|综合|保税|化工)"
)
_OF_A_PROVINCE = re.compile(r"(?:调查总队|厅)$")  # 河南公安厅 is not of 河南县
_SHORTEST_BODY = 3
_DOUBLED = ("镇", "乡")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a body lies; `parents` are the places above it as the document names them, the outermost first."""

    division: Division | None
    source: DivisionSource | None
    evidence: str | None
    parents: tuple[str, ...] = ()


_UNRESOLVED = Resolution(None, None, None)


def resolve(body: str, kind: IssuerKind | None, clues: Clues) -> Resolution:
    """The division of a body: a township's own, a department's or county government's county, a city's, a province's.

    What the document itself says comes first, then sites and codes, then telephone and postcode, then a name that
    is the only one in China. Clues that contradict each other, or leave several places, leave the body unresolved.

    >>> resolve("东乡族自治县凤山乡人民政府", "township_government", Clues()).division.code
    '622926214'
    """
    name = _REMARK.sub("", bare(body))
    if kind in _TOWNSHIP_KINDS or (kind in (None, "other_authorised") and _TOWNSHIP_LIKE.search(name)):
        return _township(_GOVERNMENT_BEFORE.sub("", name), clues, surroundings(clues))
    name = _OF_THE_STATE.sub("", name)
    return _region(name, kind, clues, surroundings(clues)) if name else _UNRESOLVED


def _township(body: str, clues: Clues, around: Surroundings) -> Resolution:
    own, names = _parted(body)
    if own and own.only_counties and len(own.areas) == 1:
        return _in_stated(own, names, around, None)
    lines = list(lines_of(clues.stated))
    stated = _agreed([*([own] if own else []), *_before(names, lines)])
    places = own_places(lines)
    spoken_of = common(place.areas for place in places) or None  # several places leave none
    if stated:
        resolution = _in_stated(stated, names, around, spoken_of)
        if resolution.division or stated.only_counties:
            return resolution
    left = _left(stated, spoken_of, around)
    counties = [place for place in places if place.only_counties]
    if counties and spoken_of and left:
        closeness, units = closest(names, left)
        if closeness in ("exact", "stem") and len(units) == 1:
            source: DivisionSource = "stated" if len(spoken_of) == 1 else "inferred"
            return _found(units[0], source, "".join(counties[0].words), counties[0].words)
    return _inferred(names, left, around, counties, lines)


def _parted(body: str) -> tuple[Mention | None, tuple[str, ...]]:
    """The places in front of a township's name, and the forms that the list may have its name in.

    >>> _parted("聊城市茌平区洪官屯镇人民政府")[1], _parted("古县渡镇人民政府")
    (('洪官屯镇',), (None, ('古县渡镇',)))
    """
    core = _TAIL.sub("", body) or body
    whole = _forms(core)
    for mention, end in reversed(chains_after(core, short=True, ordinary=True)):
        for start in dict.fromkeys((zone_end(core, end), end)):
            names = _forms(core[start:])
            if _ONLY_KIND.fullmatch(core[start:]):
                continue
            closeness, _ = closest(names, mention.areas)
            full = all(named(word) for word in mention.words)
            if (full and closeness) or (closeness == "exact" and not units_named(whole)):
                return mention, names
            if full and start == end and not units_named(whole):
                return mention, names
    in_zone = core[zone_end(core, 0) :]
    return None, whole if units_named(whole) or _ONLY_KIND.fullmatch(in_zone) else _forms(in_zone)


def _forms(name: str) -> tuple[str, ...]:
    """太平街道办事处: 太平街道; 太平办事处, too; a 地区办事处 of Beijing is listed as 地区."""
    if not _OFFICE.search(name):
        return (name,)
    stem = _OFFICE.sub("", name)
    return (f"{stem}街道", name, *([stem] if stem.endswith(("镇", "乡", "地区")) else []))


def _before(names: Sequence[str], lines: Iterable[str]) -> Iterator[Mention]:
    """What a document names right before a body's name."""
    for line in lines:
        for name in names:
            at = line.find(name)
            while at >= 0:
                if at > 0 and (mention := chain_before(line, at)) and not of_others(line, at):
                    yield mention
                at = line.find(name, at + 1)


def _agreed(mentions: Iterable[Mention]) -> Mention | None:
    """The first mention, and what later ones add to it; those of elsewhere are less trusted than the first."""
    agreed: Mention | None = None
    for mention in mentions:
        if agreed is None:
            agreed = mention
        elif inner := overlap(agreed.areas, mention.areas):
            if inner == agreed.areas:
                words = agreed.words
            elif max(map(len, mention.areas)) < min(map(len, agreed.areas)):
                words = (*mention.words, *agreed.words)  # 徐州市 tells which 鼓楼区 was meant
            else:
                words = mention.words
            agreed = Mention(inner, words)
    return agreed


def _left(stated: Mention | None, spoken_of: frozenset[str] | None, around: Surroundings) -> frozenset[str] | None:
    """What all that is known leaves: null where nothing is known, empty where it cannot all be true."""
    known = (stated.areas if stated else None, spoken_of, around.areas)
    return common(areas for areas in known if areas is not None)


def _in_stated(
    mention: Mention, names: Sequence[str], around: Surroundings, spoken_of: frozenset[str] | None
) -> Resolution:
    """The township inside what the document names before it."""
    unresolved = Resolution(None, None, None, mention.words)
    closeness, units = closest(names, mention.areas)
    source: DivisionSource = "stated"
    if len(units) > 1 and spoken_of:
        units = tuple(unit for unit in units if inside(unit.code, spoken_of)) or units
    if len(units) > 1 and around.areas:
        units = tuple(unit for unit in units if inside(unit.code, around.areas))
        source = "inferred"
    if len(units) != 1:
        return unresolved
    sure = mention.only_counties and len(mention.areas) == 1
    if not sure and around.areas and not inside(units[0].code, around.areas):
        return unresolved
    if not mention.only_counties and closeness == "exact" and units_spelt_like(names, mention.areas):
        return unresolved
    return _found(units[0], source, "".join(mention.words) + names[0], mention.words)


def _inferred(
    names: Sequence[str],
    left: frozenset[str] | None,
    around: Surroundings,
    counties: Sequence[Mention],
    lines: Sequence[str],
) -> Resolution:
    """The only township of the name in what all clues leave; without any clue, in all China."""
    closeness, units = ("exact", units_named(names)) if left is None else closest(names, left)
    if len(units) != 1:
        return _UNRESOLVED
    unit = units[0]
    official = len(around.official) == 1 and len(min(around.official)) == COUNTY and inside(unit.code, around.official)
    if not official:
        if closeness != "exact" or units_spelt_like(names, left) or _cut_short(names, left):
            return _UNRESOLVED
        if counties and not any(inside(unit.code, place.areas) for place in counties):
            return _UNRESOLVED
        kinds, listed = own_kinds(lines), kinds_of(unit.code[:COUNTY])
        if kinds and listed and not kinds & listed:
            return _UNRESOLVED
    return _found(unit, "inferred", around.narrowing(unit.code) or names[0], ())


def _cut_short(names: Sequence[str], areas: frozenset[str] | None) -> bool:
    """Whether the name may be another's without its last word: 乌镇 of 乌镇镇."""
    return bool(units_named([name + word for name in names if name.endswith(_DOUBLED) for word in _DOUBLED], areas))


def _found(unit: Township, source: DivisionSource, evidence: str, parents: tuple[str, ...]) -> Resolution:
    return Resolution(division_of(unit), source, evidence, parents)


def _region(body: str, kind: IssuerKind | None, clues: Clues, around: Surroundings) -> Resolution:
    """The county, city or province of a body that is none of a township."""
    own = _named_in(body)
    if own and len(own.areas) == 1:
        return _of_region(own.areas, None, "stated", "".join(own.words), own.words)
    lines = list(lines_of(clues.stated))
    level = None if own else _GENERIC.match(body)
    rest = body[level.end() :] if level else body
    before = _before([own.words[0]] if own else [rest] if len(rest) >= _SHORTEST_BODY else [], lines)
    stated = _agreed([*([own] if own else []), *before])
    if stated and len(stated.areas) == 1:
        return _of_region(stated.areas, level, "stated", "".join(stated.words), stated.words)
    places = own_places(lines)
    spoken_of = common(place.areas for place in places) or None
    left = _left(stated, spoken_of, around)
    if not left or len(left) != 1:
        return _UNRESOLVED
    said = spoken_of is not None and (overlap(stated.areas, spoken_of) if stated else spoken_of) == left
    if not stated and not ((said or around.official == left) and _fits(level, kind, left, own_kinds(lines))):
        return _UNRESOLVED
    words = stated.words if stated else places[0].words if said else ()
    evidence = "".join(words) if said else around.narrowing(*left)
    return _of_region(left, level, "stated" if said else "inferred", evidence or body, words)


def _named_in(body: str) -> Mention | None:
    """The places that a body's name begins with.

    >>> _named_in("聊城市茌平区林业局").words, _named_in("荆州市公安局").words, _named_in("聊城林业局").words
    (('聊城市', '茌平区'), ('荆州市',), ('聊城',))
    """
    for mention, end in reversed(chains_after(body, short=True, ordinary=True)):
        if named(mention.words[-1]) or _AFTER_SHORT.match(body, end):
            provinces = frozenset(place for place in mention.areas if len(place) == PROVINCE)
            return Mention(provinces, mention.words) if provinces and _OF_A_PROVINCE.search(body) else mention
    return None


def _fits(level: re.Match[str] | None, kind: IssuerKind | None, areas: Iterable[str], kinds: frozenset[str]) -> bool:
    """Whether a body that names no place can be one of this area, and not of one above or below it."""
    place = next(iter(areas))
    if len(place) == COUNTY:
        return level is not None or not kinds or bool(kinds & kinds_of(place))
    if kind == "province_government":
        return len(place) == PROVINCE
    return kind == "city_government" or level is not None or (len(place) == CITY and not kinds)


def _of_region(
    areas: Iterable[str], level: re.Match[str] | None, source: DivisionSource, evidence: str, parents: tuple[str, ...]
) -> Resolution:
    """The division of the one area, if it is of the level that the body's name begins with: 区教育局."""
    (place,) = areas
    if level and not _is_a(place, level["level"]):
        return _UNRESOLVED
    return Resolution(region_division(place), source, evidence, parents)


def _is_a(place: str, level: str) -> bool:
    return level in kinds_of(place) and (level not in "区县旗" or len(place) == COUNTY)
