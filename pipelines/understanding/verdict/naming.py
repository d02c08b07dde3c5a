"""A title to what it says of the document: an annual report, something else, or nothing that can be told."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from rapidfuzz import fuzz

from pipelines.wording import bare

Kind = Literal["report", "summary", "yearly", "refused", "unknown"]

_LONGEST_TITLE = 160
_SHORTEST_PART = 4
_FULL_NAMES = ("政府信息公开工作年度报告", "政府信息公开年度报告", "信息公开工作年度报告")
_LIKE_ENOUGH = 80  # of 100: two wrong characters in twelve
# _ and | and > part the title of an article from those of its column and site; - only where no digits touch it
_PARTING = re.compile(r"[_|>»¦]|::|(?<!\d)[-—–]+(?!\d)")
# (图片版) or (2020年度) or .pdf or 1 behind a title
_SUFFIX = re.compile(
    r"(?:\([^()]{0,14}\)|\.(?:pdf|docx?|wps|xlsx?|html?|ofd|txt)|(?<=[报告结])\d{1,4}年?度?|[.。,;:!》]+)$"
)
_PREFIX = re.compile(r"^(?:标题|名称|信息名称|题目):|^[#*《\[\]【】\s]+")
_YEAR = re.compile(r"20[0-3]\d|二[〇○零o0][〇○零一二三o0][〇○零一二三四五六七八九o0]")
_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")
# 政府信息公开2020年度工作报告, 政务公开工作情况的报告, 信息公开年报, 信息公开工作总结
_ABOUT_OPENNESS = re.compile(
    r"(?P<before>.*?)(?P<subject>(?:政府|政务|行政)?信息(?:与政务|和政务)?公开|政务(?:信息)?公开|政府公开)[^。;!?]{0,30}?"
    r"(?P<noun>年度报告|年报告?|年度报|工作报告|情况的?报告|总结报告|报告|报吿|总结|汇报|工作情况|情况)书?$"
)
_YEARLY = re.compile(r"(?:年度报告|年报|年度工作报告)$")  # 2020年年报: of something
_NO_ISSUER = re.compile(r"关于|中华人民共和国|年度?|[0-9〇○零一二三四五六七八九()《》、]|本|的")
_SHORTEST_ISSUER = 2
_TOLD_BY_BRACKETS = ("explainer", "template")  # ...年度报告(图解), ...年度报告(格式)
_GAP = re.compile(r"[×x*_]{2,}|\((?:单位|机关|部门)(?:名称)?\)")  # ××镇, 20xx年, (单位名称)


@dataclass(frozen=True, slots=True)
class Name:
    """What a title says.

    `report` names an annual report on openness, `summary` a summary or account of openness, `yearly` an annual
    report of something; `refused` another thing, with its reason, `soft` where a report may stand behind it.
    `sure` where a report's title also names a year or a body.
    """

    kind: Kind
    reason: str | None = None
    soft: bool = False
    sure: bool = False
    year: int | None = None
    disclosure: bool = False  # speaks of 信息公开, not of 政务公开 alone
    account: bool = False  # a report that does not call itself annual
    gap: bool = False  # has a place to be filled in: ××镇20××年……


UNKNOWN = Name("unknown")


@dataclass(frozen=True, slots=True)
class Refusal:
    reason: str
    pattern: re.Pattern[str]
    soft: bool
    examples: Sequence[str]


@cache
def refusals() -> tuple[Refusal, ...]:
    """The titles of other things, the first that fits decides."""
    listed = json.loads(files(__package__).joinpath("refusals.json").read_text("utf-8"))
    return tuple(
        Refusal(one["reason"], re.compile(one["pattern"]), one.get("soft", False), one["examples"]) for one in listed
    )


@lru_cache(maxsize=4096)
def read_name(title: str) -> Name:
    """What a title says, site and column names beside it left aside.

    >>> read_name("柳泉镇2020年政府信息公开工作年度报告_青禾县人民政府").kind
    'report'
    >>> read_name("关于做好2020年政府信息公开工作年度报告编制工作的通知").reason
    'notice'
    """
    parts = [part for part in _PARTING.split(bare(title[:_LONGEST_TITLE])) if len(part) >= _SHORTEST_PART]
    names = [_read_part(part) for part in parts]
    order = {"report": 1, "refused": 2, "summary": 3, "yearly": 4, "unknown": 5}
    return min(
        names, key=lambda name: 0 if name.sure or name.reason == "explainer" else order[name.kind], default=UNKNOWN
    )


def _read_part(part: str) -> Name:
    part = _PREFIX.sub("", part)
    year = _year(part)
    if whole := _refused(part, _TOLD_BY_BRACKETS, year):
        return whole
    stripped = _SUFFIX.sub("", part)
    while stripped != part:
        part, stripped = stripped, _SUFFIX.sub("", stripped)
    return _refused(part, None, year) or _about_openness(part, year)


def _refused(part: str, reasons: Sequence[str] | None, year: int | None) -> Name | None:
    for refusal in refusals():
        if (reasons is None or refusal.reason in reasons) and refusal.pattern.search(part):
            return Name("refused", refusal.reason, refusal.soft, year=year, disclosure="信息公开" in part)
    return None


def _about_openness(part: str, year: int | None) -> Name:
    disclosure = "信息公开" in part
    if found := _ABOUT_OPENNESS.fullmatch(part):
        issuer = _NO_ISSUER.sub("", found["before"])
        sure = year is not None or len(issuer) >= _SHORTEST_ISSUER
        noun = found["noun"]
        summary = noun in ("总结", "汇报", "工作情况", "情况")
        return Name(
            "summary" if summary else "report",
            sure=sure and not summary,
            year=year,
            disclosure=disclosure,
            account=not noun.startswith("年") and "年度" not in part[found.end("subject") :],
            gap=bool(_GAP.search(part)),
        )
    if part[-1:] in "告报吿" and max(fuzz.ratio(part[-len(name) :], name) for name in _FULL_NAMES) >= _LIKE_ENOUGH:
        return Name("report", sure=year is not None, year=year, disclosure=True)
    return Name("yearly" if _YEARLY.search(part) else "unknown", year=year)


def _year(part: str) -> int | None:
    found = _YEAR.search(part)
    return int(found[0].translate(_DIGITS)) if found else None
