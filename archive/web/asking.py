"""What a reader asks of a page, and what a page may answer instead of itself."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import NianbaoError
from archive.web.language import Words
from archive.web.links import Links

LONGEST = 400  # characters of one value in an address
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the language, the parts of the address, the parameters, and where the WARC files lie.

    `in_other_language` is the address of the same page in the other language.
    """

    words: Words
    links: Links
    parts: Mapping[str, str]
    parameters: Mapping[str, Sequence[str]]
    warc_folder: Path
    in_other_language: str

    def all(self, name: str) -> list[str]:
        """The values of a parameter that say something."""
        given = [value.strip() for value in self.parameters.get(name, ())]
        if any(len(value) > LONGEST or "\0" in value for value in given):
            raise BadRequestError("site.too_long", name=name)
        return [value for value in given if value]

    def one(self, name: str) -> str:
        """The first value of a parameter; empty where it says nothing."""
        return next(iter(self.all(name)), "")

    def number(self, name: str, default: int, least: int = 0, most: int = 10**9) -> int:
        """A whole number within bounds."""
        text = self.one(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and len(text) < LONGEST and least <= int(text[:12]) <= most):
            raise BadRequestError("site.no_number", name=name)
        return int(text)

    def choice(self, name: str, known: Sequence[str]) -> str:
        """One of a closed list of words, or empty."""
        text = self.one(name)
        if text and text not in known:
            raise BadRequestError("site.no_choice", name=name, known=", ".join(known))
        return text

    def page_number(self) -> int:
        """The page of a long list, from 1."""
        return self.number("page", 1, 1, MOST_PAGES)

    def id(self) -> int:
        """The number in the address, under `id`."""
        return int(self.parts["id"])


class SiteError(NianbaoError):
    """Raised by a page that cannot be shown as asked: the status, and the words that say why."""

    status = 400

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class BadRequestError(SiteError):
    """Raised for a parameter that means nothing."""


class NotThereError(SiteError):
    """Raised for an address that leads to nothing in this archive."""

    status = 404


class ElsewhereError(SiteError):
    """Raised for what stands at another address."""

    status = 302

    def __init__(self, link: str) -> None:
        super().__init__("site.elsewhere")
        self.link = link


@dataclass(frozen=True, slots=True)
class Page:
    r"""One page: the pattern of its address behind the language, its name, and what gathers what it shows.

    Numbers in a pattern are `\d{1,15}`: longer ones would not fit SQLite. `name` is that of its module, its template and its
    words. What `look` returns is `page` in the template.
    """

    pattern: str
    name: str
    look: Callable[[sqlite3.Connection, Asked], object]
    milliseconds: int = 3000
