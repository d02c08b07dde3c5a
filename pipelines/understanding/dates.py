"""Signature, imprint, tags and box of a document to the days it was written, printed and published."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from pipelines.document import Document
from pipelines.understanding.bodies import name_of_body
from pipelines.understanding.excerpts import Excerpts, Line, Stated
from pipelines.understanding.page_facts import page_facts, page_tags
from pipelines.understanding.plain import plain, squeezed

_FIRST_YEAR, _LAST_YEAR = 2008, 2035
_LONGEST_SIGNATURE, _LONGEST_LABELLED = 60, 160
_LINES_BETWEEN = 2  # between the name of a body and the date under it
_LINES_OF_A_PAGE = 2  # under a title, where sites put source and date
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "o": 0, "0": 0}
# 2021年1月15日, 2021. 1. 15, 2021-01-15, 二〇二一年一月十五日, 2021年元月5日
DATE = (
    r"(?<![\d.])(?P<{0}year>20\d\d|二[〇零o0][〇零o0一二三][〇零o0一二三四五六七八九])\s*"
    r"(?:年\s*(?P<{0}month>1[0-2]|0?[1-9]|[元正一二三四五六七八九]|十[一二]?)\s*月\s*"
    r"(?P<{0}day>[0-3]?\d|[一二三四五六七八九十廿卅]{{1,3}})\s*[日号]"
    r"|(?P<{0}mark>[-./])\s*(?P<{0}number>1[0-2]|0?[1-9])\s*(?P={0}mark)\s*(?P<{0}last>[0-3]?\d)(?![\d.]))"
)
_DATE = re.compile(DATE.format(""))
_SCENT = re.compile(r"[2２][0０]|二")  # what every date of ours begins with
_COMPACT = re.compile(r"(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<last>[0-3]\d)(?:\d{6})?")  # 20210122 in a tag
_TIME = re.compile(r"\s*(?:星期.|周.)?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?")
_PRINTED = re.compile(r"\s*(?:印|印发|印制)[)\s]*$")  # ... 2021年1月22日印发
_PRINTED_BEFORE = re.compile(r"印发(?:日期|时间)?\s*:?\s*$")
# 发布时间:2021-01-22 10:20
_PUBLISHED = re.compile(r"(?:发布|公开|发表|上网|公布|发稿)\s*(?:日期|时间)\s*[:]?\s*$")
_WHEN = re.compile(r"(?:^|[\s|】\]])(?:日\s*期|时\s*间|发布)\s*:\s*$")  # 来源:柳泉镇 时间:2021-01-22
_PAGE_WORDS = re.compile(
    r"来\s*源|作\s*者|浏览|点击|阅读|访问|字\s*体|字\s*号|编\s*辑|分享|打印|发布(?:人|者|单位|机构|:)"
)
_PROSE = re.compile(r"[。《]")
_NOT_THE_DOCUMENT = re.compile(r"今天|现在是|更新|打印时间|生成时间|访问时间|截[至止]")
_BRACKETS = " ()[]【】"


@lru_cache(maxsize=256)
def dates_in(text: str) -> tuple[tuple[date, int, int], ...]:
    """Each real day that a text names, and where; a digit that was lost leaves none.

    >>> [str(day) for day, *_ in dates_in("二○二一年元月十五日，2021. 1. 15，2021-02-30，202119日")]
    ['2021-01-15', '2021-01-15']
    """
    if not _SCENT.search(text):
        return ()
    return tuple((day, match.start(), match.end()) for match in _DATE.finditer(plain(text)) if (day := day_of(match)))


def day_of(match: re.Match[str], prefix: str = "") -> date | None:
    parts = match.groupdict()
    year, month = parts[f"{prefix}year"], parts.get(f"{prefix}month") or parts[f"{prefix}number"]
    day = parts.get(f"{prefix}day") or parts[f"{prefix}last"]
    return day_from(number(year), number(month), number(day))


def day_from(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(text: str) -> int:
    """The value of digits or of Chinese numerals up to ninety-nine.

    >>> number("二〇二一"), number("十"), number("廿三"), number("三十一"), number("元")
    (2021, 10, 23, 31, 1)
    """
    if text.isdigit():
        return int(text)
    if text in ("元", "正"):
        return 1
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN_DIGITS.get(tens, 1) + _HAN_DIGITS.get(ones, 0)
    return int("".join(str(_HAN_DIGITS[digit]) for digit in text))


def read_written_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day under the signature; else the one under the title, or the box's day of writing."""
    below = excerpts.lines[title_end or 0 :]
    if signed := _signature(below[_LINES_OF_A_PAGE:]):
        return signed
    for line in below[:1]:
        if "年" in line.text and (day := _alone(line)):  # a site would write 2021-01-15
            return Stated(day, line.text)
    return _fact(page_facts(document, "written_date"))


