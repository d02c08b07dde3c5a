"""Errands to requests as they go out, and answers and failures back to the hunts, whatever goes wrong on the way."""

import asyncio
import logging

import pytest
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import StorageError, WarcError
from crawler.hunting.errand import Errand
from crawler.pages.asking import JSON, Ask
from crawler.spiders.reports import ReportsSpider
from crawler.transport.failures import FetchError
from crawler.transport.wire import EXCHANGE
from tests.crawler.scene import HOST, Scene, Told, html, links, title


class OneByOne:
    """A frontier with these errands only."""

    def __init__(self, scene: Scene, *errands: Errand) -> None:
        self._hunt, self._errands = scene.hunt, errands
        self.finished: list[tuple[str, bool]] = []
        self.woken = 0

    async def turns(self):
        for errand in self._errands:
            yield self._hunt, self._hunt.turn(errand)

    def done(self, errand: Errand, latency: float, *, ok: bool) -> None:
        assert latency >= 0
        self.finished.append((errand.url, ok))

    def wake(self) -> None:
        self.woken += 1


def spider(scene: Scene, *errands: Errand, is_resumed: bool = False) -> tuple[ReportsSpider, OneByOne]:
    if is_resumed:
        scene.set_out(is_resumed=True)
    frontier = OneByOne(scene, *errands)
    return ReportsSpider(frontier, scene.desk), frontier


def requests(made: ReportsSpider) -> list:
    async def work():
        return [request async for request in made.start()]

    return asyncio.run(work())


def errand(path: str = "/", **told) -> Errand:
    return Errand(Ask(HOST + path if path.startswith("/") else path, **told), "portal", 90)


def answered(scene: Scene, request, told: Told, status: int = 200) -> Response:
    request.meta[EXCHANGE] = scene.exchange(request.meta["errand"], told)
    return Response(request.url, status=status, request=request)


def test_a_plain_page_is_a_plain_get(scene):
    made, _ = spider(scene, errand("/a?b=1"))
    (request,) = requests(made)
    assert (request.url, request.method, request.body) == (f"{HOST}/a?b=1", "GET", b"")
    assert not {b"Referer", b"Cookie", b"X-Requested-With", b"Content-Type"} & set(request.headers)
    assert request.dont_filter


def test_what_a_script_would_ask_for_goes_out_as_the_script_would_send_it(scene):
    made, _ = spider(scene, errand("/api", body='{"page":2}', media_type=JSON, referer=f"{HOST}/nb/", script=True))
    (request,) = requests(made)
    assert (request.method, request.body) == ("POST", b'{"page":2}')
    assert request.headers["Content-Type"] == JSON.encode()
    assert request.headers["Referer"] == f"{HOST}/nb/".encode()
    assert request.headers["X-Requested-With"] == b"XMLHttpRequest"


def test_cookies_of_the_host_go_out_and_an_odd_referer_does_not(scene):
    scene.servers.of(HOST).cookies.take(f"{HOST}/", [("Set-Cookie", "CT6T=1; path=/")])
    made, _ = spider(scene, errand("/x", referer=f"{HOST}/年报/"), errand("http://b.example/"))
    own, other = requests(made)
    assert own.headers["Cookie"] == b"CT6T=1"
    assert "Referer" not in own.headers
    assert "Cookie" not in other.headers


def test_a_host_is_one_slot_with_its_port(scene):
    made, _ = spider(scene, errand("http://a.example:8080/x"), errand("http://a.example/x"))
    assert [request.meta["download_slot"] for request in requests(made)] == ["a.example:8080", "a.example"]


def test_an_answer_goes_to_its_hunt_and_gives_the_host_back(scene):
    made, frontier = spider(scene, scene.hunt.trail.start(f"{HOST}/"))
    (request,) = requests(made)
    entry = scene.report("/1.html", 1)
    assert made.parse(answered(scene, request, Told(html(links(entry), column="年报").encode()))) is None
    assert frontier.finished == [(f"{HOST}/", True)]
    assert scene.results() == {"/": "fetched", "/1.html": None}


