"""One thing to fetch for a portal, and why: what the frontier orders and the spider carries out."""

from dataclasses import dataclass, replace
from typing import Literal, cast

from archive.ledger import Address
from crawler.pages.asking import Ask, ask_from

Kind = Literal[
    "home",  # the portal's own address
    "robots",
    "portal",  # any page on the way: disclosure, directories of units, topics
    "unit",  # the pages of one department or township
    "column",  # a column of annual reports, or one of its folders
    "list",  # a further page of a list
    "data",  # what a script of a page would ask for
    "report",  # what may be a report, by its link
    "file",  # a file that hangs on what may be a report
    "picture",  # a page of a report, as a picture
    "part",  # what a page asks for in the browser
]


@dataclass(frozen=True, slots=True)
class Errand:
    """`unit` is the address of the unit that it is of, `chain` the list that it goes on with, `parent` where it stood.

    `is_further` where that list showed entries before: what is new stands first.
    """

    ask: Ask
    kind: Kind
    score: int
    depth: int = 0
    text: str = ""
    around: str = ""
    unit: str = ""
    chain: str = ""
    parent: str = ""
    in_column: bool = False
    is_further: bool = False
    hops: int = 0
    tries: int = 0

    @property
    def url(self) -> str:
        return self.ask.url

    def again(self) -> "Errand":
        """The same, one try on."""
        return replace(self, tries=self.tries + 1)


def errand_to(address: Address) -> Errand:
    """The errand to an address that earlier nights left."""
    ask = replace(ask_from(address.url, address.more), referer=address.parent or None)
    return Errand(
        *(ask, cast(Kind, address.kind), address.score, address.depth, address.words),
        parent=address.parent,
        in_column=address.in_column,
    )
