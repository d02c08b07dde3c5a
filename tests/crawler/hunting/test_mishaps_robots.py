"""Answers to asking for the rules of a host, hunted without a network, to what is known of them."""

import pytest

from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask
from crawler.transport.robots import Robots
from crawler.transport.servers import robots_address
from tests.crawler.scene import HOST, Scene, Told

ERROR = Told(b"<h1>500</h1>", "500 Internal Server Error")


def moved(place: str) -> Told:
    return Told(b"", "302 Found", (f"Location: {place}",))


def give_robots(scene: Scene, *told: Told | str) -> Robots | None:
    """What is known of a host's rules after these answers to asking for them."""
    scene.answers("/robots.txt", *told)
    errand = Errand(Ask(robots_address(f"{HOST}/")), "robots", 1000)
    scene.hunt.add(errand)
    while turn := scene.hunt.next(lambda _: True):
        scene.asked.append(turn.errand)
        scene.give(turn.errand)
    return scene.servers.of(HOST).robots


def test_rules_of_a_host_are_taken_with_their_pause(scene):
    rules = give_robots(scene, Told(b"User-agent: *\nCrawl-delay: 7\nDisallow: /x/"))
    assert rules
    assert not rules.allows(f"{HOST}/x/1", "nianbao-test")
    scene.pace.started("www.qingtong.example", 0.0)
    assert scene.pace.ready_at("www.qingtong.example") >= 7


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_host_without_rules_is_open(scene, status):
    rules = give_robots(scene, Told(b"", status))
    assert rules
    assert rules.allows(f"{HOST}/x", "nianbao-test")


def test_a_host_whose_rules_cannot_be_told_is_closed_after_a_few_tries(scene):
    rules = give_robots(scene, ERROR)
    assert rules
    assert not rules.allows(f"{HOST}/x", "nianbao-test")
    assert 1 < len(scene.asked) < 8


def test_a_host_that_only_has_errors_is_not_said_to_forbid(scene):
    give_robots(scene, ERROR)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason) == ("failed", "server_error")


def test_rules_that_come_at_the_second_try_count(scene):
    rules = give_robots(scene, ERROR, Told(b"User-agent: *\nDisallow: /x/"))
    assert rules
    assert rules.allows(f"{HOST}/y", "nianbao-test")


def test_rules_that_lie_elsewhere_on_their_host_are_fetched_and_others_are_not(scene):
    scene.answers("/r.txt", Told(b"User-agent: *\nDisallow: /x/"))
    rules = give_robots(scene, moved("/r.txt"))
    assert rules
    assert not rules.allows(f"{HOST}/x/", "nianbao-test")
    scene.servers.of(HOST).robots = None
    scene.asked.clear()
    give_robots(scene, moved("http://127.0.0.1:6379/robots.txt"))
    assert scene.paths == ["/robots.txt"]
