"""Words and paths as units and crontabs need them: read back as systemd, cron and the shell read them."""

import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UsageError
from crawler.timer.quoting import command, cron_command, folder, pattern, whole, word
from tests.crawler.timer.machine import executable

# folders as people name them, and as nobody should
ODD = [
    "/srv/年报 archive",
    "/srv/100%/%h",
    '/srv/it\'s "here"',
    "/srv/$HOME/${x}",
    "/srv/back\\slash\\",
    "/srv/;",
    "/srv/a ",
]
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)


def read_by_systemd(line: str) -> list[str]:
    """Words of a unit's line: the quotes are those of a shell, the specifiers systemd's own."""
    words = shlex.split(line)
    assert all("%" not in word.replace("%%", "") for word in words), line
    return [word.replace("%%", "%") for word in words]


@pytest.mark.parametrize("path", ODD)
def test_odd_folders_stay_as_they_are(path):
    assert read_by_systemd(word(path)) == [path]
    assert whole(path).replace("%%", "%") == path


@given(st.lists(NAMES, min_size=1))
def test_any_words_stay_as_they_are(words):
    line = command(["/srv/nianbao", *words])
    assert line.startswith(":")
    assert read_by_systemd(line[1:]) == ["/srv/nianbao", *words]


def test_a_program_that_systemd_would_not_start_is_started_by_a_shell(tmp_path):
    for name in ("it's", 'a"b', "a\\b", "a=b $HOME"):
        program = executable(tmp_path / name, '#!/bin/sh\nprintf \'%s\\n\' "$0" "$@"\n')
        line = command([program, "年 报", "$x"])
        done = subprocess.run(read_by_systemd(line[1:]), capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == [str(program), "年 报", "$x"]


@pytest.mark.parametrize("path", ["/srv/a ", "/srv/a\\"])
def test_a_folder_does_not_lose_its_last_letter_to_the_end_of_the_line(path):
    assert folder(Path(path)) == f"{path}/"


@pytest.mark.parametrize("words", [ODD, ["/srv/a b", "100%", "50%%", "\\%", "年"]])
def test_a_line_of_a_crontab_reaches_its_command_whole(words):
    line = cron_command(["printf", "%s\\n", *words])
    assert "%" not in line.replace("\\%", "")
    given_to_the_shell = line.replace("\\%", "%")  # as cron does
    told = subprocess.run(["sh", "-c", given_to_the_shell], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == words


def test_letters_of_patterns_stand_for_themselves():
    assert pattern(Path("/srv/a*?[b]%/x.env")) == "/srv/a[*][?][[]b]%%/x.env"


@pytest.mark.parametrize("path", ["/srv/two\nlines", "/srv/\x1b[31m", "/srv/a\tb", "/srv/\udce5"])
@pytest.mark.parametrize("write", [word, whole, lambda path: cron_command([path])])
def test_what_cannot_be_written_is_refused_in_one_line(write, path):
    with pytest.raises(UsageError) as caught:
        write(path)
    assert str(caught.value).isprintable()
