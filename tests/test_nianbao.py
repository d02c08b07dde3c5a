"""Verbs that end, fail, are interrupted or lose their reader, to exit statuses, standard output and at most one line."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import nianbao
from archive.errors import ArchiveBusyError, NianbaoError, SettingsError, StorageError, UsageError
from archive.record import Exchange
from archive.store import Store
from tests.calling import in_place_of, process, refused

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def whole(elsewhere) -> Path:
    folder = elsewhere / "whole"
    Store(folder).close()
    return folder


def test_the_installed_command_is_this_one():
    (command,) = entry_points(group="console_scripts", name="nianbao")
    assert command.load() is nianbao.main


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
