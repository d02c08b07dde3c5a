"""Chinese text to search tokens: one rule for what is stored and what is asked (overlapping pairs of characters)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

SEGMENTER = "bi2.1"  # raise it whenever the tokens of any text change: the archive then builds its index anew

# characters of Chinese writing, for the inside of a [class]
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# 2020 年, 结 果 维 持: a blank that only the page's layout put between characters
LAYOUT_BLANK = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}0-9])|(?<=[0-9])\s+(?=[{HAN}])")
# format marks, variation selectors, control characters such as Word's field marks
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_RUN = re.compile(rf"[{HAN}]+|(?:(?![{HAN}_])\w)+")  # 政府信息, 2020, doc
_IS_HAN = re.compile(rf"[{HAN}]")


@cache
def _simplified() -> Mapping[int, str]:
    """Traditional characters, and radicals that some PDF fonts yield in place of characters, to simplified ones."""
    lines = files("archive").joinpath("simplified.txt").read_text("utf-8").split()
    return {ord(pair[0]): pair[1] for pair in lines}


def normalise(text: str) -> str:
    """The text as a searcher means it: one width, one case, simplified, no layout blanks.

    >>> normalise("２０２０ 年政府信息公開")
    '2020年政府信息公开'
    """
    text = unicodedata.normalize("NFKC", text)
    return LAYOUT_BLANK.sub("", _INVISIBLE.sub("", text).casefold().translate(_simplified()))


def segment(text: str | None) -> str:
    """The tokens of a text, with blanks between: numbers and Latin words whole, Han characters in overlapping pairs.

    The last character of a run stands alone too, so that it is found by itself; the first one does when it touches
    a number, so that 2020年 is one phrase.

    >>> segment("2020年度报告")
    '2020 年 年度 度报 报告 告'
    """
    if not text:
        return ""
    tokens: list[str] = []
    number_ended_at = -1
    for run in _RUN.finditer(normalise(text)):
        word = run.group()
        if not _IS_HAN.match(word):
            tokens.append(word)
            number_ended_at = run.end()
            continue
        if run.start() == number_ended_at and len(word) > 1:
            tokens.append(word[0])
        tokens += [first + second for first, second in pairwise(word)]
        tokens.append(word[-1])
    return " ".join(tokens)


class Run(NamedTuple):
    """A number or word, or Han characters without a break; `is_glued`: it touches the number or word before."""

    text: str
    is_han: bool
    is_glued: bool


def runs(text: str) -> list[Run]:
    """What the tokens of a text are made of.

    >>> [run.text for run in runs("２０２０ 年度，word")]
    ['2020', '年度', 'word']
    """
    found: list[Run] = []
    word_ended_at = -1
    for run in _RUN.finditer(normalise(text)):
        is_han = bool(_IS_HAN.match(run.group()))
        found.append(Run(run.group(), is_han, is_han and run.start() == word_ended_at))
        word_ended_at = -1 if is_han else run.end()
    return found
