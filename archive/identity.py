"""Which report a record is of: its key (body, year, own or aggregate) and the digest of its text."""

import hashlib
import json
import re

from archive.noise import without_noise
from archive.record import Division, Issuer, IssuerKind, Record
from archive.words import normalise

_INCOMPLETE = "?"
_READS_SITES = ("html",)  # a file has no counters: whatever changes in it is a change
_TOWNSHIP_KINDS: frozenset[IssuerKind] = frozenset({"township_government", "subdistrict_office"})
_COUNTY_KINDS: frozenset[IssuerKind] = frozenset({"county_government", "county_government_office"})
_PROVINCE_DIGITS, _CITY_DIGITS, _COUNTY_DIGITS, _TOWNSHIP_DIGITS = 2, 4, 6, 9

# - 3 -, 第 3 页, 第3页 共9页
_PAGE_MARK = re.compile(
    r"^[^\S\n]*(?:[-—–―－][^\S\n]*\d{1,3}[^\S\n]*[-—–―－]"
    r"|第[^\S\n]*\d{1,3}[^\S\n]*页(?:.{0,3}共[^\S\n]*\d{1,3}[^\S\n]*页)?)[^\S\n]*$",
    re.MULTILINE,
)
_CODE = re.compile(r"^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})\Z", re.ASCII)  # 14, 1411, 141181, 141181100, 141181100000
# a blank that does not stand between two numbers or Latin words separates nothing
_IDLE_BLANK = re.compile(r"(?<![0-9a-z.,+\-])\s+|\s+(?![0-9a-z.,+\-])")


def report_key(record: Record, url: str, part: str = "") -> str:
    """The key of a record found at `url`, in `part` of a bundle; an incomplete one is shared by no other place."""
    body = body_key(record.issuer) if record.issuer else None
    if body and record.year and record.scope:
        return f"{body}/{record.year}/{record.scope}"
    name = _squeeze(record.issuer.name or "") if record.issuer else ""
    parts = [
        _INCOMPLETE,
        name,
        str(record.year or _INCOMPLETE),
        record.scope or _INCOMPLETE,
        url,
        *filter(None, [part]),
    ]
    if not record.year:
        parts.append(content_sha256(record))  # one address may carry another report next year
    return "/".join(parts)


def is_complete(key: str) -> bool:
    """Whether a key names a body, a year and a scope, and not merely an address."""
    return not key.startswith(_INCOMPLETE)


def body_key(issuer: Issuer) -> str | None:
    """The body as division code, kind and, where a division has many of the kind, its name; None when undecided."""
    if issuer.division is None or issuer.kind is None or not _CODE.match(issuer.division.code):
        return None
    code = significant_digits(issuer.division.code)
    if _is_the_only_one(issuer.kind, len(code)):
        return f"{code}/{issuer.kind}"
    name = _own_name(issuer, issuer.division, len(code))
    return f"{code}/{issuer.kind}/{name}" if name else None


def significant_digits(code: str) -> str:
    """A division code without the zeros that only fill it up.

    >>> [significant_digits(code) for code in ("140000", "141100", "141181", "141181100000", "441900")]
    ['14', '1411', '141181', '141181100', '4419']
    """
    digits = code[:_TOWNSHIP_DIGITS]
    if digits[_COUNTY_DIGITS:] in ("", "000"):
        digits = digits[:_COUNTY_DIGITS]
        while digits.endswith("00") and len(digits) > _PROVINCE_DIGITS:
            digits = digits[:-2]
    return digits


def _is_the_only_one(kind: IssuerKind, digits: int) -> bool:
    if kind in _TOWNSHIP_KINDS:
        return digits == _TOWNSHIP_DIGITS
    if kind in _COUNTY_KINDS:
        return digits == _COUNTY_DIGITS
    return (kind, digits) in {("city_government", _CITY_DIGITS), ("province_government", _PROVINCE_DIGITS)}


def _own_name(issuer: Issuer, division: Division, digits: int) -> str | None:
    """The name that tells a body from others in its division, or None where the division is too wide to tell."""
    name = _squeeze(issuer.name or "")
    areas = [_squeeze(area) for area in (division.province, division.city, division.county) if area]
    own = name
    for area in areas:
        own = own.removeprefix(area)
    if issuer.kind in _TOWNSHIP_KINDS:
        return (own or None) if digits == _COUNTY_DIGITS else None
    if issuer.kind in _COUNTY_KINDS or issuer.kind in ("city_government", "province_government"):
        return None
    if digits < _COUNTY_DIGITS and own == name:
        return None  # 教育局 in a whole city may be that of any of its counties
    return own or None


def content_sha256(record: Record) -> str:
    """The digest of what the report says, whatever the page around it and its line breaks."""
    return digest_of(record, content(record))


def digest_of(record: Record, text: str) -> str:
    """The same where the content is at hand: to make it takes longest."""
    if not text:
        text = json.dumps([record.tables, dict(record.sections)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content(record: Record) -> str:
    """The text as it is compared: without page marks, line breaks, idle blanks, and what a site says around it."""
    text = without_noise(record.text) if record.source.reader in _READS_SITES else record.text
    return _IDLE_BLANK.sub("", re.sub(r"\s+", " ", normalise(_PAGE_MARK.sub("", text))))


def _squeeze(name: str) -> str:
    return "".join(normalise(name).split())
