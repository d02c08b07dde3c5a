"""Runs of made-up portals to how each fares: where trouble begins, what counts as usual, and what has a common cause."""

import pytest

from crawler.health.past import PortalRun, Run
from crawler.health.portal_history import Histories
from tests.crawler.health.history import DEAD, FIREWALL, NOT_FOUND, WELL

A, B, C, D = (f"http://{name}.example/" for name in "abcd")


def run(number, *, started=None, finished=None):
    return Run(number, started or f"2025-01-{number:02}T18:00:00.000000Z", finished, 0, 0, 0, 0)


def taken(*nights):
    """Each night is {portal: outcome}."""
    histories = Histories()
    for number, outcomes in enumerate(nights, start=1):
        together = histories.take(run(number), [PortalRun(url, *outcome) for url, outcome in outcomes.items()])
    return histories, together


def of_one(*outcomes):
    histories, _ = taken(*({A: outcome} for outcome in outcomes))
    [counters] = histories.counters()
    return counters


def shows(reports, outcome="complete", reason=None):
    return outcome, 40, reports, reason


@pytest.mark.parametrize(("usual", "tonight", "nights"), [(20, 9, 1), (20, 10, 0), (6, 2, 1), (5, 0, 0), (2, 1, 0)])
def test_a_drop_is_below_half_of_what_is_not_too_small(usual, tonight, nights):
    assert of_one(*[shows(usual)] * 3, shows(tonight)).dropped_nights == nights


def test_too_few_runs_are_no_ground_for_a_comparison():
    for outcome in (shows(1), NOT_FOUND, shows(20, "incomplete", "captcha"), shows(20, "incomplete", "pages_failed")):
        few, enough = of_one(*[WELL] * 2, outcome), of_one(*[WELL] * 3, outcome)
        assert few.since is None
        assert enough.since == "2025-01-04T18:00:00.000000Z"


def test_what_is_usual_is_the_middle_of_the_last_runs_in_which_it_was_well():
    counters = of_one(*[shows(100)] * 20, *[shows(60)] * 14, DEAD, shows(20), shows(20))
    assert counters.usual_reports == 60
    assert (counters.dropped_nights, counters.reports) == (3, 20)
    assert of_one(*[shows(20)] * 5, shows(2), shows(19)).since is None


def test_a_request_without_any_page_is_silence():
    assert of_one(("incomplete", 0, 0, "over_time")).silent_nights == 1


def test_a_door_that_was_always_shut_before_a_part_is_usual():
    guarded = shows(20, "incomplete", "access_denied")
    assert of_one(*[guarded] * 5).since is None
    assert of_one(*[WELL] * 3, guarded).blocked_nights == 1
    assert of_one(*[WELL] * 3, FIREWALL, FIREWALL).blocked_nights == 2


def test_the_reason_is_told_in_words():
    assert of_one(*[WELL] * 3, shows(20, "incomplete", "pages_failed")).reason == "pages failed"


@pytest.mark.parametrize(
    ("tonight", "is_outage", "is_refusal"),
    [
        ({A: DEAD, B: DEAD, C: WELL, D: WELL}, False, False),  # two may be chance
        ({A: DEAD, B: DEAD, C: DEAD, D: WELL}, True, False),
        ({A: FIREWALL, B: FIREWALL, C: FIREWALL, D: WELL}, False, True),
        ({A: FIREWALL, B: DEAD, C: FIREWALL, D: DEAD}, False, False),
        ({A: DEAD}, False, False),
    ],
)
def test_many_at_once_have_a_common_cause(tonight, is_outage, is_refusal):
    histories, together = taken(dict.fromkeys((A, B, C, D), WELL), tonight)
    assert (together.is_outage, together.is_refusal) == (is_outage, is_refusal)
    troubled = {one.portal_url for one in histories.counters() if one.since}
    has_common_cause = is_outage or is_refusal
    assert troubled == (set() if has_common_cause else {url for url, outcome in tonight.items() if outcome != WELL})


def test_those_that_were_dead_before_do_not_make_an_outage():
    dead = {A: DEAD, B: DEAD, C: DEAD, D: WELL, "http://e.example/": WELL}
    _, together = taken(dead, dead, dead)
    assert (together.asked, together.answered, together.well_before, together.newly_silent) == (5, 2, 2, 0)
    assert not together.is_outage


def test_the_last_run_in_which_a_portal_was_asked_is_known():
    histories, _ = taken({A: WELL, B: WELL}, {A: DEAD}, {})
    assert histories.last_asked(A) == run(2)
    assert histories.last_asked(B) == run(1)
    assert histories.last_asked(C) is None
    assert (A in histories, C in histories) == (True, False)


def test_a_run_takes_no_time_that_is_not_known():
    assert run(1, finished="2025-01-01T19:30:00.000000Z").minutes == 90
    assert run(1).minutes is None
    assert run(1, finished="2025-01-01T17:00:00.000000Z").minutes is None  # the clock was set back


def test_the_season_is_that_of_china():
    assert run(1, started="2024-12-31T17:00:00.000000Z").is_in_season
    assert run(1, started="2025-03-31T15:59:00.000000Z").is_in_season
    assert not run(1, started="2025-03-31T16:00:00.000000Z").is_in_season
