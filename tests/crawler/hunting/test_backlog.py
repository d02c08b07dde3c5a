"""Errands put in and taken out: best first, the first found of equals first, none for a host that is busy."""

from crawler.hunting.backlog import Backlog
from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask


def errand(path: str, score: int, host: str = "a.example") -> Errand:
    return Errand(Ask(f"http://{host}/{path}"), "portal", score)


def anywhere(_: str) -> bool:
    return True


def paths(errands) -> list[str]:
    return [one.url.rpartition("/")[2] for one in errands]


def filled(*errands: Errand) -> Backlog:
    backlog = Backlog()
    for one in errands:
        backlog.add(one)
    return backlog


def test_the_best_comes_first_and_of_equals_the_first_found():
    backlog = filled(errand("b", 50), errand("c", 50), errand("a", 90), errand("d", 50), errand("e", 10))
    assert paths(backlog.take(anywhere) for _ in range(5)) == ["a", "b", "c", "d", "e"]
    assert backlog.take(anywhere) is None


def test_a_busy_host_does_not_hold_up_another():
    backlog = filled(errand("a", 90), errand("b", 20, "b.example"), errand("c", 80))
    assert paths([backlog.take(lambda host: host != "a.example")]) == ["b"]
    assert backlog.take(lambda host: host != "a.example") is None
    assert len(backlog) == 2


def test_the_best_of_several_free_hosts_is_taken():
    backlog = filled(errand("a", 50), errand("b", 90, "b.example:8080"), errand("c", 70))
    assert paths(backlog.take(anywhere) for _ in range(3)) == ["b", "c", "a"]


def test_hosts_are_those_for_which_something_waits():
    backlog = filled(errand("a", 50), errand("b", 90, "b.example:8080"))
    assert set(backlog.hosts) == {"a.example", "b.example:8080"}
    backlog.take(anywhere)
    assert backlog.hosts == ("a.example",)


def test_what_is_left_comes_out_best_first_over_all_hosts():
    backlog = filled(errand("a", 50), errand("b", 90, "b.example"), errand("c", 70))
    assert paths(backlog.clear()) == ["b", "c", "a"]
    assert len(backlog) == 0
    assert backlog.hosts == ()
    assert backlog.clear() == []
