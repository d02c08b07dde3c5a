"""Townships of two lists, the newer and an older one: by code, by county, by name in all China."""

import lzma
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from archive.places.names import key
from archive.places.regions import COUNTY, counties_before, county_now

_LINE = re.compile(r"(?P<code>\d{9}) (?P<key>[^|]+)\|(?P<official>[^~]*)(?P<older>~?)")  # 330112104 于潜镇|於潜镇


@dataclass(frozen=True, slots=True)
class Township:
    """A township, subdistrict or what is listed beside them; `current` is false where only the older list has it."""

    code: str
    key: str
    name: str
    current: bool


@cache
def _list() -> bytes:
    """A line a unit, sorted by code. Kept as bytes and searched as they are: 41,000 objects would cost 10 MB."""
    return lzma.decompress(files("archive.places").joinpath("townships.xz").read_bytes())


def _township(line: str) -> Township:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"townships.xz: {line!r} is not a line of the list")
    return Township(match["code"], match["key"], match["official"] or match["key"], not match["older"])


def township(code: str) -> Township | None:
    """The unit of a 9-digit code; under its newer name where the lists differ.

    >>> township("371503110").name
    '洪官屯镇'
    """
    return next(iter(_preferred(_starting_with(code))), None) if len(code) == len("371503110") else None


@lru_cache(maxsize=64)
def townships_of(county: str) -> tuple[Township, ...]:
    """All units of a county (6 digits), of both lists; a name that both have for the county comes once, as it is now.

    >>> len(townships_of("622926"))
    24
    """
    return _preferred([unit for code in (county, *counties_before(county)) for unit in _starting_with(code)])


def townships_named(name: str) -> tuple[Township, ...]:
    """All units in China of exactly this name.

    >>> [unit.code for unit in townships_named("凤山乡")]
    ['360726201']
    """
    text, found = _list(), []
    wanted = f" {key(name)}|".encode()
    at = text.find(wanted)
    while at >= 0:
        found.append(text[text.rfind(b"\n", 0, at) + 1 : text.find(b"\n", at)].decode())
        at = text.find(wanted, at + 1)
    return _preferred([_township(line) for line in found])


def _starting_with(code: str) -> list[Township]:
    text = _list()
    start = text.find(f"\n{code}".encode())
    if start < 0 or not code:
        return []
    lines = re.compile(rb"(?:\n" + re.escape(code.encode()) + rb"[^\n]*)*").match(text, start)
    return [_township(line) for line in (lines.group() if lines else b"").decode().splitlines() if line]


def _preferred(units: list[Township]) -> tuple[Township, ...]:
    """The units without those of the older list that the newer one has by the same name in the same county."""
    newer = [unit for unit in units if unit.current]
    older = [
        unit
        for unit in units
        if not unit.current
        and not any(other.key == unit.key and other.code.startswith(county_now(unit.code[:COUNTY])) for other in newer)
    ]
    return tuple(sorted(newer, key=lambda unit: unit.code) + sorted(older, key=lambda unit: unit.code))
