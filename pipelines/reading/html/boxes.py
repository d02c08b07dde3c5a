"""The tree of a page to the elements that systems are known to put the body into, and those they put the title into."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.reading.html.tree import Element

_MOST_CONTAINERS = 500


@dataclass(frozen=True, slots=True)
class BodyWords:
    """`ranks` has a number for each selector, lower for those that stand more closely around the text."""

    ranks: Mapping[str, int]
    closely: int  # ranks below this one hold the text and little else
    headline_names: frozenset[str]
    footer: tuple[str, ...]
    page_end: tuple[str, ...]
    path: tuple[str, ...]


@cache
def words() -> BodyWords:
    data = json.loads(files(__package__).joinpath("html_body.json").read_text("utf-8"))
    selectors = data["containers"] + data["wide_containers"]
    return BodyWords(
        {selector: rank for rank, selector in enumerate(selectors)},
        len(data["containers"]),
        frozenset(data["headline_names"]),
        tuple(data["footer_words"]),
        tuple(data["page_end_words"]),
        tuple(data["path_words"]),
    )


def containers(root: Element) -> dict[Element, int]:
    """The elements that may hold the body, with the rank of the best name that each has."""
    ranks = words().ranks
    found = {}
    for element in root.xpath("//*[@id or @class] | //ucapcontent | //article | //main"):
        rank = min((ranks[name] for name in _selectors(element) if name in ranks), default=None)
        if rank is not None:
            found[element] = rank
        if len(found) == _MOST_CONTAINERS:
            break
    return found


def is_headline(element: Element) -> bool:
    """Whether an element is made to hold a title, by its tag or name."""
    if element.tag in ("h1", "h2", "h3", "ucaptitle"):
        return True
    names = words().headline_names
    return any(selector.lstrip(".#") in names for selector in _selectors(element) if selector[0] in ".#")


def _selectors(element: Element) -> Iterator[str]:
    yield element.tag
    yield f"#{(element.get('id') or '').casefold()}"
    for name in (element.get("class") or "").split():
        yield f".{name.casefold()}"
