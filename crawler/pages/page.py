"""One answer as those see it who look for links: decoded, parsed and searched only when someone asks."""

import json
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.pages.asking import Ask
from pipelines.reading.files.charset import decode

Element = Any  # lxml has no types

MOST_BYTES = 4 << 20  # of markup or JSON that is looked at; a list is never so long
_BINARY = re.compile(rb"^(?:%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|\x89PNG|\xff\xd8\xff|GIF8|\x1f\x8b|7z\xbc\xaf)")
_NO_ADDRESS = ("javascript:", "mailto:", "tel:", "data:", "about:", "#", "file:", "ftp:")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_LONGEST_ADDRESS = 2000
_ENDS = re.compile(r"</(?:body|html)\s{0,9}>(?=[\s\S]{0,400}<(?!/|!--))", re.IGNORECASE)  # not the last
_SCHEME_ENDS = len("https://")


class Page:
    """`url` is where the answer came from, `ask` what was asked for; `content_type` is as the server says."""

    def __init__(self, url: str, body: bytes, content_type: str | None = None, ask: Ask | None = None) -> None:
        self.url = url
        self.body = body
        self.content_type = content_type
        self.ask = ask or Ask(url)

    @cached_property
    def path(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def is_file(self) -> bool:
        """Whether this is a document of its own, and no page with links."""
        return bool(_BINARY.match(self.body[:16]))

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        if self.is_file:
            return "", "utf-8"
        return decode(self.body[:MOST_BYTES], self.content_type, markup=True)

    @cached_property
    def text(self) -> str:
        """The whole source, decoded; empty for a file."""
        return self._decoded[0]

    @cached_property
    def is_markup(self) -> bool:
        return not self.is_file and b"<" in self.body[:4096] and self.body.lstrip()[:1] not in (b"{", b"[")

    @cached_property
    def tree(self) -> Element | None:
        """The parsed page; None where there is no markup to parse."""
        tree = parse(self.text) if self.is_markup else None
        # lxml makes its objects anew for each walk over a tree, unless they are held
        self._held = [] if tree is None else list(tree.iter())
        return tree

    @cached_property
    def json(self) -> Any:
        """The answer as JSON; None where it is none."""
        try:
            return json.loads(self.text) if self.text.lstrip()[:1] in ("{", "[") else None
        except (ValueError, RecursionError):
            return None

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """The contents of meta tags by their names in lower case; of several, the first that says something."""
        found: dict[str, str] = {}
        for meta in self.tree.iter("meta") if self.tree is not None else ():
            name, content = (meta.get("name") or "").strip().lower(), " ".join((meta.get("content") or "").split())
            if name and content and content.lower() != "null":
                found.setdefault(name, content)
        return found

    @cached_property
    def title(self) -> str:
        """The words of <title>."""
        title = next(self.tree.iter("title"), None) if self.tree is not None else None
        return "" if title is None else words_of(title)

    def absolute(self, address: str | None, base: str | None = None) -> str | None:
        """The whole address of a link on this page; None for what is no address to fetch.

        >>> Page("http://a.cn/x/", b"").absolute("./y.html#top")
        'http://a.cn/x/y.html'
        """
        return join(base or self.base, address)

    @cached_property
    def base(self) -> str:
        """What links of this page are relative to."""
        tag = next(self.tree.iter("base"), None) if self.tree is not None else None
        stated = join(self.url, tag.get("href")) if tag is not None else None
        return stated or self.url


def parse(source: str) -> Element | None:
    """Markup, whole pages and fragments, to a tree; None where there is nothing in it."""
    if _ENDS.search(source):
        source = _ENDS.sub("", source)  # browsers read on behind the end of a page
    try:
        # not by lxml.html, which asks a function of Python for the class of each element
        return etree.fromstring(source.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def join(base: str, address: str | None) -> str | None:
    """The whole address without its fragment; None for scripts, mail and other schemes."""
    if not address:
        return None
    is_plain = address[0] in "./" or address[0].isalnum()  # no mere query, which goes with the page's own name
    if is_plain and "?" not in base and "#" not in base:  # pages of one folder share their links
        folder = base.rfind("/") + 1
        base = base[:folder] if folder > _SCHEME_ENDS else base
    return _joined(base, address)


@lru_cache(maxsize=1 << 14)
def _joined(base: str, address: str) -> str | None:
    plain = _CONTROL.sub("", address) if address.isascii() else _CONTROL.sub("", address.strip())
    if not plain or plain.lower().startswith(_NO_ADDRESS) or len(plain) > _LONGEST_ADDRESS:
        return None
    try:
        whole = urljoin(base, plain).partition("#")[0]
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def words_of(element: Element) -> str:
    """The text inside an element, blanks put right."""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(element.itertext()).split())


def brief_words(element: Element, most: int) -> str | None:
    """The words of an element that has at most so many letters; None where it has more, which is seen at once."""
    if not len(element):
        text = (element.text or "").strip()
        return " ".join(text.split()) if len(text) <= most else None
    if any(child.text and len(child.text.strip()) > most for child in element):
        return None
    pieces: list[str] = []
    left = most
    for piece in element.itertext():
        left -= len(piece.strip())
        if left < 0:
            return None
        pieces.append(piece)
    return " ".join("".join(pieces).split())
