"""The opening of a report to the period that its figures cover, as far as both its ends are stated."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from archive.record import Period
from pipelines.understanding.facts.days import DATE, DAY, MONTH, day_from, day_of, number
from pipelines.understanding.facts.excerpts import Excerpts, Stated, evidence_words

_SHORTEST, _LONGEST = timedelta(days=60), timedelta(days=400)
_SEARCHED = 6000
_TO = r"\s*(?:开始|起|始)?\s*[,、]?\s*(?:截?至|截止至?|到|-+|~)\s*"
_FROM = r"(?<![\d.])" + DATE.format("from_")
# 2020年1月1日起至2020年12月31日, 2020.1.1-2020.12.31; 2020年1月1日至12月31日
_BOTH_DAYS = re.compile(_FROM + _TO + DATE.format("to_"))
_SAME_YEAR = re.compile(rf"{_FROM}{_TO}(?P<month>{MONTH})\s*月\s*(?P<day>{DAY})\s*[日号]")
# 统计期限为2020年1月至12月; 统计期限为2020年度
_ALL_MONTHS = re.compile(
    r"(?P<year>20\d\d)\s*年\s*0?1\s*月?份?\s*(?:-+|至|到|~)\s*(?:(?P=year)\s*年\s*)?12\s*月(?!\s*\d)"
)
_WHOLE_YEAR = re.compile(r"统计(?:数据)?的?(?:期限|时限|时间|周期|时段)[^。,;\d]{0,6}(?P<year>20\d\d)\s*年(?:度|全年)")
# what makes a range a statement about the figures, and what makes it one about something else
_ABOUT_FIGURES = re.compile(r"统计|期限|时限|时间|时段|周期|报告期|数据|起止|期间|范围|涵盖")
_ABOUT_OTHERS = re.compile(r"累计|以来|会议|培训|活动|公示|征求")
_BEFORE, _BEHIND = 40, 12


def read_period(excerpts: Excerpts) -> Stated[Period] | None:
    """The period in a sentence about the figures; else a whole calendar year that the intro names."""
    in_intro: Stated[Period] | None = None
    searched = 0
    for place, line in enumerate(excerpts.lines):
        text = line.plain
        if "20" not in text and "二" not in text:
            continue
        searched += len(text)
        if searched > _SEARCHED:
            break
        for period, start, end in _periods(text):
            before = text[max(0, start - _BEFORE) : start].rpartition("。")[2]
            around = before + text[end : end + _BEHIND].partition("。")[0]
            if _ABOUT_OTHERS.search(around):
                continue
            stated = Stated(period, evidence_words(line.text, start, end))
            if _ABOUT_FIGURES.search(around):
                return stated
            if in_intro is None and place < excerpts.first and _is_calendar_year(period):
                in_intro = stated
    return in_intro


def _periods(text: str) -> Iterator[tuple[Period, int, int]]:
    """Each range of days, or of all months of a year, with both ends; one whose digits were lost is none.

    >>> [(str(p.start), str(p.end)) for p, *_ in _periods("自2020年1月1日起至12月31日止；201711日至20171231日")]
    [('2020-01-01', '2020-12-31')]
    """
    for match in _BOTH_DAYS.finditer(text):
        yield from _checked(day_of(match, "from_"), day_of(match, "to_"), match)
    for match in _SAME_YEAR.finditer(text):
        if start := day_of(match, "from_"):
            yield from _checked(start, day_from(start.year, number(match["month"]), number(match["day"])), match)
    for pattern in (_ALL_MONTHS, _WHOLE_YEAR):
        for match in pattern.finditer(text):
            year = int(match["year"])
            yield from _checked(day_from(year, 1, 1), day_from(year, 12, 31), match)


def _checked(start: date | None, end: date | None, match: re.Match[str]) -> Iterator[tuple[Period, int, int]]:
    if start and end and _SHORTEST <= end - start <= _LONGEST:
        yield Period(start, end), match.start(), match.end()


def _is_calendar_year(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
