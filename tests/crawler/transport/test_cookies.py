"""What hosts set, take back and are given again: each its own, and no more than fits."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.transport.cookies import HostCookies

HOME = "http://www.qingtong.example/zwgk/index.html"


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def after(*lines: str, url: str = HOME, clock: Clock | None = None) -> HostCookies:
    cookies = HostCookies(clock or Clock())
    cookies.take(url, [("Content-Type", "text/html"), *(("Set-Cookie", line) for line in lines)])
    return cookies


def test_what_was_set_is_brought_back_in_its_order():
    # the guard that sends everyone to the same address again, and lets in who brings these
    assert after("CT6T=a1b2; Path=/; HttpOnly", "CT6TS=c3==; path=/").header(HOME) == "CT6T=a1b2; CT6TS=c3=="


def test_header_names_are_of_any_case():
    cookies = HostCookies()
    cookies.take(HOME, [("set-cookie", "a=1"), ("SET-COOKIE", "b=2")])
    assert cookies.header(HOME) == "a=1; b=2"


@pytest.mark.parametrize(
    "url",
    [
        "http://qingtong.example/",
        "http://www.bailu.example/",
        "http://www.qingtong.example:8080/",
        "http://a.www.qingtong.example/",
        "http://127.0.0.1/",
    ],
)
@pytest.mark.parametrize("domain", ["", "; Domain=qingtong.example", "; Domain=.example", "; domain=www.bailu.example"])
def test_only_the_very_host_gets_it_whatever_domain_is_named(url, domain):
    # one county's portal may name the domain of its whole province
    cookies = after(f"JSESSIONID=1{domain}")
    assert cookies.header(url) is None
    assert cookies.header(HOME) == "JSESSIONID=1"


def test_http_and_https_of_one_host_share_but_for_what_is_secure():
    cookies = after("a=1", "b=2; Secure", url="https://www.qingtong.example/")
    assert cookies.header("https://WWW.qingtong.example/x") == "a=1; b=2"
    assert cookies.header("http://www.qingtong.example/x") == "a=1"


@pytest.mark.parametrize(
    ("path", "goes_to", "not_to"),
    [
        ("; Path=/", ["/", "/other/"], []),
        ("", ["/", "/other/"], []),
        ("; Path=nonsense", ["/", "/other/"], []),
        ("; Path=/gk", ["/gk", "/gk/", "/gk/a.html", "/gkml/"], ["/", "/zwgk/"]),
        ("; path=/gk/", ["/gk", "/gk/a.html"], ["/"]),
    ],
)
def test_paths_are_taken_loosely(path, goes_to, not_to):
    cookies = after(f"a=1{path}")
    home = "http://www.qingtong.example"
    assert {cookies.header(home + one) for one in goes_to} == {"a=1"}
    assert {cookies.header(home + one) for one in not_to} <= {None}


GONE = "Expires=Thu, 01-Jan-1970 00:00:10 GMT"


@pytest.mark.parametrize("end", ["Max-Age=0", "max-age=-1", GONE, "expires=Thursday, 01-Jan-70 00:00:10 GMT"])
def test_what_is_taken_back_is_gone(end):
    cookies = after("a=1", "b=2")
    cookies.take(HOME, [("Set-Cookie", f"a=deleted; {end}")])
    assert cookies.header(HOME) == "b=2"


@pytest.mark.parametrize("end", ["Max-Age=60", "Expires=Tue, 14 Nov 2023 22:14:20 GMT", f"Max-Age=60; {GONE}"])
def test_what_ends_later_ends_then(end):
    clock = Clock()
    cookies = after(f"a=1; {end}", clock=clock)
    assert cookies.header(HOME) == "a=1"
    clock.now += 61
    assert cookies.header(HOME) is None


@pytest.mark.parametrize(
    "end", ["", "Max-Age=soon", "Expires=", "Expires=tomorrow", "Expires=0", f"Max-Age={'9' * 99}"]
)
def test_an_end_that_is_none_makes_it_last_the_night(end):
    assert after(f"a=1; {end}").header(HOME) == "a=1"


def test_the_newest_value_counts():
    assert after("a=1", "b=2", "a=3").header(HOME) == "b=2; a=3"


@pytest.mark.parametrize(
    "line", ["", "=", "=1", "a", "a b=1", "a=1\r\nX: y", "a=1\x00", "青=1", "a=青", f"a={'x' * 5000}", "; a=1", "a,b=1"]
)
def test_what_is_no_cookie_is_passed_over(line):
    assert after(line, "b=2").header(HOME) == "b=2"


def test_values_of_odd_letters_and_none_are_kept():
    assert after('a="1 2,3"', "b=", "c=\xc7\xe0").header(HOME) == 'a="1 2,3"; b=; c=\xc7\xe0'


def test_a_host_keeps_so_many_and_the_oldest_goes_first():
    header = after(*(f"n{number}=1" for number in range(100))).header(HOME) or ""
    assert header.split("; ") == [f"n{number}=1" for number in range(60, 100)]


def test_no_header_grows_beyond_what_servers_take():
    assert len(after(*(f"n{number}={'x' * 4000}" for number in range(40))).header(HOME) or "") <= 8192


def test_without_cookies_there_is_no_header():
    assert HostCookies().header(HOME) is None
    assert after().header(HOME) is None


def test_many_hosts_do_not_fill_the_memory():
    cookies = HostCookies()
    for number in range(10_100):
        cookies.take(f"http://h{number}.example/", [("Set-Cookie", "a=1")])
    assert cookies.header("http://h1.example/") == "a=1"
    assert cookies.header("http://h10099.example/") is None


def test_a_long_line_takes_no_time():
    started = time.process_time()
    assert after("a=1" + "; Path=/" * 50_000, "b=1;" + "=" * 400_000).header(HOME) == "a=1; b=1"
    assert time.process_time() - started < 1


@settings(database=None, deadline=None)
@given(st.lists(st.text(st.sampled_from('ab=; \x00\xe9,"Max-Ageexpirs0129:GMT'), max_size=40), max_size=5))
def test_nothing_raises_and_what_goes_out_can_stand_in_a_header(lines):
    header = after(*lines).header(HOME)
    assert header is None or ((header.isprintable() or "\xa0" in header) and "\r" not in header)
