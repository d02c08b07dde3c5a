"""A request that reached a sample portal, and the answer to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, unquote

HTML = "text/html; charset={}"


@dataclass(frozen=True)
class Request:
    """`target` is path and query as they were sent; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        return unquote(self.target.partition("?")[0])

    @cached_property
    def query(self) -> Mapping[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The parameters of the body."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    content_type: str = HTML.format("utf-8")
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Handler = Callable[[Request], Answer | None]


def number(text: str | None, least: int = 1, most: int = 10**6) -> int | None:
    """A number that a visitor sent; None for what is none, or out of all measure."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len(str(most)):
        return None
    return min(max(int(text), least), most)
