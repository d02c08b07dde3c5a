"""Portals as they stand to a table that fits the terminal: those at work, the newest done, a word on the others."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.listing import width
from archive.talk import Progress, as_shown, cut, terminal_size

WAITING, AT_WORK = "waiting", "at work"

_HEAD = ("portal", "state", "pages", "reports", "errors", "left")
_OF_PEOPLE = 2  # columns of words; the others are numbers, and end below each other
_LEAST_NAME, _MOST_STATE = 8, 28
_GAP = "  "
_AROUND = 4  # lines that are no portal: the head, the word on the others, the summary, one above
_MINUTE, _HOUR = 60, 3600
_TELLING = 5  # pages; before, what is known of a portal says nothing of its size


@dataclass(frozen=True, slots=True)
class PortalLine:
    """A portal: `state` is `waiting`, `at work`, or what became of it."""

    name: str
    state: str
    pages: int
    reports: int
    errors: int
    seconds_left: float | None


def live_table(lines: Callable[[], Sequence[PortalLine]], summary: Callable[[], str]) -> Progress:
    """Shows the portals while its block runs; `lines` gives those that are done in the order in which they ended."""

    def text() -> str:
        columns, rows = terminal_size()
        return "\n".join([*table(lines(), columns, rows - _AROUND), summary()])

    return Progress(text)


def table(portals: Sequence[PortalLine], columns: int, rows: int) -> Iterator[str]:
    """A head, at most so many portals, and how many there are beside; nothing where there is room for none."""
    at_work = [portal for portal in portals if portal.state == AT_WORK]
    done = [portal for portal in portals if portal.state not in (AT_WORK, WAITING)]
    waiting = (portal for portal in portals if portal.state == WAITING)
    chosen = [portal for portal, _ in zip(chain(at_work, reversed(done), waiting), range(rows), strict=False)]
    if not chosen:
        return
    cells = [_HEAD, *map(_cells, chosen)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    rest = sum(widths[1:]) + len(_GAP) * (len(widths) - 1) + 1
    widths[0] = min(widths[0], max(_LEAST_NAME, columns - rest))
    for row in cells:
        line = _GAP.join(_padded(cell, number, widths[number]) for number, cell in enumerate(row))
        yield cut(line.rstrip(), columns - 1)
    others = Counter(map(_kind, portals)) - Counter(map(_kind, chosen))
    if others:
        words = ", ".join(f"{others[kind]:,} more {kind}" for kind in (AT_WORK, "done", WAITING) if others[kind])
        yield f"... {words}"


def seconds_left(pages: int, backlog: int, pace: float | None, pages_left: int, minutes_left: float) -> float | None:
    """How long a portal will take that has so many pages to ask for, `pace` seconds each, within its budget.

    None as long as too little of it is known.

    >>> seconds_left(120, 40, 2.5, 1880, 200.0), seconds_left(120, 4000, 2.5, 1880, 30.0), seconds_left(2, 40, 2.5, 1998, 240)
    (100.0, 1800.0, None)
    """
    if pages < _TELLING or pace is None:
        return None
    return max(0.0, min(min(backlog, pages_left) * pace, minutes_left * _MINUTE))


def spoken(seconds: float | None) -> str:
    """A time that is left, for people.

    >>> [spoken(seconds) for seconds in (None, 12.2, 61, 3600, 7500)]
    ['', '13 s', '2 min', '1 h 00 min', '2 h 05 min']
    """
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return f"{-int(-seconds // 1)} s"
    minutes = -int(-seconds // _MINUTE)
    return f"{minutes} min" if seconds < _HOUR else f"{minutes // 60} h {minutes % 60:02} min"


def _cells(portal: PortalLine) -> tuple[str, ...]:
    numbers = (
        ("",) * 3 if portal.state == WAITING else tuple(f"{n:,}" for n in (portal.pages, portal.reports, portal.errors))
    )
    return (as_shown(portal.name), cut(as_shown(portal.state), _MOST_STATE), *numbers, spoken(portal.seconds_left))


def _padded(cell: str, number: int, room: int) -> str:
    fitting = cut(cell, room)
    blanks = " " * (room - width(fitting))
    return fitting + blanks if number < _OF_PEOPLE else blanks + fitting


def _kind(portal: PortalLine) -> str:
    return portal.state if portal.state in (AT_WORK, WAITING) else "done"
