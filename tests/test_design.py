"""Sources to verdicts: who imports whom, how a module opens, how long it is, and how little `--help` loads."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("archive", "crawler", "pipelines")
OURS = {*PACKAGES, "nianbao", "tests"}
MAY_IMPORT = {
    "archive": {"archive"},
    "pipelines": {"archive", "pipelines"},
    "crawler": {"archive", "crawler", "pipelines"},
    "nianbao": {"archive", "crawler", "pipelines"},
}
TOML_READERS = {"tomllib", "tomli", "toml", "tomlkit"}
THE_TOML_READER = "crawler.settings"
MOST_LINES = 300
HEAVY = ("scrapy", "twisted", "trafilatura", "sqlite_utils")


@dataclass(frozen=True)
class Module:
    name: str
    text: str
    is_package: bool = False

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]


def modules() -> Iterator[Module]:
    for path in [
        ROOT / "nianbao.py",
        *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))),
    ]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        yield Module(".".join(parts[:-1] if is_package else parts), path.read_text("utf-8"), is_package)


def imports(module: Module) -> Iterator[str]:
    """Full names of all that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(module.text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _package_of(module, node.level) if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node.func) in ("import_module", "__import__") and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def _package_of(module: Module, level: int) -> list[str]:
    parts = module.name.split(".")
    return parts[: len(parts) - level + module.is_package]


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def complaints(module: Module) -> Iterator[str]:
    for name in imports(module):
        top = name.partition(".")[0]
        if top in OURS and top not in MAY_IMPORT[module.top]:
            yield f"{module.name} imports {name}"
        if top in TOML_READERS and module.name != THE_TOML_READER:
            yield f"{module.name} reads TOML with {top}"
    lines = len(module.text.splitlines())
    if lines > MOST_LINES:
        yield f"{module.name} has {lines} lines"
    tree = ast.parse(module.text)
    docstring = ast.get_docstring(tree, clean=False) or ""
    if tree.body and (not docstring.strip() or "\n" in docstring):
        yield f"{module.name} does not open with one line that says what enters and what leaves"


def test_every_module_keeps_the_design():
    assert [complaint for module in modules() for complaint in complaints(module)] == []


def test_all_the_code_was_looked_at():
    names = {module.name for module in modules()}
    assert {"nianbao", "archive", "archive.store", "crawler.settings", "crawler.sample.pages", "pipelines.cli"} <= names
    strays = {path.name for path in ROOT.glob("*.py")} - {"nianbao.py"}
    assert not strays, "a module in the root is checked by nobody"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("archive.x", "import crawler.settings", "imports crawler.settings"),
        ("archive.x", "from pipelines import extract", "imports pipelines.extract"),
        ("archive.x", "def f():\n    if True:\n        from crawler import gate", "imports crawler.gate"),
        ("archive.x", "class A:\n    import pipelines", "imports pipelines"),
        ("archive.x", "import os, crawler as c", "imports crawler"),
        ("archive.x.y", "from ...crawler import gate", "imports crawler.gate"),
        ("archive.x", "import importlib\nimportlib.import_module('crawler.gate')", "imports crawler.gate"),
        ("pipelines.x", "import crawler", "imports crawler"),
        ("crawler.x", "from tests import helper", "imports tests.helper"),
        ("crawler.x", "import nianbao", "imports nianbao"),
        ("nianbao", "def f():\n    import tests.bench", "imports tests.bench"),
        ("crawler.x", "import tomllib", "reads TOML with tomllib"),
        ("archive.x", "def f():\n    from tomllib import loads", "reads TOML with tomllib"),
        ("archive.x", "x = 1\n" * 300, "has 301 lines"),
    ],
)
def test_the_check_itself_catches(name, text, complaint):
    module = Module(name, f'"""One line."""\n{text}')
    assert list(complaints(module)) == [f"{name} {complaint}"]


@pytest.mark.parametrize("opening", ["x = 1\n", '"""Two\nlines."""\n', '""" """\nx = 1\n', "# a comment\nimport os\n"])
def test_the_check_itself_catches_a_module_that_opens_otherwise(opening):
    assert [line for line in complaints(Module("archive.x", opening)) if "does not open" in line]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "archive.x",
            "from . import store\nfrom .proof.finding import Tally\nimport archived_elsewhere\nimport sqlite3",
        ),
        ("archive.x", "words = 'import crawler'  # import pipelines"),
        ("pipelines.x", "import archive.store\nfrom archive.record import Record"),
        ("crawler.x", "from pipelines.extract import extract\nimport archive"),
        ("crawler.settings", "import tomllib"),
        ("nianbao", "from crawler.cli import VERBS"),
    ],
)
def test_the_check_itself_lets_pass(name, text):
    assert list(complaints(Module(name, f'"""One line."""\n{text}'))) == []


def test_relative_imports_of_a_package_start_at_itself():
    assert list(imports(Module("archive.proof", "from . import rows\nfrom .. import store", is_package=True))) == [
        "archive.proof.rows",
        "archive.store",
    ]


def test_an_empty_package_file_needs_no_words():
    assert list(complaints(Module("archive", "", is_package=True))) == []


def test_pyproject_names_every_package_so_that_an_installed_program_is_whole():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    assert sorted(listed) == sorted(module.name for module in modules() if module.is_package)


def _loaded_after(code: str) -> list[str]:
    """The heavy libraries that a fresh interpreter has loaded after running `code`."""
    probe = f"{code}\nimport json, sys\nprint('\\n' + json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_importing_nianbao_loads_no_heavy_library():
    assert _loaded_after("import nianbao") == []


def test_help_of_every_verb_loads_no_heavy_library():
    words = [[], *([verb] for verb in ("crawl", "demo", "extract", "ingest", "rebuild", "search", "verify", "serve"))]
    code = f"""
import contextlib, nianbao
for words in {words}:
    with contextlib.suppress(SystemExit):
        nianbao.main([*words, "--help"])
        raise AssertionError(words)
"""
    assert _loaded_after(code) == []


def test_the_probe_itself_sees_what_is_loaded():
    assert _loaded_after("import sqlite_utils, twisted") == ["twisted", "sqlite_utils"]
