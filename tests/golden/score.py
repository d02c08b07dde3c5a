"""The golden set through the extractor: differences of each case, and a table of figures right, missing, wrong, invented."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from archive.record import Record
from tests.golden.cases_on_disk import SCANS, StoredCase, stored_cases
from tests.golden.compare import Marks, compare

ERRORS = (
    "cells missing", "cells wrong", "cells invented", "facts wrong", "facts invented", "false reports",
    "violations missed", "violations without cause",
)  # fmt: skip
SHOWN_FOR_A_CASE = 25


def can_read_scans() -> bool:
    return find_spec("rapidocr") is not None


def extracted(case: StoredCase) -> tuple[tuple[Record, ...], str | None]:
    """What the extractor makes of a case, and the error that it let through, if any."""
    from pipelines.extract import extract

    try:
        return extract(case.path.read_bytes(), file=case.name), None
    except Exception as error:  # noqa: BLE001 -- one broken case must not hide the others
        return (), f"raised {type(error).__name__}: {error}"


def marks_of(case: StoredCase) -> Marks:
    records, failure = extracted(case)
    marks = Marks()
    for expected, record in paired(case.expected, records):
        marks.add(compare(expected, record))
    if failure:
        marks.differences.insert(0, failure)
    return marks


def paired(
    expected: Sequence[Mapping[str, Any]], records: Sequence[Record]
) -> Iterable[tuple[Mapping[str, Any], Record | None]]:
    """Each expectation with its record: by the name of the file inside a bundle, else by the scope, else in turn."""
    left = list(records)
    for one in expected:
        best = max(left, key=lambda record: _likeness(one, record), default=None)
        if best is not None:
            left.remove(best)
        yield one, best


def _likeness(expected: Mapping[str, Any], record: Record) -> tuple[bool, bool]:
    file = record.source.file or ""
    return "file" in expected and file.endswith(expected["file"]), record.scope == expected.get("scope")


def chosen(names: Sequence[str], *, with_scans: bool) -> list[StoredCase]:
    """The cases whose names begin as told, all where nothing is told; scans only where they can be read."""
    cases = [case for case in stored_cases() if not names or case.name.startswith(tuple(names))]
    return [case for case in cases if with_scans or not case.is_scan]


def table(by_kind: Mapping[str, Marks]) -> str:
    """A line a kind of file, and one for all."""
    whole = Marks()
    for marks in by_kind.values():
        whole.add(marks)
    head = ("", "documents", "verdict", "facts", "cells right", "missing", "wrong", "invented", "statuses", "checks")
    lines = [head, *(_line(kind, marks) for kind, marks in sorted(by_kind.items())), _line("all", whole)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)) for line in lines)


def _line(kind: str, marks: Marks) -> tuple[str, ...]:
    not_facts = ("verdict", "reason", "cells", "cells without a value", "statuses", "checks", "attachments")
    facts = [name for name in marks.asked if name not in not_facts and not name.startswith("documents")]
    right, asked = sum(marks.right[name] for name in facts), sum(marks.asked[name] for name in facts)
    return (
        kind,
        str(marks.asked["verdict"]),
        f"{marks.right['verdict']}/{marks.asked['verdict']}",
        f"{right}/{asked}",
        f"{marks.right['cells']}/{marks.asked['cells']}",
        *(str(marks.errors[error]) for error in ERRORS[:3]),
        f"{marks.right['statuses']}/{marks.asked['statuses']}",
        f"{marks.right['checks']}/{marks.asked['checks']}",
    )


def facts_table(marks: Marks) -> str:
    """Every measure with right of asked, and every kind of error with its count."""
    lines = [f"{name:32} {marks.right[name]:6}/{marks.asked[name]}" for name in sorted(marks.asked)]
    return "\n".join([*lines, *(f"{name:32} {marks.errors[name]:6}" for name in ERRORS)])


@dataclass(slots=True)
class Run:
    """The marks of one run: by kind of file for the table, by group for the floors."""

    by_kind: dict[str, Marks] = field(default_factory=dict)
    groups: dict[str, Marks] = field(default_factory=dict)

    def add(self, case: StoredCase, marks: Marks) -> None:
        self.by_kind.setdefault(case.kind, Marks()).add(marks)
        named = Marks()
        named.add(marks)
        named.unmarked = [f"{case.name}: {place}" for place in marks.unmarked]
        self.groups.setdefault("scans" if case.is_scan else "read", Marks()).add(named)


def run(names: Sequence[str] = ()) -> Run:
    """All cases, or those whose names begin so; scans only where they can be read."""
    found = Run()
    for case in chosen(names, with_scans=can_read_scans()):
        found.add(case, marks_of(case))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.score", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only cases whose name begins so")
    parser.add_argument("--quiet", action="store_true", help="the tables alone")
    parser.add_argument("--all", action="store_true", help=f"all differences, not {SHOWN_FOR_A_CASE} of a case")
    parser.add_argument("--scans", action="store_true", help="read the scans too, which takes minutes")
    options = parser.parse_args(arguments)
    found = Run()
    named_scans = any(name.startswith(SCANS) for name in options.names)
    for case in chosen(options.names, with_scans=(options.scans or named_scans) and can_read_scans()):
        marks = marks_of(case)
        found.add(case, marks)
        if marks.differences and not options.quiet:
            most = None if options.all else SHOWN_FOR_A_CASE
            rest = len(marks.differences) - (most or len(marks.differences))
            print("\n  ".join([case.name, *marks.differences[:most], *([f"... {rest} more"] if rest > 0 else [])]))
    whole = Marks()
    for marks in found.by_kind.values():
        whole.add(marks)
    print(table(found.by_kind), facts_table(whole), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
