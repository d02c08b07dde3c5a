"""Observations that a server confirmed later: they make a text and a place last longer, and nothing else of them."""

from dataclasses import replace
from itertools import permutations

import pytest

from archive.settle import Observation, Settled, settle

PAGE, FILE = "http://www.qingtong.example/nb/1.html", "http://www.qingtong.example/nb/1.pdf"


def day(number: int) -> str:
    return f"2025-01-{number:02d}T18:00:00.000000Z"


def seen(number: int, url: str = PAGE, text: str = "first", until: int | None = None) -> Observation:
    at, length = day(number), 1000
    record = (100 + number, f"record {number}")
    return Observation(number, url, "", at, *record, text, "html", length, day(until or number))


def settled(*observations: Observation) -> Settled:
    """The same in every order."""
    results = {settle(order) for order in permutations(observations)}
    assert len(results) == 1
    return results.pop()


def test_what_was_confirmed_was_seen_last_then():
    told = settled(seen(1, until=9))
    assert (told.first_seen, told.last_seen) == (day(1), day(9))
    assert [(one.first_seen, one.last_seen) for one in (*told.versions, *told.sightings)] == [(day(1), day(9))] * 2
    assert told.current == told.versions[0]


def test_only_the_text_and_the_place_that_were_confirmed_last_longer():
    told = settled(seen(1), seen(2, FILE, "second", until=8))
    assert {one.content_sha256: one.last_seen for one in told.versions} == {"first": day(1), "second": day(8)}
    assert {one.url: one.last_seen for one in told.sightings} == {PAGE: day(1), FILE: day(8)}
    assert told.last_seen == day(8)


def test_a_sighting_keeps_the_snapshot_of_its_newest_capture():
    """An older capture may have been confirmed longer, where a page went to and fro."""
    (sighting,) = settled(seen(1, until=9), seen(4)).sightings
    assert (sighting.snapshot_id, sighting.last_seen) == (4, day(9))


@pytest.mark.parametrize("until", [1, 2, 30])
def test_a_confirmation_of_the_old_text_does_not_bring_it_back(until):
    """What stands at the place now is what was captured last."""
    told = settled(seen(1, until=until), seen(3, text="second"))
    assert told.current.content_sha256 == "second"


def test_of_texts_that_began_on_one_day_the_one_confirmed_longer_is_shown():
    first = seen(1, until=9)
    other = replace(seen(1, FILE, "second"), snapshot_id=2, record_id=102)
    assert settled(first, other).current.content_sha256 == "first"
    assert settled(replace(first, until=day(1)), replace(other, until=day(9))).current.content_sha256 == "second"
