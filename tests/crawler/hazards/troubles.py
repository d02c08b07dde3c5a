"""All troubles that there are."""

from collections.abc import Iterator

from tests.crawler.hazards.connections import broken, misframed, of_headers, slow
from tests.crawler.hazards.contents import of_bombs, of_pages, of_robots, without_end
from tests.crawler.hazards.trouble import Trouble


def troubles(seconds: float) -> Iterator[Trouble]:
    """All of them; `seconds` is what the slow ones take for an answer."""
    yield from slow(seconds)
    yield from broken()
    yield from misframed()
    yield from of_bombs()
    yield from without_end()
    yield from of_pages()
    yield from of_robots(seconds)
    yield from of_headers()
