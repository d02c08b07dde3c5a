"""One page of a list as an answer in JSON: what was asked and what came in, the list and the request for its next page out."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from crawler.families.family import Listing
from crawler.lists.records import record_leads, records_in, scalar_in
from crawler.lists.script import lenient_json
from crawler.lists.shared import parameter, query, whole_number
from crawler.pages.asking import JSON, Ask
from crawler.pages.page import Page

_TOTALS = ("total", "count", "totalCount", "totalElements", "totalNum", "allRow", "post_count")
_PAGES = ("totalPage", "totalPages", "pageCount")
_NUMBERS = ("page", "pageNo", "pageNumber", "pageIndex", "currentPage", "pageNum")


def memo(name: str, seen: int = 0) -> tuple[str, str]:
    """What an answer has to know again: the name of its list, and how many entries the pages before it had.

    Sizes of pages are capped and misstated by servers, so that the last page is known by the entries alone.
    """
    return name, str(seen)


def listing(page: Page, answer: Any, told: str = "") -> Listing:
    """The list in an answer; `told` is its name where the answer has one."""
    remembered, before = (*page.ask.memo, "", "")[:2]
    name = told or remembered
    records = records_in(answer)
    declared, pages = whole_number(scalar_in(answer, _TOTALS)), whole_number(scalar_in(answer, _PAGES))
    seen = (whole_number(before) or 0) + len(records)
    current = _current(page.ask)
    is_more = seen < declared if declared is not None else current[1] < (pages or 0)
    following = _turned(page.ask, *current, memo(name, seen)) if records and is_more else None
    return Listing(record_leads(page, records, name), following, declared, pages, (), name)


def _current(ask: Ask) -> tuple[str, int]:
    """The name under which the page was asked for, and its number."""
    given = _given(ask)
    asked = [(name, given.get(name)) for name in _NUMBERS] + [(name, parameter(ask.url, name)) for name in _NUMBERS]
    return next(((name, number) for name, one in asked if (number := whole_number(one)) is not None), (_NUMBERS[0], 1))


def _given(ask: Ask) -> dict[str, Any]:
    """What stands in the body of a request."""
    if ask.media_type == JSON:
        given = lenient_json(ask.body or "")
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl(ask.body or "", keep_blank_values=True))


def _turned(ask: Ask, name: str, number: int, remembered: tuple[str, ...]) -> Ask:
    """The same request for the next page, which is named where the present one was."""
    following = max(number, 1) + 1  # page 0 is the first page too
    given = _given(ask)
    if name not in given:
        return replace(ask, url=query(ask.url, **{name: following}), memo=remembered)
    given[name] = following if isinstance(given[name], int) else str(following)
    is_json = ask.media_type == JSON
    body = json.dumps(given, ensure_ascii=False, separators=(",", ":")) if is_json else urlencode(given)
    return replace(ask, body=body, memo=remembered)
