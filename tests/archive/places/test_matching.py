"""Names as documents write them, against the list: the closest match, and where none is close enough."""

import pytest

from archive.places.matching import closest, units_named, units_spelt_like


@pytest.mark.parametrize(
    ("name", "county", "closeness", "found"),
    [
        ("风山乡", "622926", "exact", {"风山乡"}),
        ("凤山乡", "622926", "twin", {"风山乡"}),
        ("风山镇", "622926", "stem", {"风山乡"}),
        ("兑镇", "141181", "stem", {"兑镇镇"}),
        ("开平街道", "130205", "exact", {"开平街道"}),
        ("开平镇", "130205", "exact", {"开平镇"}),
        ("开平乡", "130205", "stem", {"开平街道", "开平镇"}),
        ("东大字沟门乡", "130827", None, set()),
        ("大字沟口门乡", "130827", "slip", {"大字沟门乡"}),
        ("红花镇", "411622", None, set()),
        ("柳泉镇", "622926", None, set()),
    ],
)
def test_the_closest_units_of_a_county(name, county, closeness, found):
    how, units = closest([name], [county])
    assert (how, {unit.key for unit in units}) == (closeness, found)


def test_the_closest_of_several_counties_counts():
    assert closest(["王桥镇"], ["622926", "361003"])[1][0].code == "361003108"
    assert closest(["凤山乡"], ["622926", "361003"])[1][0].code == "622926214"


def test_outside_counties_only_the_exact_name_counts():
    assert closest(["凤山乡"], ["6229"]) == (None, ())
    assert closest(["风山乡"], ["6229"])[0] == "exact"


def test_names_are_looked_for_in_all_china_or_inside_areas():
    assert len(units_named(["太平镇"])) > 40
    assert {unit.code[:2] for unit in units_named(["太平镇"], ["22"])} == {"22"}
    assert units_named(["太平镇"], []) == ()


def test_a_name_like_another_is_known_as_such():
    assert [unit.code for unit in units_spelt_like(["凤山乡"])] == ["622926214"]
