"""Errands of one portal, best first, and of equally good ones the first found first; by host, as hosts are busy."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count

from crawler.hunting.errand import Errand
from crawler.pages.addresses import netloc


class Backlog:
    """What is still to be done for one portal."""

    def __init__(self) -> None:
        self._by_host: dict[str, list[tuple[int, int, Errand]]] = {}
        self._numbers = count()

    def __len__(self) -> int:
        return sum(map(len, self._by_host.values()))

    def __iter__(self) -> Iterator[Errand]:
        return (entry[-1] for heap in self._by_host.values() for entry in heap)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Those for which something is waiting."""
        return tuple(self._by_host)

    def add(self, errand: Errand) -> None:
        heappush(self._by_host.setdefault(netloc(errand.url), []), (-errand.score, next(self._numbers), errand))

    def take(self, is_free: Callable[[str], bool]) -> Errand | None:
        """The best errand for a host that is free; it is taken out."""
        free = [host for host in self._by_host if is_free(host)]
        if not free:
            return None
        host = min(free, key=lambda one: self._by_host[one][0]) if len(free) > 1 else free[0]
        heap = self._by_host[host]
        errand = heappop(heap)[-1]
        if not heap:
            del self._by_host[host]
        return errand

    def drop(self, host: str) -> list[Errand]:
        """All errands for a host, taken out."""
        return [entry[-1] for entry in sorted(self._by_host.pop(host, []))]

    def clear(self) -> list[Errand]:
        """All errands, taken out, best first."""
        left = sorted(entry for heap in self._by_host.values() for entry in heap)
        self._by_host.clear()
        return [entry[-1] for entry in left]
