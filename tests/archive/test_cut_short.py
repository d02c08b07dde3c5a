"""What stood at an address against what comes now: whether it came half, or was edited."""

from dataclasses import replace

import pytest

from archive.cut_short import is_cut_short
from archive.record import Cell
from tests.archive.made_up import form_cells, record

TEXT = "".join(f"第{number}条：白鹭镇公开信息{number * 7}条，按期答复。" for number in range(1, 41))
SECTIONS = {"overview": TEXT[: len(TEXT) // 2], "problems": TEXT[len(TEXT) // 2 :]}
TABLES = ("proactive", "requests")
WHOLE = record(text=TEXT, sections=SECTIONS, cells=form_cells("2021_revised", *TABLES))


def says(text: str, **changes: object):
    return replace(WHOLE, text=text, **changes)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.96])
def test_a_text_that_breaks_off_came_half(share):
    assert is_cut_short(WHOLE, says(TEXT[: int(len(TEXT) * share)]))


@pytest.mark.parametrize("tail", ["</di", "…", "加载中"])
def test_what_is_torn_at_the_end_does_not_hide_it(tail):
    """A connection breaks in the middle of a tag; a reader leaves its rest."""
    assert is_cut_short(WHOLE, says(TEXT[:500] + tail))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}特此报告。",
        TEXT[:-10],  # a last line less is an edit
        TEXT.replace("第3条：白鹭镇公开信息21条，按期答复。", ""),
        TEXT.replace("白鹭镇", "青石镇"),
        TEXT[len(TEXT) // 2 :],
        TEXT[:300] + "其余内容见附件。另有说明若干，由本机关负责解释。",
    ],
    ids=["same", "longer", "a line less", "a line out", "another name", "its beginning gone", "rewritten"],
)
def test_an_edit_is_believed(text):
    assert not is_cut_short(WHOLE, says(text))


def test_a_table_less_came_half_whatever_the_text():
    assert is_cut_short(WHOLE, says(TEXT, cells=form_cells("2021_revised", "proactive")))


def test_a_table_of_which_nothing_was_read_is_one_less():
    empty = form_cells("2021_revised", "requests", value=None, raw="", status="blank")
    assert is_cut_short(WHOLE, says(TEXT, cells=(*form_cells("2021_revised", "proactive"), *empty)))


def test_a_table_in_another_form_or_one_more_is_no_loss():
    other = form_cells("2019_trial", *TABLES, value=3, raw="3", status="number")
    assert not is_cut_short(WHOLE, says(TEXT, cells=other))
    assert not is_cut_short(says(TEXT, cells=()), WHOLE)


def test_figures_that_are_blanked_in_a_table_that_stays_are_an_edit():
    first, *others = WHOLE.cells
    blank = Cell(first.table, first.row, first.column, None, "", "blank")
    assert not is_cut_short(WHOLE, says(TEXT, cells=(blank, *others)))


@pytest.mark.parametrize(("share", "expected"), [(0.0, True), (0.2, True), (0.3, False)])
def test_headings_with_next_to_nothing_below_them_came_half(share, expected):
    """The text was to be filled in by a database that was down."""
    left = {name: text[: int(len(text) * share)] for name, text in SECTIONS.items()}
    assert is_cut_short(WHOLE, says(f"网站首页{TEXT}", sections=left)) is expected


def test_a_report_that_never_had_sections_is_measured_by_its_text_alone():
    assert not is_cut_short(says(TEXT, sections={}), says(f"又{TEXT}", sections={}))
