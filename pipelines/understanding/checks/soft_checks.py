"""The cells and prose of a record to the rules that only raise a question, such as a township with 规章 in force."""

import re
from collections.abc import Iterator, Mapping

from archive.record import Check, CheckVerdict, IssuerKind, Value
from pipelines.understanding.checks.identities import Figures, Place
from pipelines.wording import bare

# only ministries, provinces and cities with districts make 规章
_MAKE_NO_REGULATIONS: frozenset[IssuerKind] = frozenset(
    ["township_government", "subdistrict_office", "county_government", "county_government_office", "development_zone"]
)
_REGULATION_COLUMNS = ("issued", "in_force", "new_made", "total_disclosed")
_NEEDED_BY_DISCLOSED = ("regulations", "normative_docs")
_ITEM_ROWS = ("admin_licensing", "other_external_services", "admin_penalty", "admin_compulsion", "admin_fees")
_OF_REQUESTS = r"(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:依)?申请(?:公开)?"
# 2023年新收到政府信息公开申请12件, 共受理依申请公开12件; not 上年结转3件, not 办结12件
_RECEIVED = re.compile(
    rf"(?:新收到?|收到|受理|接收)(?:各类|公众|公民|群众|的|{_OF_REQUESTS})*?{_OF_REQUESTS}(?:事项|数量)?(?:共|共计|为|总数为)?(\d{{1,6}})(?:件|条|份|宗|起)"
)


def soft_rules(figures: Figures, kind: IssuerKind | None, sections: Mapping[str, str]) -> Iterator[Check]:
    """The rules that can be put to this record; each `at` names a row or the place in the prose."""
    yield from _disclosed_within_total(figures)
    yield from _items_stay_countable(figures)
    yield from _procurement_has_both(figures)
    if kind in _MAKE_NO_REGULATIONS:
        yield from _no_regulations(figures)
    yield from _requests_as_told(figures, sections)


def _disclosed_within_total(figures: Figures) -> Iterator[Check]:
    for row in _NEEDED_BY_DISCLOSED:
        new, total = (("proactive", row, column) for column in ("new_disclosed", "total_disclosed"))
        if new in figures.by_place:
            left, right = figures.value(new), figures.value(total)
            holds = None if left is None or right is None else left <= right
            yield _check(
                figures, "proactive.disclosed_within_total", row, holds=holds, sides=(left, right), places=[new, total]
            )


def _items_stay_countable(figures: Figures) -> Iterator[Check]:
    for row in _ITEM_ROWS:
        before, change = (("proactive", row, column) for column in ("items_prev_year", "items_change"))
        if before in figures.by_place:
            left, right = figures.value(before), figures.value(change)
            holds = None if left is None or right is None else left + right >= 0
            yield _check(
                figures, "proactive.items_not_negative", row, holds=holds, sides=(left, right), places=[before, change]
            )


def _procurement_has_both(figures: Figures) -> Iterator[Check]:
    projects, amount = (("proactive", "gov_procurement", column) for column in ("project_count", "total_amount_wan"))
    if projects in figures.by_place:
        left, right = figures.value(projects), figures.value(amount)
        holds = None if left is None or right is None else (left == 0) == (right == 0)
        yield _check(
            figures,
            "proactive.amount_with_projects",
            "gov_procurement",
            holds=holds,
            sides=(left, right),
            places=[projects, amount],
        )


def _no_regulations(figures: Figures) -> Iterator[Check]:
    for column in _REGULATION_COLUMNS:
        place = ("proactive", "regulations", column)
        if place in figures.by_place:
            made = figures.value(place)
            holds = None if made is None else made == 0
            yield _check(
                figures, "proactive.regulations_by_authority", column, holds=holds, sides=(made, 0), places=[place]
            )


def _requests_as_told(figures: Figures, sections: Mapping[str, str]) -> Iterator[Check]:
    """The one number of new requests that the overview tells, against the table."""
    told = {int(number) for number in _RECEIVED.findall(bare(sections.get("overview", "")))}
    place = ("requests", "new_requests", "total")
    if len(told) == 1 and place in figures.by_place:
        left, right = told.pop(), figures.value(place)
        holds = None if right is None else left == right
        yield _check(figures, "narrative.new_requests", "overview", holds=holds, sides=(left, right), places=[place])


def _check(
    figures: Figures,
    rule: str,
    at: str,
    *,
    holds: bool | None,
    sides: tuple[Value, Value],
    places: list[Place],
) -> Check:
    verdict: CheckVerdict = "not_assessable" if holds is None else "ok" if holds else "violated"
    return Check(rule, at, verdict, *sides, figures.fault(verdict, places))
