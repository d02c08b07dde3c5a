"""The kind of a body, as its name and its place tell together."""

import pytest

from archive.places.divisions import division
from pipelines.understanding.facts.places import Resolution
from pipelines.understanding.understand import _kind


@pytest.mark.parametrize(
    ("kind", "code", "known"),
    [
        ("city_government", "341800", "city_government"),
        ("city_government", "341881", "county_government"),
        ("county_government_office", "341825", "county_government_office"),
        ("county_government_office", "341881", "county_government_office"),
        ("county_government_office", "419001", "county_government_office"),
        ("county_government_office", "341800", "department"),
        ("county_government_office", "441900", "department"),
        ("county_government_office", "340000", "department"),
        ("county_government_office", None, "county_government_office"),
        ("department", "341800", "department"),
    ],
)
def test_a_city_of_the_rank_of_a_county_is_one(kind, code, known):
    place = Resolution(division(code) if code else None, "stated" if code else None, None)
    assert _kind(kind, place) == known
