"""Pagers that a script writes on static pages: createPageHTML calls and countPage variables in, numbers and file names out."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from crawler.families.family import Listing
from crawler.lists.entries import entries
from crawler.lists.shared import call_arguments
from crawler.lists.variables import Values, values_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.page import Element, Page

_FILE_NAME = re.compile(r"(.*?)(?:_(\d{1,6}))?\.(\w{3,5})")  # xxgk_list_2.shtml
_ENDING = re.compile(r"\.?(?:s?html?|jsp|aspx?|php|do)", re.IGNORECASE)
_ENDING_IN_SCRIPT = re.compile(r"""["'.+\s\\](s?html?)\\?["']""")  # + nextPage + "." + "shtml"
_FILE_STEM = re.compile(r"[\w./%:-]{1,200}")  # index, page_div, ./list
_WHOLE = re.compile(r"-?\d{1,7}")
_MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class StaticPager:
    """`box` is the element that the pager is written into, which one platform names and the other does not.

    `place` is where it stands. The number in the next page's file name is the present number and one, whether pages count from 0 or from 1.
    """

    pages: int
    current: int
    prefix: str
    ending: str
    box: str | None
    starts_at: int
    total: int | None
    is_total_sure: bool
    place: Element | None

    @property
    def following(self) -> str | None:
        """The file of the next page; None on the last."""
        if self.current + 1 - self.starts_at >= self.pages:
            return None
        return f"{self.prefix}_{self.current + 1}.{self.ending}"

    def declared(self, rows: int) -> int | None:
        """How many entries there are in all, if the pager says so; a further number may be that of the rows of a page."""
        if not self.total or (self.pages > 1 and self.total <= max(rows, self.pages - 1)):
            return None
        is_likely = (self.pages - 1) * rows < self.total <= self.pages * rows
        return self.total if self.is_total_sure or is_likely else None

    def next_on(self, page: Page) -> Ask | None:
        address = page.absolute(self.following)
        return Ask(address) if address and address != page.url else None


def listing_of(
    page: Page, pager: StaticPager, name: str, items: Sequence[Lead] | None = None, leads: Sequence[Lead] = ()
) -> Listing:
    """The list above a pager, unless its entries were found in another way."""
    if pager.is_total_sure and pager.total == 0:
        return Listing((), None, 0, pager.pages, leads, name)  # what else has rows on an empty page is another list
    if items is None:
        items = [replace(one, around=name) for one in entries(page, pager.place)]
    return Listing(items, pager.next_on(page), pager.declared(len(items)), pager.pages, leads, name)


@lru_cache(maxsize=2)
def static_pager(page: Page) -> StaticPager | None:
    """The pager of a page; None where its scripts write none. Several platforms ask it of one page, one after another."""
    if "createPage" not in page.text and "countPage" not in page.text:
        return None
    values = values_of(page.text)
    for name in _names("functions"):
        for arguments in call_arguments(page.text, name) if name in page.text else ():
            found = _from_call(page, _looked_up(arguments, values), name)
            if found:
                return found
    return _from_variables(page, values)


def _looked_up(arguments: Sequence[str], values: Values) -> tuple[str, ...]:
    """Arguments with the values of those that are names of variables."""
    return tuple(
        str(values(one)) if one.isidentifier() and one[0].isascii() and _is_given(values(one)) else one
        for one in arguments
    )


def _is_given(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _from_call(page: Page, arguments: Sequence[str], name: str) -> StaticPager | None:
    """The arguments stand in any order: (25, 0, "index", "html"), ("page_div", 10, 1, "xxgk_list", "shtml", 149)."""
    numbers = [int(one) for one in arguments if _WHOLE.fullmatch(one)]
    words = [one.strip() for one in arguments if one and not _WHOLE.fullmatch(one)]
    endings = [one for one in words if _ENDING.fullmatch(one)]
    others = [one for one in words if one not in endings and _FILE_STEM.fullmatch(one)]
    if len(numbers) < len(("pages", "current")):
        return None
    whole = page.path.rpartition("/")[2].rpartition(".")[0]
    box = others[0] if len(others) > 1 or (others and others[0] != whole and _is_box(page, others[0])) else None
    stem, suffix, ending = _own_name(page)
    prefix = next((one for one in others if one != box), stem)
    suffix = None if prefix == whole else suffix  # nb_2022.html is the first page of nb_2022
    here = (0, 1) if suffix is None else (suffix,)
    pages, current = numbers[:2]
    if not pages or (current not in here and pages in here):
        pages, current = current, pages
    if not 0 < pages <= _MOST_PAGES or current < 0:
        return None
    starts_at = current if suffix is None and current in (0, 1) else int(box is not None)
    total = max(numbers[2:], default=None)
    ending = endings[0].lstrip(".") if endings else ending
    return StaticPager(pages, current, prefix, ending, box, starts_at, total, box is not None, _place(page, box, name))


def _place(page: Page, box: str | None, name: str) -> Element | None:
    """The element that the pager is written into, or else the script that writes it."""
    elements = page.tree.iter("div", "p", "ul", "span", "td") if box and page.tree is not None else ()
    found = next((one for one in elements if one.get("id") == box), None)
    return found if found is not None else _script_with(page, name)


def _script_with(page: Page, word: str) -> Element | None:
    scripts = list(page.tree.iter("script")) if page.tree is not None else []
    return next((script for script in reversed(scripts) if word in (script.text or "")), None)


def _is_box(page: Page, word: str) -> bool:
    return f'id="{word}"' in page.text or f"id='{word}'" in page.text


def _from_variables(page: Page, values: Values) -> StaticPager | None:
    """A pager written out in the page: var countnum=634; var currentPage=0; var countPage=7."""
    pages, current, total = (_first_number(values, kind) for kind in ("pages", "current", "total"))
    if not pages or pages > _MOST_PAGES or current is None:
        return None
    script = _script_with(page, "countPage")
    stem, suffix, ending = _own_name(page)
    said = _ENDING_IN_SCRIPT.search((script.text or "")[:20_000]) if script is not None else None
    if "." not in page.path.rpartition("/")[2] and said:
        ending = said[1]
    starts_at = current if suffix is None and current in (0, 1) else 0
    return StaticPager(pages, current, stem, ending, None, starts_at, total, is_total_sure=True, place=script)


def _first_number(values: Values, kind: str) -> int | None:
    for name in _names(kind):
        value = values(name)
        if _is_given(value) and _WHOLE.fullmatch(str(value)):
            return max(0, int(str(value)))
    return None


def _own_name(page: Page) -> tuple[str, int | None, str]:
    """The page's own file: its name, the number behind it, its ending."""
    match = _FILE_NAME.fullmatch(page.path.rpartition("/")[2])
    if not match:
        return "index", None, "html"
    return match[1] or "index", int(match[2]) if match[2] else None, match[3]


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(json.loads(files(__package__).joinpath("static_pager.json").read_text("utf-8"))[kind])
