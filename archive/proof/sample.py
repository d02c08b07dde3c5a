"""A random sample of captures and reports proved, in a time that does not grow with the archive."""

import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.proof import rows
from archive.proof.finding import Finding, Tally
from archive.seals import SEALED
from archive.words import segment

_FEW = 4  # a table with no more ids than so many times what is wanted is looked through
_TRIES = 20  # for each row that is wanted
_SHARE_OF_PORTALS = 500  # a portal is chosen, with all that is known of it, for so many captures
_WORDS_ASKED = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one sample proves; over many nights everything has its turn, and each night everything has the same chance."""

    snapshots: Collection[int]
    reports: Collection[int]
    runs: Collection[int]
    portals: Collection[str]


def choose(connection: sqlite3.Connection, count: int) -> Chosen:
    """At random: `count` captures and as many reports, a run, and a few portals."""
    portals = connection.execute(
        "SELECT url FROM portals ORDER BY random() LIMIT ?", (1 + count // _SHARE_OF_PORTALS if count else 0,)
    )
    return Chosen(
        random_ids(connection, "snapshots", count),
        random_ids(connection, "reports", count),
        random_ids(connection, "runs", min(count, 1)),
        [url for (url,) in portals],
    )


def random_ids(
    connection: sqlite3.Connection, table: str, count: int, below: Callable[[int], int] = secrets.randbelow
) -> Collection[int]:
    """That many different ids of a table, or all where it has no more, each with the same chance."""
    lowest, highest = connection.execute(f"SELECT min(id), max(id) FROM {table}").fetchone()
    chosen: set[int] = set()
    if lowest is not None and highest - lowest > _FEW * count:
        for _ in range(_TRIES * count):  # hardly any id is missing between the first and the last
            at_hand = lowest + below(highest - lowest + 1)
            if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (at_hand,)).fetchone():
                chosen.add(at_hand)
                if len(chosen) == count:
                    return chosen
    return [row_id for (row_id,) in connection.execute(f"SELECT id FROM {table} ORDER BY random() LIMIT ?", (count,))]


def prove_sample(connection: sqlite3.Connection, chosen: Chosen, tally: Tally) -> Iterator[Finding]:
    """The rows of what was chosen: seals, readings, records, reports with all that follows from them."""
    yield from rows.prove_constants(connection)
    yield from _seals(connection, chosen)
    record_ids = _each(connection, "SELECT record_id FROM readings WHERE snapshot_id = ?", chosen.snapshots)
    record_ids += _each(connection, "SELECT record_id FROM reports WHERE id = ?", chosen.reports)
    yield from rows.prove_records(connection, tally, _rows(connection, "records", "id, sha256, body", record_ids))
    yield from rows.prove_reports(connection, tally, _rows(connection, "reports", "id, key", chosen.reports))
    for report_id in chosen.reports:
        yield from _searchable(connection, report_id)


def _seals(connection: sqlite3.Connection, chosen: Chosen) -> Iterator[Finding]:
    urls = _each(connection, "SELECT url FROM snapshots WHERE id = ?", chosen.snapshots)
    keys: dict[str, Iterable[object]] = {  # by the column that a table's key begins with
        "portal_url": chosen.portals,
        "run_id": chosen.runs,
        "id": chosen.runs,
        "snapshot_id": chosen.snapshots,
        "report_id": chosen.reports,
        "area": set(_each(connection, "SELECT area FROM coverage WHERE report_id = ?", chosen.reports)),
        "url": {*urls, *chosen.portals},
    }
    for table, ((first, *_), _) in SEALED.items():
        for key in keys[first]:
            yield from rows.prove_seals(connection, table, f"WHERE {first} = ?", (key,))


def _searchable(connection: sqlite3.Connection, report_id: int) -> Iterator[Finding]:
    """Whether a search for some words of a report, from a random place on, finds it."""
    query = "SELECT title, narrative FROM reports JOIN report_text ON report_id = id WHERE id = ?"
    for column, text in zip(
        ("title", "narrative"), connection.execute(query, (report_id,)).fetchone() or (), strict=False
    ):
        words = segment(text).split()
        if not words:
            continue
        start = secrets.randbelow(len(words))
        phrase = f'{column} : "{" ".join(words[start : start + _WORDS_ASKED])}"'
        asked = "SELECT 1 FROM reports_fts WHERE reports_fts MATCH ? AND rowid = ?"
        if not connection.execute(asked, (phrase, report_id)).fetchone():
            yield Finding(f"report {report_id}", "the full-text index does not find it by its own words")


def _each(connection: sqlite3.Connection, sql: str, keys: Iterable[object]) -> list[Any]:
    return [value for key in keys for (value,) in connection.execute(sql, (key,))]


def _rows(connection: sqlite3.Connection, table: str, columns: str, ids: Iterable[int]) -> Iterator[Any]:
    for row_id in dict.fromkeys(ids):
        yield from connection.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (row_id,))
