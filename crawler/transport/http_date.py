"""A date in a header, in any of the forms that servers write, to seconds since 1970."""

from email.utils import mktime_tz, parsedate_tz

_LONGEST = 60


def seconds_of(text: str) -> float | None:
    """None for what is no date.

    >>> seconds_of("Thu, 01 Jan 1970 00:01:00 GMT"), seconds_of("Thursday, 01-Jan-70 00:01:00 GMT"), seconds_of("soon")
    (60.0, 60.0, None)
    """
    try:
        told = parsedate_tz(text[:_LONGEST])
        return float(mktime_tz(told)) if told else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
