"""A document and where it came from to the record of what it says."""

import re
from dataclasses import replace

from archive.record import Attachment, Evidence, FormName, Issuer, IssuerKind, Record, Source
from pipelines.document import Document
from pipelines.hints import Hints
from pipelines.understanding.checks.identities import Figures, identities
from pipelines.understanding.checks.proposals import propose
from pipelines.understanding.checks.soft_checks import soft_rules
from pipelines.understanding.facts.metadata import Metadata, read_metadata
from pipelines.understanding.facts.places import Clues, Resolution, resolve
from pipelines.understanding.facts.unlisted import in_unlisted
from pipelines.understanding.prose.sections import Sections, split
from pipelines.understanding.tables.assembly import Tables, read_tables
from pipelines.understanding.verdict.recognise import recognise

_TABLE_SECTIONS = ("proactive", "requests", "review_litigation")
_FEWEST_HEADINGS = 2
_LONGEST_POINTER = 30
_POINTS_ELSEWHERE = ("附件", "附表", "附后", "下表", "如下", "见图", "图片")
_LEADS_TO_A_REPORT = ("attachment_only", "pictures_only")
_WEB_ADDRESS = re.compile(r"https?://\S")  # pictures inside a file have none
_NOBODY = Resolution(None, None, None)


def understand(document: Document, source: Source, hints: Hints, markup: str | None = None) -> Record:
    """The record of one document; one that is no report keeps its title, its links and its text.

    `markup` is the beginning of a page's source, by which a firewall's script is told.
    """
    sections = split(document)
    facts = read_metadata(document, source.url, hints.link_text)
    tables = read_tables(document, facts.scope)
    recognised = recognise(document, sections, facts.title, has_form=bool(tables.found), url=source.url, raw=markup)
    record = Record(
        source,
        recognised.verdict,
        recognised.reason,
        title=facts.title,
        attachments=_attachments(document, recognised.reason),
        text=document.text,
    )
    if recognised.verdict != "report" and recognised.reason not in _LEADS_TO_A_REPORT:
        return record
    record = _with_facts(record, facts, hints)
    if recognised.verdict != "report":
        return record
    return _with_tables(record, document, tables, sections)


def _attachments(document: Document, reason: str) -> tuple[Attachment, ...]:
    """The files that a page offers; the pictures too, where they are the report."""
    files = tuple(Attachment(link.url, link.text or None) for link in document.links)
    if reason != "pictures_only":
        return files
    return (*files, *(Attachment(url, None) for url in document.pictures if _WEB_ADDRESS.match(url)))


def _with_facts(record: Record, facts: Metadata, hints: Hints) -> Record:
    place = _resolved(facts, hints)
    evidence = dict(facts.evidence)
    if place.evidence:
        evidence["issuer.division"] = Evidence(place.evidence)
    issuer = None
    if facts.issuer_name:
        issuer = Issuer(facts.issuer_name, _kind(facts.issuer_kind, place), place.division, place.source)
    return replace(
        record,
        year=facts.year,
        period=facts.period,
        issuer=issuer,
        document_number=facts.document_number,
        index_number=facts.index_number,
        signer=facts.signer,
        written_date=facts.written_date,
        print_date=facts.print_date,
        publish_date=facts.publish_date,
        contact=facts.contact,
        scope=facts.scope,
        evidence=evidence,
    )


def _resolved(facts: Metadata, hints: Hints) -> Resolution:
    if not facts.issuer_name:
        return _NOBODY
    clues = Clues(
        stated=facts.stated,
        site=facts.site,
        site_code=facts.site_code,
        host=facts.host,
        phones=facts.contact.phones,
        postcode=facts.contact.postcode,
        portal_division=hints.division,
        index_number=facts.index_number,
    )
    found = resolve(facts.issuer_name, facts.issuer_kind, clues)
    if found.division is None and not found.parents:
        unlisted = in_unlisted(facts.issuer_name, facts.issuer_kind, hints.division, hints.place)
        return Resolution(unlisted, "inferred", hints.place) if unlisted else found
    return found


def _kind(kind: IssuerKind | None, place: Resolution) -> IssuerKind | None:
    """A 市 may be a prefecture or a county; only the place tells.

    The office of a city's or a province's government is a department: the kinds have an office of their own only
    for counties, and no figure of a city's office may count among those.
    """
    if place.division is None:
        return kind
    if kind == "city_government" and place.division.county:
        return "county_government"
    if kind == "county_government_office" and not place.division.county:
        return "department"
    return kind


def _with_tables(record: Record, document: Document, tables: Tables, sections: Sections) -> Record:
    figures = Figures.of(tables.cells, tables.anchored)
    checks = tuple(identities(figures))
    proposals = tuple(propose(tables.cells, checks)) if document.scanned else ()
    kind = record.issuer.kind if record.issuer else None
    return replace(
        record,
        form=tables.form or _form_without_cells(sections),
        cells=tables.cells,
        checks=(*checks, *soft_rules(figures, kind, sections.texts)),
        proposals=proposals,
        sections=sections.texts,
    )


def _form_without_cells(sections: Sections) -> FormName:
    """Headings that announce tables which are not there: pictures, or in an attachment; else a report in free form."""
    announced = sum(key in sections.found and _only_points(sections.texts.get(key, "")) for key in _TABLE_SECTIONS)
    return "tables_absent" if announced >= _FEWEST_HEADINGS else "free_form"


def _only_points(text: str) -> bool:
    """Whether a section says nothing, or only where its table is."""
    return not text or (len(text) < _LONGEST_POINTER and any(word in text for word in _POINTS_ELSEWHERE))
