"""A document, its sections and its title to the verdict: an annual report, something else, or a page that was kept back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from archive.record import Verdict
from pipelines.document import Document, Grid
from pipelines.understanding.prose.narrative import is_row
from pipelines.understanding.prose.sections import Sections
from pipelines.understanding.verdict.challenges import hindrance, is_shell, short_lines
from pipelines.understanding.verdict.naming import UNKNOWN, Name, read_name
from pipelines.understanding.verdict.poison import is_poisoned
from pipelines.understanding.verdict.reasons import verdict_of
from pipelines.understanding.verdict.weight import Weight, weigh
from pipelines.wording import bare

_FEWEST_SECTIONS, _SECTIONS_ALONE = 3, 4  # under a title, and without one
_LEAST_PROSE, _PROSE_OF_A_PAGE, _PROSE_OF_A_LIST = 40, 200, 300  # characters
_FEWEST_TOPICS, _MANY_TOPICS = 2, 3
_FEWEST_LISTED = 3
_FEWEST_BLANK_MARKS, _BLANK_MARKS_OF_A_FORM = 3, 2
_LAST_FREE_YEAR = 2018  # later reports follow the form; a summary beside them is not the report
_TITLE_LINES, _JOINED, _LONGEST_TITLE_LINE = 12, 3, 60
_TITLE_FACTS = ("名称", "标题", "信息名称", "文件名称")
# only these are believed from a line above the title: names of columns stand there too
_REFUSED_FROM_ABOVE = frozenset({"notice", "template", "system", "explainer"})
_SPEAKS_OF_REPORTS = ("年度报告", "年报", "关于")
# what a page may be called although the report stands on it: its column, or the one beside it
_NAMES_OF_COLUMNS = frozenset({"guide", "catalogue", "application_form", "system", "plan", "list_page", "other"})
_CONTENTS = frozenset({"目录", "目次", "前言", "引言"})
_NEVER_THE_REPORT = frozenset({"part_of_year", "assessment"})
_NEARLY_ALL_SECTIONS, _ALL_SECTIONS = 5, 6  # with so many of its headings a report may say next to nothing
# 根据《关于做好……通知》要求，现公布如下。: a sentence of a report that cites the title of a notice
_SENTENCE = re.compile(r"^(?:根据|按照|依照|依据|遵照|为了?(?:贯彻|落实|做好)|现将|按)|[。；]$")
_ATTACHED = re.compile(r"附件|下载|点击(?:查看|阅读|打开)|全文(?:见|如下)|见下文")


@dataclass(frozen=True, slots=True)
class Recognition:
    verdict: Verdict
    reason: str


def recognise(
    document: Document,
    sections: Sections,
    title: str | None,
    *,
    has_form: bool,
    url: str | None,
    raw: str | None = None,
) -> Recognition:
    """Whether a document is an annual report on openness, decided by its structure rather than by single words.

    `title` is the best title known, `has_form` whether rows of an official form were read; `raw` is the beginning of
    a page's source, in which challenges without any text show themselves.
    """
    reason = _reason(document, sections, title, url, raw, has_form=has_form)
    return Recognition(verdict_of(reason), reason)


def _reason(
    document: Document, sections: Sections, title: str | None, url: str | None, raw: str | None, *, has_form: bool
) -> str:
    if is_poisoned(document, title, url):
        return "poisoned"
    weight = weigh(document, sections, has_form=has_form)
    if _may_be_kept_back(weight) and (reason := hindrance(document, raw)):
        return reason
    name, named = _name(document, sections, title)
    named = named or weight.opens
    if name.kind == "refused":
        return _behind_refusal(document, name, weight, named=named)
    if name.kind == "summary":
        return _summary(name, weight)
    reason = _by_form(name, weight, named=named, has_form=has_form) or _by_text(name, weight, named=named)
    return reason or _without_text(document, name, weight, raw)


def _may_be_kept_back(weight: Weight) -> bool:
    in_sections = weight.sections >= _FEWEST_SECTIONS and weight.told >= _LEAST_PROSE
    return not (weight.filled or in_sections or weight.prose >= _PROSE_OF_A_PAGE or weight.listed >= _FEWEST_LISTED)


def _name(document: Document, sections: Sections, title: str | None) -> tuple[Name, bool]:
    """The name that counts, and whether any of them is that of a report.

    What the publisher calls the page stands above what is printed, for a picture story prints the report's title.
    """
    tags = dict(document.tags)
    given = [read_name(text) for text in (tags.get("articletitle"), *_title_facts(document)) if text]
    printed = read_name(title) if title else UNKNOWN
    above, top = _top_names(document, sections)
    last = read_name(document.title) if document.title else UNKNOWN
    everyone = [*given, printed, *top, last]
    named = any(name.kind == "report" for name in everyone)
    if refused := next((name for name in given if name.kind == "refused"), None):
        return refused, named
    if above and not any(name.sure for name in given):
        return above, named
    decided = [name for name in (printed, *given, *top, last) if name.kind != "unknown"]
    if printed.kind in ("refused", "summary"):
        return printed, named
    return next((name for name in decided if name.sure), decided[0] if decided else UNKNOWN), named


def _title_facts(document: Document) -> Iterator[str]:
    return (value for label, value in document.facts if label in _TITLE_FACTS)


def _top_names(document: Document, sections: Sections) -> tuple[Name | None, list[Name]]:
    """A refusal printed above any report's title, and the names of the lines before the first heading."""
    above = sections.preamble.splitlines()[:_TITLE_LINES]
    sheet = [row for block in document.blocks[:_JOINED] if isinstance(block, Grid) for row in _rows_of_one(block)]
    lines = [line for line in (*above, *sheet) if 0 < len(line) <= _LONGEST_TITLE_LINE and not is_row(line)]
    lines = [line for line in lines if "通知如下" in line or not _SENTENCE.search(line.strip())]
    names: list[Name] = []
    for first in range(len(lines)):
        for last in range(min(first + _JOINED, len(lines)), first, -1):
            joined = "".join(lines[first:last])
            name = read_name(joined) if last == first + 1 or bare(lines[last - 1]) not in _CONTENTS else UNKNOWN
            if name.reason in _REFUSED_FROM_ABOVE and any(word in bare(joined) for word in _SPEAKS_OF_REPORTS):
                return name, names
            if name.kind in ("report", "summary") or (last == first + 1 and name.kind != "unknown"):
                names.append(name)
        if any(name.sure for name in names):
            break
    return None, names


