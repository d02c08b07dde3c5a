"""Digits of a division code to the region: what it is called, what it lies in, and what lies in it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archive.coverage.areas import area_named, area_of
from archive.identity import significant_digits
from archive.places.regions import CITY, COUNTY, PROVINCE, counties_before, region_name, rows
from archive.places.townships import township, townships_of

TOWNSHIP = 9
_LEVELS: Mapping[int, str] = {PROVINCE: "province", CITY: "city", COUNTY: "county", TOWNSHIP: "township"}
_PAST_DIGITS = ":"  # comes after the nine


@dataclass(frozen=True, slots=True)
class Region:
    """`name` is that of the list, else as reports have it; where neither tells, the digits."""

    digits: str
    name: str


def path(digits: str) -> tuple[str, ...]:
    """A region's parents and itself; words of the list that are no areas, as the 市辖区 of Beijing, are left out.

    >>> path("371503110"), path("110101"), path("429004"), path("441900004"), path("990101")
    (('37', '3715', '371503', '371503110'), ('11', '110101'), ('42', '429004'), ('44', '4419', '441900004'), ('99', '9901', '990101'))
    """
    above = [digits[:length] for length in (PROVINCE, CITY, COUNTY) if length < len(digits)]
    return (*(code for code in above if area_of(code) == code), digits)


def part_of(digits: str, whole: str) -> str | None:
    """The part of a whole in which a region lies; None for the whole itself, and for what is not in it.

    >>> part_of("371503110", "37"), part_of("371503", ""), part_of("37", "37"), part_of("4101", "37")
    ('3715', '37', None, None)
    """
    found = path(digits)
    if whole and whole not in found:
        return None
    return next((code for code in found if len(code) > len(whole)), None)


def parts(connection: sqlite3.Connection, digits: str) -> list[Region]:
    """What lies directly in a region: what the list has, and what the archive knows beside it."""
    if len(digits) == TOWNSHIP:
        return []
    listed = dict(_listed_parts(digits))
    found = {*_found_parts(connection, digits, "coverage", "area")}
    found |= {*_found_parts(connection, digits, "reports", "division_code")}
    others = {code: name_of(connection, code) for code in found - set(listed)}
    return [Region(code, name) for code, name in sorted((listed | others).items())]


def name_of(connection: sqlite3.Connection, digits: str) -> str:
    """A region's name: of the list, of a report from there, of the coverage; else its digits."""
    unit = township(digits) if len(digits) == TOWNSHIP else None
    if listed := unit.name if unit else region_name(digits):
        return listed
    column = _LEVELS[len(digits)]
    row = connection.execute(
        f"SELECT {column} FROM reports WHERE division_code >= ? AND division_code < ? AND {column} IS NOT NULL LIMIT 1",
        (digits, digits + _PAST_DIGITS),
    ).fetchone()
    row = row or connection.execute("SELECT county FROM coverage WHERE area = ? LIMIT 1", (digits,)).fetchone()
    return str(row[0]) if row else digits


def is_known(connection: sqlite3.Connection, digits: str) -> bool:
    """Whether the list or the archive has it."""
    if not digits or region_name(digits) or (len(digits) == TOWNSHIP and township(digits)):
        return True
    bounds = (digits, digits + _PAST_DIGITS)
    asked = (
        "FROM reports WHERE division_code >= ? AND division_code < ?",
        "FROM coverage WHERE area >= ? AND area < ?",
    )
    return any(connection.execute(f"SELECT 1 {one} LIMIT 1", bounds).fetchone() for one in asked)


def codes_of(digits: str) -> list[str]:
    """The codes that stand for the region itself in reports, today's first, those given up for it last."""
    padded = [digits.ljust(length, "0") for length in (COUNTY, TOWNSHIP, 12) if length > len(digits)]
    return list(dict.fromkeys([digits, *padded, *(counties_before(digits) if len(digits) == COUNTY else ())]))


@cache
def _by_parent() -> Mapping[str, Sequence[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("divisions.csv"):
        digits = significant_digits(row["code"].ljust(COUNTY, "0"))
        if area_of(digits) == digits:
            above = path(digits)[:-1]
            known = found.setdefault(above[-1] if above else "", [])
            if digits not in dict(known):
                known.append((digits, region_name(digits) or row["name"]))
    return found


def _listed_parts(digits: str) -> Iterator[tuple[str, str]]:
    yield from _by_parent().get(digits, ())
    if (code := area_named(digits).list_code) is not None:
        yield from ((unit.code, unit.name) for unit in townships_of(code) if unit.current)


def _found_parts(connection: sqlite3.Connection, digits: str, table: str, column: str) -> Iterator[str]:
    """Goes from part to part through an index, however many rows each has."""
    at, end = digits, digits + _PAST_DIGITS
    ask = f"SELECT min({column}) FROM {table} WHERE {column} > ? AND {column} < ?"
    while (code := connection.execute(ask, (at, end)).fetchone()[0]) is not None:
        place = significant_digits(code)
        place = place if len(place) == TOWNSHIP and len(digits) >= CITY else area_of(code)
        part = part_of(place, digits)
        if part is not None:
            yield part
        inside = part is not None and code.startswith(part)
        at = f"{part}{_PAST_DIGITS}" if inside and f"{part}{_PAST_DIGITS}" > at else code
