"""The list of reasons: closed, told, and one with the verdicts and the kinds of failures."""

from typing import get_args

import pytest

from archive.record import Verdict
from pipelines.document import FailureKind
from pipelines.understanding.verdict.reasons import reasons, verdict_of


def test_the_list_of_reasons_is_closed_and_told():
    assert set(reasons()) == set(get_args(Verdict))
    assert set(reasons()["unreadable"]) == set(get_args(FailureKind))
    everything = [reason for listed in reasons().values() for reason in listed]
    assert len(everything) == len(set(everything))
    assert all(meaning.endswith(".") for listed in reasons().values() for meaning in listed.values())


def test_every_reason_leads_back_to_its_verdict():
    assert all(verdict_of(reason) == verdict for verdict, listed in reasons().items() for reason in listed)


def test_an_unlisted_reason_is_refused():
    with pytest.raises(KeyError):
        verdict_of("because")
