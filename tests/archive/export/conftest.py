"""The nasty archive, built once, and one export of each format of it."""

import sqlite3
from pathlib import Path

import pytest

from archive.database import open_for_reading
from archive.export.exporting import export
from archive.selection import Selection
from tests.archive.export.nasty import build


@pytest.fixture(scope="session")
def nasty(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("nasty"))


@pytest.fixture(scope="session")
def exported(nasty, tmp_path_factory):
    """The folder of an export of everything in one format."""
    made: dict[str, Path] = {}

    def folder(form: str) -> Path:
        if form not in made:
            target = tmp_path_factory.mktemp("exports") / form
            export(nasty, target, form, Selection())
            made[form] = target
        return made[form]

    return folder


@pytest.fixture
def connected():
    """Connections for reading, closed afterwards."""
    opened: list[sqlite3.Connection] = []

    def connection(folder: Path) -> sqlite3.Connection:
        opened.append(open_for_reading(folder).conn)
        return opened[-1]

    yield connection
    for one in opened:
        one.close()
