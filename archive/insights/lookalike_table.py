"""An archive to its tables `lookalikes` and `sketches`: only reports whose text has changed are compared anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache, partial
from itertools import islice

from archive.coverage.holdings import Query
from archive.insights.likeness import Pair, compare
from archive.insights.own_words import Body, OwnWords, own_words
from archive.insights.sketches import RULE, Crowd, bands, read, stored
from archive.insights.third_bodies import says_a_third
from archive.record import Scope
from archive.seals import put_all
from archive.store import Store
from archive.talk import counted

Tell = Callable[[str], None]

_MOST_COMPARED, _MOST_KEPT = 12, 5  # of each report's neighbours: a model that a thousand towns use is a few pairs each
_AT_ONCE = 200  # reports a transaction
_AT_HAND = 600  # texts


@dataclass(frozen=True, slots=True)
class Compared:
    """How many reports were looked at, and how many pairs the table then holds."""

    reports: int
    pairs: int


def stale_reports(query: Query) -> list[int]:
    """Reports that are new or say something else than when they were compared, in the order of the crowd."""
    return [row[0] for row in query(_STALE, f"{RULE}:%")]


def renew_lookalikes(store: Store, tell: Tell) -> Compared:
    """Compares what has changed with all there is, and lets go of what is there no more.

    A report whose body or year is not known is compared with nothing: it may be the other one, at another address.
    Each part is safe by itself; what is left when a night is broken off is still stale, and the next one does it.
    """
    stale = stale_reports(store.query)
    _forget(store, [row[0] for row in store.query(_GONE)])
    if not stale:
        return Compared(0, _count(store.query))
    words = lru_cache(_AT_HAND)(lambda report_id: next(read_words(store.query, [report_id])))
    fresh = {one.report_id: bands(one) for part in _parts(stale) for one in read_words(store.query, part)}
    samples = {**_stored(store.query), **fresh}
    order = (row[0] for row in store.query(_IN_ORDER))
    crowd = Crowd((report_id, samples[report_id]) for report_id in order if samples.get(report_id))
    for part in _parts(stale):
        _forget(store, part)
    told = [row[0] for row in store.query(_TOLD_NAMES)]
    done = 0
    for part in _parts(stale):
        said = [words(one).whole for one in part] if told else []
        _judge_again(store, [name for name in told if any(name in whole for whole in said)])
        found = {
            (pair.report_id, pair.other_report_id): pair
            for one in part
            if fresh[one]
            for pair in _pairs(store.query, words, crowd, samples, one)
        }
        with store.changing() as connection:
            put_all(connection, "lookalikes", map(astuple, found.values()))
            records = dict(store.query(f"SELECT id, record_id FROM reports WHERE id IN ({_marks(part)})", *part))
            put_all(connection, "sketches", [(one, records[one], stored(fresh[one])) for one in part])
        store.flush_when_due()
        done += len(part)
        tell(f"{done:,} of {counted(len(stale), 'report')} compared")
    return Compared(done, _count(store.query))


def read_words(query: Query, report_ids: Iterable[int]) -> Iterator[OwnWords]:
    """The own words of reports whose body and year are known; a page asks for a few."""
    wanted = list(report_ids)
    for row in query(f"{_WORDS} AND reports.id IN ({_marks(wanted)})", *wanted):
        report_id, key, year, code, issuer, kind, province, city, county, township, form, narrative, is_all = row
        body, _, scope = key.rsplit("/", 2)
        areas = tuple(area for area in (province, city, county) if area)
        by = Body(body, scope, year, code or "", issuer or "", kind or "", areas, county, township)
        yield own_words(report_id, by, narrative, form=form, is_all=bool(is_all))


def _pairs(
    query: Query, words: Callable[[int], OwnWords], crowd: Crowd, samples: dict[int, bytes], report_id: int
) -> Iterator[Pair]:
    """The pairs of one report: with its body's years before and after, and with the few others most like it."""
    one, says = words(report_id), partial(says_a_third, query)
    for other in _years_beside(query, one.by):
        if samples.get(other) and (pair := compare(one, words(other), says)):
            yield pair
    others = (words(other) for other in crowd.near(report_id, samples[report_id]))
    of_others = islice((other for other in others if other.by.body != one.by.body), _MOST_COMPARED)
    found = [pair for other in of_others if (pair := compare(one, other, says))]
    yield from sorted(found, key=lambda pair: (pair.left_in is None, -pair.likeness))[:_MOST_KEPT]


