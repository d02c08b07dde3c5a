"""An address to the reason why it may not be fetched at all; what its name resolves to is judged later."""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from typing import Literal

Refusal = Literal["scheme", "credentials", "private_address", "port", "address"]

_LONGEST_URL = 2000
_LONGEST_HOST = 253
_HIGHEST_PORT = 65535
_ADDRESS_PARTS, _ADDRESS_BITS = 4, 32

_WHOLE = re.compile(r"(https?)://([^/?#]*)[/?#]?", re.IGNORECASE)  # http://www.a.gov.cn:8080/zwgk/
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")  # javascript:
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # tabs, line ends: clients drop them, each in its own way
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(\d*))?")  # www.a.gov.cn:8080, [::1]:80
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")  # a part of an address: 127, 0x7f, 0177
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{0,62}")  # www, 政务, _old
_DOTS = str.maketrans("。．｡", "...")  # what an IDN client takes for a dot

_OWN_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "ip6-localhost")
# ports of other services, which a crawler must not be made to speak to: mail, shells, file shares, name servers
_OTHER_SERVICES = frozenset(
    {7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 53, 69, 79, 110, 111, 119, 123, 135, 137, 139, 143, 161}
    | {179, 389, 445, 465, 512, 513, 514, 515, 548, 587, 631, 636, 873, 989, 990, 993, 995, 2049, 6000}
)


def refusal(url: str, *, allow_private: bool) -> Refusal | None:
    """Why an address may not be fetched; None for one that may.

    >>> refusal("http://www.qingtong.example/zwgk/", allow_private=False)
    >>> [refusal(url, allow_private=False) for url in ("file:///etc/passwd", "http://0x7f.1/", "http://a@b.cn/")]
    ['scheme', 'private_address', 'credentials']
    """
    match = _WHOLE.match(url)
    if not match:
        return "scheme" if _SCHEME.match(url) and not url.lower().startswith(("http:", "https:")) else "address"
    if len(url) > _LONGEST_URL or _UNSEEN.search(url):
        return "address"
    return _refusal_of_host(match[2], allow_private=allow_private)


def is_public(address: str) -> bool:
    """Whether an IP address, written as usual, is one of the open internet.

    >>> [is_public(address) for address in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return found.is_global and not found.is_multicast and all(map(_is_open, _inside(found)))


@lru_cache(maxsize=4096)
def _refusal_of_host(netloc: str, *, allow_private: bool) -> Refusal | None:
    if "@" in netloc:
        return "credentials"
    match = _HOST_AND_PORT.fullmatch(netloc)
    if not match:
        return "address"
    told = _kind_of_host(match[1])
    if told == "address" or (told == "private_address" and not allow_private):
        return told
    port = match[2]
    if port and (int(port[:6]) > _HIGHEST_PORT or not int(port) or int(port) in _OTHER_SERVICES):
        return "port"
    return None


def _kind_of_host(host: str) -> Refusal | None:
    if host.startswith("["):
        inside = host[1:-1]
        try:
            ipaddress.IPv6Address(inside)
        except ValueError:
            return "address"
        return None if is_public(inside) else "private_address"
    # a name in wide letters is one in plain letters to whoever resolves it: １２７.０.０.１
    plain = unicodedata.normalize("NFKC", host.translate(_DOTS)).lower().removesuffix(".")
    labels = plain.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        address = _numeric_address(labels)
        return "address" if address is None else None if is_public(address) else "private_address"
    if not plain or len(plain) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return "address"
    return "private_address" if any(f".{plain}".endswith(f".{name}") for name in _OWN_NAMES) else None


def _numeric_address(labels: list[str]) -> str | None:
    """An IPv4 address in any spelling that the C library takes: 2130706433, 0x7f.1, 0177.0.0.1."""
    if len(labels) > _ADDRESS_PARTS or not all(map(_NUMBER.fullmatch, labels)):
        return None
    try:
        numbers = [_number(label) for label in labels]
    except ValueError:
        return None
    *firsts, last = numbers
    if any(number > 0xFF for number in firsts) or last >= 1 << (_ADDRESS_BITS - 8 * len(firsts)):  # noqa: PLR2004
        return None
    whole = last + sum(number << (24 - 8 * place) for place, number in enumerate(firsts))
    return str(ipaddress.IPv4Address(whole))


def _number(label: str) -> int:
    if len(label) > 4 * _ADDRESS_BITS:
        raise ValueError
    if label[:2] in ("0x", "0X"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") else int(label)


def _inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads on to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    if address in _TRANSLATED or address in _COMPATIBLE:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def _is_open(address: ipaddress.IPv4Address) -> bool:
    return address.is_global and not address.is_multicast
