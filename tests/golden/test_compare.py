"""Expectations against records that differ in one thing each, so that every kind of mistake is seen to be counted."""

from dataclasses import replace

import pytest

from archive.record import Attachment, Cell, Check, Contact, Record, Source
from tests.golden.cases_on_disk import digest, strays
from tests.golden.compare import compare
from tests.golden.floors import Measured, dumps, pinned, shrunk, worse
from tests.golden.pin import pin
from tests.golden.score import paired

SOURCE = Source("a.html", None, None, "0" * 64, 1, "html", "utf-8")
PLACE = ("requests", "granted", "total")
OTHER = ("requests", "carried_in", "total")


def record(**changes) -> Record:
    cells = (Cell(*PLACE, 12, "12", "number"), Cell(*OTHER, None, "", "blank"))
    return replace(
        Record(SOURCE, "report", "heading+form", title="青禾县2022年报告", year=2022, cells=cells), **changes
    )


def expected(**changes) -> dict:
    cells = [[*PLACE, 12, "number"], [*OTHER, None, "blank"]]
    return {"verdict": "report", "title": "青禾县2022年报告", "year": 2022, "cells": cells, "violated": [], **changes}


def test_a_perfect_record_has_no_difference():
    marks = compare(expected(), record())
    assert marks.right == marks.asked
    assert marks.asked.total() == 9
    assert not +marks.errors
    assert marks.differences == []


@pytest.mark.parametrize(
    ("place", "value", "status", "error"),
    [
        (PLACE, None, "blank", "cells missing"),
        (PLACE, 21, "number", "cells wrong"),
        (PLACE, 0, "zero", "cells wrong"),
        (OTHER, 0, "zero", "cells invented"),
        (("requests", "granted", "org_other"), 3, "number", "cells invented"),
    ],
)
def test_each_kind_of_wrong_cell_is_told_apart(place, value, status, error):
    kept = tuple(cell for cell in record().cells if (cell.table, cell.row, cell.column) != place)
    marks = compare(expected(), record(cells=(*kept, Cell(*place, value, "", status))))
    assert {name: count for name, count in marks.errors.items() if count} == {error: 1}
    assert marks.right["documents with every cell right"] == 0
    assert any(".".join(place) in line for line in marks.differences)


def test_a_wrong_figure_is_unmarked_unless_a_check_touches_its_row_or_column():
    cells = (Cell(*PLACE, 13, "13", "number"), Cell(*OTHER, None, "", "blank"))
    assert compare(expected(), record(cells=cells)).unmarked == ["requests.granted.total"]
    for at in ("granted", "total"):
        check = Check("requests.row_sum", at, "violated", 12, 13)
        assert compare(expected(), record(cells=cells, checks=(check,))).unmarked == []
    elsewhere = Check("requests.row_sum", "carried_in", "violated", 12, 13)
    assert compare(expected(), record(cells=cells, checks=(elsewhere,))).unmarked == ["requests.granted.total"]


def test_checks_are_compared_as_sets_and_others_pass():
    broken = Check("requests.balance", "total", "violated", 1, 2)
    soft = Check("proactive.some_other_rule", "x", "violated", 1, 2)
    held = Check("requests.balance", "org_other", "ok", 1, 1)
    marks = compare(expected(violated=[["requests.balance", "total"]]), record(checks=(broken, soft, held)))
    assert marks.right["checks"] == 1
    marks = compare(expected(), record(checks=(broken,)))
    assert (marks.right["checks"], marks.errors["violations without cause"]) == (0, 1)
    marks = compare(expected(violated=[["requests.balance", "total"]]), record())
    assert (marks.right["checks"], marks.errors["violations missed"]) == (0, 1)


def test_blanks_of_a_title_do_not_count_but_signs_do():
    assert compare(expected(), record(title="青禾县 2022年报告")).right["title"] == 1
    marks = compare(expected(), record(title="青禾县2022年报告（图）"))
    assert (marks.right["title"], marks.errors["facts wrong"]) == (0, 1)


def test_a_fact_from_nowhere_is_invented_and_a_lost_one_is_not():
    assert compare(expected(signer=None), record(signer="林知远")).errors["facts invented"] == 1
    marks = compare(expected(signer="林知远"), record())
    assert (marks.right["signer"], marks.errors["facts wrong"]) == (0, 0)
    phones = {"contact": {"phones": []}}
    assert compare(expected(**phones), record(contact=Contact(phones=("12345",)))).errors["facts invented"] == 1


