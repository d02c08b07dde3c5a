"""Names to addresses, as Scrapy asks for them; a name that leads to this machine or into its network is refused."""

from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.misc import load_object
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.transport import gate

ALLOW_PRIVATE = "NIANBAO_ALLOW_PRIVATE_HOSTS"  # a Scrapy setting of ours

_MOST_REMEMBERED = 10_000


class GuardedResolver(CachingThreadedResolver):
    """What is checked here is what is connected to, so that a name that changes its address in between gains nothing."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allow_private = False
        self._refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool(ALLOW_PRIVATE)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def has_refused(self, name: str) -> bool:
        """Whether a name was refused; what Twisted tells of it is only that it has no address."""
        return name.lower() in self._refused

    def _checked(self, address: Any, name: str) -> Any:
        if self.allow_private or gate.is_public(address):
            return address
        if len(self._refused) >= _MOST_REMEMBERED:
            self._refused.clear()
        self._refused.add(name.lower())
        raise DNSLookupError(f"{name} leads to {address}, which is no public address")


def install(crawler: Crawler) -> None:
    """Puts the resolver of the settings to work, which Scrapy does only where it runs the reactor itself."""
    from twisted.internet import reactor as chosen  # must not be imported before it is chosen

    reactor: Any = chosen
    settings = crawler.settings
    load_object(settings["TWISTED_DNS_RESOLVER"]).from_crawler(crawler, reactor).install_on_reactor()
    reactor.suggestThreadPoolSize(settings.getint("REACTOR_THREADPOOL_MAXSIZE"))


def was_refused(name: str) -> bool:
    """Whether the resolver at work refused a name."""
    from twisted.internet import reactor  # as above

    resolver = getattr(reactor, "resolver", None)
    return isinstance(resolver, GuardedResolver) and resolver.has_refused(name)
