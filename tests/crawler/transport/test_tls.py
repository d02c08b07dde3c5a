"""Servers with good, bad and old TLS: strict first, then as little less as each needs, and a note of what it was."""

from base64 import b64decode
from contextlib import ExitStack

import pytest
from OpenSSL import SSL
from twisted.python.failure import Failure

from crawler.transport.failures import CertificateError, FetchError
from crawler.transport.tls import TlsPolicy, next_level
from tests.crawler.certificates import NAME, Authority
from tests.crawler.odd_server import HTML, Answer, Server, sized
from tests.crawler.other_process import crawl

LEVELS = ("strict", "legacy", "unverified", "legacy unverified")
P256_ALONE = bytes.fromhex("000a000400020017")  # the extension that lists the curves, with one in it


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What came of each server at each level, and the bytes with which the crawler greeted a server without TLS."""
    folder = tmp_path_factory.mktemp("certificates")
    trusted, unknown = Authority(folder, "trusted"), Authority(folder, "unknown")
    contexts = {
        "good": trusted.server(),
        "self-signed": trusted.server(self_signed=True),  # district sites that never bought one
        "expired": trusted.server(days=(-9, -1)),
        "early": trusted.server(days=(1, 9)),
        "wrong name": trusted.server(("www.bailu.example",)),  # one certificate for all sites of a prefecture
        "no name": trusted.server(None),
        "unknown issuer": unknown.server(),
        "all wrong": unknown.server(("www.bailu.example",), (-9, -1), self_signed=True),
        "small group": trusted.server(small_group=True),
        "small group, expired": trusted.server(days=(-9, -1), small_group=True),
    }
    with ExitStack() as stack:
        bare = b"HTTP/1.1 200 OK\r\n\r\n"
        served = {"/": sized(HTML), "/bare": Answer(bare, HTML, closes=True), "/cut": Answer(bare, HTML, resets=True)}
        servers = {name: stack.enter_context(Server(served, tls=context)) for name, context in contexts.items()}
        silent = {level: stack.enter_context(Server({}, hangs_up_at_once=True)) for level in LEVELS}
        visits = {
            f"{name} {level}": {"url": f"https://{NAME}:{server.port}/", "slot": name, "meta": {"tls": level}}
            for name, server in servers.items()
            for level in LEVELS
        }
        for level, server in silent.items():
            visits[f"silent {level}"] = {"url": f"https://{NAME}:{server.port}/", "slot": level, "meta": {"tls": level}}
        for path in ("bare", "cut"):
            visits[path] = {"url": f"https://{NAME}:{servers['good'].port}/{path}", "slot": path}
        visits["dot strict"] = {"url": f"https://{NAME}.:{servers['good'].port}/", "slot": "dot"}
        variables = {"SSL_CERT_FILE": str(trusted.file)}
        done = crawl(visits, variables=variables, names={name: ["127.0.0.1"] for name in (NAME, f"{NAME}.")})
        return done["results"] | {"hellos": {level: server.heard for level, server in silent.items()}}


def test_a_good_certificate_passes_at_the_strict_level_without_a_note(told):
    result = told["good strict"]
    assert (result["status"], b64decode(result["payload"]), result["transport"]) == (200, HTML, None)


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("self-signed", "self-signed"),
        ("expired", "expired"),
        ("early", "not yet valid"),
        ("wrong name", "wrong name"),
        ("no name", "wrong name"),
        ("unknown issuer", "unknown issuer"),
        ("all wrong", "self-signed, wrong name, expired"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused_then_taken_with_a_note(told, name, faults):
    first, again = told[f"{name} strict"], told[f"{name} unverified"]
    assert (first["kind"], first["kept"], first["next"]) == ("tls", False, "unverified")
    assert (again["status"], again["transport"]) == (200, f"unverified: {faults}")


def test_the_first_fault_alone_decides_at_the_strict_level(told):
    assert "does not hold: self-signed" in told["all wrong strict"]["error"]


def test_a_certificate_that_holds_is_no_fault_where_it_need_not(told):
    assert told["good unverified"]["transport"] is None


def test_the_legacy_level_still_wants_a_certificate_that_holds(told):
    assert (told["good legacy"]["status"], told["good legacy"]["transport"]) == (200, "legacy")
    assert (told["expired legacy"]["kind"], told["expired legacy"]["next"]) == ("tls", "legacy unverified")


def test_an_old_server_passes_at_the_legacy_level(told):
    first, again = told["small group strict"], told["small group legacy"]
    assert (first["kind"], first["kept"], first["next"]) == ("tls", False, "legacy")
    assert (again["status"], again["transport"]) == (200, "legacy")


def test_an_old_server_with_a_bad_certificate_needs_both(told):
    steps = [told[f"small group, expired {level}"]["next"] for level in ("strict", "unverified", "legacy")]
    assert steps == ["unverified", "legacy unverified", "legacy unverified"]
    last = told["small group, expired legacy unverified"]
    assert (last["status"], last["transport"]) == (200, "legacy; unverified: expired")


def test_a_server_that_hangs_up_at_the_greeting_gets_one_more_try(told):
    assert [told[f"silent {level}"]["next"] for level in LEVELS] == ["legacy", None, "legacy unverified", None]
    assert {told[f"silent {level}"]["kind"] for level in LEVELS} == {"reset"}


@pytest.mark.parametrize("level", LEVELS)
def test_only_the_legacy_levels_offer_a_single_curve(told, level):
    # servers of some provinces fail with BAD_ECPOINT where they are offered more
    assert (P256_ALONE in told["hellos"][level]) == ("legacy" in level)


def test_a_dot_at_the_end_of_a_name_changes_nothing(told):
    assert (told["dot strict"].get("status"), told["dot strict"].get("transport")) == (200, None)


def test_an_answer_of_no_stated_length_is_whole_where_the_server_just_hangs_up(told):
    # old servers send no farewell of TLS
    assert b64decode(told["bare"]["payload"]) == HTML


def test_an_answer_of_no_stated_length_is_not_whole_where_the_connection_breaks(told):
    assert told["cut"]["kind"] in ("cut_off", "reset")  # the break may overtake what came before it
    assert not told["cut"]["kept"]


def test_the_greeting_names_the_host(told):
    assert all(NAME.encode() in hello for hello in told["hellos"].values())


TLS = SSL.Error([("SSL routines", "", "unsafe legacy renegotiation disabled")])


@pytest.mark.parametrize(
    ("level", "failure", "then"),
    [
        (None, CertificateError("a.cn", ("expired",)), "unverified"),
        ("strict", CertificateError("a.cn", ("expired",)), "unverified"),
        ("legacy", CertificateError("a.cn", ("expired",)), "legacy unverified"),
        ("unverified", CertificateError("a.cn", ("expired",)), None),
        ("strict", TLS, "legacy"),
        ("strict", FetchError("tls", "a.cn: dh key too small"), "legacy"),
        ("unverified", TLS, "legacy unverified"),
        ("legacy", TLS, None),
        ("strict", TimeoutError(), None),  # most silent hosts are dead, and each try costs half a minute
        ("strict", FetchError("private_address", "no"), None),
    ],
)
def test_each_failure_leads_to_the_least_that_may_help(level, failure, then):
    assert next_level(level, failure) == then
    assert next_level(level, Failure(failure)) == then


def test_a_host_that_was_never_asked_has_no_note():
    assert TlsPolicy("strict").note("a.cn", 443) is None
    assert TlsPolicy("unverified").note("a.cn", 443) is None
    assert TlsPolicy("legacy unverified").note("a.cn", 443) == "legacy"
