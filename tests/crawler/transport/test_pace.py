"""Pauses of hosts under a clock of our own: never shorter than set, longer for slow, busy and strict hosts."""

import pytest

from crawler.transport.pace import Pace, retry_after

HOST = "www.qingtong.example"


def pace(delay: float = 2.0, jitter: float = 0.0) -> Pace:
    return Pace(delay, lambda: jitter)


def asked(one: Pace, now: float, latency: float = 0.1, *, ok: bool = True) -> float:
    """One request; the moment from which the next may go out."""
    one.started(HOST, now)
    one.finished(HOST, now + latency, latency, ok)
    return one.ready_at(HOST)


def test_a_host_that_was_never_asked_is_ready():
    assert pace().ready_at(HOST) <= 0


def test_the_set_pause_runs_from_request_to_request():
    assert asked(pace(), 100) == 102


def test_hosts_do_not_wait_for_each_other():
    one = pace()
    asked(one, 100)
    assert one.ready_at("www.bailu.example") <= 0


def test_the_pause_also_holds_while_the_answer_is_on_its_way():
    one = pace()
    one.started(HOST, 100)
    assert one.ready_at(HOST) == 102


def test_with_no_pause_set_there_is_none_however_slow_the_host():
    one = pace(0)
    assert [asked(one, now, latency=3.0) for now in (100, 110)] == [100, 110]


@pytest.mark.parametrize("jitter", [0.0, 0.5, 1.0])
def test_a_pause_is_stretched_a_little_and_never_shortened(jitter):
    assert asked(pace(10, jitter), 100) == pytest.approx(110 + 2 * jitter)
    assert asked(Pace(10), 100) >= 110


def test_a_slow_host_gets_the_longer_pause_at_once():
    assert asked(pace(), 100, latency=8) == 108


def test_the_pause_of_a_host_that_has_become_fast_goes_back_by_halves_to_what_was_set():
    one = pace()
    asked(one, 0, latency=16)
    assert [asked(one, 100, latency=0) - 100 for _ in range(4)] == [8, 4, 2, 2]


def test_no_host_makes_its_own_pause_longer_than_a_minute():
    assert asked(pace(), 0, latency=500) == 60


def test_an_error_never_shortens_a_pause_though_it_comes_fast():
    one = pace()
    asked(one, 0, latency=16)
    assert asked(one, 100, latency=0, ok=False) == 116
    assert asked(one, 200, latency=30, ok=False) == 230


def test_the_host_that_asks_for_a_longer_pause_gets_it():
    one = pace()
    one.obey(HOST, 30)
    assert asked(one, 100) == 130
    assert asked(one, 200, latency=0) == 230


@pytest.mark.parametrize(("wanted", "pause"), [(0.5, 2), (119, 119), (86_400, 120)])
def test_what_a_host_asks_for_counts_within_bounds(wanted, pause):
    one = pace()
    one.obey(HOST, wanted)
    assert asked(one, 100) == 100 + pause


def test_a_pause_that_a_host_asks_for_counts_where_none_is_set():
    one = pace(0)
    one.obey(HOST, 5)
    assert asked(one, 100, latency=9) == 105


def test_a_host_that_is_held_is_left_alone_until_then():
    one = pace()
    one.hold(HOST, 500)
    one.hold(HOST, 400)
    assert one.ready_at(HOST) == 500
    assert asked(one, 100) == 500
    assert asked(one, 600) == 602


def test_a_host_that_complains_gets_twice_the_pause_each_time_up_to_a_minute():
    one = pace()
    asked(one, 0)
    pauses = []
    for _ in range(7):
        one.slow_down(HOST)
        pauses.append(one.ready_at(HOST))
    assert pauses == [4, 8, 16, 32, 60, 60, 60]


def test_a_brake_never_shortens_what_a_host_asked_for():
    one = pace()
    one.obey(HOST, 100)
    one.slow_down(HOST)
    assert asked(one, 0) == 100


def test_a_brake_works_where_no_pause_is_set_and_wears_off():
    one = pace(0)
    one.slow_down(HOST)
    pauses = [asked(one, 100, latency=3) - 100 for _ in range(6)]
    assert pauses == [0.5, 0.25, 0.125, 0.0625, 0, 0]


def test_odd_latencies_do_no_harm():
    assert asked(pace(), 100, latency=-5) == 102
    one = pace()
    one.finished(HOST, 100, 1.0, ok=True)
    assert one.ready_at(HOST) == 102


NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999999", 3600),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60),
        ("Tuesday, 14-Nov-23 22:14:20 GMT", 60),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0),
        ("Fri, 31 Dec 2038 00:00:00 GMT", 3600),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 500, None),
        ("Tue, 99 Foo 99999 99:99:99 GMT", None),
    ],
)
def test_how_long_a_host_wants_to_be_left_alone(value, seconds):
    assert retry_after([("Server", "x"), ("retry-AFTER", value)], NOW) == seconds


def test_a_date_is_read_by_the_hosts_own_clock_where_it_tells_it():
    # clocks of old machines are hours off
    headers = [("Date", "Mon, 13 Nov 2023 10:00:00 GMT"), ("Retry-After", "Mon, 13 Nov 2023 10:00:30 GMT")]
    assert retry_after(headers, NOW) == 30


def test_a_host_that_does_not_say():
    assert retry_after([], NOW) is None
