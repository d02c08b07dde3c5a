"""Words of the command line to what they print and end with, in this process or in one of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

import nianbao


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
