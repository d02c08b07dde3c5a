"""A capture of a report to ready citations: GB/T 7714 in Chinese, APA in English, and BibTeX."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_BLANKS = re.compile(r"\s+")  # line breaks and the like
# 100%_of {these}: characters that BibTeX and TeX would obey
_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_ESCAPED: Mapping[str, str] = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_UNSAFE_IN_ADDRESS = re.compile(r"[\s\\{}]")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: the report as one capture shows it. `captured` is China's time, `published` None where not known."""

    report_id: int
    issuer: str | None
    title: str | None
    published: date | None
    url: str
    captured: str
    sha256: str
    warc_record_id: str


def chinese(cited: Cited) -> str:
    """As GB/T 7714 has electronic resources."""
    author = f"{_line(cited.issuer)}. " if cited.issuer else ""
    published = f"({cited.published})" if cited.published else ""
    return (
        f"{author}{_line(cited.title) or '［题名未知］'}[EB/OL]. {published}[{cited.captured[:10]}]. {cited.url}. "
        f"捕获于北京时间 {cited.captured}，SHA-256：{cited.sha256}，WARC 记录：{cited.warc_record_id}."
    )


def english(cited: Cited) -> str:
    """As APA has reports on the web."""
    author = f"{_line(cited.issuer)}. " if cited.issuer else ""
    published = f"{cited.published:%Y, %B} {cited.published.day}" if cited.published else "n.d."
    return (
        f"{author}({published}). {_line(cited.title) or '[Untitled]'} [Annual report on government information disclosure, "
        f"in Chinese]. Captured {cited.captured} China time, SHA-256 {cited.sha256}, WARC record {cited.warc_record_id}. "
        f"{cited.url}"
    )


def bibtex(cited: Cited) -> str:
    """An entry for BibTeX; what a text could tell TeX to do is taken from it."""
    note = f"Captured {cited.captured} (UTC+8); SHA-256 {cited.sha256}; WARC record {cited.warc_record_id}"
    address = _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", cited.url)
    fields = {
        "author": f"{{{_tex(cited.issuer)}}}" if cited.issuer else None,
        "title": f"{{{_tex(cited.title)}}}" if cited.title else None,
        "year": str(cited.published.year) if cited.published else None,
        "howpublished": rf"\url{{{address}}}",
        "urldate": cited.captured[:10],
        "note": _tex(note),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{nianbao-{cited.report_id},", *lines, "}"])


def _line(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()


def _tex(text: str | None) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], f"\\{found[0]}"), _line(text))
