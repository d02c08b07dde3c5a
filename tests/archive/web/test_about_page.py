"""The page on how to read the archive: what other pages point to is there, in both languages."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

import archive.web
from archive.web.language import LANGUAGES
from archive.web.pages.about import PAGES, STATUSES
from tests.archive.web.shown import html

(ABOUT,) = PAGES
ANCHORS = ("search", "figures", "blank", "checks", "coverage", "gone", "lookalikes", "cite", "snapshot")
_HAN = re.compile("[\u4e00-\u9fff]")
OWN = ("home", "search", "changes", "about")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_anchor_that_other_pages_use_is_there(store, language):
    text = html(ABOUT, store, language)
    for anchor in ANCHORS:
        assert f'id="{anchor}"' in text
        assert f'href="#{anchor}"' in text


def test_every_reason_why_a_cell_has_no_number_is_told(store):
    text = html(ABOUT, store)
    terms = json.loads(files("archive.web.words").joinpath("terms.json").read_text("utf-8"))
    statuses = {key.removeprefix("statuses."): word for key, word in terms.items() if key.startswith("statuses.")}
    assert set(STATUSES) == set(statuses) - {"number", "zero"}
    assert all(statuses[status]["en"] in text for status in STATUSES)


def test_both_deadlines_are_named(store):
    text = html(ABOUT, store, "zh")
    assert "1 月 31 日" in text
    assert "3 月 31 日" in text


@pytest.mark.parametrize("name", OWN)
def test_words_have_the_same_places_in_both_languages_and_no_mix_of_them(name):
    """Examples of names, as 青禾县, may stand in English."""
    words = json.loads(files("archive.web.pages").joinpath(f"{name}.json").read_text("utf-8"))
    for key, word in words.items():
        assert set(word) == {"zh", "en"}, key
        assert set(re.findall(r"\{\w+\}", word["zh"])) == set(re.findall(r"\{\w+\}", word["en"])), key
        assert not _HAN.search(word["en"].replace("青禾县", "")), key


@pytest.mark.parametrize("name", OWN)
def test_every_word_of_a_page_is_used_somewhere(name):
    words = json.loads(files("archive.web.pages").joinpath(f"{name}.json").read_text("utf-8"))
    sources = [one for one in Path(archive.web.__path__[0]).rglob("*") if one.suffix in (".py", ".html")]
    text = "".join(one.read_text("utf-8") for one in sources)
    built = tuple(f"{stem}_" for stem in re.findall(rf'["\']{name}\.(\w+)_(?:["\']|\{{)', text))
    listed = set(ANCHORS) | {f"head_{anchor}" for anchor in ANCHORS} | set(re.findall(r'"(\w+)"', text))
    for key in words:
        is_used = f"{name}.{key}" in text or key in listed or (built and key.startswith(built))
        assert is_used or key.removesuffix("_is") in listed, key