def test_a_failure_goes_to_its_hunt_and_gives_the_host_back(scene):
    made, frontier = spider(scene, errand("/x"))
    (request,) = requests(made)
    failure = Failure(FetchError("too_large", "made up"))
    failure.request = request
    made.failed(failure)
    assert frontier.finished == [(f"{HOST}/x", False)]
    assert scene.results() == {"/x": "too_large"}


def test_a_page_that_our_own_code_fails_on_costs_that_page(scene, monkeypatch, caplog):
    def failing(*_, **__):
        raise RecursionError("made up")

    monkeypatch.setattr("crawler.hunting.ways.look", failing)
    made, frontier = spider(scene, scene.hunt.trail.start(f"{HOST}/"))
    (request,) = requests(made)
    with caplog.at_level(logging.CRITICAL):
        made.parse(answered(scene, request, Told(html(links(("/1.html", title(1)))).encode())))
    assert made.failure is None
    assert frontier.finished == [(f"{HOST}/", True)]
    assert scene.results() == {"/": "crashed"}
    assert scene.hunt.is_over


def test_an_archive_that_cannot_be_written_ends_the_night(scene, monkeypatch):
    def failing(*_):
        raise StorageError("no space left")

    made, frontier = spider(scene, scene.hunt.trail.start(f"{HOST}/"), errand("/never"))
    monkeypatch.setattr(scene.store, "capture", failing)

    async def work():
        start = made.start()
        request = await anext(start)
        with pytest.raises(CloseSpider):
            made.parse(answered(scene, request, Told(b"<p>x</p>")))
        return [one async for one in start]

    assert asyncio.run(work()) == []
    assert isinstance(made.failure, StorageError)
    assert frontier.woken


def captured(scene: Scene, told: Told, one: Errand) -> None:
    scene.store.capture(scene.exchange(one, told))


def test_what_was_captured_before_an_interruption_is_not_asked_for_again(scene):
    home = scene.hunt.trail.start(f"{HOST}/")
    captured(scene, Told(html(links(scene.report("/1.html", 1)), column="年报").encode()), home)
    made, frontier = spider(scene, home, errand("/other"), is_resumed=True)
    assert [request.url for request in requests(made)] == [f"{HOST}/other"]
    assert frontier.finished == []
    assert scene.results()["/1.html"] is None
    assert scene.store.query("SELECT count(*) FROM snapshots") == [(1,)]


def test_what_was_captured_and_is_lost_is_asked_for_again(scene, monkeypatch):
    def lost(_):
        raise WarcError("the file is missing")

    captured(scene, Told(b"<p>x</p>"), errand("/x"))
    monkeypatch.setattr(scene.store, "exchange", lost)
    made, _ = spider(scene, errand("/x"), is_resumed=True)
    assert [request.url for request in requests(made)] == [f"{HOST}/x"]


def test_what_was_posted_is_told_by_its_body(scene):
    one, other = errand("/api", body="page=2", family="jpage"), errand("/api", body="page=3", family="jpage")
    captured(scene, Told(b"<datastore></datastore>"), one)
    made, _ = spider(scene, one, other, is_resumed=True)
    assert [request.body for request in requests(made)] == [b"page=3"]


def test_a_second_try_is_made_and_not_answered_from_the_archive_again(scene):
    """A cookie bounce, or an error: the same address has to be asked once more."""
    captured(scene, Told(b"", "302 Found", ("Location: /", "Set-Cookie: CT6T=1; path=/")), errand("/"))
    made, _ = spider(scene, errand("/"), errand("/"), is_resumed=True)
    assert len(requests(made)) == 1


def test_a_new_night_asks_for_everything(scene):
    captured(scene, Told(b"<p>x</p>"), errand("/x"))
    made, _ = spider(scene, errand("/x"))
    assert len(requests(made)) == 1
