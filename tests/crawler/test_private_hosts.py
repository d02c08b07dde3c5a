"""A night in which private hosts are forbidden: whatever leads to this machine, nothing on it is so much as connected to."""

import pytest

from tests.crawler.hazards.nights import spend
from tests.crawler.hazards.portals import EACH, County, put_well
from tests.crawler.hazards.servers import Servers
from tests.crawler.hazards.traps import traps

PUBLIC = "127.0.9."  # stands for the open internet, which there is none of in a test


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    with Servers() as servers:
        forbidden = servers.open()
        put_well(forbidden, County(0))
        homes = {"at home": f"{forbidden.home}/"}
        port = forbidden.listener.getsockname()[1]
        for number, (name, put) in enumerate([("well", lambda *_: None), *traps(port)], 1):
            server = servers.open(f"{PUBLIC}{number}")
            put_well(server, County(number))
            put(server, County(number))
            homes[name] = f"{server.home}/"
        folder = tmp_path_factory.mktemp("private")
        return spend(folder, homes, pages=30, private=False, patience=300, public=PUBLIC), forbidden


def test_nothing_private_is_touched(night):
    assert night[1].connections == 0, night[1].asked


def test_what_is_public_is_fetched_all_the_same(night):
    outcomes = night[0].outcomes
    assert (outcomes["well"].outcome, outcomes["well"].reports) == ("complete", EACH)
    assert outcomes["links"].reports == EACH
    moving = [outcome for name, outcome in outcomes.items() if name.startswith("report moves")]
    assert {outcome.reports for outcome in moving} == {EACH - 1}


def test_a_portal_on_this_machine_has_failed(night):
    assert night[0].outcomes["at home"].outcome == "failed"


def test_a_home_page_that_leads_here_is_no_complete_portal(night):
    for name in ("home moves", "base", "refresh", "script", "column moves"):
        assert night[0].outcomes[name].outcome in ("failed", "incomplete"), name
