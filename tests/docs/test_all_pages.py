"""Recipes, links and paths on every page: what is named is there, and nothing is of one machine only."""

import re
import tomllib

import pytest

from tests.docs.markdown import FENCE, PAGES, code, headings, page

LINK = re.compile(r"\]\(([^)\s]+)\)")  # [text](target)
RECIPE = re.compile(r"\bmake(?: [A-Z]+=\S+)* ([a-z][a-z-]*)")  # make PYTHON=python3.12 install
NOT_FOR_READERS = re.compile(r"(?<![\w.:/])/(?:work|root|home|tmp|Users|opt)\b|pypi|\bshared/", re.IGNORECASE)


def slug(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_recipe_that_is_named_exists(path):
    named = {recipe for piece in code(path.read_text("utf-8")) for recipe in RECIPE.findall(piece)}
    assert named <= recipes()


def test_every_recipe_is_named():
    named = {recipe for piece in code(page("CONTRIBUTING.md")) for recipe in RECIPE.findall(piece)}
    assert named >= recipes()


def recipes() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", page("Makefile"), flags=re.MULTILINE))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    for target in LINK.findall(FENCE.sub("", path.read_text("utf-8"))):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        aim = path.parent / name if name else path
        assert aim.is_file(), target
        if anchor:
            assert anchor in {slug(words) for _, words in headings(aim.read_text("utf-8"))}, target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_of_one_machine_stands_in_a_page(path):
    assert not NOT_FOR_READERS.search(path.read_text("utf-8"))


def test_the_change_log_knows_this_version():
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]
    assert any(words.startswith(f"[{version}]") for level, words in headings(page("CHANGELOG.md")) if level == 2)
