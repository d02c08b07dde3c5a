"""A list page of any platform, to what turns its pages: the next one, how many there are, and how many entries."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from urllib.parse import parse_qsl, urlsplit

from crawler.lists.pager_words import Told, told, told_by_scripts
from crawler.lists.shared import is_pager_word, query, whole_number
from crawler.pages.handlers import built, leads_to, own_values, scripts_of, sinks
from crawler.pages.page import Element, Page, brief_words, words_of
from crawler.pages.year_switch import units_in

_LARGEST_PAGE = 1990  # from there on a bare number is a year
_LONGEST_PAGER = 300  # characters
_STEPS_UP = 4
_MOST_LINKS = 10_000  # no pager comes after so many
_MOST_TURNERS = 6
_MOST_BESIDE = 12
_LONGEST_BESIDE = 40
_SHORTEST_MONTH = 28
_LONGEST_WORD = 20  # letters; 下一页 and what is put around it
_AROUND_A_WORD = "[]【】<>＞›»→|·"
_SHOWN = ("span", "em", "b", "strong", "i", "li", "font", "a")
_LINKS = ("a", "button", "span", "li", "input", "em", "i")

_DIGITS = re.compile(r"\d{1,6}")  # index_2.html
_OPTION = re.compile(r"第?\s?(\d{1,4})\s?页?(?:/\d{1,4})?")  # 第2页
_PAGE_NAME = re.compile(r"(?:^|[.\w])(?:curr|page|index|num|pn?|i|n)\w*$", re.IGNORECASE)  # obj.curr, pageIndex


@dataclass(frozen=True, slots=True)
class Pager:
    """`place` is where it stands; None where only a script tells of it."""

    place: Element | None = None
    next: str | None = None
    current: int | None = None
    pages: int | None = None
    declared: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the page says itself that it is the last."""
        return self.current is not None and self.pages is not None and self.current >= self.pages


def pager_of(page: Page) -> Pager:
    """What a page says about its further pages; empty where it says nothing."""
    if not any(hint in page.text for hint in _words()["hints"]) or page.tree is None:
        return Pager()  # as most pages: looking closely costs more than all else that is done with them
    scripts = scripts_of(page)
    numbers = _numbers(page.tree)
    turners = _turners(page.tree, numbers)
    place = _place([*turners, *(link for _, link in numbers)])
    place = _boxed(page.tree) if place is None else place
    words = told(_near(place)) if place is not None else Told()
    drawn = told_by_scripts(scripts)
    current = words.current or _marked(page, numbers, place) or drawn.current or _current_of(page.url)
    pages = words.pages or drawn.pages
    entries = words.entries if words.entries is not None else drawn.entries
    found = Pager(place, None, current, pages, entries)
    if found.is_last:
        return found
    address = next((to for one in turners if (to := _target(page, one, scripts))), None)
    if not turners:
        address = _numbered(page, numbers, current, scripts)
    if address is None and pages and (current or 1) < pages:
        address = _drawn(page, scripts, (current or 1) + 1)
    if address is None and "<option" in page.text.lower():
        address = _chosen_next(page)
    if address and address.partition("#")[0] == page.url.partition("#")[0]:
        address = None
    return replace(found, next=address)


def turning_word(element: Element) -> bool:
    """Whether an element is one that turns to the next page."""
    text = brief_words(element, _LONGEST_WORD)
    if text is None:
        return False
    text = text or element.get("value") or element.get("title") or ""
    bare = "".join(text.lower().split())
    if bare in _words()["signs"] or bare.strip(_AROUND_A_WORD) in _words()["next"]:
        return True
    return element.tag == "a" and not text and "next" in _classes(element)


def _turners(tree: Element, numbers: Sequence[tuple[int, Element]]) -> list[Element]:
    """The links to the next page; a mere sign stands between the parts of a path too, so it must be beside numbers."""
    links = islice(tree.iter(*_LINKS), _MOST_LINKS)
    found = [one for one in links if turning_word(one) and not any(map(turning_word, one.iterchildren(*_LINKS)))]
    signs = _words()["signs"]
    named = [one for one in found if (said := words_of(one) or one.get("value")) and said not in signs]
    beside = {above for _, link in numbers for above in islice(link.iterancestors(), 3)}
    if named:
        return named[:_MOST_TURNERS]
    return [one for one in found if one.tag == "a" and beside.intersection(islice(one.iterancestors(), 3))]


