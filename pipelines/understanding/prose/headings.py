"""One line of a document to the section heading that it bears, with the prose that runs on behind it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from rapidfuzz import fuzz, process

from pipelines.wording import bare

Level = Literal["chapter", "item", "part", "plain"]

_WINDOW = 100  # characters of a line that can hold a heading
_LONGEST_NAME, _LONGEST_BY_WORDS = 45, 32
_OFFICIAL, _KNOWN, _BY_WORDS, _RUN_ON = 1.0, 0.95, 0.7, -0.02
_FUZZY_FROM = 6  # shorter names must be met exactly: one character makes another heading of them
# of 100: one wrong character in ten, two in twelve and more; 主动公开 never becomes 依申请公开
_LIKE_ENOUGH, _LIKE_ENOUGH_LONG, _LONG = 86, 80, 10
_FIRST = "总体情况"  # the one short heading that stands in every report: one wrong character is forgiven
_LIKE_ENOUGH_FIRST = 75
_LISTED = 3  # a sentence that names so many headings lists them
# # **一、 or [bookmark: _goback] or 【: what converters and offices put before a heading
_MARKS = re.compile(r"(?:\[bookmark:[^\]]*\]|[#*>【〖_~·•■◆▲★●○□☆◎\\]|-(?!、))+")
# 一、 or 第一部分: or 二. or 三 or ii、 or -、 (a misread 一)
_CHAPTER = re.compile(
    r"第(?P<ordinal>[一二三四五六七八九十]{1,2})(?:大?部分|章|节|项)?[、.,:;·]*"
    r"|(?P<numeral>[一二三四五六七八九十]{1,2})(?:[、.,:;·。)]+|(?=[主总概基收政因存其问依工]))"
    r"|[ivx]{1,4}[、.,:·]+"
    r"|[^\d\s(]、"
)
_PART = re.compile(r"\([一二三四五六七八九十\d]{1,2}\)[、.,:·]*")  # (一) or (1)、
_ITEM = re.compile(r"\d{1,2}(?:[、,:·)]+|\.(?!\d))|\d(?=[主总概基收政因存其问依工])")  # 1、 or 1. or 1总体情况
_TAIL = re.compile(r"(?:[*#】〗:。.;,_·…、\-—]+\d{0,3})$")  # ** or : or ......3 of a table of contents
_LAST_BRACKET = re.compile(r"\([^()]{0,30}\)$")  # 六、其他需要报告的事项(无)
_MARK_BEHIND = ":。;,"
_NOT_A_TITLE = re.compile(r"[。,;:]")  # 四、主动公开力度不大，……
# what a sentence begins with where the blank behind the heading was lost: 一、总体情况2020年, 一、总体情况我镇
_SENTENCE_START = re.compile(
    r"20\d\d|二[〇零○]|我|本|一是|一年|今年|全|\(一\)|1[、.]|为|按|根据|在|截至|无|没有|暂无|未|县|市|区|镇|乡"
)
# 总体情况, 其他需要报告: a quick look before the careful one; wrong characters leave another of these
_SCENT = re.compile(
    r"[总總概体體基政情]|公[开開]|[问問不存][题題足在]|其[他它]|申[请請]|复议|[復複覆]議|[诉訴][讼訟]"
    r"|[收费費][费費减減]|咨[询詢]|諮詢|报告|報告|下一?步|事[项項]|改[进進]"
)
# 一、 or ## or 第一 or 总体情况： at the start of a long line; anything else is a sentence
_MAY_RUN_ON = re.compile(r"\W*(?:第?[一二三四五六七八九十\dⅠ-Ⅹ]|[^。，,；;]{2,24}[：:。])")


@dataclass(frozen=True, slots=True)
class Heading:
    """`rest` is where the prose behind the heading begins in the line, None where there is none."""

    key: str
    level: Level
    number: int | None
    score: float
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """The beginning of a line in bare characters, and where each of them stands in it."""

    text: str
    offsets: tuple[int, ...]
    gaps: frozenset[int]  # before which of the characters a blank stands

    @classmethod
    def of(cls, line: str) -> "_Line":
        text = ""
        offsets: list[int] = []
        gaps = set()
        for offset, character in enumerate(line[:_WINDOW]):
            if folded := _fold(character):
                text += folded
                offsets += [offset] * len(folded)
            else:
                gaps.add(len(text))
        return cls(text, tuple(offsets), frozenset(gaps))


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    return "他" if character == "它" else bare(character)  # 其它 and 其他 are one


def read_heading(line: str) -> Heading | None:
    """The heading that a line is or begins with, if it names one of the sections of a report.

    >>> read_heading("二、主动公开政府信息情况")
    Heading(key='proactive', level='chapter', number=2, score=1.0, rest=None)
    >>> read_heading("一、总体情况。2020年，我镇……").rest
    7
    """
    if not _SCENT.search(line, 0, _LONGEST_NAME + 20) or (len(line) > _LONGEST_NAME and not _MAY_RUN_ON.match(line)):
        return None
    folded = _Line.of(line)
    level, number, start = numbering(folded.text)
    blank = Heading("", level, number, 0.0)
    name = _TAIL.sub("", folded.text[start:]) if len(line) <= _WINDOW else ""
    found = _exact(name, blank) or _exact(name.rstrip("0123456789"), blank)
    if found is None and (bracket := _LAST_BRACKET.search(name)):
        found = _exact(name[: bracket.start()], blank)
        found = found and replace(found, rest=folded.offsets[start + bracket.start()])
    if found is None and level != "part":  # （一）主动公开。…… is a paragraph of section one
        found = _running(folded, start, blank)
    return found or _like(name, blank) or _by_words(name, blank)


def numbering(text: str) -> tuple[Level, int | None, int]:
    """The kind of number before a heading, its value where it is legible, and where the name begins.

    >>> numbering("二、主动公开"), numbering("##(三)平台建设")
    (('chapter', 2, 2), ('part', None, 5))
    """
    start = marks.end() if (marks := _MARKS.match(text)) else 0
    if found := _CHAPTER.match(text, start):
        numeral = found["ordinal"] or found["numeral"]
        return "chapter", "零一二三四五六七八九十".find(numeral) if numeral else None, found.end()
    if found := _PART.match(text, start):
        return "part", None, found.end()
    if found := _ITEM.match(text, start):
        return "item", None, found.end()
    return "plain", None, start


def _exact(name: str, blank: Heading) -> Heading | None:
    known = _names().get(name)
    return replace(blank, key=known[0], score=known[1]) if known else None


def _like(name: str, blank: Heading) -> Heading | None:
    """The heading that a name with slips means: 主动公开政府信息悄况."""
    if len(name) == len(_FIRST) and blank.number == 1 and fuzz.ratio(name, _FIRST) >= _LIKE_ENOUGH_FIRST:
        return replace(blank, key="overview", score=_BY_WORDS)
    if not _FUZZY_FROM <= len(name) <= _LONGEST_NAME or _never().search(name):
        return None
    names = _official_names() if blank.level == "plain" else tuple(_names())
    enough = _LIKE_ENOUGH_LONG if len(name) >= _LONG else _LIKE_ENOUGH
    like = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=enough)
    if like is None:
        return None
    key, score = _names()[like[0]]
    return replace(blank, key=key, score=round(score * like[1] / 100, 3))


def _by_words(name: str, blank: Heading) -> Heading | None:
    """The heading that the words of an unusual chapter title point to: 六、政府信息公开支出与收费."""
    if blank.number is None or len(name) > _LONGEST_BY_WORDS or _NOT_A_TITLE.search(name) or _never().search(name):
        return None
    key = next((key for key, pattern in _words() if pattern.search(name)), None)
    return replace(blank, key=key, score=_BY_WORDS) if key else None


def _running(line: _Line, start: int, blank: Heading) -> Heading | None:
    """The heading at the start of a paragraph: 一、总体情况。我镇…… or 一、总体情况　我镇……"""
    if sum(name in line.text for name in _official_names()) >= _LISTED:
        return None
    numbered = blank.level == "chapter"
    for end in range(start + 2, min(len(line.text), start + _LONGEST_NAME + 1)):
        marked = line.text[end] in _MARK_BEHIND
        if not marked and end not in line.gaps and line.text[end] != "(":
            continue
        name = line.text[start:end]
        found = _exact(name, blank) or (_like(name, blank) if marked and numbered else None)
        if found and (numbered or (marked and found.score == _OFFICIAL)):
            return _with_rest(found, line, end)
        if marked:
            break
    for name in _names_longest_first() if numbered else ():
        end = start + len(name)
        if line.text.startswith(name, start) and (len(name) >= _LONG or _SENTENCE_START.match(line.text, end)):
            known = _exact(name, blank)
            return known and _with_rest(known, line, end)
    return None


def _with_rest(found: Heading, line: _Line, end: int) -> Heading:
    while end < len(line.text) and line.text[end] in _MARK_BEHIND + "*":
        end += 1
    return replace(found, score=found.score + _RUN_ON, rest=line.offsets[end] if end < len(line.text) else None)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("headings.json").read_text("utf-8"))
    return data


@cache
def _names() -> Mapping[str, tuple[str, float]]:
    """Every known heading in bare characters: its key, and how sure it is."""
    names = {}
    for kind, score in (("variants", _KNOWN), ("official", _OFFICIAL)):
        for key, texts in _data()[kind].items():
            names.update({bare(text): (key, score) for text in texts})
    return names


@cache
def _official_names() -> tuple[str, ...]:
    return tuple(name for name, (_, score) in _names().items() if score == _OFFICIAL)


@cache
def _names_longest_first() -> tuple[str, ...]:
    """Names that may be told from a sentence where nothing parts them from it."""
    return tuple(sorted((name for name in _names() if len(name) >= len(_FIRST)), key=len, reverse=True))


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile(pattern)) for key, pattern in _data()["by_words"])


@cache
def _never() -> re.Pattern[str]:
    return re.compile(_data()["never"])
