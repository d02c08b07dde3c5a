"""What the zoo calls reachable a reader with a browser reaches, from the home page on, on every portal."""

import re

import pytest

from tests.crawler.zoo.browser import Reader, unseen
from tests.crawler.zoo.catalogue import ALL, FAMILIES, opened

LETTERS = set("ABCDEFGHIJKLMNOP") | {"A2", "A3", "A4", "B2"}


@pytest.fixture(scope="module")
def zoo():
    with opened() as made:
        yield {portal.name: portal for portal in made.portals}


@pytest.mark.parametrize(
    "name", [name for name in ALL if not name.startswith("waf_") and name not in ("slow", "shaky")]
)
def test_a_reader_with_a_browser_reaches_every_reachable_report(zoo, name):
    assert unseen(zoo[name], Reader(zoo[name]).walk()) == []


@pytest.mark.parametrize("name", ["jpaas_stuck", "truecms_off", "capped"])
def test_nobody_reaches_what_is_called_unreachable(zoo, name):
    seen = Reader(zoo[name]).walk()
    hidden = [item for item in zoo[name].reports if not item.reachable]
    assert hidden
    assert not any(url in seen for item in hidden for url in item.urls)


def test_every_family_and_shape_is_there(zoo):
    assert {zoo[name].family for name in FAMILIES} == LETTERS
    assert {portal.shape for portal in zoo.values()} == {f"S{number}" for number in range(1, 9)}


def test_names_are_those_of_the_portals(zoo):
    assert list(zoo) == list(ALL)


def test_home_pages_are_big_and_do_not_lead_straight_to_reports(zoo):
    """A list of the newest reports on a home page would make discovery too easy."""
    for name in FAMILIES:
        if name == "spa_home":
            continue
        home = zoo[name].sites[0].host.pages["/"]
        assert 100 <= len(re.findall("<a ", home)) <= 300, name
        assert not any(item.path and f'"{item.path}"' in home for item in zoo[name].reports), name


def test_counties_have_codes_of_no_real_place_and_one_body_without_reports(zoo):
    for portal in zoo.values():
        assert re.fullmatch(r"99\d{4}", portal.code)
        missing = portal.sites[0].county.missing
        assert missing is None or all(item.unit != missing for item in portal.reports)


def test_manifest_says_where_each_report_is(zoo):
    told = zoo["trs_years"].manifest()["reports"]
    assert len(told) == len(zoo["trs_years"].reports)
    assert all(one["addresses"] and one["unit"] and one["year"] for one in told)


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="no such portals: nowhere"), opened(["nowhere"]):
        pass


def test_a_portal_is_the_same_in_any_company():
    """Scores of one portal alone and among others must be comparable."""
    told = []
    for names in (["php"], ["trs_years", "php"]):
        with opened(names) as made:
            items = made.portals[-1].items
            told.append([(item.title, item.number, item.form) for item in items])
    assert told[0] == told[1]


def test_pages_of_a_second_host_lead_back_to_the_first(zoo):
    front, platform = zoo["aspx"].sites
    assert f'href="{front.host.home}/xw/"' in platform.host.pages["/"]
