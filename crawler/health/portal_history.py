"""Runs, the oldest first, to how each portal fares: since when it is in trouble, and what it gave when it was not."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from crawler.health.past import PortalRun, Run

State = Literal["well", "silent", "blocked", "redesigned", "dropped", "lapsed"]

_COMPARED = 14  # runs of a portal when it was well
_FEW = 3  # fewer are no ground for a comparison, and fewer portals no sign of a common cause
_SMALL_YIELD = 6  # of so few reports half is nothing to go by
_DOORS = frozenset({"challenge", "captcha", "access_denied"})


@dataclass(frozen=True, slots=True)
class PortalCounters:
    """A portal as it stands after a run. One of the counts of nights is above nought where it is in trouble.

    Nights are those in which it was asked; whatever the trouble was before, they go on counting until it is well.
    """

    portal_url: str
    name: str
    outcome: str
    reason: str
    reports: int
    usual_reports: float | None
    since: str | None
    silent_nights: int = 0
    blocked_nights: int = 0
    redesigned_nights: int = 0
    dropped_nights: int = 0
    lapsed_nights: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What the portals of one run have in common; `well_before` are those asked that were well when asked last."""

    asked: int
    answered: int
    well_before: int
    newly_silent: int
    newly_blocked: int

    @property
    def is_outage(self) -> bool:
        """Whether so many fell silent at once that the cause lies with us."""
        all_silent = self.asked >= _FEW and not self.answered
        return all_silent or _is_common(self.newly_silent, self.well_before)

    @property
    def is_refusal(self) -> bool:
        """Whether so many shut us out at once that it is us they mean."""
        return _is_common(self.newly_blocked, self.well_before)


def _is_common(number: int, of: int) -> bool:
    return number >= _FEW and number * 2 >= of


@dataclass(slots=True)
class _History:
    last: PortalRun
    asked_in: Run
    state: State = "well"
    nights: int = 0
    since: str | None = None
    usual: deque[PortalRun] = field(default_factory=lambda: deque(maxlen=_COMPARED))

    def take(self, run: Run, row: PortalRun, state: State) -> None:
        self.last, self.state = row, state
        if state == "well":
            self.nights, self.since = 0, None
            self.usual.append(row)
        else:
            self.nights, self.since = self.nights + 1, self.since or run.started_at

    @property
    def was_well(self) -> bool:
        """Whether it was so when it was asked last."""
        return self.state == "well" and bool(self.usual)

    def nights_of(self, state: State) -> int:
        return self.nights if self.state == state else 0


class Histories:
    """What is known of all portals after the runs that were taken in."""

    def __init__(self) -> None:
        self._of: dict[str, _History] = {}

    def take(self, run: Run, rows: Iterable[PortalRun]) -> Together:
        """Takes in what a run brought. What has a common cause tells nothing of a portal and leaves it as it was."""
        found = [(row, self._history(run, row)) for row in rows]
        states = [_state(row, history.usual) for row, history in found]
        well = [state for (_, history), state in zip(found, states, strict=True) if history.was_well]
        together = Together(
            asked=len(found),
            answered=len(states) - states.count("silent"),
            well_before=len(well),
            newly_silent=well.count("silent"),
            newly_blocked=well.count("blocked"),
        )
        for (row, history), state in zip(found, states, strict=True):
            history.asked_in = run
            if not (together.is_outage and state == "silent") and not (together.is_refusal and state == "blocked"):
                history.take(run, row, state)
        return together

    def __contains__(self, portal_url: str) -> bool:
        return portal_url in self._of

    def last_asked(self, portal_url: str) -> Run | None:
        """The last run in which a portal was asked."""
        history = self._of.get(portal_url)
        return history.asked_in if history else None

    def counters(self) -> Iterator[PortalCounters]:
        """Every portal that was ever asked."""
        for url, history in sorted(self._of.items()):
            row = history.last
            yield PortalCounters(
                portal_url=url,
                name=url,
                outcome=row.outcome,
                reason=(row.reason or "no answer").replace("_", " "),
                reports=row.reports,
                usual_reports=_usual_reports(history.usual),
                since=history.since,
                silent_nights=history.nights_of("silent"),
                blocked_nights=history.nights_of("blocked"),
                redesigned_nights=history.nights_of("redesigned"),
                dropped_nights=history.nights_of("dropped"),
                lapsed_nights=history.nights_of("lapsed"),
            )

    def _history(self, run: Run, row: PortalRun) -> _History:
        known = self._of.get(row.portal_url)
        return known or self._of.setdefault(row.portal_url, _History(row, run))


def _state(row: PortalRun, usual: deque[PortalRun]) -> State:
    """How a portal fared in a run, seen beside the runs in which it was well."""
    if _is_silent(row):
        return "silent"
    if row.outcome == "blocked":
        return "blocked"
    return _beside(row, usual) if len(usual) >= _FEW else "well"


def _beside(row: PortalRun, usual: deque[PortalRun]) -> State:
    """How an answer of a portal compares."""
    if row.reason in _DOORS and not _mostly(one.reason in _DOORS for one in usual):
        return "blocked"
    if row.reason == "not_found" and median(one.reports for one in usual) > 0:
        return "redesigned"
    if _is_drop(row.reports, [one.reports for one in usual]):
        return "dropped"
    return "lapsed" if row.outcome == "incomplete" and _mostly(one.outcome == "complete" for one in usual) else "well"


def _is_drop(reports: int, usual: Sequence[int]) -> bool:
    if reports * 2 >= max(usual):  # spares the nights of all years the middle of each
        return False
    middle = median(usual)
    return middle >= _SMALL_YIELD and reports * 2 < middle


def _is_silent(row: PortalRun) -> bool:
    return row.outcome == "failed" or row.pages == 0


def _mostly(told: Iterable[bool]) -> bool:
    answers = list(told)
    return sum(answers) * 2 >= len(answers)


def _usual_reports(usual: deque[PortalRun]) -> float | None:
    return median(row.reports for row in usual) if len(usual) >= _FEW else None