def test_of_several_allowed_verdicts_each_is_right_and_a_false_report_is_counted():
    assert compare({"verdict": ["blocked", "not_report"]}, record(verdict="blocked")).right["verdict"] == 1
    marks = compare({"verdict": "not_report"}, record())
    assert (marks.right["verdict"], marks.errors["false reports"]) == (0, 1)


def test_attachments_are_known_by_the_end_of_their_address():
    one = (Attachment("http://example.cn/a/files/nb.pdf", None),)
    assert compare({"verdict": "report", "attachments": ["./files/nb.pdf"]}, record(attachments=one)).right[
        "attachments"
    ]
    assert not compare({"verdict": "report", "attachments": ["nc.pdf"]}, record(attachments=one)).right["attachments"]


def test_a_missing_record_is_wrong_everywhere():
    marks = compare(expected(), None)
    assert marks.right["verdict"] == marks.right["title"] == marks.right["cells"] == 0
    assert marks.errors["cells missing"] == 1


def test_records_of_a_bundle_are_found_by_the_file_inside():
    inside = [record(source=replace(SOURCE, file=f"a.zip/{name}")) for name in ("b.html", "c.txt")]
    wanted = [{"verdict": "report", "file": "c.txt"}, {"verdict": "report", "file": "b.html"}]
    found = [one.source.file for _, one in paired(wanted, inside) if one]
    assert found == ["a.zip/c.txt", "a.zip/b.html"]
    assert [one for _, one in paired([*wanted, {"verdict": "report"}], inside)][2] is None


def test_strays_are_named_with_what_to_do(tmp_path):
    for name in ("a.html", "a.expected.json", "b.pdf", "c.expected.json", "d.html", "d.txt", "d.expected.json"):
        (tmp_path / name).write_text("{}")
    assert [line.partition(":")[0] for line in strays(tmp_path)] == [
        "b.pdf has no b.expected.json",
        "d is the name of two documents",
        "c.expected.json has no document beside it",
    ]


def test_the_digest_sees_a_changed_byte_and_a_changed_name(tmp_path):
    (tmp_path / "a.html").write_text("1")
    first = digest(tmp_path)
    (tmp_path / "a.html").write_text("2")
    second = digest(tmp_path)
    (tmp_path / "a.html").rename(tmp_path / "b.html")
    assert len({first, second, digest(tmp_path)}) == 3


def floors(right: int = 8, asked: int = 10, wrong: int = 1, cases: int = 3) -> Measured:
    return Measured(cases, "d", {"read": {"cells": (right, asked)}}, {"read": {"cells wrong": wrong}})


def test_worse_is_a_lower_share_or_more_errors():
    assert worse(floors(), floors()) == []
    assert worse(floors(right=9, wrong=0), floors()) == []
    assert worse(floors(right=7), floors()) == ["read: cells 7/10, was 8/10"]
    assert worse(floors(wrong=2), floors()) == ["read: cells wrong 2, was 1"]
    assert worse(floors(right=16, asked=20), floors()) == []
    assert worse(Measured(3, "d", {}, {}), floors()) == []


def test_pinning_refuses_losses_unless_a_reason_is_given_and_keeps_it():
    assert pin(floors(), None, None) == (floors(), [])
    refused, losses = pin(floors(right=7), floors(), None)
    assert refused is None
    assert losses
    assert pin(floors(asked=9, cases=2), floors(), None)[0] is None
    assert shrunk(floors(cases=2), floors()) == ["cases 2, were 3"]
    accepted, _ = pin(floors(right=7), floors(), "a harder set")
    assert accepted is not None
    assert accepted.lowered == [{"reason": "a harder set", "changes": ["read: cells 7/10, was 8/10"]}]
    again, _ = pin(floors(right=8), accepted, None)
    assert again is not None
    assert again.lowered == accepted.lowered


def test_floors_survive_their_file(tmp_path):
    kept = replace(floors(), lowered=[{"reason": "旧", "changes": ["x"]}])
    path = tmp_path / "accuracy.json"
    path.write_text(dumps(kept), "utf-8")
    assert pinned(path) == kept
