"""Cookies of the very host that set them: some portals let only those in who bring back what they were given."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.transport.http_date import seconds_of

_MOST_HOSTS = 10_000
_MOST_OF_A_HOST = 40
_LONGEST = 4096  # of name and value together, as browsers have it
_LONGEST_HEADER = 8192
_SECONDS = re.compile(r"-?\d{1,10}")  # 3600
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # CT6T, __jsluid_h
_VALUE = re.compile(r"[\x20-\x3a\x3c-\x7e\x80-\xff]*")  # all but controls and the semicolon


@dataclass(frozen=True, slots=True)
class _Cookie:
    value: str
    path: str
    ends: float | None
    is_secure: bool


class HostCookies:
    """What hosts set, each for itself: a Domain is passed over, for that of one county is that of its province."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._hosts: dict[str, dict[str, _Cookie]] = {}

    def take(self, url: str, headers: Iterable[tuple[str, str]]) -> None:
        """Keeps what an answer sets, and drops what it takes back."""
        lines = [value for name, value in headers if name.lower() == "set-cookie"]
        netloc = urlsplit(url).netloc.lower()
        if not lines or (netloc not in self._hosts and len(self._hosts) >= _MOST_HOSTS):
            return
        cookies = self._hosts.setdefault(netloc, {})
        for line in lines:
            self._take(line, cookies)

    def header(self, url: str) -> str | None:
        """What to bring back with a request; None where there is nothing."""
        parts = urlsplit(url)
        cookies = self._hosts.get(parts.netloc.lower())
        if not cookies:
            return None
        now, path, is_safe = self._clock(), parts.path or "/", parts.scheme == "https"
        pairs: list[str] = []
        length = 0
        for name, cookie in list(cookies.items()):
            if cookie.ends is not None and cookie.ends <= now:
                del cookies[name]
                continue
            length += len(name) + len(cookie.value) + 3
            if path.startswith(cookie.path) and (is_safe or not cookie.is_secure) and length <= _LONGEST_HEADER:
                pairs.append(f"{name}={cookie.value}")
        return "; ".join(pairs) or None

    def _take(self, line: str, cookies: dict[str, _Cookie]) -> None:
        pair, *rest = line.split(";")
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or len(name + value) > _LONGEST:
            return
        told = {key.strip().lower(): said.strip() for key, _, said in (one.partition("=") for one in rest)}
        ends = self._end(told)
        cookies.pop(name, None)  # so that the newest stands last, and the oldest goes first
        if ends is not None and ends <= self._clock():
            return
        if len(cookies) >= _MOST_OF_A_HOST:
            del cookies[next(iter(cookies))]
        # without a path browsers go by the folder of the page; many portals mean all of the host
        path = told.get("path", "")
        cookies[name] = _Cookie(value, path.rstrip("/") if path.startswith("/") else "", ends, "secure" in told)

    def _end(self, told: dict[str, str]) -> float | None:
        if _SECONDS.fullmatch(told.get("max-age", "")):
            return self._clock() + int(told["max-age"])
        return seconds_of(told.get("expires", ""))
