"""The documentation against the program: what the one names the other has, and what the one shows the other does."""

import argparse
import ast
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.database import open_for_reading
from archive.forms import figure_units, form_tables
from archive.store import Store
from archive.verbs import DONE, FAILED, INCOMPLETE, INTERRUPTED
from crawler.settings import FILE_VARIABLE, KEYS, variable
from nianbao import _parser, _verbs, main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
VERBS = {verb.name: verb for verb in _verbs()}
BUILT = {name for name, verb in VERBS.items() if verb.run}
OF_EVERY_VERB = ("settings", "data", "help")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")  # [text](target)
RECIPE = re.compile(r"\bmake(?: [A-Z]+=\S+)* ([a-z][a-z-]*)")  # make PYTHON=python3.12 install
CALL = re.compile(r"\bnianbao ([a-z]+)\b")  # nianbao verify
NOT_FOR_READERS = re.compile(r"(?<![\w.:/])/(?:work|root|home|tmp|Users|opt)\b|pypi|\bshared/", re.IGNORECASE)


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text) if kind == language]


def code(text: str) -> list[str]:
    """Everything in a page that is set as code."""
    return [*(body for _, body in FENCE.findall(text)), *SPAN.findall(FENCE.sub("", text))]


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(marks), words) for marks, words in HEADING.findall(FENCE.sub("", text))]


def sections(text: str, level: int) -> dict[str, str]:
    """What stands under each heading of a level, up to the next one of this level or a higher one."""
    parts = re.split(rf"^(#{{1,{level}}}) (.+)$", text, flags=re.MULTILINE)
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {words: body for marks, words, body in found if len(marks) == level}


