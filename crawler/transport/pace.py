"""When each host may be asked again: never before its pause is over, later where it is slow or says so."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crawler.transport.http_date import seconds_of

_SLOWEST = 60.0  # seconds that a slow host alone can make of a pause
_LONGEST_CRAWL_DELAY = 120.0  # with more, a night would not see a portal's list of reports
_LONGEST_RETRY_AFTER = 3600.0
_FIRST_BRAKE = 1.0  # where there was no pause at all
_NEXT_TO_NOTHING = 0.05
_JITTER = 0.2
_SECONDS = re.compile(r"\d{1,9}")  # 120


@dataclass(slots=True)
class _Host:
    """`least` is what was set or asked for, `pause` what has become of it."""

    least: float
    pause: float
    asked: float | None = None
    stretch: float = 1.0
    held_until: float = 0.0


class Pace:
    """The pauses of all hosts. Moments are of any clock that does not go back; one request at a time is for others.

    As AutoThrottle has it: the pause goes half of the way to what the last answer took, never below what was set, and
    an error never shortens it. A pause runs from request to request. With no pause set, only a brake makes one.
    """

    def __init__(self, delay: float, jitter: Callable[[], float] = random.random) -> None:
        self._delay = delay
        self._jitter = jitter
        self._hosts: dict[str, _Host] = {}

    def ready_at(self, host: str) -> float:
        """The moment from which a host may be asked."""
        known = self._hosts.get(host)
        if known is None:
            return 0.0
        paused = 0.0 if known.asked is None else known.asked + known.pause * known.stretch
        return max(paused, known.held_until)

    def started(self, host: str, now: float) -> None:
        """A request went out. The pause after it is a little longer than set, never shorter."""
        known = self._of(host)
        known.asked = now
        known.stretch = 1.0 + _JITTER * self._jitter()

    def finished(self, host: str, now: float, latency: float, ok: bool) -> None:  # noqa: FBT001  # its name says it
        """Its answer came, or failed to."""
        known = self._of(host)
        if known.asked is None:
            known.asked = now
        target = max(latency, 0.0) if self._delay else 0.0
        wanted = max(known.least, min(max(target, (known.pause + target) / 2), _SLOWEST))
        if wanted < _NEXT_TO_NOTHING:
            wanted = known.least
        if ok or wanted > known.pause:
            known.pause = wanted

    def obey(self, host: str, crawl_delay: float) -> None:
        """A host asks for a pause in its robots.txt."""
        known = self._of(host)
        known.least = max(self._delay, min(crawl_delay, _LONGEST_CRAWL_DELAY))
        known.pause = max(known.pause, known.least)

    def hold(self, host: str, until: float) -> None:
        """A host is left alone until a moment."""
        known = self._of(host)
        known.held_until = max(known.held_until, until)

    def slow_down(self, host: str) -> None:
        """A host says that it is asked too often: twice the pause."""
        known = self._of(host)
        known.pause = max(known.least, min(max(2 * known.pause, _FIRST_BRAKE), _SLOWEST))

    def _of(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = _Host(self._delay, self._delay)
        return known


def retry_after(headers: Iterable[tuple[str, str]], now: float) -> float | None:
    """The seconds that a host wants to be left alone, an hour at most; None where it does not say.

    Where it names a date, its own clock counts if it tells it, and else `now`, in seconds since 1970.

    >>> retry_after([("Retry-After", "120")], 0.0)
    120.0
    """
    told = {name.lower(): value.strip() for name, value in headers}
    text = told.get("retry-after", "")
    if _SECONDS.fullmatch(text):
        return min(float(text), _LONGEST_RETRY_AFTER)
    until = seconds_of(text)
    if until is None:
        return None
    here = seconds_of(told.get("date", ""))
    return min(max(until - (now if here is None else here), 0.0), _LONGEST_RETRY_AFTER)
