"""Which reports are meant: years, places, kinds and marks, as people ask for them, to a condition of SQL."""

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from archive.errors import UsageError
from archive.identities import condition
from archive.record import IssuerKind

KINDS: tuple[IssuerKind, ...] = get_args(IssuerKind)

_YEARS = re.compile(r"^(\d{4})(?:-(\d{4}))?\Z")  # 2020, 2019-2022
_CODE = re.compile(r"^\d{2}(?:\d{2}){0,2}(?:\d{3}){0,2}\Z")  # 99, 9901, 990101, 990101101
_TOWNSHIP_DIGITS, _COUNTY_DIGITS = 9, 6
_PLACE_COLUMNS = ("province", "city", "county", "township")
_LONGEST_PLACE = 60


@dataclass(frozen=True, slots=True)
class Selection:
    """All that is asked of a report; an empty field asks nothing. Years are pairs, the last year included.

    `violated`: the report contradicts itself (archive/identities.py). `changed`: more than one text is known.
    """

    years: tuple[tuple[int, int], ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[IssuerKind, ...] = ()
    violated: bool = False
    changed: bool = False

    def condition(self) -> tuple[str, list[str | int]]:
        """A condition on the table `reports`, and the values to bind."""
        parts: list[str] = []
        values: list[str | int] = []
        if self.years:
            parts.append(_any("reports.year BETWEEN ? AND ?" for _ in self.years))
            values += [year for pair in self.years for year in pair]
        if self.places:
            parts.append(_any(_of_place(place, values) for place in self.places))
        if self.kinds:
            parts.append(f"reports.issuer_kind IN ({', '.join('?' * len(self.kinds))})")
            values += self.kinds
        if self.violated:
            parts.append(_VIOLATED)
        if self.changed:
            parts.append("reports.version_count > 1")
        return " AND ".join(parts) or "1", values


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options with which a verb is told which reports are meant."""
    parser.add_argument(
        "--year", action="append", default=[], metavar="YEAR", help="on this year, or years as 2019-2022; repeatable"
    )
    parser.add_argument(
        "--place", action="append", default=[], metavar="PLACE", help="a division's code or its full name; repeatable"
    )
    parser.add_argument("--kind", action="append", default=[], choices=KINDS, help="kind of body; repeatable")
    parser.add_argument("--violated", action="store_true", help="only reports whose own figures contradict each other")
    parser.add_argument("--changed", action="store_true", help="only reports of which more than one text is known")


def selected(options: argparse.Namespace) -> Selection:
    """What the options of `add_options` say."""
    return Selection(
        tuple(years(text) for text in options.year),
        tuple(place(text) for text in options.place),
        tuple(options.kind),
        options.violated,
        options.changed,
    )


def years(text: str) -> tuple[int, int]:
    """One year or a span of years.

    >>> years("2020"), years("2019-2022")
    ((2020, 2020), (2019, 2022))
    """
    match = _YEARS.match(text)
    if match is None or not text.isascii():
        raise UsageError(f"year {text[:_LONGEST_PLACE]}: neither a year such as 2020 nor years such as 2019-2022")
    first, last = match.groups()
    return int(first), int(last or first)


def place(text: str) -> str:
    """A division's code without its closing zeros, or its name."""
    cleaned = "".join(text.split())
    if not cleaned or len(cleaned) > _LONGEST_PLACE or "\0" in cleaned:
        raise UsageError(f"place {text[:_LONGEST_PLACE]!r}: neither a division's code nor its name")
    if not (cleaned.isascii() and cleaned.isdigit()):
        return cleaned
    if not _CODE.match(cleaned):
        raise UsageError(f"place {cleaned}: a division's code has 2, 4, 6, 9 or 12 digits")
    if len(cleaned) > _COUNTY_DIGITS:
        return cleaned[:_TOWNSHIP_DIGITS]
    return cleaned.removesuffix("00").removesuffix("00") or cleaned


def _of_place(text: str, values: list[str | int]) -> str:
    if text.isascii() and text.isdigit():
        values += [text, text + ":"]  # the colon comes after the nine
        return "(reports.division_code >= ? AND reports.division_code < ?)"
    values += [text] * len(_PLACE_COLUMNS)
    return _any(f"reports.{column} = ?" for column in _PLACE_COLUMNS)


def _any(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


_VIOLATED = f"reports.id IN (SELECT checks.report_id FROM checks WHERE {condition('contradiction')})"
