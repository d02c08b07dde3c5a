"""Runs one coroutine to its end under the reactor that Scrapy uses, and gives back what it returned or raised."""

from collections.abc import Coroutine
from typing import Any, TypeVar

from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

T = TypeVar("T")

_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Blocks until `work` is done. A process can do this once: the reactor does not start a second time."""
    install_reactor(_REACTOR)
    from twisted.internet import reactor as chosen  # must not be imported before it is chosen

    reactor: Any = chosen

    results: list[T | Failure] = []

    def done(result: T | Failure) -> None:
        results.append(result)
        reactor.stop()

    reactor.callWhenRunning(lambda: deferred_from_coro(work).addBoth(done))
    reactor.run(installSignalHandlers=False)  # Ctrl-C stays a KeyboardInterrupt
    if isinstance(results[0], Failure):
        results[0].raiseException()
    return results[0]
