"""A failed download to one word for why: what every report, retry and breaker goes by."""

from collections.abc import Iterator
from typing import Literal

from OpenSSL import SSL
from scrapy import exceptions as scrapys
from twisted.internet import error as twisteds
from twisted.internet.defer import CancelledError
from twisted.python.failure import Failure
from twisted.web import _newclient as http

from archive.errors import NianbaoError

Kind = Literal[
    "unresolvable",  # the name has no address
    "refused",  # nobody answers there
    "timeout",
    "reset",  # the connection ended before the answer began
    "tls",
    "private_address",  # the name leads to this machine or into its network
    "too_large",
    "bad_answer",  # what came is no HTTP
    "cut_off",  # the answer began and did not end
    "other",
]

_MOST_CAUSES = 50


class FetchError(NianbaoError):
    """Raised by the download handler where it knows better than Twisted why an answer cannot be used."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(text)
        self.kind: Kind = kind


class CertificateError(FetchError):
    """Raised by the download handler when a server's certificate does not hold; `faults` say why."""

    def __init__(self, host: str, faults: tuple[str, ...]) -> None:
        super().__init__("tls", f"the certificate of {host} does not hold: {', '.join(faults)}")
        self.faults = faults


# the first that fits decides; an answer that was cut off also tells how the connection ended, so that comes last
_KINDS: tuple[tuple[Kind, tuple[type[BaseException], ...]], ...] = (
    ("timeout", (scrapys.DownloadTimeoutError, twisteds.TimeoutError, twisteds.TCPTimedOutError, TimeoutError)),
    ("unresolvable", (scrapys.CannotResolveHostError, twisteds.DNSLookupError, twisteds.UnknownHostError)),
    ("tls", (SSL.Error,)),
    ("too_large", (scrapys.DownloadCancelledError,)),  # Scrapy's word for an answer beyond DOWNLOAD_MAXSIZE
    ("bad_answer", (http.ParseError,)),
    ("cut_off", (scrapys.ResponseDataLossError,)),
    ("reset", (http.ResponseNeverReceived, http.RequestTransmissionFailed, http.RequestNotSent)),
    ("cut_off", (http.ResponseFailed,)),
    ("reset", (twisteds.ConnectionClosed, ConnectionResetError, BrokenPipeError)),
    ("refused", (scrapys.DownloadConnectionRefusedError, twisteds.ConnectError, ConnectionRefusedError)),
)
_OF_A_PARSER = (ValueError, KeyError)  # Twisted's, at a length or a framing that it cannot make out


def kind_of(failure: Failure | BaseException) -> Kind:
    """Why a download failed; "other" for what no rule knows, which is a fault of ours as a rule.

    >>> kind_of(TimeoutError())
    'timeout'
    """
    causes = list(_causes(failure))
    for cause in causes:
        if isinstance(cause, FetchError):
            return cause.kind
    if any(isinstance(cause, _OF_A_PARSER) for cause in causes[1:]) and _among(causes, (http.ResponseFailed,)):
        return "bad_answer"
    return next((kind for kind, classes in _KINDS if _among(causes, classes)), "other")


def _among(causes: list[BaseException], classes: tuple[type[BaseException], ...]) -> bool:
    return any(isinstance(cause, classes) for cause in causes)


def error_of(failure: Failure | BaseException) -> BaseException:
    """The exception itself."""
    error = failure.value if isinstance(failure, Failure) else failure
    return error or RuntimeError("a failure without an exception")


def words_of_tls(failure: Failure | BaseException) -> str | None:
    """What OpenSSL says of a failed handshake, such as "dh key too small"."""
    for cause in _causes(failure):
        if isinstance(cause, SSL.Error) and cause.args and isinstance(cause.args[0], list):
            return "; ".join(str(entry[-1]) for entry in cause.args[0]) or None
    return None


def _causes(failure: Failure | BaseException) -> Iterator[BaseException]:
    """The exception with all that are told as its reasons, each once."""
    waiting: list[object] = [failure]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_CAUSES:
        one = waiting.pop(0)
        error = one.value if isinstance(one, Failure) else one
        if not isinstance(error, BaseException) or id(error) in seen or isinstance(error, CancelledError):
            continue
        seen.add(id(error))
        yield error
        reasons = getattr(error, "reasons", None)
        waiting += [*(reasons if isinstance(reasons, list) else ()), error.__cause__]