def tables(text: str) -> list[list[list[str]]]:
    """All tables, each without its head."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    return [[[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()[2:]] for table in found]


def bare(cell: str) -> str:
    return cell.strip("`")


def label(action: argparse.Action) -> str:
    """An option or argument as --help and the docs write it."""
    value = action.metavar or (f"{{{','.join(action.choices)}}}" if action.choices else "")
    return " ".join([*action.option_strings[-1:], *([str(value)] if value else [])])


def actions(verb: str) -> list[argparse.Action]:
    parsers = _parser(VERBS)._subparsers._group_actions[0].choices
    return parsers[verb]._actions


def slug(words: str) -> str:
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


@dataclass(frozen=True)
class Demo:
    folder: Path  # holds demo-data/, and .venv/ as the commands of the docs expect it
    output: list[str]

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", f"set -euo pipefail\n{script}"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    (folder / ".venv").symlink_to(sys.prefix)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    done = subprocess.run(
        [sys.executable, ROOT / "nianbao.py", "demo", "--no-serve"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return Demo(folder, [*done.stdout.splitlines(), *done.stderr.splitlines()])


@pytest.fixture
def clean_environment(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("NIANBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


# commands


def test_every_verb_has_its_section_in_the_order_of_the_help():
    listed = list(_parser(VERBS)._subparsers._group_actions[0].choices)
    assert [words for words in sections(page("docs/commands.md"), 2) if words.islower() and " " not in words] == listed


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_told_of_and_no_other(verb):
    section = sections(page("docs/commands.md"), 2)[verb]
    told = {bare(option): meaning for table in tables(section) for option, meaning in table}
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


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_a_readme_shows_only_commands_that_work_today(path):
    called = {verb for piece in code(path.read_text("utf-8")) for verb in CALL.findall(piece)}
    assert called
    assert called <= BUILT


def test_the_exit_statuses_are_those_of_the_program():
    (table,) = tables(sections(page("docs/commands.md"), 2)["Exit statuses"])
    assert [int(status) for status, _ in table] == [DONE, FAILED, INCOMPLETE, INTERRUPTED]


def test_the_optional_parts_are_those_of_the_package():
    (table,) = tables(sections(page("docs/commands.md"), 2)["Optional parts"])
    extras = tomllib.loads(page("pyproject.toml"))["project"]["optional-dependencies"]
    assert {bare(extra) for extra, _ in table} == extras.keys() - {"dev"}


# settings


def test_every_setting_is_told_of_with_its_default_and_variable():
    told = {bare(key): rest for key, *rest in tables(page("docs/settings.md"))[0]}
    assert list(told) == list(KEYS)
    for key, (default, named, meaning) in told.items():
        value = tomllib.loads(f"value = {bare(default)}")["value"]
        assert (type(value), value) == (type(KEYS[key].default), KEYS[key].default)
        assert bare(named) == variable(key)
        assert meaning


def test_the_settings_file_holds_every_key_with_its_default():
    content = tomllib.loads(page("settings.toml"))
    flat = {key: value for key, value in content.items() if not isinstance(value, dict)}
    flat |= {f"{top}.{key}": value for top, rest in content.items() if top not in flat for key, value in rest.items()}
    assert {key: (type(value), value) for key, value in flat.items()} == {
        key: (type(entry.default), entry.default) for key, entry in KEYS.items()
    }


WRONG_IN_FILE, WRONG_IN_ENVIRONMENT = tables(sections(page("docs/settings.md"), 2)["When something is wrong"])


@pytest.mark.parametrize(("written", "said"), WRONG_IN_FILE)
def test_an_error_in_the_file_reads_as_shown(written, said, clean_environment, tmp_path, capsys):
    (tmp_path / "settings.toml").write_text(bare(written), "utf-8")
    assert main(["verify"]) == FAILED
    assert capsys.readouterr().err == f"{bare(said)}\n"


@pytest.mark.parametrize(("written", "said"), WRONG_IN_ENVIRONMENT)
def test_an_error_in_the_environment_reads_as_shown(written, said, clean_environment, monkeypatch, capsys):
    monkeypatch.setenv(*bare(written).split("=", 1))
    assert main(["verify"]) == FAILED
    assert capsys.readouterr().err == f"{bare(said)}\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_variable_that_is_named_is_read(path):
    text = path.read_text("utf-8")
    for said in [line for table in (WRONG_IN_ENVIRONMENT,) for row in table for line in row]:
        text = text.replace(said, "")
    assert set(re.findall(r"NIANBAO_[A-Z_]*[A-Z]", text)) <= {FILE_VARIABLE, *map(variable, KEYS)}


# archive


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> dict[str, list[str]]:
    """Tables and views of a fresh archive, with their columns."""
    folder = tmp_path_factory.mktemp("fresh")
    Store(folder).close()
    connection = open_for_reading(folder).conn
    ours = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = [name for (name,) in connection.execute(ours)]
    found = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
    connection.close()
    return found


def told_cells() -> set[tuple[str, str, str, str]]:
    """Form, table, row and column of each cell that docs/archive.md lists under `figures`."""
    cells = set()
    for table, section in sections(sections(page("docs/archive.md"), 3)["figures"], 4).items():
        rows, table_columns = tables(section)
        for row, _, *in_forms in rows:
            for form, listed in zip(("2019_trial", "2021_revised"), in_forms, strict=True):
                named = [column for column, _, _ in table_columns] if listed == "all" else listed.split()
                cells |= {(form, table, bare(row), bare(column)) for column in named}
    return cells


def test_every_table_and_column_is_told_of_and_no_other(columns):
    told = {}
    for name, section in sections(page("docs/archive.md"), 3).items():
        rows = tables(section.split("\n#### ")[0])[0]
        assert all(meaning for _, meaning in rows), name
        told[name] = [bare(column) for column, _ in rows]
    rule = told["figures"].index("table__row__column")
    told["figures"][rule:] = {"__".join(cell[1:]) for cell in told_cells()}
    assert {name: sorted(listed) for name, listed in told.items()} == {
        name: sorted(listed) for name, listed in columns.items()
    }


def test_the_cells_of_the_forms_are_those_of_the_program():
    known = {(cell.form, cell.table, cell.row, cell.column) for cells in form_tables().values() for cell in cells}
    assert told_cells() == known
    assert f"{len(figure_units())} columns" in sections(page("docs/archive.md"), 3)["figures"]


def test_the_labels_and_units_of_the_forms_are_those_printed():
    forms = ast.literal_eval(page("archive/forms.json"))
    lists = {
        table: tables(body) for table, body in sections(sections(page("docs/archive.md"), 3)["figures"], 4).items()
    }
    for form in forms.values():
        for table in form["tables"]:
            rows, table_columns = lists[table["key"]]
            printed = {bare(key): text for key, text, *_ in [*rows, *table_columns]}
            units = {bare(key): unit for key, _, unit in table_columns}
            for entry in table["rows"]:
                assert entry["label"] in printed[entry["key"]]
            for key, entry in table["columns"].items():
                assert entry["label"] in printed[key]
                assert units[key] == entry["unit"]


@pytest.mark.parametrize("query", blocks(page("docs/archive.md"), "sql"))
def test_a_query_finds_something_in_the_archive_of_the_demo(query, demo):
    database = (demo.folder / "demo-data" / "archive.db").as_uri()
    connection = sqlite3.connect(f"{database}?mode=ro", uri=True)  # as any client opens it, without our functions
    try:
        assert connection.execute(query).fetchall()
    finally:
        connection.close()


def test_every_way_to_ask_for_words_finds_them(demo):
    (table,) = [t for t in tables(sections(page("docs/archive.md"), 3)["reports_fts"]) if t[0][0].endswith("公开")]
    connection = sqlite3.connect(demo.folder / "demo-data" / "archive.db")
    try:
        for _, asked in table:
            found = connection.execute("SELECT count(*) FROM reports_fts WHERE reports_fts MATCH ?", [bare(asked)])
            assert found.fetchone()[0], asked
    finally:
        connection.close()


# evidence


def template(node: ast.expr) -> str | None:
    """A message with its variable parts as …; None where it is not written out in place."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def messages() -> set[str]:
    """What `verify` may say is wrong, from its sources."""
    said = set()
    for path in [ROOT / "archive" / "verify.py", *(ROOT / "archive" / "proof").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                said.add(template(node.args[1]))
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.JoinedStr):
                said.add(template(node.value))
    return {text for text in said if text}