def _numbers(tree: Element) -> list[tuple[int, Element]]:
    """The links of page numbers, those of one pager."""
    groups: dict[Element, list[tuple[int, Element]]] = {}
    for link in islice(tree.iter("a"), _MOST_LINKS):
        number = _page_number((brief_words(link, _LONGEST_WORD) or "").strip("[]"))
        if number is not None:
            for above in islice(link.iterancestors(), 3):
                groups.setdefault(above, []).append((number, link))
    return max((group for group in groups.values() if _is_row_of_pages(group)), key=len, default=[])


def _page_number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len("1989")
    return int(text) if is_number and 0 < int(text) < _LARGEST_PAGE else None


def _is_row_of_pages(group: Sequence[tuple[int, Element]]) -> bool:
    """Whether numbers are of pages: those of a calendar run to the end of a month, those of a slide show lead anywhere."""
    if len(group) >= _SHORTEST_MONTH or any(after <= before for (before, _), (after, _) in pairwise(group)):
        return False
    addresses = [link.get("href") or "" for _, link in group]
    handlers = [link.get("onclick") or "" for _, link in group]
    last = [
        int(numbers[-1]) if (numbers := _DIGITS.findall(f"{address} {handler}"[-60:])) else None
        for address, handler in zip(addresses, handlers, strict=True)
    ]
    fitting = [number for (number, _), one in zip(group, last, strict=True) if one in (number, number - 1)]
    downwards = {number + one for (number, _), one in zip(group, last, strict=True) if one is not None and number > 1}
    is_own = [one is None for one in last]  # the first page often has no number: index.html, or that of this page
    return len(fitting) + sum(is_own[:1]) >= len(group) - 1 or (len(group) > 1 and len(downwards) == 1)


def _marked(page: Page, numbers: Sequence[tuple[int, Element]], place: Element | None) -> int | None:
    """The number of this page: the one that is marked, that leads here, or that stands among the links without one."""
    for number, link in numbers:
        parent = link.getparent()
        boxed = _classes(parent) if parent is not None and parent.tag in ("li", "span") else frozenset()
        if (_classes(link) | boxed) & set(_words()["current"]) or page.absolute(link.get("href")) == page.url:
            return number
    if not numbers or place is None:
        return None
    linked = {number for number, _ in numbers}
    shown = {_page_number(words_of(one)) for one in place.iter(*_SHOWN) if one.find(".//a") is None}
    bare = {_page_number((one.tail or "").strip(" []|\xa0")) for one in place.iter("a")}
    missing = [number for number in range(1, max(linked) + 2) if number not in linked and number in shown | bare]
    return missing[0] if len(missing) == 1 else None


def _numbered(page: Page, numbers: Sequence[tuple[int, Element]], current: int | None, scripts: str) -> str | None:
    wanted = (current or 1) + 1
    found = next((_target(page, link, scripts) for number, link in numbers if number == wanted), None)
    return found or (_next_window(page, numbers, wanted, scripts) if numbers and numbers[-1][0] < wanted else None)


def _next_window(page: Page, numbers: Sequence[tuple[int, Element]], wanted: int, scripts: str) -> str | None:
    """Where the dots behind the last number lead, if that is the next page."""
    place = numbers[-1][1].getparent()
    for link in place.iter("a") if place is not None else ():
        target = _target(page, link, scripts) if words_of(link) in _words()["dots"] else None
        if target and _DIGITS.findall(target)[-1:] == [str(wanted)]:
            return target
    return None


def _chosen_next(page: Page) -> str | None:
    """The page behind the chosen one of a select whose options are pages."""
    for select in islice(page.tree.iter("select"), _MOST_TURNERS) if page.tree is not None else ():
        numbers = [_OPTION.fullmatch(words_of(option)) for option in select.iter("option")]
        if len(numbers) < 2 or not all(numbers):  # noqa: PLR2004  # one page needs no pager
            continue
        chosen = next((words_of(one) for one in select.iter("option") if one.get("selected") is not None), "1")
        wanted = int(_DIGITS.findall(chosen)[0]) + 1
        for lead in units_in(page):
            if (found := _OPTION.fullmatch(lead.text)) and int(found[1]) == wanted and lead.ask.body is None:
                return lead.ask.url
    return None


