"""A snapshot's own bytes to the browser: the page for a frame in which nothing runs, and the original file."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.documents import read_document, read_exchange
from archive.errors import UsageError, WarcError
from archive.web.answering import Site
from archive.web.files.snapshot_content import HEADERS, MOST_BYTES, as_file, as_page, is_page
from archive.web.links import SNAPSHOT
from archive.web.plugin import database_name
from archive.web.readers import readers

Reading = Callable[[sqlite3.Connection, Path, int], Response]


async def view(request: Request, datasette: Datasette) -> Response:
    return await _answer(request, datasette, _page)


async def file(request: Request, datasette: Datasette) -> Response:
    return await _answer(request, datasette, _file)


ROUTES = (
    (rf"^{SNAPSHOT}/(?P<id>\d{{1,15}})/view$", view),
    (rf"^{SNAPSHOT}/(?P<id>\d{{1,15}})/file$", file),
)


async def _answer(request: Request, datasette: Datasette, read: Reading) -> Response:
    name = database_name(datasette)
    folder = Site(datasette, name).warc_folder()
    snapshot_id = int(request.url_vars["id"])

    def answer(connection: sqlite3.Connection) -> Response:
        try:
            _refuse_what_is_too_large(connection, snapshot_id)
            return read(connection, folder, snapshot_id)
        except UsageError as error:
            return Response.text(str(error), status=404, headers=dict(HEADERS))
        except (WarcError, OSError):
            return Response.text(
                "the capture cannot be read; `nianbao verify` tells more", status=502, headers=dict(HEADERS)
            )

    return await readers(datasette, name).ask(answer)


def _refuse_what_is_too_large(connection: sqlite3.Connection, snapshot_id: int) -> None:
    row = connection.execute("SELECT bytes FROM snapshots WHERE id = ?", (snapshot_id,)).fetchone()
    if row and row[0] > MOST_BYTES:
        raise UsageError(f"snapshot {snapshot_id} has {row[0]:,} bytes; take it from its WARC file")


def _page(connection: sqlite3.Connection, folder: Path, snapshot_id: int) -> Response:
    content = read_document(connection, folder, snapshot_id)
    (media_type,) = connection.execute("SELECT media_type FROM snapshots WHERE id = ?", (snapshot_id,)).fetchone()
    if not is_page(content, media_type):
        raise UsageError(f"snapshot {snapshot_id} is no page; its file can be downloaded")
    head = read_exchange(connection, folder, snapshot_id).response_head
    return Response.html(as_page(content, head), headers=dict(HEADERS))


def _file(connection: sqlite3.Connection, folder: Path, snapshot_id: int) -> Response:
    kept = as_file(read_document(connection, folder, snapshot_id), snapshot_id)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{kept.name}"'}
    return Response(kept.content, headers=headers, content_type=kept.media_type)