def read_print_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day in the imprint: 柳泉镇党政办公室 2021年1月22日印发."""
    for line in reversed(excerpts.lines[title_end or 0 :]):
        if "印" in line.text and len(line.text) <= _LONGEST_LABELLED:
            for day, start, end in dates_in(line.text):
                if _PRINTED.match(line.plain, end) or _PRINTED_BEFORE.search(line.plain, 0, start):
                    return Stated(day, line.text)
    return _fact(page_facts(document, "print_date"))


def read_publish_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day that the site gives: in the box, in a tag, or in the line of source and date."""
    if stated := _fact((*page_facts(document, "publish_date"), *page_tags(document, "publish_tags"))):
        return stated
    end = title_end or 0
    near = excerpts.lines[: max(excerpts.first, end)]
    for line in excerpts.lines[end : end + _LINES_OF_A_PAGE]:
        if "年" not in line.text and not line.text.startswith(("(", "（")) and (day := _alone(line)):
            return Stated(day, line.text)
    return (
        _labelled(near, page_words=True)
        or _labelled(excerpts.lines[len(near) :], page_words=False)
        or _navigation(document)
    )


def _signature(lines: Sequence[Line]) -> Stated[date] | None:
    """The last line that is nothing but a day, best of all one with the name of a body on or above it."""
    alone: Stated[date] | None = None
    signed: Stated[date] | None = None
    for place, line in enumerate(lines):
        if not (day := _alone(line)):
            continue
        above = lines[max(0, place - _LINES_BETWEEN) : place]
        undated = [other.text for other in above if not _alone(other)]
        if _before_date(line) or (len(undated) == len(above) and any(map(name_of_body, undated))):
            signed = Stated(day, line.text)
        else:
            alone = Stated(day, line.text)
    return signed or alone


def _alone(line: Line) -> date | None:
    """The day of a line that holds nothing else, or only the name of the body that signs."""
    if not len("2021.1.5") <= len(line.text) <= _LONGEST_SIGNATURE:
        return None
    for day, start, end in dates_in(line.text):
        before, after = line.plain[:start].strip(_BRACKETS), line.plain[end:].strip(_BRACKETS)
        if not after and (not before or name_of_body(squeezed(line.text[:start]).strip(_BRACKETS + "（）"))):
            return day
    return None


def _before_date(line: Line) -> bool:
    return any(start > len("(") for _, start, _ in dates_in(line.text))


def _labelled(lines: Sequence[Line], *, page_words: bool) -> Stated[date] | None:
    """A day behind a label; near the title also one in a line about source, author and readers."""
    for line in lines:
        if len(line.text) > _LONGEST_LABELLED or not dates_in(line.text) or _NOT_THE_DOCUMENT.search(line.plain):
            continue
        for day, start, end in dates_in(line.text):
            before = line.plain[:start]
            if _PUBLISHED.search(before):
                return Stated(day, line.text)
            if (
                page_words
                and not _PROSE.search(line.plain)
                and (_WHEN.search(before) or _PAGE_WORDS.search(line.plain) or _has_time(line.plain, end))
            ):
                return Stated(day, line.text)
    return None


def _has_time(text: str, end: int) -> bool:
    found = _TIME.match(text, end)
    return bool(found and ":" in found.group() and found.end() == len(text.rstrip()))


def _navigation(document: Document) -> Stated[date] | None:
    """A labelled day in the frame of a page, unless lists of other documents name several."""
    lines = [Line(text) for text in document.surroundings if "发布" in text or "公开" in text]
    found = [stated for line in lines if (stated := _labelled([line], page_words=False))]
    return found[0] if len({stated.value for stated in found}) == 1 else None


def _fact(claims: Iterable[Stated[str]]) -> Stated[date] | None:
    return next((Stated(day, claim.words) for claim in claims if (day := _day_in_value(claim.value))), None)


def _day_in_value(value: str) -> date | None:
    if compact := _COMPACT.fullmatch(plain(value).strip()):
        return day_from(int(compact["year"]), int(compact["number"]), int(compact["last"]))
    return next((day for day, *_ in dates_in(value)), None)
