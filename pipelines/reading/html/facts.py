"""What a page says about its document: the meta tags, and the pairs of label and value in boxes and lines around it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.document import GridCell
from pipelines.reading.html.body import Body
from pipelines.reading.html.pieces import Flow, Line, Table
from pipelines.reading.html.report_marks import marks
from pipelines.reading.html.tree import Element
from pipelines.reading.plain.text_rows import prose
from pipelines.wording import bare

_MOST_OF_A_VALUE = 200
_MOST_OF_A_LINE = 400
_MOST_OF_A_LABEL = 24
_SAFE = 4  # characters of a label that no value ends with
_MOST_FACTS = 100
_LINES_BEFORE_TEXT = 15  # in a body without headings
_EDGES = " \t\u3000\xa0|｜丨│/：:;；,，、·"
_BRACKETS = (("[", "]"), ("【", "】"), ("(", ")"), ("（", "）"), ("<", ">"))
_MARKS = _EDGES + "".join(map("".join, _BRACKETS))
_PARTNERS = {("dt", "dd"), ("th", "td"), ("b", "span"), ("strong", "span"), ("label", "span")}
_DATE_AND_TIME = "0123456789.-年月日"  # 2024-01-16 10:30  来源：柳泉镇
_EMPTY = {"", "null", "undefined", "none", "nan"}
_RESIDUE = re.compile(
    r"<[^>]*>|\$\{.*|\{\{?.*\}\}?|%.*%"
)  # <CMSPRO_TITLE/>, ${title}, {$title}: a template's own marks


@dataclass(frozen=True, slots=True)
class _Labels:
    facts: frozenset[str]
    dates: frozenset[str]
    in_line: re.Pattern[str]
    noise_at_end: re.Pattern[str]


def meta_tags(root: Element) -> Iterator[tuple[str, str]]:
    """Names in lower case, and contents; tags of the head stand anywhere on sloppy pages."""
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().casefold()
        content = prose(element.get("content") or "")
        if name and content.casefold() not in _EMPTY and not _RESIDUE.fullmatch(content):
            yield name, content


def facts(seen: Flow, body: Body) -> Iterator[tuple[str, str]]:
    """The pairs outside of the body, and those before its first heading."""
    text_starts = body.first_heading if body.first_heading is not None else body.start + _LINES_BEFORE_TEXT
    found: dict[tuple[str, str], None] = {}
    for place, piece in enumerate(seen.pieces):
        if place in body and place >= text_starts:
            continue
        pairs = _of_line(piece, seen) if isinstance(piece, Line) else _of_table(piece)
        found.update(dict.fromkeys(pairs))
        if len(found) >= _MOST_FACTS:
            break
    yield from found


def _of_line(line: Line, seen: Flow) -> Iterator[tuple[str, str]]:
    if len(line.text) > _MOST_OF_A_LINE:
        return
    label = _as_label(line.text)
    if label:
        yield from _pair(label, _beside(line.box, seen))
        return
    pairs = list(pairs_in(line.text))
    yield from pairs or _unparted(line)


def _beside(box: Element, seen: Flow) -> str:
    """The text of the element that follows the one which holds only a label, as <dd> follows <dt>."""
    extent = seen.extents.get(box)
    if extent is None or extent[1] - extent[0] != 1 or any(_is_vacant(child) for child in box):
        return ""
    while (parent := box.getparent()) is not None and box.getnext() is None and seen.extents.get(parent) == extent:
        box = parent
    beside = box.getnext()
    if beside is None or ((box.tag, beside.tag) not in _PARTNERS and box.tag != beside.tag):
        return ""
    start, end = seen.extents.get(beside, (0, 0))
    value = " ".join(piece.text for piece in seen.pieces[start:end])
    return "" if next(pairs_in(value), None) else value


def _is_vacant(element: Element) -> bool:
    """Whether an element is the place of a value that is not there."""
    return isinstance(element.tag, str) and element.tag != "br" and not "".join(element.itertext()).strip()


def _unparted(line: Line) -> Iterator[tuple[str, str]]:
    """A label in an element of its own at the start of a line, without a colon after it."""
    first = next((child for child in line.box if isinstance(child.tag, str)), None)
    if first is None or prose(line.box.text or ""):
        return
    printed = prose("".join(first.itertext()))
    label = _as_label(printed)
    if label and line.text.startswith(printed):
        yield from _pair(label, line.text[len(printed) :])


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    if marks(table.text).of_a_report:
        return
    for row in table.grid.rows():
        cells: Iterable[GridCell] = iter(row)
        label = None
        for cell in cells:
            own = _as_label(cell.text)
            if label and not own:
                yield from _pair(label, " ".join(cell.text.split()))
            elif not own:
                yield from pairs_in(" ".join(cell.text.split()))
            label = own


def pairs_in(line: str) -> Iterator[tuple[str, str]]:
    """The pairs of a line that begins with one.

    >>> list(pairs_in("来源：柳泉镇  发布时间：2021-01-22 10:30 点击数：12 次 字体：[大 中 小]"))
    [('来源', '柳泉镇'), ('发布时间', '2021-01-22 10:30')]
    """
    if ":" not in line and "：" not in line:
        return
    found = list(_labels().in_line.finditer(line))
    if not found or line[: found[0].start()].strip(_MARKS + _DATE_AND_TIME):
        return
    ends = [*(match.start() for match in found[1:]), len(line)]
    for match, end in zip(found, ends, strict=True):
        label = bare(match[1])
        if label in _labels().facts:
            yield from _pair(label, line[match.end() : end])


def _pair(label: str, value: str) -> Iterator[tuple[str, str]]:
    value = _trimmed(_labels().noise_at_end.sub("", prose(value)))
    if not value or len(value) > _MOST_OF_A_VALUE or value.casefold() in _EMPTY or _as_label(value):
        return
    if label in _labels().dates and not any(character.isdigit() for character in value):
        return
    yield label, value


def _trimmed(value: str) -> str:
    """A value without the marks that parted it from others, and without brackets that are not its own."""
    while value:
        kept = value.strip(_EDGES)
        for opening, closing in _BRACKETS:
            kept = kept.removesuffix(opening).removeprefix(closing)
            if kept.startswith(opening) and (kept.endswith(closing) or closing not in kept):
                kept = kept[1:]
            if kept.endswith(closing) and kept.count(closing) > kept.count(opening):
                kept = kept[:-1]
        if kept == value:
            break
        value = kept
    return value


def _as_label(text: str) -> str | None:
    """The label that a text is, and nothing else, without blanks and marks around it."""
    if len(text) > _MOST_OF_A_LABEL:
        return None
    label = bare(text).strip(_MARKS)
    return label if label in _labels().facts else None


@cache
def _labels() -> _Labels:
    data = json.loads(files(__package__).joinpath("fact_labels.json").read_text("utf-8"))
    spaced: Callable[[str], str] = r"[\s\u3000]{0,8}".join
    every = sorted({*data["labels"], *data["noise"]}, key=len, reverse=True)
    # 发 布 日 期：, also where it follows a value without a blank; 来源： only after a blank, a figure or a mark
    short = "|".join(spaced(label) for label in every if len(label) < _SAFE)
    long = "|".join(spaced(label) for label in every if len(label) >= _SAFE)
    in_line = rf"({long}|(?<![A-Za-z一-鿿])(?:{short}))\s{{0,8}}[】\]]?\s{{0,8}}[:：]"
    noise_at_end = rf"[\s【\[（(|]+(?:{'|'.join(data['noise'])}|关闭).*"  # 2021-01-22 【打印】 【关闭】
    return _Labels(frozenset(data["labels"]), frozenset(data["dates"]), re.compile(in_line), re.compile(noise_at_end))
