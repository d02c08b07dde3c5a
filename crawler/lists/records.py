"""Lists in answers of JSON, whatever their keys are called: parsed answers in, records, their addresses and titles out."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.lists.shared import plain
from crawler.pages.asking import Lead, lead
from crawler.pages.page import Page

_MOST_RECORDS = 2000
_LONGEST_GUESS = 120  # letters; what is longer is no title
_LONGEST_ADDRESS = 2000
_DEEPEST = 6
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+/\S+|\.{0,2}/\S+\.[a-z]{3,5}")  # ./202401/t20240116_1.html
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def records_in(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The list of records in an answer, wherever in it that lies."""
    return min(_lists(value, 0), key=lambda one: one[0], default=((0, 0), ()))[1]


def _lists(value: Any, depth: int) -> Iterator[tuple[tuple[int, int], tuple[Mapping[str, Any], ...]]]:
    known = _names("lists")
    if depth == 0 and isinstance(value, list):
        value = {"list": value}
    children: Iterable[tuple[str, Any]] = value.items() if isinstance(value, dict) else ()
    for name, child in children:
        records = (
            tuple(one for one in child[:_MOST_RECORDS] if isinstance(one, dict)) if isinstance(child, list) else ()
        )
        if records and any(address_in(record) for record in records[:5]):
            yield (depth, known.get(name.casefold(), len(known))), records
        elif isinstance(child, dict) and depth < _DEEPEST:
            yield from _lists(child, depth + 1)


def scalar_in(value: Any, names: Sequence[str]) -> Any:
    """What an answer says under one of these names, at the least depth; None where it says nothing."""
    level = [value]
    for _ in range(_DEEPEST):
        objects = [one for one in level if isinstance(one, dict)]
        for name in names:
            for one in objects:
                if isinstance(one.get(name), str | int | float) and one[name] != "":
                    return one[name]
        level = [child for one in objects for child in one.values()]
    return None


def address_in(record: Mapping[str, Any]) -> str | None:
    """The address in a record: under a usual name, or else the first text that looks like one."""
    lowered = {str(name).casefold(): value for name, value in record.items()}
    for name in _names("addresses"):
        if isinstance(lowered.get(name), str) and lowered[name].strip():
            return str(lowered[name]).strip()
    texts = (value.strip() for value in lowered.values() if isinstance(value, str) and len(value) < _LONGEST_ADDRESS)
    return next((text for text in texts if _ADDRESS.fullmatch(text)), None)


def title_in(record: Mapping[str, Any]) -> str:
    """The title of a record: under a usual name, or else the text that reads most like one."""
    lowered = {str(name).casefold(): value for name, value in record.items()}
    titles = [words for name in _names("titles") if (words := plain(lowered.get(name)))]
    if titles:
        return titles[0]
    texts = [plain(value) for value in lowered.values() if isinstance(value, str) and len(value) < _LONGEST_GUESS]
    telling = [text for text in texts if any(word in text for word in _names("telling"))]
    names = [words for name in _names("names") if (words := plain(lowered.get(name)))]
    chinese = [text for text in texts if _CHINESE.search(text)]
    return next((max(group, key=len) for group in (telling, names, chinese) if group), "")


def record_leads(page: Page, records: Sequence[Mapping[str, Any]], around: str = "") -> tuple[Lead, ...]:
    """The links of an answer's records, each address once."""
    found: dict[str, Lead] = {}
    for record in records:
        url = page.absolute(address_in(record))
        if url:
            found.setdefault(url, lead(url, title_in(record), around))
    return tuple(found.values())


@cache
def _names(kind: str) -> Mapping[str, int]:
    names = json.loads(files(__package__).joinpath("records.json").read_text("utf-8"))[kind]
    return {name: place for place, name in enumerate(names)}
