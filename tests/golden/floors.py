"""Marks of the golden set to the floors that tests/accuracy.json pins, and what has become worse against them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.golden.cases_on_disk import digest, stored_cases
from tests.golden.compare import Marks
from tests.golden.score import ERRORS

ACCURACY = Path(__file__).parents[1] / "accuracy.json"
READ, SCANS = "read", "scans"


@dataclass(frozen=True, slots=True)
class Measured:
    """For the documents that are read and for scans: right and asked by measure, and errors by kind."""

    cases: int
    digest: str
    right: dict[str, dict[str, tuple[int, int]]]
    errors: dict[str, dict[str, int]]
    lowered: list[dict[str, Any]] = field(default_factory=list)


def measured(marks: dict[str, Marks]) -> Measured:
    """The figures of this run, over the set as it lies on disk."""
    return Measured(
        len(list(stored_cases())),
        digest(),
        {
            group: {name: (one.right[name], one.asked[name]) for name in sorted(one.asked)}
            for group, one in marks.items()
        },
        {group: {name: one.errors[name] for name in ERRORS} for group, one in marks.items()},
    )


def pinned(path: Path = ACCURACY) -> Measured:
    data = json.loads(path.read_text("utf-8"))
    right = {
        group: {name: (right, asked) for name, (right, asked) in one.items()} for group, one in data["right"].items()
    }
    return Measured(data["cases"], data["digest"], right, data["errors"], data["lowered"])


def dumps(floors: Measured) -> str:
    """JSON with a measure a line."""
    groups = {
        "right": {
            group: [f'"{name}": [{a}, {b}]' for name, (a, b) in one.items()] for group, one in floors.right.items()
        },
        "errors": {
            group: [f'"{name}": {count}' for name, count in one.items()] for group, one in floors.errors.items()
        },
    }
    parts = [f'"cases": {floors.cases}', f'"digest": "{floors.digest}"']
    for name, by_group in groups.items():
        inner = ",\n  ".join(f'"{group}": {{\n    {_lines(lines)}\n  }}' for group, lines in by_group.items())
        parts.append(f'"{name}": {{\n  {inner}\n}}')
    lowered = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in floors.lowered)
    parts.append(f'"lowered": [\n  {lowered}\n]' if lowered else '"lowered": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(lines: Iterable[str]) -> str:
    return ",\n    ".join(lines)


def worse(now: Measured, before: Measured) -> list[str]:
    """What fell below its floor: shares of what is right, counts of what is wrong; a group not measured is passed over."""
    found = []
    for group, measures in before.right.items():
        if group not in now.right:
            continue
        for name, (right, asked) in measures.items():
            got, of = now.right[group].get(name, (0, 0))
            if got * asked < right * of or of == 0:
                found.append(f"{group}: {name} {got}/{of}, was {right}/{asked}")
        for name, count in before.errors[group].items():
            if now.errors[group].get(name, 0) > count:
                found.append(f"{group}: {name} {now.errors[group][name]}, was {count}")
    return found


def shrunk(now: Measured, before: Measured) -> list[str]:
    """Whether the set, or what it asks of any measure, became smaller."""
    found = [f"cases {now.cases}, were {before.cases}"] if now.cases < before.cases else []
    for group, measures in before.right.items():
        for name, (_, asked) in measures.items():
            of = now.right.get(group, {}).get(name, (0, 0))[1]
            if of < asked:
                found.append(f"{group}: {name} asked {of} times, was {asked}")
    return found
