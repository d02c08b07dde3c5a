"""The hooks of Datasette: functions on each connection, our pages among its own, a way back to them in its menu."""

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

from archive.database import DATABASE_NAME
from archive.schema import register_functions

View = Callable[[Any], Awaitable[Any]]


def database_name(datasette: Any) -> str:
    """The name under which Datasette serves the archive."""
    config = datasette.plugin_config("nianbao") or {}
    return str(config.get("database") or DATABASE_NAME.removesuffix(".db"))


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Comes last, so that our escape_fts stands in place of Datasette's own."""
    if database == database_name(datasette):
        register_functions(conn)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, View]]:
    from archive.web.answering import Site  # it needs Datasette itself, which loads its plugins first
    from archive.web.language import LANGUAGES
    from archive.web.site import PAGES, ROUTES

    site = Site(datasette, database_name(datasette))
    language = rf"/(?P<language>{'|'.join(LANGUAGES)})"
    return [
        *ROUTES,
        (r"^/$", site.home_in_the_readers_language),
        *((rf"^{language}/{page.pattern}$", site.view(page)) for page in PAGES),
        (rf"^{language}$", site.with_a_slash),
        (rf"^{language}/.*$", site.nothing_there),
    ]


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    return [{"href": datasette.urls.path("/"), "label": "年报 Nianbao"}]
