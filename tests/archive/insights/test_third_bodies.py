"""A sentence with a name to whether a third body has it too; real records in a real archive."""

import pytest

from archive.insights.third_bodies import says_a_third
from tests.archive.captures import keep
from tests.archive.insights.made import OTHER, text, town_record, words

OWNER, HOLDER = words(1).by, words(2, "谷溪镇", "990106102").by
SAID = "麦岭镇还请退休教师把水渠账目念了12遍,每遍都有人来听"


def third(store, said, town="柳河乡", code="990106203", **changes):
    keep(
        store, town_record(town, code, said=f"{text(town, sentences=OTHER)}\n{said}。", **changes), f"http://{code}.cn/"
    )


def says(store, sentence=SAID, one=HOLDER, other=OWNER):
    return says_a_third(store.query, "麦岭镇", sentence, one, other)


def test_nobody_says_it(store):
    third(store, "麦岭镇的广播里每天念一遍天气")
    assert not says(store)


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        SAID.replace("12", "9"),  # each fills its own figure in
        f"今年秋天,{SAID[:18]}9遍,听的人不多",  # the rest of the sentence is its own
        SAID.replace("麦岭", "麦\n岭").replace("退休", "退 休"),  # lines of a PDF
    ],
)
def test_a_third_town_of_the_county_says_it_in_that_year(store, said):
    third(store, said)
    assert says(store)


@pytest.mark.parametrize(("said", "does_say"), [(SAID, True), (SAID.replace("12", "9"), False)])
def test_of_other_counties_and_years_the_figures_count(store, said, does_say):
    third(store, said, "柳泉镇", "990101101", county="青禾县", year=2022)
    assert says(store) == does_say


def test_the_two_bodies_in_other_years_are_no_third(store):
    for year in (2023, 2024):
        keep(store, town_record(year=year, said=f"{text()}\n{SAID}。"), f"http://example.cn/{year}")
    assert not says(store)


def test_the_same_body_without_a_code_of_its_own_is_no_third(store):
    """Where a list does not know a town, its reports of other years stand under another key."""
    third(store, SAID, "麦岭镇", "990106")
    assert store.query("SELECT count(*) FROM reports WHERE key NOT LIKE '990106101/%'") == [(1,)]
    assert not says(store)


def test_a_town_names_itself_as_its_government(store):
    """镇 before 党委 is hidden as a body's word for itself; the name must be known nonetheless."""
    said = "麦岭镇党委高度重视水渠账目的公开"
    third(store, said)
    assert says(store, said)
