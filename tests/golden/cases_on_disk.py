"""The folder of cases to pairs of a document and its expectation, and to one digest of them all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
ENDING = ".expected.json"
SCANS = ("scan-",)  # names of cases that cannot be read without the extra [ocr] begin so


@dataclass(frozen=True, slots=True)
class StoredCase:
    path: Path
    expected: tuple[dict[str, Any], ...]  # one record a document; several in a bundle

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def kind(self) -> str:
        """The format as its name tells it, scans apart."""
        return "scan" if self.is_scan else self.path.suffix.lower().lstrip(".")

    @property
    def is_scan(self) -> bool:
        return self.name.startswith(SCANS)


def stored_cases(folder: Path = FOLDER) -> Iterator[StoredCase]:
    """All cases in order of their names; a file that stands alone is passed over, see strays."""
    for path in documents(folder):
        answer = expectation(path)
        if answer.exists():
            expected = json.loads(answer.read_text("utf-8"))
            yield StoredCase(path, tuple(map(_with_cells, expected.get("records", [expected]))))


def _with_cells(expected: dict[str, Any]) -> dict[str, Any]:
    """The tables of an expectation as cells: table, row, column, value, status."""
    if "tables" not in expected:
        return expected
    cells = [
        [table, row, column, *(_read(printed))]
        for table, rows in expected["tables"].items()
        for row, columns in rows.items()
        for column, printed in (columns or {None: None}).items()
    ]
    return {**expected, "cells": cells}


def _read(printed: float | str | None) -> tuple[float | None, str | None]:
    if printed is None or isinstance(printed, str):
        return None, printed
    return printed, "number" if printed else "zero"


def documents(folder: Path = FOLDER) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.endswith(ENDING))


def expectation(path: Path) -> Path:
    return path.with_name(path.name.partition(".")[0] + ENDING)


def strays(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the folder itself: documents without an expectation, and the reverse."""
    found = [
        f"{path.name} has no {expectation(path).name}: write what must come out of it, and have it reviewed"
        for path in documents(folder)
        if not expectation(path).exists()
    ]
    stems = [path.name.partition(".")[0] for path in documents(folder)]
    found += [
        f"{stem} is the name of two documents: rename one" for stem in sorted(set(stems)) if stems.count(stem) > 1
    ]
    for path in sorted(folder.glob(f"*{ENDING}")):
        if path.name.removesuffix(ENDING) not in stems:
            found.append(f"{path.name} has no document beside it: add the document, or remove it after a review")
    return found


def digest(folder: Path = FOLDER) -> str:
    """One SHA-256 over the names and bytes of every file of the set."""
    whole = sha256()
    for path in sorted(folder.iterdir()):
        whole.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
