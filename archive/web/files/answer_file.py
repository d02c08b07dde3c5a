"""The answer to a question as a CSV file that Excel opens rightly."""

import sqlite3

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.web.asking import Asked, Page
from archive.web.files.sending import Files
from archive.web.files.sheet import MEDIA_TYPE, sheet
from archive.web.gathering.answers import heads, plain_rows
from archive.web.language import LANGUAGES
from archive.web.pages.question import MILLISECONDS, PATTERN, answered
from archive.web.plugin import database_name

_PAGE = "question"


async def answer_file(request: Request, datasette: Datasette) -> Response:
    files = Files(datasette, database_name(datasette))
    page = Page(PATTERN, _PAGE, table, MILLISECONDS)
    return await files.file(request, page, MEDIA_TYPE, f"nianbao-{request.url_vars['name']}.csv")


def table(connection: sqlite3.Connection, asked: Asked) -> str:
    """The rows that the page shows; columns have their titles in the reader's language."""
    _, _, answer = answered(connection, asked)
    return sheet(heads(answer, asked.words), plain_rows(answer, asked.words))


ROUTES = ((rf"^/(?P<language>{'|'.join(LANGUAGES)})/{PATTERN}\.csv$", answer_file),)
