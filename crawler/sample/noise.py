"""What changes on a page from night to night although nothing happened: counters, dates, neighbours."""

from collections.abc import Sequence
from datetime import date
from html import escape
from zlib import crc32

_FIRST = 3  # in the first two nights everybody is quiet


class Noise:
    """The builder of a portal says what it makes: `counts` visits, tells the `day` on every page, or the `time`."""

    def __init__(self, night: int, day: date) -> None:
        self._night = night
        self._day = day
        self._neighbours: dict[str, str] = {}
        self.counts = self.tells_day = self.tells_time = False

    def views(self, path: str) -> str:
        """How often a page was seen; of most portals a script of their own tells."""
        return str(crc32(path.encode()) % 900 + 37 * self._night) if self.counts and self._night >= _FIRST else ""

    def above(self) -> str:
        """At the top of every page."""
        if not self.tells_day or self._night < _FIRST:
            return ""
        return f"<li>今天是{self._day.year}年{self._day.month}月{self._day.day}日</li>"

    def below(self, path: str) -> str:
        """Under the text of a report."""
        time = f'<p class="print">打印时间：{self._day} 02:{self._night:02d}:00</p>' if self.tells_time else ""
        return (time if self._night >= _FIRST else "") + self._neighbours.get(path, "")

    def put_side_by_side(self, entries: Sequence[tuple[str, str]]) -> None:
        """Has each page lead to those before and after it; `entries` are path and title in the order of the list."""
        if self._night < _FIRST:
            return
        ends = (None, *entries, None)
        for before, (path, _), after in zip(ends, entries, ends[2:], strict=False):
            self._neighbours[path] = "".join(
                f'<p>{words}：<a href="{escape(one[0])}">{escape(one[1])}</a></p>' if one else f"<p>{words}：没有了</p>"
                for words, one in (("上一篇", before), ("下一篇", after))
            )
