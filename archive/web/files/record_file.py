"""A report's number to its record, as JSON, for programs."""

import zlib
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
_TYPE = "application/json; charset=utf-8"
_RECORD = "SELECT body FROM reports JOIN records ON records.id = reports.record_id WHERE reports.id = ?"


async def record_file(request: Request, datasette: Datasette) -> Response:
    """The record of the current version, as `nianbao export --format jsonl` has it."""
    from archive.web.plugin import database_name  # it needs Datasette itself, which loads its plugins first

    found: Any = await datasette.get_database(database_name(datasette)).execute(_RECORD, (int(request.url_vars["id"]),))
    row = found.first()
    if row is None:
        return Response('{"error": "there is no such report"}', status=404, headers=dict(_HEADERS), content_type=_TYPE)
    return Response(zlib.decompress(row[0]).decode(), headers=dict(_HEADERS), content_type=_TYPE)


ROUTES = ((r"^/report/(?P<id>\d{1,15})\.json$", record_file),)
