"""Scripts and JSON of a page to the pieces of markup or text in their strings that may be a report's body."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pipelines.reading.html.report_marks import Marks, marks
from pipelines.wording import bare

_MOST_STRINGS = 20_000
_MOST_DEPTH = 40
_FEWEST = 100  # characters
_FEWEST_HEADINGS = 3  # of a whole report
_TITLE_KEYS = ("articletitle", "title", "doctitle", "subject", "name", "bt", "infotitle", "headline", "showtitle")
# words of a report as they stand in a script, plain or escaped
_SCENT = re.compile(r"信息公开|\\u4fe1\\+u606f|%u4fe1%u606f|%E4%BF%A1%E6%81%AF", re.IGNORECASE)
# a string of JavaScript, closed or not, or a comment, whose quotes are none
_TOKEN = re.compile(
    r"""/\*[\s\S]*?(?:\*/|$)|(?<!:)//[^\n]*"""
    r"""|"((?:[^"\\\n]|\\(?:[\s\S]|$))*+)(?:"|\n|$)|'((?:[^'\\\n]|\\(?:[\s\S]|$))*+)(?:'|\n|$)"""
    r"""|`((?:[^`\\]|\\(?:[\s\S]|$))*+)(?:`|$)"""
)
_JOINT = re.compile(r"[\s+]*|[\s+]*\)\s*;?\s*document\.write(?:ln)?\s*\(\s*")  # "a" + "b"; document.write("a");
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")  # %u4FE1
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": "", "\r\n": ""}
_TAG = re.compile(r"<(?:p|div|table|br|span|section|h\d)\b", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_ANY_TAG = re.compile(r"<[^<>]*>")
_ESCAPED_TAG = re.compile(r"&lt;(?:p|div|table|br|span)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A string that may be a body, as markup; the title that stands beside it in the same object."""

    markup: str
    title: str | None = None


def in_script(script: str) -> Iterator[Found]:
    r"""The long strings of a script that speak of disclosure, parts that are joined or written in turn put together.

    >>> [found.markup for found in in_script('document.write("<p>政府信息公开" + "\\u4e00</p>");' + " " * 100)]
    []
    >>> long = "年" * 100
    >>> next(in_script(f'var c = "<p>政府信息公开" + "{long}\\u4e00<\\/p>";')).markup == f"<p>政府信息公开{long}一</p>"
    True
    """
    if not _SCENT.search(script):
        return
    try:
        yield from in_json(json.loads(script))
    except (ValueError, RecursionError):
        for text in _strings(script):
            yield from _in_text(_unescaped(text), None, 0)


def in_json(value: Any) -> Iterator[Found]:
    """The long strings of an object; the one with a title beside it is what a portal's interface gives for a page."""
    yield from _walk(value, None, 0)


def best(found: Iterable[Found], stated: Sequence[str] = ()) -> Found | None:
    """The string with the most signs of a report, if it has enough; none where there are several reports.

    Data of a list or of a choice of years holds the reports of many: only the page's own titles tell which one it is.
    """
    rated = [_Rated(one, _plain(one.markup)) for one in found]
    reports = [one for one in rated if one.marks.of_a_report]
    titles = [bare(title) for title in stated]
    named = [one for one in reports if one.found.title and any(bare(one.found.title) in title for title in titles)]
    for candidates in (named, reports):
        if candidates:
            first = max(candidates, key=lambda one: (one.marks.headings, one.marks.labels))
            others = (one for one in candidates if one.marks.headings >= _FEWEST_HEADINGS)
            return first.found if all(one.text in first.text for one in others) else None
    return None


@dataclass(frozen=True, slots=True)
class _Rated:
    found: Found
    text: str

    @property
    def marks(self) -> Marks:
        return marks(self.text)


def _plain(markup: str) -> str:
    return _BLANK.sub("", html.unescape(_ANY_TAG.sub("", markup)))


def _walk(value: Any, title: str | None, depth: int) -> Iterator[Found]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, str):
        yield from _in_text(value, title, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, title, depth + 1)
    elif isinstance(value, dict):
        named = {str(key).casefold(): item for key, item in value.items() if isinstance(item, str) and item.strip()}
        own = next((html.unescape(named[key]) for key in _TITLE_KEYS if key in named), title)
        for item in value.values():
            yield from _walk(item, own, depth + 1)


def _in_text(text: str, title: str | None, depth: int) -> Iterator[Found]:
    if len(text) < _FEWEST:
        return
    if "%3C" in text or "%u" in text:
        text = unquote(_PERCENT_U.sub(lambda match: chr(int(match[1], 16)), text))
    if text.lstrip()[:1] in ("{", "["):
        try:
            inner = json.loads(text)
        except (ValueError, RecursionError):
            inner = None
        if inner is not None:
            yield from _walk(inner, title, depth + 1)
            return
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = html.unescape(text)
    yield Found(text if _TAG.search(text) else f"<pre>{html.escape(text)}</pre>", title)


def _strings(script: str) -> Iterator[str]:
    """The strings of a script, unescaped yet; those with nothing but a plus or a new call of write between as one."""
    parts: list[str] = []
    end = 0
    for count, match in enumerate(_TOKEN.finditer(script)):
        if match.lastindex is None:
            continue
        joined = match.start() - end < _FEWEST and _JOINT.fullmatch(script, end, match.start())
        if parts and not joined:
            yield "".join(parts)
            parts = []
        parts.append(match[match.lastindex])
        end = match.end()
        if count > _MOST_STRINGS:
            break
    yield "".join(parts)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return _SURROGATES.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return _ESCAPES.get(match[4], match[4])
