"""What pages and interfaces say, to whether that is their message or one of many things on them."""

import pytest

from crawler.obstacles.notices import (
    STATES,
    is_bare,
    is_too_fast,
    may_tell,
    state_of,
    told_by,
    told_by_error,
    told_by_json,
)
from crawler.obstacles.visible import Seen
from pipelines.understanding.verdict.reasons import reasons


def seen(*lines, **more):
    return Seen(**{"lines": lines, "letters": sum(map(len, lines)), **more})


def test_states_are_those_of_the_verdict_and_of_the_wire():
    assert set(STATES) - set(reasons()["blocked"]) <= {"too_fast", "gone", "empty"}
    assert [state_of(state) for state in STATES] == list(STATES)


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (seen("该页面不存在"), "soft_404"),
        (seen("您访问的页面不存在", links=50), "soft_404"),
        (seen("系统正在维护"), "server_error"),
        (seen("系统正在维护", links=50), None),
        (seen(title="系统正在维护", links=50), None),
        (seen("访问被拒绝"), "access_denied"),
        (seen("访问被拒绝", links=6), None),
        (seen(title="访问被拒绝", links=6), "access_denied"),
        (seen("访问被拒绝", *"一二三四五六七八九十甲乙丙丁戊"), None),
        (seen("您访问的页面不存在", is_article=True), None),
        (seen("您访问的页面不存在", letters=401), None),
        (seen("请先登录", links=3), None),
        (seen("请先登录", links=3, asks_password=True), "login"),
        (seen("请输入验证码", fields=1), "captcha"),
        (seen("请输入验证码", fields=3), None),
        (seen("请输入验证码", fields=3, asks_password=True), "login"),
        (seen(alerts=("该信息不存在",)), "soft_404"),
        (seen("通知", links=3, alerts=("该信息不存在",)), None),
        (seen(), None),
    ],
)
def test_what_pages_say(page, state):
    assert told_by(page) == state


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("访问过于频繁", True),
        ("您的请求太频繁,请稍后再试", True),
        ("操作过快", True),
        ("访问次数过多", True),
        ("请求频率超过限制", True),
        ("toomanyrequests", True),
        ("频繁访问被限制", True),
        ("访问量统计", False),
        ("本月点击次数", False),
        ("浏览次数:20", False),
    ],
)
def test_limits_of_pace(words, is_so):
    assert is_too_fast(seen(words)) is is_so
    assert told_by(seen(words, links=50)) == ("too_fast" if is_so else None)


def test_error_pages_say_more_than_their_status_only_where_they_are_small():
    assert told_by_error(seen("请完成安全验证")) == "captcha"
    assert told_by_error(seen("请完成安全验证", links=6)) is None


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ('{"code":401,"message":"请先登录"}', "login"),
        ('{"status":500,"error":"Internal Server Error"}', "server_error"),
        ('{"msg":"请求过于频繁"}', "too_fast"),
        ('{"message":"success","data":{"list":[]}}', None),
        ('{"message":{"a":"请先登录"}}', None),
        ('["请先登录"]', None),
        ('{"msg":"请先登录"', None),
        (f'{{"msg":"请先登录","x":"{"a" * 2000}"}}', None),
        ("[" * 1999, None),
    ],
)
def test_what_interfaces_say(answer, state):
    assert told_by_json(answer) == state


def test_pages_with_next_to_nothing_are_bare():
    assert is_bare(seen("正在跳转"))
    assert not is_bare(seen("正在跳转", links=3))
    assert not is_bare(seen(is_article=True))


def test_words_that_ask_for_a_closer_look():
    assert may_tell("<p>您访问的页面不存在</p>")
    assert not may_tell("<p>政府信息公开年报</p>")
