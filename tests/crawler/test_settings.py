"""Made-up settings files and environments to settings, or to the one line that says what is wrong and where."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from archive.errors import SettingsError
from crawler.settings import KEYS, Settings, load, variable

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "settings.toml"


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "settings.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refusal(file: Path | None, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(file, environment or {})
    assert type(caught.value) is SettingsError
    line = str(caught.value)
    assert len(line.splitlines()) == 1, line
    return line


def flat(table: dict, prefix: str = "") -> dict:
    values = {}
    for name, value in table.items():
        values |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return values


def by_key(settings: Settings) -> dict:
    values = {"data": settings.archive.data, "portals": settings.portals}
    values |= {f"crawl.{field.name}": getattr(settings.crawl, field.name) for field in fields(settings.crawl)}
    return values | {"archive.roll_bytes": settings.archive.roll_bytes}


def test_the_shipped_file_and_the_code_have_the_same_keys():
    assert list(flat(tomllib.loads(SHIPPED.read_text("utf-8")))) == list(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_the_shipped_file_and_the_code_have_the_same_default(key):
    shipped = flat(tomllib.loads(SHIPPED.read_text("utf-8")))[key]
    assert (shipped, type(shipped)) == (KEYS[key].default, type(KEYS[key].default))


def test_the_shipped_file_loads_as_an_empty_one_does(tmp_path):
    shipped = load(written(tmp_path, SHIPPED.read_bytes()), {})
    assert shipped == load(written(tmp_path, ""), {})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_says_what_it_is_and_its_default_is_allowed(key):
    assert KEYS[key].about
    assert KEYS[key].allowed(KEYS[key].default)


def test_the_defaults_arrive_under_their_names(tmp_path):
    settings = load(written(tmp_path, ""), {})
    assert settings.archive.data == tmp_path / "data"
    assert settings.archive.roll_bytes == KEYS["archive.roll_bytes"].default
    assert settings.portals == tmp_path / "portals.csv"
    for name in ("user_agent", "delay", "robots", "allow_private_hosts", "max_pages_per_portal"):
        assert getattr(settings.crawl, name) == KEYS[f"crawl.{name}"].default


def test_what_the_file_says_arrives_under_its_name(tmp_path):
    settings = load(
        written(
            tmp_path,
            """
            data = "elsewhere"
            portals = "some.csv"
            crawl.user_agent = "sample/1 (a@example.org)"
            crawl.delay = 0.25
            crawl.robots = false
            crawl.allow_private_hosts = true
            crawl.max_pages_per_portal = 7
            archive.roll_bytes = 1_000_000
            """,
        ),
        {},
    )
    assert (settings.archive.data, settings.archive.roll_bytes) == (tmp_path / "elsewhere", 1_000_000)
    assert settings.portals == tmp_path / "some.csv"
    crawl = settings.crawl
    assert (crawl.user_agent, crawl.delay, crawl.max_pages_per_portal) == ("sample/1 (a@example.org)", 0.25, 7)
    assert crawl.robots is False
    assert crawl.allow_private_hosts is True


def test_a_key_that_is_not_given_keeps_its_default(tmp_path):
    settings = load(written(tmp_path, "[crawl]\ndelay = 9.5"), {})
    assert settings.crawl.delay == 9.5
    assert settings.crawl.max_pages_per_portal == KEYS["crawl.max_pages_per_portal"].default


@pytest.mark.parametrize(
    ("content", "key", "meant"),
    [
        ("[crawl]\ndealy = 1", "crawl.dealy", "crawl.delay"),
        ("[crawl]\nuser-agent = 'x'", "crawl.user-agent", "crawl.user_agent"),
        ("[crawl]\nUser_Agent = 'x'", "crawl.User_Agent", "crawl.user_agent"),
        ("delay = 1", "delay", "crawl.delay"),
        ("portal = 'x.csv'", "portal", "portals"),
        ("[archive]\nroll_byte = 5_000_000", "archive.roll_byte", "archive.roll_bytes"),
        ("[crawl.robots_txt]\nobey = true", "crawl.robots_txt.obey", None),
        ("[crawl.slots.'www.example.org']\ndelay = 5", "crawl.slots.www.example.org.delay", None),
        ("[[crawl]]\ndelay = 1", "crawl", None),
        ("[nothing_of_the_kind]", "nothing_of_the_kind", None),
        ("zzzzzz = 1", "zzzzzz", None),
    ],
)
def test_an_unknown_key_is_named_with_its_file_and_the_near_one(tmp_path, content, key, meant):
    file = written(tmp_path, content)
    line = refusal(file)
    assert line.startswith(f"{file}: {key}: no such setting")
    if meant:
        assert line.endswith(f"; is {meant} meant?")


def test_a_key_like_no_other_gets_no_proposal(tmp_path):
    assert refusal(written(tmp_path, "zzzzzz = 1")).endswith("no such setting")


@pytest.mark.parametrize("table", ["crawl", "archive"])
def test_a_table_whose_keys_were_all_deleted_is_as_if_not_there(tmp_path, table):
    # the shipped file says: delete what you do not change
    assert load(written(tmp_path, f"[{table}]\n"), {}) == load(written(tmp_path, ""), {})


@pytest.mark.parametrize(
    ("key", "value", "must_be"),
    [
        ("data", "5", "text in quotes"),
        ("data", "['a', 'b']", "text in quotes"),
        ("data", "true", "text in quotes"),
        ("data", "{ folder = 'a' }", "text in quotes"),
        ("portals", "2026-01-01", "text in quotes"),
        ("crawl.user_agent", "5", "text in quotes"),
        ("crawl.user_agent", "['a']", "text in quotes"),
        ("crawl.delay", "'2'", "a number"),
        ("crawl.delay", "[2]", "a number"),
        ("crawl.delay", "true", "a number"),
        ("crawl.delay", "{ seconds = 2 }", "a number"),
        ("crawl.robots", "'true'", "true or false"),
        ("crawl.robots", "1", "true or false"),
        ("crawl.robots", "0", "true or false"),
        ("crawl.allow_private_hosts", "'no'", "true or false"),
        ("crawl.allow_private_hosts", "['10.0.0.1']", "true or false"),
        ("crawl.max_pages_per_portal", "true", "a whole number"),
        ("crawl.max_pages_per_portal", "2000.0", "a whole number"),
        ("crawl.max_pages_per_portal", "'2000'", "a whole number"),
        ("archive.roll_bytes", "1e9", "a whole number"),
        ("archive.roll_bytes", "true", "a whole number"),
        ("archive.roll_bytes", "'1 GB'", "a whole number"),
    ],
)
def test_a_value_of_another_type_is_refused_and_shown(tmp_path, key, value, must_be):
    file = written(tmp_path, f"{key} = {value}")
    assert refusal(file) == f"{file}: {key}: must be {must_be}, is {tomllib.loads(f'value = {value}')['value']!r}"


@pytest.mark.parametrize(
    ("key", "value", "must_be"),
    [
        ("data", "''", "not empty"),
        ("portals", "''", "not empty"),
        ("crawl.user_agent", "''", "not empty"),
        ("crawl.user_agent", "'   '", "not empty"),
        ("crawl.user_agent", r'"nianbao\nX-Injected: yes"', "one line"),
        ("crawl.user_agent", r'"nianbao\r\nX-Injected: yes"', "one line"),
        ("crawl.user_agent", r'"nianbao\u0000"', "one line"),
        ("crawl.user_agent", '"""\ntwo\nlines"""', "one line"),
        ("crawl.user_agent", "'年报 1.0'", "ASCII"),
        ("crawl.delay", "-1", "0 or more"),
        ("crawl.delay", "-0.001", "0 or more"),
        ("crawl.delay", "nan", "finite"),
        ("crawl.delay", "-nan", "finite"),
        ("crawl.delay", "inf", "finite"),
        ("crawl.delay", "-inf", "0 or more"),
        ("crawl.delay", "1e999", "finite"),
        ("crawl.max_pages_per_portal", "0", "1 or more"),
        ("crawl.max_pages_per_portal", "-5", "1 or more"),
        ("archive.roll_bytes", "0", "1000000 or more"),
        ("archive.roll_bytes", "999_999", "1000000 or more"),
        ("archive.roll_bytes", "-1", "1000000 or more"),
    ],
)
def test_an_impossible_value_is_refused_with_what_it_must_be(tmp_path, key, value, must_be):
    file = written(tmp_path, f"{key} = {value}")
    line = refusal(file)
    assert line.startswith(f"{file}: {key}: must be ")
    assert must_be in line


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("crawl.delay", "0"),
        ("crawl.delay", "0.0"),
        ("crawl.delay", "1e-9"),
        ("crawl.delay", "86_400"),
        ("crawl.max_pages_per_portal", "1"),
        ("archive.roll_bytes", "1_000_000"),
        ("crawl.user_agent", "'x'"),
    ],
)
def test_values_at_the_edge_are_taken(tmp_path, key, value):
    load(written(tmp_path, f"{key} = {value}"), {})


def test_a_whole_number_serves_where_a_number_is_asked_for(tmp_path):
    delay = load(written(tmp_path, "crawl.delay = 3"), {}).crawl.delay
    assert (delay, type(delay)) == (3.0, float)


@pytest.mark.parametrize(
    "content", ["data = ", "data", "[crawl", "data = 'a'\ndata = 'b'", "= 1", "crawl.delay = 2s", "\x00"]
)
def test_what_is_not_toml_is_refused_with_the_file(tmp_path, content):
    file = written(tmp_path, content)
    assert refusal(file).startswith(f"{file}: not TOML: ")


@pytest.mark.parametrize("content", ["data = '年报'".encode("gbk"), b"\xff\xfe", "data = 'x'".encode("utf-16")])
def test_what_is_not_utf_8_is_refused_with_the_file(tmp_path, content):
    file = written(tmp_path, content)
    assert refusal(file) == f"{file}: not a text in UTF-8"


def test_a_byte_order_mark_is_accepted_as_windows_editors_write_it(tmp_path):
    assert load(written(tmp_path, b"\xef\xbb\xbfcrawl.delay = 4\r\n"), {}).crawl.delay == 4


def test_a_folder_instead_of_a_file_is_refused(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_path_through_a_file_is_refused(tmp_path):
    file = written(tmp_path, "") / "settings.toml"
    assert refusal(file) == f"{file}: cannot be read: Not a directory"


def test_a_file_that_was_asked_for_must_be_there(tmp_path):
    file = tmp_path / "none.toml"
    assert refusal(file) == f"{file}: no such settings file"
    assert refusal(None, {"NIANBAO_SETTINGS": str(file)}) == f"{file}: no such settings file"


def test_without_any_file_the_defaults_stand(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load(None, {})
    assert settings.crawl.delay == KEYS["crawl.delay"].default
    assert settings.archive.data == tmp_path / "data"


def test_settings_toml_of_the_working_folder_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "crawl.delay = 8")
    assert load(None, {}).crawl.delay == 8


def test_the_variable_names_a_file_and_an_argument_goes_before_it(tmp_path):
    (tmp_path / "a.toml").write_text("crawl.delay = 1")
    (tmp_path / "b.toml").write_text("crawl.delay = 2")
    environment = {"NIANBAO_SETTINGS": str(tmp_path / "a.toml")}
    assert load(None, environment).crawl.delay == 1
    assert load(tmp_path / "b.toml", environment).crawl.delay == 2


def test_an_empty_variable_names_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load(None, {"NIANBAO_SETTINGS": ""}) == load(None, {})


ONE_OF_EACH = {
    "data": ("other", "other"),
    "portals": ("other.csv", "other.csv"),
    "crawl.user_agent": ("true (a@example.org)", "true (a@example.org)"),
    "crawl.delay": ("0.5", 0.5),
    "crawl.robots": ("false", False),
    "crawl.allow_private_hosts": ("true", True),
    "crawl.max_pages_per_portal": ("12", 12),
    "archive.roll_bytes": ("2_000_000", 2_000_000),
}


def test_there_is_an_example_for_each_key():
    assert ONE_OF_EACH.keys() == KEYS.keys()


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_the_environment_overrides_the_file(tmp_path, key):
    text, value = ONE_OF_EACH[key]
    file = written(tmp_path, SHIPPED.read_bytes())
    found = by_key(load(file, {variable(key): text, "PATH": "/bin", "SOME_NIANBAO_": "x"}))
    if key in ("data", "portals"):
        value = tmp_path / text
    assert found == by_key(load(file, {})) | {key: value}
    assert type(found[key]) is type(value) or isinstance(value, Path)


def test_names_of_variables():
    assert [variable(key) for key in ("data", "crawl.delay", "archive.roll_bytes")] == [
        "NIANBAO_DATA",
        "NIANBAO_CRAWL__DELAY",
        "NIANBAO_ARCHIVE__ROLL_BYTES",
    ]


@pytest.mark.parametrize("text", ["0", "0.0", " 0 "])
def test_a_number_of_the_environment_may_be_written_in_any_way_of_toml(tmp_path, text):
    delay = load(written(tmp_path, ""), {"NIANBAO_CRAWL__DELAY": text}).crawl.delay
    assert (delay, type(delay)) == (0.0, float)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("NIANBAO_CRAWL__DEALY", "NIANBAO_CRAWL__DELAY"),
        ("NIANBAO_CRAWL_DELAY", "NIANBAO_CRAWL__DELAY"),
        ("NIANBAO_DATE", "NIANBAO_DATA"),
        ("NIANBAO_", None),
        ("NIANBAO_crawl__delay", None),
    ],
)
def test_an_unknown_variable_is_named_with_the_near_one(tmp_path, name, meant):
    line = refusal(written(tmp_path, ""), {name: "1"})
    assert line.startswith(f"environment variable {name}: no such setting")
    if meant:
        assert line.endswith(f"; is {meant} meant?")


@pytest.mark.parametrize(
    ("name", "text", "must_be"),
    [
        ("NIANBAO_CRAWL__DELAY", "slow", "a number"),
        ("NIANBAO_CRAWL__DELAY", "", "a number"),
        ("NIANBAO_CRAWL__DELAY", "'2'", "a number"),
        ("NIANBAO_CRAWL__DELAY", "true", "a number"),
        ("NIANBAO_CRAWL__DELAY", "[1]", "a number"),
        ("NIANBAO_CRAWL__DELAY", "-1", "0 or more"),
        ("NIANBAO_CRAWL__DELAY", "nan", "finite"),
        ("NIANBAO_CRAWL__ROBOTS", "1", "true or false"),
        ("NIANBAO_CRAWL__ROBOTS", "True", "true or false"),
        ("NIANBAO_CRAWL__ROBOTS", "yes", "true or false"),
        ("NIANBAO_CRAWL__ALLOW_PRIVATE_HOSTS", "", "true or false"),
        ("NIANBAO_CRAWL__MAX_PAGES_PER_PORTAL", "10.0", "a whole number"),
        ("NIANBAO_CRAWL__MAX_PAGES_PER_PORTAL", "many", "a whole number"),
        ("NIANBAO_CRAWL__MAX_PAGES_PER_PORTAL", "0", "1 or more"),
        ("NIANBAO_ARCHIVE__ROLL_BYTES", "10", "1000000 or more"),
        ("NIANBAO_CRAWL__USER_AGENT", "", "not empty"),
        ("NIANBAO_CRAWL__USER_AGENT", "a\nX-Injected: yes", "one line"),
        ("NIANBAO_DATA", "", "not empty"),
    ],
)
def test_a_wrong_value_in_the_environment_names_the_variable(tmp_path, name, text, must_be):
    line = refusal(written(tmp_path, ""), {name: text})
    assert line.startswith(f"environment variable {name}: must be ")
    assert must_be in line


def test_a_number_of_the_environment_is_one_line(tmp_path):
    refusal(written(tmp_path, ""), {"NIANBAO_CRAWL__DELAY": "0\nrest = 'ignored'"})


@pytest.mark.parametrize("key", ["data", "portals"])
def test_paths_are_relative_to_the_file_and_not_to_the_working_folder(tmp_path, monkeypatch, key):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    written(home, f"{key} = 'deep/er'")
    monkeypatch.chdir(elsewhere)
    for name in (home / "settings.toml", Path("../home/settings.toml")):
        settings = load(name, {})
        assert (settings.archive.data if key == "data" else settings.portals) == home / "deep" / "er"


def test_an_absolute_path_stays(tmp_path):
    assert load(written(tmp_path, "data = '/srv/nianbao'"), {}).archive.data == Path("/srv/nianbao")


@pytest.mark.parametrize(
    "content",
    [f"crawl.delay = 1{'0' * 400}", f"crawl.max_pages_per_portal = 1{'0' * 5000}", f"data = {'[' * 5000}{']' * 5000}"],
    ids=["no float is as large", "too many digits", "too deep"],
)
def test_values_beyond_measure_are_one_line_too(tmp_path, content):
    file = written(tmp_path, content)
    assert refusal(file).startswith(f"{file}: ")


def test_a_key_with_a_line_break_is_told_in_one_line(tmp_path):
    refusal(written(tmp_path, r'"two\nlines" = 1'))
