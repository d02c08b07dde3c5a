"""A page's source to what a person sees of it at first: its own lines apart from links, and how much there is to go to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.pages.page import Element, parse, words_of
from pipelines.wording import bare

_MOST_SOURCE = 300_000
_MOST_SCRIPT = 5_000
_LONGEST_LINE = 80
_LETTER = re.compile(r"\w")
# alert("您访问的页面不存在"): error pages of old portals say it so, and show nothing
_ALERT = re.compile(r"""alert\(\s{0,5}["']([^"'<>\n]{1,80})["']""")
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "select", "textarea", "button"))
_INLINE = frozenset(("a", "abbr", "b", "big", "em", "font", "i", "label", "mark", "small", "span", "strong", "u"))
_SHOWING = frozenset(("img", "iframe", "frame", "frameset", "embed", "object", "input", "form", "svg", "canvas"))
_NO_FIELDS = frozenset(("hidden", "submit", "button", "checkbox", "radio", "image", "reset"))
_NO_ADDRESS = ("javascript:", "mailto:", "tel:", "#")
_ABOUT_AN_ARTICLE = frozenset(("articletitle", "pubdate"))


@dataclass(frozen=True, slots=True)
class Seen:
    """`lines` are in bare characters, short ones only; `letters` counts all of them. Text of links is in neither.

    `is_article` says that the page's tags name an article; `shows_something` that it has pictures, frames, forms.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    letters: int = 0
    links: int = 0
    fields: int = 0
    asks_password: bool = False
    is_article: bool = False
    has_script: bool = False
    shows_something: bool = False
    alerts: tuple[str, ...] = ()


def seen_of(source: str) -> Seen:
    """What is to be seen of a page, a fragment or a plain text.

    >>> seen_of("<title>青桐县</title><p>页面<b>不存在</b></p><a href='/'>首页</a>").lines
    ('页面不存在',)
    """
    tree = parse(source[:_MOST_SOURCE])
    if tree is None:
        return Seen()
    lines = [line for line in map(bare, _lines(tree)) if line]
    title = tree.find(".//title")
    fields = [
        kind
        for field in tree.iter("input")
        if (kind := (field.get("type") or "text").strip().lower()) not in _NO_FIELDS
    ]
    tags = {element.tag for element in tree.iter(etree.Element)}
    return Seen(
        "" if title is None else bare(words_of(title)),
        tuple(line for line in lines if len(line) <= _LONGEST_LINE),
        sum(len(_LETTER.findall(line)) for line in lines),
        len({address for link in tree.iter("a", "area") if (address := _address(link))}),
        len(fields),
        "password" in fields,
        any(_names_an_article(meta) for meta in tree.iter("meta")),
        "script" in tags,
        bool(tags & _SHOWING) or any(_is_refresh(meta) for meta in tree.iter("meta")),
        tuple(bare(text) for text in _ALERT.findall(source, 0, _MOST_SCRIPT)),
    )


def _lines(tree: Element) -> Iterator[str]:
    """The text between the beginnings and ends of blocks; that of links, scripts and hidden boxes left out."""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        is_told = element.tag not in _UNSEEN
        if element.tag not in _INLINE and is_told:
            yield "".join(pieces)
            pieces.clear()
        if event == "end":
            pieces.append(element.tail or "")
        elif not is_told or _address(element) is not None or _is_hidden(element):
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    yield "".join(pieces)


def _address(link: Element) -> str | None:
    """Where a link leads, empty where it runs a script or stays on the page; None for what is no link."""
    if link.tag not in ("a", "area") or link.get("href") is None:
        return None
    address = link.get("href").strip()
    return "" if address.lower().startswith(_NO_ADDRESS) else address


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or "display:none" in "".join((element.get("style") or "").lower().split())


def _names_an_article(meta: Element) -> bool:
    content = (meta.get("content") or "").strip()
    # templates that have nothing to name leave "null" or their own marks there
    named = (meta.get("name") or "").strip().lower() in _ABOUT_AN_ARTICLE
    return named and bool(content) and content.lower() != "null" and not content.startswith("<")


def _is_refresh(meta: Element) -> bool:
    return (meta.get("http-equiv") or "").strip().lower() == "refresh"
