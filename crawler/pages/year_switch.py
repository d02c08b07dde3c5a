"""A page that shows one year at a time, to the addresses of its other years: selects, tabs and bare years with a click."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import XPath

from crawler.lists.shared import column_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.forms import submitted
from crawler.pages.handlers import Values, built, leads_to, own_values, scripts_of, sinks
from crawler.pages.page import Element, Page, words_of

_YEAR = re.compile(r"(?:19|20)\d\d")
# 2021, 2021年, 2021年度, 2021年年报, 2021年度报告
_BARE_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)?")
_NO_ADDRESS = ("#", "javascript:")
_CLICKED = ("a", "li", "span", "div", "td", "button", "em", "p", "dd", "label")
# most elements of a page have nothing of what a click needs
_PERHAPS_CLICKED = XPath(
    "//@onclick/.. | //@_href/.. | //@link/.. | //@*[starts-with(name(), 'data-')]/.."
    " | //@href[starts-with(normalize-space(), '#') or starts-with(normalize-space(), 'javascript:')]/.."
)
_YEAR_ALONE = re.compile(rf">\s{{0,200}}{_BARE_YEAR.pattern}\s{{0,200}}<")  # >2021年<
_DATA_ADDRESS = ("data-href", "data-url", "data-link", "data-src", "_href", "link")
_MOST_YEARS = 60
_MOST_ATTRIBUTES = 10_000
_MOST_CLICKED = 20_000  # elements of a page, of which few are of years
_MOST_SELECTS = 20
_MOST_OPTIONS = 400
_LONGEST_TEXT = 24


def years_in(page: Page) -> tuple[Lead, ...]:
    """The other years that a page can be switched to; `around` of each is the name of the column."""
    return _led(page, _years(page)) if "20" in page.text else ()


def units_in(page: Page) -> tuple[Lead, ...]:
    """Whom a page can be switched to by a select that is not one of years: departments, townships."""
    return _led(page, _units(page)) if "<option" in page.text or "<OPTION" in page.text else ()


def _led(page: Page, found: Iterator[tuple[Ask, str]]) -> tuple[Lead, ...]:
    around = column_of(page)
    leads: dict[tuple[str, str], Lead] = {}
    for ask, text in found:
        if ask.url != page.url or ask.body:
            leads.setdefault((ask.url, ask.more), Lead(ask, text, around))
        if len(leads) == _MOST_OPTIONS:
            break
    return tuple(leads.values())


def _years(page: Page) -> Iterator[tuple[Ask, str]]:
    tree = page.tree
    if tree is None or not _YEAR_ALONE.search(page.text):
        return
    scripts = scripts_of(page)
    for select in islice(tree.iter("select"), _MOST_SELECTS):
        options = _options(select)
        if any(_BARE_YEAR.fullmatch(text) for _, text in options):
            for value, text in options[:_MOST_YEARS]:
                if _YEAR.search(text) and (ask := _chosen(page, select, value, text, scripts)):
                    yield ask, _named(text)
    for element, text in islice(_clicked(page), _MOST_YEARS):
        if (address := _address_of(element, text, scripts)) and (url := page.absolute(address)):
            yield Ask(url), _named(text)


def _units(page: Page) -> Iterator[tuple[Ask, str]]:
    tree = page.tree
    if tree is None:
        return
    scripts = scripts_of(page)
    for select in islice(tree.iter("select"), _MOST_SELECTS):
        options = _options(select)
        if len(options) > 1 and not any(_BARE_YEAR.fullmatch(text) for _, text in options):
            for value, text in options[:_MOST_OPTIONS]:
                # a query form has selects too, of ways to sort and to search: only what switches by itself counts
                ask = _chosen(page, select, value, text, scripts) if value and _switches(select, value) else None
                if ask and not ask.body:
                    yield ask, text


def _switches(select: Element, value: str) -> bool:
    return bool(select.get("onchange")) or value.startswith(("/", "./", "?", "http"))


def _options(select: Element) -> list[tuple[str, str]]:
    pairs = ((one.get("value"), words_of(one)) for one in select.iter("option"))
    return [(text if value is None else value.strip(), text) for value, text in pairs if text]


def _chosen(page: Page, select: Element, value: str, text: str, scripts: str) -> Ask | None:
    """What is asked for when an option is chosen."""
    named = _of_select(select, value, text)
    handler = select.get("onchange") or ""
    address = leads_to(handler, scripts, named) if handler else None
    if address is None and _is_address(value):
        address = value
    if address is None and "__doPostBack" not in handler:
        address = _of_page(select, scripts, named)
    if address is not None:
        url = page.absolute(address)
        return Ask(url, referer=page.url) if url else None
    form = next((above for above in select.iterancestors() if above.tag == "form"), None)
    name = select.get("name")
    if form is None or not name:
        return None
    target = {"__EVENTTARGET": name} if "__doPostBack" in handler else {}
    return submitted(page, form, {name: value, **target})


def _of_page(select: Element, scripts: str, named: Values) -> str | None:
    """The address that another script of the page builds of the select: that of a button, or one hung on it later."""
    mark = select.get("id") or select.get("name") or ""
    if len(mark) < 2 or mark not in scripts:  # noqa: PLR2004  # one letter says nothing
        return None
    for sink in sinks(scripts):
        near = scripts[max(0, sink.start - 400) : sink.start + 200]
        if mark in near and any(part.is_name for part in sink.parts):
            address = built(sink.parts, _with_assigned(scripts[max(0, sink.start - 400) : sink.start], named))
            if address:
                return address
    return None


def _with_assigned(script: str, named: Values) -> Values:
    """Names that were set just before count too: var y = $("#year").val();"""

    def known(name: str) -> str | None:
        if (found := named(name)) is not None or not name.isidentifier():
            return found
        match = re.search(rf"(?<![\w$.?&]){name}\s{{0,4}}=\s{{0,4}}([^;\n]{{1,100}})", script)
        return named(match[1].strip()) if match else None

    return known


def _of_select(select: Element, value: str, text: str) -> Values:
    own = own_values({}, value)
    mark = select.get("id") or select.get("name") or ""

    def named(name: str) -> str | None:
        if name.endswith((".text", ".text()", ".innerText")):
            return text
        return own(name) if own(name) is not None else value if mark and mark == name else None

    return named


def _is_address(value: str) -> bool:
    return value.startswith(("/", "./", "../", "?", "http://", "https://")) or value.endswith(
        (".html", ".htm", ".shtml")
    )


def _clicked(page: Page) -> Iterator[tuple[Element, str]]:
    """Elements that say nothing but a year, and are no plain links."""
    tree: Element = page.tree
    # what finds them fast compares all that it finds with each other: no way to go on a page that is full of them
    is_full = page.text.count("=") > _MOST_ATTRIBUTES
    for element in islice(tree.iter(*_CLICKED) if is_full else _PERHAPS_CLICKED(tree), _MOST_CLICKED):
        if element.tag not in _CLICKED:
            continue
        names = element.keys()
        href = (element.get("href") or "").strip()
        if len(element) > 1 or not names or (href and not href.startswith(_NO_ADDRESS)):
            continue
        if "onclick" in names or href or any(name.startswith("data-") or name in _DATA_ADDRESS for name in names):
            text = words_of(element)
            if len(text) <= _LONGEST_TEXT and _BARE_YEAR.fullmatch(text):
                yield element, text


def _address_of(element: Element, text: str, scripts: str) -> str | None:
    attributes: dict[str, str] = dict(element.items())
    for name in _DATA_ADDRESS:
        if _is_address(attributes.get(name, "")):
            return attributes[name]
    named = _of_tab(attributes, text)
    for handler in (attributes.get("onclick", ""), attributes.get("href", "")):
        if handler and (address := leads_to(handler, scripts, named)):
            return address
    if any(name.startswith("data-") for name in attributes):
        for sink in sinks(scripts):
            if any(part.is_name for part in sink.parts) and (address := built(sink.parts, named)):
                return address
    return None


def _of_tab(attributes: dict[str, str], text: str) -> Values:
    own = own_values(attributes, None)
    year = _YEAR.search(text)

    def named(name: str) -> str | None:
        if name.endswith((".text()", ".innerText", ".innerHTML", ".html()")):
            return year[0] if year else text
        return own(name)

    return named


def _named(text: str) -> str:
    """A bare year with the word for it, so that it is read as one.

    >>> _named("2021"), _named("2021年度报告")
    ('2021年', '2021年度报告')
    """
    return f"{text}年" if text.isdecimal() else text
