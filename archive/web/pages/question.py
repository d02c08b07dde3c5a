"""One question: its form, the answer as table and chart, how to read it, and its SQL."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from archive.questions.asking import MOST_ROWS, Answer, ValueRefusedError, ask, bound
from archive.questions.questions import Question, question
from archive.web.asking import Asked, BadRequestError, NotThereError, Page
from archive.web.gathering.answers import Cell, cells, charted, heads

PATTERN = r"questions/(?P<name>\d\d-[a-z-]{1,40})"
MILLISECONDS = 5000


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its answer; `given` are the values that were typed, `limited` says that its own limit is reached."""

    question: Question
    given: Mapping[str, str]
    answer: Answer
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    chart: Markup | None
    limited: int | None


def look(connection: sqlite3.Connection, asked: Asked) -> Asking:
    found, given, answer = answered(connection, asked)
    limit = bound(found, given).get("limit")
    return Asking(
        found,
        given,
        answer,
        heads(answer, asked.words),
        tuple(cells(answer, asked.words, asked.links)),
        charted(found.chart, answer, asked.words),
        limit if isinstance(limit, int) and len(answer.rows) == limit < MOST_ROWS else None,
    )


def answered(connection: sqlite3.Connection, asked: Asked) -> tuple[Question, Mapping[str, str], Answer]:
    """The question of the address, the values typed, and the answer."""
    found = question(asked.parts["name"])
    if found is None:
        raise NotThereError("site.nothing_there")
    given = {parameter.name: asked.one(parameter.name) for parameter in found.parameters}
    given = {name: value for name, value in given.items() if value}
    try:
        return found, given, ask(connection, found, given)
    except ValueRefusedError as error:
        title = error.parameter.title.told(asked.words.language)
        expected = asked.words(f"question.expects_{error.parameter.kind}")
        raise BadRequestError("question.refused", name=title, expected=expected) from None


PAGES = (Page(PATTERN, "question", look, MILLISECONDS),)
