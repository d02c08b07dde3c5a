"""The sample portals to what is true of them: every report that can be reached, and how a crawl must end."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.record import FormName, IssuerKind, Record, Scope, Value
from crawler.sample.county import County
from crawler.sample.nights import Kind
from crawler.sample.pages import CLONE, PLANS, PLATFORM, Outcome, Plan, Sites
from crawler.sample.site import Sight, issuer_of

_HELPERS = {"openness": PLATFORM}  # hosts whose reports are those of a portal
Figure = tuple[str, str, str]
_SHUT: Mapping[Kind | None, tuple[Outcome, str | None]] = {
    "down": ("failed", "unreachable"),
    "error": ("failed", "server_error"),
    "challenge": ("blocked", "challenge"),
    "empty": ("incomplete", "pages_failed"),
}


@dataclass(frozen=True, slots=True)
class ReportTruth:
    """One report: `addresses` are where it can be read, `announced` the pages that only link to one of these."""

    slug: str
    issuer: str
    kind: IssuerKind
    year: int
    scope: Scope
    form: FormName
    addresses: tuple[str, ...]
    announced: tuple[str, ...]
    figures: Mapping[Figure, Value]
    is_spoiled: bool
    document_number: str | None
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PortalTruth:
    """One portal of the register; `reason` is None where the outcome is complete.

    The `reports` are those that stand on it, also in a night when nobody is let in.
    """

    platform: str
    url: str
    name: str
    division: str
    outcome: Outcome
    reason: str | None
    reports: tuple[ReportTruth, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """`foreign` are the addresses of hosts that belong to no portal."""

    portals: tuple[PortalTruth, ...]
    foreign: tuple[str, ...]

    @property
    def reports(self) -> tuple[ReportTruth, ...]:
        return tuple(report for portal in self.portals for report in portal.reports)


def truth_of(sites: Sites) -> Truth:
    portals = tuple(_portal(plan, sites) for plan in PLANS if plan.outcome)
    return Truth(portals, (sites[CLONE].base,))


def _portal(plan: Plan, sites: Sites) -> PortalTruth:
    site = sites[plan.name]
    hosts = [site, *([sites[_HELPERS[plan.name]]] if plan.name in _HELPERS else [])]
    seen: dict[tuple[str, int | None, Scope | None], list[Sight]] = {}
    for sight in (sight for host in hosts for sight in host.sights):
        record = sight.record
        seen.setdefault((issuer_of(record), record.year, record.scope), []).append(sight)
    reports = tuple(_report(site.county, sights) for sights in seen.values())
    assert plan.outcome
    outcome, reason = _SHUT.get(site.shelf.mood, (plan.outcome, plan.reason))
    return PortalTruth(plan.name, f"{site.base}/", site.county.name, site.county.code, outcome, reason, reports)


def _report(county: County, sights: list[Sight]) -> ReportTruth:
    record: Record = sights[0].record
    issuer = record.issuer
    assert issuer
    assert issuer.name
    assert issuer.kind
    assert record.year
    assert record.scope
    assert record.form
    slugs = {body.name: body.slug for body in (*county.bodies, *county.later)}
    return ReportTruth(
        slugs[issuer.name],
        issuer.name,
        issuer.kind,
        record.year,
        record.scope,
        record.form,
        tuple(sight.address for sight in sights),
        tuple(sight.announced for sight in sights if sight.announced),
        {(cell.table, cell.row, cell.column): cell.value for cell in record.cells},
        any(check.verdict == "violated" for check in record.checks),
        record.document_number,
        record.sections,
    )
