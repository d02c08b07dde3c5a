"""The hooks of Datasette: functions and limits of each connection, our pages among its own, a way back in its menu."""

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

from archive.database import DATABASE_NAME
from archive.schema import register_functions
from archive.search.functions import register_search

View = Callable[..., Awaitable[Any]]  # Datasette gives a view what its parameters name


def database_name(datasette: Any) -> str:
    """The name under which Datasette serves the archive."""
    config = datasette.plugin_config("nianbao") or {}
    return str(config.get("database") or DATABASE_NAME.removesuffix(".db"))


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Comes last, so that our escape_fts stands in place of Datasette's own."""
    if database == database_name(datasette):
        from archive.web.plugin.guard import limit

        register_functions(conn)
        register_search(conn)
        limit(conn)


@hookimpl
def asgi_wrapper() -> Callable[..., Any]:
    from archive.web.plugin.guard import with_headers

    return with_headers


@hookimpl
def handle_exception(request: Any, exception: Exception) -> Any:
    from archive.web.plugin.guard import failure

    return failure(request, exception)


@hookimpl
def extra_template_vars(database: str | None, table: str | None, request: Any, datasette: Any) -> dict[str, Any]:
    """For the table of reports a readable list, and the words back in the search box, where an alpha forgets them."""
    if not request or table != "reports" or database != database_name(datasette):
        return {}
    from archive.web.plugin.found import Listing, searched

    words = {"search": searched(request.args)} if searched(request.args) else {}
    return {"report_listing": Listing(datasette, database, request), **words}


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, View]]:
    """None where Datasette serves other databases alone."""
    if database_name(datasette) not in datasette.databases:
        return []
    from archive.web.answering import Site  # it needs Datasette itself, which loads its plugins first
    from archive.web.language import LANGUAGES
    from archive.web.site import PAGES, ROUTES

    site = Site(datasette, database_name(datasette))
    language = rf"/(?P<language>{'|'.join(LANGUAGES)})"
    return [
        *ROUTES,
        (r"^/$", _function(site.home_in_the_readers_language)),
        *((rf"^{language}/{page.pattern}$", site.view(page)) for page in PAGES),
        (rf"^{language}$", _function(site.with_a_slash)),
        (rf"^{language}/.*$", _function(site.nothing_there)),
    ]


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    from archive.web.plugin.sheets import EXTENSION, render

    return {"extension": EXTENSION, "render": render}


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    if database_name(datasette) not in datasette.databases:
        return []
    return [{"href": datasette.urls.path("/"), "label": "年报 Nianbao"}]


def _function(method: View) -> View:
    """A method as the plain function that an alpha of Datasette wants."""

    async def answer(request: Any) -> Any:
        return await method(request)

    return answer
