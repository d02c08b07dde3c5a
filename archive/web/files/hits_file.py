"""The hits of a search as a CSV file that Excel opens: what the reports are, and the capture that each was read from."""

import sqlite3

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.errors import UsageError
from archive.search.query import parse
from archive.web.asking import Asked, BadRequestError, Page
from archive.web.files.sending import Files
from archive.web.files.sheet import MEDIA_TYPE, sheet
from archive.web.language import LANGUAGES
from archive.web.pages.search import MOST_LISTED, filters_of, selection_of
from archive.web.plugin import database_name

COLUMNS = (
    *("report_id", "issuer", "kind", "scope", "division_code", "province", "city", "county", "township", "year"),
    *("title", "first_seen", "last_seen", "version_count", "url", "captured_at", "sha256", "warc_record_id"),
)
_PAGE = "search"


async def hits_file(request: Request, datasette: Datasette) -> Response:
    files = Files(datasette, database_name(datasette))
    page = Page(_PAGE, _PAGE, table, milliseconds=5000)
    return await files.file(request, page, MEDIA_TYPE, "nianbao-search.csv")


ROUTES = ((rf"^/(?P<language>{'|'.join(LANGUAGES)})/{_PAGE}\.csv$", hits_file),)


def table(connection: sqlite3.Connection, asked: Asked) -> str:
    """All hits up to MOST_LISTED, the newest year first."""
    words = filters_of(asked).q
    condition, values = selection_of(asked).condition()
    given: tuple[str | int, ...] = tuple(values)
    source = "reports"
    if words:
        source = _MATCHING
        condition = f"reports_fts MATCH ? AND ({condition})"
        given = (_expression(words), *values)
    rows = connection.execute(_ROWS.format(source=source, condition=condition), (*given, MOST_LISTED))
    return sheet(COLUMNS, rows)


def _expression(words: str) -> str:
    try:
        return parse(words).expression
    except UsageError:
        raise BadRequestError("search.no_file") from None


_MATCHING = "reports_fts CROSS JOIN reports ON reports.id = reports_fts.rowid"
_ROWS = """
    SELECT reports.id, issuer, issuer_kind, scope, division_code, province, city, county, township, year, title,
           reports.first_seen, reports.last_seen, version_count, snapshots.url, snapshots.fetched_at, snapshots.sha256,
           snapshots.warc_record_id
    FROM (SELECT reports.id AS listed FROM {source} WHERE {condition}
          ORDER BY reports.year DESC, reports.id DESC LIMIT ?)
    CROSS JOIN reports ON reports.id = listed
    LEFT JOIN versions ON versions.report_id = listed AND versions.record_id = reports.record_id
    LEFT JOIN snapshots ON snapshots.id = versions.snapshot_id
    ORDER BY year DESC, reports.id DESC"""
