"""An answer to what a page shows: cells in the reader's language with where they lead, and the chart."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from archive.forms import form_tables
from archive.questions.asking import Answer, Value
from archive.questions.questions import Chart, Column
from archive.web.drawing.charts import Series, bar_chart, line_chart
from archive.web.language import Words
from archive.web.links import Links
from archive.web.rendering import day, moment, number

MOST_SERIES = 6
_NEVER_SHOWN = "body_key"  # it serves to link the body
_OWN_TERMS = frozenset({"events", "how", "problems", "reasons"})  # closed lists that stand in answers.json
_TERM = "term:"
_TIMES = frozenset({"day", "moment"})
_CHINESE = frozenset({"body", "place_in_table", "text"})  # as printed, whatever the language of the page
_WIDE = _CHINESE | {"url"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`absent` says in words why there is nothing; it is empty where there is something."""

    text: str
    link: str | None = None
    is_figure: bool = False
    absent: str = ""
    is_wide: bool = False
    is_chinese: bool = False


def heads(answer: Answer, words: Words) -> list[str]:
    """The titles of the columns that people see."""
    return [column.title.told(words.language) for column in answer.columns if column.kind != _NEVER_SHOWN]


def cells(answer: Answer, words: Words, links: Links) -> Iterator[list[Cell]]:
    """The rows for a page."""
    key = next((index for index, column in enumerate(answer.columns) if column.kind == _NEVER_SHOWN), None)
    for row in answer.rows:
        body = row[key] if key is not None else None
        yield [
            _cell(column, value, body, words, links)
            for column, value in zip(answer.columns, row, strict=True)
            if column.kind != _NEVER_SHOWN
        ]


def plain_rows(answer: Answer, words: Words) -> Iterator[list[Value]]:
    """The rows for a file: words in the reader's language, times in China's as on the page, figures as they are."""
    for row in answer.rows:
        yield [
            _plain(column, value, words)
            for column, value in zip(answer.columns, row, strict=True)
            if column.kind != _NEVER_SHOWN
        ]


def _plain(column: Column, value: Value, words: Words) -> Value:
    if value is None or not (isinstance(value, str) or column.kind == "yes_no"):
        return value
    return _text(column, value, words) if column.kind in _TIMES else _word(column, value, words)


def _cell(column: Column, value: Value, body: Value, words: Words, links: Links) -> Cell:
    if value is None:
        absent = words("site.absent") if column.absent == "unknown" else words(f"answers.{column.absent}")
        return Cell(number(None), is_figure=column.kind == "number", absent=absent)
    if column.kind == "number" and not isinstance(value, str):
        return Cell(number(value), is_figure=True)
    is_wide = column.kind in _WIDE or column.kind.startswith(_TERM)
    link = _link(column.kind, value, body, links)
    return Cell(_text(column, value, words), link, is_wide=is_wide, is_chinese=column.kind in _CHINESE)


def _link(kind: str, value: Value, body: Value, links: Links) -> str | None:
    if kind == "body":
        return links.body(str(body)) if body is not None else None
    lead: Mapping[str, Callable[[int], str]] = {"report": links.report, "snapshot": links.snapshot}
    if kind in lead and isinstance(value, int):
        return lead[kind](value)
    return links.place(str(value)) if kind == "place" else None


def _text(column: Column, value: Value, words: Words) -> str:
    match column.kind:
        case "report":
            return words("answers.open_report", id=value)
        case "snapshot":
            return words("answers.open_snapshot", id=value)
        case "place":
            return str(value) or words("answers.everywhere")
        case "moment":
            return moment(str(value))
        case "day":
            return day(value)
    return _word(column, value, words)


def _word(column: Column, value: Value, words: Words) -> str:
    text = "" if value is None else str(value)
    group = column.kind.removeprefix(_TERM)
    if group != column.kind:
        return words(f"answers.{group}.{text}") if group in _OWN_TERMS else words.term(group, text)
    if column.kind == "yes_no" and value is not None:
        return words("answers.yes" if value else "answers.no")
    if column.kind == "place_in_table":
        return _labels().get(text, text)
    return text


def charted(chart: Chart | None, answer: Answer, words: Words) -> Markup | None:
    """The chart of an answer; none where there would be more lines than an eye can tell apart, or nothing to draw."""
    if chart is None or not answer.rows:
        return None
    title, unit = chart.title.told(words.language), chart.unit.told(words.language)
    if chart.kind == "bar":
        at = answer.place_of(chart.x)
        labels = [_bar_label(answer, row, at) for row in answer.rows]
        return bar_chart(title, labels, [_column(answer, name, words) for name in chart.y], words, unit)
    lines = _by_year(chart, answer, words)
    if not 0 < len(lines) <= MOST_SERIES:
        return None
    known = [year for values in lines.values() for year in values]
    years = range(min(known), max(known) + 1)  # a year without a row is one that is missing
    series = [Series(name, [values.get(year) for year in years]) for name, values in lines.items()]
    return line_chart(title, [str(year) for year in years], series, words, unit)


def _by_year(chart: Chart, answer: Answer, words: Words) -> Mapping[str, dict[int, float | None]]:
    at, value_at = answer.place_of(chart.x), answer.place_of(chart.y[0])
    parts = [answer.place_of(name) for name in chart.split]
    lines: dict[str, dict[int, float | None]] = {}
    for row in answer.rows:
        if chart.only and row[parts[0]] not in chart.only:
            continue
        names = [_word(answer.columns[part], row[part], words) or words("answers.everywhere") for part in parts]
        year, value = row[at], row[value_at]
        if isinstance(year, int):
            lines.setdefault(" · ".join(names), {})[year] = _figure(value)
    return lines


def _bar_label(answer: Answer, row: tuple[Value, ...], at: int) -> str:
    year = next((index for index, column in enumerate(answer.columns) if column.name == "year"), None)
    name = "" if row[at] is None else str(row[at])
    return name if year is None or row[year] is None else f"{name} {row[year]}"


def _column(answer: Answer, name: str, words: Words) -> Series:
    at = answer.place_of(name)
    title = answer.columns[at].title.told(words.language)
    return Series(title, [_figure(row[at]) for row in answer.rows])


def _figure(value: Value) -> float | None:
    return None if value is None or isinstance(value, str) else value


@cache
def _labels() -> Mapping[str, str]:
    """Rows and columns of the forms as they are printed."""
    every = [cell for table in form_tables().values() for cell in table]
    return {cell.row: cell.row_label for cell in every} | {cell.column: cell.column_label for cell in every}
