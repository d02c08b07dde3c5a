"""What a host answers for robots.txt, to whether an address may be asked for, and how long to pause in between."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from protego import Protego

_MOST_BYTES = 500 << 10  # RFC 9309 asks for as much
_MOST_RULES = 5_000
_LONGEST_LINE = 2_000
_LONGEST_URL = 4_000
_OK, _FORBIDDEN, _TOO_MANY = 200, (401, 403), 429
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_PRODUCT = re.compile(r"[A-Za-z_-]+")  # nianbao/0.1 (archive of …)
_BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"  # a byte order mark, blanks

State = Literal["rules", "open", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host. While they are unknown nothing may be asked for."""

    state: State
    _rules: Any = None

    @classmethod
    def from_answer(cls, status: int, body: bytes) -> "Robots":
        r"""The rules that an answer stands for.

        >>> Robots.from_answer(200, b"User-agent: *\nDisallow: /oa/").allows("http://a.cn/oa/1.html", "nianbao/0.1")
        False
        """
        if status in _FORBIDDEN:
            return cls.closed()
        if status >= _SERVER_ERROR or status == _TOO_MANY:
            return cls.unknown()
        # hosts without rules give their home page, or a page that says that there is no such page
        if status >= _CLIENT_ERROR or status != _OK or body.lstrip(_BEFORE_TEXT).startswith(b"<"):
            return cls.open()
        return cls("rules", Protego.parse(_text(body)))

    @classmethod
    def open(cls) -> "Robots":
        """Everything may be asked for."""
        return cls("open")

    @classmethod
    def closed(cls) -> "Robots":
        """Nothing may be asked for."""
        return cls("closed")

    @classmethod
    def unknown(cls) -> "Robots":
        """The host did not tell; to be asked again, and taken for closed if it never does."""
        return cls("unknown")

    @property
    def is_unknown(self) -> bool:
        return self.state == "unknown"

    def allows(self, url: str, agent: str) -> bool:
        """Whether a crawler of this User-Agent may ask for an address."""
        if self._rules is None:
            return self.state == "open"
        return bool(self._rules.can_fetch(url[:_LONGEST_URL], product(agent)))

    def crawl_delay(self, agent: str) -> float | None:
        """The seconds that the host wants between two requests; None where it does not say."""
        delay: float | None = self._rules.crawl_delay(product(agent)) if self._rules is not None else None
        return delay


@lru_cache(maxsize=16)
def product(agent: str) -> str:
    """The name that rules call a crawler by.

    >>> product("Nianbao/0.1 (archive of annual reports; a@example.org)")
    'nianbao'
    """
    match = _PRODUCT.search(agent)
    return match[0].lower() if match else "*"


def _text(body: bytes) -> str:
    """As many lines as a reader can be asked to go through."""
    text = body[:_MOST_BYTES].decode("utf-8-sig", "replace")
    return "\n".join(line for line in text.splitlines()[:_MOST_RULES] if len(line) <= _LONGEST_LINE)
