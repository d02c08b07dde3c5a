"""A document and its sections to the measures that its verdict rests on."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.document import Document, Grid
from pipelines.understanding.prose.narrative import is_row
from pipelines.understanding.prose.sections import Sections
from pipelines.understanding.verdict.challenges import short_lines
from pipelines.understanding.verdict.naming import read_name
from pipelines.wording import bare

# what a report must tell of; consultation and other chapters stand in guides too
_OF_A_REPORT = frozenset({"overview", "proactive", "requests", "review_litigation", "problems", "other", "fees"})
_TOPIC_OF = {
    "proactive": "proactive",
    "requests": "requests",
    "review_litigation": "review",
    "fees": "fees",
    "problems": "problems",
}
_SHORTEST_SENTENCE = 12
_SENTENCE_MARK = re.compile(r"[。；，！？,;]")
_FIGURE = re.compile(r"[+\-＋－]?\d[\d,.]*\s*(?:万?元|件|项|条|份|个|次)?")
_FIGURES_BEHIND = re.compile(r"(?:\s+[+\-]?\d[\d,.]*){2,}\s*$")  # 规章 0 0 0
_FEWEST_FIGURES = 5
_MOST_LISTED = 12
_SAMPLE = 6000
_BEGINNING, _OPENING = 300, 1500
_YEAR = re.compile(r"20[0-3]\d(?=年)")
# [2021-01-20] or 2021年1月20日 beside a title in a list, or its number
_DATE = re.compile(r"[\[(]?20\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?[\])]?|^[·•\d.、]+")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a document has of a report, and of other things.

    `year` is the latest that its beginning names, `prose` counts the characters of sentences, `told` those of them under headings, `sections` the headings of a
    report, `listed` titles of reports in lines of their own. `filled` is a form with figures, `official` one with
    rows that only the report's form has, `topics` are subjects of
    a report in the prose, `opens` says that it opens as a report does, `news` that it speaks as news do. `blank_marks`
    are gaps to be filled in, `other` is the reason why its words look like something else.
    """

    year: int | None
    prose: int
    told: int
    sections: int
    filled: bool
    official: bool
    topics: frozenset[str]
    opens: bool
    news: bool
    blank_marks: int
    listed: int
    other: str | None


def weigh(document: Document, sections: Sections, *, has_form: bool) -> Weight:
    before = _sentences(sections.preamble)
    under = [line for text in sections.texts.values() for line in _sentences(text)]
    sentences = [*before, *under]
    text = bare("".join(sentences)[:_SAMPLE])
    lines = list(short_lines(document))
    everything = "\n".join([*lines, text])
    return Weight(
        year=max(map(int, _YEAR.findall(text[:_BEGINNING])), default=None),
        prose=sum(map(len, sentences)),
        told=sum(map(len, under)),
        sections=_headings(sections),
        filled=has_form and _has_figures(document),
        official=has_form and any(_pattern("official_rows").search(line) and is_row(line) for line in lines),
        topics=frozenset(topic for topic, pattern in _topics().items() if pattern.search(text)) | _told_of(sections),
        opens=bool(_pattern("opening").search(text[:_OPENING])),
        news=bool(sentences and _pattern("news_opening").search(bare(sentences[0])))
        or bool(_pattern("news_words").search(text)),
        blank_marks=len(_pattern("blank_marks").findall(everything)),
        listed=_listed(lines),
        other=next((reason for reason, least, cues in _others() if _count(cues, everything) >= least), None),
    )


def _sentences(text: str) -> list[str]:
    return [line for line in text.splitlines() if len(line) >= _SHORTEST_SENTENCE and _SENTENCE_MARK.search(line)]


def _told_of(sections: Sections) -> frozenset[str]:
    return frozenset(_TOPIC_OF[key] for key in sections.found if key in _TOPIC_OF)


def _headings(sections: Sections) -> int:
    """How many headings of a report there are; 基本情况, 存在的问题 and 其他事项 alone stand in every account."""
    found = _OF_A_REPORT.intersection(sections.found)
    return len(found) if found & {"proactive", "requests"} else 0


def _has_figures(document: Document) -> bool:
    found = 0
    for block in document.blocks:
        for text in [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]:
            if _FIGURE.fullmatch(text.strip()) or _FIGURES_BEHIND.search(text):
                found += 1
                if found >= _FEWEST_FIGURES:
                    return True
    return False


def _listed(lines: Sequence[str]) -> int:
    """How many different titles of reports stand in lines of their own."""
    titles = dict.fromkeys(_DATE.sub("", line) for line in lines if "公开" in line and line.count("报"))
    names = [read_name(title) for title in list(titles)[:_MOST_LISTED]]
    return sum(name.kind == "report" and name.sure for name in names)


def _count(cues: Sequence[re.Pattern[str]], text: str) -> int:
    return sum(bool(cue.search(text)) for cue in cues)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("cues.json").read_text("utf-8"))
    return data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])


@cache
def _topics() -> Mapping[str, re.Pattern[str]]:
    return {topic: re.compile(pattern) for topic, pattern in _data()["topics"].items()}


@cache
def _others() -> Sequence[tuple[str, int, tuple[re.Pattern[str], ...]]]:
    return [
        (one["reason"], one["least"], tuple(re.compile(pattern, re.MULTILINE) for pattern in one["patterns"]))
        for one in _data()["others"]
    ]
