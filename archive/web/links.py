"""What a page links to, to its address: the one place where addresses of the site are put together."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from archive.web.language import Language

STATIC = "/-/nianbao"
SNAPSHOT = "/-/snapshot"


class Links:
    """Addresses in one language; `path` puts the site's own prefix before each."""

    def __init__(self, language: Language, path: Callable[[str], str], database: str) -> None:
        self.language = language
        self._path = path
        self._database = database

    def home(self) -> str:
        return self._page("")

    def search(self, **parameters: Any) -> str:
        return self._page("search", **parameters)

    def search_file(self, **parameters: Any) -> str:
        """The hits as CSV."""
        return self._page("search.csv", **parameters)

    def report(self, report_id: int, words: str = "") -> str:
        """A report; with words at the first place where it holds them."""
        return self._page(f"report/{report_id}", q=words) + ("#hit" if words else "")

    def versions(self, report_id: int, old: int, new: int) -> str:
        """Two versions of a report side by side."""
        return self._page(f"report/{report_id}/versions/{old}/{new}")

    def record(self, report_id: int) -> str:
        """The record of a report, for programs."""
        return self._path(f"/report/{report_id}.json")

    def body(self, key: str) -> str:
        """A body through the years; `key` is that of its reports without year and scope."""
        return self._page(f"body/{quote(key, safe='/')}")

    def body_of(self, report_key: str) -> str | None:
        """The page of the body whose report has this key; None where the key says no body."""
        return None if report_key.startswith("?") else self.body(report_key.rsplit("/", 2)[0])

    def place(self, code: str = "", **parameters: Any) -> str:
        """A division by its code; without one the whole country."""
        return self._page(f"place/{code}", **parameters)

    def coverage(self, **parameters: Any) -> str:
        return self._page("coverage", **parameters)

    def coverage_list(self, **parameters: Any) -> str:
        """The bodies that the page lists, as CSV."""
        return self._path(f"{STATIC}/coverage.csv") + _query(parameters)

    def changes(self, **parameters: Any) -> str:
        return self._page("changes", **parameters)

    def feed(self, **parameters: Any) -> str:
        """The newest changes as an Atom feed."""
        return self._page("changes.atom", **parameters)

    def checks(self, **parameters: Any) -> str:
        return self._page("checks", **parameters)

    def lookalikes(self, **parameters: Any) -> str:
        return self._page("lookalikes", **parameters)

    def lookalike_pair(self, one: int, other: int) -> str:
        """Two reports that are alike, side by side."""
        return self._page(f"lookalikes/{one}/{other}")

    def questions(self) -> str:
        return self._page("questions")

    def question(self, name: str, **parameters: Any) -> str:
        return self._page(f"questions/{name}", **parameters)

    def about(self, anchor: str = "") -> str:
        return self._page("about") + (f"#{anchor}" if anchor else "")

    def snapshot(self, snapshot_id: int) -> str:
        """Our page around a snapshot."""
        return self._page(f"snapshot/{snapshot_id}")

    def snapshot_view(self, snapshot_id: int) -> str:
        """The snapshot itself, harmless, for a frame."""
        return self._path(f"{SNAPSHOT}/{snapshot_id}/view")

    def snapshot_file(self, snapshot_id: int) -> str:
        """The original bytes, for keeping."""
        return self._path(f"{SNAPSHOT}/{snapshot_id}/file")

    def static(self, name: str) -> str:
        return self._path(f"{STATIC}/{name}")

    def table(self, name: str) -> str:
        """A table in Datasette itself."""
        return self._path(f"/{quote(self._database)}/{name}")

    def query(self, name: str, **parameters: Any) -> str:
        """A saved query in Datasette itself, with the values of its parameters."""
        return self.table(name) + _query(parameters)

    def database(self) -> str:
        return self._path(f"/{quote(self._database)}")

    def _page(self, rest: str, **parameters: Any) -> str:
        return self._path(f"/{self.language}/{rest}") + _query(parameters)


def _query(parameters: Mapping[str, Any]) -> str:
    given = [
        (name, one)
        for name, value in parameters.items()
        for one in (value if isinstance(value, list | tuple) else [value])
        if one not in (None, "", False)
    ]
    return f"?{urlencode(given)}" if given else ""
