"""Runs one coroutine to its end under the reactor that Scrapy uses, and gives back what it returned or raised."""

import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

T = TypeVar("T")

_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Blocks until `work` is done or Ctrl-C is pressed. A process can do this once: the reactor starts only once."""
    install_reactor(_REACTOR)
    from twisted.internet import reactor as chosen  # must not be imported before it is chosen

    reactor: Any = chosen
    results: list[T | Failure] = []
    interrupted: list[int] = []
    running: list[Deferred[T]] = []

    def start() -> None:
        running.append(deferred_from_coro(work))
        running[0].addBoth(done)

    def done(result: T | Failure) -> None:
        results.append(result)
        reactor.stop()

    def cancel() -> None:
        for deferred in running:
            deferred.cancel()
        if reactor.running and not results:  # the work did not end by itself: it will not go on
            reactor.stop()

    def interrupt(number: int, _: object) -> None:
        interrupted.append(number)
        reactor.callFromThread(cancel)

    reactor.callWhenRunning(start)
    usual = signal.signal(signal.SIGINT, interrupt)
    try:
        reactor.run(installSignalHandlers=False)
    finally:
        signal.signal(signal.SIGINT, usual)
    if interrupted:
        raise KeyboardInterrupt
    if isinstance(results[0], Failure):
        results[0].raiseException()
    return results[0]
