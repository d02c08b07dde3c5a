"""Requests and seconds of one portal to which bound they reach."""

from crawler.hunting.budget import Budget


def test_pages_are_counted_to_the_last_one_allowed():
    budget = Budget(2, 1000)
    assert budget.exceeded(0.0) is None
    budget.spend(0.0)
    assert budget.exceeded(0.0) is None
    budget.spend(0.0)
    assert budget.exceeded(0.0) == "over_budget"


def test_time_runs_from_the_first_request_on():
    budget = Budget(100, 60)
    assert budget.exceeded(1e9) is None  # a portal that waited for its turn has lost nothing
    budget.spend(500.0)
    budget.spend(540.0)
    assert budget.exceeded(559.0) is None
    assert budget.exceeded(560.0) == "over_time"
