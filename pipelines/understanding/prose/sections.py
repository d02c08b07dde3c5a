"""A document to its sections: the prose under each heading of a report, and what stands before and behind them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.document import Document, Grid, Paragraph
from pipelines.understanding.prose.headings import Heading, Level, numbering, read_heading
from pipelines.understanding.prose.narrative import closing_lines, closing_start, is_row, prose, signed_at
from pipelines.wording import bare

_LEVELS: tuple[Level, ...] = ("chapter", "plain", "item", "part")
_SURE = 0.98  # the official words, perhaps with prose behind them
_FEWEST_UNDER = 3  # headings numbered （一） or 1. count only where so many of them stand together
_LONG_LINE = 60  # a line that may hold several sections
_LONGEST_UNKNOWN = 40
_FEWEST_LISTED = 3
_LEAST_PROSE = 20
_SECOND = 2  # a first known chapter with this number has an unknown one before it
# 二、 inside a line that runs through several sections
_NUMBER_INSIDE = re.compile(
    r"(?<=[。；;！\s])(?=[一二三四五六七八九十]\s*[、．.])|(?<=[。；;！\s])(?=第[一二三四五六七八]部分)"
)
_SENTENCE_MARK = re.compile(r"[。；，！？]")
_NUMBERED = re.compile(r"\W*第?[一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Place:
    """A heading where it stands: `block` is the index of its paragraph or grid in the document, `row` the grid's row.

    A chapter that is none of the known ones has the key other and is not `known`.
    """

    key: str
    block: int
    row: int | None
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Sections:
    """The prose of a document by section; what is a table, or a row of one as plain lines, is left out.

    The keys are overview, proactive, requests, review_litigation, problems and other, and in reports until 2018 fees
    and consultation. Chapters of other names go to other, each under its own heading. `found` are the keys of known
    headings in the order of the document, without repetition; a heading with no prose has no text.
    """

    preamble: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    closing: str = ""
    found: tuple[str, ...] = ()
    headings: tuple[Place, ...] = ()

    def at(self, block: int, row: int = 0) -> str | None:
        """The key of the section that a block, or a row of it, lies in."""
        above = [place for place in self.headings if (place.block, place.row or 0) <= (block, row)]
        return above[-1].key if above else None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: int
    row: int | None = None
    head: Heading | None = None


def split(document: Document) -> Sections:
    """The sections of a document.

    >>> paragraphs = ("柳泉镇2020年报", "一、总体情况", "我镇很重视。", "六、其他需要报告的事项", "无。", "2021年1月15日")
    >>> split(Document("txt", tuple(map(Paragraph, paragraphs))))  # doctest: +ELLIPSIS
    Sections(preamble='柳泉镇2020年报', texts={'overview': '我镇很重视。', 'other': '无。'}, closing='2021年1月15日', ...)
    """
    lines = [replace(line, head=read_heading(line.text)) for line in _lines(document)]
    signed = _signed(lines)
    lines, behind = lines[:signed], [line.text for line in lines[signed:]]
    kept = _kept(lines)
    starts = sorted(kept)
    pieces = [[line.text for line in lines[: starts[0] if starts else len(lines)]]]
    for start, end in pairwise([*starts, len(lines)]):
        pieces.append([*_behind(lines[start], kept[start]), *(line.text for line in lines[start + 1 : end])])
    pieces = [prose(piece) for piece in pieces]
    cut = closing_start(pieces[-1])
    closing, pieces[-1] = [*pieces[-1][cut:], *closing_lines(behind)], pieces[-1][:cut]
    places = tuple(
        Place(head.key, lines[start].block, lines[start].row, lines[start].text[: head.rest], known=head.score > 0)
        for start, head in sorted(kept.items())
    )
    texts: dict[str, list[str]] = {}
    for place, piece in zip(places, pieces[1:], strict=True):
        texts.setdefault(place.key, []).extend(piece)
    return Sections(
        preamble="\n".join(pieces[0]),
        texts={key: "\n".join(piece) for key, piece in texts.items() if piece},
        closing="\n".join(closing),
        found=tuple(dict.fromkeys(place.key for place in places if place.known)),
        headings=places,
    )


def _signed(lines: Sequence[_Line]) -> int:
    """Where the signature under a report begins: what follows is the page's, or a second copy of the report."""
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if line.head:
            seen.add(line.head.key)
            if len(seen) >= _FEWEST_UNDER:
                signed = signed_at([line.text for line in lines], place)
                return len(lines) if signed is None else signed
    return len(lines)


def _behind(line: _Line, head: Heading) -> list[str]:
    """What of a heading's own line is text: what runs on behind it, or an unknown heading itself."""
    if not head.score:
        return [line.text]
    rest = line.text[head.rest :].strip() if head.rest else ""
    return [rest] if rest else []


def _lines(document: Document) -> Iterator[_Line]:
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            for line in block.text.splitlines():
                yield from (_Line(part, index) for part in _parts(line))
        else:
            yield from _grid_lines(block, index)


