"""Answers that came and those that are remembered: what is captured, what is noted of hosts, what a 304 is taken for."""

import pytest

from tests.crawler.scene import HOST, Scene, Told, html, links, title, usual

TAG = 'ETag: "a"'
SAME = Told(b"", "304 Not Modified", (TAG,))


def snapshots(scene: Scene) -> int:
    return scene.store.query("SELECT count(*) FROM snapshots")[0][0]


def column(scene: Scene, *towns: int) -> Told:
    entries = links(*(scene.report(f"/nb/{town}.html", town) for town in towns))
    return Told(html(entries, column="政府信息公开年报").encode(), headers=(TAG,))


def tagged(scene: Scene) -> None:
    """A county whose column has an ETag."""
    usual(scene)
    scene.answers("/nb/", column(scene, 1, 2, 3))
    scene.run()


def test_each_answer_is_captured_once(january):
    usual(january)
    january.run()
    assert snapshots(january) == len(january.asked)
    january.later(1)
    january.run()
    assert snapshots(january) == 7 + len(january.asked), "what is remembered is not captured again"


def test_what_holds_still_is_noted_as_such_and_followed(january):
    tagged(january)
    january.later(1)
    january.answers("/nb/", SAME)
    outcome = january.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    known = january.addresses()["/nb/"].visit
    assert (known.result, known.http_status, known.visits, known.changes) == ("unchanged", 304, 2, 0)
    assert (known.run_id, known.etag) == (january.run_id, '"a"')
    assert january.addresses()["/nb/1.html"].visit.run_id != january.run_id, "of what hangs on it nothing was asked"


def test_it_is_due_again_as_any_visit_is(january):
    tagged(january)
    for _ in range(3):
        january.later(1)
        january.answers("/nb/", SAME)
        january.run()
    assert "/nb/" in january.paths
    assert january.addresses()["/nb/"].visit.visits == 4


def test_a_page_that_changes_after_nights_of_304_is_seen_to_have_changed(january):
    tagged(january)
    january.later(1)
    january.answers("/nb/", SAME)
    january.run()
    january.later(1)
    january.answers("/nb/", column(january, 1, 2, 3, 4))
    assert january.run().reports == 4
    assert january.addresses()["/nb/"].visit.changes == 1


def test_a_304_that_nobody_asked_for_is_no_page(january):
    """Some caches answer so to anybody; there is nothing that could hold still."""
    usual(january)
    january.answers("/nb/", SAME)
    outcome = january.run()
    assert outcome.reports == 0
    assert outcome.outcome == "incomplete"
    assert outcome.reason
    assert 2 <= january.paths.count("/nb/") <= 4, "it is asked for again, and not for ever"


def test_what_a_304_says_of_its_host_is_heard(january):
    tagged(january)
    january.later(1)
    january.answers("/nb/", Told(b"", "304 Not Modified", (TAG, "Set-Cookie: visited=1; Path=/")))
    january.run()
    assert january.servers.of(HOST).cookies.header(f"{HOST}/nb/") == "visited=1"


def test_what_is_remembered_says_nothing_of_its_host(january):
    usual(january)
    body = html(links(("/nb/", "政府信息公开年报")), column="政府信息公开").encode()
    january.answers("/zwgk/", Told(body, headers=("Set-Cookie: session=old; Path=/",)))
    january.run()
    january.later(1)
    january.run()
    assert "/zwgk/" not in january.paths
    assert not january.servers.of(HOST).cookies.header(f"{HOST}/nb/")


@pytest.mark.parametrize("kind", ["403 Forbidden", "404 Not Found"])
def test_what_stood_in_the_way_an_earlier_night_does_so_from_memory_too(january, kind):
    """A unit's page that is closed is not asked for every night, and the portal is no worse for it."""
    usual(january)
    january.page("/zwgk/zfxxgk/", links(("/nb/", "政府信息公开年报"), ("/jyj/nb/", "教育局政府信息公开年报")))
    january.answers("/jyj/nb/", Told(f"<h1>{kind}</h1>".encode(), kind))
    first = january.run()
    january.later(0.2)
    january.memory.must_visit(f"{HOST}/nb/")
    again = january.run()
    assert "/jyj/nb/" not in january.paths
    assert (again.outcome, again.reason, again.reports) == (first.outcome, first.reason, first.reports)


def test_a_known_report_that_turns_into_a_list_of_titles_is_no_version(january):
    tagged(january)
    january.later(1, "all")
    january.reader.records.pop(f"{HOST}/nb/2.html")
    january.page("/nb/2.html", links(*((f"/nb/{year}/", title(2, year)) for year in range(2019, 2024))))
    january.run()
    assert january.store.query("SELECT max(version_count) FROM reports") == [(1,)]
