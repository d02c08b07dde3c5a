"""What the crawl knows: kept once, sealed, whatever pages write into it, and read back as it was noted."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UsageError
from archive.ledger import Address, Candidate, Ledger, PortalOutcome, PortalRow, Visit
from archive.store import Store
from tests.archive.captures import damaged_database, exchange, findings, rows

PORTAL = PortalRow("http://www.qingtong.example/", "青桐县", "990102")
LINK = Address(PORTAL.url, f"{PORTAL.url}zwgk/", "", "page", "政务公开", 60, 1)
OPEN = "2026-01-31T02:00:00.000000Z"


@pytest.fixture
def ledger(store):
    opened = Ledger(store)
    opened.register([PORTAL])
    return opened


@pytest.fixture
def run(store):
    return store.begin_run()


def known(ledger):
    return [*ledger.known(PORTAL.url)]


def test_a_portal_is_as_in_the_register(ledger):
    assert ledger.portal(PORTAL.url) == PORTAL
    assert ledger.portal("http://other.example/") is None


def test_what_was_learnt_of_a_portal_stays_when_it_is_registered_again(tmp_path, ledger, store):
    ledger.put_portal(replace(PORTAL, family="hanweb", state="needs_rendering"))
    ledger.register(
        [replace(PORTAL, name="青桐县人民政府", division_code=None), PortalRow("http://b.example/", "乙县")]
    )
    assert ledger.portal(PORTAL.url) == PortalRow(PORTAL.url, "青桐县人民政府", None, "hanweb", "needs_rendering")
    ledger.put_portal(PORTAL)
    assert ledger.portal(PORTAL.url) == PORTAL
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM portals") == [(2,)]
    assert findings(tmp_path) == []


def test_addresses_come_back_as_they_were_noted_the_best_first(ledger, run, store):
    snapshot = store.capture(exchange(LINK.url))
    visited = replace(
        LINK, visit=Visit(run, OPEN, "read", 200, snapshot.id, '"5e1-8"', "Sat, 31 Jan 2026 02:00:00 GMT")
    )
    best = replace(LINK, url=f"{PORTAL.url}nb/", words="政府信息公开年报", score=120)
    form = replace(LINK, more='{"body": "page=2"}', score=80)
    ledger.note(run, [visited, best, form])
    assert known(ledger) == [best, form, visited]
    assert [*ledger.known("http://other.example/")] == []


def test_an_address_seen_again_keeps_its_visit_and_its_first_run(tmp_path, ledger, store):
    first = store.begin_run()
    visit = Visit(first, OPEN, "read", 200, None, '"1"')
    ledger.note(first, [replace(LINK, visit=visit)])
    second = store.begin_run()
    ledger.note(second, [replace(LINK, words="政务公开栏", score=70, depth=0, kind="column")])
    assert known(ledger) == [Address(PORTAL.url, LINK.url, "", "column", "政务公开栏", 70, 0, visit)]
    store.flush()
    assert rows(tmp_path, "SELECT found_run, visited_run FROM addresses") == [(first, first)]
    assert findings(tmp_path) == []


def test_a_new_visit_takes_the_place_of_the_earlier_as_a_whole(tmp_path, ledger, run, store):
    ledger.note(run, [replace(LINK, visit=Visit(run, OPEN, "read", 200, 1, '"1"', "yesterday"))])
    later = Visit(run, "2026-02-01T02:00:00.000000Z", "unreachable")
    ledger.note(run, [replace(LINK, visit=later)])
    assert known(ledger) == [replace(LINK, visit=later)]
    store.flush()
    assert findings(tmp_path) == []


def test_one_page_may_lead_to_one_address_twice(ledger, run):
    ledger.note(run, [LINK, replace(LINK, words="更多", score=5), replace(LINK, words="年报", score=90)])
    assert known(ledger) == [replace(LINK, words="年报", score=90)]


def test_addresses_may_be_noted_while_they_are_read(ledger, run):
    ledger.note(run, [replace(LINK, url=f"{PORTAL.url}{n}") for n in range(10)])
    for address in ledger.known(PORTAL.url):
        ledger.note(run, [replace(address, score=0), replace(address, url=f"{address.url}/more")])
    assert len(known(ledger)) == 20


def test_half_a_surrogate_pair_out_of_a_pages_json_is_no_reason_to_stop(tmp_path, ledger, run, store):
    ledger.note(
        run, [LINK, replace(LINK, url=f"{PORTAL.url}b", words="年报\ud83d"), replace(LINK, url=f"{PORTAL.url}c")]
    )
    ledger.put_candidates([Candidate(PORTAL.url, LINK.url, "\udc00年报")])
    assert {address.words for address in known(ledger)} == {"政务公开", "年报?"}
    store.flush()
    assert rows(tmp_path, "SELECT link_text FROM candidates") == [("?年报",)]
    assert findings(tmp_path) == []


texts = st.text(st.characters(exclude_categories=()), max_size=6)  # halves of surrogate pairs too
visits = st.builds(Visit, st.integers(1, 3), texts, texts, st.none() | st.integers(0, 999), etag=st.none() | texts)
addresses = st.builds(
    Address,
    st.just(PORTAL.url),
    st.sampled_from(("http://a.example/", "http://b.example/", "http://a.example/年报")),
    st.sampled_from(("", "{}")),
    texts,
    texts,
    st.integers(-1000, 1000),
    st.integers(0, 9),
    st.none() | visits,
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(addresses, max_size=4), max_size=5))
def test_whatever_is_noted_in_whatever_portions_is_the_last_of_each_with_its_last_visit(tmp_path_factory, portions):
    folder = tmp_path_factory.mktemp("ledger")
    expected = {}
    with Store(folder) as store:
        ledger, run = Ledger(store), store.begin_run()
        for portion in portions:
            ledger.note(run, portion)
            for one in portion:
                key = (one.url, one.more)
                earlier = expected.get(key)
                expected[key] = replace(one, visit=one.visit or (earlier.visit if earlier else None))
        assert {(one.url, one.more): one for one in ledger.known(PORTAL.url)} == {
            key: _encodable(one) for key, one in expected.items()
        }
    assert findings(folder) == []


def _encodable(address):
    def clean(text):
        return None if text is None else text.encode("utf-8", "replace").decode()

    visit = address.visit
    if visit:
        visit = replace(visit, at=clean(visit.at), result=clean(visit.result), etag=clean(visit.etag))
    return replace(address, kind=clean(address.kind), words=clean(address.words), visit=visit)


def test_a_later_word_on_a_candidate_takes_the_place_of_the_earlier(tmp_path, ledger, store):
    other = Candidate(PORTAL.url, f"{PORTAL.url}2.html", "南桥街道年报")
    ledger.put_candidates([Candidate(PORTAL.url, f"{PORTAL.url}1.html", "白鹭镇年报"), other])
    ledger.put_candidates([Candidate(PORTAL.url, f"{PORTAL.url}1.html", "白鹭镇年报", "report", "heading+form")])
    store.flush()
    found = rows(tmp_path, "SELECT link_text, verdict, reason FROM candidates ORDER BY url")
    assert found == [("白鹭镇年报", "report", "heading+form"), ("南桥街道年报", None, None)]
    assert findings(tmp_path) == []


def test_outcomes_are_those_of_their_run(tmp_path, ledger, store):
    first = store.begin_run()
    ledger.put_outcome(PortalOutcome(first, PORTAL.url, "failed", 0, 0, reason="unreachable"))
    complete = PortalOutcome(first, PORTAL.url, "complete", 42, 17, 17, None, "moved to qt.example; legacy tls")
    ledger.put_outcome(complete)
    second = store.begin_run()
    later = PortalOutcome(second, PORTAL.url, "incomplete", 160, 12, 400, "declared_more")
    ledger.put_outcome(later)
    assert ledger.outcomes(first) == [complete]
    assert ledger.outcomes(second) == [later]
    assert ledger.outcomes(99) == []
    store.flush()
    assert findings(tmp_path) == []


@pytest.mark.parametrize("total", [1 << 63, 10**30, -1])
def test_a_total_that_no_list_can_have_is_not_known(ledger, run, total):
    ledger.put_outcome(PortalOutcome(run, PORTAL.url, "complete", 1, 1, total))
    assert ledger.outcomes(run)[0].declared_total is None


def test_what_the_tables_cannot_hold_is_refused_and_the_rest_goes_on(tmp_path, ledger, run, store):
    ledger.note(run, [LINK])
    with pytest.raises(UsageError, match="cannot hold these rows"):
        ledger.put_outcome(PortalOutcome(run, PORTAL.url, "excellent", 1, 1))
    with pytest.raises(UsageError, match="cannot hold these rows"):
        ledger.put_candidates(
            [Candidate(PORTAL.url, LINK.url, "年报"), Candidate("http://unknown.example/", LINK.url, "年报")]
        )
    with pytest.raises(UsageError, match="cannot hold these rows"):
        ledger.note(run, [replace(LINK, url=f"{PORTAL.url}b"), replace(LINK, url=f"{PORTAL.url}c", score=1 << 70)])
    ledger.put_outcome(PortalOutcome(run, PORTAL.url, "complete", 1, 1))
    store.flush()
    assert rows(tmp_path, "SELECT url FROM addresses") == [(LINK.url,)]
    assert rows(tmp_path, "SELECT count(*) FROM candidates") == [(0,)], "all rows of a call or none"
    assert findings(tmp_path) == []


def test_the_newest_capture_of_an_address_in_a_run(ledger, store):
    first = store.begin_run()
    old = store.capture(exchange(LINK.url, b"old"))
    second = store.begin_run()
    assert ledger.captured(second, LINK.url, None) is None
    store.capture(exchange(LINK.url, b"one"))
    newest = store.capture(exchange(LINK.url, b"two"))
    pages = [store.capture(exchange(LINK.url, b"%d" % n, posted=b"page=%d" % n)) for n in (1, 2)]
    assert ledger.captured(first, LINK.url, None) == old
    assert ledger.captured(second, LINK.url, None) == newest
    assert [ledger.captured(second, LINK.url, page.posted) for page in pages] == pages
    assert ledger.captured(second, LINK.url, "0" * 64) is None
    assert ledger.exchange(newest.id).payload == b"two"


@pytest.mark.parametrize(
    "damage", ["SET words = '年报'", "SET score = 61", "SET visited_at = NULL", "SET etag = '\"2\"'", "SET more = '{}'"]
)
def test_a_row_that_something_else_has_changed_is_found(tmp_path, ledger, run, store, damage):
    ledger.note(run, [replace(LINK, visit=Visit(run, OPEN, "read", 200, 1, '"1"'))])
    store.flush()
    connection = damaged_database(tmp_path)
    connection.execute(f"UPDATE addresses {damage}")
    connection.close()
    assert [line for line in findings(tmp_path) if line.endswith("the row does not match its seal")]
