"""A list element to the numbers that a browser prints before its items."""

import re
from collections.abc import Callable, Iterator
from itertools import count

from pipelines.reading.html.tree import Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)  # list-style-type: cjk-ideographic
_NO_NUMBERS = {"none", "disc", "circle", "square", "inherit", "initial", "outside", "inside"}
_DIGITS = "〇一二三四五六七八九"
_LARGEST_IN_CHINESE = 99
_LETTERS = 26


def list_marks(element: Element) -> Iterator[str] | None:
    """The numbers in order, each as it is printed; None for a list without numbers."""
    if element.tag != "ol":
        return None
    style = _STYLE.search(element.get("style") or "")
    kind = (style[1] if style else element.get("type") or "1").casefold()
    if kind in _NO_NUMBERS:
        return None
    printed = _printer(kind)
    start = element.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < len("10000") else 1
    return (printed(number) for number in count(first))


def _printer(kind: str) -> Callable[[int], str]:
    if "cjk" in kind or "chinese" in kind:
        return lambda number: f"{chinese(number)}、"
    if kind in {"a", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin"}:
        return lambda number: f"{chr(ord('a') + (number - 1) % _LETTERS)}."
    return lambda number: f"{number}."


def chinese(number: int) -> str:
    """A number as headings have it.

    >>> chinese(3), chinese(10), chinese(25), chinese(100)
    ('三', '十', '二十五', '100')
    """
    if not 0 < number <= _LARGEST_IN_CHINESE:
        return str(number)
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones else "")
