"""What happened on a portal to its outcome and the gravest reason."""

from typing import get_args

import pytest

from crawler.hunting.tally import DOORS, Outcome, Reason, Tally, outcome_of, reason_of


def tally(*states: str, home: str | None = None, reports: int = 1, **more) -> Tally:
    found = Tally(home_state=home, **{"has_column": True, **more})
    found.states.update(states)
    for number in range(reports):
        found.found(number)
    return found


def outcome(of: Tally, *, missing: bool = False) -> tuple[str, str | None]:
    return outcome_of(of, missing_entries=missing)


def test_reports_and_nothing_in_the_way_is_complete_and_needs_no_reason():
    assert outcome(tally()) == ("complete", None)


def test_nothing_found_is_not_complete():
    assert outcome(tally(reports=0)) == ("incomplete", "not_found")


def test_reports_without_the_column_that_holds_them_all_are_not_complete():
    assert outcome(tally(has_column=False)) == ("incomplete", "not_found")


def test_before_anything_came_a_portal_is_unreachable():
    assert outcome(Tally()) == ("failed", "unreachable")


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_shut_door_is_blocked_by_its_name(door):
    assert outcome(tally(home=door, reports=0)) == ("blocked", door)
    assert outcome(tally(shut_by=door)) == ("blocked", door)


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ("unreachable", "unreachable"),
        ("server_error", "server_error"),
        ("gone", "unreachable"),
        ("other", "unreachable"),
    ],
)
def test_a_home_page_that_did_not_come_is_failed(home, reason):
    assert outcome(tally(home=home, reports=0)) == ("failed", reason)


@pytest.mark.parametrize(
    "state",
    ["challenge", "captcha", "access_denied", "throttled", "needs_rendering", "robots", "pages_failed", "login"],
)
def test_what_stood_in_the_way_of_a_page_is_told_although_reports_were_found(state):
    assert outcome(tally(state, reports=20)) == ("incomplete", state)


def test_a_list_that_holds_more_is_told_by_its_name():
    assert outcome(tally(reports=20), missing=True) == ("incomplete", "declared_more")


@pytest.mark.parametrize("over", ["over_budget", "over_time"])
def test_a_used_up_night_is_told_before_all_that_it_explains(over):
    assert outcome(tally("pages_failed", over=over), missing=True) == ("incomplete", over)


def test_a_firewall_is_graver_than_an_error():
    assert outcome(tally("pages_failed", "challenge", "needs_rendering")) == ("incomplete", "challenge")


@pytest.mark.parametrize(
    "state", ["too_fast", "timeout", "reset", "server_error", "empty", "gone", "challenge", "no such word", ""]
)
def test_every_state_has_a_word_of_the_closed_list(state):
    assert reason_of(state) in get_args(Reason)
    assert outcome(tally(state))[0] in get_args(Outcome)


def test_a_report_counts_once_wherever_it_is_found():
    found = tally(reports=0)
    for report_id in (1, 2, 1):
        found.found(report_id)
    assert len(found.reports) == 2


def test_notes_are_kept_in_order_and_once():
    found = Tally()
    for text in ("b", "a", "b"):
        found.note(text)
    assert list(found.notes) == ["b", "a"]
