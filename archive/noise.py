"""The text of a page to the same text without what the site says around it and changes every day: counters, clocks, neighbours."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from archive.words import normalise

_LONGEST = 200  # characters of a line that a site puts around a text
_MOST_LINES = 400  # that are looked at closely; a page has some dozens around its text
_LONGEST_TITLE = 80
_LONGEST_NAME = 30
_SENTENCE = re.compile(r"[。；]")
_EDGES = " \t[]()【】〔〕《》<>«»|丨│/\\·•,，、:;!-_—~*"
_TITLE = re.compile(r"(?:公开|工作|年度).{0,40}(?:报告|年报)\)?\Z")  # 青禾县2024年政府信息公开工作年度报告
_DIGIT = re.compile(r"\d")
# what may stand in a list of other pages: no sentence, no heading of a section, nobody's signature
_NO_LINK = re.compile(
    r"[。；，！？\t]|^[(（]?[一二三四五六七八九十]{1,3}[)）、.]|\d日\Z|(?:政府|办事处|委员会|管委会|[局办镇乡])\Z"
)

_DATE = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"  # 2025-01-03, 2025年1月3日
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"  # 10:30:05
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_LUNAR = r"(?:农历|阴历)[\u4e00-\u9fff]{2,14}"  # 农历乙巳年腊月初四
_COUNT = (
    r"(?:[\[(]\s?)?\d[\d,]{0,11}(?:\s?[\])])?(?:\s?(?:次|人(?!次)))?(?![\w.])"  # 12, [ 1,024 ], 12次; not 12人次, 1.2万
)
_EVERYTHING = r"(?:(?!\d{5})[^。；]){0,100}"  # to the end of the line, but no further than a telephone number


def without_noise(text: str) -> str:
    r"""The text without the lines, and the pieces of lines, that belong to the site and not to the document.

    Every line is judged by itself, and lists of other pages only at the end of the text. A line of which anything is
    not understood stays as it is: it is better to take a change of the page for one of the text than the reverse.

    >>> without_noise("本报告公开12条。\n浏览次数：123 次\n今天是2025年1月3日 星期五")
    '本报告公开12条。'
    """
    lines = text.splitlines()
    kept: list[str] = []
    judged = 0
    for line in lines:
        if judged < _MOST_LINES and len(line) <= _LONGEST and _trigger().search(line):
            judged += 1
            kept += _rest(line)
        else:
            kept.append(line)
    del kept[_end(kept) :]
    return text if kept == lines else "\n".join(kept)


def _rest(line: str) -> Iterable[str]:
    """What a line says besides the noise in it."""
    folded = " ".join(normalise(token) for token in line.split())
    if _whole().match(folded):
        return ()
    if _SENTENCE.search(folded):
        return (line,)
    noise, rest, kinds = _parted(folded)
    is_row_of_figures = "\t" in line and set(kinds) == {"counter"}
    if not noise or is_row_of_figures or not _is_frame(rest, kinds):
        return (line,)
    pieces = (piece.strip(_EDGES) for piece, is_noise in _pieces(folded) if not is_noise)
    told = " ".join(piece for piece in pieces if piece)
    return (told,) if told else ()


def _parted(line: str) -> tuple[int, Sequence[str], Sequence[str]]:
    """How many pieces of a line are noise, what of it is not understood, and the kinds of what is."""
    kinds = [str(match.lastgroup) for match in _piece().finditer(line)]
    gaps = [gap for gap in _piece().sub("\n", line).split("\n") if gap.strip(_EDGES)]
    return sum(kind != "kept" for kind in kinds), gaps, kinds


def _is_frame(rest: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a line is of the site: all of it is understood, or all but a title, or but a name among other pieces."""
    if not rest:
        return True
    unknown = "".join(rest)
    if len(rest) == 1 and len(unknown) <= _LONGEST_TITLE and _TITLE.search(unknown.strip(_EDGES)):
        return True
    telling = len(kinds) > 1 and any(kind != "counter" for kind in kinds)
    return telling and len(unknown) <= _LONGEST_NAME and not _DIGIT.search(unknown)


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _piece().finditer(line):
        yield line[end : match.start()], False
        yield match.group(), match.lastgroup != "kept"
        end = match.end()
    yield line[end:], False


def _end(lines: Sequence[str]) -> int:
    """Where a list of other pages begins that goes to the end of the text; behind the last line if there is none."""
    blocks = frozenset(_data()["blocks"])
    end = len(lines)
    for place in range(len(lines) - 1, max(len(lines) - _MOST_LINES, 0) - 1, -1):
        line = lines[place].strip()
        if len(line) > _LONGEST or _NO_LINK.search(line):
            break
        if len(line) <= _LONGEST_NAME and normalise(line).strip(_EDGES) in blocks:
            end = place
    return end


@cache
def _data() -> Any:
    return json.loads(files("archive").joinpath("noise.json").read_text("utf-8"))


def _any(name: str) -> str:
    return "|".join(map(re.escape, sorted(_data()[name], key=len, reverse=True)))


@cache
def _trigger() -> re.Pattern[str]:
    """A word without which no line is noise, as it may be printed."""
    return re.compile("|".join(map(re.escape, _data()["triggers"])))


