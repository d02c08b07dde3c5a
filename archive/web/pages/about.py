"""How to read the archive: its words, its marks and its limits, on one page."""

import sqlite3
from dataclasses import dataclass

from archive.record import Status
from archive.search.query import MOST_CHARACTERS, MOST_SINGLE, MOST_TERMS
from archive.web.asking import Asked, Page

# why a cell has no number, in the order of how often readers meet it
STATUSES: tuple[Status, ...] = ("blank", "not_applicable", "row_absent", "table_absent", "unit_unknown", "unreadable")
SECTIONS = ("search", "figures", "blank", "checks", "coverage", "gone", "lookalikes", "snapshot", "cite")


@dataclass(frozen=True, slots=True)
class About:
    statuses: tuple[Status, ...] = STATUSES
    sections: tuple[str, ...] = SECTIONS
    most_characters: int = MOST_CHARACTERS
    most_terms: int = MOST_TERMS
    most_single: int = MOST_SINGLE


def look(_: sqlite3.Connection, __: Asked) -> About:
    return About()


PAGES = (Page("about", "about", look),)
