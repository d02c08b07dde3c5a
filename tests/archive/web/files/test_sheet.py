"""CSV for spreadsheets: read as Chinese, with nothing in it that would be run, and nothing absent that becomes nought."""

import csv
import io

import pytest

from archive.web.files.sheet import sheet


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_it_opens_with_the_mark_by_which_excel_knows_the_text():
    assert sheet(["机关"], [["青禾县"]]).encode() == b"\xef\xbb\xbf" + "机关\r\n青禾县\r\n".encode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-公开", "@x", "\tx", '=HYPERLINK("http://evil.example")'])
def test_a_text_that_would_be_run_is_only_text(text):
    assert read(sheet(["a"], [[text]]))[1] == [f"'{text}"]


@pytest.mark.parametrize(
    ("value", "cell"), [(-3, "-3"), (6.02, "6.02"), (0, "0"), (None, ""), ("", ""), ("-3.5", "'-3.5")]
)
def test_figures_stay_figures_and_what_is_absent_stays_empty(value, cell):
    assert read(sheet(["a", "b"], [[value, 1]]))[1] == [cell, "1"]


def test_quotes_and_line_breaks_survive():
    assert read(sheet(["a"], [['他说"好"\n，真的']]))[1] == ['他说"好"\n，真的']
