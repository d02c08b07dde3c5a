"""What is understood of captures: each report once, each text a version, and the same again changes nothing."""

from contextlib import suppress
from dataclasses import replace

import pytest

from archive.errors import RecordError, UsageError
from archive.readings import Kept
from archive.record import Check
from archive.store import Store
from archive.words import segment
from tests.archive.captures import dump, exchange, findings, keep, rows, town_report


def test_outcomes_of_keeping(store):
    record = town_report()
    edited = replace(record, text=record.text + "更正")
    assert keep(store, record).outcome == "new_report"
    assert keep(store, record).outcome == "seen_again"
    assert keep(store, record, "http://example.cn/copy").outcome == "new_sighting"
    assert keep(store, edited).outcome == "new_version"
    assert keep(store, town_report(2)).outcome == "new_report"
    assert keep(store, replace(record, verdict="not_report", reason="list")).outcome == "not_a_report"


def test_the_same_again_changes_not_one_row(tmp_path):
    record = town_report()
    with Store(tmp_path) as store:
        snapshot = store.capture(exchange("http://example.cn/1"))
        first = store.keep(record, snapshot.id)
    before = dump(tmp_path)
    with Store(tmp_path) as store:
        assert store.keep(record, snapshot.id) == Kept("unchanged", first.report_id)
    assert dump(tmp_path) == before


def test_an_edit_is_a_new_version_and_leaves_the_old(tmp_path, store):
    old = town_report(text="公开旧文")
    new = replace(old, text="公开新文", sections={**old.sections, "overview": "公开新文"})
    keep(store, old)
    report_id = keep(store, new).report_id
    store.flush()
    assert rows(tmp_path, "SELECT version_count FROM reports") == [(2,)]
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [("公开新文",)]
    kept = rows(
        tmp_path, "SELECT body FROM versions JOIN records ON records.id = record_id WHERE report_id = ?", report_id
    )
    assert len(kept) == 2


def test_a_version_that_comes_back_is_the_old_version(tmp_path, store):
    old, new = town_report(text="甲"), town_report(text="乙")
    for record in (old, new, old):
        keep(store, record)
    store.flush()
    assert rows(tmp_path, "SELECT version_count FROM reports") == [(2,)]
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [("甲",)]


def test_equal_text_under_two_keys_is_linked_and_never_merged(tmp_path, store):
    one, other = town_report(1, text="同文"), town_report(2, text="同文")
    keep(store, one, "http://example.cn/1")
    keep(store, other, "http://example.cn/2")
    store.flush()
    assert rows(tmp_path, "SELECT report_id, other_report_id FROM same_text") == [(1, 2)]


def test_an_incomplete_key_is_never_merged(tmp_path, store):
    record = town_report()
    nameless = replace(record, issuer=replace(record.issuer, division=None))
    keep(store, nameless, "http://example.cn/1")
    keep(store, nameless, "http://example.cn/2")
    assert keep(store, nameless, "http://example.cn/2").outcome == "seen_again"
    store.flush()
    assert rows(tmp_path, "SELECT count(*), sum(identified) FROM reports") == [(2, 0)]


def test_two_parts_of_a_bundle_are_two_reports(tmp_path, store):
    snapshot = store.capture(exchange("http://example.cn/all.zip"))
    store.keep(town_report(1), snapshot.id, "one.docx")
    store.keep(town_report(2), snapshot.id, "two.docx")
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(2,)]
    assert findings(tmp_path) == []


def test_a_better_reading_replaces_what_the_snapshot_said(tmp_path, store):
    wrong = town_report(1)
    snapshot = store.capture(exchange("http://example.cn/1"))
    store.keep(wrong, snapshot.id)
    assert store.keep(town_report(2), snapshot.id).outcome == "reread"
    store.flush()
    assert rows(tmp_path, "SELECT township FROM reports") == [("第2镇",)]
    assert rows(tmp_path, "SELECT count(*) FROM records") == [(1,)]
    assert findings(tmp_path) == []


def test_a_failed_reading_does_not_take_a_good_one_away(tmp_path, store):
    record = town_report()
    snapshot = store.capture(exchange("http://example.cn/1"))
    report_id = store.keep(record, snapshot.id).report_id
    failed = replace(record, verdict="unreadable", reason="timeout")
    assert store.keep(failed, snapshot.id) == Kept("kept_earlier", report_id)
    store.keep(replace(record, verdict="not_report", reason="list"), snapshot.id)
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(0,)], "a verdict of the reader does take it away"
    assert findings(tmp_path) == []