def _rows_of_one(grid: Grid) -> list[str]:
    """The title rows of a sheet."""
    rows = [[cell.text for cell in row if cell.text.strip()] for row in islice(grid.rows(), _JOINED)]
    return [row[0] for row in rows if len(row) == 1]


def _behind_refusal(document: Document, name: Name, weight: Weight, *, named: bool) -> str:
    """A title of something else: a report only where the whole of one stands under it, or where it announces one."""
    reason = name.reason or "other"
    if reason in _NEVER_THE_REPORT or weight.blank_marks >= _FEWEST_BLANK_MARKS:
        return reason
    if weight.filled and (name.soft or (weight.sections >= _FEWEST_SECTIONS and (named or name.disclosure))):
        return "heading+form"
    misplaced = reason in _NAMES_OF_COLUMNS and named and weight.sections > _SECTIONS_ALONE
    if not (name.soft or misplaced):
        return reason
    if weight.sections >= _FEWEST_SECTIONS and weight.told >= _LEAST_PROSE:
        return "heading+sections"
    if reason == "notice" and weight.prose < _PROSE_OF_A_PAGE and document.links:
        return "attachment_only"
    told = weight.opens and not weight.other and len(weight.topics) >= _MANY_TOPICS
    return "heading+prose" if reason == "notice" and told and weight.prose >= _PROSE_OF_A_PAGE else reason


def _summary(name: Name, weight: Weight) -> str:
    """A summary or account of openness: the report itself only in the years without a form, and if it tells enough."""
    if weight.filled:
        return "heading+form"
    in_sections = weight.prose >= _LEAST_PROSE and "requests" in weight.topics
    if (name.year or weight.year or 0) > _LAST_FREE_YEAR:
        return "heading+sections" if in_sections and weight.sections > _SECTIONS_ALONE else "work_summary"
    if in_sections and weight.sections >= _FEWEST_SECTIONS:
        return "heading+sections"
    if in_sections and "proactive" in weight.topics and len(weight.topics) >= _MANY_TOPICS:
        return "heading+prose"
    return weight.other or "work_summary"


def _by_form(name: Name, weight: Weight, *, named: bool, has_form: bool) -> str | None:
    """The reason that an official form gives: one with figures is a report, an empty one may be the pattern of it."""
    if weight.filled:
        alone = "form" if weight.official and not weight.other else weight.other or "other"
        return "heading+form" if named else "form+sections" if weight.sections else alone
    if name.gap or weight.blank_marks >= (_BLANK_MARKS_OF_A_FORM if has_form else _FEWEST_BLANK_MARKS):
        return "template" if has_form or weight.sections else None
    if not has_form or weight.other in _REFUSED_FROM_ABOVE:
        return None
    if name.sure or (name.kind == "report" and weight.told >= _LEAST_PROSE):
        return "heading+form"
    return "template" if weight.told < _LEAST_PROSE else None


def _by_text(name: Name, weight: Weight, *, named: bool) -> str | None:
    """The reason that headings and prose give, None where they do not tell."""
    free = (name.year or weight.year or 0) <= _LAST_FREE_YEAR
    about = bool(weight.topics & {"proactive", "requests"})
    told = about and weight.prose >= _LEAST_PROSE and len(weight.topics) >= (_FEWEST_TOPICS if free else _MANY_TOPICS)
    well_told = told and len(weight.topics) >= _MANY_TOPICS
    titled = name.kind == "report" and (name.sure or weight.opens)
    in_sections = weight.told >= _LEAST_PROSE and weight.sections >= _FEWEST_SECTIONS
    alone = in_sections and weight.sections >= _SECTIONS_ALONE
    rules = (
        (weight.other in _REFUSED_FROM_ABOVE or (weight.other and not name.sure and not alone), weight.other),
        (told and name.account and not free and weight.sections <= _SECTIONS_ALONE, "work_summary"),
        (in_sections and (named or name.kind == "yearly"), "heading+sections"),
        (alone, "sections"),
        (weight.sections >= _NEARLY_ALL_SECTIONS and name.sure, "heading+sections"),
        (weight.sections >= _ALL_SECTIONS and weight.told > 0, "sections"),
        (weight.news, "news"),
        (well_told and titled, "heading+prose"),
        (weight.listed >= _FEWEST_LISTED and weight.prose < _PROSE_OF_A_LIST, "list_page"),
        (told and titled, "heading+prose"),
        (well_told and weight.opens and weight.prose >= _PROSE_OF_A_PAGE, "heading+prose"),
    )
    return next((reason for holds, reason in rules if holds), None)


def _without_text(document: Document, name: Name, weight: Weight, raw: str | None) -> str:
    """The reason for a document whose text tells nothing."""
    if name.kind == "report" and weight.prose < _PROSE_OF_A_PAGE:
        if document.links or any(_ATTACHED.search(line) for line in short_lines(document)):
            return "attachment_only"
        if document.pictures:
            return "pictures_only"
    return "empty_shell" if is_shell(document, raw, prose=weight.prose) else "other"
