"""Reads a list to its end as a crawl does, answers coming from a function in place of a server."""

from collections.abc import Callable, Sequence

from crawler.families.family import Family, Listing
from crawler.pages.asking import Ask, ask_from
from crawler.pages.page import Page

MOST_REQUESTS = 60


def page(source: str, url: str = "http://www.qingtong.example/col/col26753/index.html", ask: Ask | None = None) -> Page:
    return Page(url, source.encode(), "text/html; charset=utf-8", ask)


def read_to_end(family: Family, first: Page, server: Callable[[Ask], str]) -> tuple[set[str], list[Ask]]:
    """The addresses of all entries, and the requests that were made for them."""
    assert family.recognises(first)
    seen: set[str] = set()
    asked: list[Ask] = []
    for listing in family.read(first):
        _take(family, listing, server, seen, asked)
    return seen, asked


def _take(family: Family, listing: Listing, server: Callable[[Ask], str], seen: set[str], asked: list[Ask]) -> None:
    current: Listing | None = listing
    while current is not None:
        found = {item.ask.url for item in current.items}
        if found and found <= seen:
            return
        seen |= found
        ask = current.next
        if ask is None:
            return
        assert len(asked) < MOST_REQUESTS
        asked.append(ask)
        ask = ask_from(ask.url, ask.more)  # requests outlive the process in this form
        answers: Sequence[Listing] = family.read(page(server(ask), ask.url, ask))
        current = answers[0] if answers else None