def _parts(line: str) -> Iterator[str]:
    """A line, cut before the headings inside it where a converter ran several sections together."""
    parts = _NUMBER_INSIDE.split(line) if len(line) > _LONG_LINE else [line]
    together = ""
    for part in parts:
        if together and read_heading(part):
            yield together.strip()
            together = ""
        together += part
    if together.strip():
        yield together.strip()


def _grid_lines(grid: Grid, index: int) -> Iterator[_Line]:
    """Headings and prose that stand in a grid: alone in their row, or a heading on the left of its prose."""
    rows = [[cell for cell in row if cell.text.strip()] for row in grid.rows()]
    layout = all(len(row) <= 1 for row in rows)
    for number, row in enumerate(rows):
        match [cell.text.strip() for cell in row]:
            case [text]:
                found = [line for line in text.splitlines() if layout or read_heading(line) or _is_sentence(line)]
                yield from (_Line(part, index, number) for line in found for part in _parts(line))
            case [left, right] if _is_sentence(right) and read_heading("".join(left.split())):
                yield _Line("".join(left.split()), index, number)
                yield from (_Line(line, index, number) for line in right.splitlines())


def _is_sentence(text: str) -> bool:
    ends = "。" in text or (len(text) >= _LEAST_PROSE and _SENTENCE_MARK.search(text))
    return bool(ends) and not is_row(text)


def _kept(lines: Sequence[_Line]) -> dict[int, Heading]:
    """The headings that count, by the index of their line."""
    candidates = {place: line.head for place, line in enumerate(lines) if line.head and not is_row(line.text)}
    candidates = _without_contents(lines, candidates)
    level = _level(lines, candidates)
    chapters = {place: head for place, head in candidates.items() if head.level == "chapter"}
    best: dict[str, int] = {}
    for place, head in candidates.items():
        if head.level != level and not (head.level in ("chapter", "plain") and head.score >= _SURE):
            continue  # a heading that lost its number, or alone kept it
        known = best.get(head.key)
        if known is None or (head.level == "chapter", head.score) > (
            candidates[known].level == "chapter",
            candidates[known].score,
        ):
            best[head.key] = place
    kept = {place: candidates[place] for place in best.values()}
    if level == "chapter":
        kept |= _more_chapters(lines, chapters, best)
    return kept


def _without_contents(lines: Sequence[_Line], candidates: dict[int, Heading]) -> dict[int, Heading]:
    """The headings without those of a list of contents: several in a row, without text, that come again below."""
    run: list[int] = []
    dropped: set[int] = set()
    for place in [*sorted(candidates), len(lines) + 1]:
        keys = {candidates[one].key for one in run}
        ends = (
            place != run[-1] + 1 or candidates[run[-1]].rest is not None or candidates[place].key in keys
            if run
            else False
        )
        if ends:
            again = {head.key for later, head in candidates.items() if later > run[-1]}
            if len(run) >= _FEWEST_LISTED and 2 * len(keys & again) > len(keys):
                dropped.update(run)
            run = []
        run.append(place)
    return {place: head for place, head in candidates.items() if place not in dropped}


def _level(lines: Sequence[_Line], candidates: Mapping[int, Heading]) -> Level:
    """How the headings of sections are numbered in this document."""
    keys = {level: {head.key for head in candidates.values() if head.level == level} for level in _LEVELS}
    numbered = any(_NUMBERED.match(line.text) and _chapter_number(line) and not is_row(line.text) for line in lines)
    if len(keys["chapter"]) > 1:
        return "chapter"
    for level in sorted(_LEVELS, key=lambda level: len(keys[level]), reverse=True):
        if level in ("chapter", "plain") or (len(keys[level]) >= _FEWEST_UNDER and not numbered):
            return level
    return "chapter"


def _more_chapters(
    lines: Sequence[_Line], chapters: Mapping[int, Heading], best: Mapping[str, int]
) -> dict[int, Heading]:
    """Further chapters: a second of the same key, and those of unknown names that stand in sequence with the known."""
    more: dict[int, Heading] = {}
    taken = set(best.values())
    first = chapters.get(min(taken, default=0))
    expected = 1 if first and first.number == _SECOND else None
    for place, line in enumerate(lines):
        head = chapters.get(place)
        if place in taken:
            expected = head.number + 1 if head and head.number else None
        elif head and head.score >= _SURE:
            more[place] = head
        elif expected is None or (head.number if head else _chapter_number(line)) != expected:
            continue
        elif head and place > best[head.key]:
            more[place] = head
            expected += 1
        elif len(line.text) <= _LONGEST_UNKNOWN and not _SENTENCE_MARK.search(line.text) and not is_row(line.text):
            more[place] = Heading("overview" if expected == 1 else "other", "chapter", expected, 0.0)
            expected += 1
    return more


def _chapter_number(line: _Line) -> int | None:
    if not _NUMBERED.match(line.text):
        return None
    level, number, _ = numbering(bare(line.text[:_LONGEST_UNKNOWN]))
    return number if level == "chapter" else None
