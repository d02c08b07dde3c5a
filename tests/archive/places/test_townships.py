"""The list of townships: two vintages, the names as people say them, and every line of the file."""

from collections import Counter

import pytest

from archive.places import townships
from archive.places.names import key
from archive.places.regions import COUNTY, region_name
from archive.places.townships import township, townships_named, townships_of


@pytest.fixture(scope="module")
def all_units():
    lines = townships._list().decode().splitlines()
    return [townships._township(line) for line in lines if line]


def test_the_list_is_whole(all_units):
    assert len(all_units) == 42223
    assert sum(unit.current for unit in all_units) == 41352
    assert [unit.code for unit in all_units] == sorted(unit.code for unit in all_units)
    assert all(region_name(unit.code[:COUNTY]) for unit in all_units)


def test_names_are_stored_as_texts_are_compared(all_units):
    assert [unit.key for unit in all_units if key(unit.key) != unit.key] == []


def test_no_county_has_two_units_of_one_name_in_one_list(all_units):
    counted = Counter((unit.code[:COUNTY], unit.key, unit.current) for unit in all_units)
    assert [name for name, count in counted.items() if count > 1] == []


def test_a_line_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not a line of the list"):
        townships._township("371503110洪官屯镇")


def test_the_newer_name_of_a_code_is_its_name():
    assert township("130227001") is None or township("130227001").current
    assert township("340323100").name == "谷阳镇"
    assert [(unit.code, unit.current) for unit in townships_named("宋町镇")] == [("340604101", False)]


def test_a_name_of_both_lists_comes_once():
    assert [unit.name for unit in townships_of("622926")].count("风山乡") == 1
    assert [unit.code for unit in townships_named("米林镇")] == ["540481100"], "the county's code changed, not the town"


def test_a_unit_that_only_the_older_list_has_is_there_with_its_name():
    assert township("130123200").name == "南牛乡"
    assert "南牛乡" in {unit.key for unit in townships_of("130123")}


@pytest.mark.parametrize(
    ("spoken", "code", "official"),
    [
        ("柏山镇", "410822101", "博爱县柏山镇"),
        ("平东街道", "220303001", "四平市铁东区平东街道"),
        ("明湖街道", "410171560", "郑州经济技术开发区明湖街道"),
        ("三星镇", "320614416", "三星镇（叠石桥家纺产业园区）"),
        ("东渚街道", "320505407", "科技城（东渚街道）"),
        ("永安洲镇", "321203100", "港口物流产业园-永安洲镇"),
        ("额鲁特街道", "152921402", "额鲁特街道办事处"),
        ("於潜镇", "330112104", "於潜镇"),
        ("于潜镇", "330112104", "於潜镇"),
        ("古县渡镇", "361128110", "古县渡镇"),
    ],
)
def test_a_name_is_found_as_it_is_said_and_given_as_it_is_listed(spoken, code, official):
    assert (code, official) in {(unit.code, unit.name) for unit in townships_named(spoken)}


@pytest.mark.parametrize("name", ["", "镇", "凤山", "凤山乡|", "\n", "371503110 洪官屯镇"])
def test_half_a_name_is_no_name(name):
    assert townships_named(name) == ()


@pytest.mark.parametrize("code", ["", "99", "999999", "37150311", "3715031100"])
def test_a_code_that_is_none_has_no_township(code):
    assert township(code) is None


def test_a_county_without_townships_has_none():
    assert townships_of("999999") == ()
    assert townships_of("") == ()
