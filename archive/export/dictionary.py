"""The schema and dictionary.json to the data dictionary: every public table and column, what it means and holds."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from archive.forms import FormCell, form_tables

Language = Literal["zh", "en"]

_TYPES: Mapping[str, str] = {
    "INTEGER": "whole number",
    "NUMERIC": "number",
    "REAL": "number",
    "TEXT": "text",
    "DATE": "date",
    "MOMENT": "time, UTC",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The same in both languages."""

    zh: str
    en: str

    def told(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is SQLite's type; DATE or MOMENT for a text that is one; OBJECT or LIST for what only JSON has.

    `values` is the closed list of what may stand there, `forms` the official forms that have the figure.
    """

    name: str
    kind: str
    nullable: bool
    meaning: Meaning
    unit: Meaning | None = None
    values: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def told(self, language: Language) -> str:
        """What it means, unit included."""
        text = self.meaning.told(language)
        if self.unit is None:
            return text
        return f"{text}（{self.unit.zh}）" if language == "zh" else f"{text} ({self.unit.en})"


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    meaning: Meaning
    columns: tuple[Column, ...]


@cache
def tables() -> Mapping[str, Table]:
    """All public tables of the archive, by name, with their columns in the archive's order."""
    types = _schema()
    return {name: _table(name, told, types[name]) for name, told in _words()["tables"].items()}


@cache
def parts() -> Mapping[str, Table]:
    """What exports have beside the archive's columns: `provenance`, and the lines of the `corpus`."""
    return {name: _table(name, told, {}) for name, told in _words()["parts"].items()}


def columns_of(table: str, language: Language) -> Mapping[str, str]:
    """What each column of a public table means, unit included, in one language.

    >>> columns_of("cells", "en")["raw"], columns_of("figures", "zh")["proactive__admin_fees__amount_wan"]
    ('what was printed', '行政事业性收费：本年收费金额（单位：万元）（万元）')
    """
    return {column.name: column.told(language) for column in tables()[table].columns}


def as_json() -> str:
    """The dictionary for programs."""
    told = [
        {
            "table": table.name,
            "zh": table.meaning.zh,
            "en": table.meaning.en,
            "columns": list(map(_plain, table.columns)),
        }
        for table in (*tables().values(), *parts().values())
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_markdown() -> str:
    """The dictionary for people."""
    lines = ["# 数据字典 / Data dictionary", ""]
    for table in (*tables().values(), *parts().values()):
        lines += [f"## {table.name}", "", table.meaning.zh, "", table.meaning.en, ""]
        lines += ["| column | type | may be NULL | 含义 | meaning | values |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [_row(column) for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def _row(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        _TYPES.get(column.kind, column.kind.lower()),
        "yes" if column.nullable else "no",
        column.told("zh"),
        column.told("en"),
        " ".join(f"`{value}`" for value in column.values),
    )
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


def _plain(column: Column) -> dict[str, Any]:
    plain = {
        "name": column.name,
        "type": column.kind,
        "nullable": column.nullable,
        "zh": column.meaning.zh,
        "en": column.meaning.en,
    }
    if column.unit:
        plain["unit"] = {"zh": column.unit.zh, "en": column.unit.en}
    for key, listed in (("values", column.values), ("forms", column.forms)):
        if listed:
            plain[key] = list(listed)
    return plain


def _table(name: str, told: Mapping[str, Any], types: Mapping[str, tuple[str, bool]]) -> Table:
    columns = tuple(_column(column, entry, types.get(column, ("", False))) for column, entry in told["columns"].items())
    figures = tuple(_figures()) if name == "figures" else ()
    return Table(name, Meaning(told["zh"], told["en"]), columns + figures)


def _column(name: str, told: Mapping[str, Any], schema: tuple[str, bool]) -> Column:
    kind, nullable = schema
    return Column(
        name,
        told.get("type", kind),
        told.get("nullable", nullable),
        Meaning(told["zh"], told["en"]),
        _unit(told.get("unit")),
        tuple(told.get("values", ())),
    )


def _figures() -> Iterator[Column]:
    cells: dict[str, list[FormCell]] = {}
    for layout in form_tables().values():
        for cell in layout:
            cells.setdefault(cell.figure, []).append(cell)
    for name, (kind, _) in _schema()["figures"].items():
        if name in cells:
            yield _figure(name, kind, cells[name])


def _figure(name: str, kind: str, cells: Sequence[FormCell]) -> Column:
    labels = dict.fromkeys(f"{cell.row_label}：{cell.column_label}" for cell in cells)
    forms = tuple(cell.form for cell in cells)
    table, row, column = (part.replace("_", " ") for part in name.split("__"))
    printed_in = " and ".join(form[:4] for form in forms)  # 2019_trial
    meaning = Meaning(" / ".join(labels), f"{table}: {row}, {column}; forms of {printed_in}")
    return Column(name, kind, nullable=True, meaning=meaning, unit=_unit(cells[0].unit), forms=forms)


def _unit(word: str | None) -> Meaning | None:
    return None if word is None else Meaning(word, _words()["units"][word])


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = json.loads(files("archive.export").joinpath("dictionary.json").read_text("utf-8"))
    return words


@cache
def _schema() -> Mapping[str, Mapping[str, tuple[str, bool]]]:
    """Type and whether NULL may stand there, of the columns of every table of a fresh archive."""
    from sqlite_utils import Database

    from archive.schema import migrate, register_functions

    db = Database(memory=True)
    try:
        register_functions(db.conn)
        migrate(db)
        return {
            name: {
                column: (kind, not (required or key))
                for _, column, kind, required, _, key in db.execute(f"PRAGMA table_info({name})").fetchall()
            }
            for name in _words()["tables"]
        }
    finally:
        db.close()
