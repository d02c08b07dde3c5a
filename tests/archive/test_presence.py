"""Addresses that are gone, confirmed, back, and gone again: what stands in `vanishings` and `sightings` after each."""

import pytest

from archive.presence import Gone, gone_at, note_gone, note_there
from tests.archive.captures import exchange, findings, keep, town_report

PAGE, OTHER = "http://qingtong.example/nb/1.html", "http://qingtong.example/nb/2.html"


def day(number: int) -> str:
    return f"2035-01-{number:02}T18:00:00.000000Z"  # after all that the tests capture


def gone(number: int, url: str = PAGE, how="gone", run_id: int | None = None) -> Gone:
    return Gone(url, day(number), how, 404 if how == "gone" else None, None, run_id or number)


@pytest.fixture
def kept(store):
    """An archive with a report at each of two addresses."""
    for number, url in enumerate((PAGE, OTHER), start=1):
        keep(store, town_report(number), url)
    return store


def note(store, *told: Gone | tuple[str, str]) -> None:
    with store.changing() as connection:
        for one in told:
            if isinstance(one, Gone):
                note_gone(connection, one)
            else:
                note_there(connection, *one)


def rows(store, url: str = PAGE) -> list[tuple]:
    wanted = "SELECT gone_at, confirmed_at, back_at FROM vanishings WHERE url = ? ORDER BY gone_at"
    return [tuple(row) for row in store.query(wanted, url)]


def marks(store) -> dict[str, str | None]:
    return dict(store.query("SELECT url, gone_at FROM sightings"))


def since(store, url: str = PAGE) -> str | None:
    with store.changing() as connection:
        return gone_at(connection, url)


def test_nothing_is_gone_at_first(kept):
    assert since(kept) is None
    assert marks(kept) == {PAGE: None, OTHER: None}


def test_what_is_gone_is_so_from_the_first_night_and_nothing_else_is(kept, tmp_path):
    note(kept, gone(2))
    assert rows(kept) == [(day(2), None, None)]
    assert (since(kept), since(kept, OTHER)) == (day(2), None)
    assert marks(kept) == {PAGE: day(2), OTHER: None}
    kept.flush()
    assert findings(tmp_path) == []


def test_the_same_night_confirms_nothing(kept):
    note(kept, gone(2), gone(3, run_id=2))
    assert rows(kept) == [(day(2), None, None)]


def test_the_second_night_confirms_and_a_third_says_nothing_new(kept):
    note(kept, gone(2), gone(3), gone(4))
    assert rows(kept) == [(day(2), day(3), None)]
    assert marks(kept)[PAGE] == day(2)


def test_how_it_went_at_first_is_what_is_told(kept):
    note(kept, gone(2, how="unlisted"), gone(3, how="gone"))
    assert kept.query("SELECT how, http_status FROM vanishings") == [("unlisted", None)]


def test_what_is_back_is_marked_no_more_and_the_row_stays(kept, tmp_path):
    note(kept, gone(2), gone(3), (PAGE, day(4)))
    assert rows(kept) == [(day(2), day(3), day(4))]
    assert since(kept) is None
    assert marks(kept)[PAGE] is None
    kept.flush()
    assert findings(tmp_path) == []


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_captured_before_it_went_does_not_bring_it_back(kept, number):
    """Old captures are read anew by a better reader."""
    note(kept, gone(2), (PAGE, day(number)))
    assert rows(kept) == [(day(2), None, None)]
    assert marks(kept)[PAGE] == day(2)


def test_what_was_never_gone_is_not_back(kept):
    note(kept, (PAGE, day(2)))
    assert rows(kept) == []


def test_it_may_go_again_and_that_is_to_be_confirmed_again(kept):
    note(kept, gone(2), gone(3), (PAGE, day(4)), gone(5))
    assert rows(kept) == [(day(2), day(3), day(4)), (day(5), None, None)]
    assert marks(kept)[PAGE] == day(5)


def test_all_reports_at_an_address_go_with_it(kept):
    """A bundle holds the reports of many towns."""
    snapshot = kept.capture(exchange(PAGE, b"bundle"))
    for town in (7, 8):
        kept.keep(town_report(town), snapshot.id, f"{town}.docx")
    note(kept, gone(2))
    assert kept.query("SELECT count(*), count(gone_at) FROM sightings WHERE url = ?", PAGE) == [(3, 3)]


def test_an_address_without_a_report_may_go_too(kept, tmp_path):
    note(kept, gone(2, "http://qingtong.example/xw/9.html"))
    assert marks(kept) == {PAGE: None, OTHER: None}
    kept.flush()
    assert findings(tmp_path) == []
