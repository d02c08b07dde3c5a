"""Reports known and when they were seen, to whether they are visited again tonight."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.due import Due
from tests.archive.captures import exchange, town_report
from tests.crawler.scene import HOST

URL = f"{HOST}/nb/1.html"


def known(scene, revisit: str, days: float) -> bool:
    """Whether the report, seen in an earlier run, need not be visited so many days later."""
    snapshot = scene.store.capture(exchange(URL, b"report"))
    scene.store.keep(town_report(1), snapshot.id)
    scene.store.finish_run(0, scene.ledger.run_counts(scene.run_id))
    later = scene.store.begin_run()
    moment = datetime.now(UTC) + timedelta(days=days)
    return Due(scene.ledger, revisit, moment, later).known_report(URL) is not None


@pytest.mark.parametrize(("days", "is_known"), [(0.1, True), (3, True), (30, False), (400, False)])
def test_those_due_are_the_ones_not_seen_for_days(scene, days, is_known):
    assert known(scene, "due", days) is is_known


@pytest.mark.parametrize("days", [0.1, 400])
def test_all_visits_each_and_none_no_report_that_is_known(scene, days):
    assert known(scene, "none", days)


@pytest.mark.parametrize("days", [0.1, 400])
def test_all_are_visited_where_it_is_asked_for(scene, days):
    assert not known(scene, "all", days)


@pytest.mark.parametrize("revisit", ["due", "none", "all"])
def test_what_is_not_known_is_visited(scene, revisit):
    assert Due(scene.ledger, revisit, datetime.now(UTC), scene.run_id).known_report(URL) is None


@pytest.mark.parametrize("revisit", ["due", "none"])
def test_a_report_found_before_this_night_was_broken_off_is_looked_at_again(scene, revisit):
    """What hangs on its page may not have been seen yet; the page itself lies in the archive."""
    snapshot = scene.store.capture(exchange(URL, b"report"))
    scene.store.keep(town_report(1), snapshot.id)
    assert Due(scene.ledger, revisit, datetime.now(UTC), scene.run_id).known_report(URL) is None
