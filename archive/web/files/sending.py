"""A request to an answer that is no page: what a page's `look` writes as text, sent as a file, failures still as pages."""

import sqlite3

from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from archive.web.answering import Site
from archive.web.asking import Asked, Page
from archive.web.readers import readers

_OK = 200


class Files(Site):
    """Feeds and tables of one Datasette."""

    async def file(self, request: Request, page: Page, media_type: str, name: str = "") -> Response:
        """What `look` of the page returns is the text; with a name it is for keeping, not for looking at."""
        answer = await self._answer(request, page)
        if answer.status == _OK:
            answer.content_type = media_type
            if name:
                answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    async def _within_its_time(self, page: Page, asked: Asked) -> str:
        def ask(connection: sqlite3.Connection) -> str:
            with sqlite_timelimit(connection, page.milliseconds):
                return str(page.look(connection, asked))

        return await readers(self._datasette, self._database).ask(ask)
