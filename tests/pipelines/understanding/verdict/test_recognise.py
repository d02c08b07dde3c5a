"""Documents to verdicts: reports of every shape, and what is easily taken for one; the cases are in verdicts/."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipelines.document import Block, Document, Grid, GridCell, Link, Paragraph
from pipelines.understanding.prose.sections import split
from pipelines.understanding.verdict.reasons import reasons, verdict_of
from pipelines.understanding.verdict.recognise import recognise

VERDICTS = Path(__file__).parent / "verdicts"
SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
A_ROW_OF_THE_FORM = "行政规范性文件"


@dataclass
class Case:
    """One document as it is written down in verdicts/.

    `### reason: what it is`, then `@title`, `@reader`, `@page` (the page's own name), `@raw` (its source), `@around`,
    `@url`, `@pictures` and `@links` (how many), any other `@tag`; then its lines: |cells|of|a|row, and $PART for the
    lines of that name in parts.txt.
    """

    head: str
    settings: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return self.head.partition(": ")[0]

    def document(self) -> Document:
        known = {"title", "reader", "page", "raw", "around", "url", "pictures", "links"}
        return Document(
            self.settings.get("reader", "html"),
            tuple(blocks(self.lines)),
            title=self.settings.get("page"),
            tags=tuple((name, value) for name, value in self.settings.items() if name not in known),
            surroundings=(self.settings["around"],) if "around" in self.settings else (),
            links=tuple(Link(f"http://gk.example/{n}.pdf", "附件") for n in range(int(self.settings.get("links", 0)))),
            pictures=tuple(f"http://gk.example/{n}.jpg" for n in range(int(self.settings.get("pictures", 0)))),
        )


def cases(name: str) -> Iterator[Case]:
    for text in (VERDICTS / f"{name}.txt").read_text("utf-8").split("### ")[1:]:
        head, *rest = text.strip().splitlines()
        settings = dict(line[1:].partition(" ")[::2] for line in rest if line.startswith("@"))
        yield Case(head, settings, [line for line in rest if not line.startswith("@")])


PARTS = {case.head: case.lines for case in cases("parts")}


def blocks(lines: list[str]) -> Iterator[Block]:
    rows: list[list[str]] = []
    whole = [part for line in lines for part in PARTS.get(line.removeprefix("$"), [line])]
    for line in [*whole, ""]:
        if line.startswith("|"):
            rows.append(line.split("|")[1:])
            continue
        if rows:
            yield Grid(tuple(GridCell(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row)))
            rows = []
        if line:
            yield Paragraph(line)


ALL = {verdict: list(cases(verdict)) for verdict in ("report", "not_report", "blocked")}


@pytest.mark.parametrize("case", [case for listed in ALL.values() for case in listed], ids=lambda case: case.head)
def test_verdict(case):
    document = case.document()
    url = case.settings.get("url", "http://www.qinghe.gov.cn/gk/1.html")
    found = recognise(
        document,
        split(document),
        case.settings.get("title"),
        has_form=A_ROW_OF_THE_FORM in document.text,
        url=url,
        raw=case.settings.get("raw"),
    )
    assert (found.reason, found.verdict) == (case.reason, verdict_of(case.reason))


def test_the_cases_cover_every_reason_under_its_verdict():
    for verdict, listed in ALL.items():
        assert {case.reason for case in listed} == set(reasons()[verdict])


@pytest.mark.skipif(not SEEDS.exists(), reason="the five real reports are not here")
def test_real_reports():
    text = pytest.importorskip("pipelines.reading.plain.text")
    for path in SEEDS.glob("*.txt"):
        document = text.read(path.read_bytes())
        found = recognise(document, split(document), None, has_form=True, url=None)
        assert (path.name, found.reason) == (path.name, "heading+form")
