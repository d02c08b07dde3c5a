"""Addresses as portals write them to their canonical form, their key, and the marks of traps and copies."""

import pytest

from crawler.pages.addresses import (
    canonical,
    is_calendar,
    is_other_look,
    is_sane,
    key_of,
    main_copy,
    netloc,
    shape,
)
from crawler.pages.asking import Ask


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://WWW.QingTong.example/Zwgk/", "http://www.qingtong.example/Zwgk/"),  # paths keep their case
        ("http://a.example:80/x", "http://a.example/x"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("http://a.example:443/x", "http://a.example:443/x"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("http://a.example./x", "http://a.example/x"),
        ("http://a.example", "http://a.example/"),
        ("http://a.example/x#top", "http://a.example/x"),
        ("http://a.example/list.do;jsessionid=0A1B2C?page=2", "http://a.example/list.do?page=2"),  # old JSP servers
        ("http://a.example/x?page=2&_=1700000000", "http://a.example/x?page=2"),  # jQuery against caches
        ("http://a.example/x?PHPSESSID=abc&id=3", "http://a.example/x?id=3"),
        ("http://a.example/x?t=1700000000", "http://a.example/x"),
        ("http://a.example/x?t=zfxxgk", "http://a.example/x?t=zfxxgk"),  # a column by its letters
        ("http://a.example/x?t=0.7312", "http://a.example/x"),  # Math.random()
        ("http://a.example/x?from=timeline&id=1", "http://a.example/x?from=timeline&id=1"),
        ("http://a.example/x?utm_source=wx", "http://a.example/x"),
        ("http://a.example/x?dept=", "http://a.example/x?dept="),
        ("http://a.example/x?4", "http://a.example/x?4"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_the_canonical_form(written, asked):
    assert canonical(written) == asked
    assert canonical(asked) == asked


def test_a_query_is_kept_as_it_was_sent_where_nothing_is_left_out():
    for query in ("key=%C4%EA%B1%A8", "a=1;b=2", "q=a+b", "x=%e5%b9%b4", "k"):  # GBK escapes, odd separators
        assert canonical(f"http://a.example/s?{query}").endswith(f"?{query}")


def test_leaving_out_a_moment_does_not_change_the_other_parameters():
    """Old portals escape Chinese in GBK, and jQuery adds its moment to that."""
    assert canonical("http://a.example/s?key=%C4%EA%B1%A8&_=17") == "http://a.example/s?key=%C4%EA%B1%A8"


@pytest.mark.parametrize("url", ["http://[::1/", "http://a.example:port/", "http://a.example:99999/"])
def test_what_is_no_address_raises_nothing_but_a_value_error(url):
    with pytest.raises(ValueError, match=r"."):
        canonical(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Ask("http://a.example/nb/"), Ask("https://a.example/nb/index.html")),
        (Ask("http://a.example/nb/"), Ask("http://a.example/nb/index.shtml")),
        (Ask("http://a.example/"), Ask("http://a.example/default.aspx")),
        (Ask("http://a.example/nb/?p=2"), Ask("http://a.example/nb/index.jsp?p=2")),
        (Ask("http://a.example/x", referer="http://a.example/y"), Ask("http://a.example/x", memo=("page",))),
    ],
)
def test_one_page_has_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Ask("http://a.example/x"), Ask("http://a.example/x", "page=2")),
        (Ask("http://a.example/x", "page=1"), Ask("http://a.example/x", "page=2")),
        (Ask("http://a.example/x?page=1"), Ask("http://a.example/x?page=2")),
        (Ask("http://a.example/x"), Ask("http://a.example:8080/x")),
        (Ask("http://a.example/index_1.html"), Ask("http://a.example/")),
        (Ask("http://a.example/x"), Ask("http://a.example/X")),
    ],
)
def test_other_pages_have_others(one, other):
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a.example/x", "a.example"),
        ("http://a.example:8080", "a.example:8080"),
        ("http://a.example?x=http://b.example/", "a.example"),
        ("x", ""),
    ],
)
def test_the_host_has_its_port(url, host):
    assert netloc(url) == host


def test_addresses_that_nobody_was_given():
    assert is_sane("http://a.example/zwgk/zfxxgk/fdzdgknr/zfxxgknb/2023n/bm/202401/t20240118_83.html")
    assert not is_sane("http://a.example/" + "a" * 600)
    assert not is_sane("http://a.example" + "/xw/2024" * 3)  # ../ that leads ever deeper
    assert not is_sane("http://a.example/" + "/".join(map(str, range(20))))
    assert not is_sane("http://a.example/x?" + "&".join(f"p{number}=1" for number in range(20)))


@pytest.mark.parametrize(
    "url", ["http://a.example/rili/2024/1.html", "http://a.example/x?month=2024-02", "http://a.example/Calendar/"]
)
def test_calendars(url):
    assert is_calendar(url)
    assert not is_calendar("http://a.example/zwgk/2024/")


def test_copies_for_telephones_and_printers():
    phone = "http://a.example/202301/t20230118_1520_wap.html"
    assert main_copy(phone) == "http://a.example/202301/t20230118_1520.html"
    assert main_copy("http://a.example/jy/mpost_87.html") == "http://a.example/jy/post_87.html"
    plain = "http://a.example/202301/t20230118_1520.html"
    assert main_copy(plain) == plain
    for copy in (phone, "http://a.example/print/12", "http://a.example/x?print=1", "http://a.example/m/x.html"):
        assert is_other_look(copy)
    assert not is_other_look(plain)
    assert not is_other_look("http://a.example/wapu/map.html")


def test_pages_of_one_kind_have_one_shape():
    article = "http://a.example/art/2024/1/8/art_{}_{}.html"
    assert shape(article.format(12, 3)) == shape(article.format(9, 45678))
    key = "http://a.example/detail/7f1465275ea14db3ade8c7a2a887cd5d.html"
    assert shape(key) == shape(key.replace("7f14", "12ab"))
    assert shape("http://a.example/a1.html") != shape("http://a.example/b1.html")
