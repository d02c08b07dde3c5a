"""What is asked of Epoint's server for one page of a list, and how to go on after its answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from crawler.lists.shared import lenient_json, whole_number
from crawler.pages.asking import JSON, Ask
from crawler.pages.page import Page

NAME = "epoint"
_MOST_ROWS = 100  # at once: most lists of a county then take one question
_FEW_ROWS = 20
_MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Want:
    """A page of a list; `step` is 0 for the site's script, 1 for its other one, 2 for a page of entries.

    Older servers want what they are told `wrapped`, and count pages from nought.
    """

    column: str
    unit: str = ""
    name: str = ""
    step: int = 0
    wrapped: bool = False
    index: int = 1
    size: int = _MOST_ROWS
    site: str = ""
    endpoint: str = ""
    tries: int = 0
    is_last: bool = False

    def script(self, page: Page, address: str) -> Ask:
        """The question for a script of the site."""
        return Ask(address, referer=page.ask.referer or page.url, family=NAME, memo=self._memo(), script=True)

    def entries(self, page: Page) -> Ask | None:
        """The question for the page itself."""
        url = page.absolute(self.endpoint)
        inside = {
            "deptcode": self.unit,
            "categorynum": self.column,
            "pageIndex": self.index,
            "pageSize": self.size,
            "siteGuid": self.site,
        }
        body = json.dumps({"token": "", "params": inside} if self.wrapped else inside, ensure_ascii=False)
        return Ask(url, body, JSON, page.ask.referer or page.url, NAME, self._memo(), script=True) if url else None

    def _memo(self) -> tuple[str, ...]:
        return (json.dumps(asdict(self), ensure_ascii=False),)

    def after(self, rows: int, total: int | None) -> "Want | None":
        """The page after one with some rows; None after the last."""
        if self.is_last:
            return None
        size = min(rows, self.size) if total is None or rows < total else self.size
        before = self.index if self.wrapped else self.index - 1
        if total is not None and before * self.size + rows >= total:
            return None
        if total is not None and not self.wrapped and rows == total - self.index * self.size:
            return replace(self, index=0, is_last=True)  # this was the last page of a server that counts from nought
        capped = size if not before else self.size  # fewer than asked for on a first page is all that a server gives
        return replace(self, index=self.index + 1, size=capped, tries=_MOST_TRIES)

    def again(self, total: int | None) -> "Want | None":
        """Another way to ask where one brought nothing: from the other first page, wrapped or not, for fewer rows."""
        if self.tries >= _MOST_TRIES or total == 0:
            return None
        if total:
            return replace(self, index=1 - min(self.index, 1), tries=_MOST_TRIES, is_last=total <= self.size)
        if self.tries == 0:
            return replace(self, wrapped=not self.wrapped, index=1 if self.wrapped else 0, tries=1)
        return replace(
            self, wrapped=not self.wrapped, index=1 if self.wrapped else 0, size=_FEW_ROWS, tries=_MOST_TRIES
        )


def remembered(memo: Sequence[str]) -> Want | None:
    """The inverse of what a question keeps."""
    told = lenient_json(memo[0]) if memo else None
    if not isinstance(told, Mapping):
        return None
    kept: dict[str, Any] = {}
    for one in fields(Want):
        value = told.get(one.name, one.default)
        if one.type is int:
            value = whole_number(value) or 0
        elif one.type is bool:
            value = value is True
        else:
            value = value if isinstance(value, str) else ""
        kept[one.name] = value
    return Want(**{**kept, "size": kept["size"] or _FEW_ROWS})
