"""What a crawl must notice in a night: what is new, edited, vanished or back, with an address of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.sample.nights import Event, Kind, night
from crawler.sample.truth import PortalTruth, ReportTruth, Truth


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """`portal` is the address of its home page; `address` where the report stands or stood, its page if it has one."""

    portal: str
    issuer: str
    year: int
    address: str


@dataclass(frozen=True, slots=True)
class Happenings:
    new: tuple[Happening, ...] = ()
    edited: tuple[Happening, ...] = ()
    vanished: tuple[Happening, ...] = ()
    returned: tuple[Happening, ...] = ()


def happenings(number: int, before: Truth, now: Truth) -> Happenings:
    """Those of a night, by what was true in the night before and what is true in it; the first has none."""

    def of(kind: Kind, truth: Truth) -> tuple[Happening, ...]:
        events = (event for event in night(number).events if event.kind == kind)
        return tuple(sorted(happening for event in events for happening in _happened(event, truth)))

    return Happenings(of("new", now), of("edited", now), of("vanished", before), of("returned", now))


def _happened(event: Event, truth: Truth) -> Iterator[Happening]:
    (portal,) = (one for one in truth.portals if one.platform == event.portal)
    for slug in event.bodies:
        report = _report(portal, slug, event.year)
        page = next((one for one in report.addresses if not one.endswith(".pdf")), report.addresses[0])
        yield Happening(portal.url, report.issuer, report.year, page)


def _report(portal: PortalTruth, slug: str, year: int | None) -> ReportTruth:
    (report,) = (one for one in portal.reports if (one.slug, one.year) == (slug, year))
    return report
