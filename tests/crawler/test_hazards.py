"""A night over small portals of which many do their worst: the others lose nothing by it, and nobody is lied to."""

from dataclasses import dataclass

import pytest

from tests.crawler.hazards.counties import Counties, counties
from tests.crawler.hazards.nights import Night
from tests.crawler.hazards.portals import EACH
from tests.crawler.hazards.troubles import troubles

WELL = 6
PAGES = 25
PATIENCE = 5  # seconds for one answer
MIB = 1 << 20
# one of each kind; all of them are in the soak test
QUICK = {
    trouble.name: trouble
    for trouble in troubles(0.5)
    if trouble.name
    in {
        "answers_unasked",
        "bomb_brotli_file",
        "bomb_chunked_home",
        "bomb_gzip_home",
        "bomb_gzip_in_gzip_list",
        "bomb_identity_list",
        "bomb_without_length_report",
        "closes_what_it_keeps",
        "cookie_of_1_mb",
        "errors_always",
        "errors_often",
        "head_of_noise",
        "headers_without_end",
        "home_moves_on",
        "home_of_links_of_years",
        "home_of_noise",
        "length_too_long",
        "list_without_end",
        "location_of_100_kb",
        "reset_always",
        "reset_at_first",
        "reset_often",
        "robots_error",
        "robots_reset",
        "slow",
        "without_a_head",
    }
}


@dataclass(frozen=True)
class Nights:
    """The same portals once by themselves and once among the others."""

    alone: Night
    together: Night
    counties: Counties


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Nights:
    folder = tmp_path_factory.mktemp("hazards")
    orders = {"pages": PAGES, "patience": 300, "timeout": PATIENCE}
    with counties(WELL, ()) as well:
        alone = well.spend_night(folder / "alone", **orders)
    with counties(WELL, tuple(QUICK.values())) as mixed:
        return Nights(alone, mixed.spend_night(folder / "together", **orders), mixed)


def test_the_night_ends_by_itself_and_says_that_something_is_missing(nights):
    assert (nights.alone.status, nights.together.status) == (0, 3), nights.together.told
    assert "Traceback" not in nights.together.told


def test_portals_that_are_well_are_complete(nights):
    for night in (nights.alone, nights.together):
        found = {name: night.outcomes[name] for name in nights.counties.well}
        assert {(one.outcome, one.reports) for one in found.values()} == {("complete", EACH)}, found


@pytest.mark.parametrize("name", QUICK)
def test_a_portal_in_trouble_has_an_outcome_that_is_no_lie(nights, name):
    found = nights.together.outcomes[name]
    assert found.outcome in QUICK[name].outcomes, found
    assert found.reports >= QUICK[name].reports, found


def test_nobody_is_asked_for_more_than_his_share(nights):
    assert max(len(server.asked) for server in nights.counties.ill.values()) <= PAGES


def test_portals_that_are_well_do_not_wait_for_the_others(nights):
    # alone they take four seconds; silence and errors of the others last for half a minute
    assert nights.counties.well_took < 30


def test_no_page_stops_the_crawl_for_long(nights):
    assert nights.together.longest < 2, (nights.together.heavy, nights.together.stacks)


def test_the_memory_holds_two_large_answers_and_what_is_made_of_one(nights):
    assert nights.together.peak - nights.alone.peak < 400 * MIB


def test_the_archive_is_whole(nights):
    assert nights.together.proof.returncode == 0, nights.together.proof.stdout
