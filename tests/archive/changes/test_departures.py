"""What vanished at the addresses of a report to what became of the report: run by run."""

import pytest

from archive.changes.departures import Vanishing, departures

A, B, C = "http://a.example/", "http://b.example/", "http://c.example/"


def gone(url, run_id, back_run=None):
    back_at = None if back_run is None else f"2025-02-{back_run:02}"
    return Vanishing(url, f"2025-02-{run_id:02}", "gone", 404, None, run_id, None, back_at, back_run)


def told(first_runs, *vanishings):
    return [(one.kind, one.run_id, [v.url for v in one.vanishings]) for one in departures(first_runs, vanishings)]


@pytest.mark.parametrize(
    ("first_runs", "vanishings", "expected"),
    [
        ({A: 1}, [], []),
        ({A: 1}, [gone(A, 3)], [("vanished", 3, [A])]),
        ({A: 1}, [gone(A, 3, 5)], [("vanished", 3, [A]), ("returned", 5, [A])]),
        ({A: 1}, [gone(A, 3, 3)], []),
        ({A: 1, B: 1}, [gone(A, 3)], [("moved", 3, [A])]),
        ({A: 1, B: 1}, [gone(A, 3), gone(B, 3)], [("vanished", 3, [A, B])]),
        ({A: 1, B: 1}, [gone(A, 3), gone(B, 4)], [("moved", 3, [A]), ("vanished", 4, [B])]),
        ({A: 1, B: 1}, [gone(A, 3), gone(B, 4, 6)], [("moved", 3, [A]), ("vanished", 4, [B]), ("returned", 6, [A, B])]),
        # a portal that moves to another platform: gone and found in one night, in whatever order
        ({A: 1, B: 3}, [gone(A, 3)], [("moved", 3, [A])]),
        ({A: 1, B: 4}, [gone(A, 3)], [("vanished", 3, [A]), ("returned", 4, [A])]),
        ({A: 1, B: 4}, [gone(A, 3, 6)], [("vanished", 3, [A]), ("returned", 4, [A])]),
        ({A: 1, B: 4}, [gone(A, 3), gone(B, 5)], [("vanished", 3, [A]), ("returned", 4, [A]), ("vanished", 5, [B])]),
        ({A: 1}, [gone(A, 3, 5), gone(A, 7)], [("vanished", 3, [A]), ("returned", 5, [A]), ("vanished", 7, [A])]),
        # found for the first time only after it was gone elsewhere
        ({A: 4, B: 0}, [gone(B, 2)], [("vanished", 2, [B]), ("returned", 4, [B])]),
    ],
)
def test_what_became_of_a_report(first_runs, vanishings, expected):
    assert told(first_runs, *vanishings) == expected


def test_where_it_stands_is_told():
    (moved,) = departures({A: 1, B: 1, C: 1}, [gone(A, 2)])
    assert moved.standing == (B, C)
    _, returned = departures({A: 1, B: 3}, [gone(A, 2)])
    assert returned.standing == (B,)
