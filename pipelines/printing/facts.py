"""A record to the facts that a person reads first, each with its name; what was not found is said of the main ones."""

from collections.abc import Iterator

from archive.record import Contact, Issuer, Record
from pipelines.understanding.verdict.reasons import reasons

_NOT_FOUND = "not found"


def facts(record: Record) -> Iterator[tuple[str, str]]:
    """Name and value of each fact, the value in one line."""
    yield "issuer", _issuer(record.issuer)
    yield "year", str(record.year or _NOT_FOUND)
    if record.period:
        yield "period", f"{record.period.start} to {record.period.end}"
    numbers = {"number": record.document_number, "index": record.index_number, "signer": record.signer}
    yield from ((name, value) for name, value in numbers.items() if value)
    dates = {"written": record.written_date, "printed": record.print_date, "published": record.publish_date}
    if any(dates.values()):
        yield "dates", ", ".join(f"{name} {date}" for name, date in dates.items() if date)
    if contact := _contact(record.contact):
        yield "contact", contact
    yield (
        "scope",
        {"own": "its own work", "aggregate": "a government with all its bodies"}.get(record.scope or "", _NOT_FOUND),
    )
    yield "form", record.form or _NOT_FOUND
    yield "verdict", f"{record.verdict}, {record.reason}: {meaning(record)}"
    yield "source", _source(record)


def meaning(record: Record) -> str:
    """What the reason of the verdict stands for, or what went wrong."""
    return record.error.message if record.error else reasons()[record.verdict].get(record.reason, record.reason)


def _issuer(issuer: Issuer | None) -> str:
    if issuer is None or not issuer.name:
        return _NOT_FOUND
    about = [(issuer.kind or "").replace("_", " ")]
    if place := issuer.division:
        about.append(" ".join(_there(place.province, place.city, place.county, place.township)))
        about.append(f"{place.code}, {issuer.division_source}")
    return f"{issuer.name} ({'; '.join(_there(*about))})"


def _contact(contact: Contact) -> str:
    fax = f"fax {contact.fax}" if contact.fax else None
    return ", ".join(_there(contact.office, contact.address, contact.postcode, *contact.phones, fax, *contact.emails))


def _source(record: Record) -> str:
    source = record.source
    read = f"{source.bytes:,} bytes, read as {source.reader}" + (f" in {source.charset}" if source.charset else "")
    return ", ".join(_there(source.file, source.url, source.media_type, read))


def _there(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
