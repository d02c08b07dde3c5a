"""The title and the text of a page to the bodies that it names as bound to publish a report, or as late, if it is of that kind."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal, get_args

from pipelines.understanding.facts.plain import plain
from pipelines.understanding.facts.title import years_in
from pipelines.understanding.notice_names import (
    has,
    names_at_end,
    names_at_start,
    names_in,
    only_names,
    unnumbered,
    words,
)
from pipelines.wording import bare

Standing = Literal["obliged", "published", "late", "missing"]
_STANDINGS: tuple[Standing, ...] = get_args(Standing)

_MOST_LINES, _LONGEST_LINE = 3000, 6000
_LONGEST_HEAD = 30
_LONGEST_TITLE = 100
_OPENING = 400
_FEWEST_IN_GUIDE = 3
_CLAUSE = re.compile(r"[。；;！？]")
_DATE = re.compile(r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}月\d{1,2}日")  # 2023-01-12, 2月3日
_DATE_LINE = re.compile(r"^\s*[二2][〇○零0]..\s*[-/.年].{2,12}\Z")  # 2023年2月3日
_NAMES_FOLLOW = re.compile(r"(?:单位|部门|机关|主体|镇街|乡镇|分别|[个家])(?:[有为是即]|包括)")  # 未公布的单位为
_NAMES_IN_BRACKET = re.compile(r"[^,、(]{0,12}\(([^()]*)\)")  # 2个单位未发布（白鹭镇、县教育局）
_REPORT_YEAR = re.compile(r"(20\d\d)年度?[^。；]{0,30}?(?:年度报告|年报)")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says of who has to publish, as names are printed there; each list in the page's order, none twice.

    `late` ones have published too late, or not by the day of the notice; `missing` ones not at all. A name may stand
    in several lists, and one that is late need not stand in `obliged`. `year` is the report year.
    """

    year: int | None
    obliged: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def gravest(self) -> Iterator[tuple[str, Standing]]:
        """Each body once, with the gravest of what is said of it."""
        said = {name: standing for standing in _STANDINGS for name in getattr(self, standing)}
        yield from said.items()


def read_notice(title: str | None, text: str) -> Notice | None:
    """The notice that a page is; None for one that names nobody, or is of another kind.

    The rows of tables are lines of `text` whose cells are parted by tabs, as a record has them. A guide to openness
    that lists the bodies it is for gives them as obliged, without a year.

    >>> read_notice("2022年政府信息公开工作年度报告公布情况", "应公布单位：白鹭镇、县教育局。未公布的单位：县教育局。")
    Notice(year=2022, obliged=('白鹭镇', '县教育局'), published=(), late=(), missing=('县教育局',))
    """
    lines = [line[:_LONGEST_LINE] for line in text.splitlines()[:_MOST_LINES] if line.strip()]
    name = bare(title or next(iter(lines), ""))[:_LONGEST_TITLE]
    if has("guide", name):
        found = dict.fromkeys(_listed_in_guide(lines))
        return Notice(None, tuple(found)) if len(found) >= _FEWEST_IN_GUIDE else None
    opening = bare("".join(lines)[:_OPENING])
    if (
        has("not_about", name)
        or not (has("subject", name) and has("about", name))
        or not has("openness", name + opening)
    ):
        return None
    named = list(_named(lines))
    if not named:
        return None
    lists = {
        standing: tuple(dict.fromkeys(body for said, body in named if said == standing)) for standing in _STANDINGS
    }
    return Notice(_year(name, opening), *(lists[standing] for standing in _STANDINGS))


def _year(name: str, opening: str) -> int | None:
    titled = years_in(name)
    if titled:
        return titled[0]
    told = _REPORT_YEAR.search(opening)
    return int(told[1]) if told else None


def _named(lines: Sequence[str]) -> Iterator[tuple[Standing, str]]:
    """Each name with what is said of it. `said` is what the last cue says of a list that follows in lines of its own."""
    said: Standing | None = None
    signed = {place - 1 for place, line in enumerate(lines) if _DATE_LINE.match(plain(line))}
    for is_table, run in groupby(enumerate(lines), key=lambda numbered: "\t" in numbered[1]):
        if is_table:
            yield from _in_table([line.split("\t") for _, line in run], said)
            said = None
            continue
        for place, line in run:
            if place in signed:
                continue
            for clause in filter(None, map(str.strip, _CLAUSE.split(line))):
                found, said = _in_clause(unnumbered(clause), said)
                yield from found


