"""Which known reports are visited again tonight."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from archive.ledger import Ledger

Revisit = Literal["due", "all", "none"]

_INTERVAL = timedelta(days=7)


class Due:
    """`all` visits everything again, `none` no report that is known, `due` those not seen for a week.

    The pages and lists on the way are visited each night: that is how new reports are found.
    """

    def __init__(self, ledger: Ledger, revisit: Revisit, moment: datetime, run_id: int) -> None:
        self._ledger = ledger
        self._revisit = revisit
        self._began = ledger.run_started(run_id)
        self._since = (moment.astimezone(UTC) - _INTERVAL).strftime("%Y-%m-%dT%H:%M:%S")

    def known_report(self, url: str) -> int | None:
        """The report that was read at an address, if that need not be visited tonight."""
        if self._revisit == "all":
            return None
        found = self._ledger.report_at(url)
        if found is None:
            return None
        report_id, last_seen = found
        if last_seen >= self._began:
            return None  # found before this very night was broken off: what hangs on it is still to come
        return report_id if self._revisit == "none" or last_seen >= self._since else None
