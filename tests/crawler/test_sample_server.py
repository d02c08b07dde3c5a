"""The sample portals as servers: their nights, their log, their hazards, and bad requests."""

import csv
import http.client
import re
import socket
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.sample.pages import CLONE, PLANS, PLATFORM
from crawler.sample.server import SampleCounties, sample_portals


@pytest.fixture(scope="module")
def counties() -> Iterator[SampleCounties]:
    with sample_portals(0) as started:
        yield started


def portal(counties: SampleCounties, platform: str) -> str:
    (one,) = [one for one in counties.truth().portals if one.platform == platform]
    return one.url


def asked(
    url: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(method, parts._replace(scheme="", netloc="").geturl() or "/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_every_portal_but_the_one_that_is_down_answers(counties):
    statuses = {}
    for one in counties.truth().portals:
        try:
            statuses[one.platform] = asked(one.url)[0]
        except ConnectionRefusedError:
            statuses[one.platform] = "refused"
    assert statuses == {
        **dict.fromkeys(("trs", "hanweb", "gkmlpt", "ucap", "openness", "aspx"), 200),
        "vsb": 302,
        "challenge": 521,
        "robots": 200,
        "shell": 200,
        "declared": 200,
        "down": "refused",
    }


def test_the_register_has_the_portals_and_neither_platform_nor_clone(counties, tmp_path):
    file = Path(tmp_path, "portals.csv")
    counties.register_csv(file)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["url"], row["name"], row["division"]) for row in rows] == [
        (one.url, one.name, one.division) for one in counties.portals
    ]
    assert len(rows) == len(PLANS) - len({CLONE, PLATFORM})


def test_it_shows_the_night_that_it_is_told(counties):
    (new,) = [
        one.addresses[0]
        for one in counties.truth(2).reports
        if (one.issuer, one.year) == ("青禾县白沙乡人民政府", 2024)
    ]
    assert asked(new)[0] == 404
    counties.show_night(2)
    try:
        assert asked(new)[0] == 200
    finally:
        counties.show_night(1)


def test_it_logs_what_was_asked(counties):
    before = len(counties.requests)
    asked(f"{portal(counties, 'hanweb')}nowhere?a=1")
    (one,) = counties.requests[before:]
    assert (one.portal, one.method, one.path, one.status) == ("hanweb", "GET", "/nowhere?a=1", 404)
    asked(portal(counties, "hanweb"))
    assert counties.requests[-1].at >= one.at


