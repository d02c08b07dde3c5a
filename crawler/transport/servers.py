"""What is known of each host tonight: its robots rules, whether it is at work for us, whether it shut its door."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.pages.addresses import netloc
from crawler.transport.cookies import HostCookies
from crawler.transport.robots import Robots
from crawler.transport.tls import STRICT, Level

_MOST_BREAKS = 3  # failed connections in a row, after which a host is left for another night
_MOST_ERRORS = 8  # error pages in a row


@dataclass(slots=True)
class Server:
    """One host, as all portals on it share it. `shut` says why it is left alone for the rest of the night."""

    name: str
    robots: Robots | None = None
    is_busy: bool = False
    breaks: int = 0
    errors: int = 0
    answers: int = 0
    shut: str | None = None
    scheme: str | None = None  # the one that answered where the other did not
    has_tried_both: bool = False  # schemes, neither of which answered at first
    tls: Level = STRICT  # as strict as it can take
    cookies: HostCookies = field(default_factory=HostCookies)

    def answered(self) -> None:
        self.breaks = self.errors = 0
        self.answers += 1

    def failed(self) -> None:
        """Notes an error page; many in a row shut the door."""
        self.errors += 1
        if self.errors >= _MOST_ERRORS:
            self.shut = self.shut or "server_error"

    def broke(self) -> None:
        """Notes a connection that failed; a few in a row shut the door."""
        self.breaks += 1
        if self.breaks >= _MOST_BREAKS:
            self.shut = self.shut or "unreachable"


class Servers:
    """All hosts of a night by their names, ports included."""

    def __init__(self) -> None:
        self._known: dict[str, Server] = {}

    def of(self, url: str) -> Server:
        return self.named(netloc(url))

    def named(self, name: str) -> Server:
        server = self._known.get(name)
        if server is None:
            server = self._known[name] = Server(name)
        return server


def robots_address(url: str) -> str:
    """Where the host of an address keeps its rules.

    >>> robots_address("http://a.cn/x/y.html")
    'http://a.cn/robots.txt'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
