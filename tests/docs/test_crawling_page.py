"""docs/crawling.md: outcomes, reasons, words, kinds and platforms are those of the crawler, all of them and no others."""

import ast
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import get_args

from archive.cut_short import CUT_SHORT
from archive.record import Verdict
from crawler.families import families
from crawler.hunting.errand import Kind
from crawler.hunting.tally import DOORS, Outcome, Reason, Tally, outcome_of
from crawler.obstacles import notices
from crawler.transport import gate
from crawler.transport.failures import Kind as Failure
from tests.docs.markdown import ROOT, SPAN, bare, page, sections, tables

PAGE = "docs/crawling.md"
PLACE_OF_THE_WORD = {
    "settle": 1,
    "given_up": 1,
    "refuse": 2,
    "Scent": 2,
}  # calls that say what became of an address, and where
ANSWERS_WITH_A_WORD = ("to", "_against", "_against_target", "exceeded")
NEVER_TOLD = {"trap"}  # of thousands of links to a calendar nobody wants a row


def rows_of(heading: str, level: int = 2) -> list[list[str]]:
    return tables(sections(page(PAGE), level)[heading])[0]


def spans(cells: list[str]) -> list[str]:
    return list(chain.from_iterable(SPAN.findall(cell) for cell in cells))


def strings(node: ast.expr | None) -> Iterator[str]:
    """The words that an expression may come to, as far as they are written out in place."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.BoolOp):
        yield from chain.from_iterable(map(strings, node.values))
    elif isinstance(node, ast.IfExp):
        yield from chain(strings(node.body), strings(node.orelse))


def written_words() -> set[str]:
    """What became of an address or a link, from the sources of the crawler."""
    found: set[str] = set()
    for path in (ROOT / "crawler").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                found |= {word for one in node.args[PLACE_OF_THE_WORD.get(name, 99) :][:1] for word in strings(one)}
            elif isinstance(node, ast.FunctionDef) and node.name in ANSWERS_WITH_A_WORD:
                returns = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
                found |= {word for one in returns for word in strings(one)}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") == "shut":
                found |= set(strings(node.value))
    return found - NEVER_TOLD


def test_every_outcome_is_told():
    assert [bare(outcome) for outcome, _ in rows_of("Outcomes")] == list(get_args(Outcome))


def outcomes_of(reason: str) -> set[tuple[str, str | None]]:
    """What comes out where one thing went wrong: at the home page, further in, or with the budget."""
    wrong = [Tally(home_state=reason), Tally(None, states=Counter([reason])), Tally(None, over=reason)]
    return {outcome_of(tally, missing_entries=False) for tally in wrong}


def test_every_reason_is_told_with_the_outcomes_that_it_explains():
    told = {(outcome, bare(reason)) for reason, outcomes, _ in rows_of("Reasons", 3) for outcome in spans([outcomes])}
    assert {reason for _, reason in told} == set(get_args(Reason))
    other = {outcome_of(Tally(None), missing_entries=False), outcome_of(Tally(None), missing_entries=True)}
    assert told == other.union(*map(outcomes_of, get_args(Reason)))


def test_every_word_for_what_became_of_an_address_is_told():
    told = spans([words for words, _ in rows_of("Words for what became of an address", 3)])
    known = {*get_args(gate.Refusal), *get_args(notices.State), *get_args(Failure), *DOORS, *written_words(), CUT_SHORT}
    assert len(told) == len(set(told))
    assert set(told) == known


def test_every_verdict_of_a_candidate_is_told():
    told = spans([verdict for verdict, _ in rows_of("Candidates", 3)])
    assert set(told) == {"not_taken", *get_args(Verdict)}


def test_every_kind_of_address_is_told():
    assert {bare(kind) for kind, _ in rows_of("Kinds of addresses", 3)} == set(get_args(Kind))


def test_every_platform_is_told():
    assert {bare(name) for name, _ in rows_of("Platforms")} == set(families())


def test_the_words_are_found_in_the_sources():
    assert {"fetched", "foreign_host", "look_alike", "over_budget", "unreachable", "not_due"} <= written_words()
