"""A reader's words to what is asked of the full-text index; whatever is typed, the index is asked in correct form."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archive.errors import UsageError
from archive.words import Run, runs, segment

MOST_CHARACTERS, MOST_TERMS, MOST_SINGLE = 200, 16, 3
NOTHING = '""'  # an expression of FTS5 that finds no row

# 2020 年 信访: a blank that stands before the unit of a number parts no terms
_BEFORE_UNIT = re.compile(r"(?<=\d)\s+(?=[年月日号条项件份次](?:\s|$))")
# “整句”, "whole phrase", a phrase whose quotes are unlike or one is missing, | for OR, -word, word
_PIECE = re.compile(
    r"(?P<minus>-?)(?:“(?P<chinese>[^“”]*)”|\"(?P<plain>[^\"]*)\"|[\"“”](?P<open>[^\"“”]*)[\"“”]?)"
    r"|(?P<bar>\|+)|(?P<word>[^\s|]+)"
)
_OR, _AND = ("OR",), ("AND", "&", "&&")


class NothingToFindError(UsageError):
    """Raised for words in which there is nothing to look for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together: their runs, and how the index is asked for them."""

    runs: tuple[Run, ...]
    expression: str

    @property
    def is_single(self) -> bool:
        """Whether it is one Han character, for which half the index must be read."""
        return len(self.runs) == 1 and self.runs[0].is_han and len(self.runs[0].text) == 1


@dataclass(frozen=True, slots=True)
class Query:
    """One term of each group of `wanted` must stand in a report, and none of `unwanted`."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def expression(self) -> str:
        """The expression of FTS5: only Han characters, letters, digits and operators of our own."""
        wanted = " AND ".join(_any_of(group) for group in self.wanted)
        return f"({wanted}) NOT {_any_of(self.unwanted)}" if self.unwanted else wanted

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that may stand in a hit."""
        return tuple(term for group in self.wanted for term in group)


def parse(words: str) -> Query:
    """The query that words mean: a blank is AND, OR or | is OR, -word leaves out, quotes keep a phrase together.

    >>> parse('2020 年 信访|拆迁 -培训').expression
    '("2020 年" AND ("信访" OR "拆迁")) NOT "培训"'
    """
    if len(words) > MOST_CHARACTERS:
        raise UsageError(f"search words: {len(words)} characters, at most {MOST_CHARACTERS} can be looked for at once")
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    for piece in _pieces(words):
        term = _term(piece.text)
        if piece.is_unwanted:
            unwanted += [term] if term else []
            continue
        if not (piece.is_alternative and wanted):
            wanted.append([])
        wanted[-1] += [term] if term else []
    query = Query(tuple(tuple(group) for group in wanted if group), tuple(unwanted))
    _refuse_too_much(query)
    return query


def expression(words: str | None) -> str:
    """The expression of FTS5 for words, one that finds nothing where they cannot be asked: for SQL, which cannot refuse.

    >>> expression("行政复议"), expression("，"), expression(None)
    ('"行政 政复 复议"', '""', '""')
    """
    try:
        return parse(words or "").expression
    except UsageError:
        return NOTHING


class _Piece(NamedTuple):
    text: str
    is_unwanted: bool
    is_alternative: bool


def _pieces(words: str) -> Iterator[_Piece]:
    is_alternative = False
    for match in _PIECE.finditer(_BEFORE_UNIT.sub("", unicodedata.normalize("NFKC", words))):
        word = match["word"]
        if match["bar"] or word in _OR:
            is_alternative = True
            continue
        if word in _AND:
            continue
        if word is None:
            text = match["chinese"] or match["plain"] or match["open"] or ""
            is_unwanted = bool(match["minus"])
        else:
            is_unwanted = len(word) > 1 and word.startswith("-")
            text = word[is_unwanted:]
        yield _Piece(text, is_unwanted, is_alternative)
        is_alternative = False


def _term(text: str) -> Term | None:
    found = runs(text)
    if not found:
        return None
    tokens = segment(text).split()
    last = found[-1]
    if last.is_han and len(last.text) > 1:
        tokens.pop()  # its last character by itself stands in the text only where the run ends there too
    is_beginning = last.is_han and len(last.text) == 1 and not last.is_glued
    return Term(tuple(found), f'"{" ".join(tokens)}"{" *" if is_beginning else ""}')


def _any_of(terms: tuple[Term, ...]) -> str:
    alternatives = " OR ".join(term.expression for term in terms)
    return f"({alternatives})" if len(terms) > 1 else alternatives


def _refuse_too_much(query: Query) -> None:
    if not query.wanted:
        reason = "they only say what to leave out" if query.unwanted else "there is no character or number in them"
        raise NothingToFindError(f"search words: nothing to look for, {reason}")
    terms = (*query.terms, *query.unwanted)
    if len(terms) > MOST_TERMS:
        raise UsageError(f"search words: {len(terms)} terms, at most {MOST_TERMS} can be looked for at once")
    if sum(term.is_single for term in terms) > MOST_SINGLE:
        raise UsageError(
            f"search words: more than {MOST_SINGLE} single characters; put what belongs together without blanks"
        )
