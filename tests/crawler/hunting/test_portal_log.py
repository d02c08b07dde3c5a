"""What a hunt tells its log to what the archive holds of it."""

from archive.ledger import PortalOutcome
from crawler.hunting.errand import Errand
from crawler.hunting.portal_log import PortalLog
from crawler.pages.answer import Answer
from crawler.pages.asking import Ask, ask_from
from tests.archive.captures import exchange
from tests.crawler.scene import HOME, HOST, PORTAL

ERRAND = Errand(Ask(f"{HOST}/api", "page=2", family="jpage", memo=("7",)), "data", 90, 3, "年报")


def test_an_address_is_kept_with_all_that_asking_it_again_needs(scene):
    log = PortalLog(PORTAL, scene.ledger, scene.run_id, scene.memory)
    log.found(ERRAND)
    (known,) = scene.ledger.known(HOME)
    assert ask_from(known.url, known.more) == ERRAND.ask
    assert (known.kind, known.words, known.score, known.depth, known.visit) == ("data", "年报", 90, 3, None)


def test_a_visit_is_kept_with_its_answer(scene):
    log = PortalLog(PORTAL, scene.ledger, scene.run_id, scene.memory)
    told = exchange(ERRAND.url, b"x", ('ETag: "a1"', "Last-Modified: Sat, 01 Feb 2025 00:00:00 GMT"), "404 Not Found")
    snapshot = scene.store.capture(told)
    log.visited(ERRAND, "gone", Answer(told), snapshot, None)
    (known,) = scene.ledger.known(HOME)
    assert known.visit
    assert (known.visit.result, known.visit.http_status, known.visit.snapshot_id) == ("gone", 404, snapshot.id)
    assert (known.visit.etag, known.visit.run_id) == ('"a1"', scene.run_id)


def test_a_visit_without_an_answer_is_kept_too(scene):
    log = PortalLog(PORTAL, scene.ledger, scene.run_id, scene.memory)
    log.visited(ERRAND, "timeout", None, None, None)
    (known,) = scene.ledger.known(HOME)
    assert known.visit
    assert (known.visit.result, known.visit.http_status) == ("timeout", None)


def test_in_the_end_the_portal_has_its_outcome_its_platform_and_its_candidates(scene):
    log = PortalLog(PORTAL, scene.ledger, scene.run_id, scene.memory)
    log.candidates.refuse(f"{HOST}/1.html", "年报", "gone")
    outcome = PortalOutcome(scene.run_id, HOME, "incomplete", 7, 3, 12, "declared_more", "moved")
    log.finished(outcome, "trs_static")
    assert scene.ledger.outcomes(scene.run_id) == [outcome]
    row = scene.ledger.portal(HOME)
    assert row
    assert (row.family, row.state, row.division_code) == ("trs_static", "incomplete", "990101")
    assert scene.candidates() == {"/1.html": ("not_taken", "gone")}
