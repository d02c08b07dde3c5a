"""The list of divisions to many bodies spread over all its counties: governments, offices, departments, townships."""

import random
from collections.abc import Iterator, Sequence
from functools import cache

from archive.places.divisions import division, division_of
from archive.places.regions import COUNTY, region_name, rows
from archive.places.townships import townships_of
from archive.record import Division
from crawler.sample.county import Body

_DEPARTMENTS = ("教育局", "财政局", "自然资源局", "卫生健康局")
_DEPARTMENTS_A_COUNTY, _TOWNSHIPS_A_COUNTY = 2, 6
_SUBDISTRICT = "街道"


def many_bodies(number: int) -> Sequence[Body]:
    """The first so many of a fixed shuffle, so that a few are spread over the country as many are."""
    bodies = list(_bodies())
    random.Random("bodies").shuffle(bodies)
    if number > len(bodies):
        raise ValueError(f"{number} bodies: the list yields {len(bodies)}")
    return bodies[:number]


@cache
def _bodies() -> tuple[Body, ...]:
    dice = random.Random("counties")
    codes = [row["code"] for row in rows("divisions.csv") if len(row["code"]) == COUNTY and region_name(row["code"])]
    counties = [found for code in codes if (found := division(code)) and found.county]
    return tuple(body for county in counties for body in _of_county(county, dice))


def _of_county(county: Division, dice: random.Random) -> Iterator[Body]:
    name = county.county or ""
    yield Body("", f"{name}人民政府", "county_government", "aggregate", county)
    for department in dice.sample(_DEPARTMENTS, _DEPARTMENTS_A_COUNTY):
        yield Body("", f"{name}{department}", "department", "own", county)
    units = [unit for unit in townships_of(county.code) if unit.current]
    for unit in dice.sample(units, min(len(units), _TOWNSHIPS_A_COUNTY)):
        place = division_of(unit)
        if unit.name.endswith(_SUBDISTRICT):
            yield Body("", f"{name}{unit.name}办事处", "subdistrict_office", "own", place)
        else:
            yield Body("", f"{name}{unit.name}人民政府", "township_government", "own", place)
