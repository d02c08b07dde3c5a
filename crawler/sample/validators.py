"""The answer of a file server to who asks whether a page is still the one that he has: in the ways that servers do it."""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from itertools import count
from typing import Literal

from crawler.sample.answer import Answer, Request

Style = Literal[
    "etag",  # a digest of the page, and a date: the digest decides
    "date",  # the day when the site was written last, which must be told back to the letter
    "weak",  # W/ before the digest
    "fickle",  # another tag with every answer, so that nothing is ever the same
    "deaf",  # tags are given, and what is asked with them is not listened to
]
_numbers = count(1)


def validated(answer: Answer, request: Request, style: Style | None, written: date) -> Answer:
    """The page with its tags, or that it is still the same; `written` is the day when the site was written last."""
    if style is None or answer.status != 200:  # noqa: PLR2004  # OK
        return answer
    stamp = format_datetime(datetime.combine(written, time(1), UTC), usegmt=True)
    tag = f'"{sha256(answer.body).hexdigest()[:16]}"'
    tags = {"weak": f"W/{tag}", "fickle": f'W/"{next(_numbers):x}"', "date": None}
    own = tags.get(style, tag)
    headers = [("ETag", own)] if own else []
    headers += [("Last-Modified", stamp)] if style in ("etag", "date") else []
    tagged = Answer(answer.body, answer.content_type, 200, (*answer.headers, *headers))
    told = request.headers.get("if-none-match")
    if told is not None:
        is_same = style != "deaf" and own is not None and own.removeprefix("W/") in told
    else:
        is_same = style in ("etag", "date") and request.headers.get("if-modified-since") == stamp
    return Answer(b"", answer.content_type, 304, tagged.headers) if is_same else tagged
