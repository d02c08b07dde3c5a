"""Lists over several nights: when their further pages are looked at, and what of them is remembered."""

import json

import pytest

from crawler.families.jpaas import FAMILY
from crawler.pages.page import Page
from tests.crawler.scene import HOST, Scene, Told, html, links, usual

PAGES = 3
PER_PAGE = 2
ANNUAL = "政府信息公开年报"


def paged(scene: Scene, towns: list[int]) -> None:
    """A TRS list: index_1.html is the second page, and each new entry pushes the last of every page on to the next."""
    for page in range(PAGES):
        shown = towns[page * PER_PAGE : (page + 1) * PER_PAGE]
        pager = f'<script>createPageHTML({PAGES}, {page}, "index", "html");</script>'
        entries = links(*(scene.report(f"/nb/{town}.html", town) for town in shown))
        scene.page(f"/nb/index_{page}.html" if page else "/nb/", entries + pager, ANNUAL)


FURTHER = [f"/nb/index_{page}.html" for page in range(1, PAGES)]


@pytest.fixture
def county(january) -> Scene:
    usual(january)
    paged(january, [5, 4, 3, 2, 1])
    assert january.run().reports == 5
    return january


def test_the_further_pages_of_a_list_that_is_as_it_was_are_remembered(county):
    county.later(1)
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 5)
    assert "/nb/" in county.paths
    assert not set(FURTHER) & set(county.paths)


def test_a_new_entry_on_the_first_page_has_all_pages_looked_at(county):
    county.later(1)
    paged(county, [6, 5, 4, 3, 2, 1])
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 6)
    assert set(FURTHER) <= set(county.paths)
    assert "/nb/6.html" in county.paths
    assert not {f"/nb/{town}.html" for town in range(1, 6)} & set(county.paths), "they moved, and are still on the list"
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]
    county.later(1)
    county.run()
    assert not set(FURTHER) & set(county.paths), "that was for one night"


def test_an_entry_that_is_put_in_on_a_further_page_is_found_when_the_first_changes(county):
    """A late report is sorted in by its date."""
    county.later(1)
    paged(county, [6, 5, 4, 7, 3, 2])
    assert county.run().reports == 7
    assert "/nb/7.html" in county.paths


def test_words_that_change_around_a_list_make_nothing_due(county):
    county.later(1)
    entries = links(*(county.report(f"/nb/{town}.html", town) for town in (5, 4)))
    pager = f'<script>createPageHTML({PAGES}, 0, "index", "html");</script><p>浏览次数：4711　今天是2月9日</p>'
    county.page("/nb/", entries + pager, ANNUAL)
    assert county.run().reports == 5
    assert not set(FURTHER) & set(county.paths)
    assert county.addresses()["/nb/"].visit.changes == 0


UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SHELL = f"<div class=\"page-unit\" url=\"{UNIT}\" queryData=\"{{'tagId':'信息列表','pageType':'column'}}\"></div>"


def by_json(scene: Scene, *towns: int) -> None:
    """The column of JPaaS is always the same page; what it shows comes in an answer of JSON."""
    usual(scene, towns=1)
    scene.page("/nb/", SHELL, ANNUAL)
    entries = "".join(
        f'<li><a href="{path}" title="{words}">{words}</a></li>'
        for path, words in (scene.report(f"/nb/{town}.html", town) for town in towns)
    )
    turner = f'<div class="pagination" pageNo="1" rows="50" count="{len(towns)}" unitUrl="{UNIT}"></div>'
    told = Told(json.dumps({"data": {"html": f'<ul class="page-content">{entries}</ul>{turner}'}}).encode())
    (listing,) = FAMILY.read(Page(f"{HOST}/nb/", html(SHELL, column=ANNUAL).encode()))
    assert listing.next
    scene.answers(listing.next.url, told)


def test_a_list_that_begins_in_a_json_answer_is_looked_at_as_a_first_page_is(january):
    by_json(january, 1, 2)
    assert january.run().reports == 2
    for night in range(3):
        january.later(1)
        january.run()
        assert [path for path in january.paths if UNIT in path], night
    january.later(1)
    by_json(january, 1, 2, 3)
    assert january.run().reports == 3
    assert "/nb/3.html" in january.paths


def test_a_page_that_leads_nowhere_new_and_back_is_left_as_it_is(county):
    """The same list under a second name: the first is enough."""
    county.later(1)
    county.answers("/nb/", Told(html(links(("/nb/5.html", "x")), column=ANNUAL).encode()))
    county.run()
    assert set(county.paths) >= {"/nb/", "/nb/1.html", "/nb/2.html"}, "what is on no list any more is looked for"
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]
