"""A term of a query to the pattern of the places where it stands in normalised text, as the index counts them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.search.query import Term
from archive.words import HAN, Run

_IN_WORD = rf"(?![{HAN}_])\w"  # a letter or digit that is no Han character
_MARKS = rf"(?:[^\w{HAN}]|_)"
_SOME_MARKS, _ANY_MARKS = rf"{_MARKS}++", rf"{_MARKS}*+"  # never given back: time stays linear on rows of marks


@lru_cache(maxsize=256)
def pattern(term: Term) -> re.Pattern[str]:
    """The pattern of a term, in linear time on any text.

    >>> from archive.search.query import parse
    >>> pattern(parse("98起").terms[0]).search("198起") is None
    True
    """
    return re.compile("".join(_parts(term.runs)))


def _parts(runs: tuple[Run, ...]) -> Iterator[str]:
    if not runs[0].is_han:
        yield f"(?<!{_IN_WORD})"
    before: Run | None = None
    for run in runs:
        is_last = run is runs[-1]
        if before:
            yield _between(before, run, is_last=is_last)
        yield re.escape(run.text)
        if not run.is_han:
            yield f"(?!{_IN_WORD})"
        before = run


def _between(before: Run, run: Run, *, is_last: bool) -> str:
    """What may stand between two runs."""
    if not run.is_han:
        return _ANY_MARKS if before.is_han else _SOME_MARKS
    if before.is_han:
        return _SOME_MARKS
    if len(run.text) > 1:
        return "" if run.is_glued else _SOME_MARKS
    if run.is_glued and is_last:
        # a lone character behind a mark has the tokens of one that touches the number: 2020（年）
        return rf"(?:|{_SOME_MARKS}(?=[{HAN}](?![{HAN}])))"
    return _ANY_MARKS
