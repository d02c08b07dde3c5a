"""The verbs, their help, options and settings: those of the contract, and one line on standard error for any others."""

import re

import pytest

import nianbao
from archive.verbs import Verb
from tests.calling import help_of, in_place_of, refused

pytestmark = pytest.mark.usefixtures("elsewhere")

# verb: its own options and words, as the contract lists them
CONTRACT = {
    "crawl": ["--portal NAME", "--revisit", "due", "all", "none", "--max-pages N"],
    "demo": ["--no-serve"],
    "extract": ["FILE", "--url URL", "--pretty"],
    "ingest": ["PATH", "--url BASE", "--host HOST", "--all-hosts", "--everything"],
    "rebuild": [],
    "search": ["WORDS", "--year", "--place", "--kind", "--violated", "--changed", "--json", "--limit N"],
    "coverage": ["--year", "--division", "--format", "table", "csv", "json"],
    "changes": [],
    "export": ["DIR", "--format", "jsonl", "csv", "parquet", "sqlite", "wacz", "corpus", "--year", "--place"],
    "verify": [],
    "merge": ["DIR"],
    "backup": ["FILE"],
    "schedule": ["install", "show", "remove"],
    "serve": ["--host", "--port", "--base-url PATH"],
}
OF_EVERY_VERB = ["--settings FILE", "--data DIR", "--help"]
NEEDED = {
    "extract": ["a.html"],
    "ingest": ["a.warc.gz"],
    "search": ["年报"],
    "export": ["out"],
    "merge": ["shard"],
    "backup": ["copy.db"],
    "schedule": ["show"],
}
VERBS: dict[str, Verb] = {
    verb.name: verb for verb in (*nianbao.CRAWLER_VERBS, *nianbao.PIPELINE_VERBS, *nianbao.ARCHIVE_VERBS)
}
NOT_BUILT = [name for name in CONTRACT if VERBS[name].run is None]


def test_every_verb_of_the_contract_is_there_in_its_order(capsys):
    assert re.findall(r"^    ([a-z]+) ", help_of(capsys), re.MULTILINE) == list(CONTRACT)


def test_no_verb_is_declared_and_not_mounted():
    assert VERBS.keys() == CONTRACT.keys()


def test_help_tells_the_exit_statuses(capsys):
    text = help_of(capsys)
    for words in ("0 all done", "1 bad usage", "3 finished, but some portals failed", "130 interrupted"):
        assert words in text


@pytest.mark.parametrize("verb", CONTRACT)
def test_help_of_a_verb_mentions_its_options(capsys, verb):
    text = help_of(capsys, verb)
    assert text.startswith(f"usage: nianbao {verb} ")
    assert " ".join(VERBS[verb].details.split()) in " ".join(text.split())
    for option in [*OF_EVERY_VERB, *CONTRACT[verb]]:
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text), option


@pytest.mark.parametrize("verb", CONTRACT)
def test_the_list_says_which_verbs_are_not_built_yet(capsys, verb):
    line = next(line for line in help_of(capsys).splitlines() if line.startswith(f"    {verb} "))
    assert line.endswith("(not built yet)") == (VERBS[verb].run is None)


def test_the_demo_the_reading_of_files_and_the_proof_are_built():
    assert not {"demo", "extract", "verify"} & set(NOT_BUILT)


@pytest.mark.parametrize("verb", NOT_BUILT)
def test_a_verb_that_is_not_built_says_so(capsys, verb):
    assert refused(capsys, verb, *NEEDED.get(verb, [])) == (
        f"`{verb}` is not built yet; `nianbao --help` tells what works today"
    )


def test_a_verb_that_is_not_built_says_so_whichever_it_is(capsys, monkeypatch):
    in_place_of(monkeypatch, "verify", None)
    assert refused(capsys, "verify").startswith("`verify` is not built yet; ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["crwal"], "'crwal'"),
        ([""], "''"),
        (["two\nlines"], r"'two\nlines'"),
        (["--version-of-what"], "--version-of-what"),
        (["verify", "--no-such"], "--no-such"),
        (["verify", "more"], "more"),
        (["verify", "--data"], "--data"),
        (["verify", "--settings"], "--settings"),
        (["crawl", "--revisit", "sometimes"], "'sometimes'"),
        (["crawl", "--max-pages", "many"], "'many'"),
        (["demo", "--no-serve=1"], "--no-serve"),
        (["extract"], "FILE"),
        (["ingest"], "PATH"),
        (["search"], "WORDS"),
        (["search", "x", "--limit", "1.5"], "'1.5'"),
        (["coverage", "--format", "xml"], "'xml'"),
        (["export"], "DIR"),
        (["export", "a", "b"], "b"),
        (["export", "a", "--format", "docx"], "'docx'"),
        (["merge"], "DIR"),
        (["backup"], "FILE"),
        (["schedule"], "action"),
        (["schedule", "remind"], "'remind'"),
    ],
)
def test_bad_usage_is_one_line_that_names_the_word(capsys, words, told):
    line = refused(capsys, *words)
    assert told in line
    assert re.search(r"`nianbao( [a-z]+)? --help` tells more$", line)


def test_a_stray_word_with_a_line_break_is_one_line_too(capsys):
    refused(capsys, "verify", "two\nlines")


def test_without_a_verb_help_goes_to_standard_error(capsys):
    assert nianbao.main([]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("usage: nianbao ")
    assert all(verb in printed.err for verb in CONTRACT)


def settings_given(monkeypatch, verb: str, *words: str):
    given = []
    in_place_of(monkeypatch, verb, lambda options, settings: given.append(settings) or 0)
    assert nianbao.main([verb, *words]) == 0
    return given[0]


def test_crawlers_verbs_get_all_settings_and_the_archives_only_theirs(monkeypatch, elsewhere):
    assert settings_given(monkeypatch, "crawl").crawl.delay == 2.0
    for verb in ("verify", "rebuild"):
        assert settings_given(monkeypatch, verb).data == elsewhere / "data"


def test_the_settings_file_that_is_named_is_read(monkeypatch, elsewhere):
    (elsewhere / "settings.toml").write_text("crawl.delay = 1")
    (elsewhere / "other.toml").write_text("crawl.delay = 5")
    assert settings_given(monkeypatch, "crawl").crawl.delay == 1
    assert settings_given(monkeypatch, "crawl", "--settings", "other.toml").crawl.delay == 5


@pytest.mark.parametrize("words", [["verify", "--settings", "none.toml"], ["demo", "--settings", "none.toml"]])
def test_a_settings_file_that_is_not_there_is_one_line(capsys, words):
    assert refused(capsys, *words) == "none.toml: no such settings file"


def test_broken_settings_are_one_line_with_file_and_key(capsys, elsewhere):
    (elsewhere / "settings.toml").write_text("[crawl]\ndealy = 1")
    assert refused(capsys, "verify") == "settings.toml: crawl.dealy: no such setting; is crawl.delay meant?"


def test_data_goes_before_the_setting_and_is_relative_to_the_working_folder(monkeypatch, elsewhere):
    home = elsewhere / "home"
    home.mkdir()
    (home / "settings.toml").write_text("data = 'of the settings'\ncrawl.delay = 4")
    named = ("--settings", "home/settings.toml")
    assert settings_given(monkeypatch, "verify", *named).data == home / "of the settings"
    assert settings_given(monkeypatch, "verify", *named, "--data", "mine").data == elsewhere / "mine"
    both = settings_given(monkeypatch, "crawl", *named, "--data", "mine")
    assert (both.archive.data, both.crawl.delay) == (elsewhere / "mine", 4)
