"""Headers and statuses of firewalls to their names, and those of plain servers to none."""

import json
from importlib.resources import files

import pytest

from crawler.obstacles.firewalls import in_front, is_challenge_script, of_status, products, sent_by
from crawler.obstacles.notices import STATES

MARKS = json.loads(files("pipelines.understanding.verdict").joinpath("challenges.json").read_text("utf-8"))["sources"]


@pytest.mark.parametrize("one", products(), ids=lambda one: one.product)
def test_the_data_is_in_order(one):
    assert one.state in STATES
    for mark in [*one.servers, *one.headers, *one.headers.values(), *one.cookies, *one.locations]:
        assert mark == mark.lower(), "headers are compared in lower case"
    assert one.alone or one.servers or one.headers or one.cookies or one.locations


def test_names_of_products_agree_with_those_of_the_marks():
    named = {one["product"].partition(",")[0] for one in MARKS}
    assert {"加速乐", "瑞数", "阿里云", "奇安信", "云锁"} <= named & {one.product for one in products()}


@pytest.mark.parametrize(
    ("headers", "product"),
    [
        ([("SERVER", "Jiasule-WAF")], "加速乐"),
        ([("X-Via-JSL", "a1,b2")], "加速乐"),
        ([("Set-Cookie", "FSSBBIl1UgzbN7N80S=x; Path=/")], "瑞数"),
        ([("Set-Cookie", "AbCdEfGh80S=x"), ("set-cookie", "AbCdEfGh80T=y")], "瑞数"),
        ([("Set-Cookie", "Zz9dKwod0KO=x"), ("Set-Cookie", "Zz9dKwod0KP=y")], "瑞数"),
        ([("Set-Cookie", "HWWAFSESTIME=17; path=/")], "华为云"),
        ([("X-Powered-By-360WZB", "wangzhan.360.cn")], "奇安信"),
        ([("CF-Mitigated", "challenge")], "Cloudflare"),
        ([("X-Cache", "HIT from YUNDUN")], "云盾 YUNDUN"),
        ([("X-Cache", "HIT")], None),
        ([("Set-Cookie", "JSESSIONIDS=x")], None),
        ([("Set-Cookie", "AbCdEfGh80S=x"), ("Set-Cookie", "XyCdEfGh80T=y")], None),
        ([("Set-Cookie", "x=acw_tc")], None),
        ([("Server", "nginx"), ("Set-Cookie", "")], None),
        ([], None),
    ],
)
def test_headers_and_cookies(headers, product):
    found = in_front(headers)
    assert (found.product if found else None) == product


def test_statuses_of_their_own():
    assert {status: one.product for status in range(200, 600) if (one := of_status(status))} == {
        412: "瑞数", 418: "华为云", 468: "长亭 雷池", 493: "奇安信", 512: "加速乐", 521: "加速乐"
    }  # fmt: skip


def test_redirects_to_pages_of_refusal():
    assert sent_by([("LOCATION", "HTTP://help.365cyd.com/cyd-error-help.html?code=403")]).product == "创宇盾"
    assert sent_by([("Location", "/zwgk/")]) is None


def test_scripts_of_challenges():
    assert is_challenge_script("<script>Document.Cookie = a</script>")
    assert not is_challenge_script("<script>location.href='./2023n/'</script>")
