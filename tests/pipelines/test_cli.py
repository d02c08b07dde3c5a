"""`nianbao extract`: files to lines on standard output, in their order, whatever the files are."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import nianbao
from archive.record import Record
from tests.calling import process, refused

pytestmark = pytest.mark.usefixtures("elsewhere")

REPORT = """青禾县柳泉镇人民政府2023年政府信息公开工作年度报告

本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至2023年12月31日止。
一、总体情况
2023年，柳泉镇认真落实政府信息公开条例，主动公开政府信息12条，其中通知公告5条、财政信息7条，未收到政府信息公开申请。
二、主动公开政府信息情况
本年制发规范性文件0件，现行有效0件。
三、收到和处理政府信息公开申请情况
本年新收政府信息公开申请0件，上年结转0件。
四、政府信息公开行政复议、行政诉讼情况
本年没有因政府信息公开被申请行政复议或者提起行政诉讼。
五、存在的主要问题及改进情况
公开内容不够丰富，公开不够及时。下一步将加强培训，安排专人每月检查公开栏目。
六、其他需要报告的事项
本年没有收取信息处理费，没有其他需要报告的事项。
"""


def records(capsys, *words: str) -> list[Record]:
    assert nianbao.main(["extract", *words]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return [Record.loads(line) for line in printed.out.splitlines()]


def written(name: str, text: str = REPORT) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_a_report_is_one_json_line(capsys):
    (record,) = records(capsys, written("年报.txt"))
    assert (record.verdict, record.year, record.source.file) == ("report", 2023, "年报.txt")
    assert record.title == "青禾县柳泉镇人民政府2023年政府信息公开工作年度报告"


def test_names_stand_as_they_were_given(capsys):
    written("a.txt")
    Path("b").mkdir()
    names = ["./a.txt", "b/../a.txt", str(Path("a.txt").absolute())]
    assert [record.source.file for record in records(capsys, *names)] == names


def test_records_come_in_the_order_of_the_files(capsys):
    names = [written(f"{number}.txt", f"{number}号文件\n" * 20) for number in range(12)]
    assert [record.source.file for record in records(capsys, *names, names[0])] == [*names, names[0]]


def test_what_cannot_be_read_is_a_record_and_the_next_file_goes_on(capsys):
    written("a.txt")
    Path("empty.pdf").touch()
    Path("folder").mkdir()
    Path("cut.docx").write_bytes(b"PK\x03\x04")
    found = records(capsys, "none.html", "empty.pdf", "folder", "cut.docx", "a.txt")
    assert [record.reason for record in found[:4]] == ["missing", "empty", "missing", "damaged"]
    assert found[4].verdict == "report"


@pytest.mark.parametrize("names", [["none.html"], ["none.html", "."]])
def test_when_no_file_is_there_the_call_was_wrong(capsys, names):
    assert nianbao.main(["extract", *names]) == 1
    printed = capsys.readouterr()
    assert [Record.loads(line).reason for line in printed.out.splitlines()] == ["missing"] * len(names)
    assert len(printed.err.splitlines()) == 1
    assert "none.html: No such file" in printed.err


def test_a_file_that_is_there_and_not_read_is_no_failure_of_the_call(capsys):
    Path("empty.pdf").touch()
    assert [record.verdict for record in records(capsys, "empty.pdf")] == ["unreadable"]


def test_the_address_holds_for_all_files(capsys):
    url = "http://www.example.cn/a.html"
    assert {record.source.url for record in records(capsys, written("a.txt"), written("b.txt"), "--url", url)} == {url}


def test_standard_input_is_a_file_too():
    done = subprocess.run(
        [sys.executable, "-m", "nianbao", "extract", "-"], input=REPORT.encode(), capture_output=True, check=True
    )
    source = json.loads(done.stdout)["source"]
    assert (source["file"], source["bytes"]) == ("-", len(REPORT.encode()))


def test_for_people_it_is_drawn(capsys):
    names = written("a.txt"), written("b.txt", "柳泉镇食堂本周菜单\n" * 20)
    assert nianbao.main(["extract", "--pretty", *names]) == 0
    out = capsys.readouterr().out
    assert out.startswith("青禾县柳泉镇人民政府2023年政府信息公开工作年度报告\n")
    assert "b.txt: not_report" in out
    assert "\x1b" not in out


def test_a_pipe_to_which_nobody_writes_holds_nothing_up():
    written("a.txt")
    os.mkfifo("pipe")
    done = process("extract", "a.txt", "pipe")
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["report", "unreadable"]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_leaves_after_the_first_line_is_no_traceback():
    names = [written(f"{number}.txt") for number in range(30)]
    with subprocess.Popen(
        [sys.executable, "-m", "nianbao", "extract", *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert json.loads(program.stdout.readline())["source"]["file"] == "0.txt"
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(20) in (0, 1)


def test_a_name_that_is_no_text(capsys):
    os.fdopen(os.open(b"\xff.txt", os.O_CREAT | os.O_WRONLY), "w").close()
    (record,) = records(capsys, os.fsdecode(b"\xff.txt"))
    assert record.source.file == "\udcff.txt"


def test_without_a_file_the_usage_is_told(capsys):
    assert "FILE" in refused(capsys, "extract")
