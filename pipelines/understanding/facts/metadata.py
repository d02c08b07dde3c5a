"""A document to what its report says of itself: title, year, issuer, numbers, dates and contact."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from archive.record import Contact, Evidence, IssuerKind, Period, Scope
from pipelines.document import Document
from pipelines.understanding.facts.contact import read_contact
from pipelines.understanding.facts.dates import read_print_date, read_publish_date, read_written_date
from pipelines.understanding.facts.excerpts import Excerpts, Stated, excerpts_of
from pipelines.understanding.facts.issuer import Claims, breadcrumbs, read_claims, read_issuer
from pipelines.understanding.facts.numbers import read_document_number, read_index_number, read_signer
from pipelines.understanding.facts.period import read_period
from pipelines.understanding.facts.scope import read_scope
from pipelines.understanding.facts.title import read_title
from pipelines.understanding.facts.year import read_year

T = TypeVar("T")

_LONGEST_EVIDENCE = 200
_LONGEST_INTRO = 3000
_SITE_CODE = re.compile(r"[A-Za-z]{0,2}\d{8,10}")  # 5101320017; bm07000001 for ministries


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself; what it does not say is None.

    `issuer_kind` goes by the name alone, so that a county-level city is a city here. `evidence` holds the words
    that each field was read from, by the record's names. `stated` and `site` are what names places: the document's
    own parts from title to text, and its page's; `site_code` begins with the code of the site's division.
    """

    title: str | None = None
    year: int | None = None
    period: Period | None = None
    issuer_name: str | None = None
    issuer_kind: IssuerKind | None = None
    scope: Scope | None = None
    document_number: str | None = None
    index_number: str | None = None
    signer: str | None = None
    written_date: date | None = None
    print_date: date | None = None
    publish_date: date | None = None
    contact: Contact = field(default_factory=Contact)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    stated: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    site_code: str | None = None
    host: str | None = None


def read_metadata(document: Document, url: str | None, link_text: str | None) -> Metadata:
    """What a document says of itself; `url` and `link_text` are of the page and the link that led to it."""
    excerpts = excerpts_of(document)
    headline = read_title(document, excerpts, link_text)
    end = headline.end if headline else None
    written = read_written_date(document, excerpts, end)
    printed = read_print_date(document, excerpts, end)
    published = read_publish_date(document, excerpts, end)
    period = read_period(excerpts)
    dated = [found for found in (written, printed, published) if found]
    year = read_year(document, excerpts, headline, period, dated=dated, link_text=link_text)
    contact = read_contact(excerpts)
    claims = read_claims(document, excerpts, headline, contact)
    issuer = read_issuer(document, claims)
    scope = read_scope(issuer.name, issuer.kind, excerpts) if issuer and issuer.kind else None
    number = read_document_number(document, excerpts, end)
    index = read_index_number(document, excerpts)
    signer = read_signer(document, excerpts, end)
    words = {
        "title": headline and headline.title,
        "year": _words(year),
        "period": _words(period),
        "issuer.name": issuer and issuer.words,
        "issuer.kind": issuer and issuer.kind and issuer.name,
        "scope": _words(scope),
        "document_number": _words(number),
        "index_number": _words(index),
        "signer": _words(signer),
        "written_date": _words(written),
        "print_date": _words(printed),
        "publish_date": _words(published),
        **{f"contact.{part}": text for part, text in contact.words.items()},
    }
    return Metadata(
        title=headline.title if headline else None,
        year=_value(year),
        period=_value(period),
        issuer_name=issuer.name if issuer else None,
        issuer_kind=issuer.kind if issuer else None,
        scope=_value(scope),
        document_number=_value(number),
        index_number=_value(index),
        signer=_value(signer),
        written_date=_value(written),
        print_date=_value(printed),
        publish_date=_value(published),
        contact=contact.contact,
        evidence={name: Evidence(text[:_LONGEST_EVIDENCE]) for name, text in words.items() if text},
        stated=_stated(document, excerpts, headline.title if headline else None, claims),
        site=_site(document, claims),
        site_code=_site_code(document),
        host=_host(url),
    )


def _words(found: Stated[T] | None) -> str | None:
    return found.words if found else None


def _value(found: Stated[T] | None) -> T | None:
    return found.value if found else None


def _stated(document: Document, excerpts: Excerpts, title: str | None, claims: Claims) -> tuple[str, ...]:
    """What the document itself says of its place, most trusted first: title, letterhead, signature, intro, text."""
    intro = "\n".join(line.text for line in excerpts.opening)[:_LONGEST_INTRO]
    named = [claim.words for part in (claims.letterhead, claims.signature) for claim in part]
    return _told([title, *named, intro, "\n".join(document.paragraphs)])


def _site(document: Document, claims: Claims) -> tuple[str, ...]:
    """What its page says: the site's name, the crumbs, the source, who the box says published it."""
    tags = dict(document.tags)
    publishers = [claim.value for claim in claims.publisher]
    return _told([tags.get("sitename"), *breadcrumbs(document), tags.get("contentsource"), *publishers])


def _told(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text and text.strip()))


def _site_code(document: Document) -> str | None:
    code = dict(document.tags).get("siteidcode", "").strip()
    return code if _SITE_CODE.fullmatch(code) else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # a bracket that opens no IPv6 address
        return None
