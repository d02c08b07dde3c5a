"""The words of a link to the body and the year whose report it must lead to, where they say both."""

import re
from dataclasses import dataclass

from archive.coverage.areas import Area
from archive.coverage.bodies import named
from archive.places.names import key as plain

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"20[0-4]\d(?=年)|(?<![\d])20[0-4]\d(?!\d)")  # 2024年度, 二〇二四年
_CHINESE_YEAR = re.compile(r"二[〇○零][〇○零一二三四][〇○零一二三四五六七八九](?=年)")  # 二〇二四年
# 青禾县教育局2024年|政府信息公开工作年度报告
_SUBJECT = re.compile(r"(?:政府信息|政务信息|信息|政务)公开")
_AROUND_YEAR = re.compile(r"^关于|年度?的?$|^年度?|的$")  # 关于教育局, 年度教育局
_LONGEST = 120  # characters of a link that are looked at


@dataclass(frozen=True, slots=True)
class Claim:
    match: str
    year: int


def claim(link_text: str, area: Area) -> Claim | None:
    """Whose report a link says that it leads to; None where it does not say so plainly.

    >>> claim("教育局2024年政府信息公开工作年度报告（图片版）", Area("990101", "青禾县"))
    Claim(match='body/教育局', year=2024)
    """
    text = plain(link_text[:_LONGEST])
    text = _CHINESE_YEAR.sub(lambda year: year.group().translate(_DIGITS).replace("二", "2"), text)
    subject = _SUBJECT.search(text)
    years = {year.group() for year in _YEAR.finditer(text)}
    if subject is None or len(years) != 1:
        return None
    before = text[: subject.start()]
    name = "".join(_AROUND_YEAR.sub("", part) for part in _YEAR.split(before))
    body = named(name, area, in_notice=True) if name else None
    return Claim(body.match, int(years.pop())) if body else None
