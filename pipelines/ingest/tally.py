"""What became of each capture, counted, to the lines that tell of it at the end."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from archive.talk import counted

_MOST_HOSTS = 20
_MOST_STRANGERS = 100_000  # hosts that are counted one by one
_THE_REST = "(all others)"
_NEWS = {"new_report": "new", "new_version": "with another text than before", "new_sighting": "at another address"}


@dataclass(slots=True)
class Tally:
    """Counts by the words of `reasons.json`; `broken` names the files of which something was lost."""

    looked_at: int = 0
    stored: int = 0
    known: int = 0
    unproved: int = 0
    no_address: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)

    def stranger(self, host: str) -> None:
        """A capture of a host that is neither the government's nor in the register."""
        self.strangers[host if host in self.strangers or len(self.strangers) < _MOST_STRANGERS else _THE_REST] += 1

    @property
    def reports(self) -> int:
        """How many captures were read as reports."""
        return sum(self.outcomes[name] for name in (*_NEWS, "seen_again", "reread", "unchanged"))

    def lines(self) -> Iterator[str]:
        """The whole story, a line for each thing worth telling."""
        yield f"{counted(self.looked_at, 'capture')} looked at, {self.stored:,} stored, {self.known:,} in the archive before"
        known = self.reports - sum(self.outcomes[name] for name in _NEWS)
        told = [f"{self.outcomes[name]:,} {words}" for name, words in _NEWS.items() if self.outcomes[name]]
        yield f"{counted(self.reports, 'report')} read: {', '.join([*told, f'{known:,} seen again'])}"
        for why, words in reasons().items():
            if self.skipped[why]:
                yield f"left out: {self.skipped[why]:,} {words}"
        if self.strangers:
            shown = [f"{host} ({count:,})" for host, count in self.strangers.most_common(_MOST_HOSTS)]
            more = len(self.strangers) - len(shown)
            others = f" and {counted(more, 'other host')}" if more > 0 else ""
            yield (
                f"left out: {self.strangers.total():,} of hosts that are neither below gov.cn nor in the register, "
                f"which --host or --all-hosts takes in: {', '.join(shown)}{others}"
            )
        if self.unproved:
            yield f"{counted(self.unproved, 'capture')} without a digest that could be checked"
        if self.no_address:
            yield f"{counted(self.no_address, 'file')} of unknown address, kept under that of the file"
        yield from (f"broken: {name}: {why}" for name, why in self.broken.items())


@cache
def reasons() -> Mapping[str, str]:
    """Why captures are left out: each word with what it means."""
    text = files("pipelines.ingest").joinpath("reasons.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found
