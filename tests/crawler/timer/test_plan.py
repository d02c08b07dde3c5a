"""Words of the command line and settings to the plan of a timer."""

import sys
from pathlib import Path

import pytest

from archive.errors import UsageError
from crawler.timer.plan import Asked, asked_for, asked_from_json, config_home, plan_of, unit_of
from tests.crawler.settings_files import written
from tests.crawler.timer.machine import executable


def asked(folder: Path, **changed) -> Asked:
    return asked_for(
        **{"settings": folder / "settings.toml", "data": None, "at": None, "name": None, "environment": {}} | changed
    )


def test_paths_are_made_absolute(elsewhere):
    written(elsewhere, "")
    found = asked_for(Path("settings.toml"), Path("../other"), None, None, {})
    assert (found.settings, found.data) == (elsewhere / "settings.toml", elsewhere.parent / "other")


def test_the_settings_file_is_found_as_by_every_verb(elsewhere):
    with pytest.raises(UsageError, match=r"settings\.toml: no such settings file"):
        asked_for(None, None, None, None, {})
    written(elsewhere, "")
    assert asked_for(None, None, None, None, {}).settings == elsewhere / "settings.toml"
    (elsewhere / "mine.toml").touch()
    assert asked_for(None, None, None, None, {"NIANBAO_SETTINGS": "mine.toml"}).settings == elsewhere / "mine.toml"


@pytest.mark.parametrize("at", ["2:00", "24:00", "02:60", "0200", "", "02:00\n", "٠٢:٠٠", "daily"])
def test_a_time_that_is_none_is_refused(elsewhere, at):
    written(elsewhere, "")
    with pytest.raises(UsageError, match="must be a time of China"):
        asked(elsewhere, at=at)


@pytest.mark.parametrize("name", ["", "a b", "年报", "-x", "a/b", "../x", "a@b", "a.b", "x" * 52])
def test_a_name_that_is_none_of_a_unit_is_refused(name):
    with pytest.raises(UsageError, match="--name"):
        unit_of(name)


def test_no_name_hides_the_unit_of_another_program():
    assert unit_of("dbus") == "nianbao-dbus"


def test_what_was_asked_for_comes_back(elsewhere):
    written(elsewhere, "")
    for found in (asked(elsewhere), asked(elsewhere, data=Path("数据 100%"), at="23:59", name="west")):
        assert asked_from_json(found.as_json()) == found


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"settings": 1}', '{"settings": "a", "data": null}'])
def test_what_is_no_such_text_is_told_as_none(text):
    assert asked_from_json(text) is None


def test_the_command_that_asks_for_the_same_names_what_is_not_usual(elsewhere):
    written(elsewhere, "")
    assert asked(elsewhere).as_command() == f"nianbao schedule install --settings {elsewhere}/settings.toml"
    longer = asked(elsewhere, data=Path("my data"), at="03:30", name="west").as_command()
    assert longer.endswith(f" --data '{elsewhere}/my data' --at 03:30 --name west")


def test_the_plan_follows_the_settings_of_the_file_and_not_of_this_shell(elsewhere, monkeypatch):
    written(elsewhere, "data = 'kept'\nnight.backups = 'copies'")
    monkeypatch.setenv("NIANBAO_DATA", "from this shell")
    plan = plan_of(asked(elsewhere), elsewhere / "config")
    assert plan.written == (elsewhere / "kept", elsewhere / "copies")
    assert plan.command[-4:] == ("crawl", "--nightly", "--settings", str(elsewhere / "settings.toml"))
    assert plan.environment_file == elsewhere / "config" / "nianbao" / "nianbao.env"


def test_a_named_folder_goes_before_the_setting(elsewhere):
    written(elsewhere, "data = 'kept'")
    plan = plan_of(asked(elsewhere, data=Path("mine"), name="west"), elsewhere)
    assert (plan.data, plan.written) == (elsewhere / "mine", (elsewhere / "mine",))
    assert plan.command[-2:] == ("--data", str(elsewhere / "mine"))
    assert plan.environment_file.name == "nianbao-west.env"


def test_the_command_is_this_very_program(elsewhere, monkeypatch):
    written(elsewhere, "")
    monkeypatch.setattr(sys, "executable", str(elsewhere / "python"))
    assert plan_of(asked(elsewhere), elsewhere).command[:3] == (str(elsewhere / "python"), "-m", "nianbao")
    script = executable(elsewhere / "nianbao")
    assert plan_of(asked(elsewhere), elsewhere).command[:2] == (str(script), "crawl")


@pytest.mark.parametrize(
    ("content", "has_own"),
    [
        ("", True),
        ("night.backups = '/var/tmp/copies'", False),
        ("data = '/tmp/kept'", False),
        ("data = '/tmpfiles'", True),
    ],
)
def test_a_night_has_its_own_tmp_unless_that_hides_what_it_needs(elsewhere, monkeypatch, content, has_own):
    monkeypatch.setattr("crawler.timer.plan._TEMPORARY", (Path("/tmp"), Path("/var/tmp")))
    settings = "/srv/nianbao/settings.toml"
    monkeypatch.setattr("crawler.timer.plan.load", lambda file, variables: load_as_of(elsewhere, content, file))
    monkeypatch.setattr(sys, "executable", "/srv/nianbao/python")
    assert plan_of(Asked(Path(settings), None, "02:00", None), elsewhere).has_own_tmp is has_own


def load_as_of(folder: Path, content: str, file: Path):
    """The settings of a text, with paths as if it stood in another folder: all folders of tests are temporary ones."""
    from dataclasses import replace

    from crawler.settings import load

    found = load(written(folder, content), {})

    def moved(path: Path) -> Path:
        return file.parent / path.relative_to(folder) if path.is_relative_to(folder) else path

    return replace(found, archive=replace(found.archive, data=moved(found.archive.data)), portals=moved(found.portals))


def test_the_folder_of_configuration_is_where_systemd_looks(monkeypatch, elsewhere):
    monkeypatch.setenv("HOME", str(elsewhere))
    assert config_home({"XDG_CONFIG_HOME": "/srv/config"}) == Path("/srv/config")
    assert config_home({"XDG_CONFIG_HOME": "relative"}) == elsewhere / ".config"
    assert config_home({}) == elsewhere / ".config"
