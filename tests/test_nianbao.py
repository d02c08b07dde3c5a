"""Words of the command line to exit status, data on standard output and one line on standard error."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import nianbao
from archive.errors import ArchiveBusyError, NianbaoError, SettingsError, StorageError, UsageError
from archive.record import Exchange
from archive.store import Store
from archive.verbs import Verb

# verb: its own options and words, as the contract lists them
CONTRACT = {
    "crawl": ["--portal NAME", "--revisit", "due", "all", "none", "--max-pages N"],
    "demo": ["--no-serve"],
    "extract": ["FILE", "--url URL", "--pretty"],
    "ingest": ["PATH"],
    "rebuild": [],
    "search": ["WORDS", "--json", "--limit N"],
    "coverage": ["--year", "--division", "--format", "table", "csv", "json"],
    "changes": [],
    "export": ["DIR", "--format", "jsonl", "csv", "parquet", "wacz"],
    "verify": [],
    "merge": ["DIR"],
    "backup": ["FILE"],
    "schedule": ["install", "show", "remove"],
    "serve": [],
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


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch) -> Path:
    """Nothing of the machine decides: an empty folder, no variables of ours, a wide terminal."""
    for name in os.environ:
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def in_place_of(monkeypatch, name: str, run) -> None:
    """`run` instead of what a verb does."""
    for verbs in ("CRAWLER_VERBS", "PIPELINE_VERBS", "ARCHIVE_VERBS"):
        changed = tuple(replace(verb, run=run) if verb.name == name else verb for verb in getattr(nianbao, verbs))
        monkeypatch.setattr(nianbao, verbs, changed)


def help_of(capsys, *words: str) -> str:
    with pytest.raises(SystemExit) as caught:
        nianbao.main([*words, "--help"])
    assert caught.value.code == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refused(capsys, *words: str) -> str:
    """The one line of a call that fails."""
    assert nianbao.main(words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1, printed.err
    assert printed.err.startswith("nianbao: ")
    return printed.err.removeprefix("nianbao: ").rstrip("\n")


def process(
    *words: str, variables: Mapping[str, str] | None = None, stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """A real process, with Python's own buffering whatever the tests run with."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "nianbao", *words],
        env=environment | dict(variables or {}),
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=50,
        check=False,
    )


@pytest.fixture
def whole(elsewhere) -> Path:
    folder = elsewhere / "whole"
    Store(folder).close()
    return folder


def test_the_installed_command_is_this_one():
    (command,) = entry_points(group="console_scripts", name="nianbao")
    assert command.load() is nianbao.main


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


def test_the_demo_and_the_proof_are_built():
    assert not {"demo", "verify"} & set(NOT_BUILT)


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


@pytest.mark.parametrize("status", [0, 1, 3])
def test_the_status_of_a_verb_is_that_of_the_program(monkeypatch, status):
    in_place_of(monkeypatch, "coverage", lambda options, settings: status)
    assert nianbao.main(["coverage"]) == status


def test_an_interruption_is_130_and_one_line(capsys, monkeypatch):
    def run(options, settings):
        raise KeyboardInterrupt

    in_place_of(monkeypatch, "crawl", run)
    assert nianbao.main(["crawl"]) == 130
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)
    assert printed.err.startswith("nianbao: interrupted")


@pytest.mark.parametrize("kind", [NianbaoError, UsageError, SettingsError, StorageError, ArchiveBusyError])
def test_an_expected_failure_is_1_and_its_words(capsys, monkeypatch, kind):
    def run(options, settings):
        raise kind("the mill: is shut; come tomorrow")

    in_place_of(monkeypatch, "verify", run)
    assert refused(capsys, "verify") == "the mill: is shut; come tomorrow"


def test_a_mistake_of_ours_is_not_dressed_up_as_one_of_the_user(monkeypatch):
    def run(options, settings):
        raise ZeroDivisionError

    in_place_of(monkeypatch, "verify", run)
    with pytest.raises(ZeroDivisionError):
        nianbao.main(["verify"])


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