def test_every_line_of_verify_is_explained_and_no_other():
    (table,) = tables(sections(page("docs/evidence.md"), 2)["verify"])
    assert {said[1:-1] for _, said, _ in table} == messages()


def test_every_line_of_recovery_stands_in_its_source():
    source = re.sub(r"\{[^{}]*\}", "…", page("archive/recovery.py"))
    (table,) = tables(sections(page("docs/evidence.md"), 2)["After a crash"])
    for said, _ in table:
        for fragment in bare(said).split("…"):
            assert fragment.strip() in source, said


def test_the_commands_of_the_evidence_page_do_what_it_says(demo):
    if missing := [tool for tool in ("bash", "dd", "gzip", "sha256sum") if not shutil.which(tool)]:
        pytest.skip(f"{', '.join(missing)} not on this machine")
    done = demo.run("\n".join(blocks(page("docs/evidence.md"), "sh")))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK\n") == 4  # two files, one document by hand and by warcio
    assert "its bytes do not match the digest of the file" in done.stdout
    assert done.stdout.endswith("found\n")


# pages


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


def test_both_readmes_have_the_same_headings_and_code():
    english, chinese = (path.read_text("utf-8") for path in READMES)
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(chinese)]
    assert blocks(english, "sh") == blocks(chinese, "sh")
    assert blocks(english, "text")[0] == blocks(chinese, "text")[0]


def test_the_readme_shows_what_the_demo_prints(demo):
    shown = blocks(page("README.md"), "text")[0].splitlines()
    assert [line for line in shown if line not in demo.output] == []
    assert {line for line in demo.output if line[:2] == "20"} <= set(shown)


def test_the_commands_of_the_readme_work(demo):
    lines = [line for block in blocks(page("README.md"), "sh") for line in block.splitlines()]
    ours = [line for line in lines if line.startswith(".venv/bin/")]
    assert ours
    for line in ours:
        done = demo.run(line)
        assert done.returncode == 0, done.stderr


def test_the_tree_of_the_readme_is_that_of_the_repository():
    made_later = {"data/", "demo-data/"}
    for path in READMES:
        named = [line.split()[0] for line in blocks(path.read_text("utf-8"), "text")[1].splitlines()]
        assert [name for name in named if name not in made_later and not (ROOT / name).exists()] == []


def test_the_change_log_knows_this_version():
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]
    assert any(words.startswith(f"[{version}]") for level, words in headings(page("CHANGELOG.md")) if level == 2)
