"""Settings files and environments with a mistake, to the one line that says what is wrong and where."""

import tomllib

import pytest

from tests.crawler.settings_files import refusal, written


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
        ("data", "''", "the name of a folder"),
        ("portals", "''", "the name of a file"),
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
    "content", ["data = ", "data", "[crawl", "data = 'a'\ndata = 'b'", "= 1", "crawl.delay = 2s", "\x00"]
)
def test_what_is_not_toml_is_refused_with_the_file(tmp_path, content):
    file = written(tmp_path, content)
    assert refusal(file).startswith(f"{file}: not TOML: ")


@pytest.mark.parametrize("content", ["data = '年报'".encode("gbk"), b"\xff\xfe", "data = 'x'".encode("utf-16")])
def test_what_is_not_utf_8_is_refused_with_the_file(tmp_path, content):
    file = written(tmp_path, content)
    assert refusal(file) == f"{file}: not a text in UTF-8"


def test_a_folder_instead_of_a_file_is_refused(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_path_through_a_file_is_refused(tmp_path):
    file = written(tmp_path, "") / "settings.toml"
    assert refusal(file) == f"{file}: cannot be read: Not a directory"


def test_a_file_that_was_asked_for_must_be_there(tmp_path):
    file = tmp_path / "none.toml"
    assert refusal(file) == f"{file}: no such settings file"
    assert refusal(None, {"NIANBAO_SETTINGS": str(file)}) == f"{file}: no such settings file"


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
        ("NIANBAO_DATA", "", "the name of a folder"),
    ],
)
def test_a_wrong_value_in_the_environment_names_the_variable(tmp_path, name, text, must_be):
    line = refusal(written(tmp_path, ""), {name: text})
    assert line.startswith(f"environment variable {name}: must be ")
    assert must_be in line


def test_a_number_of_the_environment_is_one_line(tmp_path):
    refusal(written(tmp_path, ""), {"NIANBAO_CRAWL__DELAY": "0\nrest = 'ignored'"})


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
