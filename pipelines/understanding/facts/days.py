"""Words to the days that they name, in digits or in Chinese numerals."""

import re
from datetime import date
from functools import lru_cache

from pipelines.understanding.facts.plain import plain

_FIRST_YEAR, _LAST_YEAR = 2008, 2035
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "o": 0, "0": 0}
_GAP = r"\s?"  # 2 0 2 4 年 1 月 1 2 日: digits that a signature sets apart
_YEAR = rf"2{_GAP}0{_GAP}\d{_GAP}\d|二{_GAP}[〇零o0]{_GAP}[〇零o0一二三]{_GAP}[〇零o0一二三四五六七八九]"
MONTH = rf"1{_GAP}[0-2]|(?:0{_GAP})?[1-9]|[元正一二三四五六七八九]|十(?:{_GAP}[一二])?"
DAY = (
    rf"(?:[0-3]{_GAP})?\d|(?:[一二三四五六七八九]{_GAP})?十(?:{_GAP}[一二三四五六七八九])?"
    rf"|廿(?:{_GAP}[一二三四五六七八九])?|卅(?:{_GAP}一)?|[一二三四五六七八九]"
)
# 2021年1月15日, 2021. 1. 15, 2021-01-15, 二〇二一年一月十五日, 2021年元月5日; the braces take a prefix for the groups
DATE = (
    rf"(?P<{{0}}year>{_YEAR})\s*"
    rf"(?:年\s*(?P<{{0}}month>{MONTH})\s*月\s*(?P<{{0}}day>{DAY})\s*[日号]"
    r"|(?P<{0}mark>[-./])\s*(?P<{0}number>1[0-2]|0?[1-9])\s*(?P={0}mark)\s*(?P<{0}last>[0-3]?\d)(?![\d.]|\s\d(?![\d:])))"
)
_DATE = re.compile(r"(?<![\d.])" + DATE.format(""))
_SCENT = re.compile(r"[2２]\s?[0０]|二")  # what every date of ours begins with
# 20210122 or 20210122102000 in a tag
_COMPACT = re.compile(r"(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<last>[0-3]\d)(?:\d{6})?")


@lru_cache(maxsize=256)
def dates_in(text: str) -> tuple[tuple[date, int, int], ...]:
    """Each real day that a text names, and where; a digit that was lost leaves none.

    >>> [str(day) for day, *_ in dates_in("二○二一年元月十五日，2021. 1. 15，2021-02-30，202119日")]
    ['2021-01-15', '2021-01-15']
    """
    if not _SCENT.search(text):
        return ()
    return tuple((day, match.start(), match.end()) for match in _DATE.finditer(plain(text)) if (day := day_of(match)))


def day_in(value: str) -> date | None:
    """The day that a value is or begins with: 2021-01-22 10:20, 20210122."""
    if compact := _COMPACT.fullmatch(plain(value).strip()):
        return day_from(int(compact["year"]), int(compact["number"]), int(compact["last"]))
    return next((day for day, *_ in dates_in(value)), None)


def day_of(match: re.Match[str], prefix: str = "") -> date | None:
    parts = match.groupdict()
    month = parts[f"{prefix}month"] or parts[f"{prefix}number"]
    day = parts[f"{prefix}day"] or parts[f"{prefix}last"]
    return day_from(number(parts[f"{prefix}year"]), number(month), number(day))


def day_from(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(text: str) -> int:
    """The value of what YEAR, MONTH or DAY match.

    >>> number("二〇二一"), number("十"), number("廿 三"), number("三十一"), number("元"), number("1 2")
    (2021, 10, 23, 31, 1, 12)
    """
    text = re.sub(r"\s", "", text)
    if text.isdigit():
        return int(text)
    if text in ("元", "正"):
        return 1
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN_DIGITS.get(tens, 1) + _HAN_DIGITS.get(ones, 0)
    return int("".join(str(_HAN_DIGITS[digit]) for digit in text))
