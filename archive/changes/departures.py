"""Where one report was found and what vanished there, to when it was gone, came back, or moved: run by run."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["vanished", "returned", "moved"]


@dataclass(frozen=True, slots=True)
class Vanishing:
    """An address that was gone from one run on, and perhaps was there again in a later one."""

    url: str
    gone_at: str
    how: str
    http_status: int | None
    snapshot_id: int | None
    run_id: int
    confirmed_at: str | None
    back_at: str | None
    back_run: int | None

    def lasts_in(self, run_id: int) -> bool:
        """Whether the address is gone at the end of a run."""
        return self.run_id <= run_id and (self.back_run is None or self.back_run > run_id)


@dataclass(frozen=True, slots=True)
class Departure:
    """What a run found: `vanishings` are those that it saw first, or of a report that returned those until then.

    `standing` are the addresses where the report stands at the end of the run.
    """

    kind: Kind
    run_id: int
    vanishings: tuple[Vanishing, ...]
    standing: tuple[str, ...] = ()


def departures(first_runs: Mapping[str, int], vanishings: Collection[Vanishing]) -> Iterator[Departure]:
    """The departures of a report from the run in which each of its addresses was first read.

    A report has vanished when no address of it is left at the end of a run: one that goes in the same run in which
    another is found has moved, whichever came first.
    """
    began = {one.run_id for one in vanishings}
    ended = {one.back_run for one in vanishings if one.back_run is not None}
    stood, missing = False, tuple[Vanishing, ...]()
    for run_id in sorted(began | ended | set(first_runs.values())):
        lasting = tuple(one for one in vanishings if one.lasts_in(run_id))
        left = {one.url for one in lasting}
        standing = tuple(sorted(url for url, first in first_runs.items() if first <= run_id and url not in left))
        new = tuple(one for one in lasting if one.run_id == run_id)
        if stood and not standing:
            yield Departure("vanished", run_id, new)
        elif missing and not stood and standing:
            yield Departure("returned", run_id, missing, standing)
        elif standing:
            yield from (Departure("moved", run_id, (one,), standing) for one in new)
        stood, missing = bool(standing), lasting
