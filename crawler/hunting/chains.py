"""Lists page by page: whether a page brought anything new, and what a list declared but never showed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

_MOST_BLANKS = 8  # a platform may try several ways to the next page
_MOST_PAGES = 300  # of one list; what goes on longer has no end


@dataclass(slots=True)
class Chain:
    """One list as far as it was seen. `is_annual`: it is a list of annual reports, so that what it lacks is missed."""

    is_annual: bool = False
    declared: int | None = None
    pages_declared: int | None = None
    pages: int = 0
    entries: int = 0
    is_broken: bool = False  # a page of it could not be had
    blanks: int = 0  # pages in a row that brought nothing
    _seen: set[str] = field(default_factory=set)

    @property
    def missing(self) -> bool:
        """Whether the list holds more than it showed."""
        if self.is_broken or self.pages >= _MOST_PAGES:
            return True
        pages_left = self.pages_declared is not None and self.pages < self.pages_declared
        if self.declared is None or pages_left:
            return pages_left and (self.declared is None or self.entries < self.declared)
        unread = self.pages if self.pages_declared is not None else 0  # a page may hold an entry that is no link
        return self.entries < self.declared - unread

    @property
    def may_go_on(self) -> bool:
        """Whether another page may be asked for."""
        has_all = self.entries > 0 and self.entries >= (self.declared or 0)
        return self.pages < _MOST_PAGES and self.blanks < (1 if has_all else _MOST_BLANKS)

    def take(self, entries: Iterable[str], declared: int | None, pages: int | None) -> bool:
        """Adds one page; whether it brought an entry that no earlier page had."""
        keys = list(entries)
        new = set(keys) - self._seen
        self._seen |= new
        self.blanks = 0 if new else self.blanks + 1
        if new:  # a page that repeats an earlier one counts for nothing
            self.pages += 1
            self.entries += len(keys)
        if declared is not None:
            self.declared = max(declared, self.declared or 0)
        if pages is not None:
            self.pages_declared = max(pages, self.pages_declared or 0)
        return bool(new)


class Chains:
    """The lists of one portal by the address of their first page."""

    def __init__(self) -> None:
        self._known: dict[str, Chain] = {}

    def of(self, key: str) -> Chain:
        return self._known.setdefault(key, Chain())

    def broken(self, key: str) -> None:
        """Notes that a page of a list could not be had."""
        if key in self._known:
            self._known[key].is_broken = True

    @property
    def is_missing_some(self) -> bool:
        """Whether a list of annual reports holds more than it showed."""
        return any(chain.missing for chain in self._known.values() if chain.is_annual)

    @property
    def declared_total(self) -> int | None:
        """The entries that all lists of annual reports say they have; None where none says."""
        told = [chain.declared for chain in self._known.values() if chain.is_annual and chain.declared is not None]
        return sum(told) if told else None
