"""What a platform file gives: how to tell its pages, and the lists, further pages, totals and columns in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crawler.pages.asking import Ask, Lead
from crawler.pages.page import Page


@dataclass(frozen=True, slots=True)
class Listing:
    """One list as far as one answer shows it.

    `items` are all entries on this page, whatever they are, so that they can be counted against `declared`, the number
    of entries that the list says it has in all. `pages` is how many pages it says it has. `next` asks for the next
    page; from a shell without entries it asks for the first. `leads` are other places that the platform tells of:
    columns, units, years.
    """

    items: Sequence[Lead] = ()
    next: Ask | None = None
    declared: int | None = None
    pages: int | None = None
    leads: Sequence[Lead] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A platform. `recognises` is asked of every page, so it must say no at once.

    `read` gets pages that were recognised, and the answers to what the family itself asked for (`Ask.family`); it
    never raises, whatever it gets.
    """

    name: str
    recognises: Callable[[Page], bool]
    read: Callable[[Page], Sequence[Listing]]
    is_last_resort: bool = False
