"""Made-up counters, findings and reports of a night, in which nothing is wrong unless told."""

from dataclasses import fields, replace

from crawler.health.judging import Finding
from crawler.health.news import Change, NewReport, News
from crawler.health.night_counters import Housekeeping, NightCounters
from crawler.health.past import Run
from crawler.health.portal_history import PortalCounters
from crawler.health.report import NightReport

NIGHT_BEGAN = "2025-01-30T18:00:00.000000Z"  # the 31st in China
URL = "http://www.qingtong.example/"
_NOTHING = {int: 0, str: ""}  # all else may be unknown
_OF_A_GOOD_NIGHT = {"portals": 6, "asked": 6, "complete": 6, "answered": 6, "well_before": 6}
NEWS = News((), 0, (), 0, 0, 0, 0)


def night(**changes) -> NightCounters:
    nothing = {field.name: _NOTHING.get(field.type) for field in fields(NightCounters)}
    return NightCounters(**nothing | _OF_A_GOOD_NIGHT | changes)


def portal(**changes) -> PortalCounters:
    return replace(PortalCounters(URL, "青桐县", "complete", "no answer", 20, 20.0, None), **changes)


def finding(rule="long_silent", *, place=URL, severity="person", is_new=True, since=NIGHT_BEGAN) -> Finding:
    name = "青桐县" if place else None
    return Finding(rule, severity, "does not answer.", "没有响应。", place, name, since, is_new)


def night_report(*findings, **changes) -> NightReport:
    run = Run(17, NIGHT_BEGAN, "2025-01-30T19:00:00.000000Z", None, 40, 0, 0)
    return replace(NightReport(run, night(), findings, (), NEWS, Housekeeping()), **changes)


def news() -> News:
    place = (7, "青桐县白鹭镇人民政府", 2024, f"{URL}nb/1.html")
    return News(
        (NewReport(*place[:3], "青桐县白鹭镇人民政府2024年政府信息公开工作年度报告", place[3], 31),),
        900,
        (
            Change("edited", *place, None, "3 cells", 12, 32),
            Change("gone", *place, NIGHT_BEGAN, "gone (404)", 12, 33),
            Change("still gone", *place, "2025-01-20T18:00:00.000000Z", "unlisted", 12, None),
            Change("back", *place, "2025-01-20T18:00:00.000000Z", "gone (410)", 12, 34),
        ),
        *(1, 1, 1, 1),
    )
