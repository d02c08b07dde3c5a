"""Title, period, dates and prose of a report to the year that it reports on."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from archive.record import Period
from pipelines.document import Document
from pipelines.understanding.facts.excerpts import Excerpts, Stated, evidence_words
from pipelines.understanding.facts.plain import plain
from pipelines.understanding.facts.title import Headline, headline_of, years_in

_FIRST_YEAR, _LAST_YEAR = 2008, 2035
_LAST_MONTH_OF_PUBLISHING = 10  # a report on a year that is not over yet is not out by October
_SEARCHED = 200_000
_LONGEST_HEADLINE = 60
_NAMED = re.compile(r"(20[0-3]\d)\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")  # 2020年, but no full date
# 现将2020年度政府信息公开工作报告如下, 公布2020年...年度报告
_ANNOUNCED = re.compile(
    r"(?:现将|公布|公开|发布|编制|汇报|报告|总结)[^。;]{0,30}?(?P<year>20[0-3]\d)\s*年[^。;]{0,30}?(?:信息|政务)公开[^。;]{0,24}?(?:报告|情况|年报|总结|如下)"
)


def read_year(
    document: Document,
    excerpts: Excerpts,
    headline: Headline | None,
    period: Stated[Period] | None,
    *,
    dated: Sequence[Stated[date]],
    link_text: str | None,
) -> Stated[int] | None:
    """The year that the title names, unless period and dates show that it is the year of publishing."""
    titled = Stated(headline.year, headline.title) if headline and headline.year else None
    covered = Stated(period.value.end.year, period.words) if period else None
    if titled and covered and titled.value != covered.value:
        return _of_two(titled, covered, document, dated)
    if titled:
        return _not_before_its_end(titled, document, dated)
    if covered:
        return covered
    return _announced(excerpts) or _linked(link_text) or _before_dates(document, dated) or _most_named(document)


def _of_two(
    titled: Stated[int], covered: Stated[int], document: Document, dated: Sequence[Stated[date]]
) -> Stated[int]:
    """Title and period differ: one is the year of publishing, or was left over from last year."""
    if covered.value == titled.value + 1 and not any(_within(found.value, covered.value) for found in dated):
        return covered  # a period is never left over from a year to come
    if covered.value == titled.value - 1:
        named = _named_years(document)
        if any(found.value.year == titled.value for found in dated):
            return covered
        if not dated and named[covered.value] > named[titled.value]:
            return covered
    return titled


def _within(day: date, year: int) -> bool:
    """Whether a day lies in a year that was not over yet."""
    return day.year == year and day.month <= _LAST_MONTH_OF_PUBLISHING


def _not_before_its_end(titled: Stated[int], document: Document, dated: Sequence[Stated[date]]) -> Stated[int]:
    """A report that is out early in the year it bears is on the year before, where its prose says so."""
    for found in dated:
        if _within(found.value, titled.value):
            named = _named_years(document)
            if named[titled.value - 1] > named[titled.value]:
                return Stated(titled.value - 1, f"{titled.words} {found.words}"[:200])
    return titled


def _announced(excerpts: Excerpts) -> Stated[int] | None:
    for line in excerpts.opening:
        if found := _ANNOUNCED.search(line.plain):
            year = int(found["year"])
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                return Stated(year, evidence_words(line.text, found.start(), found.end()))
    return None


def _linked(link_text: str | None) -> Stated[int] | None:
    headline = headline_of(link_text) if link_text else None
    return Stated(headline.year, link_text or "") if headline and headline.year else None


def _before_dates(document: Document, dated: Sequence[Stated[date]]) -> Stated[int] | None:
    """The year before the document's date, as long as its prose speaks of no other year more often."""
    named = _named_years(document)
    year = dated[0].value.year - 1 if dated else 0
    if not named[year] or named[year] < max(named.values()):
        return None  # sites give the day of their last move to old reports
    return Stated(year, dated[0].words)


def _most_named(document: Document) -> Stated[int] | None:
    named = _named_years(document).most_common(2)
    if not named or (len(named) > 1 and named[0][1] == named[1][1]):
        return None
    year = named[0][0]
    line = next(text for text in document.paragraphs if year in years_in(text))
    place = plain(line).find(str(year))
    return Stated(year, evidence_words(line, max(place, 0), max(place, 0)))


def _named_years(document: Document) -> Counter[int]:
    """How often the prose, its headlines apart, names each year that may be a report year."""
    prose = "\n".join(text for text in document.paragraphs if "。" in text or len(text) > _LONGEST_HEADLINE)
    text = plain(prose[:_SEARCHED])
    years = (int(year) for year in _NAMED.findall(text))
    return Counter(year for year in years if _FIRST_YEAR <= year <= _LAST_YEAR)
