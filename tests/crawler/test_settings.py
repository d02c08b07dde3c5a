"""Made-up settings files and environments to settings: every default, every key, and which of several goes first."""

import tomllib
from pathlib import Path

import pytest

from crawler.settings import KEYS, load, variable
from tests.crawler.settings_files import SHIPPED, by_key, flat, written


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


@pytest.mark.parametrize("table", ["crawl", "archive"])
def test_a_table_whose_keys_were_all_deleted_is_as_if_not_there(tmp_path, table):
    # the shipped file says: delete what you do not change
    assert load(written(tmp_path, f"[{table}]\n"), {}) == load(written(tmp_path, ""), {})


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


def test_a_byte_order_mark_is_accepted_as_windows_editors_write_it(tmp_path):
    assert load(written(tmp_path, b"\xef\xbb\xbfcrawl.delay = 4\r\n"), {}).crawl.delay == 4


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
    "crawl.max_minutes_per_portal": ("1.5", 1.5),
    "crawl.render": ("true", True),
    "archive.roll_bytes": ("2_000_000", 2_000_000),
    "night.least_free_mb": ("0", 0),
    "night.verify_sample": ("50", 50),
    "night.backups": ("copies", "copies"),
    "night.keep_backups": ("3", 3),
    "health.tell": ("always", "always"),
    "health.webhook": ("https://example.org/hook", "https://example.org/hook"),
    "health.mail_to": ("a@example.org, b@example.org", "a@example.org, b@example.org"),
    "health.mail_from": ("n@example.org", "n@example.org"),
    "health.smtp_host": ("mail.example.org", "mail.example.org"),
    "health.smtp_port": ("587", 587),
    "health.smtp_tls": ("starttls", "starttls"),
    "health.smtp_user": ("nianbao", "nianbao"),
    "health.smtp_password": ("p", "p"),
}


def test_there_is_an_example_for_each_key():
    assert ONE_OF_EACH.keys() == KEYS.keys()


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_the_environment_overrides_the_file(tmp_path, key):
    text, value = ONE_OF_EACH[key]
    file = written(tmp_path, SHIPPED.read_bytes())
    found = by_key(load(file, {variable(key): text, "PATH": "/bin", "SOME_NIANBAO_": "x"}))
    if key in ("data", "portals", "night.backups"):
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
