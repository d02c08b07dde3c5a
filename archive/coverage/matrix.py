"""The bodies of an area and the state of its portals to one row a body and year: published, not found, not to be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.clock import time_of
from archive.coverage.areas import Area
from archive.coverage.bodies import named, short_forms
from archive.coverage.claims import Claim, claim
from archive.coverage.deadlines import Basis, DateBasis, Deadline, Look, deadline, moment_after, publication, timeliness
from archive.coverage.expected import Body, Source
from archive.coverage.holdings import Held, PortalState, Unread
from archive.record import IssuerKind, Scope

State = Literal[
    "published",
    "vanished",  # it was published, and is gone from every address
    "unread",  # a link or document is in all likelihood this report, and we could not read it
    "not_due",  # its last day is not over
    "not_found",  # the portal was completely seen since, without it
    "portal_incomplete",
    "portal_blocked",
    "portal_failed",
    "portal_unseen",  # no portal is known, or none was seen since the last day
]
_AGGREGATING: frozenset[IssuerKind] = frozenset({"county_government", "city_government", "province_government"})
_OF_OUTCOME: Mapping[str, State] = {
    "failed": "portal_failed",
    "blocked": "portal_blocked",
    "incomplete": "portal_incomplete",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One body and year. `reason` is a word of a closed list; None where the state says all."""

    division: str
    county: str
    body: str
    kind: IssuerKind
    year: int
    scope: Scope
    state: State
    reason: str | None
    published_on: date | None
    date_basis: DateBasis | None
    days_vs_0131: int | None
    days_vs_0331: int | None
    deadline_basis: Basis
    late: bool | None
    expected_from: Source | None
    report_id: int | None
    url: str | None
    portal: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a row stands on beside its body: the portals that are answerable, what was not read, and the day."""

    area: Area
    portals: Sequence[PortalState]
    unread: Mapping[tuple[str, int], Unread]
    today: date

    @property
    def looks(self) -> Iterator[Look]:
        return (look for portal in self.portals for look in portal.looks)


@dataclass(frozen=True, slots=True)
class _Absence:
    state: State
    reason: str | None
    portal: str | None


def rows_of(ground: Ground, body: Body, years: Iterable[int]) -> Iterator[Row]:
    """The years in which the body published or was to; two rows where it reported for itself and for others."""
    for year in years:
        held = sorted((report for report in body.reports if report.year == year), key=lambda report: report.scope)
        for report in held:
            yield _published(ground, body, report)
        if not held and (source := body.expected_from(year)):
            yield _absent(ground, body, year, source)


def unread_by_body(area: Area, bodies: Iterable[Body], unread: Iterable[Unread]) -> dict[tuple[str, int], Unread]:
    """What could not be read, by the body and year of which it says that it is; of several the first."""
    known = {match: body.match for body in bodies for match in (body.match, *body.others)}
    said = [(found, one) for one in unread if (found := _claimed(one, area))]
    short = short_forms([*known, *(claimed.match for claimed, _ in said)])
    by_body: dict[tuple[str, int], Unread] = {}
    for claimed, one in said:
        if match := known.get(claimed.match) or known.get(short.get(claimed.match, "")):
            by_body.setdefault((match, claimed.year), one)
    return by_body


def _claimed(one: Unread, area: Area) -> Claim | None:
    if one.year is None:
        return claim(one.text, area)
    body = named(one.text, area, in_notice=True)
    return Claim(body.match, one.year) if body else None


def _published(ground: Ground, body: Body, report: Held) -> Row:
    due = deadline(report.kind, report.year)
    out = publication(report.dates, report.year, due, ground.looks)
    how = timeliness(out.on, report.year, due) if out else None
    state: State = "published" if report.gone is None else "vanished"
    reason = None if report.gone is None else "confirmed" if report.gone else "seen_once"
    if reason is None and (how is None or how.late is None):
        reason = "no_date" if how is None else "between_yardsticks"
    return Row(
        *(body.code, ground.area.name, report.name or body.name, report.kind, report.year, report.scope, state, reason),
        published_on=out.on if out else None,
        date_basis=out.basis if out else None,
        days_vs_0131=how.days_vs_0131 if how else None,
        days_vs_0331=how.days_vs_0331 if how else None,
        deadline_basis=due.basis,
        late=how.late if how else None,
        expected_from=body.expected_from(report.year),
        report_id=report.id,
        url=report.url,
        portal=ground.portals[0].url if ground.portals else None,
    )


def _absent(ground: Ground, body: Body, year: int, source: Source) -> Row:
    unread = ground.unread.get((body.match, year))
    due = deadline(body.kind, year)
    absence = _absence(due, ground, unread)
    return Row(
        *(body.code, ground.area.name, body.name_in(year), body.kind, year),
        scope="aggregate" if body.kind in _AGGREGATING else "own",
        state=absence.state,
        reason=absence.reason,
        published_on=None,
        date_basis=None,
        days_vs_0131=None,
        days_vs_0331=None,
        deadline_basis=due.basis,
        late=None,
        expected_from=source,
        report_id=None,
        url=unread.url if unread else None,
        portal=absence.portal,
    )


def _absence(due: Deadline, ground: Ground, unread: Unread | None) -> _Absence:
    first = ground.portals[0].url if ground.portals else None
    if unread:
        return _Absence("unread", unread.reason, first)
    if ground.today <= due.limit:
        return _Absence("not_due", None, first)
    if not ground.portals:
        return _Absence("portal_unseen", "no_portal", None)
    # of several portals, the one that tells least decides: the report may stand there
    return min((_seen(portal, due) for portal in ground.portals), key=lambda one: -_DOUBT.index(one.state))


def _seen(portal: PortalState, due: Deadline) -> _Absence:
    if portal.outcome is None or portal.began is None:
        return _Absence("portal_unseen", "never_run", portal.url)
    if state := _OF_OUTCOME.get(portal.outcome):
        return _Absence(state, portal.reason, portal.url)
    if time_of(portal.began) < moment_after(due.limit):
        return _Absence("portal_unseen", "not_seen_since", portal.url)
    return _Absence("not_found", None, portal.url)


_DOUBT: Sequence[State] = ("not_found", "portal_incomplete", "portal_unseen", "portal_blocked", "portal_failed")
