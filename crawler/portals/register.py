"""portals.csv to the portals of the register, checked line by line; and those of them that a user names."""

import csv
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from archive.errors import SettingsError, UsageError

_NEEDED = ("url", "name")
_DIVISION_DIGITS = (2, 4, 6, 9, 12)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")  # http://
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:]{2,45}")  # www.qingtong.example, 127.0.0.1, ::1


@dataclass(frozen=True, slots=True)
class Portal:
    """A government's portal: its home page, its name, and the GB/T 2260 code of its own area where that is known."""

    url: str
    name: str
    division: str | None = None


def load_portals(path: Path) -> tuple[Portal, ...]:
    """The portals of a register; SettingsError names the file and the line of what does not fit."""
    found: list[Portal] = []
    lines: dict[str, int] = {}
    for number, row in _rows(path):
        place = f"{path}: line {number}"
        portal = _portal(place, row)
        for what, value in (("address", portal.url.partition("://")[2]), ("name", portal.name)):
            before = lines.setdefault(f"{what} {value}", number)
            if before != number:
                raise SettingsError(f"{place}: the {what} {value} stands on line {before} too")
        found.append(portal)
    return tuple(found)


def pick(portals: Sequence[Portal], names: Sequence[str]) -> tuple[Portal, ...]:
    """The portals that are called so, by name, address or host; all of them where nothing is named."""
    if not names:
        return tuple(portals)
    picked: dict[Portal, None] = {}
    for name in names:
        wanted = name.strip()
        called = [portal for portal in portals if wanted.lower() in _calls(portal)]
        if not called:
            raise UsageError(f"no portal {wanted!r} in the register{_perhaps(wanted.lower(), portals)}")
        picked.update(dict.fromkeys(called))
    return tuple(picked)


def canonical_home(address: str) -> str | None:
    """A home page's address in its one form; None for what is no address.

    >>> canonical_home("WWW.Qingtong.example:80"), canonical_home("ftp://qingtong.example/")
    ('http://www.qingtong.example/', None)
    """
    whole = address.strip()
    if not _SCHEME.match(whole):
        whole = f"http://{whole.removeprefix('//')}"
    try:
        parts = urlsplit(whole)
        name = (parts.hostname or "").rstrip(".")
        host, port = name.encode("idna").decode("ascii") if not name.isascii() else name, parts.port
    except ValueError:
        return None
    fits = parts.scheme in _DEFAULT_PORTS and _HOST.fullmatch(host) and "@" not in parts.netloc
    if not fits or port == 0 or any(letter.isspace() or not letter.isprintable() for letter in whole):
        return None
    shown = f"[{host}]" if ":" in host else host
    ending = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    return urlunsplit((parts.scheme, f"{shown}{ending}", parts.path or "/", parts.query, ""))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their line numbers; blank lines and those that begin with # left out."""
    reader = csv.reader(_text(path).splitlines())
    header: list[str] | None = None
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row) or row[0].startswith("#"):
                continue
            if header is None:
                header = [cell.lower() for cell in row]
                if missing := [name for name in _NEEDED if name not in header]:
                    raise SettingsError(
                        f"{path}: line {reader.line_num}: no header with the columns url,name,division: "
                        f"{' and '.join(missing)} missing"
                    )
            else:
                yield reader.line_num, dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise SettingsError(f"{path}: line {reader.line_num}: not CSV: {error}") from None
    if header is None:
        raise SettingsError(f"{path}: line 1: no header with the columns url,name,division")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such register of portals") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path}: line {line}: not a text in UTF-8; save it as CSV UTF-8") from None


def _portal(place: str, row: dict[str, str]) -> Portal:
    address, name, division = (row.get(column, "") for column in ("url", "name", "division"))
    url = canonical_home(address)
    if url is None:
        raise SettingsError(f"{place}: {address!r} is not the address of a home page")
    if not name or not name.isprintable():
        raise SettingsError(f"{place}: the portal {url} has no name")
    if division and not (division.isascii() and division.isdigit() and len(division) in _DIVISION_DIGITS):
        raise SettingsError(f"{place}: the division must be a code of 6 digits, is {division!r}")
    return Portal(url, name, division or None)


def _calls(portal: Portal) -> tuple[str, ...]:
    """All that a portal is called by, in lower case."""
    parts = urlsplit(portal.url)
    hosts = {parts.netloc, parts.hostname or "", (parts.hostname or "").removeprefix("www.")}
    return portal.name.lower(), portal.url, portal.url.rstrip("/"), *sorted(hosts)


def _perhaps(wanted: str, portals: Sequence[Portal]) -> str:
    known = {call: portal.name for portal in portals for call in _calls(portal)}
    close = difflib.get_close_matches(wanted, known, n=1) or [call for call in known if wanted and wanted in call][:1]
    return f"; is {known[close[0]]} meant?" if close else ""
