"""Addresses as pages, redirects and registers give them, well-meant and hostile, to the reason for leaving them alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.transport.gate import is_public, refusal

FINE = [
    "http://www.qingtong.example/",
    "http://www.qingtong.example",
    "HTTP://WWW.QINGTONG.EXAMPLE/Index.html",
    "https://www.qingtong.example:8443/zwgk/",
    "http://www.qingtong.example:8088/col/col1/index.html?uid=3&pageNum=2",  # disclosure systems on ports of their own
    "http://www.qingtong.example./zwgk/",  # the dot that pages glue to the host before ./zwgk/
    "http://青桐县.政务/",
    "http://xn--fiqs8s.xn--zfr164b/",
    "http://zwgk_old.qingtong.example/",  # an underscore is no letter of a host name, yet some have one
    "http://8.8.8.8:8080/a",
    "http://[2400:3200::1]/",
    "http://www.qingtong.example/年报 2023.pdf",
    "http://www.qingtong.example/a@b.html",
    "http://www.qingtong.example?x=http://127.0.0.1/",
    "http://localhost.gov.example/",
    "http://www.local-affairs.example/",
    "http://123.example/",
    "http://www.qingtong.example:/",
]


@pytest.mark.parametrize("url", FINE)
def test_ordinary_addresses_pass(url):
    assert refusal(url, allow_private=False) is None
    assert refusal(url, allow_private=True) is None


INSIDE = [
    "http://127.0.0.1/",
    "http://127.0.0.1.:8080/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0X7F.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0x/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://192.168.257/",
    "http://169.254.169.254/latest/meta-data/",  # what clouds tell each machine about itself
    "http://100.100.100.200/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://203.0.113.7/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://⑫7.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST:8080/",
    "http://www.localhost./",
    "http://ip6-localhost/",
    "http://metadata.google.internal/",
    "http://printer.local/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_what_lies_inside_is_refused_in_every_spelling(url):
    assert refusal(url, allow_private=False) == "private_address"


@pytest.mark.parametrize("url", [url for url in INSIDE if "%25" not in url])
def test_what_lies_inside_passes_where_that_is_allowed(url):
    assert refusal(url, allow_private=True) is None


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://www.qingtong.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "gopher://127.0.0.1:6379/_x",
        "s3://bucket/a",
        "view-source:http://www.qingtong.example/",
    ],
)
def test_other_schemes_are_refused(url):
    assert refusal(url, allow_private=True) == "scheme"


@pytest.mark.parametrize(
    "url",
    [
        "http://user@www.qingtong.example/",
        "http://user:word@www.qingtong.example/",
        "http://www.qingtong.example@127.0.0.1/",
        "http://www.qingtong.example\\@127.0.0.1/",
        "http://@www.qingtong.example/",
    ],
)
def test_credentials_are_refused(url):
    assert refusal(url, allow_private=True) == "credentials"


@pytest.mark.parametrize("port", ["0", "00", "65536", "99999999999999999999", "22", "25", "465", "2049"])
def test_ports_that_no_portal_has_are_refused(port):
    assert refusal(f"http://www.qingtong.example:{port}/", allow_private=True) == "port"


@pytest.mark.parametrize("port", ["80", "81", "443", "888", "8000", "9080", "65535", "00080"])
def test_any_other_port_may_serve_a_portal(port):
    assert refusal(f"http://www.qingtong.example:{port}/", allow_private=True) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/zwgk/",
        "www.qingtong.example",
        "http:",
        "http://",
        "http:///zwgk/",
        "http:/www.qingtong.example/",
        "http:www.qingtong.example",
        "http://:8080/",
        "http://./",
        "http://a..b/",
        "http://-a.example/",
        "http://a b.example/",
        "http://www.qingtong.example\\.other.example/",
        "http://www.qingtong.example%2fa/",
        "http://%31%32%37.0.0.1/",
        "http://www.qingtong.example:80:80/",
        "http://www.qingtong.example:8o/",
        "http://www.qingtong.example:-1/",
        "http://[::1/",
        "http://[www.qingtong.example]/",
        "http://[::1]x/",
        "http://::1/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://99999999999/",
        "http://08.0.0.1/",
        "http://www.qingtong.127/",
        "http://www.qing\ttong.example/",
        "http://www.qingtong.example/a\r\nHost: other",
        "http://www.qingtong.example/\x00",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 127}example/",
        f"http://www.qingtong.example/{'a' * 2000}",
    ],
)
def test_what_is_no_address_is_refused(url):
    assert refusal(url, allow_private=True) == "address"


@settings(database=None, deadline=None, max_examples=500)
@given(
    st.text(st.sampled_from("htps:/.0127xfa@[]%\\?#。１é\t -_"), max_size=60).map(lambda tail: f"http://{tail}"),
    st.booleans(),
)
def test_nothing_raises(url, allow_private):
    assert refusal(url, allow_private=allow_private) in (
        None,
        "scheme",
        "credentials",
        "private_address",
        "port",
        "address",
    )


@pytest.mark.parametrize("host", ["a-" * 5_000, "0" * 50_000, "0x" + "f" * 50_000, "9" * 50_000, "[" * 20_000])
def test_long_hosts_take_no_time(host):
    started = time.process_time()
    assert refusal(f"http://{host}/", allow_private=False) == "address"
    assert time.process_time() - started < 0.2


def test_a_page_of_links_takes_no_time():
    urls = [f"http://www.qingtong.example/art/2024/1/{number}.html" for number in range(10_000)]
    started = time.process_time()
    assert not any(refusal(url, allow_private=False) for url in urls)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("address", ["", "www.qingtong.example", "1.2.3", "2002:0a00:0001::", "::ffff:10.0.0.1"])
def test_what_is_no_public_address_is_none(address):
    assert not is_public(address)
