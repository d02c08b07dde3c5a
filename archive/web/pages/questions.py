"""All questions, grouped by what they are about."""

import sqlite3
from dataclasses import dataclass

from archive.questions.questions import Both, Question, questions, themes
from archive.web.asking import Asked, Page


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    title: Both
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    themes: tuple[Theme, ...]


def look(_: sqlite3.Connection, __: Asked) -> Questions:
    return Questions(
        tuple(
            Theme(name, title, tuple(one for one in questions() if one.theme == name))
            for name, title in themes().items()
        )
    )


PAGES = (Page("questions", "questions", look),)
