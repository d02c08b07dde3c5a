"""Made-up records in pieces: small ones that hold what a test is about, and a hypothesis strategy for any record."""

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from archive.forms import form_tables
from archive.record import (
    Attachment,
    Cell,
    Check,
    CheckVerdict,
    Contact,
    Division,
    DivisionSource,
    Evidence,
    FormName,
    Issuer,
    IssuerKind,
    Period,
    ReadError,
    Record,
    Scope,
    Source,
    Status,
    Value,
    Verdict,
)

_AREAS = ("青禾省", "南浦市", "青禾县")  # 99 is no province: nothing here is real


def division(code: str = "990101", township: str | None = None) -> Division:
    """The place with this code, as deep as the code goes: 99 a province, 9901 a city, 990101 a county."""
    known = _AREAS[: len(code) // 2]
    return Division(code, *known, *[None] * (len(_AREAS) - len(known)), township=township)


def issuer(
    name: str | None = "青禾县教育局",
    kind: IssuerKind | None = "department",
    code: str = "990101",
    township: str | None = None,
) -> Issuer:
    return Issuer(name, kind, division(code, township), "stated")


def record(**changes: Any) -> Record:
    """The smallest report with a complete identity, changed as told."""
    source = Source("a.html", "http://example.cn/a.html", "text/html", "0" * 64, 24, "html", "utf-8")
    smallest = Record(
        source,
        "report",
        "heading+form",
        title="青禾县教育局2024年政府信息公开工作年度报告",
        year=2024,
        issuer=issuer(),
        scope="own",
        text="全年公开信息12条。",
    )
    return replace(smallest, **changes)


def form_cells(form: str, *tables: str, value: Value = 0, raw: str = "0", status: Status = "zero") -> tuple[Cell, ...]:
    """Every cell of a form, or of some of its tables, all alike, in print order."""
    return tuple(
        Cell(cell.table, cell.row, cell.column, value, raw, status)
        for (name, table), layout in form_tables().items()
        for cell in layout
        if name == form and (not tables or table in tables)
    )


def records() -> st.SearchStrategy[Record]:
    """Any record at all, sense or nonsense, that JSON can carry."""
    text = st.text(max_size=12)
    words = st.none() | text
    lists = st.lists(text, max_size=3).map(tuple)
    dates = st.none() | st.dates()
    values = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    places = st.builds(Division, text, words, words, words, words)
    issuers = st.builds(Issuer, words, _one_of(IssuerKind), st.none() | places, _one_of(DivisionSource))
    cells = st.builds(Cell, text, text, text, values, text, _one_of(Status, none=False))
    checks = st.builds(Check, text, text, _one_of(CheckVerdict, none=False), values, values)
    return st.builds(
        Record,
        st.builds(Source, words, words, words, text, st.integers(0), words, words),
        _one_of(Verdict, none=False),
        text,
        title=words,
        year=st.none() | st.integers(),
        period=st.none() | st.builds(Period, st.dates(), st.dates()),
        issuer=st.none() | issuers,
        document_number=words,
        index_number=words,
        signer=words,
        written_date=dates,
        print_date=dates,
        publish_date=dates,
        contact=st.builds(Contact, words, words, words, lists, words, lists),
        scope=_one_of(Scope),
        form=_one_of(FormName),
        cells=st.lists(cells, max_size=4).map(tuple),
        checks=st.lists(checks, max_size=3).map(tuple),
        sections=st.dictionaries(text, text, max_size=3),
        attachments=st.lists(st.builds(Attachment, text, words), max_size=2).map(tuple),
        evidence=st.dictionaries(text, st.builds(Evidence, text), max_size=2),
        text=text,
        error=st.none() | st.builds(ReadError, text, text),
    )


def _one_of(literal: Any, *, none: bool = True) -> st.SearchStrategy[Any]:
    return st.sampled_from((*get_args(literal), None) if none else get_args(literal))
