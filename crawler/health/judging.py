"""Counters and what was told before to findings: what is wrong, who must look, and whether that is new. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.health.night_counters import NightCounters
from crawler.health.portal_history import PortalCounters
from crawler.health.rules import Counters, Rule, Severity, filled, rules


@dataclass(frozen=True, slots=True)
class Finding:
    """`portal` is its address, None for what concerns the whole night; `since` the start of the run that saw it first."""

    rule: str
    severity: Severity
    words: str
    words_zh: str
    portal: str | None
    name: str | None
    since: str
    is_new: bool

    @property
    def needs_person(self) -> bool:
        """Whether someone has to be told now: what is known already is only listed."""
        return self.is_new and self.severity == "person"


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """What an earlier night told; `was_sent` is False where it was to be sent to someone and could not be."""

    findings: tuple[Finding, ...]
    was_sent: bool


def judge(
    night: NightCounters,
    portals: Iterable[PortalCounters],
    *,
    in_season: bool,
    began: str,
    earlier: Sequence[EarlierReport],
) -> tuple[Finding, ...]:
    """The findings of a night, those that need a person first; `earlier` are the reports before it, the newest first."""
    found = [(rule, _finding(rule, night, None, began)) for rule in _fired(night, in_season=in_season)]
    for portal in portals:
        fired = _fired(portal, in_season=in_season)
        found += [(rule, _finding(rule, portal, portal, portal.since or began)) for rule in fired]
    told = [_beside_earlier(rule, finding, earlier) for rule, finding in found]
    return tuple(sorted(told, key=lambda finding: (finding.severity == "note", not finding.is_new)))


def recovered(findings: Sequence[Finding], earlier: Sequence[EarlierReport]) -> tuple[Finding, ...]:
    """Findings on portals of the night before that are past."""
    troubled = {finding.portal for finding in findings}
    before = earlier[0].findings if earlier else ()
    return tuple(finding for finding in before if finding.portal is not None and finding.portal not in troubled)


def _fired(counters: Counters, *, in_season: bool) -> Iterator[Rule]:
    scope = "night" if isinstance(counters, NightCounters) else "portal"
    return (rule for rule in rules(scope) if rule.fires(counters, in_season=in_season))


def _finding(rule: Rule, counters: Counters, portal: PortalCounters | None, since: str) -> Finding:
    words, words_zh = filled(rule.words, counters), filled(rule.words_zh, counters)
    url, name = (portal.portal_url, portal.name) if portal else (None, None)
    return Finding(rule.name, rule.severity, words, words_zh, url, name, since, is_new=True)


def _beside_earlier(rule: Rule, finding: Finding, earlier: Sequence[EarlierReport]) -> Finding:
    """The finding as it stands after what was told: a trouble is told once, and listed until it is past."""
    same = [[old for old in report.findings if _is_same(old, finding)] for report in earlier]
    if not same or not same[0]:
        return finding
    since = min(finding.since, same[0][0].since)
    if rule.again_after is not None:
        was_told = _told(earlier[: rule.again_after - 1], same)
    else:
        was_told = earlier[0].was_sent or not any(old.is_new for old in same[0])
    return replace(finding, since=since, is_new=not was_told)


def _told(earlier: Sequence[EarlierReport], same: Sequence[Sequence[Finding]]) -> bool:
    return any(
        report.was_sent and any(old.is_new for old in found) for report, found in zip(earlier, same, strict=False)
    )


def _is_same(old: Finding, finding: Finding) -> bool:
    """Whether a finding was told before: of a portal any that was as grave, whatever it looks like tonight."""
    if finding.portal is None:
        return old.portal is None and old.rule == finding.rule
    return old.portal == finding.portal and (old.severity == "person" or finding.severity == "note")
