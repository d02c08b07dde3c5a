"""The one clock: set to other times and back, and moments as text."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.clock import CHINA, clock_set_to, moment, now, time_now, time_of

NIGHT = datetime(2025, 2, 1, 2, tzinfo=CHINA)
SOON = timedelta(minutes=1)
MOST_LOOKS = 1_000_000


def test_without_more_it_is_the_clock_of_the_machine():
    before = datetime.now(UTC)
    assert before <= time_now() <= datetime.now(UTC)
    assert time_now().tzinfo is UTC


def test_it_goes_on_from_the_time_that_it_is_set_to():
    with clock_set_to(NIGHT):
        first = time_now()
        assert NIGHT <= first < NIGHT + SOON
        assert any(time_now() > first for _ in range(MOST_LOOKS))
        assert now().startswith("2025-01-31T18:0")


def test_it_may_be_set_within_and_each_goes_on_where_it_would_be_by_now():
    with clock_set_to(NIGHT):
        first = time_now()
        with clock_set_to(NIGHT - timedelta(days=400)):
            assert time_now() < NIGHT - timedelta(days=399)
        assert first <= time_now() < NIGHT + SOON
    assert abs(time_now() - datetime.now(UTC)) < SOON


def test_what_fails_leaves_the_clock_right():
    with pytest.raises(KeyError), clock_set_to(NIGHT):
        raise KeyError
    assert abs(time_now() - datetime.now(UTC)) < SOON


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (datetime(2024, 2, 29, 2, tzinfo=CHINA), "2024-02-28T18:00:00.000000Z"),
        (datetime(2025, 1, 1, tzinfo=CHINA), "2024-12-31T16:00:00.000000Z"),
        (datetime(2025, 1, 1, 0, 0, 0, 7, tzinfo=UTC), "2025-01-01T00:00:00.000007Z"),
    ],
)
def test_a_moment_is_utc_to_the_microsecond_and_is_read_back(time, text):
    assert moment(time) == text
    assert time_of(text) == time
    assert time_of(text).tzinfo is UTC


def test_moments_sort_as_the_times_do():
    times = [NIGHT + timedelta(microseconds=10**power) for power in range(14)]
    assert sorted(map(moment, reversed(times))) == list(map(moment, times))


@pytest.mark.parametrize("text", ["", "2025-01-31", "2025-02-29T00:00:00.000000Z", "2025-01-31T18:00:00Z"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"does not match|day is out of range"):
        time_of(text)
