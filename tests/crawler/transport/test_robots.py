"""Answers for robots.txt, of hosts with and without rules, to what may be asked for and how often."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.transport.robots import Robots, product

AGENT = "nianbao/0.1 (archive of annual disclosure reports; a@example.org)"
HOME = "http://www.qingtong.example"


def rules(text: str) -> Robots:
    return Robots.from_answer(200, text.encode())


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("User-agent: *\nDisallow: /", [], ["/", "/zwgk/"]),
        ("User-agent: *\nDisallow:", ["/", "/zwgk/"], []),
        (
            "User-agent: *\r\nDisallow: /oa/\r\nDisallow: /*.jsp$\r\n",
            ["/zwgk/", "/a.jsp?x=1"],
            ["/oa/1.html", "/a.jsp"],
        ),
        ("User-agent: *\nDisallow: /\nAllow: /zwgk/", ["/zwgk/a.html"], ["/", "/oa/"]),
        ("User-agent: Baiduspider\nDisallow: /\n", ["/zwgk/"], []),
        ("User-agent: *\nAllow: /\nUser-agent: Nianbao\nDisallow: /", [], ["/zwgk/"]),
        ("User-agent: *\nDisallow: /\nUser-agent: nianbao\nDisallow: /oa/", ["/zwgk/"], ["/oa/"]),
        ("\ufeffUser-agent: *\nDisallow: /oa/", ["/zwgk/"], ["/oa/"]),
        ("# 禁止\nUser-agent: *\nDisallow: /内部/", ["/zwgk/"], ["/%E5%86%85%E9%83%A8/a.html"]),
        ("", ["/", "/zwgk/"], []),
    ],
)
def test_rules_are_obeyed(text, allowed, forbidden):
    robots = rules(text)
    assert [path for path in allowed if not robots.allows(HOME + path, AGENT)] == []
    assert [path for path in forbidden if robots.allows(HOME + path, AGENT)] == []
    assert not robots.is_unknown


def test_words_of_the_agents_comment_name_no_crawler():
    assert rules("User-agent: archive\nDisallow: /").allows(HOME + "/", AGENT)


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_keeps_its_rules_to_itself_is_closed(status):
    assert not Robots.from_answer(status, b"User-agent: *\nAllow: /").allows(HOME + "/", AGENT)


@pytest.mark.parametrize("status", [400, 404, 405, 410, 412, 418, 204, 301, 302])
def test_a_host_without_rules_is_open(status):
    assert Robots.from_answer(status, b"User-agent: *\nDisallow: /").allows(HOME + "/", AGENT)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 521])
def test_while_rules_are_unknown_nothing_may_be_asked_for(status):
    robots = Robots.from_answer(status, b"")
    assert robots.is_unknown
    assert not robots.allows(HOME + "/", AGENT)
    assert robots.crawl_delay(AGENT) is None


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE html><html>User-agent: *\nDisallow: /</html>",
        "\r\n  <html>\nDisallow: /\n页面不存在</html>",
        "\ufeff<?xml version='1.0'?>\nUser-agent: *\nDisallow: /",
    ],
)
def test_a_page_in_the_place_of_rules_is_none(body):
    # hosts that answer every unknown address with their home page
    assert rules(body).allows(HOME + "/", AGENT)


@pytest.mark.parametrize(
    ("robots", "is_allowed"), [(Robots.open(), True), (Robots.closed(), False), (Robots.unknown(), False)]
)
def test_what_is_taken_for_granted(robots, is_allowed):
    assert robots.allows(HOME + "/", AGENT) is is_allowed
    assert robots.crawl_delay(AGENT) is None


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 5", 5.0),
        ("User-agent: *\nCrawl-delay: 0.5\nUser-agent: nianbao\nCrawl-delay: 9", 9.0),
        ("User-agent: Baiduspider\nCrawl-delay: 5", None),
        ("User-agent: *\nCrawl-delay: -5", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: soon", None),
    ],
)
def test_the_pause_that_is_asked_for(text, delay):
    assert rules(text).crawl_delay(AGENT) == delay


@pytest.mark.parametrize(
    ("agent", "name"),
    [(AGENT, "nianbao"), ("Nianbao", "nianbao"), ("my-crawler/2", "my-crawler"), ("", "*"), ("1.0", "*")],
)
def test_the_name_that_rules_call_us_by(agent, name):
    assert product(agent) == name


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\n" + "Disallow: /" + "*a" * 900 + "b\n",
        "User-agent: *\n" + ("Disallow: /" + "a*" * 30 + "$\n") * 4_000,
        "User-agent: x\n" * 30_000 + "Disallow: /\n" * 30_000,
        "".join(f"User-agent: a{number}\n" for number in range(100_000)),
        "\n" * 1_000_000,
        "User-agent: *\nDisallow: /" + "x" * 5_000_000,
        "\x00" * 1_000_000,
    ],
)
def test_rules_that_mean_ill_take_no_time(text):
    started = time.process_time()
    robots = rules(text)
    for number in range(20):
        robots.allows(f"{HOME}/{'a' * 1_000}{number}", AGENT)
    assert time.process_time() - started < 4


@settings(database=None, deadline=None)
@given(st.integers(100, 599), st.binary(max_size=200), st.text(max_size=60))
def test_nothing_raises(status, body, tail):
    assert Robots.from_answer(status, body).allows(f"{HOME}/{tail}", AGENT) in (True, False)
    assert Robots.from_answer(200, b"User-agent: *\nDisallow: " + body).allows(f"{HOME}/{tail}", AGENT) in (True, False)
