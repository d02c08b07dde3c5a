"""What nights leave of a portal, asked of its memory: is anything due, and what is remembered of it."""

import pytest

from archive.ledger import Address
from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask
from tests.crawler.revisits.errands import errand
from tests.crawler.scene import HOME, HOST, Scene, Told, usual

WAYS = ["/", "/zwgk/", "/zwgk/zfxxgk/", "/nb/"]


def link(path: str, kind: str = "report", parent: str = "/nb/") -> Address:
    return Address(HOME, HOST + path, "", kind, "年报", 90, 3, parent=HOST + parent)


def broken_off(scene: Scene, turns: int) -> None:
    """A night that is killed after so many answers, and gone on with."""
    scene.hunt.begin()
    for _ in range(turns):
        turn = scene.hunt.next(lambda _: True)
        assert turn
        assert not turn.remembered
        scene.asked.append(turn.errand)
        scene.give(turn.errand)
    scene.set_out(is_resumed=True)


# is anything due


def test_a_portal_that_nobody_has_seen_is_worth_a_request(scene):
    assert scene.memory.is_anything_due


def test_a_portal_that_was_seen_tonight_is_not(county):
    county.set_out()
    assert not county.memory.is_anything_due


@pytest.mark.parametrize(("days", "expected"), [(0.2, False), (3, False), (8, True)])
def test_in_time_something_is_due_again(county, days, expected):
    county.later(days)
    assert county.memory.is_anything_due is expected


def test_where_all_is_wanted_all_is_due(county):
    county.later(0.1, "all")
    assert county.memory.is_anything_due


def test_an_address_that_was_only_found_is_due(county):
    county.ledger.note(county.run_id, [link("/nb/9.html")])
    county.later(0.1)
    assert county.memory.is_anything_due


@pytest.mark.parametrize("kind", ["picture", "part"])
def test_what_comes_beside_pages_makes_no_portal_due(county, kind):
    county.ledger.note(county.run_id, [link("/beside", kind)])
    county.later(0.1)
    assert not county.memory.is_anything_due


def test_an_error_of_the_moment_is_due_the_next_night_whatever_the_rest(county):
    county.answers("/nb/2.html", "timeout")
    county.later(0.1, "all")
    county.run()
    county.later(0.1)
    assert county.memory.is_anything_due
    assert county.memory.is_due(errand("/nb/2.html"))
    assert not county.memory.is_due(errand("/nb/1.html"))


def test_a_portal_whose_home_page_cannot_be_had_is_tried_every_night(county):
    for path in (*WAYS, *(f"/nb/{town}.html" for town in (1, 2, 3))):
        county.answers(path, "timeout")
    county.later(8)
    assert county.run().outcome == "failed"
    county.later(1)
    assert county.memory.is_anything_due


@pytest.mark.parametrize("kind", ["timeout", "refused", "unresolvable"])
def test_a_portal_that_never_answered_is_tried_every_night(scene, kind):
    scene.answers("/", kind)
    scene.answers(HOME.replace("http:", "https:"), kind)
    for _ in range(3):
        assert scene.run().outcome == "failed"
        scene.later(1)
        assert scene.memory.is_anything_due


def test_a_home_page_that_was_left_alone_at_a_shut_host_is_due(scene):
    scene.servers.of(HOST).shut = "unreachable"
    assert scene.run().outcome == "failed"
    scene.later(1)
    assert scene.memory.is_anything_due


# what is remembered


@pytest.mark.parametrize("turns", range(1, 7))
def test_a_night_that_is_gone_on_with_asks_for_nothing_twice_and_counts_each_once(scene, turns):
    usual(scene)
    broken_off(scene, turns)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports, outcome.pages) == ("complete", 3, 7)
    assert len(scene.paths) == len(set(scene.paths)) == 7
    assert scene.store.query("SELECT count(*) FROM snapshots") == [(7,)]


