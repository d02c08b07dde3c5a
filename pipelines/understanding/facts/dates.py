"""Signature, imprint, tags and box of a document to the days it was written, printed and published."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from pipelines.document import Document
from pipelines.understanding.facts.bodies import name_of_body
from pipelines.understanding.facts.days import dates_in, day_in
from pipelines.understanding.facts.excerpts import Excerpts, Line, Stated
from pipelines.understanding.facts.page_facts import page_facts, page_tags
from pipelines.understanding.facts.plain import squeezed

_LONGEST_SIGNATURE, _LONGEST_LABELLED = 60, 160
_LINES_BETWEEN = 2  # between the name of a body and the date under it
_LINES_OF_A_PAGE = 2  # under a title, where sites put source and date
_TIME = re.compile(r"\s*(?:星期.|周.)?\s*\d{1,2}:\d\d(?::\d\d)?\s*$")
_PRINTED = re.compile(r"\s*(?:印发|印制|印)(?:[\s(,。)]|$)")  # ... 2021年1月22日印发
_PRINTED_BEFORE = re.compile(r"印发(?:日期|时间)?\s*:?\s*$")
# 发布时间:2021-01-22 10:20
_PUBLISHED = re.compile(r"(?:发布|公开|发表|上网|公布|发稿)\s*(?:日期|时间)\s*[\]】]?\s*:?\s*$")
_PUBLISHED_FIRST = re.compile(r"^[\s\[【(]*(?:信息)?发布\s*(?:日期|时间)\s*[\]】]?\s*:?\s*$")
_WHEN = re.compile(r"(?:^|[\s|】\]])(?:日\s*期|时\s*间|发布)\s*:\s*$")  # 来源:柳泉镇 时间:2021-01-22
_PAGE_WORDS = re.compile(
    r"来\s*源|作\s*者|浏览|点击|阅读|访问|字\s*体|字\s*号|编\s*辑|分享|打印|发布(?:人|者|单位|机构|:)"
)
_PROSE = re.compile(r"[。《]")
_NOT_THE_DOCUMENT = re.compile(r"今天|现在是|更新|打印时间|生成时间|访问时间|截[至止]")
# a site sets 2021-01-15 or 2021年01月05日 by machine, an office signs 2021年1月5日 or 2021. 1. 5
_BY_MACHINE = re.compile(r"[-/]|年0\d|月0\d|年1[0-2]月0\d")
_DAY_OF_SIGNING = re.compile(r"(?:落款|填报|报告|编制)?(?:日期|时间):?")  # 日期:2021年1月15日 under a signature
_BRACKETS = " ()[]【】（）"


def read_written_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day under the signature; else the one under the title, or the box's day of writing."""
    below = excerpts.lines[title_end or 0 :]
    if signed := _signature(below[_LINES_OF_A_PAGE:], on_a_page=document.reader == "html"):
        return signed
    for line in below[:_LINES_OF_A_PAGE]:
        if (day := _alone(line)) and not _set_by_site(document, line):
            return Stated(day, line.text)
    return _fact(page_facts(document, "written_date"))


