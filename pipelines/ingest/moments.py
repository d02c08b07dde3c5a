"""Times as other programs write them to moments of the archive; what is no time, or has not come yet, to nothing."""

import re
from datetime import UTC, datetime, timedelta

from archive.clock import moment, time_now

# 2021-03-04T05:06:07Z, 2021-03-04T05:06:07.123456789Z, 2021-03-04 05:06:07+08:00, 2021-03-04
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?\Z", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d{14})\Z")  # 20210304050607
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)  # clocks differ


def moment_of(stated: str) -> str | None:
    """The moment that was stated; one without a zone is in UTC, as in all such files.

    >>> moment_of("2021-03-04T05:06:07Z"), moment_of("20210304050607"), moment_of("2021-03-04 13:06+08:00")
    ('2021-03-04T05:06:07.000000Z', '2021-03-04T05:06:07.000000Z', '2021-03-04T05:06:00.000000Z')
    >>> moment_of("yesterday"), moment_of("2999-01-01")
    (None, None)
    """
    text = stated.strip()
    try:
        if found := _DIGITS.match(text):
            return plausible(datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        found = _ISO.match(text)
        if found is None:
            return None
        zone = (found[4] or "Z").upper().replace("Z", "+00:00")
        fraction = (found[3] or "0")[:6].ljust(6, "0")
        time = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}{zone}")
        return plausible(time.replace(microsecond=int(fraction)))
    except (ValueError, OverflowError):
        return None


def plausible(time: datetime) -> str | None:
    """The moment of a time at which there was a web, and that has come; None for any other."""
    return moment(time) if _EARLIEST <= time <= time_now() + _AHEAD else None
