"""All observations of one report to its versions, sightings and current text: the same answer in any order."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

# which reading of one and the same text to show: the more of the layout a reader sees, the earlier it stands
_READER_RANK: Mapping[str, int] = {
    reader: rank for rank, reader in enumerate(("html", "docx", "doc", "rtf", "xlsx", "xls", "txt", "pdf", "scan"))
}
_UNKNOWN_RANK = 99
_WHOLE_ENOUGH = 0.8  # a text this much shorter than another live one is an excerpt, not an edit


@dataclass(frozen=True, slots=True)
class Observation:
    """One snapshot in which the report was read."""

    snapshot_id: int
    url: str
    part: str
    fetched_at: str
    record_id: int
    record_sha256: str
    content_sha256: str
    reader: str | None
    text_length: int
    until: str  # when the server said last that this still holds; else when it was fetched

    @property
    def place(self) -> tuple[str, str]:
        return self.url, self.part


@dataclass(frozen=True, slots=True)
class Version:
    content_sha256: str
    snapshot_id: int
    first_seen: str
    last_seen: str
    record_id: int


@dataclass(frozen=True, slots=True)
class Sighting:
    url: str
    snapshot_id: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Settled:
    versions: tuple[Version, ...]
    sightings: tuple[Sighting, ...]
    current: Version
    first_seen: str
    last_seen: str


def settle(observations: Sequence[Observation]) -> Settled:
    """What the observations, at least one, add up to."""
    ordered = sorted(
        observations,
        key=lambda seen: (seen.fetched_at, seen.place, seen.content_sha256, seen.record_sha256, seen.snapshot_id),
    )
    texts = _grouped(ordered, lambda seen: seen.content_sha256)
    addresses = _grouped(ordered, lambda seen: seen.url)
    versions = tuple(_version(seen) for seen in texts.values())
    sightings = tuple(
        Sighting(url, seen[-1].snapshot_id, seen[0].fetched_at, _last(seen)) for url, seen in addresses.items()
    )
    live = {seen[-1].content_sha256 for seen in _grouped(ordered, lambda seen: seen.place).values()}
    lengths = {text: seen[0].text_length for text, seen in texts.items() if text in live}
    whole = [
        version
        for version in versions
        if lengths.get(version.content_sha256, -1) >= _WHOLE_ENOUGH * max(lengths.values())
    ]
    current = max(whole, key=lambda version: (version.first_seen, version.last_seen, version.content_sha256))
    return Settled(versions, sightings, current, ordered[0].fetched_at, _last(ordered))


def _version(seen: Sequence[Observation]) -> Version:
    best = min(
        seen,
        key=lambda one: (
            _READER_RANK.get(one.reader or "", _UNKNOWN_RANK),
            one.fetched_at,
            one.place,
            one.record_sha256,
        ),
    )
    return Version(best.content_sha256, seen[0].snapshot_id, seen[0].fetched_at, _last(seen), best.record_id)


def _last(seen: Sequence[Observation]) -> str:
    return max(one.until for one in seen)


def _grouped(observations: Sequence[Observation], key: Callable[[Observation], K]) -> dict[K, list[Observation]]:
    groups: dict[K, list[Observation]] = {}
    for seen in observations:
        groups.setdefault(key(seen), []).append(seen)
    return groups
