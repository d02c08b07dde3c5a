"""What a portal of the zoo is: where it begins, what there is to find on it, and what a truthful crawl says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.crawler.zoo.county import Item
from tests.crawler.zoo.site import Site


@dataclass(slots=True)
class Portal:
    """`outcomes` and `reasons` are those a truthful crawl may give; no reason asked for where `reasons` is empty."""

    name: str
    family: str
    shape: str
    sites: tuple[Site, ...]
    note: str = ""
    outcomes: tuple[str, ...] = ("complete",)
    reasons: tuple[str, ...] = ()
    home: str = ""
    forbidden: tuple[Site, ...] = ()

    def __post_init__(self) -> None:
        self.home = self.home or self.sites[0].host.home + "/"

    @property
    def county(self) -> str:
        return self.sites[0].county.name

    @property
    def code(self) -> str:
        return self.sites[0].county.code

    @property
    def items(self) -> list[Item]:
        return self.sites[0].county.items

    @property
    def reports(self) -> list[Item]:
        return [item for item in self.items if item.is_report]

    def manifest(self) -> dict[str, object]:
        return {
            "portal": self.name, "family": self.family, "shape": self.shape, "home": self.home, "note": self.note,
            "outcomes": self.outcomes, "reasons": self.reasons, "reports": [_told(item) for item in self.reports],
        }  # fmt: skip


def _told(item: Item) -> dict[str, object]:
    assert item.unit
    return {
        "unit": item.unit.name, "kind": item.unit.kind, "year": item.year, "title": item.title, "form": item.form,
        "addresses": item.urls, "reachable": item.reachable, "why_not": item.why_not,
    }  # fmt: skip


def normal(url: str) -> str:
    """An address without what does not matter: scheme, fragment, escapes, order of parameters."""
    parts = urlsplit(url)
    return f"{parts.netloc}{unquote(parts.path)}?{urlencode(sorted(parse_qsl(parts.query)))}"


def unreachable(items: Iterable[Item], why: str) -> None:
    for item in items:
        item.reachable, item.why_not = False, why
