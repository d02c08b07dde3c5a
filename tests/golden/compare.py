"""What should come out and what came out of one document, to marks and to the differences in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.record import Record

FIELDS = (
    "title", "year", "period", "document_number", "index_number", "signer",
    "written_date", "print_date", "publish_date", "scope", "form",
)  # fmt: skip
ISSUER = ("name", "kind", "division", "division_source")
CONTACT = ("office", "address", "postcode", "phones", "fax", "emails")
RULES = ("requests.row_sum", "requests.column_sum", "requests.balance", "review_litigation.total")
CellKey = tuple[str, str, str]


@dataclass(slots=True)
class Marks:
    """Counts of one or more documents: `right` of `asked`, by measure; of cells also what kind of error they are."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)  # wrong figures that no check and no status warns of

    def ask(self, measure: str, difference: str = "", *, right: bool) -> None:
        self.asked[measure] += 1
        self.right[measure] += right
        if not right and difference:
            self.differences.append(difference)

    def add(self, other: "Marks") -> None:
        self.right.update(other.right)
        self.asked.update(other.asked)
        self.errors.update(other.errors)
        self.differences += other.differences
        self.unmarked += other.unmarked


def compare(expected: Mapping[str, Any], record: Record | None) -> Marks:
    """The marks of one document; a record that is missing is wrong everywhere."""
    marks = Marks()
    got: dict[str, Any] = record.to_json() if record else {}
    _verdict(expected, got, marks)
    for name in FIELDS:
        if name in expected:
            _ask(marks, name, expected[name], got.get(name))
    issuer, contact = got.get("issuer") or {}, got.get("contact") or {}
    for name in ISSUER:
        if name in (expected.get("issuer") or ()):
            _ask(marks, f"issuer.{name}", expected["issuer"][name], issuer.get(name))
    for name in CONTACT:
        if name in (expected.get("contact") or ()):
            _ask(marks, f"contact.{name}", expected["contact"][name], contact.get(name))
    if "attachments" in expected:
        found = sorted(one["url"] for one in got.get("attachments", ()))
        right = len(found) == len(expected["attachments"]) and all(
            any(url.endswith(end.lstrip("./")) for url in found) for end in expected["attachments"]
        )
        marks.ask("attachments", f"attachments: {found}, should be {expected['attachments']}", right=right)
    if "cells" in expected:
        _cells(expected["cells"], got, marks)
    if "violated" in expected:
        _checks(expected["violated"], got, marks)
    return marks


def _verdict(expected: Mapping[str, Any], got: Mapping[str, Any], marks: Marks) -> None:
    allowed = expected["verdict"] if isinstance(expected["verdict"], list) else [expected["verdict"]]
    verdict = got.get("verdict")
    shown = f"verdict: {verdict} ({got.get('reason')}), should be {' or '.join(allowed)}"
    marks.ask("verdict", shown, right=verdict in allowed)
    if "report" not in allowed and verdict == "report":
        marks.errors["false reports"] += 1
    if "reason" in expected:
        kind = (got.get("error") or {}).get("kind")
        right = expected["reason"] in (got.get("reason"), kind)
        marks.ask("reason", f"reason: {got.get('reason')} ({kind}), should be {expected['reason']}", right=right)


def _ask(marks: Marks, name: str, expected: Any, got: Any) -> None:
    right = _alike(expected, got)
    marks.ask(name, f"{name}: {got!r}, should be {expected!r}", right=right)
    if not right and got not in (None, [], {}):
        marks.errors["facts invented" if expected in (None, []) else "facts wrong"] += 1


def _alike(expected: Any, got: Any) -> bool:
    """Equal; blanks in a text do not count, and of an object only the keys that are expected."""
    if isinstance(expected, str) and isinstance(got, str):
        return "".join(expected.split()) == "".join(got.split())
    if isinstance(expected, dict) and isinstance(got, dict):
        return all(key in got and _alike(value, got[key]) for key, value in expected.items())
    return bool(expected == got)


def _cells(expected: list[list[Any]], got: Mapping[str, Any], marks: Marks) -> None:
    found: dict[CellKey, Any] = {(one["table"], one["row"], one["column"]): one for one in got.get("cells", ())}
    warned = set(_warned_places(got))
    for table, row, column, value, status in expected:
        if column is None:  # the row is left open
            found = {key: cell for key, cell in found.items() if key[:2] != (table, row)}
            continue
        cell = found.pop((table, row, column), {"value": None, "status": "not in the record"})
        name = f"{table}.{row}.{column}"
        shown = f"{name}: {cell['value']!r} ({cell['status']}), should be {value!r} ({status})"
        error = _error(value, cell["value"])
        marks.ask("cells" if value is not None else "cells without a value", shown, right=error is None)
        if status is not None:
            marks.ask("statuses", "" if error else shown, right=cell["status"] == status)
        if error:
            marks.errors[error] += 1
            if error != "cells missing" and not {(table, row), (table, column)} & warned:
                marks.unmarked.append(name)
    for (table, row, column), cell in found.items():
        if cell["value"] is not None:
            marks.errors["cells invented"] += 1
            marks.differences.append(f"{table}.{row}.{column}: {cell['value']!r}, should not be there")
            marks.unmarked.append(f"{table}.{row}.{column}")
    exact = not any(marks.errors[error] for error in ("cells missing", "cells wrong", "cells invented"))
    marks.ask("documents with every cell right", right=exact)


def _error(expected: float | None, got: float | None) -> str | None:
    if expected is None:
        return None if got is None else "cells invented"
    if got is None:
        return "cells missing"
    return None if abs(expected - got) < 1e-9 else "cells wrong"


def _warned_places(got: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for check in got.get("checks", ()):
        if check["verdict"] == "violated":
            yield check["rule"].partition(".")[0], check["at"]


def _checks(expected: list[list[str]], got: Mapping[str, Any], marks: Marks) -> None:
    found = {
        (check["rule"], check["at"])
        for check in got.get("checks", ())
        if check["verdict"] == "violated" and check["rule"] in RULES
    }
    wanted = {(rule, at) for rule, at in expected}
    marks.errors["violations missed"] += len(wanted - found)
    marks.errors["violations without cause"] += len(found - wanted)
    missed, excess = sorted(wanted - found), sorted(found - wanted)
    marks.ask("checks", f"violated: missed {missed}, without cause {excess}", right=found == wanted)
