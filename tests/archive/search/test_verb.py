"""The verb `search` as it is called: lines for people, objects for programs, and one clear line for what cannot be asked."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace

import pytest

import nianbao
from archive.listing import width
from archive.store import Store
from tests.archive.captures import keep, town_report
from tests.calling import process, refused


def told(town, year, words):
    record = town_report(town, year)
    return replace(record, sections={"overview": words}, text=f"{record.title}\n{words}")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search") / "data"
    with Store(folder) as store:
        for town, year, words in (
            (1, 2020, "全年受理行政複議 3 件。" + "其他事项照常办理。" * 30),
            (1, 2021, "行政复议为零，信访\x1b[31m2件。"),
            (2, 2021, "其他事项照常办理。" * 30 + "信访、行政复议各一件。" + "其他事项照常办理。" * 30),
            (3, 2022, "无。"),
        ):
            keep(store, told(town, year, words), f"http://example.cn/{town}/{year}")
    return folder


def call(capsys, data, *words):
    status = nianbao.main(["search", *words, "--data", str(data)])
    printed = capsys.readouterr()
    assert status == 0
    return printed.out, printed.err


def test_people_get_two_or_three_lines_a_report_with_the_words_marked(capsys, data, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out, err = call(capsys, data, "行政复议")
    lines = out.splitlines()
    assert len(lines) == 9
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == ["2021", "2021", "2020"]
    assert out.count("【行政复议】") == 2
    assert "【行政複議】" in out
    assert max(map(width, lines)) <= 80
    assert all("【" in lines[number] and "】" in lines[number] for number in (2, 5, 8))
    assert "\x1b" not in out
    assert err == "3 reports found\n"


@pytest.mark.parametrize("columns", ["1", "30", "47", "120", "9999"])
def test_no_line_is_wider_than_the_terminal(capsys, data, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    out, _ = call(capsys, data, "行政复议 OR 信访 OR 年度报告")
    assert max(map(width, out.splitlines())) <= max(30, int(columns))


def test_programs_get_an_object_a_line_with_the_text_as_printed(capsys, data):
    out, err = call(capsys, data, "行政复议", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [list(row) for row in rows] == [["report_id", "issuer", "year", "title", "snippet"]] * 3
    assert [row["year"] for row in rows] == [2021, 2021, 2020]
    assert rows[0]["issuer"].startswith("青禾县第")
    assert "行政複議 3 件" in rows[2]["snippet"]
    assert not any("【" in row["snippet"] for row in rows)
    assert err == "3 reports found\n"


def test_a_limit_says_how_many_there_are_in_all(capsys, data):
    out, err = call(capsys, data, "行政复议", "--limit", "1", "--json")
    assert len(out.splitlines()) == 1
    assert err == "3 reports found, 1 shown\n"


@pytest.mark.parametrize(
    ("words", "years"),
    [
        (["行政复议", "--year", "2020"], [2020]),
        (["行政复议", "--year", "2019-2020", "--year", "2021"], [2021, 2021, 2020]),
        (["行政复议", "信访"], [2021, 2021]),
        (["行政复议 -信访"], [2020]),
        (["行政复议", "--place", "第2镇"], [2021]),
        (["行政复议", "--place", "990101001"], [2021, 2020]),
        (["行政复议", "--kind", "township_government"], [2021, 2021, 2020]),
        (["行政复议", "--kind", "department"], []),
        (["行政复议", "--changed"], []),
        (["2021年", "行政复议"], [2021, 2021]),
    ],
)
def test_filters_and_operators(capsys, data, words, years):
    out, _ = call(capsys, data, *words, "--json")
    assert [json.loads(line)["year"] for line in out.splitlines()] == years


def test_nothing_found_says_so_and_is_no_failure(capsys, data):
    assert call(capsys, data, "没有的词") == ("", "no report found\n")
    assert call(capsys, data, "没有的词", "--json", "--limit", "3") == ("", "no report found\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["，"], "nothing to look for"),
        (["\udcff"], "nothing to look for"),
        (["的 了 是 在"], "more than 3 single characters"),
        (["公" * 201], "at most 200"),
        (["公开", "--limit", "0"], "--limit 0: at least 1"),
        (["公开", "--year", "20"], "year 20"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(capsys, data, words, told):
    assert told in refused(capsys, "search", *words, "--data", str(data))


def test_without_an_archive_it_says_where_it_looked(capsys, tmp_path):
    assert "no archive in" in refused(capsys, "search", "公开", "--data", str(tmp_path))


def on_terminal(data, *words, **variables):
    """What a terminal is sent."""
    screen, other_end = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "nianbao", "search", *words, "--data", str(data)],
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
        env=environment | {"TERM": "xterm", "PYTHONIOENCODING": "utf-8", **variables},
    ):
        os.close(other_end)
        sent = b""
        try:
            while piece := os.read(screen, 1 << 16):
                sent += piece
        except OSError:
            pass  # the program has ended and with it the terminal
    os.close(screen)
    return sent.decode()


def test_a_terminal_gets_colours(data):
    sent = on_terminal(data, "信访", "--limit", "1")
    assert "\x1b[1;31m信访\x1b[0m" in sent
    assert "\x1b[31m" not in sent  # what stands in the text of a report moves no terminal
    assert "【" not in sent
    assert sent.rstrip().endswith("2 reports found, 1 shown")


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_brackets_where_colours_are_not_wanted_or_not_known(data, variables):
    sent = on_terminal(data, "信访", "--limit", "1", **variables)
    assert "【信访】" in sent
    assert "\x1b[" not in sent


def test_a_terminal_that_knows_no_chinese_and_a_reader_that_leaves(data):
    printed = process("search", "信访", "--data", str(data), variables={"PYTHONIOENCODING": "ascii"})
    assert printed.returncode == 0
    assert "\\u4fe1\\u8bbf" in printed.stdout
    read, write = os.pipe()
    os.close(read)
    try:
        left = subprocess.run(
            [sys.executable, "-m", "nianbao", "search", "信访", "--data", str(data)],
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            timeout=50,
            check=False,
        )
    finally:
        os.close(write)
    assert left.returncode == 1
    assert "Traceback" not in left.stderr
