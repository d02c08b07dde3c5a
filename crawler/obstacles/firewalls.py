"""Status and headers of an answer to the firewall behind them: what it says on the wire, before any word of the page."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.obstacles.notices import State

_OF_TWINS = "瑞数"
# FSSBBIl1UgzbN7N80S beside FSSBBIl1UgzbN7N80T: 瑞数 sets two cookies of one random stem
_RANDOM_NAME = re.compile(r"[A-Za-z0-9]{10,40}[SO]")
_TWIN = {"S": "T", "O": "P"}


@dataclass(frozen=True, slots=True)
class Product:
    """A firewall as it shows itself on the wire: marks are parts, in lower case.

    The statuses `alone` are its own; those `proved` are its answer where a header or a cookie proves it; with those
    `down` it says that the server behind it does not answer.
    """

    product: str
    state: State
    alone: Sequence[int] = ()
    proved: Sequence[int] = ()
    down: Sequence[int] = ()
    servers: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Sequence[str] = ()
    locations: Sequence[str] = ()


def in_front(headers: Sequence[tuple[str, str]]) -> Product | None:
    """The firewall that headers and cookies tell of; it may well have let the request pass.

    >>> in_front([("Set-Cookie", "acw_tc=76b20fe; path=/")]).product
    '阿里云'
    """
    fields = [(name.strip().lower(), value.strip()) for name, value in headers]
    lower = [(name, value.lower()) for name, value in fields]
    found = next((one for one in products() if any(_shows(one, name, value) for name, value in lower)), None)
    return found or _with_twin_cookies(value.partition("=")[0] for name, value in fields if name == "set-cookie")


def _shows(one: Product, name: str, value: str) -> bool:
    if name == "set-cookie":
        return value.startswith(tuple(one.cookies))
    if name == "server":
        return any(mark in value for mark in one.servers)
    return name in one.headers and one.headers[name] in value


def _with_twin_cookies(names: Iterable[str]) -> Product | None:
    known = set(names)
    if any(name[:-1] + _TWIN[name[-1]] in known for name in known if _RANDOM_NAME.fullmatch(name)):
        return next((one for one in products() if one.product == _OF_TWINS), None)
    return None


def of_status(status: int) -> Product | None:
    """The firewall that alone answers with a status.

    >>> of_status(521).product, of_status(403)
    ('加速乐', None)
    """
    return next((one for one in products() if status in one.alone), None)


def sent_by(headers: Sequence[tuple[str, str]]) -> Product | None:
    """The firewall to whose page of refusal an answer sends the client."""
    target = " ".join(value for name, value in headers if name.strip().lower() == "location").lower()
    return next((one for one in products() if any(mark in target for mark in one.locations)), None)


def is_challenge_script(source: str) -> bool:
    """Whether a page's script does what those of challenges do, and not only send the browser on."""
    lower = source.lower()
    return any(mark in lower for mark in _data()["script_of_a_challenge"])


@cache
def products() -> Sequence[Product]:
    return [Product(**one) for one in _data()["products"]]


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("challenges.json").read_text("utf-8"))
    return data
