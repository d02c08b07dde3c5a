"""Names, addresses and redirects that lead inside: refused before a byte is written, whatever leads there."""

from base64 import b64decode

import pytest

from crawler.transport.resolver import ALLOW_PRIVATE
from tests.crawler.odd_server import HTML, Answer, Server, sized
from tests.crawler.other_process import crawl

OPEN, INSIDE = "127.0.0.1", "127.0.0.2"  # the first is played to be of the open internet
CLOSING = Answer(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(HTML), HTML, closes=True)
GUARDED = {ALLOW_PRIVATE: False, "DNSCACHE_ENABLED": False}
WITHOUT_RESOLVER = GUARDED | {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"}


@pytest.fixture(scope="module")
def servers():
    with Server({"/": CLOSING}, INSIDE) as inside:
        away = [b"Location: http://%s:%d/" % (host.encode(), inside.port) for host in (INSIDE, "inner.example")]
        moved = [sized(b"", line, status=b"HTTP/1.1 302 Found") for line in away]
        with Server({"/": CLOSING, "/1": moved[0], "/2": moved[1]}, OPEN, wanted_port=inside.port) as outside:
            yield outside, inside


def visited(urls: list[str], settings: dict, **more) -> list[dict]:
    visits = {str(number): {"url": url, "slot": "one"} for number, url in enumerate(urls)}
    told = crawl(visits, settings=settings, public=[OPEN], **more)["results"]
    return [told[name] for name in sorted(told)]


def test_a_name_that_changes_its_address_between_two_requests_gains_nothing(servers):
    outside, inside = servers
    url = f"http://portal.example:{outside.port}/"
    first, second = visited([url, url], GUARDED, names={"portal.example": [OPEN, INSIDE]})
    assert (first["ip"], b64decode(first["payload"])) == (OPEN, HTML)
    assert (second["kind"], second["kept"]) == ("private_address", False)
    assert inside.connections == 0


def test_a_name_is_asked_for_once_and_its_answer_is_what_is_connected_to(servers):
    outside, inside = servers
    url = f"http://portal.example:{outside.port}/"
    settings = GUARDED | {"DNSCACHE_ENABLED": True}
    first, second = visited([url, url], settings, names={"portal.example": [OPEN, INSIDE]})
    assert first["ip"] == second["ip"] == OPEN
    assert inside.connections == 0


def test_a_redirect_leads_inside_neither_by_address_nor_by_name(servers):
    outside, inside = servers
    urls = [f"http://{OPEN}:{outside.port}/1", f"http://{OPEN}:{outside.port}/2"]
    told = visited(urls, GUARDED, names={"inner.example": [INSIDE]}, follow=True)
    assert [result.get("status") for result in told] == [302, None, 302, None]
    assert {result["kind"] for result in told[1::2]} == {"private_address"}
    assert inside.connections == 0


def test_an_address_inside_is_refused_in_every_spelling_that_is_asked_for(servers):
    _, inside = servers
    hosts = [INSIDE, "127.2", "0x7f.0.0.2", "0177.0.0.2", "2130706434"]
    told = visited([f"http://{host}:{inside.port}/" for host in hosts], GUARDED)
    assert [(result["kind"], result["kept"]) for result in told] == [("private_address", False)] * len(hosts)
    assert inside.connections == 0


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_who_is_connected_to_is_checked_too_before_a_byte_is_written(servers, scheme):
    _, inside = servers
    names = {"portal.example": [INSIDE]}
    (told,) = visited([f"{scheme}://portal.example:{inside.port}/"], WITHOUT_RESOLVER, names=names)
    assert told["kind"] == "private_address"
    assert inside.heard == b""


def test_where_private_hosts_are_allowed_they_are_reached(servers):
    outside, _ = servers
    (told,) = visited([f"http://{OPEN}:{outside.port}/"], {ALLOW_PRIVATE: True})
    assert told["status"] == 200
