"""Hosts that may be believed, and the portal whose area an address belongs to."""

import pytest

from pipelines.ingest.hosts import clean_address, clean_ip, hosts

ROWS = [
    ("http://www.qinghe.example:8080/", "青禾县人民政府", "990101"),
    ("http://www.shared.example/qt/", "青桐县人民政府", "990102"),
    ("http://www.shared.example/bl/", "白鹭县人民政府", None),
]
HOSTS = hosts(ROWS, ["Named.example."], takes_all=False)


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("www.qinghe.gov.cn", True),
        ("gov.cn", True),
        ("www.qinghe.example", True),
        ("a.named.example", True),
        ("gov.cn.clone.example", False),
        ("qinghegov.cn", False),
        ("sub.www.qinghe.example", False),
        ("", False),
    ],
)
def test_only_the_governments_hosts_the_registers_and_those_named_are_taken(host, taken):
    assert HOSTS.takes(host) is taken
    assert hosts([], [], takes_all=True).takes(host)


def test_portals_that_share_a_host_are_told_by_their_paths():
    assert HOSTS.area_of("http://www.shared.example/qt/1.html").division == "990102"
    assert HOSTS.area_of("http://www.shared.example/other.html") is None
    assert HOSTS.area_of("https://www.qinghe.example:8080/1.html").division == "990101"
    assert HOSTS.area_of("http://www.qinghe.example/1.html") is None


@pytest.mark.parametrize(
    "stated", ["", "urn:pageinfo:http://a.gov.cn/", "http://", "http://a:x/", "http://[", "metadata://x/y"]
)
def test_what_is_no_page_has_no_address(stated):
    assert clean_address(stated) is None


def test_an_ip_address_is_one_or_nothing():
    assert (clean_ip("10.1.2.3"), clean_ip("::1"), clean_ip("10.1.2.3\r\nX: y"), clean_ip(None)) == (
        "10.1.2.3",
        "::1",
        None,
        None,
    )
