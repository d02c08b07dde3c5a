"""Levels of TLS, strict first, then as little less as a server needs; what a certificate lacks is put on record."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from OpenSSL import SSL, crypto
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.transport.failures import CertificateError, error_of, kind_of

Level = Literal["strict", "legacy", "unverified", "legacy unverified"]
STRICT: Level = "strict"

_LEGACY: dict[Level, Level] = {"strict": "legacy", "unverified": "legacy unverified"}
_UNVERIFIED: dict[Level, Level] = {"strict": "unverified", "legacy": "legacy unverified"}
_WRONG_NAME = "wrong name"
_FAULTS = {  # of X509_V_ERR_ numbers
    9: "not yet valid",
    10: "expired",
    18: "self-signed",
    19: "unknown issuer",
    20: "unknown issuer",
    21: "unknown issuer",
    66: "weak key",
    67: "weak key",
    68: "weak digest",
}


def next_level(level: Level | None, failure: Failure | BaseException) -> Level | None:
    """The level that may get on with a host of https where this one failed so; None where another try is no use.

    Old servers and the boxes before them end the connection at a handshake that they do not understand.
    """
    if isinstance(error_of(failure), CertificateError):
        return _UNVERIFIED.get(level or STRICT)
    return _LEGACY.get(level or STRICT) if kind_of(failure) in ("tls", "reset") else None


@implementer(IPolicyForHTTPS)
class TlsPolicy:
    """What Twisted asks for its connections; one for each level, as its certificates are loaded only once."""

    def __init__(self, level: Level) -> None:
        self._is_legacy = "legacy" in level
        self._is_verified = "unverified" not in level
        self._context: SSL.Context | None = None
        self._faults: dict[tuple[str, int], tuple[str, ...]] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> "_Creator":  # noqa: N802  # Twisted's name
        if self._context is None:
            self._context = _context(is_legacy=self._is_legacy)
        host = _plain(hostname.decode("ascii"))

        def tell(faults: Sequence[str]) -> None:
            self._faults[host, port] = tuple(faults)

        return _Creator(self._context, host, tell, is_verified=self._is_verified)

    def against(self, host: str, port: int) -> tuple[str, ...]:
        """Why the last certificate of a host was refused; empty where it was not."""
        return self._faults.get((_plain(host), port), ()) if self._is_verified else ()

    def note(self, host: str, port: int) -> str | None:
        """How an exchange fell short of the strict rules; None where it did not."""
        faults = self._faults.get((_plain(host), port), ())
        words = ["legacy"] if self._is_legacy else []
        return "; ".join([*words, f"unverified: {', '.join(faults)}"] if faults else words) or None


def _context(*, is_legacy: bool) -> SSL.Context:
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_default_verify_paths()
    # servers that just hang up are known by the length that they stated; without one nobody can tell
    context.set_options(SSL.OP_NO_COMPRESSION | SSL.OP_NO_RENEGOTIATION | SSL.OP_IGNORE_UNEXPECTED_EOF)
    if is_legacy:
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=1")
        context.set_options(SSL.OP_LEGACY_SERVER_CONNECT)
        context.set_tmp_ecdh(SECP256R1())  # some servers fail on every other curve that they are offered
    return context


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(
        self, context: SSL.Context, host: str, tell: Callable[[Sequence[str]], None], *, is_verified: bool
    ) -> None:
        self._context = context
        self._host = host
        self._tell = tell
        self._is_verified = is_verified

    def clientConnectionForTLS(self, _: Any) -> SSL.Connection:  # noqa: N802  # Twisted's name
        connection = SSL.Connection(self._context, None)
        if not _is_address(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        faults: dict[str, None] = {}
        self._tell(())

        def verify(_: SSL.Connection, certificate: crypto.X509, number: int, depth: int, ok: int) -> bool:
            if not ok:
                faults[_FAULTS.get(number, f"error {number} of X.509")] = None
            if depth == 0 and not _is_of(certificate, self._host):
                faults[_WRONG_NAME] = None
            self._tell([*faults])
            return not faults or not self._is_verified

        connection.set_verify(SSL.VERIFY_PEER, verify)
        return connection


def _plain(host: str) -> str:
    """Without the dot at the end, which some portals glue to their own name, and which no certificate has."""
    return host.lower().removesuffix(".")


def _is_address(host: str) -> bool:
    return bool(isIPAddress(host) or isIPv6Address(host))


def _is_of(certificate: crypto.X509, host: str) -> bool:
    try:
        wanted = IPAddress_ID(host) if _is_address(host) else DNS_ID(host)
        verify_service_identity(extract_patterns(certificate), [wanted], [])
    except Exception:  # noqa: BLE001  # whatever a certificate holds that cannot be read, it does not prove the name
        return False
    return True
