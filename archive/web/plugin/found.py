"""Rows of Datasette's table of reports to a list for people: what was found in each, with the way to our page of it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive.errors import UsageError
from archive.search.find import shown
from archive.search.query import Query, parse
from archive.search.snippet import Piece, pieces
from archive.web.language import Words, preferred
from archive.web.links import Links

_WHAT, _HOW = "_search", "_searchmode"


@dataclass(frozen=True, slots=True)
class Found:
    """A report in a list; a title that is not known is None."""

    link: str
    title: tuple[Piece, ...] | None
    about: tuple[str, ...]
    snippet: tuple[Piece, ...]


def searched(arguments: Any) -> str:
    """What was typed into the search box, for all columns or for one; Datasette's arguments are a mapping of its own."""
    names = [name for name in arguments if name.startswith(_WHAT) and name != _HOW]
    chosen = _WHAT if _WHAT in names else next(iter(names), None)
    return "" if chosen is None else str(arguments[chosen])


def listing(connection: sqlite3.Connection, ids: Iterable[int], query: Query | None, links: Links) -> list[Found]:
    """The reports with these numbers, in this order."""
    return [
        Found(
            links.report(hit.report_id),
            None if hit.title is None else _title(hit.title, query),
            tuple(str(part) for part in (hit.year, hit.issuer, hit.place) if part is not None),
            hit.snippet,
        )
        for hit in shown(connection, ids, query)
    ]


def _title(title: str, query: Query | None) -> tuple[Piece, ...]:
    return pieces(title, query) if query else (Piece(title, is_hit=False),)


class Listing:
    """What a template of Datasette may call to show the list."""

    def __init__(self, datasette: Any, database: str, request: Any) -> None:
        language = preferred(request.headers.get("accept-language", ""))
        self.words = Words(language)
        self.links = Links(language, datasette.urls.path, database)
        self._database = datasette.get_database(database)
        is_raw = request.args.get(_HOW) == "raw"  # then the words are an expression of FTS5
        self.searched = "" if is_raw else searched(request.args)

    async def of(self, rows: Iterable[Any]) -> list[Found]:
        """The list of these rows."""
        ids = [int(row["id"]) for row in rows]
        query = self._query()
        found: list[Found] = await self._database.execute_fn(
            lambda connection: listing(connection, ids, query, self.links)
        )
        return found

    def _query(self) -> Query | None:
        try:
            return parse(self.searched)
        except UsageError:
            return None