def test_head_has_the_length_and_no_body(counties):
    status, headers, body = asked(portal(counties, "trs"), "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 10_000


@pytest.mark.parametrize(
    "words", [b"\r\n\r\n", b"GET\r\n\r\n", b"GET http HTTP/1.1\r\n\r\n", b"a" * 200_000 + b"\r\n\r\n"]
)
def test_a_bad_request_is_refused_and_the_next_one_answered(counties, words):
    where = urllib.parse.urlsplit(portal(counties, "trs"))
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        answer = b""
        try:
            line.sendall(words)
            answer = line.recv(100)
        except ConnectionError:
            assert len(words) > 100_000
    assert not answer.startswith(b"HTTP/1.1 200")
    assert asked(portal(counties, "trs"))[0] == 200


def test_a_visitor_who_leaves_in_the_middle_does_no_harm(counties):
    where = urllib.parse.urlsplit(portal(counties, "trs"))
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
    assert asked(portal(counties, "trs"))[0] == 200


def test_who_has_no_cookie_is_sent_to_the_same_address_with_one(counties):
    url = f"{portal(counties, 'vsb')}zwgk.htm"
    status, headers, _ = asked(url)
    assert (status, headers["Location"]) == (302, "/zwgk.htm")
    assert asked(url, Cookie=headers["Set-Cookie"].partition(";")[0])[0] == 200


def test_the_firewall_answers_with_its_script_and_its_cookie(counties):
    status, headers, body = asked(f"{portal(counties, 'challenge')}zfxxgk/")
    assert (status, headers["Set-Cookie"].partition("=")[0]) == (521, "__jsluid_h")
    assert b"document.cookie" in body


def test_robots_txt_closes_one_portal_and_a_corner_of_another(counties):
    assert b"Disallow: /\n" in asked(f"{portal(counties, 'robots')}robots.txt")[2]
    assert b"Disallow: /nbzl/\n" in asked(f"{portal(counties, 'trs')}robots.txt")[2]
    assert asked(f"{portal(counties, 'hanweb')}robots.txt")[0] == 404


def test_news_calendar_and_a_list_go_on_for_ever(counties):
    base = portal(counties, "trs")
    one, two = (asked(f"{base}gkdt.html?page={page}")[2].decode() for page in (7, 99_999))
    assert one.partition("下一页")[0].partition("<ul")[2][:500] == two.partition("下一页")[0].partition("<ul")[2][:500]
    assert "page=100000" in two
    assert "y=2031&m=1" in asked(f"{base}rl.html?y=2030&m=12")[2].decode()
    assert asked(f"{base}xwzx/202503/t20250303_54321.html")[0] == 200
    assert asked(f"{base}xwzx/index_3000.html")[0] == 200
    assert asked(f"{base}xwzx/index_3001.html")[0] == 404


def test_every_answer_of_the_form_has_new_sessions(counties):
    url = f"{portal(counties, 'openness')}ysqgk.jsp"
    assert asked(url)[2] != asked(url)[2]


def test_a_page_for_the_printer_is_the_page_once_more(counties):
    (url, *_) = counties.truth().portals[0].reports[0].addresses
    assert asked(f"{url}?print=1")[2] == asked(url)[2]


def test_an_attachment_is_given_to_those_who_come_from_its_page(counties):
    ((url, page),) = [
        (one.addresses[0], one.announced[0]) for one in counties.truth().reports if "download.jsp" in one.addresses[0]
    ]
    cookie = "CT6T=4f1c2a90"
    assert "非法访问" in asked(url, Cookie=cookie)[2].decode()
    assert asked(url, Cookie=cookie, Referer=page)[2].startswith(b"PK")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("query", "records"), [("startrecord=1&endrecord=20&perpage=20", 20), ("page=1", 12), ("", 15)]
)
def test_the_proxy_of_a_list_gives_records_by_number_and_by_group(counties, query, records):
    url = f"{portal(counties, 'hanweb')}module/web/jpage/dataproxy.jsp?{query}"
    _, headers, body = asked(url, "POST", "col=1&webid=39&columnid=26753&unitid=423656", **FORM)
    assert headers["Content-Type"].startswith("text/xml")
    assert body.decode().count("<record>") == records
    assert "<totalrecord>27</totalrecord>" in body.decode()
    assert b"<record>" not in asked(url, "POST", "columnid=1&unitid=2", **FORM)[2]


def test_a_form_that_is_posted_back_needs_the_state_of_its_page(counties):
    url = f"{portal(counties, 'aspx')}year_list.aspx?dept=126"
    state = dict(re.findall(r'name="(__\w+)" id="\w+" value="([^"]*)"', asked(url)[2].decode("gbk")))
    turned = {**state, "__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "3"}
    status, _, body = asked(url, "POST", urllib.parse.urlencode(turned), **FORM)
    assert (status, "第3/3页" in body.decode("gbk")) == (200, True)
    assert asked(url, "POST", urllib.parse.urlencode({**turned, "__VIEWSTATE": "x"}), **FORM)[0] == 500


def test_the_list_that_promises_more_gives_its_first_page_again_and_then_nothing(counties):
    column = f"{portal(counties, 'declared')}hdx/c1001/xxgk_list"
    first, again, gone = (asked(f"{column}{part}.shtml") for part in ("", "_2", "_3"))
    assert "'shtml',9)" in first[2].decode()
    assert (first[2] == again[2], gone[0]) == (True, 404)


def test_two_at_once_have_different_addresses_and_closed_ones_are_closed():
    with sample_portals() as one, sample_portals() as other:
        homes = {portal.url for portal in (*one.portals, *other.portals)}
        assert len(homes) == 2 * len(one.portals)
        assert asked(portal(one, "trs"))[0] == asked(portal(other, "trs"))[0] == 200
        url = portal(one, "trs")
    with pytest.raises(ConnectionRefusedError):
        asked(url)
