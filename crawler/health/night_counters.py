"""The counters of one night, and those that follow from them; pure figures, which the rules name."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What was done beside the crawl; None where it was not. `damage` is what the proof of the archive found."""

    free_bytes: int | None = None
    proven: int | None = None
    is_whole: bool = False  # whether all of it was proved, and no sample
    damage: tuple[str, ...] = ()
    backup: str | None = None
    backup_failure: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overdue:
    """Reports whose day has passed, and which were found nowhere; None where that was not looked up."""

    departments: int | None = None
    governments: int | None = None


@dataclass(frozen=True, slots=True)
class NightCounters:
    """All figures of one night; None where there is nothing to reckon with, or to compare with."""

    portals: int
    asked: int
    complete: int
    incomplete: int
    blocked: int
    failed: int
    answered: int
    well_before: int
    newly_silent: int
    newly_blocked: int
    is_outage: int
    is_refusal: int
    never_asked: int
    never_asked_names: str
    long_unasked: int
    long_unasked_names: str
    pages: int
    requests: int
    received_bytes: int
    stored_bytes: int
    minutes: float | None
    reports_known: int
    new_reports: int
    changed_reports: int
    gone_seen: int
    gone_confirmed: int
    came_back: int
    documents_read: int
    unreadable: int
    crashed: int
    new_texts: int
    misread: int
    free_mb: int | None
    proven: int | None
    damage: int
    backup_failures: int
    overdue_departments: int | None
    overdue_governments: int | None
    hours_since_last: float | None
    broken_before: int
    telling_failed: int
    runs_without_new: int
    new_a_year_before: int
    compared_runs: int
    usual_requests_per_portal: float | None = None
    usual_stored_bytes: float | None = None
    usual_night_bytes: float | None = None
    usual_minutes: float | None = None
    usual_changed: float | None = None
    usual_unreadable_percent: float | None = None
    usual_misread_percent: float | None = None

    @property
    def requests_per_portal(self) -> float | None:
        return self.requests / self.asked if self.asked else None

    @property
    def unreadable_percent(self) -> float | None:
        return _percent(self.unreadable, self.documents_read)

    @property
    def misread_percent(self) -> float | None:
        return _percent(self.misread, self.new_texts)

    @property
    def stored_mb(self) -> float:
        return self.stored_bytes / MEGABYTE

    @property
    def times_requests(self) -> float | None:
        """How many times as much as usual; so the others of these names."""
        return _times(self.requests_per_portal, self.usual_requests_per_portal)

    @property
    def times_stored(self) -> float | None:
        return _times(self.stored_bytes, self.usual_stored_bytes)

    @property
    def times_minutes(self) -> float | None:
        return _times(self.minutes, self.usual_minutes)

    @property
    def times_changed(self) -> float | None:
        return _times(self.changed_reports, self.usual_changed)

    @property
    def times_unreadable(self) -> float | None:
        return _times(self.unreadable_percent, self.usual_unreadable_percent)

    @property
    def times_misread(self) -> float | None:
        return _times(self.misread_percent, self.usual_misread_percent)

    @property
    def nights_of_disk_left(self) -> float | None:
        if self.free_mb is None or not self.usual_night_bytes:
            return None
        return self.free_mb * MEGABYTE / self.usual_night_bytes


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _times(tonight: float | None, usual: float | None) -> float | None:
    return None if tonight is None or usual is None else tonight / max(usual, 1)
