"""Documents to verdicts: reports of every shape, and what is easily taken for one; the cases are in verdicts/."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest

from archive.record import Verdict
from pipelines.document import Block, Document, FailureKind, Grid, GridCell, Link, Paragraph
from pipelines.understanding.naming import read_name, refusals
from pipelines.understanding.reasons import reasons, verdict_of
from pipelines.understanding.recognise import recognise
from pipelines.understanding.sections import split

VERDICTS = Path(__file__).parent / "verdicts"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
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


def test_the_list_of_reasons_is_closed_and_told():
    assert set(reasons()) == set(get_args(Verdict))
    assert set(reasons()["unreadable"]) == set(get_args(FailureKind))
    everything = [reason for listed in reasons().values() for reason in listed]
    assert len(everything) == len(set(everything))
    assert all(meaning.endswith(".") for listed in reasons().values() for meaning in listed.values())


@pytest.mark.parametrize(
    ("example", "refusal"), [(example, refusal) for refusal in refusals() for example in refusal.examples]
)
def test_each_refusal_refuses_its_examples(example, refusal):
    name = read_name(example)
    assert (name.kind, name.reason, name.soft) == ("refused", refusal.reason, refusal.soft)


def test_each_refusal_has_a_listed_reason():
    assert {refusal.reason for refusal in refusals()} <= set(reasons()["not_report"])


@pytest.mark.parametrize(
    "title",
    [
        "东柳泉乡 2020 年政府信息公开工作年度 报 告",
        "柳泉镇人民政府 2020 年度政府 信息公开年度报告",
        "青禾县规划和自然资源局2021年政府信息公开工作年度报告",
        "青禾县审计局二○一九年度政府信息公开工作报告",
        "青禾县公安局2020年警务公开和政府信息公开工作年度报告",
        "中共青禾县委党校2020年政府信息公开工作年度报告",
        "柳泉镇２０２３年政府信息公开工作年度报告.docx",
        "柳泉镇政府信息公开工作告年度报",
        "首页>政务公开>政府信息公开年报>柳泉镇2020年政府信息公开年度报告",
        "青禾县标准化管理委员会2018年政府信息公开报告",
        "关于2015年度柳泉镇政府信息公开工作年度报告",
    ],
)
def test_titles_of_reports(title):
    assert (read_name(title).kind, read_name(title).sure) == ("report", True)


@pytest.mark.skipif(not SEEDS.exists(), reason="the five real reports are not here")
def test_real_reports():
    text = pytest.importorskip("pipelines.reading.text")
    for path in SEEDS.glob("*.txt"):
        document = text.read(path.read_bytes())
        found = recognise(document, split(document), None, has_form=True, url=None)
        assert (path.name, found.reason) == (path.name, "heading+form")
