"""The first page: what the archive holds."""

import sqlite3
from dataclasses import dataclass

from archive.web.asking import Asked, Page


@dataclass(frozen=True, slots=True)
class Home:
    reports: int


def look(connection: sqlite3.Connection, _: Asked) -> Home:
    return Home(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


PAGES = (Page("", "home", look),)
