"""How a jPage list is gone through, step by step."""

from crawler.lists.jpage import Island, Pager
from crawler.lists.jpage_walk import Walk, recalled, walk_from, went_on
from crawler.pages.asking import Ask, ask_from

PAGE = "http://www.qingtong.example/col/col1/index.html"
PROXY = "http://www.qingtong.example/dataproxy.jsp"


def records(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"<li><a href='/art_{number}.html'>{number}</a></li>" for number in range(first, last + 1))


def start(seen: int = 45, total: int | None = 212, further: str = "") -> Walk:
    return walk_from(PAGE, "年报", Island(records(1, seen), further), Pager("1", total, 15, 45, PROXY, "unitid=1"))


def test_a_walk_comes_back_with_the_answer() -> None:
    walk = start(further=f"{PROXY}?page=1")
    ask = walk.ask("hanweb")
    assert ask is not None
    assert recalled(ask_from(ask.url, ask.more)) == walk
    assert recalled(Ask(PAGE)) is None


def test_both_dialects_are_told_the_same() -> None:
    ask = start(seen=15).ask("hanweb")
    assert ask is not None
    assert ask.url == f"{PROXY}?startrecord=1&endrecord=45&perpage=45&page=1"
    beyond = start(seen=90).ask("hanweb")
    assert beyond is not None
    assert beyond.url == f"{PROXY}?startrecord=91&endrecord=135&perpage=45&page=3"


def test_a_short_answer_is_asked_for_again_in_its_own_measure() -> None:
    walk, is_wanted = went_on(start(), Island(records(46, 65)))
    assert (is_wanted, walk.window, walk.seen) == (False, 20, 45)
    ask = walk.ask("hanweb")
    assert ask is not None
    assert ask.url == f"{PROXY}?startrecord=41&endrecord=60&perpage=20&page=3"
    walk, is_wanted = went_on(walk, Island(records(41, 60)))
    assert (is_wanted, walk.seen) == (True, 60)


def test_doubts_have_an_end() -> None:
    walk, steps = start(), 0
    is_wanted = False
    while not is_wanted:
        steps += 1
        walk, is_wanted = went_on(walk, Island(records(100 + steps, 130 + 2 * steps)))
        assert steps < 10
    assert walk.doubts == 0


def test_the_last_window_may_be_short() -> None:
    walk, is_wanted = went_on(start(seen=180), Island(records(181, 212)))
    assert (is_wanted, walk.is_done, walk.ask("hanweb")) == (True, True, None)


def test_each_way_of_asking_is_tried_once() -> None:
    walk, tried = start(further=f"{PROXY}?page=1"), []
    while (ask := walk.ask("hanweb")) is not None:
        tried.append((ask.url.partition("?")[2], ask.body))
        walk, is_wanted = went_on(walk, Island())
        assert not is_wanted
    window = "startrecord=46&endrecord=90&perpage=45&page=2"
    assert tried == [("page=1", None), ("page=2&startrecord=46&endrecord=90&perpage=45", None), (window, "unitid=1")]


def test_the_total_may_come_late() -> None:
    walk, _ = went_on(start(total=None), Island(records(46, 90), total=90))
    assert walk.is_done