def _place(links: Sequence[Element]) -> Element | None:
    """The box of a pager: as much around its links as has no more words than a pager."""
    if not links:
        return None
    best = links[0]
    for above in islice(best.iterancestors(), _STEPS_UP):
        if len(words_of(above)) > _LONGEST_PAGER // 2 or above.tag in ("body", "html") or _has_other_links(above):
            break
        best = above
    return best


def _has_other_links(element: Element) -> bool:
    """Whether there are links that turn no pages: a last page's list is so short that it passes for part of its pager."""
    return any(not turning_word(link) and not is_pager_word(words_of(link)) for link in element.iter("a"))


def _near(place: Element) -> str:
    """The words of a pager and, where it shares a box with the list, the short ones beside it."""
    before: list[str] = []
    after = [place.tail or ""]
    for sibling in islice(place.itersiblings(preceding=True), _MOST_BESIDE):
        before[:0] = [_short(sibling), sibling.tail or ""]
    for sibling in islice(place.itersiblings(), _MOST_BESIDE):
        after += [_short(sibling), sibling.tail or ""]
    return " ".join(" ".join((*before, words_of(place), *after)).split())[:_LONGEST_PAGER]


def _short(element: Element) -> str:
    words = words_of(element) if isinstance(element.tag, str) and element.tag not in ("script", "style") else ""
    return words if len(words) <= _LONGEST_BESIDE else ""


def _boxed(tree: Element) -> Element | None:
    """The box that is a pager by its name and words; one of a single page has no links."""
    for element in tree.iter("div", "p", "span", "ul", "td", "nav"):
        if not (element.get("class") or element.get("id")):
            continue
        names = {*_classes(element), (element.get("id") or "").lower()}
        if any(name.rstrip("s0123456789_-").endswith(_words()["boxes"]) for name in names if name):
            text = words_of(element)
            if text and len(text) <= _LONGEST_PAGER // 2 and told(text) != Told() and not _has_other_links(element):
                return element
    return None


def _target(page: Page, element: Element, scripts: str) -> str | None:
    """Where a link of a pager leads, by its address or by its script."""
    link = element
    if element.tag != "a":
        inside = element.find(".//a")
        outside = next((above for above in list(element.iterancestors())[:2] if above.tag == "a"), None)
        link = inside if inside is not None else outside if outside is not None else element
    if {*_classes(element), *_classes(link)} & set(_words()["disabled"]) or link.get("disabled") is not None:
        return None
    url = page.absolute(link.get("href"))
    if url and not (link.get("href") or "").startswith("#"):
        return url
    own: dict[str, str] = dict(link.items())
    for handler in (own.get("onclick", ""), own.get("href", "")):
        if handler and "__doPostBack" not in handler:
            address = leads_to(handler, scripts, own_values(own, None))
            if address:
                return page.absolute(address)
    return None


def _drawn(page: Page, scripts: str, wanted: int) -> str | None:
    """The address that a script makes of a page's number: location.href = '?page=' + obj.curr."""
    for sink in sinks(scripts):
        names = [part.text for part in sink.parts if part.is_name]
        if len(names) == 1 and _PAGE_NAME.search(names[0]) and len(sink.parts) > 1:
            address = built(sink.parts, lambda _: str(wanted))
            if address:
                return page.absolute(address)
    return None


def _current_of(url: str) -> int | None:
    """The page that an address asks for by its query."""
    try:
        parameters = parse_qsl(urlsplit(url).query)
    except ValueError:
        return None
    return next((whole_number(value) for name, value in parameters if name.lower() in _words()["currents"]), None)


def next_by_query(url: str) -> str | None:
    """The next page of an address that says which page it is.

    >>> next_by_query("http://a.cn/list.jsp?cat=7&cur_page=2")
    'http://a.cn/list.jsp?cat=7&cur_page=3'
    """
    for name, value in _parameters(url):
        if name.lower() in _words()["currents"] and value.isdecimal() and len(value) < len("10000"):
            return query(url, **{name: int(value) + 1})
    return None


def _parameters(url: str) -> Iterator[tuple[str, str]]:
    try:
        yield from parse_qsl(urlsplit(url).query)
    except ValueError:
        return


def _classes(element: Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").lower().split())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    data = json.loads(files(__package__).joinpath("pagers.json").read_text("utf-8"))
    return {name: tuple(value) for name, value in data.items()}
