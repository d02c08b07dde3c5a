"""A stand-in for LibreOffice on the path: what it makes is taken, and when it fails or hangs there is nothing."""

import os
import stat
from pathlib import Path

import pytest

from pipelines.reading.office import office_helper

FOLDER_OF_RESULT = 'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"'


@pytest.fixture
def program(tmp_path, monkeypatch):
    def install(script: str) -> None:
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return install


def test_what_it_makes_is_taken(program):
    program(f'{FOLDER_OF_RESULT}; cat "$3" > "$2/report.docx"; echo "$3" >> "$2/report.docx"')
    made = office_helper.to_docx(b"old words ", "doc")
    assert made.startswith(b"old words ")
    assert made.endswith(b"report.doc\n")


def test_it_works_in_a_folder_of_its_own_that_goes_away(program):
    program(f'{FOLDER_OF_RESULT}; pwd > "$2/report.docx"; echo "$HOME" >> "$2/report.docx"')
    folder, home = office_helper.to_docx(b"", "doc").decode().split()
    assert folder == home
    assert not Path(folder).exists()


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", FOLDER_OF_RESULT])
def test_when_it_fails_there_is_nothing(program, script):
    program(script)
    assert office_helper.to_docx(b"", "doc") is None


def test_when_it_hangs_it_is_ended_with_all_that_it_started(program, monkeypatch, tmp_path):
    """The pipe stays open as long as any of them lives."""
    monkeypatch.setattr(office_helper, "_SECONDS", 0.3)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program(f"exec 3<>{pipe}; sleep 600 & wait")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert office_helper.to_docx(b"", "doc") is None
    os.set_blocking(reader, True)  # takes it by place
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_without_it_there_is_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office_helper.to_docx(b"", "doc") is None
