"""Short forms and spellings of names: what counts as the same place, and what never does."""

import pytest

from archive.places.names import alike, key, region_base, spellings, township_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("乌镇镇", "乌镇"),
        ("连镇镇", "连镇"),
        ("太平街道", "太平"),
        ("太平街道办事处", "太平"),
        ("太平办事处", "太平"),
        ("东风民族乡", "东风"),
        ("东风回族满族乡", "东风"),
        ("乌兰苏木", "乌兰"),
        ("清化镇街道", "清化镇"),
        ("国营青禾农场", "国营青禾农场"),
        ("白马镇", "白马"),
    ],
)
def test_one_ending_goes_and_no_more(name, stem):
    assert township_stem(name) == stem


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("山东省", "山东"),
        ("大兴安岭地区", "大兴安岭"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("顺河回族区", "顺河"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("赣县区", "赣县"),
        ("沙县", None),
        ("城区", None),
        ("浦东新区", None),
        ("井陉矿区", None),
        ("聊城高新技术产业开发区", None),
    ],
)
def test_the_short_form_of_a_region(name, base):
    assert region_base(name) == base


def test_a_name_is_compared_without_blanks_width_and_old_characters():
    assert key("鳳 山　鄉") == key("凤山乡")


def test_twins_are_mutual_and_leave_something_as_it_was():
    assert alike("凤山乡", "风山乡")
    assert alike("风山乡", "凤山乡")
    assert not alike("凤山乡", "凤山乡")
    assert not alike("凤山乡", "凤山坡乡")
    assert not alike("坪凤", "平风"), "of two characters both differ: that is another name"
    assert "茌平区" in set(spellings("荏平区"))


@pytest.mark.parametrize(("one", "other"), [("东河", "西河"), ("大营", "小营"), ("上庄", "下庄"), ("三里", "四里")])
def test_what_tells_neighbours_apart_is_no_twin(one, other):
    assert not alike(one, other)
