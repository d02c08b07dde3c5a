"""A request to an answer: the page asked on a read-only connection, within its time, and every failure as a page."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from archive.errors import NianbaoError
from archive.store import WARC_FOLDER
from archive.web.asking import Asked, ElsewhereError, NotThereError, Page, SiteError
from archive.web.language import LANGUAGES, Words, preferred
from archive.web.links import Links
from archive.web.readers import readers
from archive.web.rendering import render

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_MOST_PARAMETERS = 100
_LOG = logging.getLogger(__name__)

View = Callable[[Request], Awaitable[Response]]


class Site:
    """Our pages within one Datasette."""

    def __init__(self, datasette: Datasette, database: str) -> None:
        self._datasette = datasette
        self._database = database

    def warc_folder(self) -> Path:
        """Where the captures lie: beside the database, unless the configuration says another place."""
        config = self._datasette.plugin_config("nianbao") or {}
        path = self._datasette.get_database(self._database).path
        return Path(config.get("warc") or Path(path or "").parent / WARC_FOLDER)

    def view(self, page: Page) -> View:
        async def answer(request: Request) -> Response:
            return await self._answer(request, page)

        return answer

    async def home_in_the_readers_language(self, request: Request) -> Response:
        from archive.web.pages.home import PAGES

        answer = await self._answer(request, PAGES[0])
        answer.headers["Vary"] = "Accept-Language"
        return answer

    async def with_a_slash(self, request: Request) -> Response:
        return Response.redirect(self._asked(request, {}).links.home())

    async def nothing_there(self, request: Request) -> Response:
        return _failure(self._asked(request, {}), NotThereError("site.nothing_there"))

    async def _answer(self, request: Request, page: Page) -> Response:
        parts = {name: unquote(value) for name, value in request.url_vars.items() if value is not None}
        asked = self._asked(request, parts)
        try:
            text = await self._within_its_time(page, asked)
        except ElsewhereError as error:
            return Response.redirect(error.link)
        except SiteError as error:
            return _failure(asked, error)
        except NianbaoError as error:
            return _failure(asked, SiteError("site.refused", reason=str(error)))
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                _LOG.exception("%s could not be shown", request.path)
            too_long = "interrupted" in str(error)
            return _failure(asked, SiteError("site.took_too_long" if too_long else "site.broken"), 503)
        except Exception:  # noqa: BLE001  whatever it is, a reader gets a page, and the log the rest
            _LOG.exception("%s could not be shown", request.path)
            return _failure(asked, SiteError("site.broken"), 500)
        return Response.html(text, headers=dict(HEADERS))

    async def _within_its_time(self, page: Page, asked: Asked) -> str:
        def ask(connection: sqlite3.Connection) -> str:
            with sqlite_timelimit(connection, page.milliseconds):
                shown = page.look(connection, asked)
                return render(page.name, asked, shown)

        return await readers(self._datasette, self._database).ask(ask)

    def _asked(self, request: Request, parts: Mapping[str, str]) -> Asked:
        named = request.url_vars.get("language")
        language = next((one for one in LANGUAGES if one == named), None)
        language = language or preferred(request.headers.get("accept-language", ""))
        words = Words(language)
        links = Links(language, self._path, self._database)
        try:
            parameters: Mapping[str, Any] = parse_qs(request.query_string, max_num_fields=_MOST_PARAMETERS)
        except ValueError:
            parameters = {}
        rest = request.path.partition(f"/{named}/")[2] if named else ""
        query = f"?{request.query_string}" if request.query_string else ""
        same = self._path(f"/{words.other}/{rest}") + query
        return Asked(words, links, parts, parameters, self.warc_folder(), same)

    def _path(self, path: str) -> str:
        return str(self._datasette.urls.path(path))


def _failure(asked: Asked, error: SiteError, status: int | None = None) -> Response:
    text = render("failure", asked, error)
    return Response.html(text, status=status or error.status, headers=dict(HEADERS))
