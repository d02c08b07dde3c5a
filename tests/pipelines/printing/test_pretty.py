"""Records to pages for people: each fact under its name, each figure in its box, each doubt at its place."""

import re
from datetime import date

import pytest

from archive.record import Attachment, Cell, Check, Contact, Period, Proposal, ReadError, Record, Source
from pipelines.printing.drawing import width
from pipelines.printing.forms import printed_tables
from pipelines.printing.pretty import Terminal, concerned, pretty
from tests.archive.made_up import form_cells, record

FORMS = ("2019_trial", "2021_revised")
STATUSES = {"blank": "·", "not_applicable": "/", "row_absent": "—", "unreadable": "?"}


def shown(one: Record, columns: int = 100, *, colour: bool = False) -> str:
    return pretty(one, Terminal(columns, colour))


def replaced(cells, table, row, column, value):
    place = (table, row, column)
    return tuple(
        Cell(*place, value, str(value), "number") if (cell.table, cell.row, cell.column) == place else cell
        for cell in cells
    )


def line_of(text: str, label: str) -> str:
    return next(line for line in text.splitlines() if label in line)


def test_the_facts_stand_under_their_names():
    text = shown(
        record(
            document_number="青教〔2025〕1号",
            signer="白杨",
            publish_date=date(2025, 1, 20),
            written_date=date(2025, 1, 10),
            period=Period(date(2024, 1, 1), date(2024, 12, 31)),
            contact=Contact("办公室", "柳泉路1号", "990101", ("0990-1234567",), "0990-7654321", ("a@example.cn",)),
        )
    )
    for words in (
        "issuer    青禾县教育局 (department; 青禾省 南浦市 青禾县; 990101, stated)",
        "year      2024",
        "period    2024-01-01 to 2024-12-31",
        "number    青教〔2025〕1号",
        "signer    白杨",
        "dates     written 2025-01-10, published 2025-01-20",
        "contact   办公室, 柳泉路1号, 990101, 0990-1234567, fax 0990-7654321, a@example.cn",
        "scope     its own work",
        "verdict   report, heading+form: ",
        "source    a.html, http://example.cn/a.html, text/html, 24 bytes, read as html in utf-8",
    ):
        assert words in text


def test_what_was_not_found_is_said_of_the_main_facts_only():
    text = shown(record(title=None, year=None, issuer=None, scope=None))
    assert text.startswith("(no title found)\n")
    assert [line.split()[0] for line in text.splitlines() if line.endswith("not found")] == [
        "issuer",
        "year",
        "scope",
        "form",
    ]
    assert "contact" not in text


@pytest.mark.parametrize("columns", [20, 80, 97, 120, 300])
@pytest.mark.parametrize("form", FORMS)
def test_no_line_is_wider_than_the_terminal_and_tables_have_straight_edges(form, columns):
    text = shown(record(form=form, cells=form_cells(form, value=12345, raw="12345", status="number")), columns)
    lines = text.splitlines()
    assert all(width(line) <= min(max(columns, 80), 120) for line in lines if line[:1] in "┌│├└")
    for table in re.findall(r"^┌.*?^└[^\n]*$", text, re.DOTALL | re.MULTILINE):
        assert len({width(line) for line in table.splitlines()}) == 1


@pytest.mark.parametrize("form", FORMS)
def test_every_figure_stands_in_its_row_and_column(form):
    cells = tuple(
        Cell(cell.table, cell.row, cell.column, number, str(number), "number")
        for number, cell in enumerate(form_cells(form), 100)
    )
    text = shown(record(form=form, cells=cells), 120)
    figures = [
        int(figure)
        for line in text.splitlines()
        if line[0:1] == "│"
        for figure in re.findall(r"(?<=│) *(\d{3}) *(?=│)", line)
    ]
    assert figures == [cell.value for cell in cells]
    assert "（七）总计" in line_of(text, f"│    {next(cell.value for cell in cells if cell.row == 'results_total')} │")


@pytest.mark.parametrize(("status", "sign"), STATUSES.items())
def test_what_is_no_number_has_its_sign(status, sign):
    text = shown(record(cells=form_cells("2021_revised", "review_litigation", value=None, raw="", status=status)))
    assert text.count(f"{sign} │") == 15


def test_a_number_without_its_unit_is_shown_as_printed():
    cells = form_cells("2019_trial", "proactive")
    amount = Cell("proactive", "gov_procurement", "total_amount_wan", None, "8040", "unit_unknown")
    assert "8040? │" in line_of(shown(record(cells=(*cells[:-1], amount))), "政府集中采购")


def test_a_table_that_is_not_there_is_said_in_words():
    absent = form_cells("2021_revised", "requests", value=None, raw="", status="table_absent")
    text = shown(record(cells=(*form_cells("2021_revised", "proactive"), *absent)))
    assert "三、收到和处理政府信息公开申请情况: not in the document." in text
    assert "一、本年新收" not in text


