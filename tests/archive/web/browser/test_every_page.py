"""Every page in a real browser: in both languages, wide and on a phone, light and dark, and open to everybody."""

import pytest

from archive.questions.questions import questions
from tests.archive.web.browser.addresses import addresses
from tests.archive.web.browser.chromium import PHONE, barriers, overflow, picture, untold_chinese

NAMES = (
    *("home", "search", "search-nothing", "search-refused", "search-filters", "report", "versions", "body", "country"),
    *("county", "coverage", "coverage-year", "changes", "checks", "lookalikes", "lookalike-pair", "questions", "about"),
    *("snapshot", "snapshot-file", "snapshot-hostile"),
)
QUESTIONS = [question.name for question in questions()]


def opened(window, address):
    assert window.goto(address).status == 200
    assert window.locator("h1").count() == 1
    assert window.locator("main").count() == 1


def test_every_kind_of_page_is_looked_at(site):
    assert set(NAMES) == addresses(site).keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_open_to_everybody(open_window, site, name):
    address = addresses(site)[name]
    window = open_window(may_complain=name == "snapshot-hostile")
    opened(window, f"/zh/{address}")
    picture(window, f"{name}-zh")
    assert barriers(window) == [], "wide"
    window.emulate_media(color_scheme="dark")
    picture(window, f"{name}-zh-dark")
    assert barriers(window, "color-contrast") == [], "in the dark"
    window.emulate_media(color_scheme="light")
    window.set_viewport_size(PHONE)
    picture(window, f"{name}-zh-phone")
    assert overflow(window) == 0, "in Chinese"
    opened(window, f"/en/{address}")
    picture(window, f"{name}-en-phone")
    assert overflow(window) == 0, "in English"
    assert untold_chinese(window) == []
    assert barriers(window) == [], "on a phone"


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_on_a_page_that_is_open_to_everybody(open_window, name):
    window = open_window(**PHONE)
    opened(window, f"/en/questions/{name}")
    assert overflow(window) == 0, "in English"
    opened(window, f"/zh/questions/{name}")
    assert overflow(window) == 0, "in Chinese"
    assert barriers(window) == []
    picture(window, f"question-{name}-zh-phone")


def test_a_failure_is_a_page_too(open_window):
    window = open_window(may_complain=True)
    assert window.goto("/en/report/999999").status == 404
    assert barriers(window) == []
    picture(window, "failure-en")


@pytest.mark.parametrize("name", ["home", "search", "report"])
def test_a_page_fits_the_narrowest_window(open_window, site, name):
    window = open_window(320, 640)
    for language in ("zh", "en"):
        opened(window, f"/{language}/{addresses(site)[name]}")
        assert overflow(window) == 0, language


@pytest.mark.parametrize("name", ["home", "search", "report", "coverage", "questions"])
def test_letters_may_be_twice_as_large(open_window, site, name):
    window = open_window(1280, 900)
    opened(window, f"/en/{addresses(site)[name]}")
    window.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(window) == 0
    assert window.locator("h1").bounding_box()["height"] > 0
    picture(window, f"{name}-en-large")
