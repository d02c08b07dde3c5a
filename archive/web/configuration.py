"""How Datasette serves an archive: its limits, and what it knows of the tables."""

from collections.abc import Mapping
from typing import Any

from archive.database import DATABASE_NAME

SETTINGS: Mapping[str, Any] = {
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1500,
    "suggest_facets": False,  # they would be looked for at each page of a table
    "allow_download": False,  # a file in use is no copy; `nianbao export` makes one
    "default_page_size": 50,
    "num_sql_threads": 3,
}


def metadata() -> dict[str, Any]:
    """Titles, and the full-text index, which Datasette would not find by itself as it stands over a view."""
    name = DATABASE_NAME.removesuffix(".db")
    return {
        "title": "年报 Nianbao",
        "databases": {name: {"tables": {"reports": {"fts_table": "reports_fts", "fts_pk": "id"}}}},
    }
