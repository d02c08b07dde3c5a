"""Text to the signs by which the body of a report is found on a page: section headings, labels of the tables."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.wording import bare

_MOST_OF_A_HEADING = 45
# 一、 （二） 第三部分: at the start of a line
_NUMBER = re.compile(r"\s*(?:第?[一二三四五六七八九十](?:部分)?\s*[、，,.．:：]|[（(][一二三四五六七八九十][)）])")
_SENTENCE_MARK = re.compile(r"[。；！？]")
_BLANK = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]、|[(][一二三四五六七八九十][)]|\d{1,2}[.、])")  # (三) 1.
_FEWEST_HEADINGS = 2
_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """How many of the six headings, with their numbers, and of the labels of the official forms, a text has."""

    headings: int
    labels: int

    @property
    def of_a_report(self) -> bool:
        return self.headings >= _FEWEST_HEADINGS or self.labels >= _FEWEST_LABELS


@dataclass(frozen=True, slots=True)
class _Words:
    headings: Mapping[str, re.Pattern[str]]
    titles: Mapping[str, tuple[str, ...]]
    labels: tuple[str, ...]
    row_labels: frozenset[str]
    numbered: re.Pattern[str]


def heading(line: str) -> str | None:
    """The key of the section that a line opens: one of the six, or its number where the words are none of theirs.

    >>> heading("二、主动公开政府信息情况"), heading("三、 收费及减免情况"), heading("一是加强领导"), heading("其他需要报告的事项")
    ('proactive', '三', None, 'other')
    """
    if len(line) > _MOST_OF_A_HEADING or _SENTENCE_MARK.search(line[:-1]):
        return None
    number = _NUMBER.match(line)
    if number is None:
        plain = _BLANK.sub("", line)
        return next((key for key, titles in _words().titles.items() if plain in titles), None)
    words = bare(line[number.end() :])
    if not words:
        return None
    known = next((key for key, pattern in _words().headings.items() if pattern.search(words)), None)
    first = number.group().strip()[:1]
    return known or (first if first in "一二三四五六七八九十" else None)


def is_known_heading(line: str) -> bool:
    """Whether a line is one of the six headings.

    >>> is_known_heading("六、其它需要报告的事项"), is_known_heading("三、收费及减免情况")
    (True, False)
    """
    return heading(line) in _words().headings


def marks(text: str) -> Marks:
    """The signs in a text of any length. Titles without a number are none: the opening of a report lists them all.

    >>> marks("全文包括总体情况……六、其它需要报告的事项。一、总 体 情 况 …… 结果维持 结果纠正 尚未审结 总计")
    Marks(headings=2, labels=3)
    """
    plain = _BLANK.sub("", text)
    words = _words()
    headings = {match.lastgroup for match in words.numbered.finditer(plain)}
    return Marks(len(headings), len(labels(plain)))


def labels(text: str) -> frozenset[str]:
    """The labels of the official forms that a text has."""
    plain = _BLANK.sub("", text)
    return frozenset(label for label in _words().labels if label in plain)


def shows_report(lines: Iterable[str], text: str) -> bool:
    """Whether what is seen of a page holds the body of a report: headings in lines of their own, or its tables."""
    known = (line for line in lines if is_known_heading(line))
    return len({heading(line) for line in known}) >= _FEWEST_HEADINGS or len(labels(text)) >= _FEWEST_LABELS


def is_row_label(text: str) -> bool:
    """Whether a short text is, but for its number, a label of a row or a column of the forms.

    >>> is_row_label("1.属于国家秘密"), is_row_label("规 章"), is_row_label("规章制度")
    (True, True, False)
    """
    return len(text) <= _MOST_OF_A_HEADING and _LIST_NUMBER.sub("", bare(text)) in _words().row_labels


@cache
def _words() -> _Words:
    data = json.loads(files(__package__).joinpath("report_marks.json").read_text("utf-8"))
    titles = "|".join(f"(?P<{key}>{'|'.join(titles)})" for key, titles in data["titles"].items())
    return _Words(
        headings={key: re.compile(pattern) for key, pattern in data["headings"].items()},
        titles={key: tuple(titles) for key, titles in data["titles"].items()},
        labels=tuple(data["labels"]),
        row_labels=frozenset(bare(label) for label in data["row_labels"]),
        numbered=re.compile(f"[一二三四五六七八][、,，.．]?(?:{titles})"),
    )
