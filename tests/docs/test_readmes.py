"""Both READMEs: the same in two languages, with commands that work, what they print and the tree as it is."""

import re

import pytest

from nianbao import _verbs
from tests.docs.markdown import READMES, ROOT, blocks, code, cut_from, headings, page

BUILT = {verb.name for verb in _verbs() if verb.run}
CALL = re.compile(r"\bnianbao ([a-z]+)\b")  # nianbao verify
BEYOND_TESTS = re.compile(r"\bnianbao (?:crawl|schedule|serve)\b")  # they go online, install a timer, or do not end
PAGES_IN_ALL = re.compile(r"[\d,]+(?= (?:page|WARC record|snapshot)s?\b)")  # 192 pages fetched
PAGES_OF_A_PORTAL = re.compile(r"\d+ +(?=\d+$)")  # 48     22, pages and reports


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_a_readme_shows_only_commands_that_work_today(path):
    called = {verb for piece in code(path.read_text("utf-8")) for verb in CALL.findall(piece)}
    assert called
    assert called <= BUILT


def test_both_readmes_have_the_same_headings_and_code():
    english, chinese = (path.read_text("utf-8") for path in READMES)
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(chinese)]
    assert blocks(english, "sh") == blocks(chinese, "sh")
    assert blocks(english, "text")[:-1] == blocks(chinese, "text")[:-1]  # the last is the tree, in words


def steady(line: str) -> str:
    """A line of the demo without its numbers of pages: they depend on which of two hosts answers first."""
    return PAGES_OF_A_PORTAL.sub("… ", PAGES_IN_ALL.sub("…", line))


def test_the_readme_shows_what_the_demo_prints(demo):
    shown, printed = (
        list(map(steady, lines)) for lines in (blocks(page("README.md"), "text")[0].splitlines(), demo.output)
    )
    assert [line for line in shown if line not in printed] == []
    assert {line for line in printed if line.startswith("  ")} <= set(shown)


def test_the_readme_shows_what_extract_prints(demo):
    (command,) = [line for block in blocks(page("README.md"), "sh") for line in block.splitlines() if "golden" in line]
    assert cut_from(blocks(page("README.md"), "text")[1], demo.run(command).stdout)


def test_the_commands_of_the_readme_work(demo):
    lines = [line for block in blocks(page("README.md"), "sh") for line in block.splitlines()]
    ours = [line for line in lines if line.startswith(".venv/bin/") and not BEYOND_TESTS.search(line)]
    assert ours
    for line in ours:
        done = demo.run(line)
        assert done.returncode == 0, done.stderr


def test_the_tree_of_the_readme_is_that_of_the_repository():
    made_later = {"data/", "demo-data/"}
    for path in READMES:
        named = [line.split()[0] for line in blocks(path.read_text("utf-8"), "text")[-1].splitlines()]
        assert [name for name in named if name not in made_later and not (ROOT / name).exists()] == []
