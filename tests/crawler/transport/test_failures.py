"""Failures as Scrapy and Twisted hand them over, wrapped several times, to one word each."""

import pytest
from OpenSSL import SSL
from scrapy import exceptions as scrapys
from twisted.internet import error as twisteds
from twisted.python.failure import Failure
from twisted.web import _newclient as http

from crawler.transport.failures import CertificateError, FetchError, error_of, kind_of, words_of_tls

TLS = SSL.Error([("SSL routines", "", "dh key too small")])


def caused(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


def failed(*reasons: BaseException, by: type = http.ResponseFailed) -> BaseException:
    """As the handler gives what Twisted tells."""
    return caused(scrapys.DownloadFailedError("x"), by([Failure(reason) for reason in reasons]))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(scrapys.CannotResolveHostError("x"), twisteds.DNSLookupError("x")), "unresolvable"),
        (twisteds.UnknownHostError(), "unresolvable"),
        (caused(scrapys.DownloadConnectionRefusedError("x"), twisteds.ConnectionRefusedError()), "refused"),
        (twisteds.NoRouteError(), "refused"),
        (twisteds.ConnectError(), "refused"),
        (scrapys.DownloadTimeoutError("x"), "timeout"),
        (caused(scrapys.DownloadTimeoutError("x"), twisteds.TimeoutError()), "timeout"),
        (twisteds.TCPTimedOutError(), "timeout"),
        (TimeoutError(), "timeout"),
        (failed(twisteds.ConnectionLost(), by=http.ResponseNeverReceived), "reset"),
        (failed(twisteds.ConnectionDone(), by=http.ResponseNeverReceived), "reset"),
        (failed(twisteds.ConnectionLost(), by=http.RequestTransmissionFailed), "reset"),
        (twisteds.ConnectionLost(), "reset"),
        (failed(TLS, by=http.ResponseNeverReceived), "tls"),
        (CertificateError("a.cn", ("expired",)), "tls"),
        (FetchError("private_address", "x"), "private_address"),
        (caused(scrapys.CannotResolveHostError("x"), FetchError("private_address", "x")), "private_address"),
        (scrapys.DownloadCancelledError("x"), "too_large"),
        (FetchError("too_large", "x"), "too_large"),
        (failed(http.ParseError("x", b"")), "bad_answer"),
        (failed(http.BadResponseVersion("x", b"")), "bad_answer"),
        (failed(ValueError("conflicting lengths")), "bad_answer"),
        (failed(KeyError(b"identity")), "bad_answer"),
        (scrapys.ResponseDataLossError(), "cut_off"),
        (caused(scrapys.ResponseDataLossError(), http.ResponseFailed([Failure(twisteds.ConnectionLost())])), "cut_off"),
        (failed(twisteds.ConnectionLost()), "cut_off"),
        (ValueError("a fault of ours"), "other"),
        (scrapys.NotSupported("x"), "other"),
        (MemoryError(), "other"),
    ],
)
def test_each_failure_has_its_word(error, kind):
    assert kind_of(error) == kind
    assert kind_of(Failure(error)) == kind


def test_errors_that_are_their_own_reason_end():
    error = http.ResponseFailed([])
    error.reasons = [Failure(error)] * 100
    error.__cause__ = error
    assert kind_of(error) == "cut_off"


def test_the_error_itself_is_there_with_its_words():
    error = CertificateError("www.qingtong.example", ("expired", "wrong name"))
    assert error_of(Failure(error)) is error_of(error) is error
    assert str(error) == "the certificate of www.qingtong.example does not hold: expired, wrong name"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (failed(TLS), "dh key too small"),
        (SSL.Error([("a", "b", "one"), ("a", "b", "two")]), "one; two"),
        (SSL.Error([]), None),
        (SSL.Error(), None),
        (ValueError(), None),
    ],
)
def test_what_openssl_says(error, words):
    assert words_of_tls(error) == words
