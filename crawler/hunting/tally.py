"""What happened on one portal, counted where it is known, and the outcome that follows from it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["complete", "incomplete", "blocked", "failed"]
Reason = Literal[
    "unreachable",  # failed: the portal's own host did not answer
    "server_error",  # ... or answered with errors only
    "private_address",  # ... or lies in a private network, and the settings do not allow those
    "challenge",  # blocked: a firewall's script, a captcha, a refusal
    "captcha",
    "access_denied",
    "login",
    "robots",  # blocked: robots.txt closes the portal; incomplete: it closes a part that may hold reports
    "throttled",  # incomplete: the host answers with something else when asked too often
    "needs_rendering",  # incomplete: a part is built by scripts
    "declared_more",  # incomplete: a list says it has more than it shows
    "over_budget",  # incomplete: the pages of this night are used up
    "over_time",
    "pages_failed",  # incomplete: lists or reports could not be fetched
    "not_found",  # incomplete: no column of reports was found, or no report in it
]
DOORS: frozenset[str] = frozenset({"challenge", "captcha", "access_denied", "login", "robots"})


@dataclass(slots=True)
class Tally:
    """`home_state` is None once the home page came; `states` counts what stood in the way of pages that matter."""

    home_state: str | None = "unreachable"
    has_column: bool = False
    reports: set[int] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)
    shut_by: str | None = None
    over: str | None = None
    notes: dict[str, None] = field(default_factory=dict)

    def found(self, report_id: int) -> None:
        """Counts a report once, whatever the number of places where it is found."""
        self.reports.add(report_id)

    def note(self, text: str) -> None:
        self.notes.setdefault(text)


def outcome_of(tally: Tally, *, missing_entries: bool) -> tuple[Outcome, Reason | None]:
    """What a portal's night came to, and the gravest reason why it is not complete."""
    if door := next((state for state in (tally.shut_by, tally.home_state) if state in DOORS), None):
        return "blocked", reason_of(door)
    if tally.home_state:
        return "failed", _FAILURES.get(tally.home_state, "unreachable")
    gravest = next((state for state in _BY_GRAVITY if tally.states[state]), None)
    lacking = tally.over or gravest or ("declared_more" if missing_entries else None)
    if lacking:
        return "incomplete", reason_of(lacking)
    return ("complete", None) if tally.reports and tally.has_column else ("incomplete", "not_found")


def reason_of(state: str) -> Reason:
    """The word of the closed list for what stood in the way of a page or shut a host."""
    return _WORDS.get(state, "pages_failed")


_BY_GRAVITY: tuple[Reason, ...] = (
    *("challenge", "captcha", "access_denied", "login", "throttled", "needs_rendering", "robots", "pages_failed"),
)
_FAILURES: Mapping[str, Reason] = {"server_error": "server_error", "private_address": "private_address"}
_WORDS: Mapping[str, Reason] = {
    "too_fast": "throttled",
    "over_budget": "over_budget",
    "over_time": "over_time",
    "declared_more": "declared_more",
    **{reason: reason for reason in _BY_GRAVITY},
}
