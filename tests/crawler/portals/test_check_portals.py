"""Answers of home pages to what the register should say of them."""

import pytest

from crawler.families.family import Family
from crawler.pages.page import Page
from crawler.portals import check_portals
from crawler.portals.check_portals import HomeAnswer, check
from crawler.portals.register import Portal
from tests.crawler.site_pages import site_page

PORTAL = Portal("http://www.qingtong.gov.cn/", "青桐县人民政府", "123456")
CODE = "1234560001"


@pytest.fixture(autouse=True)
def two_families(monkeypatch):
    """Platforms made up for these tests: one that knows its pages, and the one of last resort."""
    known = Family("made", lambda page: "made-by-made" in page.text, lambda _: ())
    last = Family("any", lambda _: True, lambda _: (), is_last_resort=True)
    monkeypatch.setattr(check_portals, "families", lambda: {"made": known, "any": last})


def test_a_portal_as_the_register_has_it():
    page = site_page(PORTAL.url, "青桐县政府门户网站", CODE, body="<p>made-by-made</p>")
    found = check(PORTAL, HomeAnswer(page))
    assert found.is_fine
    assert found.families == ("made",)
    assert found.text == (
        "青桐县人民政府 http://www.qingtong.gov.cn/ reachable, family made, name 青桐县政府门户网站 agrees, "
        "code 1234560001 agrees"
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("no such host", "not reachable: no such host"),
        ("", "not reachable: no answer"),
        (HomeAnswer(Page(PORTAL.url, b""), 521, [("Server", "jiasule")]), "blocked: challenge (加速乐)"),
        (HomeAnswer(Page(PORTAL.url, b""), 404), "blocked: gone"),
        (HomeAnswer(Page(PORTAL.url, "<p>访问过于频繁</p>".encode())), "blocked: too_fast"),
    ],
)
def test_portals_that_do_not_answer(answer, words):
    found = check(PORTAL, answer)
    assert not found.is_fine
    assert not found.is_reachable
    assert found.text.endswith(words)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("绿水县人民政府", CODE, "name 绿水县人民政府 differs, code 1234560001 agrees"),
        ("青桐县", "1234570001", "name 青桐县 agrees, code 1234570001 differs"),
        ("青桐县", "1234000001", "name 青桐县 agrees, code 1234000001 differs"),
    ],
)
def test_a_register_that_is_wrong_is_told_so(name, code, words):
    found = check(PORTAL, HomeAnswer(site_page(PORTAL.url, name, code)))
    assert not found.is_fine
    assert found.text.endswith(words)


def test_what_is_not_stated_does_not_differ():
    found = check(PORTAL, HomeAnswer(site_page(PORTAL.url)))
    assert found.is_fine
    assert found.text.endswith("family not told by its home page, no name stated, no code stated")
    bare = Portal(PORTAL.url, PORTAL.name)
    assert check(bare, HomeAnswer(site_page(PORTAL.url, "政务公开", CODE))).text.endswith(
        "code 1234560001 cannot be compared"
    )


def test_moves_are_told_and_strangers_named():
    moved = check(PORTAL, HomeAnswer(site_page("http://www.gzqt.gov.cn/", "青桐县人民政府", CODE)))
    assert (moved.moved_to, moved.is_ours, moved.is_fine) == ("http://www.gzqt.gov.cn/", True, False)
    assert "moved to http://www.gzqt.gov.cn/" in moved.text
    sold = check(PORTAL, HomeAnswer(site_page("http://www.lucky-casino.com/", title="青桐县")))
    assert not sold.is_ours
    assert "leads to a stranger, http://www.lucky-casino.com/" in sold.text
    assert check(PORTAL, HomeAnswer(site_page("https://qingtong.gov.cn/index.html", "青桐县", CODE))).is_fine


def test_one_line_whatever_a_page_says():
    found = check(PORTAL, HomeAnswer(site_page(PORTAL.url, "青桐县\x1b[31m")))
    assert found.text.isprintable()
