"""Captures of one report to its edits: one for each that was made, and none that was not."""

from dataclasses import replace
from itertools import count

import pytest

from archive.changes.edits import Capture, edits

PAGE, TWIN, PDF = "http://a.example/1.html", "http://b.example/1.html", "http://a.example/1.pdf"


def history(*nights):
    """What was read in each night, as {address: text}; every text has bytes of its own."""
    ids = count(1)
    return [
        Capture(
            *(next(ids), run_id, url, "", None, False, f"2025-02-{run_id:02}T02:00:00.{place:06}Z"),
            *(f"bytes of {text}", text, 1, "pdf" if url == PDF else "html"),
        )
        for run_id, night in enumerate(nights, start=1)
        for place, (url, text) in enumerate(night.items())
    ]


def told(*nights):
    return [(edit.new.run_id, edit.new.url, edit.old.text, edit.new.text) for edit in edits(history(*nights))]


def test_nothing_read_twice_nothing_edited():
    assert told() == []
    assert told({PAGE: "A", TWIN: "B", PDF: "P"}) == []
    assert told({PAGE: "A"}, {TWIN: "B"}, {PDF: "P"}) == []


def test_there_and_back_are_two_edits():
    assert told({PAGE: "A"}, {PAGE: "A"}, {PAGE: "B"}, {PAGE: "B"}, {PAGE: "A"}) == [
        (3, PAGE, "A", "B"),
        (5, PAGE, "B", "A"),
    ]


def test_an_edit_of_page_and_pdf_in_one_night_is_told_of_the_page():
    assert told({PDF: "P", PAGE: "A"}, {PDF: "Q", PAGE: "B"}) == [(2, PAGE, "A", "B")]


def test_an_edit_of_the_pdf_alone_is_told():
    assert told({PDF: "P", PAGE: "A"}, {PDF: "Q", PAGE: "A"}) == [(2, PDF, "P", "Q")]


@pytest.mark.parametrize(
    "later",
    [
        {PAGE: "B", TWIN: "B"},
        {TWIN: "B"},  # the other was not asked that night
    ],
)
def test_a_twin_that_follows_later_is_no_further_edit(later):
    assert told({PAGE: "A", TWIN: "A"}, {PAGE: "B", TWIN: "A"}, {}, later) == [(2, PAGE, "A", "B")]


def test_a_mirror_found_late_that_still_had_the_old_text_is_no_further_edit():
    assert told({PAGE: "A"}, {PAGE: "B"}, {TWIN: "A"}, {TWIN: "B"}) == [(2, PAGE, "A", "B")]


def test_a_twin_that_missed_a_version_is_no_further_edit():
    assert told({PAGE: "A", TWIN: "A"}, {PAGE: "B"}, {PAGE: "C"}, {TWIN: "C"}) == [
        (2, PAGE, "A", "B"),
        (3, PAGE, "B", "C"),
    ]


def test_twins_that_go_there_and_back_one_after_the_other_tell_each_turn_once():
    a, b = {PAGE: "A", TWIN: "A"}, {PAGE: "B", TWIN: "B"}
    late, late_back = {PAGE: "B", TWIN: "A"}, {PAGE: "A", TWIN: "B"}
    assert told(a, late, b, late_back, a, late, b) == [
        (2, PAGE, "A", "B"),
        (4, PAGE, "B", "A"),
        (6, PAGE, "A", "B"),
    ]


def test_a_page_that_turns_while_its_twin_stands_still_tells_each_turn():
    assert [night for night, *_ in told(*({PAGE: text, TWIN: "A"} for text in "ABABA"))] == [2, 3, 4, 5]


def test_a_page_edited_to_what_its_twin_always_said_was_edited():
    assert told({PAGE: "A", TWIN: "B"}, {PAGE: "B", TWIN: "B"}) == [(2, PAGE, "A", "B")]


def test_the_same_bytes_are_no_edit_whatever_a_better_reader_makes_of_them():
    first, second, third = history({PAGE: "A"}, {PAGE: "B"}, {PAGE: "C"})
    reread = Capture(*(getattr(second, name) for name in Capture.__slots__[:7]), first.document, *("B", 1, "html"))
    assert edits([first, reread]) == []
    assert [(edit.old.text, edit.new.text) for edit in edits([first, reread, third])] == [("B", "C")]


@pytest.mark.parametrize("difference", [{"part": "附件.docx"}, {"posted": "0" * 64}, {"is_rendering": True}])
def test_what_is_asked_or_read_otherwise_is_another_address(difference):
    first, second = history({PAGE: "A"}, {PAGE: "B"})
    assert edits([first, replace(second, **difference)]) == []
    assert len(edits([first, second])) == 1


def test_captures_of_no_run_stand_each_for_itself():
    saved = [replace(one, run_id=None) for one in history({PAGE: "A"}, {PAGE: "B"}, {PAGE: "C"})]
    assert [(edit.old.text, edit.new.text) for edit in edits(saved)] == [("A", "B"), ("B", "C")]


def test_a_page_that_never_says_the_same_twice_costs_no_more_each_night():
    nights = [{PAGE: f"A{night}", TWIN: f"B{night}"} for night in range(25)]
    assert max(len(edit.rivals) for edit in edits(history(*nights))) <= 8
