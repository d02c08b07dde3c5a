"""This moment, as the archive writes it."""

from datetime import UTC, datetime


def now() -> str:
    """UTC to the microsecond: the form of WARC-Date."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
