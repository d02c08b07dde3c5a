"""How a list of the jPage script is read to its end: what was seen so far in, the next request out."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from crawler.lists.jpage import Island, Pager, mark_of
from crawler.lists.shared import query
from crawler.pages.asking import Ask

Way = Literal["group", "get", "post"]

_USUAL_WINDOW = 45
_SMALLEST_WINDOW, _LARGEST_WINDOW = 10, 100  # servers cut off what goes beyond, some at 300, some at 100
_MOST_DOUBTS = 4
_PAGE = re.compile(r"[?&]page=(\d{1,6})(?=&|$)")  # dataproxy.jsp?page=1&appid=1


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a list was read, and how its server is asked for more.

    `mark` stands for the first record: an answer that begins with it begins the list anew. `ways` are those of asking
    that are left to try.
    """

    page: str
    name: str
    proxy: str
    parameters: str
    further: str
    total: int | None
    seen: int
    mark: str
    window: int
    ways: tuple[Way, ...]
    doubts: int = 0

    @property
    def is_done(self) -> bool:
        return not self.ways or (self.total is not None and self.seen >= self.total)

    def ask(self, family: str) -> Ask | None:
        """The request for the next records.

        Servers obey either startrecord or page; numbers that say the same in both are right for all of them.
        """
        if self.is_done:
            return None
        memo = (json.dumps([getattr(self, name) for name in self.__slots__], ensure_ascii=False),)
        if self.ways[0] == "group":
            return Ask(self.further, referer=self.page, family=family, memo=memo, script=True)
        number = self.seen // self.window + 1
        start = (number - 1) * self.window + 1
        window = {"startrecord": start, "endrecord": start + self.window - 1, "perpage": self.window, "page": number}
        if self.ways[0] == "post":
            address = query(self.proxy, **window)
            return Ask(address, self.parameters, referer=self.page, family=family, memo=memo, script=True)
        address = self.further or f"{self.proxy}{'&' if '?' in self.proxy else '?'}{self.parameters}"
        return Ask(query(address, **window), referer=self.page, family=family, memo=memo, script=True)


def recalled(ask: Ask) -> Walk | None:
    """The walk that a request belongs to."""
    try:
        told: list[Any] = json.loads(ask.memo[0])
        return Walk(**{**dict(zip(Walk.__slots__, told, strict=True)), "ways": tuple(told[9])})
    except (ValueError, TypeError, IndexError):
        return None


def went_on(walk: Walk, answer: Island) -> tuple[Walk, bool]:
    """The walk after an answer, and whether the records of the answer are those that were asked for."""
    count, mark = len(answer.records), mark_of(answer.records)
    walk = replace(walk, total=answer.total if walk.total is None else walk.total, mark=walk.mark or mark)
    if not count:
        return replace(walk, ways=walk.ways[1:], doubts=0), False
    if walk.seen and mark == walk.mark:
        return _started_anew(walk, count)
    if walk.ways[0] == "group":
        further = answer.further or _next_page(walk.further)
        is_last = walk.total is None and not answer.further and count < _SMALLEST_WINDOW
        return replace(walk, seen=walk.seen + count, further=further, ways=() if is_last else walk.ways), True
    return _in_window(walk, count)


def _in_window(walk: Walk, count: int) -> tuple[Walk, bool]:
    start = walk.seen // walk.window * walk.window
    left = walk.window if walk.total is None else min(walk.window, walk.total - start)
    if count == left or walk.doubts == _MOST_DOUBTS:
        return replace(walk, seen=start + count, doubts=0), True
    if not start and count < left:
        is_all = walk.total is None and count < _SMALLEST_WINDOW
        return replace(walk, seen=count, window=count, ways=() if is_all else walk.ways), True
    if walk.total is None and count < min(walk.window, _SMALLEST_WINDOW):
        return replace(walk, seen=start + count, ways=()), True
    # cut to another number than was asked for: which records these are, only a window of that size tells for sure
    return replace(walk, window=count, doubts=walk.doubts + 1), False


def _started_anew(walk: Walk, count: int) -> tuple[Walk, bool]:
    """A server that counts its groups from one gives the first again; one that pays no heed always does."""
    if count > walk.seen:
        ways = tuple(way for way in walk.ways if way != "group")
        return replace(walk, seen=count, window=min(count, _LARGEST_WINDOW), ways=ways), True
    if walk.ways[0] != "group" and walk.seen < walk.window:
        return replace(walk, window=count, doubts=walk.doubts + 1), False
    return replace(walk, ways=walk.ways[1:], doubts=0), False


def _next_page(address: str) -> str:
    page = _PAGE.search(address)
    return query(address, page=int(page[1]) + 1 if page else 2)


def walk_from(page: str, name: str, island: Island, pager: Pager) -> Walk:
    """The walk that starts on a page with the first records; the addresses in both are whole ones."""
    stated = pager.window or len(island.records) or _USUAL_WINDOW
    window = stated if _SMALLEST_WINDOW <= stated <= _LARGEST_WINDOW else _USUAL_WINDOW
    if island.further:
        ways: tuple[Way, ...] = ("group", "get", "post") if pager.proxy else ("group", "get")
    else:
        ways = ("post", "get") if pager.proxy else ()
    return Walk(
        page,
        name,
        pager.proxy,
        pager.parameters,
        island.further,
        island.total if pager.total is None else pager.total,
        len(island.records),
        mark_of(island.records),
        window,
        ways,
    )