def test_verify_says_whole_on_standard_output(capsys, whole):
    assert nianbao.main(["verify", "--data", "whole"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{whole}: whole. ")
    assert printed.err == ""


def test_verify_prints_findings_on_standard_output_and_ends_with_1(capsys, whole):
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with Store(whole) as store:
        store.capture(
            Exchange("http://a.example/", "2026-01-01T00:00:00.000000Z", None, b"GET / HTTP/1.1\r\n\r\n", page, b"x")
        )
    (file,) = (whole / "warc").iterdir()
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.chmod(0o644)
    file.write_bytes(content)
    assert nianbao.main(["verify", "--data", "whole"]) == 1
    printed = capsys.readouterr()
    assert file.name in printed.out
    assert "whole." not in printed.out
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize("folder", [".", "nowhere", "nowhere/at/all"])
def test_verify_on_a_folder_with_no_archive(capsys, elsewhere, folder):
    line = refused(capsys, "verify", "--data", folder)
    assert line.startswith(f"no archive in {(elsewhere / folder).resolve()}: ")
    assert list(elsewhere.iterdir()) == [], "verify made something"


def test_verify_on_a_text_that_is_called_an_archive(capsys, elsewhere):
    (elsewhere / "archive.db").write_text("年报\n" * 500)
    assert refused(capsys, "verify", "--data", ".").startswith(f"{elsewhere}/archive.db: not an SQLite database")


def database(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "make",
    [
        lambda file: database(file, "CREATE TABLE theirs(a)"),
        lambda file: database(file, "PRAGMA user_version = 7"),
        lambda file: file.touch(),
    ],
    ids=["with a table", "without a table", "without a byte"],
)
def test_verify_on_the_empty_database_of_another_program_leaves_it_alone(capsys, elsewhere, make):
    file = elsewhere / "archive.db"
    make(file)
    before = file.read_bytes()
    assert "archive" in refused(capsys, "verify", "--data", ".")
    assert file.read_bytes() == before
    assert list(elsewhere.iterdir()) == [file]


def test_verify_on_a_folder_that_cannot_be_looked_into(capsys):
    refused(capsys, "verify", "--data", "a" * 300)


def without_reader() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def ended(*words: str, stdout: int, variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    try:
        return process(*words, stdout=stdout, variables=variables)
    finally:
        os.close(stdout)


def test_a_reader_that_has_left_is_no_traceback_where_output_is_not_buffered(whole):
    done = ended("verify", "--data", "whole", stdout=without_reader(), variables={"PYTHONUNBUFFERED": "1"})
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("words", [["verify", "--data", "whole"], ["--help"], ["verify", "--help"]])
def test_a_reader_that_has_left_is_no_traceback(whole, words):
    done = ended(*words, stdout=without_reader())
    assert (done.returncode in (0, 1), done.stderr) == (True, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_standard_output_is_one_line(whole, unbuffered):
    stdout = os.open("/dev/full", os.O_WRONLY)
    done = ended("verify", "--data", "whole", stdout=stdout, variables={"PYTHONUNBUFFERED": unbuffered})
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("nianbao: ")


@pytest.mark.parametrize(
    ("words", "status", "lines"),
    [(["verify"], 1, 1), (["no-such"], 1, 1), (["crawl", "--bogus"], 1, 1), (["--help"], 0, 0)],
)
def test_a_real_process_ends_as_the_function_does(words, status, lines):
    done = process(*words)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, lines)
    assert "Traceback" not in done.stderr


# a verb that waits under the reactor, as the crawl does, with a thread of the pool started, as name look-ups do
_WAITING = """
import asyncio, signal, sys
from dataclasses import replace

import nianbao
from crawler.reactor import run_to_end

async def work():
    from twisted.internet import reactor, threads
    await threads.deferToThread(lambda: None).asFuture(asyncio.get_running_loop())
    print("waiting", flush=True)
    if sys.argv[1] == "in a callback":
        reactor.callLater(0, signal.raise_signal, signal.SIGINT)
    await asyncio.Event().wait()

def run(options, settings):
    run_to_end(work())
    return 0

nianbao.CRAWLER_VERBS = tuple(replace(verb, run=run) if verb.name == "crawl" else verb for verb in nianbao.CRAWLER_VERBS)
sys.exit(nianbao.main(["crawl"]))
"""


def interrupted(where: str, seconds: float) -> tuple[int, str]:
    """Status and last words of a crawl that is interrupted; SIGKILL's status where it does not end."""
    command: Sequence[str] = [sys.executable, "-c", _WAITING, where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "waiting\n"
        if where == "while it waits":
            running.send_signal(signal.SIGINT)
        try:
            _, told = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            _, told = running.communicate()
        return running.returncode, told


@pytest.mark.parametrize("where", ["while it waits", "in a callback"])
def test_ctrl_c_under_the_reactor_ends_the_process_with_130(where):
    assert interrupted(where, seconds=5) == (130, "nianbao: interrupted; what was acknowledged is kept\n")
