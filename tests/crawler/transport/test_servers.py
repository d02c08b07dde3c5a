"""What hosts did to whether they are left alone for the night."""

import pytest

from crawler.transport.servers import Server, Servers, robots_address


def shut_after(act, limit: int = 100) -> int:
    """How many times in a row it takes."""
    server = Server("a.example")
    for times in range(1, limit):
        act(server)
        if server.shut:
            return times
    return limit


def test_a_few_broken_connections_in_a_row_shut_a_host():
    assert 2 <= shut_after(Server.broke) <= 5


def test_many_error_pages_in_a_row_do():
    assert 5 <= shut_after(Server.failed) <= 20


@pytest.mark.parametrize("act", [Server.broke, Server.failed])
def test_an_answer_in_between_begins_the_count_anew(act):
    def now_and_then(server):
        act(server)
        server.answered()

    assert shut_after(now_and_then) == 100


def test_the_reason_is_the_kind_of_trouble():
    server = Server("a.example")
    for _ in range(20):
        server.broke()
    assert server.shut == "unreachable"
    for _ in range(20):
        server.failed()
    assert server.shut == "unreachable"  # the first word stands
    other = Server("b.example")
    for _ in range(20):
        other.failed()
    assert other.shut == "server_error"


def test_a_host_is_one_whatever_the_page_and_another_at_another_port():
    servers = Servers()
    assert servers.of("http://a.example/x") is servers.of("https://a.example/y?z=1")
    assert servers.of("http://a.example/x") is servers.named("a.example")
    assert servers.of("http://a.example:8080/x") is not servers.of("http://a.example/x")


def test_rules_lie_at_the_root_of_their_host():
    assert robots_address("https://a.example:8443/x/y.html?z=1#top") == "https://a.example:8443/robots.txt"
