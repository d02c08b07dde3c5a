"""The end of a night: its archive kept in order, proved and copied, and its report held against the nights before."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from archive.changes.events import Wanted, events
from archive.clock import time_now
from archive.coverage.summary import missing_of_last_season
from archive.errors import ArchiveDamagedError, NianbaoError
from archive.insights.renew import renew
from archive.proof.finding import Finding, Tally
from archive.safekeeping.backup import back_up_nightly
from archive.safekeeping.room import free_bytes
from archive.store import Store
from archive.verify import sampled, verify
from crawler.health.examine import examine
from crawler.health.night_counters import Housekeeping, Overdue
from crawler.health.report import FOLDER, NightReport, was_proved_whole
from crawler.portals.register import Portal
from crawler.revisits.seasons import day_of
from crawler.settings import Settings

Say = Callable[[str], None]

_MOST_FINDINGS = 100  # that a report lists
_LOG = logging.getLogger(__name__)


class Closing:
    """What follows the crawl. `nightly` adds what would take too long each time that a person calls."""

    def __init__(self, settings: Settings, register: Sequence[Portal], say: Say, *, nightly: bool) -> None:
        self._settings = settings
        self._data: Path = settings.archive.data
        self._register = {portal.url: portal.name for portal in register}
        self._say = say
        self._nightly = nightly

    def close(self, store: Store, run_id: int) -> NightReport:
        """Keeps house, and tells what the run came to; the run itself is still open."""
        housekeeping = self._in_order(store, Housekeeping(free_bytes(self._data)))
        housekeeping = self._renewed(store, run_id, housekeeping)
        overdue = Overdue()
        if self._nightly:
            is_whole = not was_proved_whole(self._data / FOLDER, day_of(time_now()))
            housekeeping = self._copied(self._proved(housekeeping, is_whole=is_whole))
            overdue = _overdue(store)
        with store.changing() as connection:
            changes = list(events(connection, Wanted(run_id=run_id)))
        return examine(
            store.query,
            run_id,
            data=self._data,
            register=self._register,
            events=changes,
            housekeeping=housekeeping,
            overdue=overdue,
        )

    def _in_order(self, store: Store, housekeeping: Housekeeping) -> Housekeeping:
        try:
            return replace(housekeeping, notes=(store.upkeep().line(),))
        except ArchiveDamagedError as error:  # found by chance, and to be told as if it had been looked for
            self._say(f"damage: {error}")
            return replace(housekeeping, damage=(str(error),))

    def _renewed(self, store: Store, run_id: int, housekeeping: Housekeeping) -> Housekeeping:
        """Makes anew what follows from many reports. It can be made again at any time, so its failure costs no night."""
        try:
            note = renew(store, run_id, lambda _: None).line()
        except Exception as error:  # noqa: BLE001  # whatever it is: what the night brought is safe, and must be told
            _LOG.exception("coverage and look-alikes were not made anew")
            note = f"coverage and look-alikes were not made anew: {error}"
            self._say(note)
        return replace(housekeeping, notes=(*housekeeping.notes, note))

    def _proved(self, housekeeping: Housekeeping, *, is_whole: bool) -> Housekeeping:
        """Proves a sample of the archive, or all of it in the first night of a month."""
        tally, notes = Tally(), list(housekeeping.notes)
        count = self._settings.night.verify_sample
        if not count and not is_whole:
            return housekeeping
        self._say("proving the whole archive" if is_whole else f"proving up to {count:,} captures and reports")
        found: list[Finding] = []
        look = verify(self._data, tally, notes.append) if is_whole else sampled(self._data, count, tally, notes.append)
        for finding in look:
            self._say(f"damage: {finding}")
            found.append(finding)
        damage = (*housekeeping.damage, *map(str, found[:_MOST_FINDINGS]))
        proven = tally["snapshot"]
        return replace(housekeeping, proven=proven, is_whole=is_whole, damage=damage, notes=tuple(notes))

    def _copied(self, housekeeping: Housekeeping) -> Housekeeping:
        folder = self._settings.night.backups
        if folder is None:
            return housekeeping
        try:
            copy = back_up_nightly(self._data, folder, self._settings.night.keep_backups)
        except NianbaoError as error:
            self._say(f"no copy: {error}")
            return replace(housekeeping, backup_failure=str(error))
        self._say(f"copied to {copy.line()}")
        return replace(housekeeping, backup=copy.line())


def _overdue(store: Store) -> Overdue:
    """Reports of the last season that are late by now, and were found nowhere."""
    missing = missing_of_last_season(store.query)
    return Overdue(missing.by_31_january, missing.by_31_march)
