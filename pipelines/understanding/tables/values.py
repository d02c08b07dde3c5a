"""One printed cell to what it says: a value and its status, never a guess."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from archive.record import Status, Value

Kind = Literal["value", "blank", "words"]

_ONE_WIDTH = str.maketrans("０１２３４５６７８９＋－−–—―﹣．，（）／％", "0123456789+------.,()/%")
_ZERO_WORDS = {"〇", "零"}
# what offices print where a question does not apply to them
_NOT_APPLICABLE = {"/", "//", "\\", "-", "--", "---", "----", "无", "無", "不适用", "不適用"}
_COUNT_UNIT = "件次|项次|人次|件|项|項|条|條|个|個|次|宗|起|份|家"
_MONEY_UNIT = "亿元|億元|万元|萬元|亿|億|万|萬|元"
_TEN_THOUSANDS = {
    "亿": Decimal(10_000),
    "億": Decimal(10_000),
    "万": Decimal(1),
    "萬": Decimal(1),
    "元": Decimal("0.0001"),
}
# 1,234 or 6.02 or 12; never 007, 12,34 or 1.
_NUMBER = r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?"
# +98, 增3项, 12件, 12(件)
_COUNT = re.compile(rf"(?P<sign>[+-]|增加|新增|增|减少|減少|减|減|↑|↓)?(?P<number>{_NUMBER})\(?(?:{_COUNT_UNIT})?\)?")
# 6.02万元, 人民币248200元, ￥12
_MONEY = re.compile(rf"(?:人民币|人民幣|[¥￥])?(?P<number>{_NUMBER})\(?(?P<unit>{_MONEY_UNIT})?\)?(?:整|人民币)?")
_DOWN = {"-", "减少", "減少", "减", "減", "↓"}
# 6.02 万元, 12 件: a blank that only parts a figure from its unit or sign
_UNIT_BLANK = re.compile(r"(?<=[\d.+-])\s+(?=[^\d\s.,+-])|(?<=[^\d\s.,])\s+(?=\d)")
# 0,0 or 约12件 or 5① or 12(含上年3件) or l: stands where a figure should, and is none
_LOOKS_ODD = re.compile(
    r"(?=.*[\d①-⑳])[\d①-⑳½²³¹⁰-⁹OoIl|.,，:*%~…+≈<>=()约余近多共为件项条次个元万亿-]+|\d[\d,.]*\(.+\)|[A-Za-z|丨〡!.…*?]"
)
_MOST_OF_A_VALUE = 24
_MISREAD = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "丨": "1", "〡": "1"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says; `value` is null unless the status is number or zero."""

    value: Value
    status: Status


BLANK = Reading(None, "blank")
NOT_APPLICABLE = Reading(None, "not_applicable")
UNREADABLE = Reading(None, "unreadable")
UNIT_UNKNOWN = Reading(None, "unit_unknown")


def kind(raw: str) -> Kind:
    """Whether a text can stand in a value cell of a form (also as an odd value), is blank, or is words.

    >>> kind("6.02 万元"), kind(" "), kind("规章"), kind("1 2")
    ('value', 'blank', 'words', 'value')
    """
    text = _trimmed(raw)
    if not text:
        return "blank"
    if len(text) > _MOST_OF_A_VALUE:
        return "words"
    if text in _ZERO_WORDS or text in _NOT_APPLICABLE or _COUNT.fullmatch(text) or _MONEY.fullmatch(text):
        return "value"
    return "value" if _LOOKS_ODD.fullmatch(text.replace(" ", "")) else "words"


def read_count(raw: str, *, signed: bool = False, recognised: bool = False) -> Reading:
    """The number of pieces or items that a cell states; only some columns may carry a sign.

    >>> read_count("1,234件"), read_count("+98"), read_count("减3", signed=True).value
    (Reading(value=1234, status='number'), Reading(value=None, status='unreadable'), -3)
    """
    text = _trimmed(raw)
    if (plain := _plain(text)) is not None:
        return plain
    if recognised and len(text) == 1:
        text = text.translate(_MISREAD)
    found = _COUNT.fullmatch(text) or _zero_amount(text)
    if found is None:
        return UNREADABLE
    number = Decimal(found["number"].replace(",", ""))
    sign = found.groupdict().get("sign")
    if number != int(number) or (sign and not signed):
        return UNREADABLE
    return _reading(-number if sign in _DOWN else number)


def read_amount(raw: str, stated_unit: str | None) -> Reading:
    """The amount of money in ten thousand yuan; `stated_unit` is what the column's own label names, if anything.

    >>> read_amount("248200元", None).value, read_amount("8040", None).status, read_amount("0.5", "万元").value
    (24.82, 'unit_unknown', 0.5)
    """
    text = _trimmed(raw)
    if (plain := _plain(text)) is not None:
        return plain
    found = _MONEY.fullmatch(text)
    if found is None:
        return UNREADABLE
    number = Decimal(found["number"].replace(",", ""))
    unit = found["unit"] or stated_unit
    if number == 0:
        return _reading(number)
    if unit is None:
        return UNIT_UNKNOWN
    return _reading(number * _TEN_THOUSANDS[unit[0]])


def _trimmed(raw: str) -> str:
    """One width for digits and marks only: raised and circled figures are footnotes, not digits."""
    text = raw.replace("\u00a0", " ").replace("\u3000", " ").replace("\u200b", "").replace("\ufeff", "")
    text = " ".join(text.split()).translate(_ONE_WIDTH).strip("。 ;；")
    return _UNIT_BLANK.sub("", text)


def _plain(text: str) -> Reading | None:
    if not text:
        return BLANK
    if text in _ZERO_WORDS:
        return Reading(0, "zero")
    return NOT_APPLICABLE if text in _NOT_APPLICABLE else None


def _zero_amount(text: str) -> re.Match[str] | None:
    """0元 or 0万元 under a column that counts: nought whatever the unit."""
    found = _MONEY.fullmatch(text)
    return found if found and not Decimal(found["number"].replace(",", "")) else None


def _reading(number: Decimal) -> Reading:
    if number == 0:
        return Reading(0, "zero")
    return Reading(int(number) if number == int(number) else float(number), "number")
