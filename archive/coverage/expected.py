"""The bodies of an area that are known to owe reports, from where they are known, and for which years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.coverage.areas import Area
from archive.coverage.bodies import GOVERNMENT, OFFICE, government_kind, named, reported, short_forms, words
from archive.coverage.holdings import Held, Naming
from archive.places.names import township_stem
from archive.places.regions import COUNTY
from archive.places.townships import Township, townships_of
from archive.record import IssuerKind

Source = Literal[
    "division_list",  # it is on a list of its time
    "named",  # a portal names it
    "earlier_year",  # it reported not long before, or before and after
    "later_list",  # it is on a list of a later time; it may not have been there yet
]

_LISTS_FROM = 2019  # the older list is of about 2021: what it has was there for the reports of some years before
_OLDER_LIST_UNTIL = 2020  # what only the older list has went between the two lists, of about 2021 and of June 2023
_MEMORY = 2  # years for which a body that has reported is still looked for: then it was renamed or merged
_DISTRICTS_NOT_ZONES = ("浦东新区", "滨海新区")
_TOWNSHIP_ENDINGS: Mapping[str, IssuerKind] = {
    "街道办事处": "subdistrict_office",
    "街道": "subdistrict_office",
    "地区": "subdistrict_office",  # 地区办事处, as in Beijing
    "镇": "township_government",
    "乡": "township_government",
    "苏木": "township_government",
}
_ORDER: Sequence[IssuerKind] = (
    *("province_government", "city_government", "county_government", "county_government_office"),
    *("department", "development_zone", "other_authorised", "subdistrict_office", "township_government"),
)


@dataclass(slots=True)
class Body:
    """`older_name` is that of the older list, where the place has another since; `listed` on which list it is.

    `others` are the matches of its other names and codes.
    """

    match: str
    code: str
    kind: IssuerKind
    name: str
    older_name: str | None = None
    listed: Literal["now", "before"] | None = None
    reports: list[Held] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def name_in(self, year: int) -> str:
        return self.older_name if self.older_name and year <= _OLDER_LIST_UNTIL else self.name

    def expected_from(self, year: int) -> Source | None:
        """Why a report on a year is expected; None where it is not."""
        if self.listed and _LISTS_FROM <= year <= (_OLDER_LIST_UNTIL if self.listed == "before" else year):
            return "division_list"
        if any(naming.first_year <= year <= naming.last_year for naming in self.namings):
            return "named"
        years = [report.year for report in self.reports]
        if years and min(years) < year <= max(years) + _MEMORY:
            return "earlier_year"
        return "later_list" if self.listed and year < _LISTS_FROM else None


def bodies_of(area: Area, held: Iterable[Held], namings: Iterable[Naming], *, with_list: bool) -> list[Body]:
    """The area's bodies, each once, in the order of the administration."""
    units = townships_of(area.list_code) if area.list_code else ()
    successors = _successors(units)
    found = {body.match: body for body in _listed(area, units, successors)} if with_list else {}
    names = [(one, naming) for naming in namings if (one := named(naming.text, area, in_notice=naming.in_notice))]
    reports = [(reported(report.body, area), report) for report in held]
    others = {older.code: newer.code for older, newer in successors.items()} | _codes_by_name(reports, area)
    others |= _without_rivals(short_forms([match for match, _ in reports] + [one.match for one, _ in names]), reports)
    for match, report in reports:
        place = others.get(match, match)
        new = Body(place, _code(report.body, area), report.kind, report.name)
        found.setdefault(place, new).reports.append(report)
    for one, naming in names:
        place = others.get(one.match, one.match)
        new = Body(place, place if place[:1].isdigit() else area.code, one.kind, _with_area(naming.text, area))
        found.setdefault(place, new).namings.append(naming)
    for other, place in others.items():
        if place in found:
            found[place].others.append(other)
    for body in found.values():
        if body.reports and not body.older_name:
            body.name = max(body.reports, key=lambda report: report.year).name or body.name
    return sorted(found.values(), key=lambda body: (_ORDER.index(body.kind), body.code, body.match))


def _listed(area: Area, units: Sequence[Township], successors: Mapping[Township, Township]) -> Iterable[Body]:
    is_zone = area.name.endswith(tuple(words()["zones"])) and area.name not in _DISTRICTS_NOT_ZONES
    if area.is_listed and not is_zone:
        yield Body(GOVERNMENT, area.code, government_kind(area), f"{area.name}人民政府", listed="now")
        if len(area.digits) == COUNTY:
            yield Body(OFFICE, area.code, "county_government_office", f"{area.name}人民政府办公室", listed="now")
    older = {newer: older for older, newer in successors.items()}
    for unit in units:
        if unit in successors or (kind := _kind(unit)) is None:
            continue
        before = older.get(unit)
        older_name = _listed_name(before, area) if before else None
        listed: Literal["now", "before"] = "now" if unit.current else "before"
        yield Body(unit.code, unit.code, kind, _listed_name(unit, area), older_name, listed)


def _successors(units: Sequence[Township]) -> dict[Township, Township]:
    """Townships of the older list to what they were made into: 柳泉镇 to 柳泉街道, where just one is called like it."""
    stems: dict[tuple[str, bool], list[Township]] = {}
    for unit in units:
        if _kind(unit):
            stems.setdefault((township_stem(unit.key), unit.current), []).append(unit)
    pairs = ((them, stems.get((stem, True), [])) for (stem, current), them in stems.items() if not current)
    return {older[0]: newer[0] for older, newer in pairs if len(older) == len(newer) == 1}


def _kind(unit: Township) -> IssuerKind | None:
    """None for farms, mines, zones and the like, which are listed beside the townships."""
    return next((kind for ending, kind in _TOWNSHIP_ENDINGS.items() if unit.key.endswith(ending)), None)


def _listed_name(unit: Township, area: Area) -> str:
    kind = _kind(unit)
    ending = "人民政府" if kind == "township_government" else "" if unit.name.endswith("办事处") else "办事处"
    return f"{area.name}{unit.name}{ending}"


def _codes_by_name(reports: Iterable[tuple[str, Held]], area: Area) -> dict[str, str]:
    """What townships that no list has, but reports give a code, are matched by under their name."""
    if area.list_code is not None:
        return {}  # there the name finds the code
    coded = [(match, named(report.name, area)) for match, report in reports if match[:1].isdigit()]
    return {one.match: match for match, one in coded if one}


def _without_rivals(short: Mapping[str, str], reports: Iterable[tuple[str, Held]]) -> Mapping[str, str]:
    """Short forms of the same body: two names with a report each for one year are two bodies."""
    years: dict[str, set[tuple[int, str]]] = {}
    for match, report in reports:
        years.setdefault(match, set()).add((report.year, report.scope))
    return {one: long for one, long in short.items() if years.get(one, set()).isdisjoint(years.get(long, set()))}


def _code(body: str, area: Area) -> str:
    code = body.split("/", 1)[0]
    return code if len(code) > COUNTY else area.code


def _with_area(text: str, area: Area) -> str:
    name = "".join(text.split())
    if name.startswith(area.name[-1]) and not name.startswith(tuple(words()["level_is_name"])):
        name = name[1:]  # 县教育局
    return name if name.startswith((area.name, *area.parents)) else f"{area.name}{name}"
