"""Two records of one report: what was edited is told, what a page shows differently every night is not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from archive.changes.difference import CellChange, FieldChange, difference
from archive.record import Contact
from tests.archive.changes.nights import REPORT, counts, says
from tests.archive.made_up import record, records

OVERVIEW = REPORT.sections["overview"]


def test_equal_records_do_not_differ():
    assert not difference(REPORT, REPORT)
    assert difference(REPORT, REPORT).words() == ""


@pytest.mark.parametrize(
    ("name", "changes", "old", "new"),
    [
        ("title", {"title": "柳泉镇2024年年报"}, REPORT.title, "柳泉镇2024年年报"),
        ("document_number", {"document_number": "柳政发〔2025〕9号"}, REPORT.document_number, "柳政发〔2025〕9号"),
        ("written_date", {"written_date": date(2025, 3, 1)}, str(REPORT.written_date), "2025-03-01"),
        ("contact_phones", {"contact": replace(REPORT.contact, phones=("0990-1", "0990-2"))}, None, "0990-1, 0990-2"),
        ("signer", {"signer": "林青"}, REPORT.signer, "林青"),
    ],
)
def test_a_field_that_was_edited_is_told_by_its_name_old_and_new(name, changes, old, new):
    before = replace(REPORT, contact=replace(REPORT.contact, phones=()))
    after = replace(before, **changes)
    assert difference(before, after).fields == (FieldChange(name, old, new),)
    assert difference(before, after).words() == name
    assert difference(after, before).fields == (FieldChange(name, new, old),)


def test_the_name_of_the_issuer_is_a_field():
    renamed = replace(REPORT, issuer=replace(REPORT.issuer, name="青禾县白鹭镇人民政府"))
    assert [change.name for change in difference(REPORT, renamed).fields] == ["issuer"]


def test_a_cell_that_was_edited_is_told_with_its_place():
    old, new = counts(158), counts(159)
    (change,) = difference(old, new).cells
    assert (change.table, change.row, change.column) == ("requests", "new_requests", "total")
    assert (change.old.value, change.new.value) == (158, 159)
    assert difference(old, new).words() == "1 cell"


def test_a_nought_that_becomes_a_blank_is_an_edit_and_a_nought_printed_otherwise_is_none():
    nought = next(cell for cell in REPORT.cells if cell.value == 0)

    def printed(raw, **changes):
        cells = tuple(replace(cell, raw=raw, **changes) if cell is nought else cell for cell in REPORT.cells)
        return replace(REPORT, cells=cells)

    assert not difference(REPORT, printed("０"))
    assert difference(REPORT, printed("", value=None, status="blank")).words() == "1 cell"
    assert not difference(printed("／", value=None, status="blank"), printed("/ ", value=None, status="blank"))
    assert difference(printed("1?", value=None, status="unreadable"), printed("7?", value=None, status="unreadable"))


def test_cells_of_a_form_that_was_not_there_before_came_from_nothing():
    without = replace(REPORT, cells=(), form="tables_absent")
    found = difference(without, REPORT)
    assert found.cells == tuple(CellChange(one.table, one.row, one.column, None, one) for one in REPORT.cells)
    assert found.words() == f"{len(REPORT.cells)} cells, form"


def test_a_section_is_told_line_by_line():
    (text,) = difference(REPORT, says("另公开3条。")).texts
    assert (text.key, text.old, text.new) == ("overview", OVERVIEW, f"{OVERVIEW}另公开3条。")
    assert [(line.old, line.new) for line in text.lines if line.changed] == [(None, "另公开3条。")]
    assert difference(REPORT, says("另公开3条。")).words() == "section overview"


def test_a_section_that_went_is_told():
    sections = {key: text for key, text in REPORT.sections.items() if key != "other"}
    assert difference(REPORT, replace(REPORT, sections=sections)).words() == "section other"


def test_the_text_outside_of_sections_is_told_where_nothing_else_differs():
    edited = replace(REPORT, text=f"{REPORT.text}\n特此报告。")
    assert difference(REPORT, edited).words() == "text"
    assert difference(REPORT, replace(counts(7), text=edited.text)).words() == "1 cell"


@pytest.mark.parametrize(
    "noisy",
    [
        # a print view, a text retyped in full width, a file printed anew from Word
        replace(REPORT, text=REPORT.text.replace("。", "。\n\n- 3 -\n")),
        replace(REPORT, text=REPORT.text.replace("2024", "２０２４"), title=REPORT.title.replace("2024", " ２０２４ ")),
        replace(REPORT, sections={**REPORT.sections, "overview": OVERVIEW.replace("，", "，\n　　")}),
        replace(REPORT, contact=replace(REPORT.contact, office=f"{REPORT.contact.office} ")),
        replace(REPORT, sections={**REPORT.sections, "fees": " \n"}),
    ],
)
def test_what_texts_are_compared_without_is_no_difference(noisy):
    assert not difference(REPORT, noisy)
    assert not difference(noisy, REPORT)


@pytest.mark.parametrize(
    "noise", ["浏览次数：123", "点击数：55 次", "打印时间：2025年1月3日", "今天是2025年1月3日 星期五", "字号：大 中 小"]
)
def test_what_a_site_shows_around_a_report_is_no_difference(noise):
    """Counters and clocks above the text, and below its last section, where some platforms print them."""
    page = says("")
    assert not difference(page, replace(page, text=f"{noise}\n{page.text}"))
    sections = {**page.sections, "other": f"{page.sections['other']}\n{noise}"}
    assert not difference(page, replace(page, sections=sections))
    assert difference(page, replace(page, document_number=noise)), "in a fact it is no noise"


def test_the_core_of_an_edit_is_the_same_in_a_page_and_in_its_pdf():
    def as_pdf(one):
        sections = {key: text.replace("，", "，\n") for key, text in one.sections.items()}
        return replace(one, sections=sections, title=None, contact=Contact(), text=one.text.replace("\t", " "))

    for edited in (counts(77), says("另公开3条。"), counts(77, says("另公开3条。"))):
        assert difference(REPORT, edited).core == difference(as_pdf(REPORT), as_pdf(edited)).core
    assert difference(REPORT, counts(77)).core != difference(REPORT, counts(78)).core
    assert difference(REPORT, counts(77)).core != difference(counts(77), REPORT).core


def test_a_page_that_only_got_a_date_has_that_date_as_its_core():
    first, second = (replace(REPORT, publish_date=date(2025, 2, day)) for day in (1, 2))
    assert difference(REPORT, first).core != difference(REPORT, second).core


@settings(deadline=None, max_examples=60)
@given(records(), records())
def test_any_two_records_are_compared(old, new):
    assert not difference(old, old)
    assert bool(difference(old, new)) == bool(difference(new, old))
    assert bool(difference(old, new)) == bool(difference(old, new).words())


def test_a_record_without_sections_is_compared_by_its_text():
    assert difference(record(), record(text="全年公开信息13条。")).words() == "text"
