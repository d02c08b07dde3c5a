"""A number to the words of one made-up report: a few stock sentences that most bodies write, and words of its own."""

import json
import random
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

_VARIED = 0.08  # of all words
_LEAST, _MOST = 700, 1700  # characters: two to five kilobytes
_RARE = 20_000  # words that stand in few reports each: names of villages, works and people
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IN_FULL_WIDTH = 0.02  # of all reports


def sections(number: int, name: str, year: int, least: int = _LEAST, most: int = _MOST) -> dict[str, str]:
    """The sections of a report, always the same for the same number."""
    dice = random.Random(number)
    values = {
        "name": name,
        "year": year,
        "a": dice.randrange(40, 2000),
        "b": dice.randrange(5, 200),
        "c": dice.randrange(1, 40),
        "d": dice.randrange(1000, 90_000),
        "e": dice.randrange(3),
    }
    stock = _sentences()
    wanted = dice.randrange(least, most)
    parts = {key: _varied(dice, stock[key], values) for key in stock}
    whole = sum(map(len, parts.values()))
    while whole < wanted:
        key = dice.choice(("overview", "proactive", "problems"))
        own = _own(dice)
        parts[key] += own
        whole += len(own)
    if dice.random() < _IN_FULL_WIDTH:
        parts = {key: text.translate(_FULL_WIDTH) for key, text in parts.items()}
    return parts


@cache
def _data() -> Any:
    return json.loads(Path(__file__).with_name("many_reports.json").read_text("utf-8"))


@cache
def _sentences() -> Mapping[str, Sequence[Sequence[str]]]:
    told: Mapping[str, Sequence[str]] = _data()["sections"]
    return {key: [sentence.split() for sentence in sentences] for key, sentences in told.items()}


@cache
def _words() -> tuple[Sequence[str], Sequence[float]]:
    """Common words and rare ones, with the sums of their weights: the second is half as frequent as the first."""
    dice = random.Random("words")
    known: Sequence[str] = _data()["words"].split()
    letters = [chr(letter) for letter in range(0x4E00, 0x4E00 + 3000)]
    words = [*known, *("".join(dice.choices(letters, k=dice.choice((2, 2, 3)))) for _ in range(_RARE))]
    return words, list(accumulate(1 / (place + 1) for place in range(len(words))))


def _varied(dice: random.Random, sentences: Sequence[Sequence[str]], values: Mapping[str, object]) -> str:
    """Most of the stock sentences, some of their words others."""
    words, weights = _words()
    chosen = [sentence for sentence in sentences if dice.random() < 0.7] or sentences[:1]
    text = "".join(
        dice.choices(words, cum_weights=weights)[0]
        if "\u4e00" <= word[0] <= "\u9fff" and dice.random() < _VARIED
        else word
        for sentence in chosen
        for word in sentence
    )
    return text.format_map(values)


def _own(dice: random.Random) -> str:
    """A sentence that no other report has."""
    words, weights = _words()
    clauses = ("".join(dice.choices(words, cum_weights=weights, k=dice.randrange(3, 9))) for _ in range(3))
    return "，".join(clauses) + "。"