@pytest.mark.parametrize("turns", [2, 4, 6])
def test_a_night_may_be_broken_off_again_and_again(scene, turns):
    usual(scene)
    broken_off(scene, 2)
    scene.hunt.begin()
    for _ in range(turns):
        turn = scene.hunt.next(lambda _: True)
        assert turn
        if turn.remembered:
            assert turn.remembered.was_asked
            scene.hunt.arrived(turn.errand, turn.remembered.exchange, turn.remembered)
        else:
            scene.asked.append(turn.errand)
            scene.give(turn.errand)
    scene.set_out(is_resumed=True)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports, outcome.pages) == ("complete", 3, 7)
    assert len(scene.paths) == len(set(scene.paths)) == 7


def test_the_budget_of_a_night_is_that_of_all_its_pieces(tmp_path):
    with Scene(tmp_path, max_pages=5) as scene:
        usual(scene, towns=9)
        broken_off(scene, 4)
        outcome = scene.run()
        assert (outcome.reason, outcome.pages, len(scene.asked)) == ("over_budget", 5, 5)


def test_a_capture_of_the_night_counts_once_however_often_it_is_asked_for(scene):
    usual(scene)
    broken_off(scene, 2)
    home = errand("/", "home")
    first = scene.memory.recall(home)
    assert first
    assert first.was_asked
    scene.memory.visited(link("/", "home"), "fetched", None, first.snapshot, None)
    again = scene.memory.recall(home)
    assert again
    assert (again.snapshot, again.was_asked) == (first.snapshot, False)


def test_an_answer_of_an_earlier_night_is_no_request(county):
    county.later(0.2)
    recalled = county.memory.recall(errand("/nb/1.html"))
    assert recalled
    assert (recalled.is_of_tonight, recalled.was_asked) == (False, False)
    assert recalled.exchange.payload
    assert recalled.snapshot.url == f"{HOST}/nb/1.html"


@pytest.mark.parametrize("kind", ["picture", "part"])
def test_some_things_are_asked_for_each_night(county, kind):
    county.later(0.1)
    assert county.memory.recall(errand("/nb/1.html", kind)) is None


def test_what_is_looked_at_for_a_reason_is_not_remembered(county):
    county.later(0.2)
    county.memory.must_visit(f"{HOST}/nb/1.html")
    assert county.memory.recall(errand("/nb/1.html")) is None
    assert county.memory.recall(errand("/nb/2.html"))


def test_a_capture_whose_record_is_lost_is_asked_for_again(county, tmp_path):
    county.later(0.2)
    for file in (tmp_path / "warc").iterdir():
        file.write_bytes(b"")
    assert county.memory.recall(errand("/nb/1.html")) is None
    assert county.memory.original(errand("/nb/1.html")) is None


def test_where_the_ways_are_not_trusted_only_reports_are_remembered(county):
    county.later(0.2)
    county.memory.distrust_ways()
    assert county.memory.recall(errand("/zwgk/", "portal")) is None
    assert county.memory.recall(errand("/nb/1.html"))


@pytest.mark.parametrize("other", ["https://www.qingtong.example/nb/1.html", f"{HOST}/nb/1.html"])
def test_a_page_is_one_by_both_schemes(county, other):
    county.later(0.2)
    recalled = county.memory.recall(Errand(Ask(other), "report", 90))
    assert recalled
    assert recalled.snapshot.url == f"{HOST}/nb/1.html"


@pytest.mark.parametrize("first", ["http", "https"])
def test_of_both_schemes_the_newer_visit_counts(scene, first):
    visits = {}
    for day, scheme in enumerate((first, "https" if first == "http" else "http")):
        scene.later(day)
        url = f"{scheme}://www.qingtong.example/nb/1.html"
        snapshot = scene.store.capture(scene.exchange(Errand(Ask(url), "report", 90), Told(b"x%d" % day)))
        address = Address(HOME, url, "", "report", "", 90, 3)
        visited = scene.memory.visited(address, "fetched", None, snapshot, None)
        assert visited
        scene.ledger.note(scene.run_id, [visited])
        visits[scheme] = snapshot.id
    scene.set_out()
    told = scene.memory.last_visit(errand("/nb/1.html"))
    assert told
    assert told.snapshot_id == max(visits.values())
