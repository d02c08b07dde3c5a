"""What a made-up report says, kept beside how it is written: the one source of every document and every expectation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Key = tuple[str, str, str]  # table, row, column
Value = int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: what is printed, and what a careful reader takes from it."""

    printed: str
    value: Value
    status: str


Figures = Mapping[Key, Figure]


def number(value: float, printed: str | None = None) -> Figure:
    return Figure(str(value) if printed is None else printed, value, "number" if value else "zero")


def blank(printed: str = "") -> Figure:
    return Figure(printed, None, "blank")


def not_applicable(printed: str = "/") -> Figure:
    return Figure(printed, None, "not_applicable")


def without_unit(printed: str) -> Figure:
    return Figure(printed, None, "unit_unknown")


def unreadable(printed: str) -> Figure:
    return Figure(printed, None, "unreadable")


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as the document writes it, and in normal form."""

    written: str
    value: str


@dataclass(frozen=True, slots=True)
class Division:
    code: str
    province: str
    city: str
    county: str
    township: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Who reports: `short` stands in the title, `name` is the full name that the document states somewhere.

    Without `division` the place cannot be told, so that any place is an invention.
    """

    name: str
    kind: str
    short: str
    division: Division | None = None
    source: str | None = None
    office: str = "办公室"
    area_code: str = "0999"
    postcode: str = "999100"
    site: str = "青禾县人民政府"


@dataclass(frozen=True, slots=True)
class Contact:
    """The sentence that gives the contact, and its parts in normal form."""

    written: str = ""
    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    phones: tuple[str, ...] = ()
    fax: str | None = None
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()  # printed after the paragraphs, as keys of the form


@dataclass(frozen=True, slots=True)
class Report:
    """One made-up report.

    `forms` names the form of each table, by table. `leave` lists fields that the expectation passes over because
    careful readers may differ; `cells` among them passes over all figures.
    """

    body: Body
    year: int
    forms: Mapping[str, str]
    figures: Figures
    title: tuple[str, ...]
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    contact: Contact
    title_expected: str | None = None
    form: str | None = None
    period: tuple[str, str] | None = None
    letterhead: tuple[str, ...] = ()
    document_number: Stated | None = None
    signer: str | None = None
    signature: tuple[str, ...] = ()
    written: Stated | None = None
    imprint: tuple[str, ...] = ()
    print_date: str | None = None
    index_number: str | None = None
    published: Stated | None = None
    scope: str = "own"
    attachments: tuple[str, ...] = ()
    relabel: Mapping[str, str] = field(default_factory=dict)
    verdict: str | tuple[str, ...] = "report"
    leave: frozenset[str] = frozenset()
    open_rows: frozenset[tuple[str, str]] = frozenset()  # table and row that may be read in more than one way
