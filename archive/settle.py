"""All observations of one report to its versions, sightings and current text: the same answer in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    fetched_at: str
    record_id: int
    content_sha256: str
    reader: str | None
    text_length: int


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
        key=lambda seen: (seen.fetched_at, seen.url, seen.content_sha256, seen.record_id, seen.snapshot_id),
    )
    texts = _grouped(ordered, "content_sha256")
    places = _grouped(ordered, "url")
    versions = tuple(_version(seen) for seen in texts.values())
    sightings = tuple(
        Sighting(url, seen[-1].snapshot_id, seen[0].fetched_at, seen[-1].fetched_at) for url, seen in places.items()
    )
    live = {seen[-1].content_sha256 for seen in places.values()}
    lengths = {text: seen[0].text_length for text, seen in texts.items() if text in live}
    whole = [
        version
        for version in versions
        if lengths.get(version.content_sha256, -1) >= _WHOLE_ENOUGH * max(lengths.values())
    ]
    current = max(whole, key=lambda version: (version.first_seen, version.last_seen, version.content_sha256))
    return Settled(versions, sightings, current, ordered[0].fetched_at, ordered[-1].fetched_at)


def _version(seen: Sequence[Observation]) -> Version:
    best = min(seen, key=lambda one: (_READER_RANK.get(one.reader or "", _UNKNOWN_RANK), one.fetched_at, one.url))
    return Version(best.content_sha256, seen[0].snapshot_id, seen[0].fetched_at, seen[-1].fetched_at, best.record_id)


def _grouped(observations: Sequence[Observation], attribute: str) -> dict[str, list[Observation]]:
    groups: dict[str, list[Observation]] = {}
    for seen in observations:
        groups.setdefault(getattr(seen, attribute), []).append(seen)
    return groups
