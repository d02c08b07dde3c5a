"""A request that is to be made, and the words that lead to it."""

import json
from dataclasses import dataclass

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Ask:
    """A GET, or a POST where there is a body.

    `family` names the platform that reads the answer; without it the answer is a page like any other. `memo` holds
    what that platform wants to know again then. `script` marks what a page's own script would ask for, whose servers
    often answer to nothing else.
    """

    url: str
    body: str | None = None
    media_type: str = FORM
    referer: str | None = None
    family: str | None = None
    memo: tuple[str, ...] = ()
    script: bool = False

    @property
    def more(self) -> str:
        """All but the address, as one line of text; empty for a plain GET.

        >>> Ask("http://a/").more, Ask("http://a/", "page=2").more
        ('', '{"body": "page=2"}')
        """
        told = {name: getattr(self, name) for name in self.__slots__ if name not in ("url", "referer")}
        kept = {name: value for name, value in told.items() if value != getattr(_PLAIN, name)}
        if kept and self.referer:
            kept["referer"] = self.referer
        return json.dumps(kept, ensure_ascii=False) if kept else ""


_PLAIN = Ask("")


def ask_from(url: str, more: str) -> Ask:
    """The inverse of `more`.

    >>> ask_from("http://a/", Ask("http://a/", "page=2", memo=("x",)).more).memo
    ('x',)
    """
    told = json.loads(more) if more else {}
    return Ask(url, **{**told, "memo": tuple(told.get("memo", ()))})


@dataclass(frozen=True, slots=True)
class Lead:
    """A place to go to: `text` are the words of the link, `around` those over it, such as the name of its column."""

    ask: Ask
    text: str
    around: str = ""


def lead(url: str, text: str, around: str = "") -> Lead:
    """A plain link."""
    return Lead(Ask(url), " ".join(text.split()), around)
