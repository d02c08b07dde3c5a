"""Lines of a section to its prose: without the rows of flattened tables, page numbers, signature and page furniture."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from archive.forms import form_tables
from pipelines.understanding.tables.values import kind
from pipelines.wording import bare

_LONGEST_ROW = 90  # characters of a printed row with its figures; the longest label has 38
_LONGEST_VALUE = 16
_LONGEST_PLAIN_WORD = 5  # longer labels are no words of prose: 第二十条第（一）项
_LONGEST_SIGNATURE = 32
_MOST_CLOSING = 12
_NEAR = 2  # lines around a label among which another piece of the table must stand
_FEWEST_PARTS = 2
# 一、 or （三） or 2. before a label
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+[、.,:]|\([一二三四五六七八九十\d]+\)|\d[.、,:]|其中:)+")
_EDGE = "、.,:;。*#-—\"'“”‘’「」|"
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_FIGURES_BEHIND = re.compile(r"[\d\s.,+\-/|%万元件项条次个份]+$")  # 规章 0 0 0
_BLANKS = re.compile(r"[\s|│,，]+")
# 第二十条第（一）项, misprinted 第二十一条; (单位:件) above a table
_OTHER_LABEL = re.compile(r"第二十一?条第?\(?[一二三四五六七八九]\)?项|\(?(?:计量)?单位:[^。]{1,8}\)?")
_PAGE_NUMBER = re.compile(r"[-—–\s第]*\d{1,3}[-—–\s页]*(?:[/共,，\s]+\d{1,3}[\s页]*)?")  # — 3 — or 第3页 共8页
_UNIT = re.compile(r"条|件|次|个|人|篇|万元|人次|项|份|元")
# 2021年1月15日 or 2021. 1. 15 or 二〇二一年一月十五日, perhaps with 印发
_DAY = (
    r"(?:20\d\d|二[〇○零o0][〇○零一二三四五六七八九o0]{2})[年./\-](?:元|[\d一二三四五六七八九十]{1,3})[月./\-]"
    r"(?:[\d一二三四五六七八九十]{1,3}日?)?"
)
_DATE = re.compile(rf"\(?{_DAY}(?:印发|印|发布)?\)?")
_DATED = re.compile(rf"(?P<issuer>[^\d:;,。]{{2,30}}){_DAY}(?:印发?)?")  # 党政综合办公室2021年1月22日印发
_SENTENCE_MARK = re.compile(r"[。；，！？,;]")
_ATTACHED = re.compile(r"附[件表](?:[:\d一二三四五六七]|$)|附[:]")  # 附件1, 附表:


def prose(lines: Sequence[str]) -> list[str]:
    """The lines that are prose.

    >>> prose(["我镇公开信息12条。", "规章", "0", "0", "0", "规范性文件", "0", "详见附件。", "- 3 -"])
    ['我镇公开信息12条。', '详见附件。']
    """
    marks = [_mark(line) for line in lines]
    kept = []
    in_table = False
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark == "row" and (_has_company(marks, place) or len(line) > _LONGEST_PLAIN_WORD):
            in_table = True
            continue
        if in_table and (mark == "figure" or _is_piece(line)):
            continue
        in_table = in_table and mark == "row"
        if _PAGE_NUMBER.fullmatch(line.strip()):
            continue
        kept.append(line)
    return kept


def signed_at(lines: Sequence[str], start: int) -> int | None:
    """Where the first signature with its date stands, from a line on: behind it no report goes on.

    >>> signed_at(["无。", "青禾县柳泉镇人民政府", "2021年1月15日", "监督电话：12345，欢迎来电。"], 0)
    1
    """
    for place in range(start, len(lines)):
        if len(lines[place]) > _LONGEST_SIGNATURE:
            continue
        core = bare(lines[place]).strip(_EDGE)
        dated = _DATED.fullmatch(core)
        if dated and dated["issuer"].endswith(_issuer_ends()):
            return place
        following = bare(lines[place + 1][: 2 * _LONGEST_SIGNATURE]) if place + 1 < len(lines) else ""
        if (
            core.endswith(_issuer_ends())
            and not _SENTENCE_MARK.search(core)
            and _DATE.fullmatch(following.strip(_EDGE))
        ):
            return place
    return None


def closing_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a signature, without what the page prints around it."""
    return [line for line in lines if _closes(line)][:_MOST_CLOSING]


