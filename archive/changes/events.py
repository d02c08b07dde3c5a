"""An archive to what happened to its reports, newest first: edited, vanished, returned, moved."""

import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from archive.changes.departures import departures
from archive.changes.difference import Difference, difference
from archive.changes.edits import Edit, edits
from archive.changes.event import Event, Kind, Report, departed, edited
from archive.changes.history import captures, edited_keys, gone_keys, report, vanishings
from archive.reports import stored_record

USUAL: frozenset[Kind] = frozenset({"edited", "vanished", "returned"})
MOVED: frozenset[Kind] = frozenset({"moved"})
_EDITED: frozenset[Kind] = frozenset({"edited"})
_VANISHED: frozenset[Kind] = frozenset({"vanished"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: since a moment, of some kinds, of one run; None where any will do."""

    since: str | None = None
    kinds: AbstractSet[Kind] = USUAL
    run_id: int | None = None

    def has(self, kind: Kind, at: str, run_id: int | None) -> bool:
        is_of_the_time = self.since is None or at >= self.since
        return is_of_the_time and kind in self.kinds and self.run_id in (None, run_id)


_Found = tuple[str, Report, Edit | Event]


def events(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[Event]:
    """The newest first; what differs in an edited text is only read when its turn has come."""
    found = [*_edits(connection, wanted), *_departures(connection, wanted)]
    found.sort(key=lambda one: one[1].id)
    found.sort(key=lambda one: one[0], reverse=True)
    for _, of, one in found:
        event = _edited(connection, of, one) if isinstance(one, Edit) else one
        if event:
            yield event


def changed_reports(connection: sqlite3.Connection, run_id: int) -> int:
    """How many reports a run found edited."""
    return _reports(connection, Wanted(kinds=_EDITED, run_id=run_id))


def gone_reports(connection: sqlite3.Connection, run_id: int) -> int:
    """How many reports a run found gone from the last address where they stood."""
    return _reports(connection, Wanted(kinds=_VANISHED, run_id=run_id))


def _reports(connection: sqlite3.Connection, wanted: Wanted) -> int:
    return len({event.report.id for event in events(connection, wanted)})


def _edits(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[_Found]:
    if not wanted.kinds & _EDITED:
        return
    for key in edited_keys(connection, wanted.since, wanted.run_id):
        of = report(connection, key)
        for edit in edits(captures(connection, key)):
            if wanted.has("edited", edit.new.fetched_at, edit.new.run_id):
                yield edit.new.fetched_at, of, edit


def _departures(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[_Found]:
    if not wanted.kinds - _EDITED:
        return
    for key in gone_keys(connection, wanted.since, wanted.run_id):
        of, seen = report(connection, key), captures(connection, key)
        first_runs: dict[str, int] = {}
        for capture in seen:  # what was captured in no run counts as there before all of them
            run_id = capture.run_id or 0
            first_runs[capture.url] = min(first_runs.get(capture.url, run_id), run_id)
        for departure in departures(first_runs, vanishings(connection, of.id)):
            event = departed(of, seen, departure)
            if wanted.has(event.kind, event.at, event.run_id):
                yield event.at, of, event


def _edited(connection: sqlite3.Connection, of: Report, edit: Edit) -> Event | None:
    """The event of an edit; None where nothing differs that counts, or where another address told it already."""
    changed = _difference(connection, edit)
    if not changed or any(_difference(connection, rival).core == changed.core for rival in edit.rivals):
        return None
    return edited(of, edit, changed)


def _difference(connection: sqlite3.Connection, edit: Edit) -> Difference:
    return difference(*(stored_record(connection, capture.record_id) for capture in (edit.old, edit.new)))
