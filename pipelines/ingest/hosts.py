"""Addresses in other programs' files to the addresses of the archive, and to whether their hosts may be believed."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

_GOVERNMENT = "gov.cn"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_POSTED = "__wb_method="  # what some programs add to the address of an answer to a POST
_PLACE = re.compile(r"[^省市县区旗州盟·]{1,12}[省市县区旗州盟]")  # 齐州市, 青桐县
_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class PortalArea:
    """What the register says of a host: the GB/T 2260 code and the name of the portal's own area."""

    division: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Hosts:
    """Whose pages may become reports: clones of government pages exist, with altered text."""

    portals: Mapping[str, PortalArea]  # by their addresses without the scheme
    known: frozenset[str]
    named: frozenset[str]
    takes_all: bool

    def takes(self, host: str) -> bool:
        """Whether a host is the government's, one of the register's, or named by the user.

        >>> Hosts({}, frozenset(), frozenset({"town.example"}), False).takes("www.town.example")
        True
        """
        return self.takes_all or host in self.known or any(_lies_below(host, name) for name in self._trusted)

    def area_of(self, url: str) -> PortalArea | None:
        """The area of the portal that an address belongs to; None where several portals share its host."""
        rest = url.partition("://")[2]
        host = rest.partition("/")[0]
        there = {home: area for home, area in self.portals.items() if home.partition("/")[0] == host}
        around = [home for home in there if rest.startswith(home)]
        if around:
            return there[max(around, key=len)]
        return next(iter(there.values())) if len(there) == 1 else None

    @property
    def _trusted(self) -> frozenset[str]:
        return self.named | {_GOVERNMENT}


def hosts(portals: Iterable[tuple[str, str, str | None]], named: Iterable[str], *, takes_all: bool) -> Hosts:
    """From the rows of the register, url, name and division, and the hosts of the command line."""
    rows = list(portals)
    areas = {url.partition("://")[2]: PortalArea(division, name) for url, name, division in rows}
    known = frozenset(host_of(url) for url, _, _ in rows)
    return Hosts(areas, known, frozenset(host.lower().rstrip(".") for host in named), takes_all)


def host_of(url: str) -> str:
    """The name of an address's host; empty where it has none.

    >>> host_of("http://WWW.Qingtong.gov.cn:8080/a"), host_of("file:///a.html")
    ('www.qingtong.gov.cn', '')
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def place_in(name: str) -> str | None:
    """The place that a portal's name ends with, but for the words for what it is.

    >>> place_in("齐州市青桐县人民政府"), place_in("中国·青桐")
    ('青桐县', None)
    """
    found = _PLACE.findall(name)
    return found[-1] if found else None


def clean_address(stated: str) -> str | None:
    """An address as the archive writes it; None for what is no page's.

    >>> clean_address("<HTTP://WWW.Qingtong.gov.cn:80/年报.html#top>")
    'http://www.qingtong.gov.cn/%E5%B9%B4%E6%8A%A5.html'
    >>> clean_address("dns:www.qingtong.gov.cn"), clean_address("http://a.gov.cn/q?id=1&__wb_method=POST&a=b")
    (None, 'http://a.gov.cn/q?id=1')
    """
    try:
        parts = urlsplit(stated.strip().removeprefix("<").removesuffix(">").strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or len(stated) > _LONGEST:
        return None
    shown = f"[{host}]" if ":" in host else host
    ending = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else ""
    query = parts.query.partition(_POSTED)[0].rstrip("&") if _POSTED in parts.query else parts.query
    path, query = (quote(text, safe=_VISIBLE) for text in (parts.path or "/", query))
    url = urlunsplit((parts.scheme, quote(f"{shown}{ending}", safe=_VISIBLE), path, query, ""))
    return url if len(url) <= _LONGEST else None


def clean_ip(stated: str | None) -> str | None:
    """The IP address that a record states, if it is one."""
    try:
        return str(ipaddress.ip_address((stated or "").strip()))
    except ValueError:
        return None


def _lies_below(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")
