"""Any table or query of Datasette as a CSV file that Excel opens rightly: `.excel` at the end of its address."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from archive.projection import SqlValue
from archive.web.files.sheet import MEDIA_TYPE, sheet

EXTENSION = "excel"
_OK = 200
_BELOW_NOUGHT = re.compile(r"-\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?\Z", re.ASCII)  # -3.5
_OF_PAGES = frozenset({"_format", "_stream", "_size", "_next"})
_TO_THE_LAST_ROW = (("_stream", "on"), ("_nofacet", "1"), ("_nocount", "1"))


async def render(
    datasette: Any, request: Any, rows: Sequence[Any], table: str | None, query_name: str | None
) -> Response:
    """Datasette's own CSV, a table to its last row, made fit for Excel; of a query the rows that its page may have."""
    path = request.scope.get("route_path", request.path).removesuffix(f".{EXTENSION}")
    asked = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in _OF_PAGES]
    answer = await datasette.client.get(f"{path}.csv?{urlencode([*asked, *(_TO_THE_LAST_ROW if table else ())])}")
    if answer.status_code != _OK:
        return Response.text(answer.text, status=answer.status_code)
    head, *lines = csv.reader(io.StringIO(answer.text))
    is_cut = not table and len(rows) >= datasette.setting("max_returned_rows")
    name = f"nianbao-{table or query_name or 'query'}{'-first-rows' if is_cut else ''}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    text = sheet(head, ([*map(_value, line)] for line in lines))
    return Response(text, headers=headers, content_type=MEDIA_TYPE)


def _value(text: str) -> SqlValue:
    """What stood behind a cell of Datasette's CSV, as far as it matters: nothing, a figure below nought, or a text.

    >>> _value(""), _value("-3"), _value("-3.5"), _value("12"), _value("-公开")
    (None, -3, -3.5, '12', '-公开')
    """
    if not text:
        return None
    if not _BELOW_NOUGHT.match(text):
        return text
    return float(text) if set(text) & set(".eE") else int(text)
