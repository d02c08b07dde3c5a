"""Selected reports to clusters of which none may be torn apart: one body's years, and texts that are near copies."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from archive.export.source import Source

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")

_NAME_DIGITS = 16
_HUNDREDTHS = 100
_TRAIN, _TRAIN_AND_VALIDATION = 80, 90  # of a hundred clusters


@dataclass(frozen=True, slots=True)
class Cluster:
    """`name` is the same in every export that has the same first report in it."""

    name: str
    split: Split


class Clusters:
    """Which cluster each selected report is in."""

    def __init__(self, source: Source) -> None:
        self._heads: dict[int, int] = {}  # report: another of its cluster, or itself
        self._keys: dict[int, str] = {}  # head: the first key of its cluster
        self.pairs = 0
        for report_id, other_id in _same(source):
            self._join(report_id, other_id)
        for report_id, other_id in _alike(source):
            self.pairs += 1
            self._join(report_id, other_id)
        for report_id, key in source.connection.execute(
            f"SELECT id, key FROM reports WHERE {source.condition}", source.values
        ):
            head = self._head(report_id)
            self._keys[head] = min(key, self._keys.get(head, key))

    def of(self, report_id: int) -> Cluster:
        """The cluster of a report; its split hangs on its name alone."""
        digest = hashlib.sha256(self._keys[self._head(report_id)].encode()).hexdigest()
        share = int(digest, 16) % _HUNDREDTHS
        split: Split = "train" if share < _TRAIN else "validation" if share < _TRAIN_AND_VALIDATION else "test"
        return Cluster(digest[:_NAME_DIGITS], split)

    @property
    def count(self) -> int:
        return len(self._keys)

    def _head(self, report_id: int) -> int:
        passed = []
        while (further := self._heads.get(report_id, report_id)) != report_id:
            passed.append(report_id)
            report_id = further
        self._heads.update(dict.fromkeys(passed, report_id))
        return report_id

    def _join(self, one: int, other: int) -> None:
        first, second = self._head(one), self._head(other)
        self._heads[max(first, second)] = min(first, second)


def _same(source: Source) -> Iterator[tuple[int, int]]:
    """Reports of one body: by their keys without year and scope, and by name and place where a key is incomplete."""
    for label in _LABELS:
        query = f"SELECT {label} AS label, id FROM reports WHERE {source.condition} AND label <> '' ORDER BY label, id"
        for _, members in groupby(source.connection.execute(query, source.values), lambda row: row[0]):
            ids = [report_id for _, report_id in members]
            yield from ((ids[0], report_id) for report_id in ids)


def _alike(source: Source) -> Iterator[tuple[int, int]]:
    chosen = f"SELECT reports.id FROM reports WHERE {source.condition}"
    for table in ("lookalikes", "same_text"):
        query = f"SELECT report_id, other_report_id FROM {table} WHERE report_id IN ({chosen}) AND other_report_id IN ({chosen})"
        yield from source.connection.execute(query, source.values * 2)


_LABELS = (
    # 990101/department/教育局/2024/own: all but the last two parts
    "CASE WHEN identified THEN substr(key, 1, length(key) - length(year) - length(scope) - 2) END",
    "issuer || ' ' || coalesce(division_code, '')",
)
