"""The closed list of reasons for every verdict, each with a sentence for people."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from archive.record import Verdict


@cache
def reasons() -> Mapping[Verdict, Mapping[str, str]]:
    """Every verdict's reasons with their meaning; no reason belongs to two verdicts.

    >>> reasons()["not_report"]["list_page"]
    'A list of links to reports.'
    """
    listed: Mapping[Verdict, Mapping[str, str]] = json.loads(
        files(__package__).joinpath("reasons.json").read_text("utf-8")
    )
    return listed


@cache
def _verdicts() -> Mapping[str, Verdict]:
    return {reason: verdict for verdict, listed in reasons().items() for reason in listed}


def verdict_of(reason: str) -> Verdict:
    """The verdict that a reason stands for.

    >>> verdict_of("soft_404")
    'blocked'
    """
    return _verdicts()[reason]
