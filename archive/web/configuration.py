"""How Datasette serves an archive: its limits, and what it knows of the tables, their columns and the saved queries."""

from collections.abc import Mapping, Sequence
from typing import Any

from archive.database import DATABASE_NAME
from archive.export.dictionary import columns_of, tables
from archive.questions.questions import Question, questions
from archive.web.links import STATIC

SETTINGS: Mapping[str, Any] = {
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1500,
    "suggest_facets": False,  # they would be looked for at each page of a table
    "allow_download": False,  # a file in use is no copy; `nianbao export` makes one
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
}

# what the program needs for itself: docs/archive.md, its second part; the tables of the index hide themselves
HIDDEN: Sequence[str] = (
    *("readings", "records", "cell_states", "form_cells", "addresses", "confirmations", "vanishings"),
    *("named_bodies", "warc_files", "archive_info", "reports_seg", "sketches", "_sqlite_migrations"),
)
_SHOWN: Mapping[str, Mapping[str, Any]] = {
    # the index stands over a view, so Datasette would not find it by itself
    "reports": {
        "fts_table": "reports_fts",
        "fts_pk": "id",
        "label_column": "title",
        "sort_desc": "year",
        "facets": ["year", "province", "issuer_kind"],
        "size": 50,
    },
    "runs": {"sort_desc": "id"},
    "snapshots": {"sort_desc": "id", "label_column": "url"},
    "versions": {"sort_desc": "id"},
    "portals": {"label_column": "name", "sort": "division_code"},
    "portal_runs": {"sort_desc": "run_id", "facets": ["outcome"]},
    "lookalikes": {"sort_desc": "likeness"},
    "coverage": {"sort_desc": "year"},
}
_STYLES = [f"{STATIC}/datasette.css"]
_TITLE = "年报 Nianbao"
_ABOUT = (
    "政府信息公开工作年度报告的档案，数字照原文，出处可查。"
    " / An archive of China's annual reports on government information disclosure: figures as printed, with their source."
)


def metadata() -> dict[str, Any]:
    """What the stable Datasette is given: words, and how tables and queries are served."""
    served = _database()
    tables_told = {name: {**_told(name), **settings} for name, settings in served["tables"].items()}
    return {
        "title": _TITLE,
        "description": _ABOUT,
        "extra_css_urls": _STYLES,
        "databases": {_NAME: {"description": _ABOUT, **served, "tables": tables_told}},
    }


def config() -> dict[str, Any]:
    """The same for Datasette 1.0, which wants in `config` what is no word: give it `metadata` beside this."""
    return {"databases": {_NAME: _database()}, "extra_css_urls": _STYLES}


_NAME = DATABASE_NAME.removesuffix(".db")


def _database() -> dict[str, Any]:
    shown = {name: dict(_SHOWN.get(name, {})) for name in (*tables(), *_SHOWN)}
    return {
        "tables": {**shown, **{name: {"hidden": True} for name in HIDDEN}},
        "queries": {question.name: query(question) for question in questions()},
    }


def query(question: Question) -> dict[str, Any]:
    """A question as a saved query of Datasette."""
    how = f"{question.reading.zh}{question.limits.zh} / {question.reading.en} {question.limits.en}"
    asked = "; ".join(
        f"{parameter.name}: {parameter.title.together()}"
        + (f" ({', '.join(choice.value for choice in parameter.choices)})" if parameter.choices else "")
        + (f" = {parameter.default}" if parameter.default else "")
        for parameter in question.parameters
    )
    return {
        "title": question.title.together(),
        "description": f"{how} [{asked}]",
        "sql": question.sql,
        "params": [parameter.name for parameter in question.parameters],
        "hide_sql": False,
    }


def _told(table: str) -> dict[str, Any]:
    """What a table and its columns mean, in both languages; nothing for those that the dictionary leaves out."""
    if table not in tables():
        return {}
    meaning = tables()[table].meaning
    zh, en = columns_of(table, "zh"), columns_of(table, "en")
    told = {name: f"{zh[name]} / {en[name]}" for name in zh}
    return {"description": f"{meaning.zh} / {meaning.en}", "columns": told}
