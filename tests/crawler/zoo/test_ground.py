"""The servers of the zoo over real connections: answers, walls, resets, TLS, and the notes that they take."""

import http.client
import ssl
from urllib.parse import urlsplit

import pytest

from tests.crawler.zoo.catalogue import opened


def ask(home, path="/", *, method="GET", body=None, headers=None):
    parts = urlsplit(home)
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.netloc, timeout=5, context=ssl._create_unverified_context())
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def zoo():
    names = (
        "trs_irs",
        "vsb",
        "waf_521",
        "waf_302",
        "robots_part",
        "tls_expired",
        "shaky",
        "moved",
        "heavy",
        "waf_soft",
    )
    with opened(names) as made:
        yield {portal.name: portal for portal in made.portals}


def test_a_page_comes_in_its_charset(zoo):
    status, headers, body = ask(zoo["vsb"].home)
    assert (status, headers["Content-Type"]) == (200, "text/html")
    assert zoo["vsb"].county in body.decode("gbk")


def test_what_is_not_there_is_404(zoo):
    assert ask(zoo["trs_irs"].home, "/nowhere")[0] == 404


def test_a_list_by_post_answers_json_and_refuses_nonsense(zoo):
    assert ask(zoo["trs_irs"].home, "/irs/front/list", method="POST", body=b"?")[0] == 400


def test_every_request_is_noted(zoo):
    host = zoo["trs_irs"].sites[0].host
    before = len(host.hits)
    ask(zoo["trs_irs"].home, "/xw/?c=1", headers={"User-Agent": "somebody"})
    assert len(host.hits) == before + 1
    assert (host.hits[-1].target, host.hits[-1].agent, host.hits[-1].at_once) == ("/xw/?c=1", "somebody", 1)


def test_disallowed_addresses_are_told_and_noted(zoo):
    host = zoo["robots_part"].sites[0].host
    assert b"Disallow: /xw/" in ask(host.home, "/robots.txt")[2]
    assert host.is_disallowed("/xw/index.html")
    assert not host.is_disallowed("/zwgk/")


def test_a_wall_answers_with_its_own_status(zoo):
    status, headers, body = ask(zoo["waf_521"].home)
    assert status == 521
    assert "__jsluid_h" in headers["Set-Cookie"]
    assert b"document.cookie" in body


def test_a_wall_of_cookies_opens_for_its_cookie(zoo):
    assert ask(zoo["waf_302"].home)[0] == 302
    assert ask(zoo["waf_302"].home, headers={"Cookie": "CT6T=1f"})[0] == 200


def test_a_soft_wall_gives_the_home_page_for_articles(zoo):
    portal = zoo["waf_soft"]
    path = urlsplit(portal.reports[0].urls[0]).path
    bodies = [ask(portal.home, path)[2] for _ in range(22)]
    assert bodies[0] != bodies[-1]
    assert "便民服务".encode() in bodies[-1]


def test_a_bad_certificate_is_served(zoo):
    assert ask(zoo["tls_expired"].home)[0] == 200
    with pytest.raises(ssl.SSLCertVerificationError):
        http.client.HTTPSConnection(urlsplit(zoo["tls_expired"].home).netloc, timeout=5).request("GET", "/")


def test_every_third_connection_is_reset_and_every_fifth_answer_fails(zoo):
    told = []
    for _ in range(9):
        try:
            told.append(ask(zoo["shaky"].home)[0])
        except ConnectionError:
            told.append(0)
    assert told == [200, 200, 0, 200, 200, 0, 500, 200, 0]


def test_the_old_host_sends_to_the_new_one(zoo):
    status, headers, _ = ask(zoo["moved"].home)
    assert (status, headers["Location"]) == (301, zoo["moved"].sites[0].host.home + "/")


def test_the_bomb_is_small_on_the_wire(zoo):
    bomb = next(item for item in zoo["heavy"].reports if not item.reachable)
    _, headers, body = ask(zoo["heavy"].home, urlsplit(bomb.urls[0]).path)
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) < 1_000_000
