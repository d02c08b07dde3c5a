"""Moments as the archive writes them."""

from datetime import UTC, datetime


def now() -> str:
    """This moment."""
    return moment(datetime.now(UTC))


def moment(time: datetime) -> str:
    """UTC to the microsecond: the form of WARC-Date, which sorts as text."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
