"""The night among all troubles that there are, with the patience that the crawl really has."""

import pytest

from tests.crawler.hazards.counties import counties
from tests.crawler.hazards.portals import EACH
from tests.crawler.hazards.troubles import troubles

pytestmark = pytest.mark.soak

WELL = 12
PAGES = 160
SECONDS = 3  # for each answer of those that are slow
MIB = 1 << 20


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("soak")
    with counties(WELL, ()) as well:
        alone = well.spend_night(folder / "alone", pages=PAGES, patience=600)
    with counties(WELL, tuple(troubles(SECONDS))) as mixed:
        return alone, mixed.spend_night(folder / "together", pages=PAGES, patience=3600), mixed


def test_it_ends_by_itself(night):
    _, together, _ = night
    assert together.status == 3, together.told
    assert "Traceback" not in together.told


def test_portals_that_are_well_are_complete(night):
    _, together, mixed = night
    found = {(together.outcomes[name].outcome, together.outcomes[name].reports) for name in mixed.well}
    assert found == {("complete", EACH)}


def test_portals_that_are_well_do_not_wait_for_the_others(night):
    _, _, mixed = night
    assert mixed.well_took < 180


@pytest.mark.parametrize("name", [trouble.name for trouble in troubles(SECONDS)])
def test_a_portal_in_trouble_has_an_outcome_that_is_no_lie(night, name):
    (trouble,) = [one for one in troubles(SECONDS) if one.name == name]
    found = night[1].outcomes[name]
    assert found.outcome in trouble.outcomes, found
    assert found.reports >= trouble.reports, found


def test_no_page_stops_the_crawl_for_long(night):
    _, together, _ = night
    assert together.longest < 2.5, (together.heavy, together.stacks)


def test_the_memory_stays_within_bounds(night):
    # two answers on their way, one that is written, the trees of two pages of 4 MB
    alone, together, _ = night
    assert together.peak - alone.peak < 700 * MIB


def test_the_archive_is_whole(night):
    assert night[1].proof.returncode == 0, night[1].proof.stdout
