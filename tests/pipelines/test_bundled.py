"""Zips to a record for each report in them: twins, scans, pictures, tables that lie apart, and what is beside them."""

from hashlib import sha256

import pytest

from pipelines.extract import extract
from tests.pipelines.packing import locked, zipped
from tests.pipelines.stand_ins import file, install

REPORT = "report 柳泉镇 2023"


@pytest.fixture(autouse=True)
def calls(monkeypatch) -> list[tuple]:
    return install(monkeypatch)


def records(members: dict[str, bytes], *, ocr: bool = True):
    return extract(zipped(members), file="年报.zip", ocr=ocr)


def one(members: dict[str, bytes], *, ocr: bool = True):
    (record,) = records(members, ocr=ocr)
    assert record.source.file == "年报.zip"
    return record


def test_one_report_among_other_files_is_the_bundle():
    members = {
        "read.txt": file("txt", "other"),
        "a.doc": file("doc", REPORT),
        "photo.jpg": file("jpg", "x"),
        "b.exe": b"MZ\0\1",
    }
    record = one(members)
    source = record.source
    assert (record.year, source.reader, source.media_type) == (2023, "doc", "application/zip")
    assert (source.sha256, source.bytes) == (sha256(zipped(members)).hexdigest(), len(zipped(members)))


def test_several_reports_are_a_record_each_in_their_order():
    found = records({"b/2.docx": file("docx", "report 青禾县 2023"), "b/1.docx": file("docx", "report 柳泉镇 2023")})
    assert [(record.source.file, record.issuer.name) for record in found] == [
        ("年报.zip#b/2.docx", "青禾县"),
        ("年报.zip#b/1.docx", "柳泉镇"),
    ]


def test_a_bundle_within_a_bundle():
    inner = zipped({"1.docx": file("docx", "report 青禾县 2023")})
    found = records({"in.zip": inner, "2.docx": file("docx", REPORT)})
    assert [record.source.file for record in found] == ["年报.zip#in.zip/1.docx", "年报.zip#2.docx"]


@pytest.mark.parametrize(
    ("worse", "better"), [("pdf", "docx"), ("docx", "html"), ("rtf", "doc"), ("txt", "xlsx"), ("jpg", "txt")]
)
def test_of_twins_the_better_reader_wins(worse, better):
    assert one({f"a.{worse}": file(worse, REPORT), f"b.{better}": file(better, REPORT)}).source.reader == better


def test_of_twins_the_one_with_the_tables_wins():
    members = {"a.docx": file("docx", REPORT), "b.pdf": file("pdf", f"{REPORT} table1")}
    assert one(members).source.reader == "pdf"


def test_files_of_one_name_are_twins_unless_their_years_differ():
    assert one({"x/a.docx": file("docx", REPORT), "x/a.pdf": file("pdf", "report - 2023")}).source.reader == "docx"
    assert len(records({"x/a.docx": file("docx", REPORT), "x/a.pdf": file("pdf", "report 柳泉镇 2022")})) == 2
    assert len(records({"x/a.docx": file("docx", REPORT), "y/a.pdf": file("pdf", "report - 2023")})) == 2


def test_two_years_of_one_body_are_two_reports():
    assert len(records({"a.docx": file("docx", REPORT), "b.docx": file("docx", "report 柳泉镇 2022")})) == 2


def test_tables_that_lie_beside_the_text_are_brought_to_it():
    record = one({"a.docx": file("docx", f"{REPORT} table1"), "b.xlsx": file("xlsx", "report - - table2 table3")})
    assert ([cell.table for cell in record.cells], record.year) == (["table1", "table2", "table3"], 2023)
    assert record.source.reader == "docx"
    record = one({"b.xlsx": file("xlsx", "other table1"), "a.docx": file("docx", REPORT)})
    assert [cell.table for cell in record.cells] == ["table1"]


def test_tables_of_another_year_are_not():
    members = {"a.docx": file("docx", REPORT), "b.xlsx": file("xlsx", "report - 2022 table1")}
    assert [len(record.cells) for record in records(members)] == [0, 1]


def test_recognised_tables_are_not_brought_to_a_text_that_is_sure():
    members = {"a.docx": file("docx", REPORT), "b.pdf": file("pdf", "pictures report - - table1")}
    assert [len(record.cells) for record in records(members)] == [0, 1]


