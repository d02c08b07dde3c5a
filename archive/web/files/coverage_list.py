"""The bodies that the page of coverage lists, as CSV that spreadsheets read as Chinese, sent piece by piece."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import AsgiStream, Request, Response

from archive.coverage.telling import COLUMNS
from archive.web.asking import Asked, SiteError
from archive.web.files.sheet import MEDIA_TYPE, lines, sheet
from archive.web.gathering.reckoned import SELECTED
from archive.web.language import Words
from archive.web.links import STATIC, Links
from archive.web.pages.coverage import Choice, choice_of
from archive.web.readers import readers

TITLES = ("area", *COLUMNS, "as_of")
_A_PIECE = 2000
_MILLISECONDS = 5000
_MOST_PARAMETERS = 100


async def coverage_list(request: Request, datasette: Datasette) -> Response | AsgiStream:
    """The same choice as on the page, all its rows."""
    from archive.web.plugin import database_name  # the plugin imports the site, and the site this

    reading = readers(datasette, database_name(datasette))

    def choice(connection: sqlite3.Connection) -> Choice:
        with sqlite_timelimit(connection, _MILLISECONDS):
            return choice_of(connection, _asked(request))

    try:
        chosen = await reading.ask(choice)
    except (SiteError, ValueError):
        return Response.text("these parameters mean nothing", status=400)

    async def send(writer: Any) -> None:
        await writer.write(sheet([*TITLES], ()))
        after: tuple[str, int] = ("", -1)
        while True:
            rows = await reading.ask(partial(_piece, chosen, after))
            await writer.write(lines([row[1:] for row in rows]))
            if len(rows) < _A_PIECE:
                return
            after = (rows[-1][1], rows[-1][0])

    year = chosen.year or "none"
    headers = {
        "Content-Disposition": f'attachment; filename="coverage-{chosen.division or "all"}-{year}.csv"',
        "X-Content-Type-Options": "nosniff",
    }
    return AsgiStream(send, headers=headers, content_type=MEDIA_TYPE)


def _asked(request: Request) -> Asked:
    parameters = parse_qs(request.query_string, max_num_fields=_MOST_PARAMETERS)
    return Asked(Words("zh"), Links("zh", str, ""), {}, parameters, Path(), "")


def _piece(chosen: Choice, after: tuple[str, int], connection: sqlite3.Connection) -> list[Sequence[Any]]:
    """Rows behind one, by the key of the table, so that a late piece costs no more than an early one."""
    wanted = chosen.filter_of_list().also("(coverage.area, coverage.position) > (?, ?)", *after)
    with sqlite_timelimit(connection, _MILLISECONDS):
        return connection.execute(
            f"SELECT position, area, {SELECTED}, as_of FROM coverage WHERE {wanted.condition}"
            f" ORDER BY area, position LIMIT {_A_PIECE}",
            wanted.values,
        ).fetchall()


ROUTES = ((rf"^{STATIC}/coverage\.csv$", coverage_list),)
