"""Pages that only a browser can fill, over several nights: when one is shown to it again, and when the archive is enough."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from archive.clock import CHINA, now
from archive.proof.finding import Tally
from archive.record import Rendering
from archive.verify import verify
from crawler.hunting.hunt import Hunt
from crawler.rendering.browser import Shown
from tests.crawler.scene import HOST, PORTAL, Scene, Told, html, links, usual

NIGHT = datetime(2025, 1, 10, 2, tzinfo=CHINA)
TAG = 'ETag: "shell"'
# Vue's: the same bytes every night, whatever its scripts find to show
SHELL = (
    '<html><head><title>青桐县人民政府</title></head><body><div id="app"></div><script src="/js/app.3f1c.js"></script>'
)


class FakeBrowser:
    """Shows what it was told of each address, at once; `shown` are those that it was given."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.shown: list[str] = []

    def __call__(self, shell, fetch, most_turns, done) -> None:
        self.shown.append(shell.exchange.url.removeprefix(HOST))
        document = self.pages[self.shown[-1]].encode()
        done(Shown([Rendering(now(), b"\xef\xbb\xbf" + document, "Chromium/99")]))


class Rendered(Scene):
    """A county whose column is an application."""

    def __init__(self, folder) -> None:
        self.browser: FakeBrowser | None = FakeBrowser()
        super().__init__(folder, day=NIGHT)
        usual(self)
        self.shows(1, 2)
        self.answers("/nb/", Told(SHELL.encode(), headers=(TAG,)))

    def set_out(self, *told, **more) -> None:
        super().set_out(*told, **more)
        self.desk = replace(self.desk, render=self.browser)
        self.hunt = Hunt(PORTAL, self.desk, self.memory, lambda _, outcome: self.outcomes.append(outcome))

    def shows(self, *towns: int) -> None:
        assert self.browser
        entries = links(*(self.report(f"/nb/{town}.html", town) for town in towns))
        self.browser.pages["/nb/"] = html(entries, column="政府信息公开年报")

    def night(self, days: float = 1, revisit="due"):
        if self.browser:
            self.browser.shown.clear()
        self.later(days, revisit)
        return self.run()


@pytest.fixture
def county(tmp_path) -> Iterator[Rendered]:
    with Rendered(tmp_path) as scene:
        outcome = scene.run()
        assert (outcome.outcome, outcome.reports, scene.browser.shown) == ("complete", 2, ["/nb/"])
        yield scene
    assert [str(finding) for finding in verify(tmp_path, Tally(), print)] == []


def renderings(scene: Scene) -> int:
    return scene.store.query("SELECT count(*) FROM snapshots WHERE http_status = 0")[0][0]


def test_where_it_is_not_due_the_browser_is_not_asked_and_all_is_known(county):
    county.night()
    county.later(0.2)
    county.memory.must_visit(f"{HOST}/zwgk/")
    county.browser.shown.clear()
    outcome = county.run()
    assert county.browser.shown == []
    assert county.paths == ["/zwgk/"]
    assert (outcome.outcome, outcome.reports) == ("complete", 2)
    assert renderings(county) == 2


def test_where_it_is_due_it_is_shown_again_though_its_bytes_are_the_same(county):
    county.shows(1, 2, 3)
    outcome = county.night()
    assert county.browser.shown == ["/nb/"]
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert "/nb/3.html" in county.paths
    snapshots = "SELECT count(*), count(DISTINCT sha256) FROM snapshots WHERE url = ? AND http_status = 200"
    assert county.store.query(snapshots, f"{HOST}/nb/") == [(2, 1)]


def test_its_server_is_not_asked_whether_the_shell_is_still_the_same(county):
    """It would be, for ever."""
    county.later(1)
    column = county.hunt.trail.start(f"{HOST}/nb/")
    assert county.memory.validators(column) == ('"shell"', None)
    assert county.hunt.validators(column) == (None, None)


def test_a_page_that_was_never_rendered_is_asked_for_with_its_validators(county):
    county.answers("/zwgk/", Told(html(links(("/nb/", "政府信息公开年报"))).encode(), headers=(TAG,)))
    county.night(1, "all")
    county.later(1)
    assert county.hunt.validators(county.hunt.trail.start(f"{HOST}/zwgk/")) == ('"shell"', None)


def test_without_a_browser_what_one_made_of_a_page_before_is_of_use(county):
    county.night()
    county.later(0.2)
    county.browser = None
    county.set_out()
    county.memory.must_visit(f"{HOST}/zwgk/")
    outcome = county.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 2)


def test_without_a_browser_a_page_that_is_due_is_said_to_need_one(county):
    county.browser = None
    outcome = county.night()
    assert (outcome.outcome, outcome.reason) == ("incomplete", "needs_rendering")
    assert county.store.query("SELECT count(*) FROM vanishings") == [(0,)]


def test_what_a_page_showed_last_is_what_is_remembered(county):
    county.shows(1, 2, 3)
    county.night()
    county.later(0.2)
    county.memory.must_visit(f"{HOST}/zwgk/")
    assert county.run().reports == 3


def test_a_report_that_a_browser_fills_is_one_report_however_often_it_is_shown(county):
    path, _ = county.report("/nb/2.html", 2)
    county.browser.pages[path] = county._told(county.hunt.trail.start(f"{HOST}{path}")).payload.decode()
    county.answers(path, Told(SHELL.encode()))
    for _ in range(2):
        outcome = county.night(1, "all")
        assert (outcome.outcome, outcome.reports) == ("complete", 2)
        assert county.browser.shown.count(path) == 1
    assert county.store.query("SELECT count(*), max(version_count) FROM reports") == [(2, 1)]
    county.night()
    assert path not in county.browser.shown