def _judge_again(store: Store, names: Iterable[str]) -> None:
    """Takes back what was told of names that new reports have too: the sentence may be one that many have."""
    for name in names:
        for low, high in store.query(_TOLD, name):
            one, other = read_words(store.query, [low, high])
            pair = compare(one, other, partial(says_a_third, store.query))
            if pair and pair.left_in != name:
                with store.changing() as connection:
                    put_all(connection, "lookalikes", [astuple(pair)])
        store.flush_when_due()


def _count(query: Query) -> int:
    count: int = query("SELECT count(*) FROM lookalikes")[0][0]
    return count


def _years_beside(query: Query, by: Body) -> list[int]:
    keys = [_key(by.body, year, by.scope) for year in (by.year - 1, by.year + 1)]
    return [row[0] for row in query("SELECT id FROM reports WHERE key IN (?, ?)", *keys)]


def _key(body: str, year: int, scope: Scope | str) -> str:
    return f"{body}/{year}/{scope}"


def _stored(query: Query) -> dict[int, bytes]:
    """All bands there are, some at a time, as each comes as text."""
    found: dict[int, bytes] = {}
    last = 0
    while rows := query(_BANDS, last):
        found |= {report_id: read(text) for report_id, text in rows}
        last = rows[-1][0]
    return found


def _forget(store: Store, report_ids: list[int]) -> None:
    """Lets go of the pairs of reports, and of the sketches of those that are gone."""
    for part in _parts(report_ids):
        marks = _marks(part)
        with store.changing() as connection:
            connection.execute(f"DELETE FROM lookalikes WHERE report_id IN ({marks})", part)
            connection.execute(f"DELETE FROM lookalikes WHERE other_report_id IN ({marks})", part)
            connection.execute(f"DELETE FROM sketches WHERE report_id IN ({marks})", part)
        store.flush_when_due()


def _parts(report_ids: list[int]) -> Iterator[list[int]]:
    return (report_ids[at : at + _AT_ONCE] for at in range(0, len(report_ids), _AT_ONCE))


def _marks(values: list[int]) -> str:
    return ", ".join("?" * len(values))


_IDENTIFIED = "identified = 1 AND year IS NOT NULL"
_IN_ORDER = f"SELECT id FROM reports WHERE {_IDENTIFIED} ORDER BY year, division_code, id"
_STALE = f"""
    SELECT id FROM reports LEFT JOIN sketches ON report_id = id
    WHERE {_IDENTIFIED} AND (sketches.record_id IS NOT reports.record_id OR bands NOT LIKE ?)
    ORDER BY year, division_code, id"""
_GONE = f"SELECT report_id FROM sketches WHERE report_id NOT IN (SELECT id FROM reports WHERE {_IDENTIFIED})"
_TOLD_NAMES = "SELECT DISTINCT left_in FROM lookalikes WHERE left_in IS NOT NULL"
_TOLD = "SELECT report_id, other_report_id FROM lookalikes WHERE left_in = ?"
_BANDS = "SELECT report_id, bands FROM sketches WHERE report_id > ? ORDER BY report_id LIMIT 5000"
_WORDS = f"""
    SELECT reports.id, key, year, division_code, issuer, issuer_kind, province, city, county, township, form,
           narrative, narrative = full_text
    FROM reports JOIN report_text ON report_id = reports.id WHERE {_IDENTIFIED}"""
