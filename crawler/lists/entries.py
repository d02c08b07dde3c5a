"""A list page of any platform, to the entries of its list: the links in rows of one kind, nearest to the pager."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from crawler.lists.shared import is_pager_word
from crawler.pages.asking import Lead, lead
from crawler.pages.hidden_links import clicked, words_of_row
from crawler.pages.page import Element, Page, words_of

_MOST_LINKS = 3000
_STEPS_TO_A_ROW = 6
_MOST_LINKS_OF_A_ROW = 4
_LONG = 10  # characters; the names in menus are shorter than titles
_LONGEST_ROW = 400
_ENOUGH_NAMES = 3
_ROWS = ("li", "tr", "dd")
_LISTS = ("ul", "ol", "dl", "table", "tbody")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}(?:\s?[-./月]\s?\d{1,2})?|\[?\d\d-\d\d\]?(?=\s|$)")  # 2024-01-16
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇零○]")  # 2023


@dataclass(slots=True)
class _Block:
    """Rows of one kind, side by side."""

    place: Element
    score: int = 0
    long: int = 0
    found: dict[str, str] = field(default_factory=dict)


def entries(page: Page, near: Element | None = None) -> tuple[Lead, ...]:
    """The entries of the list that stands nearest to an element, or else of the best one."""
    blocks = _blocks(page)
    best = _nearest(blocks, near) if near is not None else max(blocks, key=_worth, default=None)
    return tuple(lead(url, text) for url, text in best.found.items()) if best and _is_list(best) else ()


def _is_list(block: _Block) -> bool:
    """Whether rows may be those of a list; names of units have neither dates nor many letters."""
    return block.score + block.long > 0 or len(block.found) >= _ENOUGH_NAMES


def _worth(block: _Block) -> tuple[int, int, int]:
    """Dates and years before long names, which links to other sites have too."""
    return block.score, block.long, len(block.found)


def _nearest(blocks: Sequence[_Block], near: Element) -> _Block | None:
    for above in (near, *near.iterancestors()):
        inside = [block for block in blocks if block.place is above or above in block.place.iterancestors()]
        found = [block for block in inside if _is_list(block)]
        if found:
            return max(found, key=_worth)
    return None


def _blocks(page: Page) -> list[_Block]:
    found: dict[tuple[Element, str, str, str], _Block] = {}
    for row, (link, url, text) in _links(page).items():
        if is_pager_word(text) or link.tag in ("option", "area"):
            continue
        container = row.getparent()
        if container is None:
            continue
        # one list is often cut into several <ul>, five rows each
        above = container.getparent() if container.tag in _LISTS else None
        place = container if above is None or above.tag == "body" else above
        kind = (place, str(container.tag), container.get("class") or "", str(row.tag))
        block = found.setdefault(kind, _Block(place))
        _put(block, row, url, text)
    return list(found.values())


def _put(block: _Block, row: Element, url: str, text: str) -> None:
    if len(text) <= len(block.found.get(url, "")):
        return
    if url not in block.found:
        words = words_of(row)[:_LONGEST_ROW]
        block.score += bool(_DATE.search(words)) + bool(_YEAR.search(text))
        block.long += len(text) >= _LONG
    block.found[url] = text


def _links(page: Page) -> dict[Element, tuple[Element, str, str]]:
    """The rows of a page, each with its link, the address and the words; of several links the one that says most."""
    plain = page.tree.iter("a") if page.tree is not None else ()
    all_of_them = [(link, url) for link in plain if (url := page.absolute(link.get("href")))][:_MOST_LINKS]
    known = {link for link, _ in all_of_them}
    all_of_them += [(element, url) for element, url in clicked(page) if element not in known]
    best: dict[Element, tuple[Element, str, str]] = {}
    for link, url in all_of_them:
        row, text = _row(link), words_of_row(link)
        if row not in best or len(text) > len(best[row][2]):
            best[row] = (link, url, text)
    return best


def _row(link: Element) -> Element:
    """The row that a link stands in: an item or a table's row, or else as much as has no other link."""
    for step in (link, *islice(link.iterancestors(), _STEPS_TO_A_ROW)):
        if step.tag in _ROWS:
            if _is_row(step):
                return step
            break
    row = link
    for _ in range(_STEPS_TO_A_ROW):
        parent = row.getparent()
        if parent is None or parent.tag == "body" or _count(parent) > 1:
            break
        row = parent
    return row


def _is_row(element: Element) -> bool:
    """Whether an item is one of a list, and not a box of the layout with lists inside."""
    return next(islice(element.iter(*_ROWS), 1, None), None) is None and _count(element) <= _MOST_LINKS_OF_A_ROW


def _count(element: Element) -> int:
    """How many addresses are linked inside, counted no further than matters."""
    seen: set[str] = set()
    for link in element.iter("a"):
        seen.add(link.get("href") or link.get("onclick") or "")
        if len(seen) > _MOST_LINKS_OF_A_ROW:
            break
    return len(seen)
