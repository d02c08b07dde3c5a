"""The words of a pager, or the script that draws one, to the present page, the pages and the entries that it tells of."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_OF_PAGES = re.compile(r"(?<![\d/.-])(\d{1,4})\s?/\s?(?:共\s?)?(\d{1,4})(?![\d/.-])")  # 1/11
# 共 14 页, 总页数: 14
_PAGES = re.compile(r"(?:共|总|分)(?:计|有|为)?\s?[:：]?\s?(\d{1,4})\s?页|(?:总页数|页数|总页)\s?[:：]?\s?(\d{1,4})")
_CURRENT = re.compile(r"(?<!共)第\s?(\d{1,4})\s?页|(?:当前页|页次)\s?[:：]?\s?(\d{1,4})")  # 第 1 页, 当前页: 1
_ENTRIES = re.compile(
    r"(?:共|总)(?:计|有|为|数|检索到|查询到|找到)?\s?[:：]?\s?(\d{1,6})\s?(?:条|篇|则|项|个(?!页)|件)"  # 共52条, 共有 52 条记录
    r"|(?:总记录数?|记录总数|总条数|总数|记录数)\s?(?:为|共)?\s?[:：]?\s?(\d{1,6})"  # 总记录数: 52
    r"|(?<!每)页\s?[,，/;；]?\s?(\d{1,6})\s?条(?!\s?/)"  # 共 14 页 212 条
    r"|(?<![\d第每页])(?<!页 )(\d{1,6})\s?条(?:记录|数据|信息|内容)?\s?[,，/\s]\s?(?:共|每页|第|\d)"  # 52条记录 每页15条
)
_STATED = re.compile(
    r"(?<![\w.$])[\"']?([A-Za-z_]{4,20})[\"']?\s{0,4}[:=]\s{0,4}[\"']?(\d{1,6})(?![\d.])"
)  # totalRecord:212


@dataclass(frozen=True, slots=True)
class Told:
    """What is said: the number of this page, how many there are, how many entries, how many a page."""

    current: int | None = None
    pages: int | None = None
    entries: int | None = None
    size: int | None = None


def told(text: str) -> Told:
    """What the words of a pager say.

    >>> told("共52条 首页 上页 1 2 下页 尾页 1/11")
    Told(current=1, pages=11, entries=52, size=None)
    >>> told("第 2 页 共 14 页 总记录数:212")
    Told(current=2, pages=14, entries=212, size=None)
    """
    current, pages = _number(_CURRENT.search(text)), _number(_PAGES.search(text))
    both = _OF_PAGES.search(text)
    if both and 0 < int(both[1]) <= int(both[2]):
        current, pages = current or int(both[1]), pages or int(both[2])
    return Told(current or None, pages or None, _number(_ENTRIES.search(text)))


def told_by_scripts(scripts: str) -> Told:
    """What scripts set; a name set to two numbers counts for nothing, nor a total beside which no list is spoken of.

    >>> told_by_scripts("laypage({count: 25, limit: 10, curr: 1})")
    Told(current=1, pages=3, entries=25, size=10)
    >>> told_by_scripts("var totalCount = 99812; // visitors")
    Told(current=None, pages=None, entries=None, size=None)
    """
    found: dict[str, set[int]] = {kind: set() for kind in ("currents", "counts", "totals", "sizes", "bare_totals")}
    for match in _STATED.finditer(scripts):
        for kind, numbers in found.items():
            if match[1].lower() in _words()[kind]:
                numbers.add(int(match[2]))
    current, pages, entries, size, bare = (next(iter(one)) if len(one) == 1 else None for one in found.values())
    entries = entries or (bare if size else None)
    if entries is not None and not (pages or size or current is not None):
        entries = None
    if entries and size and pages is None:
        pages = -(-entries // size)
    return Told(current or None, pages or None, entries, size or None)


def _number(match: re.Match[str] | None) -> int | None:
    return next((int(group) for group in match.groups() if group), None) if match else None


@cache
def _words() -> Mapping[str, frozenset[str]]:
    data = json.loads(files(__package__).joinpath("pagers.json").read_text("utf-8"))
    return {name: frozenset(value) for name, value in data.items()}
