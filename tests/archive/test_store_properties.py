"""Properties of identity: whatever comes in whatever order, a row belongs to one key, and order does not matter."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.identity import report_key
from archive.proof.finding import Tally
from archive.store import Store
from archive.verify import verify
from tests.archive.captures import exchange, rows, town_report

_SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

arrivals = st.lists(
    st.tuples(
        st.integers(1, 3),  # town
        st.sampled_from((2023, 2024, None)),  # year
        st.sampled_from(("own", "aggregate", None)),
        st.sampled_from((True, True, False)),  # whether the place was resolved
        st.sampled_from(("甲文", "乙文", "丙文")),
        st.sampled_from(("http://a.example.cn/1", "http://a.example.cn/2", "http://b.example.cn/1")),
    ),
    min_size=1,
    max_size=12,
)


def _record(town, year, scope, placed, text):
    record = replace(town_report(town, text=text), year=year, scope=scope)
    return record if placed else replace(record, issuer=replace(record.issuer, division=None))


def _filled(folder, chosen, order):
    """Keeps all arrivals, each with the time of its capture fixed, in the given order of reading."""
    with Store(folder) as store:
        snapshots = [store.capture(exchange(url, f"{n}".encode())) for n, (*_, url) in enumerate(chosen)]
        for n in order:
            store.keep(_record(*chosen[n][:5]), snapshots[n].id)


def _facts(folder):
    sql = """
        SELECT key, version_count, full_text,
               (SELECT group_concat(content_sha256 || snapshot_id, ' ')
                FROM (SELECT * FROM versions WHERE report_id = reports.id ORDER BY content_sha256)),
               (SELECT group_concat(url || snapshot_id, ' ')
                FROM (SELECT * FROM sightings WHERE report_id = reports.id ORDER BY url))
        FROM reports JOIN report_text ON report_id = reports.id ORDER BY key"""
    return rows(folder, sql)


@_SLOW
@given(arrivals, st.randoms(use_true_random=False))
def test_reports_are_the_same_in_whatever_order_snapshots_are_read_and_reread(chosen, dice):
    shuffled = [n for n in range(len(chosen)) for _ in range(2)]
    dice.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        _filled(Path(one), chosen, range(len(chosen)))
        _filled(Path(other), chosen, shuffled)
        assert _facts(Path(one)) == _facts(Path(other))


@_SLOW
@given(arrivals)
def test_two_records_share_a_row_exactly_when_their_keys_agree(chosen):
    with tempfile.TemporaryDirectory() as folder:
        _filled(Path(folder), chosen, range(len(chosen)))
        expected = {report_key(_record(*arrival[:5]), arrival[5]) for arrival in chosen}
        assert {key for (key,) in rows(Path(folder), "SELECT key FROM reports")} == expected
        texts = {(report_key(_record(*arrival[:5]), arrival[5]), arrival[4]) for arrival in chosen}
        assert rows(Path(folder), "SELECT count(*) FROM versions") == [(len(texts),)]
        towns = rows(Path(folder), "SELECT report_key, township FROM readings JOIN reports ON key = report_key")
        assert len({key for key, _ in towns}) == len(set(towns)), "no report holds two towns"
        assert list(verify(Path(folder), Tally(), print)) == []


@_SLOW
@given(arrivals, arrivals)
def test_a_change_of_mind_leaves_no_trace_of_the_first(first, second):
    """Every snapshot is read once as `first` says and then as `second` says: only the second may show."""
    chosen = [(*second[n % len(second)][:5], first[n][5]) for n in range(len(first))]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        _filled(Path(one), chosen, range(len(chosen)))
        with Store(Path(other)) as store:
            ids = [store.capture(exchange(url, f"{n}".encode())).id for n, (*_, url) in enumerate(first)]
            for readings in (first, chosen):
                for n, arrival in enumerate(readings):
                    store.keep(_record(*arrival[:5]), ids[n])
        assert _facts(Path(one)) == _facts(Path(other))
        assert list(verify(Path(other), Tally(), print)) == []