def test_cells_tell_blank_nought_and_absence_apart(tmp_path, store):
    record = town_report()
    statuses = {0: ("blank", ""), 1: ("not_applicable", "/"), 2: ("row_absent", ""), 3: ("unit_unknown", "8040")}
    cells = tuple(
        replace(cell, value=None, status=statuses[n][0], raw=statuses[n][1]) if n in statuses else cell
        for n, cell in enumerate(record.cells)
    )
    spoken = replace(cells[5], value=6.5, raw="6.5 万元", status="number")
    record = replace(record, cells=(*cells[:5], spoken, *cells[6:]))
    keep(store, record)
    store.flush()
    columns = "table_name, row_key, column_key, value, raw, status"
    stored = rows(tmp_path, f"SELECT {columns} FROM cells")
    expected = [(cell.table, cell.row, cell.column, cell.value, cell.raw, cell.status) for cell in record.cells]
    assert sorted(stored, key=repr) == sorted(expected, key=repr)
    figures = rows(tmp_path, "SELECT proactive__regulations__issued, proactive__normative_docs__in_force FROM figures")
    assert figures == [(None, 6.5)]


def test_checks_are_rows(tmp_path, store):
    record = town_report()
    wrong = Check("requests.row_sum", "granted", "violated", 3, 4, "source")
    record = replace(record, checks=(*record.checks, wrong))
    keep(store, record)
    store.flush()
    stored = rows(tmp_path, "SELECT rule, place, verdict, left_value, right_value, fault FROM checks")
    assert sorted(stored, key=repr) == sorted(
        ((c.rule, c.at, c.verdict, c.left, c.right, c.fault) for c in record.checks), key=repr
    )


def test_the_index_follows_the_current_text(tmp_path, store):
    old = replace(town_report(text="甲"), sections={"overview": "举办信访培训"})
    keep(store, old)
    keep(store, replace(old, text="乙", sections={"overview": "更新目录"}))
    store.flush()
    search = "SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?"
    assert rows(tmp_path, search, f'"{segment("信访").split()[0]}"') == []
    assert rows(tmp_path, search, '"目录"') == [(1,)]
    assert rows(tmp_path, search, '"年度 度报 报告"') == [(1,)]


def test_a_record_that_no_form_fits_leaves_nothing_behind(tmp_path, store):
    record = town_report()
    snapshot = store.capture(exchange("http://example.cn/1"))
    with pytest.raises(RecordError, match="no known form"):
        store.keep(replace(record, cells=record.cells[1:]), snapshot.id)
    store.keep(town_report(2), snapshot.id)
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM records") == [(1,)]


def test_text_that_is_no_text_is_refused(store):
    snapshot = store.capture(exchange("http://example.cn/1"))
    with pytest.raises(RecordError, match="text"):
        store.keep(town_report(text="\ud800"), snapshot.id)


def test_an_unknown_snapshot_is_refused(store):
    with pytest.raises(UsageError, match="no snapshot 7"):
        store.keep(town_report(), 7)


def test_parts_of_a_bundle_that_name_nobody_stay_apart(tmp_path, store):
    nameless = replace(town_report(), issuer=None)
    snapshot = store.capture(exchange("http://example.cn/all.zip"))
    store.keep(nameless, snapshot.id, "a.doc")
    store.keep(replace(nameless, text="another"), snapshot.id, "b.doc")
    store.flush()
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(2,)]


@pytest.mark.parametrize("code", ["", "x", "62292", "6229261", "６２２９２６", "622926214 "])
def test_a_code_that_is_none_identifies_nobody(tmp_path, store, code):
    record = town_report()
    division = replace(record.issuer.division, code=code)
    keep(store, replace(record, issuer=replace(record.issuer, division=division)))
    store.flush()
    assert rows(tmp_path, "SELECT identified FROM reports") == [(0,)]


def test_layout_blanks_do_not_make_an_old_text_the_longer_one(tmp_path, store):
    edited = town_report(text="更新目录" * 100)
    keep(store, replace(edited, text=" ".join("旧目录" * 100)), "http://example.cn/pdf")
    keep(store, edited, "http://example.cn/page")
    store.flush()
    assert rows(tmp_path, "SELECT full_text FROM report_text") == [(edited.text,)]


@pytest.mark.parametrize("change", [{"scope": "both"}, {"year": "2024"}, {"form": 3}])
def test_a_record_of_the_wrong_types_is_refused_and_the_next_one_is_kept(store, change):
    snapshot = store.capture(exchange("http://example.cn/1"))
    with suppress(RecordError):
        store.keep(replace(town_report(), **change), snapshot.id)
    assert store.keep(town_report(2), snapshot.id).report_id
    store.flush()


def test_a_record_of_another_document_is_refused(store):
    record = town_report()
    snapshot = store.capture(exchange("http://example.cn/1"))
    with pytest.raises(RecordError, match="is not the document of snapshot 1"):
        store.keep(replace(record, source=replace(record.source, sha256="0" * 64)), snapshot.id)
    store.keep(replace(record, source=replace(record.source, sha256=snapshot.sha256)), snapshot.id)
