"""All captures in which one report was read, the oldest first, to its edits: each told once, wherever it shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

Address = tuple[str, str, str | None, bool]

_MOST_RIVALS = 8  # a page whose text changes every night must not be compared with all its past


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture in which a report was read: `document` is the digest of its bytes, `text` that of what it says."""

    snapshot_id: int
    run_id: int | None
    url: str
    part: str
    posted: str | None
    is_rendering: bool
    fetched_at: str
    document: str
    text: str
    record_id: int
    reader: str | None

    @property
    def address(self) -> Address:
        """Captures are compared with those of the same address, asked and read in the same way."""
        return self.url, self.part, self.posted, self.is_rendering

    @property
    def preference(self) -> tuple[bool, str, str]:
        """The lower, the better it shows what the report says: a page before any file."""
        return self.reader != "html", self.url, self.part


@dataclass(frozen=True, slots=True)
class Edit:
    """Two captures of one address that follow each other and say different things.

    `rivals` are edits at other addresses, since this one had its old text, that may be the same edit read otherwise.
    """

    old: Capture
    new: Capture
    rivals: tuple["Edit", ...] = ()


def edits(captures: Iterable[Capture]) -> list[Edit]:
    """The edits of a report.

    A page and its PDF are read a little differently, so addresses are never compared with each other. The same
    bytes are no edit, whatever a better reader makes of them. Of the addresses at which an edit shows in one run, the
    best is told. An address that takes over a text to which another was edited since is no further edit.
    """
    told: list[Edit] = []
    past: list[Edit] = []
    last: dict[Address, Capture] = {}
    edited_at: dict[Address, str] = {}
    for _, of_a_run in groupby(captures, key=_occasion):
        found: list[Edit] = []
        news: list[Edit] = []
        for capture in of_a_run:
            before = last.get(capture.address)
            last[capture.address] = capture
            if before is None or before.text == capture.text or before.document == capture.document:
                continue
            found.append(Edit(before, capture))
            rivals = _elsewhere(past, capture.address, edited_at.get(capture.address, ""))
            if all(rival.new.text != capture.text for rival in rivals):
                news.append(Edit(before, capture, tuple(rivals[-_MOST_RIVALS:])))
            edited_at[capture.address] = capture.fetched_at
        told += _of_the_best_address(news)
        past += found
    return told


def _occasion(capture: Capture) -> tuple[int | None, str]:
    """A run; what was captured in none stands for itself."""
    return capture.run_id, "" if capture.run_id else capture.fetched_at


def _elsewhere(past: Iterable[Edit], address: Address, since: str) -> list[Edit]:
    return [edit for edit in past if edit.new.address != address and edit.new.fetched_at > since]


def _of_the_best_address(found: Sequence[Edit]) -> list[Edit]:
    best = min((edit.new.preference for edit in found), default=None)
    return [edit for edit in found if edit.new.preference == best]
