"""The questions that many bring, from the files beside this module: SQL, parameters, titles, and how to read the answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Absence = Literal["no_number", "unknown", "none"]
ParameterKind = Literal["division", "year", "number", "choice"]
_FOLDER = "archive.questions"


@dataclass(frozen=True, slots=True)
class Both:
    """The same words in both languages."""

    zh: str
    en: str

    def told(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def together(self) -> str:
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    title: Both


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be asked; `default` stands in the SQL too, so that Datasette alone gives the same answer."""

    name: str
    kind: ParameterKind
    title: Both
    hint: Both
    default: str | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """How an answer is drawn: series are the columns `y`, or one for each value of the columns `split`.

    `only`, where it is not empty, says which values of the first column of `split` are drawn.
    """

    kind: Literal["line", "bar"]
    x: str
    y: tuple[str, ...]
    split: tuple[str, ...]
    only: tuple[str, ...]
    title: Both
    unit: Both


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    theme: str
    title: Both
    reading: Both
    limits: Both
    parameters: tuple[Parameter, ...]
    sql: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer; `kind` says how its values are shown, as `year`, `report` or `term:scopes`.

    `absent` is why a value is not there: it may be a number that is not given, not known to us, or none by nature.
    """

    name: str
    kind: str
    title: Both
    absent: Absence


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of their numbers."""
    content = _content("questions.json")
    return tuple(_question(one, content["parameters"]) for one in content["questions"])


@cache
def themes() -> Mapping[str, Both]:
    """The groups of questions, in order."""
    return {name: Both(**title) for name, title in _content("questions.json")["themes"].items()}


@cache
def columns() -> Mapping[str, Column]:
    """Every column that an answer may have; a name means the same in all of them."""
    return {
        name: Column(name, column["kind"], Both(**column["title"]), column.get("absent") or _absence(column["kind"]))
        for name, column in _content("columns.json").items()
    }


def _absence(kind: str) -> Absence:
    """What a column has that does not tell: a figure may be blank, or stand in another form alone."""
    return "no_number" if kind == "number" else "unknown"


def question(name: str) -> Question | None:
    """The question of this name."""
    return next((one for one in questions() if one.name == name), None)


def _question(content: Mapping[str, Any], parameters: Mapping[str, Any]) -> Question:
    name = content["name"]
    return Question(
        name,
        content["theme"],
        Both(**content["title"]),
        Both(**content["reading"]),
        Both(**content["limits"]),
        tuple(_parameter(one, parameters) for one in content["parameters"]),
        files(_FOLDER).joinpath(f"{name}.sql").read_text("utf-8"),
        _chart(content["chart"]) if content["chart"] else None,
    )


def _parameter(content: str | Mapping[str, Any], known: Mapping[str, Any]) -> Parameter:
    """A parameter by its name, or by its name and a default of this question's own."""
    own: Mapping[str, Any] = {"name": content} if isinstance(content, str) else content
    shared = {**known[own["name"]], **own}
    choices: Sequence[Mapping[str, Any]] = shared.get("choices", ())
    return Parameter(
        shared["name"],
        shared["kind"],
        Both(**shared["title"]),
        Both(**shared["hint"]),
        shared["default"],
        tuple(Choice(choice["value"], Both(**choice["title"])) for choice in choices),
    )


def _chart(content: Mapping[str, Any]) -> Chart:
    lists = {name: tuple(content[name]) for name in ("y", "split", "only")}
    return Chart(
        kind=content["kind"], x=content["x"], title=Both(**content["title"]), unit=Both(**content["unit"]), **lists
    )


def _content(name: str) -> Any:
    return json.loads(files(_FOLDER).joinpath(name).read_text("utf-8"))
