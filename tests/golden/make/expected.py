"""A made-up report to the record that a perfect reader makes of it, as JSON with a cell a line."""

import json
from typing import Any

from tests.golden.make.figures import columns, rows
from tests.golden.make.report import Figures, Report, Value

NOT_IN_TOTALS = ("new_requests", "carried_in", "results_total", "carried_out")
_FIELDS = {  # fields of a report that are plain facts, in the order of the record
    "document_number": lambda report: report.document_number and report.document_number.value,
    "index_number": lambda report: report.index_number,
    "signer": lambda report: report.signer,
    "written_date": lambda report: report.written and report.written.value,
    "print_date": lambda report: report.print_date,
    "publish_date": lambda report: report.published and report.published.value,
}


def expected(report: Report) -> dict[str, Any]:
    """What must come out, without the fields that the report leaves open."""
    record: dict[str, Any] = {
        "verdict": report.verdict if isinstance(report.verdict, str) else list(report.verdict),
        "title": report.title_expected or "".join("".join(report.title).split()) or None,
        "year": report.year,
        "period": report.period and dict(zip(("start", "end"), report.period, strict=True)),
        "issuer": _issuer(report),
        **{name: value(report) for name, value in _FIELDS.items()},
        "contact": _contact(report),
        "scope": report.scope,
        "form": report.form or _form(report),
        "attachments": list(report.attachments),
        "violated": violated(report),
        "cells": cells(report),
    }
    if record["period"] is None or report.form in ("free_form", "stat_2014"):
        del record["period"]  # not stated: the calendar year may be taken, or nothing
    if not report.attachments:
        del record["attachments"]
    if "cells" in report.leave:
        del record["violated"]
    for name in report.leave:
        outer, _, inner = name.partition(".")
        if inner:
            record[outer] = {key: value for key, value in record[outer].items() if key != inner}
    return {name: value for name, value in record.items() if name not in report.leave}


def _form(report: Report) -> str:
    return report.forms.get("requests") or next(iter(report.forms.values()), "free_form")


def _issuer(report: Report) -> dict[str, Any]:
    body = report.body
    division = None
    if body.division:
        place = body.division
        division = {
            **({"code": place.code} if len(place.code) > 4 else {}),  # a city's may have two noughts more
            "province": place.province,
            "city": place.city,
            "county": place.county,
            "township": place.township,
        }
    return {"name": body.name, "kind": body.kind, "division": division, "division_source": body.source}


def _contact(report: Report) -> dict[str, Any]:
    contact = report.contact
    return {
        "office": contact.office,
        "address": contact.address,
        "postcode": contact.postcode,
        "phones": list(contact.phones),
        "fax": contact.fax,
        "emails": list(contact.emails),
    }


def cells(report: Report) -> list[list[Any]]:
    """Every cell; of a row that is left open only its table and its name."""
    found: list[list[Any]] = []
    for key, figure in report.figures.items():
        cell = [*key, figure.value, figure.status]
        if key[:2] in report.open_rows:
            cell = [*key[:2], None, None, None]
        if cell not in found[-1:]:
            found.append(cell)
    return found


def violated(report: Report) -> list[list[str]]:
    """The identities of the forms that the printed figures break, recomputed here and nowhere shared."""
    found: list[list[str]] = []
    if not report.figures:
        return found
    if "requests" in report.forms:
        found += _broken_requests(report.forms["requests"], report.figures)
    if "review_litigation" in report.forms:
        for block in rows("2021_revised", "review_litigation"):
            parts = [
                report.figures["review_litigation", block, column].value
                for column in columns("2021_revised", "review_litigation")
            ]
            if _differ(parts[:-1], parts[-1:]):
                found.append(["review_litigation.total", block])
    return found


def _broken_requests(form: str, figures: Figures) -> list[list[str]]:
    def values(names: list[str], column: str) -> list[Value]:
        return [figures["requests", name, column].value for name in names]

    all_rows, kinds = rows(form, "requests"), columns(form, "requests")
    details = [row for row in all_rows if row not in NOT_IN_TOTALS]
    found = []
    for row in all_rows:
        parts = [figures["requests", row, kind].value for kind in kinds]
        if _differ(parts[:-1], parts[-1:]):
            found.append(["requests.row_sum", row])
    found += [
        ["requests.column_sum", kind]
        for kind in kinds
        if _differ(values(details, kind), values(["results_total"], kind))
    ]
    for kind in kinds:
        incoming = values(["new_requests", "carried_in"], kind)
        if _differ(incoming, values(["results_total", "carried_out"], kind)):
            found.append(["requests.balance", kind])
    return found


def _differ(left: list[Value], right: list[Value]) -> bool:
    """Whether both sides are known and not equal."""
    known = [value for value in (*left, *right) if value is not None]
    return len(known) == len(left) + len(right) and sum(known[: len(left)]) != sum(known[len(left) :])


def dumps(record: dict[str, Any]) -> str:
    """JSON for eyes: a field a line, and of the tables a row a line; see README.md for how cells are written."""
    return _lines(record) + "\n"


def _lines(record: dict[str, Any]) -> str:
    lines = []
    for name, value in record.items():
        if name == "cells":
            lines.append(f'"tables": {_tables(value)}')
        elif name == "records":
            lines.append(f'"records": [\n{",".join(map(_lines, value))}\n]')
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}"


def _tables(cells: list[list[Any]]) -> str:
    """A number where there is one, else the status; null where the status, or a whole row, is left open."""
    tables: dict[str, dict[str, Any]] = {}
    for table, row, column, value, status in cells:
        if column is None:
            tables.setdefault(table, {})[row] = None
        else:
            tables.setdefault(table, {}).setdefault(row, {})[column] = status if value is None else value
    if not tables:
        return "{}"
    parts = []
    for table, by_row in tables.items():
        inner = ",\n".join(f"    {json.dumps(row)}: {json.dumps(columns)}" for row, columns in by_row.items())
        parts.append(f"  {json.dumps(table)}: {{\n{inner}\n  }}")
    return "{\n" + ",\n".join(parts) + "\n}"
