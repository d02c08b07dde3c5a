"""Pages that stood in the way, told by their source or their words; a real page with such words is left alone."""

import json
from importlib.resources import files

import pytest

from pipelines.document import Document, Paragraph
from pipelines.understanding.verdict.challenges import hindrance, is_shell
from pipelines.understanding.verdict.reasons import reasons

DATA = json.loads(files("pipelines.understanding.verdict").joinpath("challenges.json").read_text("utf-8"))


def page(*lines: str, title: str | None = None, surroundings: tuple[str, ...] = (), reader: str = "html") -> Document:
    return Document(reader, tuple(map(Paragraph, lines)), title=title, surroundings=surroundings)


@pytest.mark.parametrize(
    ("mark", "reason"), [(mark, product["reason"]) for product in DATA["sources"] for mark in product["marks"]]
)
def test_each_mark_of_a_firewall_is_met(mark, reason):
    assert mark == mark.lower(), "the source is searched in lower case"
    assert hindrance(page(), f"<html>{mark.upper()}</html>") == reason


def test_marks_deep_in_a_page_are_its_own():
    assert hindrance(page(), "x" * 30_000 + "wzws-waf-cgi") is None


def test_reasons_are_listed():
    named = {one["reason"] for one in [*DATA["sources"], *DATA["texts"]]}
    assert named <= set(reasons()["blocked"])


def test_items_of_a_list_are_no_errors():
    items = [f"关于系统升级维护的公告{number}" for number in range(20)]
    assert hindrance(page(*items), None) is None
    assert hindrance(page(*items, "您访问的页面不存在"), None) == "soft_404"


@pytest.mark.parametrize(
    ("document", "raw", "shell"),
    [
        (page(), None, True),
        (page("正在跳转"), None, True),
        (page("今日要闻"), None, True),
        (page("今日要闻", surroundings=("导航" * 200,)), None, False),
        (page(surroundings=("导航" * 200,)), "<script>location.href='/'</script>", True),
        (
            page(
                "县城今日晴，集市照常开放，欢迎各地客商前来参加。夜间多云，风力三级，出行的群众请注意保暖，并随身带好雨具。"
            ),
            None,
            False,
        ),
        (page(reader="pdf"), None, False),
    ],
)
def test_shells(document, raw, shell):
    assert is_shell(document, raw) is shell
