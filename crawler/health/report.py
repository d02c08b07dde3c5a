"""What a night came to, as an object; written to a file for people and one for programs, and read back by later nights."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from archive.clock import time_of
from archive.errors import StorageError
from archive.talk import counted
from archive.warc import sync_folder
from crawler.health.judging import EarlierReport, Finding
from crawler.health.news import News
from crawler.health.night_counters import Housekeeping, NightCounters
from crawler.health.past import Run
from crawler.revisits.seasons import day_of

FOLDER = "reports"  # below the folder of the archive

_NAME = re.compile(r"night-[0-9]{4}-[0-9]{2}-[0-9]{2}-run-([0-9]{1,18})\.json")  # night-2025-01-31-run-17.json
_LARGEST = 50_000_000  # bytes; no report of ours comes near


@dataclass(frozen=True, slots=True)
class NightReport:
    """All that is told of a night. `not_sent` are the reasons why it did not reach someone."""

    run: Run
    counters: NightCounters
    findings: tuple[Finding, ...]
    recovered: tuple[Finding, ...]
    news: News
    housekeeping: Housekeeping
    not_sent: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        return any(finding.needs_person for finding in self.findings)

    @property
    def day(self) -> str:
        """The day in China on which the run began."""
        return day_of(self.run.started).isoformat()

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"night-{self.day}-run-{self.run.id}"

    @property
    def headline(self) -> str:
        """Whether a person is needed, in one line."""
        urgent = sum(finding.needs_person for finding in self.findings)
        known = sum(finding.severity == "person" and not finding.is_new for finding in self.findings)
        rest = f"; {counted(known, 'earlier finding')} still open" if known else ""
        if urgent:
            return f"A person is needed: {counted(urgent, 'new finding')}{rest}."
        return f"Nobody is needed{rest}."

    def lines(self) -> list[str]:
        """A few lines for a terminal."""
        urgent = [finding for finding in self.findings if finding.needs_person]
        return [self.headline, *(f"{finding.name or 'night'}: {finding.words}" for finding in urgent)]

    def as_json(self) -> str:
        """The report for programs."""
        changes = [{name: getattr(one, name) for name in one.__slots__} for one in self.news.changes]
        content = {
            "run": self.run.id,
            "started_at": self.run.started_at,
            "needs_person": self.needs_person,
            "findings": [asdict(finding) for finding in self.findings],
            "recovered": [{"portal": one.portal, "name": one.name, "since": one.since} for one in self.recovered],
            "counters": asdict(self.counters),
            "new_reports": [asdict(new) for new in self.news.new_reports],
            "changes": changes,
            "housekeeping": asdict(self.housekeeping),
            "not_sent": list(self.not_sent),
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_both(folder: Path, name: str, markdown: str, as_json: str) -> None:
    """Each file appears whole or not at all; earlier nights stay."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, text in (("md", markdown), ("json", as_json)):
            path = folder / f"{name}.{ending}"
            unfinished = path.with_name(f"{path.name}.part")
            with unfinished.open("wb") as file:
                file.write(text.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise StorageError(f"cannot write the night's report into {folder}: {error.strerror}") from None


def earlier_reports(folder: Path, runs: Mapping[int, str], most: int) -> list[EarlierReport]:
    """The reports of these runs, which stand with their starts, the newest first.

    A file that is gone or cannot be read is passed over: what it told is told again, and nothing is kept quiet.
    """
    try:
        paths = {int(match[1]): path for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))}
    except OSError:
        return []
    found: list[EarlierReport] = []
    for run_id in sorted(set(paths) & set(runs), reverse=True):
        report = _read(paths[run_id], runs[run_id])
        if report is not None:
            found.append(report)
        if len(found) == most:
            break
    return found


def was_proved_whole(folder: Path, day: date) -> bool:
    """Whether a night of this month proved the whole archive, by its report."""
    return any(_tells_whole(path) for path in folder.glob(f"night-{day:%Y-%m}-*.json"))


def _tells_whole(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text("utf-8"))["housekeeping"]["is_whole"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _read(path: Path, started_at: str) -> EarlierReport | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        data: Any = json.loads(path.read_text("utf-8"))
        if data["started_at"] != started_at:
            return None  # of another archive that lay here before
        findings = tuple(_finding(one) for one in data["findings"])
        return EarlierReport(findings, was_sent=not data["not_sent"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _finding(data: Any) -> Finding:
    finding = Finding(**{field.name: data[field.name] for field in fields(Finding)})
    time_of(finding.since)
    return finding
