"""Stand-ins for readers and for understanding: a file says between [[ and ]] what is to be made of it."""

import re
import sys
import zipfile
from importlib import import_module
from types import SimpleNamespace

import pytest

from archive.record import Cell, Issuer, Record
from pipelines.document import Document, Grid, GridCell, Paragraph, UnreadableError
from tests.pipelines.packing import JPEG, PDF, RTF, compound, zipped

_WORDS = re.compile(rb"\[\[(.*?)\]\]", re.DOTALL)
_READERS = {
    "plain.text": "txt",
    "office.sheet": "xlsx",
    "html.page": "html",
    "office.docx": "docx",
    "office.doc": "doc",
    "office.rtf": "rtf",
    "pages.pdf": "pdf",
}
_FAILURES = {kind.__name__: kind for kind in (ValueError, MemoryError, RecursionError, KeyboardInterrupt, SystemExit)}


class PanicError(BaseException):
    """As the library that reads sheets raises."""


def in_place_of(monkeypatch: pytest.MonkeyPatch, name: str, **functions) -> None:
    """A module of our own in place of one, whether it was imported already or not."""
    module = SimpleNamespace(**functions)
    package, _, last = name.rpartition(".")
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(import_module(package), last, module, raising=False)


def install(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """All readers but those of bundles, and understanding; gives a list that fills with the calls of readers."""
    calls: list[tuple] = []

    def reader(name):
        def read(data, *words, **more):
            calls.append((name, *words, more) if words or more else (name,))
            return _document(b" ".join(data) if isinstance(data, list) else data, name)

        return read

    for module, shown in _READERS.items():
        in_place_of(monkeypatch, f"pipelines.reading.{module}", read=reader(shown))
    scan = {name: reader("scan") for name in ("read_pdf", "read_image", "read_images")}
    in_place_of(monkeypatch, "pipelines.reading.pages.scan", **scan)
    in_place_of(monkeypatch, "pipelines.understanding.understand", understand=_understand)
    return calls


def file(ending: str, words: str) -> bytes:
    """A file of this kind that says these words to the stand-ins."""
    said = f"[[{words}]]".encode()
    makers = {
        "html": lambda: b"<html><body>" + said,
        "txt": lambda: said,
        "docx": lambda: zipped({"[Content_Types].xml": said, "word/document.xml": b"<x/>"}, zipfile.ZIP_STORED),
        "xlsx": lambda: zipped({"[Content_Types].xml": said, "xl/workbook.xml": b"<x/>"}, zipfile.ZIP_STORED),
        "doc": lambda: compound("WordDocument") + said,
        "rtf": lambda: RTF + said,
        "pdf": lambda: PDF + said,
        "jpg": lambda: JPEG + said,
    }
    return makers[ending]()


def _document(data: bytes, reader) -> Document:
    words = [found.decode() for found in _WORDS.findall(data)]
    first = words[0].split()[0] if words else ""
    if first in _FAILURES:
        raise _FAILURES[first]("as told")
    if first == "panic":
        raise PanicError("as told")
    if first == "damaged" or (first == "pictures" and reader == "pdf"):
        raise UnreadableError("needs_ocr" if first == "pictures" else "damaged", "as\ntold: fetch it again")
    grids = [Grid((GridCell(word, 0, 0),)) for text in words for word in text.split() if word.startswith("table")]
    charset = "utf-8" if reader in ("html", "txt") else None
    return Document(reader, (*map(Paragraph, words), *grids), charset=charset)


def _understand(document: Document, source, hints, markup=None) -> Record:
    """`report NAME YEAR`, with - for what is not known, and a table for each grid; anything else is its verdict."""
    words = document.paragraphs[0].replace("pictures ", "").split()
    grids = [block.cells[0].text for block in document.blocks if isinstance(block, Grid)]
    record = Record(source, "not_report", "other", title=hints.link_text, text=document.text)
    if words[0] == "blocked":
        return Record(source, "blocked", "captcha")
    if words[0] != "report":
        return record
    name, year = ((None if word == "-" else word) for word in words[1:3])
    return Record(
        source,
        "report",
        "heading+form",
        year=int(year) if year else None,
        issuer=Issuer(name, "department", None, None) if name else None,
        scope="own",
        cells=tuple(Cell(grid, "row", "column", 7, "7", "number") for grid in grids),
        text=document.text,
    )