def test_a_whole_report_keeps_its_tables_and_the_same_tables_beside_it_are_no_report():
    tables = "table1 table2 table3"
    record = one({"a.docx": file("docx", f"{REPORT} {tables}"), "b.xlsx": file("xlsx", f"report - - {tables}")})
    assert (record.source.reader, len(record.cells)) == ("docx", 3)


def test_nameless_tables_among_several_reports_belong_to_none():
    members = {
        "a.docx": file("docx", REPORT),
        "b.docx": file("docx", "report 青禾县 2023"),
        "c.xlsx": file("xlsx", "report - - table1"),
    }
    assert [len(record.cells) for record in records(members)] == [0, 0, 1]


def test_a_scan_in_a_bundle_is_recognised():
    members = {"a.pdf": file("pdf", f"pictures {REPORT}"), "b.txt": file("txt", "other")}
    assert one(members).source.reader == "scan"
    assert one(members, ocr=False).reason == "needs_ocr"


def test_a_scan_of_what_is_there_as_a_text_is_not_recognised(calls):
    members = {"a.docx": file("docx", REPORT), "a.pdf": file("pdf", f"pictures {REPORT}")}
    assert one(members).source.reader == "docx"
    assert one(members, ocr=False).source.reader == "docx"
    assert not any(call[0] == "scan" for call in calls)


def test_scans_beside_a_report_are_asked_for_again():
    members = {"a.docx": file("docx", REPORT), "b.pdf": file("pdf", "pictures report 青禾县 2023")}
    assert [record.reason for record in records(members, ocr=False)] == ["heading+form", "needs_ocr"]
    assert [record.issuer.name for record in records(members)] == ["柳泉镇", "青禾县"]


def test_pictures_alone_are_one_scanned_document_page_by_page():
    members = {
        "p10.jpg": file("jpg", "c"),
        "p2.jpg": file("jpg", "b"),
        "p1.jpg": file("jpg", REPORT),
        "Thumbs.db": b"x",
    }
    record = one(members)
    assert (record.year, record.text.splitlines()) == (2023, [REPORT, "b", "c"])
    assert one(members, ocr=False).reason == "needs_ocr"


def test_each_folder_of_pictures_is_a_document():
    found = records(
        {"a/1.jpg": file("jpg", REPORT), "b/1.jpg": file("jpg", "report 青禾县 2023"), "b/2.jpg": file("jpg", "x")}
    )
    assert [(record.source.file, record.issuer.name) for record in found] == [
        ("年报.zip#a", "柳泉镇"),
        ("年报.zip#b", "青禾县"),
    ]


def test_beside_other_files_only_large_pictures_are_pages():
    page = file("jpg", REPORT) + bytes(30_000)
    assert one({"a.html": file("html", "other"), "logo.jpg": file("jpg", REPORT)}).verdict == "not_report"
    assert one({"a.html": file("html", "other"), "page.jpg": page}).source.reader == "scan"


@pytest.mark.parametrize(
    ("members", "verdict", "reason"),
    [
        ({"a.txt": file("txt", "other"), "b.pdf": file("pdf", "damaged")}, "unreadable", "damaged"),
        ({"a.txt": file("txt", "other"), "b.rar": b"Rar!\x1a\x07\0"}, "unreadable", "unsupported"),
        ({"a.txt": file("txt", "other"), "b.html": file("html", "blocked")}, "blocked", "captcha"),
        ({"a.txt": file("txt", "other"), "b.txt": b" ", "c.bin": bytes(range(256))}, "not_report", "other"),
        ({"a.txt": file("txt", "ValueError"), "b.txt": file("txt", "other")}, "unreadable", "crashed"),
        ({"Thumbs.db": b"x"}, "unreadable", "empty"),
        ({}, "unreadable", "empty"),
    ],
)
def test_without_a_report_the_most_telling_verdict_stands(members, verdict, reason):
    record = one(members)
    assert (record.verdict, record.reason) == (verdict, reason)


def test_a_bundle_with_a_password():
    (record,) = extract(locked(zipped({"a.docx": file("docx", REPORT)})), file="年报.zip")
    assert (record.reason, record.source.file, record.source.media_type) == ("encrypted", "年报.zip", "application/zip")


def test_a_bundle_that_is_too_large_is_one_record():
    (record,) = extract(zipped({f"{number}.txt": b"x" for number in range(2001)}), file="年报.zip")
    assert record.reason == "too_large"


def test_a_bundle_without_a_name():
    found = extract(zipped({"a.docx": file("docx", REPORT), "b.docx": file("docx", "report x 2020")}), file=None)
    assert [record.source.file for record in found] == ["#a.docx", "#b.docx"]
