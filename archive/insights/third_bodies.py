"""A name and the sentence that it stands in to whether a third body says the same: then nobody copied it from another."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from archive.coverage.holdings import Query
from archive.identity import significant_digits
from archive.insights.own_words import Body, hide
from archive.places.names import key
from archive.places.regions import COUNTY
from archive.search.query import expression

# 麦岭镇还请退休教师, of which the name and eight characters are asked for; a figure or mark ends it
_BEHIND = re.compile(r"[^\W\d_]{0,8}")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # 开展宣传,发放手册1,200份 has two parts
_MARK = "■"
_MOST_READ = 200  # reports that have these characters


def says_a_third(query: Query, name: str, sentence: str, one: Body, other: Body) -> bool:
    """Whether a report of neither body has that part of the sentence in which the name stands.

    Of either county in either year all reports are read, and figures do not count, as each may fill its own in. Of other
    places and years those count that have the figures, too: two bodies that each copied another year of one and the
    same have no text of all in common.
    """
    ours = {one.body, other.body}
    issuers = {key(one.issuer), key(other.issuer)}

    def stands_in(rows: Iterable[tuple[Any, ...]], plain: Callable[[str], str]) -> bool:
        parts = [part for part in _COMMA.split(plain(sentence)) if _MARK in part]
        return any(
            part in said
            for report_key, issuer, narrative in rows
            if report_key.rsplit("/", 2)[0] not in ours and key(issuer or "") not in issuers
            for said in [plain("".join(map(key, narrative.splitlines())))]
            for part in parts
        )

    def marked(text: str) -> str:
        """The name stands as one mark, as 镇 of 麦岭镇党委 would be hidden as a body's word for itself."""
        return text.replace(name, _MARK)

    behind = _BEHIND.match(sentence, sentence.index(name) + len(name))
    words = expression(f'"{name}{behind[0] if behind else ""}"')
    counties = {significant_digits(body.code)[:COUNTY] for body in (one, other)}
    return stands_in(query(_WITH_WORDS, words, _MOST_READ), marked) or any(
        stands_in(
            query(_OF_COUNTY, county, f"{county}:", one.year, other.year, name),  # a colon follows all digits
            lambda text: hide(marked(text), ()),
        )
        for county in sorted(counties)
    )


_REPORTS = "SELECT key, issuer, narrative FROM reports JOIN report_text ON report_id = id WHERE identified = 1"
_WITH_WORDS = f"{_REPORTS} AND id IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH ? LIMIT ?)"
# A PDF may break the name over two lines; then the index does not have it.
_OF_COUNTY = f"""
    {_REPORTS} AND division_code >= ? AND division_code < ? AND year IN (?, ?)
    AND instr(replace(replace(narrative, char(10), ''), ' ', ''), ?)"""
