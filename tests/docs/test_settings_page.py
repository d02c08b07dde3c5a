"""The settings, variables and error lines of the pages: those of the program, with the same defaults and words."""

import os
import re
import tomllib

import pytest

from archive.verbs import FAILED
from crawler.settings import FILE_VARIABLE, KEYS, variable
from nianbao import main
from tests.docs.markdown import PAGES, bare, page, sections, tables

WRONG_IN_FILE, WRONG_IN_ENVIRONMENT = tables(sections(page("docs/settings.md"), 2)["When something is wrong"])


@pytest.fixture
def clean_environment(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("NIANBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


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
