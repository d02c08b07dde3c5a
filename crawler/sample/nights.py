"""The nights of the sample counties, over two years: their dates, and what happens on which portal."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any, Literal

from archive.clock import CHINA

_BEGINS = time(2, tzinfo=CHINA)

Kind = Literal[
    "new",  # a report is published
    "edited",  # `how`: correction (what stood there before was wrong), cell, word, number
    "vanished",  # `how`: 404, 410, soft_404; dead_link where its list still leads there
    "returned",
    "unlisted",  # no list leads there any more, and it still stands
    "moved",  # to another address of its portal
    "empty",  # for this night a list shows nothing
    "down",  # for this night nobody is let in: refused, errors only, a firewall's script
    "error",
    "challenge",
    "platform",  # the portal is built anew: the same reports at other addresses
]
OF_ONE_NIGHT: frozenset[Kind] = frozenset({"empty", "down", "error", "challenge"})


@dataclass(frozen=True, slots=True)
class Event:
    """`bodies` are the slugs of those concerned, with the report of `year`; none where it is the whole portal."""

    kind: Kind
    portal: str
    year: int | None = None
    bodies: tuple[str, ...] = ()
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """`date` is the day in China."""

    number: int
    date: date
    events: tuple[Event, ...]

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.date, _BEGINS)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing happens but that counters go on."""
        return not self.events


def _event(kind: Kind, portal: str, year: int | None = None, bodies: str = "", how: str | None = None) -> Event:
    return Event(kind, portal, year, tuple(bodies.split()), how)


def _night(told: Mapping[str, Any]) -> Night:
    return Night(told["number"], date.fromisoformat(told["date"]), tuple(_event(*one) for one in told["events"]))


NIGHTS: Sequence[Night] = tuple(map(_night, json.loads(files(__package__).joinpath("nights.json").read_text("utf-8"))))


def night(number: int) -> Night:
    return NIGHTS[number - 1]
