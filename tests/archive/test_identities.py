"""Which breaks are contradictions: in Python and in SQL alike, and each break is one thing alone."""

import sqlite3
from contextlib import closing
from typing import get_args

import pytest

from archive.identities import CARRIED_OVER, IDENTITIES, Finding, condition, finding_of, findings_of, rules_of
from archive.web.pages.checks import RULES

FAULTS = ("source", "reading", None)
FINDINGS = get_args(Finding)


@pytest.fixture(scope="module")
def checks():
    """Every rule, once by every fault."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE checks(rule, verdict, fault)")
        rows = [(rule, fault) for rule in RULES for fault in FAULTS]
        connection.executemany("INSERT INTO checks VALUES (?, 'violated', ?)", rows)
        connection.executemany("INSERT INTO checks VALUES (?, 'ok', NULL)", [(rule,) for rule in RULES])
        yield connection


def test_the_identities_are_rules_and_so_is_what_is_carried_over():
    assert {*IDENTITIES, CARRIED_OVER} < {*RULES}


@pytest.mark.parametrize("finding", FINDINGS)
def test_sql_and_python_agree(checks, finding):
    found = set(checks.execute(f"SELECT rule, fault FROM checks WHERE {condition(finding)}"))
    assert found
    assert found == {(rule, fault) for rule in RULES for fault in FAULTS if finding_of(rule, fault) == finding}
    rules = {rule for (rule,) in checks.execute(f"SELECT rule FROM checks WHERE {rules_of(finding)}")}
    assert rules == {rule for rule in RULES if finding in findings_of(rule)}


def test_regulations_that_a_town_may_not_make_are_no_contradiction():
    assert {finding_of("proactive.regulations_by_authority", fault) for fault in FAULTS} == {"question"}
    assert finding_of(CARRIED_OVER, "source") == "disagreement"
