"""Lines of a sheet that was saved with commas to rows, and prose with commas left alone."""

from pipelines.reading.plain.comma_rows import tabbed

ROWS = ["信息内容,本年制发件数,本年废止件数,现行有效件数", "规章,0,,1", '行政许可,"1,204",,']


def test_a_run_of_rows_becomes_tabs_and_keeps_its_blanks():
    assert list(tabbed(["二、情况", *ROWS, "三、情况"])) == [
        "二、情况",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
        "规章\t0\t\t1",
        "行政许可\t1,204\t\t",
        "三、情况",
    ]


def test_prose_stays_as_it_is():
    prose = ["我镇公开了目录,指南,年报等,共3类信息。", "公开目录,指南,年报", "一是目录,二是指南,三是年报"]
    assert list(tabbed(prose)) == prose


def test_a_line_or_two_are_no_table():
    assert list(tabbed(ROWS[:2])) == ROWS[:2]


def test_rows_of_words_alone_are_no_table():
    rows = ["甲,乙,丙"] * 5
    assert list(tabbed(rows)) == rows
