"""The one clock of the program, and moments as the archive writes them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # one time for the whole country, and no summer time

_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def _of_this_machine() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _of_this_machine


def time_now() -> datetime:
    """This moment, in UTC."""
    return _source().astimezone(UTC)


def now() -> str:
    """This moment, as the archive writes it."""
    return moment(time_now())


def moment(time: datetime) -> str:
    """UTC to the microsecond: the form of WARC-Date, which sorts as text."""
    return time.astimezone(UTC).strftime(_MOMENT)


def time_of(text: str) -> datetime:
    """The time that was written as a moment.

    >>> moment(time_of("2025-01-31T18:00:00.000000Z"))
    '2025-01-31T18:00:00.000000Z'
    """
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)


@contextmanager
def clock_set_to(time: datetime) -> Iterator[None]:
    """The clock goes on from another time for as long as the block runs: nights of any date, without waiting for them."""
    global _source  # noqa: PLW0603  # one clock, so that no part of the program lives in another time
    started, earlier = _of_this_machine(), _source
    _source = lambda: time + (_of_this_machine() - started)  # noqa: E731
    try:
        yield
    finally:
        _source = earlier
