"""rules.json to rules: conditions on counters, how grave it is where they all hold, and the words to say so."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import eq, ge, gt, le, lt
from typing import Literal, TypeAlias

from crawler.health.night_counters import NightCounters
from crawler.health.portal_history import PortalCounters

Scope = Literal["night", "portal"]
Season = Literal["in", "out", "any"]
Severity = Literal["person", "note"]
Counters: TypeAlias = NightCounters | PortalCounters

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt, "=": eq}
_PLACEHOLDER = re.compile(r"\{(\w+)")  # {reports}, {minutes:.0f}


@dataclass(frozen=True, slots=True)
class Condition:
    """As `silent_nights >= 3`; a counter that is None meets none."""

    counter: str
    operator: str
    threshold: float

    def holds(self, counters: Counters) -> bool:
        value = getattr(counters, self.counter)
        return value is not None and _OPERATORS[self.operator](value, self.threshold)


@dataclass(frozen=True, slots=True)
class Rule:
    """`again_after`: the number of reports after which what still holds is told as if it were new; None for never."""

    name: str
    scope: Scope
    severity: Severity
    season: Season
    conditions: tuple[Condition, ...]
    words: str
    words_zh: str
    again_after: int | None

    def fires(self, counters: Counters, *, in_season: bool) -> bool:
        if self.season != "any" and (self.season == "in") != in_season:
            return False
        return all(condition.holds(counters) for condition in self.conditions)


def filled(words: str, counters: Counters) -> str:
    """The words of a rule with the figures of a night, or of a portal."""
    return words.format(**{name: getattr(counters, name) for name in _PLACEHOLDER.findall(words)})


@cache
def rules(scope: Scope) -> tuple[Rule, ...]:
    """The rules for a night as a whole, or for each portal."""
    data = json.loads(files(__package__).joinpath("rules.json").read_text("utf-8"))
    return tuple(
        Rule(
            name=rule["name"],
            scope=scope,
            severity=rule["severity"],
            season=rule.get("season", "any"),
            conditions=tuple(map(_condition, rule["when"])),
            words=rule["words"],
            words_zh=rule["words_zh"],
            again_after=rule.get("again_after"),
        )
        for rule in data["rules"]
        if rule["scope"] == scope
    )


def _condition(text: str) -> Condition:
    counter, operator, threshold = text.split()
    return Condition(counter, operator, float(threshold))
