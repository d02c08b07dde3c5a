"""A code to the division with all its parents, special cases first."""

import pytest

from archive.places.divisions import division, region_division
from archive.record import Division


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("37", Division("370000", "山东省", None, None, None)),
        ("370000", Division("370000", "山东省", None, None, None)),
        ("3715", Division("371500", "山东省", "聊城市", None, None)),
        ("371503", Division("371503", "山东省", "聊城市", "茌平区", None)),
        ("371503110", Division("371503110", "山东省", "聊城市", "茌平区", "洪官屯镇")),
        ("371503110000", Division("371503110", "山东省", "聊城市", "茌平区", "洪官屯镇")),
        ("11", Division("110000", "北京市", None, None, None)),
        ("110101", Division("110101", "北京市", "北京市", "东城区", None)),
        ("500241", Division("500241", "重庆市", "重庆市", "秀山土家族苗族自治县", None)),
        ("419001", Division("419001", "河南省", None, "济源市", None)),
        ("469021", Division("469021", "海南省", None, "定安县", None)),
        ("441900", Division("441900", "广东省", "东莞市", None, None)),
        ("441900003", Division("441900003", "广东省", "东莞市", None, "东城街道")),
        ("460400", Division("460400", "海南省", "儋州市", None, None)),
        ("620200", Division("620200", "甘肃省", "嘉峪关市", None, None)),
        ("620201001", Division("620201001", "甘肃省", "嘉峪关市", None, "雄关街道")),
        ("540422", Division("540422", "西藏自治区", "林芝市", "米林县", None)),
    ],
)
def test_a_code_gives_all_the_names(code, expected):
    assert division(code) == expected


@pytest.mark.parametrize("code", ["", "9", "99", "4190", "371523", "37150", "371503999", "3715031", "茌平"])
def test_a_code_of_nothing_gives_nothing(code):
    assert division(code) is None


def test_an_area_is_a_division_too():
    assert region_division("3715").code == "371500"
    assert region_division("620201").code == "620200"
