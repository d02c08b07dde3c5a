"""The log of a night: a line a fact, whatever portals write into titles; rotated; never the end of a night."""

import logging
import re
from datetime import UTC, datetime

import pytest
from twisted.logger import Logger

from archive.clock import clock_set_to
from crawler import night_log as module
from crawler.night_log import night_log

LINE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z (?:said|warned|failed) ")


def log_of(folder):
    return (folder / "logs" / "night.log").read_text("utf-8").splitlines()


def refuse(text):
    raise AssertionError(text)


def test_what_is_said_and_what_libraries_warn_of_stand_in_it_with_their_time(tmp_path):
    with clock_set_to(datetime(2025, 1, 31, 18, tzinfo=UTC)), night_log(tmp_path, refuse) as log:
        log.said("青桐县: complete, 12 reports")
        logging.getLogger("scrapy.core.engine").warning("slow %s", "answer")
        logging.getLogger("scrapy.core.engine").info("of no interest")
        Logger("twisted.web").error("lost {what}", what="a connection")
        assert log.warnings == 2
    first, second, third = log_of(tmp_path)
    assert first[:19] == "2025-01-31T18:00:00"
    assert first.endswith("Z said 青桐县: complete, 12 reports")
    assert second.endswith(" warned scrapy.core.engine: slow answer")
    assert third.endswith(" failed twisted: lost a connection")


def test_after_the_night_nothing_is_taken_any_more(tmp_path):
    before = logging.getLogger().handlers[:]
    with night_log(tmp_path, refuse) as log:
        log.said("one")
    logging.getLogger("scrapy").warning("later")
    assert logging.getLogger().handlers == before
    assert len(log_of(tmp_path)) == 1


def test_no_title_can_make_up_a_line_or_move_a_terminal(tmp_path):
    with night_log(tmp_path, refuse) as log:
        log.said("title\n2025-01-31T18:00:00.000000Z said all is well\x1b[2J\u202e")
        try:
            refuse("one\n2025-01-31T18:00:00.000000Z said two")
        except AssertionError:
            logging.getLogger("crawler").exception("broken")
    lines = log_of(tmp_path)
    assert [bool(LINE.match(line)) for line in lines[:3]] == [True, False, True]
    assert all(line.startswith("    ") for line in lines if not LINE.match(line))
    assert sum(map(bool, map(LINE.match, lines))) == 2
    assert r"well\x1b[2J\u202e" in lines[1]
    assert any(line.startswith("    AssertionError: one") for line in lines)


def test_what_is_hidden_never_stands_in_it(tmp_path):
    with night_log(tmp_path, refuse, ["s3cret", ""]) as log:
        log.said("mail refused s3cret; http://me:pass@www.example.cn/ and me@example.cn stay apart")
    assert log_of(tmp_path)[0].endswith("mail refused ***; http://***@www.example.cn/ and me@example.cn stay apart")


def test_five_files_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_FILE_BYTES", 1000)
    with night_log(tmp_path, refuse) as log:
        for number in range(100):
            log.said(f"line {number} {'x' * 40}")
    names = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert names == ["night.log", *(f"night.log.{n}" for n in (1, 2, 3, 4))]
    assert all(path.stat().st_size <= 1000 for path in (tmp_path / "logs").iterdir())
    assert "line 99 " in log_of(tmp_path)[-1]


@pytest.mark.parametrize("obstacle", ["logs", "logs/night.log"])
def test_a_log_that_cannot_be_written_is_told_once_and_the_night_goes_on(tmp_path, obstacle):
    (tmp_path / "logs").mkdir() if "/" in obstacle else None
    (tmp_path / obstacle).mkdir() if "/" in obstacle else (tmp_path / obstacle).write_text("a file")
    notes = []
    with night_log(tmp_path, notes.append) as log:
        log.said("one")
        log.said("two")
        logging.getLogger("scrapy").warning("three")
        assert log.warnings == 1
    assert len(notes) == 1
    assert "night.log cannot be written (" in notes[0]


def test_half_a_character_is_written_all_the_same(tmp_path):
    with night_log(tmp_path, refuse) as log:
        log.said("half \ud800")
    assert log_of(tmp_path)[0].endswith(r"half \ud800")
