"""Words and filters to the reports that have them: hits with their place in the text, and how they spread."""

import sqlite3
from dataclasses import asdict, dataclass, replace

from archive.errors import UsageError
from archive.record import IssuerKind
from archive.search.find import ORDERS, Hit, Order, Spread, find, newest, shown, spread
from archive.search.query import MOST_CHARACTERS, MOST_SINGLE, MOST_TERMS, NothingToFindError, Query, parse
from archive.search.snippet import Piece, pieces
from archive.selection import KINDS, Selection, place, years
from archive.web.asking import Asked, BadRequestError, Page
from archive.web.gathering.listed import listed, listed_spread
from archive.web.links import Links

ROWS = 25
MOST_LISTED = 10_000  # hits in one file
_FILTERS = ("year", "place", "kind", "violated", "changed")


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as it stands in the address."""

    q: str = ""
    year: str = ""
    place: str = ""
    kind: str = ""
    violated: str = ""
    changed: str = ""
    order: str = ""

    def link(self, links: Links, **other: str | int) -> str:
        """The same search with some of it otherwise, from its first page on."""
        changed = replace(self, **{name: str(value) for name, value in other.items() if name != "page"})
        return links.search(**asdict(changed), page=other.get("page", ""))

    def file(self, links: Links) -> str:
        """The hits as a table for Excel."""
        return links.search_file(**asdict(self))

    @property
    def active(self) -> list[str]:
        """The filters that leave something out."""
        return [name for name in _FILTERS if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its title in pieces."""

    hit: Hit
    title: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """`refused` is the key of the words that say why nothing could be looked for; then there is no spread."""

    filters: Filters
    refused: str | None
    spread: Spread | None
    hits: tuple[Found, ...]
    page: int
    kinds: tuple[IssuerKind, ...] = KINDS
    orders: tuple[Order, ...] = ORDERS
    most_characters: int = MOST_CHARACTERS
    most_terms: int = MOST_TERMS
    most_single: int = MOST_SINGLE
    most_listed: int = MOST_LISTED

    @property
    def first(self) -> int:
        return (self.page - 1) * ROWS + 1

    @property
    def has_more(self) -> bool:
        return self.spread is not None and self.spread.number > self.page * ROWS


def look(connection: sqlite3.Connection, asked: Asked) -> Search:
    page = asked.page_number()
    filters, selection = filters_of(asked), selection_of(asked)
    query, refused = _query(filters.q)
    offset = (page - 1) * ROWS
    if refused:
        return Search(filters, refused, None, (), page)
    if query is None:
        hits = listed(connection, selection, ROWS, offset)
        found = tuple(Found(hit, (Piece(hit.title, is_hit=False),) if hit.title else ()) for hit in hits)
        return Search(filters, None, listed_spread(connection, selection), found, page)
    if filters.order == "relevance":
        whole, matched = (
            spread(connection, query, selection),
            find(connection, query, selection, "relevance", ROWS, offset),
        )
    else:
        part = newest(connection, query, selection, ROWS, offset)
        whole, matched = part.spread, shown(connection, part.report_ids, query)
    found = tuple(Found(hit, pieces(hit.title or "", query)) for hit in matched)
    return Search(filters, None, whole, found, page)


def filters_of(asked: Asked) -> Filters:
    return Filters(
        asked.one("q"),
        asked.one("year"),
        asked.one("place"),
        asked.choice("kind", KINDS),
        asked.choice("violated", ("1",)),
        asked.choice("changed", ("1",)),
        asked.choice("order", ORDERS),
    )


def selection_of(asked: Asked) -> Selection:
    year, where, kind = asked.one("year"), asked.one("place"), asked.choice("kind", KINDS)
    try:
        when = (years(year),) if year else ()
    except UsageError:
        raise BadRequestError("search.no_year", year=year[:20]) from None
    try:
        places = (place(where),) if where else ()
    except UsageError:
        raise BadRequestError("search.no_place", place=where[:60]) from None
    kinds = tuple(known for known in KINDS if known == kind)
    return Selection(when, places, kinds, bool(asked.one("violated")), bool(asked.one("changed")))


def _query(words: str) -> tuple[Query | None, str | None]:
    """What is looked for, None without words; or why it cannot be."""
    try:
        return (parse(words) if words else None), None
    except NothingToFindError:
        return None, "search.nothing_to_find"
    except UsageError:
        return None, "search.too_much"


PAGES = (Page("search", "search", look),)