@pytest.mark.parametrize(
    ("form", "words"),
    [("tables_absent", "announce tables"), ("free_form", "free form"), ("stat_2014", "No table of the official form")],
)
def test_a_report_without_tables_says_why(form, words):
    assert words in shown(record(form=form))


def test_tables_of_two_forms_in_one_report_are_drawn_as_they_are():
    cells = form_cells("2021_revised", "proactive") + form_cells("2019_trial", "requests")
    text = shown(record(cells=cells))
    assert "本年制发件数" in text
    assert "逾期不补正" not in text


def test_cells_of_no_form_are_listed():
    assert "  row, column: 7" in shown(record(cells=(Cell("statistics", "row", "column", 7, "7", "number"),)))


def test_a_failed_sum_is_listed_and_marked_at_its_cells():
    checks = (
        Check("requests.balance", "org_other", "violated", 3, 4, "source"),
        Check("requests.row_sum", "granted", "violated", 8, 9, "reading"),
        Check("requests.row_sum", "new_requests", "ok", 1, 1),
        Check("requests.row_sum", "carried_in", "not_assessable", None, 1),
    )
    text = shown(record(cells=form_cells("2021_revised", "requests"), checks=checks))
    assert "Checks: 1 hold, 2 fail, 1 cannot be told" in text
    assert "  ! requests.balance, 其他: 3 against 4; so printed in the source" in text
    assert "  ! requests.row_sum, （一）予以公开: 8 against 9; perhaps misread by us" in text
    drawn = [line for line in text.splitlines() if line.startswith("│")]
    assert [line.count("0!") for line in drawn if "0!" in line] == [1, 1, 1, 1, 1]
    assert line_of(text, "（一）予以公开").endswith(" 0!│")
    assert "0!│      0 │" in line_of(text, "（七）总计")


@pytest.mark.parametrize(
    ("rule", "at", "places"),
    [
        ("requests.column_sum", "total", [("requests", "results_total", "total")]),
        ("review_litigation.total", "reconsideration", [("review_litigation", "reconsideration", "total")]),
        ("narrative.new_requests", "overview", [("requests", "new_requests", "total")]),
        ("a.rule", "of tomorrow", []),
    ],
)
def test_cells_that_a_rule_is_about(rule, at, places):
    assert concerned(Check(rule, at, "violated", 1, 2)) == places


def test_a_soft_rule_is_about_its_row_or_column():
    rows = {
        row for _, row, _ in concerned(Check("proactive.disclosed_within_total", "normative_docs", "violated", 1, 0))
    }
    columns = {
        column for _, _, column in concerned(Check("proactive.regulations_by_authority", "issued", "violated", 1, 0))
    }
    assert (rows, columns) == ({"normative_docs"}, {"issued"})


def test_a_figure_that_may_be_misread_is_proposed_not_put_in():
    text = shown(record(proposals=(Proposal("requests", "granted", "total", 3, 8),)))
    assert "（一）予以公开, 总计: 3 was read; with 8 its row and column would be right" in text


def test_sections_are_shown_by_their_first_words():
    text = shown(record(sections={"overview": "全年\n公开" + "信息" * 500, "other": "无"}))
    assert "一、总体情况  全年 公开信息" in text
    assert text.endswith("六、其他需要报告的事项  无")
    assert all(width(line) <= 100 for line in text.splitlines())


SOURCE = Source("a.pdf", None, None, "0" * 64, 3, None, None)


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        (
            Record(SOURCE, "unreadable", "damaged", error=ReadError("damaged", "cut short: fetch it again")),
            ["a.pdf: unreadable, damaged", "cut short: fetch it again"],
        ),
        (
            Record(
                SOURCE, "not_report", "list_page", title="年报\x1b[2J", attachments=(Attachment("http://a.cn", "a"),)
            ),
            ["a.pdf: not_report, list_page", "A list of links to reports. (年报[2J)"],
        ),
        (
            Record(SOURCE, "blocked", "captcha"),
            ["a.pdf: blocked, captcha", "A question to prove that one is human."],
        ),
    ],
)
def test_what_is_no_report_takes_two_lines(one, lines):
    assert shown(one).splitlines() == lines


def test_colours_are_for_terminals_only_and_cover_no_text():
    one = record(
        cells=form_cells("2021_revised"), checks=(Check("requests.row_sum", "granted", "violated", 8, 9, "source"),)
    )
    plain, coloured = shown(one), shown(one, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m0!\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_every_form_has_three_printed_tables():
    assert [table.key for table in printed_tables()] == ["proactive", "requests", "review_litigation"] * 2
