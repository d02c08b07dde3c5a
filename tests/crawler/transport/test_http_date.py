"""Dates in headers as servers of all ages write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.transport.http_date import seconds_of

MOMENT = 1_445_412_480.0


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Wednesday, 21-Oct-15 07:28:00 GMT",
        "Wed, 21-Oct-2015 07:28:00 GMT",
        "Wed Oct 21 07:28:00 2015",
        "Wed, 21 Oct 2015 15:28:00 +0800",
        "  Wed, 21 Oct 2015 07:28:00 GMT  ",
    ],
)
def test_all_forms_of_one_moment(text):
    assert seconds_of(text) == MOMENT


def test_two_figures_of_a_year_are_of_the_past_where_browsers_take_them_so():
    assert seconds_of("Thu, 01-Jan-70 00:00:01 GMT") == 1


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "120", "soon", "2015-10-21", "Wed, 21 Foo 2015 99:99:99 GMT", "9" * 500]
)
def test_what_is_no_date(text):
    assert seconds_of(text) is None


@settings(database=None, deadline=None)
@given(st.text(st.sampled_from("Thu, 01JanFebOctMayGMT+-:/9\x00年"), max_size=45))
def test_nothing_raises(text):
    assert isinstance(seconds_of(text), float | None)
