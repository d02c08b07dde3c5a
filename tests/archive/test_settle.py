"""What many observations of one report add up to, in whatever order they come."""

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.settle import Observation, Sighting, Version, settle

PAGE, COPY, OTHER = "http://a.example.cn/", "http://b.example.cn/", "http://c.example.cn/"


def day(number):
    return f"2025-01-{number:02d}T00:00:00.000000Z"


def seen(number, url=PAGE, text="first", length=1000, reader="html"):
    """An observation on one day; snapshot and record are numbered after the day."""
    return Observation(
        number, url, "", day(number), 100 + number, f"record {number}", text, reader, length, day(number)
    )


def current(*observations):
    """The text that is shown, the same in every order."""
    settled = {settle(order).current for order in permutations(observations)}
    assert len(settled) == 1
    return settled.pop().content_sha256


def test_one_observation_is_one_version_and_one_sighting():
    version = Version("first", 5, day(5), day(5), 105)
    settled = settle([seen(5)])
    assert settled.versions == (version,)
    assert settled.sightings == (Sighting(PAGE, 5, day(5), day(5)),)
    assert (settled.current, settled.first_seen, settled.last_seen) == (version, day(5), day(5))


def test_a_text_seen_again_keeps_its_first_day_and_first_snapshot():
    settled = settle([seen(9), seen(3), seen(6)])
    assert settled.versions == (Version("first", 3, day(3), day(9), 103),)
    assert settled.sightings == (Sighting(PAGE, 9, day(3), day(9)),)
    assert (settled.first_seen, settled.last_seen) == (day(3), day(9))


def test_a_copy_elsewhere_is_another_sighting_of_one_version():
    settled = settle([seen(2, COPY), seen(1), seen(4)])
    assert [(version.content_sha256, version.first_seen) for version in settled.versions] == [("first", day(1))]
    assert settled.sightings == (Sighting(PAGE, 4, day(1), day(4)), Sighting(COPY, 2, day(2), day(2)))


def test_a_changed_text_is_another_version_with_days_of_its_own():
    settled = settle([seen(1), seen(3), seen(5, text="second"), seen(8, text="second")])
    assert settled.versions == (
        Version("first", 1, day(1), day(3), 101),
        Version("second", 5, day(5), day(8), 105),
    )
    assert settled.sightings == (Sighting(PAGE, 8, day(1), day(8)),)
    assert settled.current.content_sha256 == "second"


def test_the_newest_text_is_current():
    assert current(seen(1), seen(2, text="second"), seen(3, text="third")) == "third"
    assert current(seen(1), seen(2, COPY, text="second")) == "second"
    assert current(seen(1), seen(2, COPY, text="second"), seen(3)) == "second"


def test_a_text_that_came_back_is_current_where_the_change_is_nowhere_any_more():
    assert current(seen(1), seen(2, text="second"), seen(3)) == "first"


def test_an_old_copy_found_late_on_another_portal_is_not_taken_for_news():
    assert current(seen(1), seen(2, text="second"), seen(9, COPY)) == "second"


@pytest.mark.parametrize(("length", "winner"), [(799, "first"), (800, "second"), (1000, "second"), (5000, "second")])
def test_an_excerpt_never_replaces_the_whole_text_that_still_stands_elsewhere(length, winner):
    assert current(seen(1), seen(2, COPY, text="second", length=length)) == winner


def test_an_excerpt_is_current_where_the_whole_text_is_gone():
    assert current(seen(1), seen(2, text="second", length=10)) == "second"
    assert current(seen(1), seen(2, COPY, text="second", length=10), seen(3, text="second", length=10)) == "second"


def test_an_excerpt_is_measured_against_the_longest_live_text_only():
    whole_gone = (seen(1, length=5000), seen(2, text="second", length=1000))
    assert current(*whole_gone, seen(3, COPY, text="third", length=900)) == "third"
    assert current(*whole_gone, seen(3, COPY, text="third", length=700)) == "second"
    assert current(seen(1, length=5000), seen(2, COPY, "second"), seen(3, OTHER, "third", 4500)) == "third"


READERS = ("html", "docx", "doc", "rtf", "xlsx", "xls", "txt", "pdf", "scan")


@pytest.mark.parametrize(("better", "worse"), [*pairwise(READERS), ("scan", "fax"), ("pdf", None)])
@pytest.mark.parametrize("better_came_first", [True, False])
def test_of_an_equal_text_the_reader_that_saw_most_is_shown(better, worse, better_came_first):
    days = (1, 2) if better_came_first else (2, 1)
    settled = settle([seen(days[0], reader=better), seen(days[1], COPY, reader=worse)])
    assert settled.versions == (Version("first", 1, day(1), day(2), 100 + days[0]),)


def test_of_equal_readers_the_first_is_shown():
    assert settle([seen(3), seen(2, COPY), seen(7)]).current.record_id == 102


def test_a_better_reader_does_not_make_an_old_text_current():
    assert current(seen(1, reader="html"), seen(2, COPY, text="second", reader="scan")) == "second"


LENGTHS = {"first": 1000, "second": 900, "third": 500, "fourth": 790}

observations = st.lists(
    st.builds(
        lambda number, url, text, reader: seen(number, url, text, LENGTHS[text], reader),
        st.integers(1, 28),
        st.sampled_from((PAGE, COPY, OTHER)),
        st.sampled_from(sorted(LENGTHS)),
        st.sampled_from((*READERS, None)),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda one: (one.fetched_at, one.url),
).map(lambda several: [replace(one, snapshot_id=n, record_id=100 + n) for n, one in enumerate(several)])


@settings(deadline=None)
@given(observations, st.data())
def test_the_order_of_arrival_changes_nothing(several, data):
    assert settle(data.draw(st.permutations(several))) == settle(several)


@settings(deadline=None)
@given(observations)
def test_dates_and_counts_are_those_of_the_observations(several):
    settled = settle(several)
    for groups, attribute in ((settled.versions, "content_sha256"), (settled.sightings, "url")):
        days = {}
        for one in several:
            days.setdefault(getattr(one, attribute), []).append(one.fetched_at)
        assert {getattr(group, attribute): (group.first_seen, group.last_seen) for group in groups} == {
            name: (min(dates), max(dates)) for name, dates in days.items()
        }
        assert len(groups) == len(days)
    dates = [one.fetched_at for one in several]
    assert (settled.first_seen, settled.last_seen) == (min(dates), max(dates))


@settings(deadline=None)
@given(observations)
def test_the_current_text_is_live_whole_and_the_newest_such(several):
    settled = settle(several)
    last_at = {one.url: one for one in sorted(several, key=lambda one: one.fetched_at)}
    live = {one.content_sha256 for one in last_at.values()}
    longest = max(LENGTHS[text] for text in live)
    whole = [
        one for one in settled.versions if one.content_sha256 in live and LENGTHS[one.content_sha256] >= 0.8 * longest
    ]
    assert settled.current in whole
    assert settled.current.first_seen == max(one.first_seen for one in whole)


@settings(deadline=None)
@given(observations)
def test_every_version_shows_a_record_of_its_own_text(several):
    texts = {one.record_id: one.content_sha256 for one in several}
    assert all(texts[version.record_id] == version.content_sha256 for version in settle(several).versions)


def test_two_captures_of_one_moment_and_address_are_settled_in_one_way():
    twice = [seen(1), replace(seen(1), snapshot_id=2)]
    assert settle(twice) == settle(twice[::-1])