def closing_start(lines: Sequence[str]) -> int:
    """Where the signature, the date and what the page prints behind them begin; the number of lines if nowhere.

    >>> closing_start(["无。", "青禾县柳泉镇人民政府", "2021年1月15日"])
    1
    """
    start = len(lines)
    while start and _closes(lines[start - 1]):
        start -= 1
    attached = next((place for place, line in enumerate(lines[:start]) if _attaches(line)), start)
    if any(len(line) > _LONGEST_SIGNATURE and _SENTENCE_MARK.search(line) for line in lines[attached:start]):
        return start  # the report goes on behind the name of an attachment
    return attached


def is_row(line: str) -> bool:
    """Whether a line is a label of a form, or a row of one with its figures."""
    return _mark(line) == "row"


@lru_cache(maxsize=8192)
def _mark(line: str) -> str:
    if len(line) > _LONGEST_ROW:
        return "prose"
    if len(line) <= _LONGEST_VALUE and (kind(line) != "words" or _UNIT.fullmatch(line)):
        return "figure"
    if _is_label(line) or _is_label(_FIGURES_BEHIND.sub("", line)):
        return "row"
    parts = [part for part in _BLANKS.split(line) if part]
    if len(parts) >= _FEWEST_PARTS and all(_is_label(part) or kind(part) == "value" for part in parts):
        return "row"
    return "prose"


def _is_label(text: str) -> bool:
    core = bare(text).strip(_EDGE)
    if core.strip("()") in _labels() or _OTHER_LABEL.fullmatch(core):
        return True
    core = _NUMBER.sub("", core).strip(_EDGE)
    return core in _labels() or _IN_BRACKETS.sub("", core) in _labels()


def _has_company(marks: Sequence[str], place: int) -> bool:
    """Whether a label stands among other pieces of a table: 行政许可 alone may head a paragraph."""
    near = [*marks[max(0, place - _NEAR) : place], *marks[place + 1 : place + 1 + _NEAR]]
    return any(mark != "prose" for mark in near)


def _is_piece(line: str) -> bool:
    """Whether a line is part of a label that was broken: 服务事项 of 其他对外管理服务事项."""
    core = _NUMBER.sub("", bare(line).strip(_EDGE))
    return not _SENTENCE_MARK.search(line) and len(core) != 1 and core in _all_labels()


def _closes(line: str) -> bool:
    core = bare(line).strip(_EDGE)
    if not core or _DATE.fullmatch(core) or _DATED.fullmatch(core) or _PAGE_NUMBER.fullmatch(core) or _attaches(line):
        return True
    if len(core) > _LONGEST_SIGNATURE or _SENTENCE_MARK.search(line.rstrip("。；")):
        return False
    core = core.strip("()[]【】")
    return core.endswith(_issuer_ends()) or core in _furniture() or core.startswith(_furniture_starts())


def _attaches(line: str) -> bool:
    return len(line) <= _LONGEST_SIGNATURE and bool(_ATTACHED.match(bare(line)))


@cache
def _labels() -> frozenset[str]:
    """Labels in bare characters, without numbers and what stands in brackets."""
    words = {
        label for cells in form_tables().values() for cell in cells for label in (cell.row_label, cell.column_label)
    }
    words.update(line for line in _read("form_words.txt").splitlines() if line and not line.startswith("#"))
    plain = {_NUMBER.sub("", bare(word)).strip(_EDGE) for word in words}
    return frozenset(plain | {_IN_BRACKETS.sub("", word) for word in plain})


@cache
def _all_labels() -> str:
    return "\n".join(sorted(_labels()))


@cache
def _line_words() -> Mapping[str, list[str]]:
    words: Mapping[str, list[str]] = json.loads(_read("line_words.json"))
    return words


@cache
def _issuer_ends() -> tuple[str, ...]:
    return tuple(_line_words()["issuer_ends"])


@cache
def _furniture() -> frozenset[str]:
    return frozenset(_line_words()["furniture_lines"])


@cache
def _furniture_starts() -> tuple[str, ...]:
    return tuple(_line_words()["furniture_starts"])


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
