"""A record to its facts in words, in the order in which they are told; what is not known is only named."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.record import Contact, Issuer, Record
from archive.web.language import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `name` is that of its evidence in the record, `value` None where it is not known."""

    name: str
    value: str | None


def facts(record: Record, words: Words) -> tuple[Fact, ...]:
    """All facts of a record, known or not."""
    return tuple(_facts(record, words))


def field_name(name: str) -> str:
    """The name of a fact as the comparison of two records gives it, as the evidence has it.

    >>> field_name("contact_office"), field_name("issuer"), field_name("year")
    ('contact.office', 'issuer.name', 'year')
    """
    if name.startswith("contact_"):
        return name.replace("_", ".", 1)
    return "issuer.name" if name == "issuer" else name


def _facts(record: Record, words: Words) -> Iterator[Fact]:
    issuer = record.issuer or Issuer(None, None, None, None)
    yield Fact("title", record.title)
    yield Fact("issuer.name", issuer.name)
    yield Fact("issuer.kind", words.term("kinds", issuer.kind) or None)
    yield Fact("issuer.division", _place(issuer))
    yield Fact("scope", words.term("scopes", record.scope) or None)
    yield Fact("year", None if record.year is None else str(record.year))
    yield Fact("period", f"{record.period.start} – {record.period.end}" if record.period else None)
    yield Fact("document_number", record.document_number)
    yield Fact("index_number", record.index_number)
    yield Fact("signer", record.signer)
    for name, known in (
        ("written_date", record.written_date),
        ("print_date", record.print_date),
        ("publish_date", record.publish_date),
    ):
        yield Fact(name, known.isoformat() if known else None)
    yield from _contact(record.contact)


def _contact(contact: Contact) -> Iterator[Fact]:
    yield Fact("contact.office", contact.office)
    yield Fact("contact.address", contact.address)
    yield Fact("contact.postcode", contact.postcode)
    yield Fact("contact.phones", ", ".join(contact.phones) or None)
    yield Fact("contact.fax", contact.fax)
    yield Fact("contact.emails", ", ".join(contact.emails) or None)


def _place(issuer: Issuer) -> str | None:
    if issuer.division is None:
        return None
    division = issuer.division
    names = dict.fromkeys((division.province, division.city, division.county, division.township))
    told = " ".join(name for name in names if name)
    return f"{told} ({division.code})" if told else division.code