def read_print_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day in the imprint: 柳泉镇党政办公室 2021年1月22日印发."""
    for line in reversed(excerpts.lines[title_end or 0 :]):
        if "印" in line.text and len(line.text) <= _LONGEST_LABELLED:
            for day, start, end in dates_in(line.text):
                if _PRINTED.match(line.plain, end) or _PRINTED_BEFORE.search(line.plain, 0, start):
                    return Stated(day, line.text)
    return _fact(page_facts(document, "print_date"))


def read_publish_date(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[date] | None:
    """The day that the site gives: in the box, in a tag, or in the line of source and date."""
    if stated := _fact((*page_facts(document, "publish_date"), *page_tags(document, "publish_tags"))):
        return stated
    end = title_end or 0
    for line in excerpts.lines[end : end + _LINES_OF_A_PAGE]:
        if (day := _alone(line)) and _set_by_site(document, line):
            return Stated(day, line.text)
    near = max(excerpts.first, end)
    return _of_page(excerpts.lines[:near]) or _labelled(excerpts.lines[near:], _PUBLISHED_FIRST) or _in_frame(document)


def _signature(lines: Sequence[Line], *, on_a_page: bool) -> Stated[date] | None:
    """The last line that is nothing but a day, best of all one with the name of a body on or above it."""
    alone: Stated[date] | None = None
    signed: Stated[date] | None = None
    for place, line in enumerate(lines):
        alone_here = _alone(line)
        if not (day := alone_here or _labelled_in_words(line)):
            continue
        above = lines[max(0, place - _LINES_BETWEEN) : place]
        undated = [other.text for other in above if not _alone(other)]
        if (alone_here and _named_before(line)) or (len(undated) == len(above) and any(map(name_of_body, undated))):
            signed = Stated(day, line.text)
        elif not (on_a_page and (alone_here is None or _BY_MACHINE.search(line.bare))):
            alone = Stated(day, line.text)
    return signed or alone


def _alone(line: Line) -> date | None:
    """The day of a line that holds nothing else, or only the name of the body that signs."""
    if not len("2021.1.5") <= len(line.text) <= _LONGEST_SIGNATURE:
        return None
    for day, start, end in dates_in(line.text):
        before, after = squeezed(line.text[:start]).strip(_BRACKETS), line.plain[end:].strip(_BRACKETS)
        if not after and (not before or name_of_body(squeezed(line.text[:start])) or name_of_body(before)):
            return day
    return None


def _labelled_in_words(line: Line) -> date | None:
    """The day of a line like 填报日期:2021年1月15日; a site's clock or list sets 2021-01-15."""
    if len(line.text) > _LONGEST_SIGNATURE or _BY_MACHINE.search(line.bare):
        return None
    for day, start, end in dates_in(line.text):
        if _DAY_OF_SIGNING.fullmatch(squeezed(line.plain[:start])) and not line.plain[end:].strip(_BRACKETS):
            return day
    return None


def _named_before(line: Line) -> bool:
    return any(line.text[:start].strip(_BRACKETS) for _, start, _ in dates_in(line.text))


def _set_by_site(document: Document, line: Line) -> bool:
    """Whether a day alone under the title is the site's; offices put theirs in brackets."""
    if line.text.startswith(("(", "（")):
        return False
    return "年" not in line.text or (document.reader == "html" and bool(_BY_MACHINE.search(line.bare)))


def _labelled(lines: Iterable[Line], label: re.Pattern[str]) -> Stated[date] | None:
    for line in lines:
        if len(line.text) <= _LONGEST_LABELLED and not _NOT_THE_DOCUMENT.search(line.plain):
            for day, start, _ in dates_in(line.text):
                if label.search(line.plain[:start]):
                    return Stated(day, line.text)
    return None


def _of_page(lines: Sequence[Line]) -> Stated[date] | None:
    """A labelled day near the title, or one in a line about source, author and readers."""
    if labelled := _labelled(lines, _PUBLISHED):
        return labelled
    for line in lines:
        if len(line.text) > _LONGEST_LABELLED or _NOT_THE_DOCUMENT.search(line.plain) or _PROSE.search(line.plain):
            continue
        for day, start, end in dates_in(line.text):
            if _WHEN.search(line.plain[:start]) or _PAGE_WORDS.search(line.plain) or _TIME.match(line.plain, end):
                return Stated(day, line.text)
    return None


def _in_frame(document: Document) -> Stated[date] | None:
    """A labelled day in the frame of a page, unless lists of other documents name several."""
    lines = [Line(text) for text in document.surroundings if "发布" in text or "公开" in text]
    found = [stated for line in lines if (stated := _labelled([line], _PUBLISHED))]
    return found[0] if len({stated.value for stated in found}) == 1 else None


def _fact(claims: Iterable[Stated[str]]) -> Stated[date] | None:
    return next((Stated(day, claim.words) for claim in claims if (day := day_in(claim.value))), None)