@cache
def _whole() -> re.Pattern[str]:
    """Lines that are noise from end to end, whatever they name: 上一篇：县水利局通知; 本网站使用Cookie以改善体验。"""
    weather = rf"(?:{_any('weather')}|[\s\d\-~～/:°c%,|.])"
    patterns = (
        rf"[\[(<«‹\s]*(?:上|下|前|后)一?[篇条](?=[\s:\])】>»]|\Z)[^。；]{{0,{_LONGEST}}}\Z",
        rf"(?=.{{0,80}}\d\s?°c)(?=.{{0,40}}[晴云阴雨雪雾霾])[\u4e00-\u9fff]{{0,8}}?\s?{weather}{{2,80}}\Z",  # 青禾县 晴 3℃~12℃ 西北风2级
        r"[^。]{0,20}(?:本网站|本站|我们).{0,20}cookie.{0,150}\Z",
        r"您对(?:本页|本文|此页|该信息|本信息)[^。；]{0,80}\Z",
        r"(?:processed in|页面执行时间|执行时间)[\s:]{0,2}[\d.]{1,12}[^。；]{0,60}\Z",
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _piece() -> re.Pattern[str]:
    """The pieces of a line that a site prints around a text, by kind; `kept` ones are understood and stay."""
    counted = r"(?:总?次数|总?人数|总?量|数|率)?"
    scope = r"(?:本页|本文|本站|文章|页面|累计|总|今日|昨日|本月|当前)?"
    labels = "|".join(_any(name) for name in ("kept", "sources", "people", "stamps"))
    # a value ends with its line, at a blank, or where the next label begins without one
    ends = rf"(?=\Z|[\s()\[\]|【】]|(?:{labels}|{scope}(?:{_any('counters')}){counted})\s?:)"
    value = rf"[^\s:()\[\]|【】]{{0,40}}?{ends}"
    begins = r"(?:(?<!\w)|(?<=报告)|(?<=年报))"  # also where a title runs into it
    counter = (
        rf"{scope}(?:(?:{_any('counters')}){counted}|人气|在线人数|在线用户)\s?:\s?(?:{_COUNT}|(?=\Z|[\s\])】]))"
        rf"|{begins}(?:{_any('counters_without_colon')})(?:次数|量|数)?\s?{_COUNT}|{begins}访问{counted}\s?[\[(]\s?\d[\d,]{{0,11}}\s?[\])]"
        rf"|您是(?:本站|本页)?的?第\s?{_COUNT}\s?位(?:访问者|访客|浏览者|来访者)|(?:当前)?在线人数\s?{_COUNT}"
        rf"|(?:本文|本页)?已?(?:被|有)(?:{_any('counters')})了?\s?\d[\d,]{{0,11}}\s?次(?!数)"
    )
    clock = (
        rf"(?:{_any('clocks')})\s?:?\s?(?:{_DATE})?\s?(?:{_WEEKDAY})?\s?(?:{_TIME})?(?:\s?{_WEEKDAY})?(?:\s?{_LUNAR})?"
        rf"|{_DATE}\s?{_WEEKDAY}(?:\s?{_TIME})?(?:\s?{_LUNAR})?|{_WEEKDAY}\s?{_DATE}(?:\s?{_TIME})?"
        rf"|(?<!\w){_WEEKDAY}(?!\w)|(?<!\w){_LUNAR}|(?:上午|下午|中午|晚上|早上|凌晨)好|欢迎您?(?:访问|光临|来到|浏览)[^。；\d]{{0,40}}"
    )
    stamp = rf"(?:{_any('stamps')})(?:\s?:\s?|\s(?=\d)|(?=\d))(?:{_DATE}(?:\s?{_TIME})?)?"
    origin = (
        rf"(?:{_any('sources')})\s?:\s?{value}|(?:{_any('people')})\s?:\s?{value}"
        rf"|(?:{_any('people_without_colon')})\s[\u4e00-\u9fff]{{2,4}}(?!\w)"
    )
    bar = (
        r"(?:浏览)?(?:字体|字号)(?:大小)?\s?:?\s?[\[【(]?(?:\s?(?:特大|超大|默认|正常|标准|[大中小]))*(?!\w)|[\[【(]\s?大\s?中\s?小\s?[\]】)]"
        rf"|分享(?:到|至)?\s?:?(?:\s?(?:{_any('shares')}))*(?!\w)|{begins}(?:{_any('buttons')})(?!\w)"
        rf"|{begins}(?:微信|手机)?(?:扫一扫|扫描?(?:下方|上方)?二维码|扫码)[^。；,\d]{{0,30}}|(?<!\w)二维码(?!\w)"
    )
    footer = (
        rf"(?:版权所有|copyright|©){_EVERYTHING}|[\u4e00-\u9fff]?icp备\s?\d{{6,10}}号(?:-\d{{1,3}})?"
        r"|[\u4e00-\u9fff]?公?网?安备\s?(?:\d{10,16})?号?(?!\w)|(?:政府)?网站标识码\s?:?\s?\w{8,12}(?!\w)"
        r"|(?:本文|本页|原文)(?:地址|链接)\s?:?\s?https?://\S{1,200}"
    )
    kept = rf"(?:{_any('kept')})\s?:\s?(?:{_DATE}(?:\s?{_TIME})?|{value})|(?<!\d){_DATE}(?:\s?{_TIME})?"
    kinds = {
        "counter": counter,
        "clock": clock,
        "stamp": stamp,
        "origin": origin,
        "bar": bar,
        "footer": footer,
        "kept": kept,
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))
