"""The links of a page that are no plain <a href>: in clicks, data attributes, and the strings of scripts."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

from lxml.etree import XPath

from crawler.lists.shared import is_pager_word, lenient_json, link_words, plain
from crawler.pages.asking import Lead, lead
from crawler.pages.handlers import leads_to, own_values, scripts_of
from crawler.pages.page import Element, Page, parse

_MOST_CLICKS = 600
_MOST_ATTRIBUTES = 10_000
_MOST_ELEMENTS = 20_000
_LONGEST_ADDRESS = 600
_MOST_LINKS = 1000
_MOST_OF_A_TEXT = 400_000
_SHORTEST_TITLE = 4
_DEEPEST = 8

# such as /info/1025/10755.htm, ./2023/, list.aspx?id=3 or ?year=2021
_ADDRESS = re.compile(
    r"(?:https?:)?/{1,2}[^\s\"'<>]{1,500}|\.{1,2}/[^\s\"'<>]{1,500}|\?[\w%-]{1,60}=[^\s\"'<>]{1,300}"
    r"|[\w./-]{1,200}\.(?:s?html?|jsp|aspx?|php|do|pdf|docx?)(?:\?[^\s\"'<>]{0,300})?"
)
_ARGUMENT = re.compile(r"""[(,]\s*(["'])([^"'\s<>]{3,500})\1\s*(?=[,)])""")  # view('/info/1025/10755.htm')
# <a href="/x.html">…</a> inside a string
_WRITTEN = re.compile(r"<a\b[^<>]{1,1000}>[^<]{0,300}(?:<(?!/a)[^<>]{0,200}>[^<]{0,300}){0,6}</a>", re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")  # {title:'…',url:'/x.html'}
_ARRAY = re.compile(r"\[[^\[\]{}]{10,1000}\]")  # ["…年度报告","/x.html","2024-01-16"]
_WIDE = re.compile(r"[一-鿿]")  # 年


def clicked(page: Page) -> Sequence[tuple[Element, str]]:
    """Elements that a click, and no plain link, sends somewhere, with the whole address."""
    return _clicked(page)


@lru_cache(maxsize=1)  # several readers of one page ask in a row
def _clicked(page: Page) -> Sequence[tuple[Element, str]]:
    return tuple(_all_clicked(page))


def _all_clicked(page: Page) -> Iterator[tuple[Element, str]]:
    if page.tree is None or not any(mark in page.text for mark in _words()["marks"]):
        return
    scripts = scripts_of(page)
    count = 0
    elements = _words()["elements"]
    # what finds them fast compares all that it finds with each other: no way to go on a page that is full of them
    is_full = page.text.count("=") > _MOST_ATTRIBUTES
    perhaps = islice(page.tree.iter(*elements), _MOST_ELEMENTS) if is_full else _perhaps_clicked()(page.tree)
    for element in perhaps:
        if element.tag not in elements:
            continue
        own: dict[str, str] = dict(element.items())
        href = own.get("href", "").strip()
        if href and not href.lower().startswith(("javascript:", "#")):
            continue
        handler = own.get("onclick") or (href if href.lower().startswith("javascript:") else "")
        address = next((own[name] for name in _words()["attributes"] if _is_address(own.get(name, ""))), None)
        if not handler and not address:
            continue
        count += 1
        if count > _MOST_CLICKS:
            return
        address = address or leads_to(handler, scripts, own_values(own, None)) or _argument(handler)
        url = page.absolute(address)
        if url:
            yield element, url


def words_of_row(element: Element) -> str:
    """The words of an element that is a link: of a table's row those of the cell that says most.

    A row such as <tr onclick="…"> has a number and a date beside the title.
    """
    if element.tag == "a" or not len(element):
        return link_words(element)
    if not any(map(plain, element.itertext())):
        return link_words(element)
    return max((plain(piece) for piece in (element.get("title") or "", *element.itertext())), key=len)


def in_scripts(page: Page) -> tuple[Lead, ...]:
    """The links in the strings, arrays and objects of a page's scripts and islands of XML."""
    source = scripts_of(page)
    island = page.text.find("<![CDATA[")
    if island >= 0:
        source += page.text[island : island + _MOST_OF_A_TEXT]
    found: dict[str, Lead] = {}
    for address, title in (*_written(source), *_listed(source)):
        url = page.absolute(address)
        if url and not is_pager_word(title):
            found.setdefault(url, lead(url, title))
        if len(found) == _MOST_LINKS:
            break
    return tuple(found.values())


def in_json(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The addresses and titles of the entries anywhere in an answer of JSON."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if pair := _entry(value):
            yield pair
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value[:_MOST_LINKS]:
            if isinstance(one, Mapping | list):
                yield from in_json(one, depth + 1)


def _written(source: str) -> Iterator[tuple[str, str]]:
    if "<a " not in source and "<A " not in source:
        return
    source = source.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
    tree = parse("".join(f"<p>{match[0]}</p>" for match in _WRITTEN.finditer(source)))
    for link in tree.iter("a") if tree is not None else ():
        href, title = (link.get("href") or "").strip(), plain(link_words(link))
        if _ADDRESS.fullmatch(href) and title and "+" not in title:
            yield href, title


def _listed(source: str) -> Iterator[tuple[str, str]]:
    if not any(mark in source for mark in (".htm", ".shtm", "/", ".jsp", ".aspx", ".php", ".pdf")):
        return
    for count, match in enumerate(_OBJECT.finditer(source)):
        value = lenient_json(match[0]) if _WIDE.search(match[0]) or "\\u" in match[0] else None
        pair = _entry(value) if isinstance(value, Mapping) else None
        if pair:
            yield pair
        if count > _MOST_LINKS:
            break
    for count, match in enumerate(_ARRAY.finditer(source)):
        value = lenient_json(match[0]) if _WIDE.search(match[0]) or "\\u" in match[0] else None
        texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        addresses = [one for one in texts if _is_address(one.strip())]
        titles = [plain(one) for one in texts if _WIDE.search(one) and not _is_address(one.strip())]
        if len(addresses) == 1 and titles:
            yield addresses[0].strip(), max(titles, key=len)
        if count > _MOST_LINKS:
            break


def _entry(value: Mapping[Any, Any]) -> tuple[str, str] | None:
    """The address and the title in one object."""
    low = {key.lower(): one.strip() for key, one in value.items() if isinstance(key, str) and isinstance(one, str)}
    address = next((low[name] for name in _words()["urls"] if _is_address(low.get(name, ""))), None)
    title = next((plain(low[name]) for name in _words()["titles"] if plain(low.get(name, ""))), None)
    return (address, title) if address and title and len(title) >= _SHORTEST_TITLE else None


def _argument(handler: str) -> str | None:
    """The argument of a function of another file that is an address by itself."""
    return next((match[2] for match in _ARGUMENT.finditer(handler[:2000]) if _is_address(match[2])), None)


def _is_address(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))


@cache
def _perhaps_clicked() -> XPath:
    """Finds the elements that have what a click needs; most elements of a page have none of it."""
    paths = [f"//@{name}/.." for name in ("onclick", *_words()["attributes"], "href[contains(., ':')]")]
    return XPath(" | ".join(paths))


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    data = json.loads(files(__package__).joinpath("hidden_links.json").read_text("utf-8"))
    return {name: tuple(value) for name, value in data.items()}