def _in_clause(clause: str, said: Standing | None) -> tuple[list[tuple[Standing, str]], Standing | None]:
    """The names of a clause, and what is said of names that may follow in the next lines."""
    flat = plain(clause)
    cues = sorted(_cues(flat))
    if not cues:
        head, colon, tail = flat.rpartition(":")
        names = only_names(clause[len(head) + len(colon) :]) if not colon or tail.strip() else []
        is_label = len(flat) <= _LONGEST_HEAD and "," not in flat and (flat.endswith(":") or has("group", flat))
        return ([(said, name) for name in names], said) if said and (names or is_label) else ([], None)
    found: list[tuple[Standing, str]] = []
    start = 0
    for number, (_, end, standing) in enumerate(cues):
        stop = cues[number + 1][0] if number + 1 < len(cues) else len(clause)
        behind = _behind(clause[end:stop], is_last=number + 1 == len(cues))
        before = [] if behind else names_at_end(clause[start : cues[number][0]])
        found += [(standing, name) for name in behind or before]
        start = end
    is_head = len(flat) <= _LONGEST_HEAD and "," not in flat and not found
    ends_open = flat.endswith(":") or is_head or has("ends_open", flat)
    return found, cues[-1][2] if ends_open else None


def _cues(flat: str) -> Iterator[tuple[int, int, Standing]]:
    """Where a clause says what of bodies; of cues that overlap, the first of the list."""
    taken: list[tuple[int, int]] = []
    for standing, pattern in _cue_patterns():
        for match in pattern.finditer(flat):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield match.start(), match.end(), standing


def _behind(text: str, *, is_last: bool) -> list[str]:
    """The names that follow a cue: behind a colon, or behind 为, 是, 有; the next cue may begin in the last piece."""
    flat = plain(text)
    colon = flat.find(":")
    if colon >= 0:
        return only_names(text[colon + 1 :]) if is_last else names_at_start(text[colon + 1 :])
    bracket = _NAMES_IN_BRACKET.match(flat)
    if bracket:
        return only_names(text[bracket.start(1) : bracket.end(1)])
    match = _NAMES_FOLLOW.search(flat)
    return names_at_start(text[match.end() :]) if match else []


def _in_table(rows: Sequence[Sequence[str]], said: Standing | None) -> Iterator[tuple[Standing, str]]:
    """The names of a table with what its other columns say of them, or else what was said of the list before it."""
    head, body = _headed(rows)
    columns = _name_columns(head, body)
    is_stated = any(_state_of(cell) for cell in head)
    for row in body:
        states = [
            state for place, cell in enumerate(row) if place not in columns for state in _states(head, place, cell)
        ]
        for place in columns:
            for name in names_in(row[place]) if place < len(row) else ():
                if is_stated or states:
                    yield "obliged", name
                elif said:
                    yield said, name
                yield from ((state, name) for state in dict.fromkeys(states))


def _headed(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    for place, row in enumerate(rows):
        cells = [bare(cell) for cell in row]
        if any(has("name_heads", cell) for cell in cells):
            return cells, rows[place + 1 :]
    return (), rows


def _name_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns of names: those headed so; without a head those that hold names in most of their rows."""
    headed = [place for place, cell in enumerate(head) if has("name_heads", cell)]
    if headed:
        return headed
    width = max(map(len, rows), default=0)
    filled = {place: [row[place] for row in rows if place < len(row) and row[place].strip()] for place in range(width)}
    return [
        place
        for place, cells in filled.items()
        if cells and sum(bool(names_in(cell)) for cell in cells) * 2 > len(cells)
    ]


def _state_of(head: str) -> str | None:
    patterns: Mapping[str, str] = words()["state_heads"]
    return next((state for state, pattern in patterns.items() if re.search(pattern, head)), None)


def _states(head: Sequence[str], place: int, cell: str) -> Iterator[Standing]:
    """What a cell says of the body in its row: in words, by a date, or by yes and no under a head that asks."""
    flat = bare(cell)
    asked = _state_of(head[place]) if place < len(head) else None
    if flat in ("是", "√", "否", "×"):
        no = flat in ("否", "×")
        if asked == "late":
            is_late = no != ("逾期" in head[place] or "超期" in head[place])
            yield "late" if is_late else "published"
        elif asked == "published":
            yield "missing" if no else "published"
        return
    yield from dict.fromkeys(standing for _, _, standing in sorted(_cues(flat)) if standing != "obliged")
    if asked == "dated" and (_DATE.search(flat) or flat.startswith("http")):
        yield "published"


def _listed_in_guide(lines: Sequence[str]) -> Iterator[str]:
    """The names in the tables of a guide, and in its lists of at least three."""
    for is_table, run in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            rows = [line.split("\t") for line in run]
            head = [bare(cell) for cell in rows[0]]
            columns = [place for place, cell in enumerate(head) if has("guide_heads", cell)] or _name_columns((), rows)
            names: Iterable[str] = (
                name for row in rows for place in columns if place < len(row) for name in names_in(row[place])
            )
            yield from names
            continue
        alone: list[str] = []
        for line in run:
            names = only_names(unnumbered(line.rpartition("：")[2] or line).rstrip("。；;"))
            alone = alone + list(names) if names else []
            if len(alone) >= _FEWEST_IN_GUIDE:
                yield from alone


@cache
def _cue_patterns() -> Sequence[tuple[Standing, re.Pattern[str]]]:
    return [(standing, re.compile(pattern)) for standing, pattern in words()["cues"]]
