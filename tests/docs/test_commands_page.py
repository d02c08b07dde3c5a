"""The verbs, options, statuses and extras that the pages tell of: all those of the program, and no others."""

import argparse
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from archive.coverage.telling import _LEGEND, _MARKS
from archive.coverage.verb import _STATES
from archive.verbs import DONE, FAILED, INCOMPLETE, INTERRUPTED
from nianbao import _parser, _verbs
from tests.docs.markdown import PAGES, SPAN, bare, blocks, cut_from, page, sections, tables

VERBS = {verb.name: verb for verb in _verbs()}
BUILT = {name for name, verb in VERBS.items() if verb.run}
OF_THE_DAY = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d|(?<=snapshot )\d+|(?<=new )\d+|(?<=report )\d+|[\d.]+(?= MB)"
)  # 2025-02-11 02:00, old snapshot 118, new 352, report 47, 0.2 MB
OF_EVERY_VERB = ("settings", "data", "help")


def label(action: argparse.Action) -> str:
    """An option or argument as --help and the docs write it."""
    value = action.metavar or (f"{{{','.join(action.choices)}}}" if action.choices else "")
    return " ".join([*action.option_strings[-1:], *([str(value)] if value else [])])


def actions(verb: str) -> list[argparse.Action]:
    parsers = _parser(VERBS)._subparsers._group_actions[0].choices
    return parsers[verb]._actions


def test_every_verb_has_its_section_in_the_order_of_the_help():
    listed = list(_parser(VERBS)._subparsers._group_actions[0].choices)
    assert [words for words in sections(page("docs/commands.md"), 2) if words.islower() and " " not in words] == listed


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_told_of_and_no_other(verb):
    section = sections(page("docs/commands.md"), 2)[verb]
    told = {bare(option): meaning for table in tables(section)[:1] for option, meaning in table}
    own = {label(action): action for action in actions(verb) if action.dest not in OF_EVERY_VERB}
    assert told.keys() == own.keys()
    for option, action in own.items():
        assert told[option]
        if action.choices and action.default:
            assert f"default `{action.default}`" in told[option]


def test_the_options_of_every_verb_are_told_of_once():
    (table,) = tables(sections(page("docs/commands.md"), 2)["Options of every verb"])
    for verb in VERBS:
        assert {bare(option) for option, _ in table} == {
            label(action) for action in actions(verb) if action.dest in OF_EVERY_VERB
        }


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_not_built_yet_says_so(verb):
    section = sections(page("docs/commands.md"), 2)[verb]
    assert section.strip().startswith("*Not built yet.*") == (verb not in BUILT)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_example_of_a_command_is_accepted(path):
    lines = [line for block in blocks(path.read_text("utf-8"), "sh") for line in block.splitlines()]
    for line in lines:
        words = shlex.split(re.split(r" (?:>|\|\|?) ", line)[0], comments=True) if "nianbao " in line else []
        if words and Path(words[0]).name == "nianbao":
            assert _parser(VERBS).parse_args(words[1:]).verb in VERBS


def test_the_record_is_shown_as_it_is(demo):
    section = sections(page("docs/commands.md"), 2)["extract"]
    (shown,) = blocks(section, "json")
    (command,) = [block for block in blocks(section, "sh") if "json.tool" in block]
    assert cut_from(shown, demo.run(f".venv/bin/{command}").stdout)


def test_every_state_of_coverage_is_told_with_its_marks():
    _, told = tables(sections(page("docs/commands.md"), 2)["coverage"])
    marks = {bare(state): SPAN.findall(shown) for state, shown, _ in told}
    assert list(marks) == list(_STATES)
    assert {state: shown for state, shown in marks.items() if state != "published"} == {
        state: [mark] for state, mark in _MARKS.items()
    }
    assert [mark for shown in marks.values() for mark in shown] == list(_LEGEND)


@pytest.mark.parametrize("verb", ["ingest", "search", "coverage", "changes", "export"])
def test_an_example_is_what_the_demo_has(verb, demo):
    """All but what is of the day: moments, sizes, and numbers that hang on which of two hosts answers first."""
    section = sections(page("docs/commands.md"), 2)[verb]
    (command,) = re.findall(r"In(?: the demo's|to an empty) archive, `(.*?)`", section)
    shown, *_ = blocks(section, "text")
    done = demo.run(f".venv/bin/{command}")
    printed = done.stderr if "says on standard error" in section else done.stdout
    assert [steady(line) for line in shown.strip().splitlines()] == [
        steady(line) for line in printed.strip().splitlines()
    ]


def steady(line: str) -> str:
    return OF_THE_DAY.sub("…", line)


def test_the_exit_statuses_are_those_of_the_program():
    (table,) = tables(sections(page("docs/commands.md"), 2)["Exit statuses"])
    assert [int(status) for status, _ in table] == [DONE, FAILED, INCOMPLETE, INTERRUPTED]


def test_the_optional_parts_are_those_of_the_package():
    (table,) = tables(sections(page("docs/commands.md"), 2)["Optional parts"])
    extras = tomllib.loads(page("pyproject.toml"))["project"]["optional-dependencies"]
    assert {bare(extra) for extra, _ in table} == extras.keys() - {"dev"}
