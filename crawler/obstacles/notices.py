"""What is seen of a page, or what an interface answers, to what it says stands in the way."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from crawler.obstacles.visible import Seen
from pipelines.understanding.verdict.challenges import spoken_reason, tells_of_no_page
from pipelines.wording import bare

State = Literal[
    "challenge", "captcha", "login", "access_denied", "too_fast", "soft_404", "gone", "server_error", "empty"
]
STATES: tuple[State, ...] = get_args(State)

FEW_LINKS = 6  # a page of fewer has no navigation
_FEW_LINES = 15
_LONGEST_NOTICE = 400  # letters
_LONGEST_TITLE = 24
_LONGEST_MESSAGE = 2_000
_BARE_TEXT, _BARE_LINKS = 40, 2
_MOST_FIELDS = 2  # of a page that asks for nothing but a code


def state_of(reason: str) -> State:
    """The state of the same word."""
    return next(state for state in STATES if state == reason)


def told_by(seen: Seen) -> State | None:
    """What the words of a page with status 200 say, of one that has little else to say."""
    if seen.is_article or seen.letters > _LONGEST_NOTICE:
        return None
    if is_too_fast(seen):
        return "too_fast"
    if any(map(tells_of_no_page, seen.lines)):
        return "soft_404"
    is_slight = seen.links < FEW_LINKS and len(seen.lines) <= _FEW_LINES
    reason = spoken_reason(_spoken(seen) if is_slight else _title(seen))
    if reason == "captcha" and seen.asks_password:
        reason = "login"
    return state_of(reason) if reason and _is_meant(reason, seen, is_slight=is_slight) else None


def _is_meant(reason: str, seen: Seen, *, is_slight: bool) -> bool:
    """Whether words of an obstacle are the page's message, and not one of the many things on it."""
    if reason == "captcha":  # forms for requests ask for a code too, among other things
        return seen.fields <= _MOST_FIELDS
    if reason == "login":  # every portal has a place to log in
        return seen.asks_password or seen.links <= _BARE_LINKS or spoken_reason(_title(seen)) == "login"
    # notices of maintenance stand on home pages, and are what columns are named after
    return is_slight or reason != "server_error"


def told_by_error(seen: Seen) -> State | None:
    """What the page of an error status says beyond its status."""
    reason = spoken_reason(_spoken(seen)) if seen.links < FEW_LINKS else None
    return state_of(reason) if reason else None


def told_by_json(text: str) -> State | None:
    """What an interface says went wrong.

    >>> told_by_json('{"code": 500, "msg": "访问过于频繁，请稍后再试"}'), told_by_json('{"msg": "操作成功", "data": []}')
    ('too_fast', None)
    """
    try:
        answer = json.loads(text) if len(text) <= _LONGEST_MESSAGE else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    said = [bare(value) for key in _data()["message_keys"] if isinstance(value := answer.get(key), str)]
    if any(_too_fast().search(line) for line in said):
        return "too_fast"
    reason = spoken_reason(said)
    return state_of(reason) if reason else None


def is_too_fast(seen: Seen) -> bool:
    return seen.letters <= _LONGEST_NOTICE and any(_too_fast().search(line) for line in _spoken(seen))


def is_bare(seen: Seen) -> bool:
    """Whether a page has next to nothing for a person to read or to follow."""
    return seen.letters <= _BARE_TEXT and seen.links <= _BARE_LINKS and not seen.is_article


def may_tell(source: str) -> bool:
    """Whether a page full of links has any word of those for which it must be looked at closely."""
    return bool(_hints().search(source))


def _title(seen: Seen) -> list[str]:
    return [seen.title] if 0 < len(seen.title) <= _LONGEST_TITLE else []


def _spoken(seen: Seen) -> Sequence[str]:
    return [*_title(seen), *seen.lines, *(seen.alerts if is_bare(seen) else ())]


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("challenges.json").read_text("utf-8"))
    return data


@cache
def _hints() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, (*_data()["too_fast_hints"], *_data()["no_page_hints"]))))


@cache
def _too_fast() -> re.Pattern[str]:
    return re.compile(_data()["too_fast"])
