"""The beginning of a saved page to the address and the time that the program which saved it wrote there."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import compat32
from email.utils import parsedate_to_datetime

from pipelines.ingest.hosts import clean_address
from pipelines.ingest.moments import plausible

_BEGINNING = 4096  # programs write it before the page itself; what stands further down is the page's own
_FIRST = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?\s*(?:<!DOCTYPE[^>]{0,300}>\s*)?(?:<html[^>]{0,600}>\s*)?", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--(.{0,1500}?)-->\s*", re.DOTALL)
_BROWSER = re.compile(r"\s*saved from url=\(\d{4}\)(\S{1,2000})\s*\Z")  # saved from url=(0027)http://www.a.cn/
_SINGLE_FILE = re.compile(r"\s*Page saved with SingleFile\s")
_SINGLE_URL = re.compile(r"^\s*url: (\S{1,2000})\s*$", re.MULTILINE)
# saved date: Thu Jan 07 2021 10:11:12 GMT+0800 (China Standard Time)
_SINGLE_DATE = re.compile(r"saved date: \w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
# Mirrored from www.a.cn/b.html by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 05 Mar 2021 02:03:04 GMT
_HTTRACK = re.compile(
    r"\s*Mirrored from (\S{1,2000}) by (HTTrack Website Copier/\S{1,20})[^,]{0,60}, (.{10,40} GMT)\s*\Z"
)
_MHTML_HEAD = re.compile(rb"\A(?:[\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){2,40}\r?\n")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a saved file, and by which sign: `by` names it, for the note that stays with the capture."""

    url: str | None = None
    at: str | None = None
    by: str = ""


def stated_inside(data: bytes) -> Stated:
    """What the program that saved a page wrote at its very beginning; comments of the page itself do not count."""
    if _is_mhtml(data):
        return _of_mhtml(data)
    beginning = data[:_BEGINNING]
    first = _FIRST.match(beginning)
    position = first.end() if first else 0
    while found := _COMMENT.match(beginning, position):
        stated = _of_comment(found[1].decode("utf-8", "replace"))
        if stated.url:
            return stated
        position = found.end()
    return Stated()


def _of_comment(text: str) -> Stated:
    if browser := _BROWSER.match(text):
        return Stated(clean_address(browser[1]), None, "a browser's note")
    if _SINGLE_FILE.match(text):
        url, date = _SINGLE_URL.search(text), _SINGLE_DATE.search(text)
        return Stated(
            clean_address(url[1]) if url else None, _time(f"{date[1]} {date[2]}") if date else None, "SingleFile"
        )
    if mirror := _HTTRACK.match(text):
        address = mirror[1] if "://" in mirror[1] else f"http://{mirror[1]}"
        return Stated(clean_address(address), _mail_time(mirror[3]), mirror[2])
    return Stated()


def _is_mhtml(data: bytes) -> bool:
    head = _MHTML_HEAD.match(data[:_BEGINNING])
    return head is not None and b"multipart/related" in head[0].lower()


def _of_mhtml(data: bytes) -> Stated:
    head = _MHTML_HEAD.match(data[:_BEGINNING])
    headers = message_from_bytes(head[0] if head else b"", policy=compat32)
    address = headers.get("Snapshot-Content-Location") or headers.get("Content-Location") or ""
    return Stated(clean_address(str(address)), _mail_time(str(headers.get("Date", ""))), "MHTML")


def _time(text: str) -> str | None:
    try:
        return plausible(datetime.strptime(text, "%b %d %Y %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return None


def _mail_time(text: str) -> str | None:
    try:
        time = parsedate_to_datetime(text)
        return plausible(time if time.tzinfo else time.replace(tzinfo=UTC))  # -0000, as Chromium writes it, is UTC
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
