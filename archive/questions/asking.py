"""A question and the values of its parameters to its answer; values are checked before they reach the database."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.errors import UsageError
from archive.questions.questions import Column, Parameter, Question, columns
from archive.selection import place

Value = str | int | float | None

MOST_ROWS = 1000
_MOST_DIGITS = 9
_YEARS = range(1900, 2201)
_NUMBER = re.compile(r"\d{1,9}\Z", re.ASCII)  # 20


class ValueRefusedError(UsageError):
    """Raised for a value that its parameter cannot have; `parameter` says which."""

    def __init__(self, parameter: Parameter, expected: str) -> None:
        super().__init__(f"{parameter.name}: {expected}")
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Answer:
    """`more`: there are rows beyond those given."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    more: bool

    def place_of(self, name: str) -> int:
        return next(index for index, column in enumerate(self.columns) if column.name == name)


def ask(connection: sqlite3.Connection, question: Question, values: Mapping[str, str], most: int = MOST_ROWS) -> Answer:
    """The answer; a parameter without a value, or with an empty one, has its default."""
    cursor = connection.execute(question.sql, bound(question, values))
    known = columns()
    head = tuple(known[entry[0]] for entry in cursor.description)
    rows = [tuple(row) for row in cursor.fetchmany(most + 1)]
    return Answer(head, tuple(rows[:most]), len(rows) > most)


def bound(question: Question, values: Mapping[str, str]) -> dict[str, str | int | None]:
    """What is bound to the SQL, by the names of the parameters."""
    return {
        parameter.name: _checked(parameter, values.get(parameter.name, "").strip() or parameter.default)
        for parameter in question.parameters
    }


def _checked(parameter: Parameter, text: str | None) -> str | int | None:
    if text is None:
        return None
    if parameter.kind == "division":
        return _division(parameter, text)
    if parameter.kind == "choice":
        known = [choice.value for choice in parameter.choices]
        if text not in known:
            raise ValueRefusedError(parameter, f"one of {', '.join(known)}")
        return int(text) if _NUMBER.match(text) else text
    if not _NUMBER.match(text):
        raise ValueRefusedError(parameter, f"a whole number of at most {_MOST_DIGITS} digits")
    number = int(text)
    if parameter.kind == "year" and number not in _YEARS:
        raise ValueRefusedError(parameter, "a year such as 2024")
    if parameter.name == "limit" and not 0 < number <= MOST_ROWS:
        raise ValueRefusedError(parameter, f"from 1 to {MOST_ROWS}")
    return number


def _division(parameter: Parameter, text: str) -> str:
    refused = ValueRefusedError(parameter, "a division's code of 2, 4, 6 or 9 digits")
    try:
        code = place(text)
    except UsageError:
        raise refused from None
    if not (code.isascii() and code.isdigit()):
        raise refused
    return code
