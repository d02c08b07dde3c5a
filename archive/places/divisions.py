"""A code of any level to its division with all its parents."""

from archive.places.regions import CITY, COUNTY, MUNICIPALITIES, NO_CITY, PROVINCE, WITHOUT_COUNTIES, area, region_name
from archive.places.townships import Township, township
from archive.record import Division

_TOWNSHIP_DIGITS = (9, 12)  # the longer adds a village, 000 for the township itself


def division(code: str) -> Division | None:
    """The division of a code of 2, 4, 6, 9 or 12 digits, or null.

    Counties of the four municipalities have the municipality as their city; counties directly under a province have
    no city; townships of cities without counties have no county.

    >>> division("622926214").county, division("110101").city, division("429004").city, division("441900004").county
    ('东乡族自治县', '北京市', None, None)
    """
    if len(code) in _TOWNSHIP_DIGITS:
        unit = township(code[: _TOWNSHIP_DIGITS[0]])
        return division_of(unit) if unit else None
    core = code.removesuffix("00").removesuffix("00") if len(code) == COUNTY else code
    if region_name(core) is None or (len(core) == CITY and core.endswith(NO_CITY)):
        return None
    place = area(core) or core
    return region_division(place) if len(core) < COUNTY or place in WITHOUT_COUNTIES.values() else _division(core, core)


def region_division(place: str) -> Division:
    """The division of an area, as `area` gives it."""
    if place in WITHOUT_COUNTIES.values():
        return _division(f"{place[:CITY]}00", place)
    return _division(place.ljust(COUNTY, "0"), place)


def division_of(unit: Township) -> Division:
    return _division(unit.code, unit.code[:COUNTY], unit.name)


def _division(code: str, place: str, township_name: str | None = None) -> Division:
    province = region_name(place[:PROVINCE])
    city = region_name(place[:CITY]) if len(place) > PROVINCE and not place[:CITY].endswith(NO_CITY) else None
    if place[:PROVINCE] in MUNICIPALITIES and len(place) > PROVINCE:
        city = province
    has_county = len(place) == COUNTY and place[:CITY] not in WITHOUT_COUNTIES
    return Division(code, province, city, region_name(place) if has_county else None, township_name)
