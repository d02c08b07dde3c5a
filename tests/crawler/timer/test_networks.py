"""The wall around a night: no private network is open but for what the night needs."""

import ipaddress

import pytest

from crawler.settings import load
from crawler.timer.networks import wall_of
from crawler.transport.gate import is_public
from tests.crawler.settings_files import written

# the traits: systemd-resolved, a router, a public server, a scope, a comment, a broken line
NAME_SERVERS = """\
# made by a program
nameserver 127.0.0.53
nameserver 192.168.1.1
nameserver 223.5.5.5
nameserver fe80::1%eth0
nameserver
nameserver router
search qingtong.example
"""


def wall(tmp_path, content: str = "", name_servers: str = ""):
    return wall_of(load(written(tmp_path, content), {}), name_servers)


def test_every_network_that_is_shut_is_private(tmp_path):
    for network in wall(tmp_path).shut:
        first, last = ipaddress.ip_network(network)[0], ipaddress.ip_network(network)[-1]
        assert not is_public(str(first))
        assert not is_public(str(last))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "ff02::1",
    ],
)
def test_what_the_crawler_refuses_is_shut(tmp_path, address):
    networks = [ipaddress.ip_network(network) for network in wall(tmp_path).shut]
    assert any(ipaddress.ip_address(address) in network for network in networks)


@pytest.mark.parametrize("address", ["223.5.5.5", "2400:3200::1", "172.32.0.1", "11.0.0.1"])
def test_the_open_internet_is_not_shut(tmp_path, address):
    networks = [ipaddress.ip_network(network) for network in wall(tmp_path).shut]
    assert not any(ipaddress.ip_address(address) in network for network in networks)


def test_private_name_servers_stay_reachable(tmp_path):
    assert wall(tmp_path, name_servers=NAME_SERVERS).open == ("127.0.0.53", "192.168.1.1", "fe80::1")


@pytest.mark.parametrize(
    ("content", "reachable"),
    [
        ("", ()),
        ("health.mail_to = 'a@qingtong.example'", ("127.0.0.0/8", "::1/128")),
        ("health.mail_to = 'a@b.example'\nhealth.smtp_host = '10.0.0.25'", ("10.0.0.25",)),
        ("health.mail_to = 'a@b.example'\nhealth.smtp_host = 'mail.qingtong.example'", ()),
        ("health.smtp_host = '10.0.0.25'", ()),  # nobody gets mails
        ("health.webhook = 'http://192.168.1.9:8080/hook'", ("192.168.1.9",)),
        ("health.webhook = 'http://[::1]/hook'", ("::1",)),
        ("health.webhook = 'https://8.8.8.8/hook'", ()),
        ("health.webhook = 'http://[::1'", ()),
    ],
)
def test_who_is_told_of_a_night_stays_reachable(tmp_path, content, reachable):
    assert wall(tmp_path, content).open == reachable


def test_there_is_no_wall_where_private_hosts_are_let_in(tmp_path):
    assert wall(tmp_path, "crawl.allow_private_hosts = true") is None
