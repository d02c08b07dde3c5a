"""A document and the source of its page to what stood in the way of it: a firewall, a log-in, an error page."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.document import Document, Grid
from pipelines.wording import bare

_LONGEST_LINE = 80
_MOST_LINES = 60
_FEW_LINES = 15  # a page of more lines has content of its own, or the navigation of a site around an error
_LONGEST_TITLE = 24
_SHELL_TEXT, _SHELL_SURROUNDINGS = 40, 200  # characters of a page that has nothing to say
_WAITING_TEXT = 160
_SOURCE = 20_000
_WORD = re.compile(r"[\w]")


@dataclass(frozen=True, slots=True)
class Firewall:
    """A product that was told by its mark in a page's source, and what it does there: a reason of the verdict."""

    product: str
    reason: str


def firewall(source: str) -> Firewall | None:
    """The product whose mark stands at the beginning of a page's source.

    >>> firewall("<script src='/wzws-waf-cgi/x.js'></script>")
    Firewall(product='奇安信, 360', reason='challenge')
    """
    text = source[:_SOURCE].lower()
    return next((one for one, marks in _sources() if any(mark in text for mark in marks)), None)


def spoken_reason(lines: Iterable[str]) -> str | None:
    """What the lines of a page that has no content of its own say stands in the way; they are in bare characters.

    >>> spoken_reason(["该页面不存在"]), spoken_reason(["请先登录"]), spoken_reason(["通知公告"])
    ('soft_404', 'login', None)
    """
    said = list(lines)
    return next((reason for reason, pattern in _texts() if any(pattern.search(line) for line in said)), None)


def tells_of_no_page(line: str) -> bool:
    """Whether a line, in bare characters, says even amid a site's whole navigation that there is no such page.

    >>> tells_of_no_page("您访问的页面不存在"), tells_of_no_page("系统升级")
    (True, False)
    """
    return bool(_on_any_page().search(line))


def hindrance(document: Document, raw: str | None) -> str | None:
    """Why a page is not what was asked for: a reason of the verdict blocked, None for a page with content.

    `raw` is the beginning of the page's source, where it is known; some challenges have no text at all.
    """
    if known := firewall(raw or ""):
        return known.reason
    lines = list(short_lines(document))
    title = bare(document.title or "")
    spoken = [title] if len(title) <= _LONGEST_TITLE else []
    if len(lines) <= _FEW_LINES:
        spoken += lines
    return spoken_reason(spoken) or ("soft_404" if any(tells_of_no_page(line) for line in lines) else None)


def is_shell(document: Document, raw: str | None, *, prose: int = 0) -> bool:
    """Whether a web page has no text of its own: scripts would fill it, or it sends the browser elsewhere.

    >>> is_shell(Document("html", ()), None)
    True
    """
    if document.reader != "html":
        return False
    text = "".join(short_lines(document))
    around = sum(len(line) for line in document.surroundings)
    letters = len(_WORD.findall(text))
    if letters <= _WAITING_TEXT and _waiting().search(text):
        return True
    if prose or letters > _SHELL_TEXT:
        return False
    return around <= _SHELL_SURROUNDINGS or any(pattern.search((raw or "")[:_SOURCE].lower()) for pattern in _shells())


def short_lines(document: Document) -> Iterator[str]:
    """The first short lines of the body in bare characters."""
    found = 0
    for block in document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        for text in texts:
            if 0 < len(text) <= _LONGEST_LINE:
                yield bare(text)
                found += 1
            if found >= _MOST_LINES:
                return


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("challenges.json").read_text("utf-8"))
    return data


@cache
def _sources() -> Sequence[tuple[Firewall, tuple[str, ...]]]:
    return [(Firewall(one["product"], one["reason"]), tuple(one["marks"])) for one in _data()["sources"]]


@cache
def _texts() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(one["reason"], re.compile("|".join(one["patterns"]))) for one in _data()["texts"]]


@cache
def _shells() -> Sequence[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in _data()["shells"]]


@cache
def _on_any_page() -> re.Pattern[str]:
    return re.compile(_data()["on_any_page"])


@cache
def _waiting() -> re.Pattern[str]:
    return re.compile(_data()["waiting"])
