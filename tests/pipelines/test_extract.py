"""Files good and bad to records, of which there is always one; what goes wrong inside becomes its verdict."""

import gzip
from hashlib import sha256

import pytest

from pipelines.extract import extract
from pipelines.hints import Hints
from tests.pipelines.packing import PDF, compound, zipped
from tests.pipelines.stand_ins import PanicError, file, install


@pytest.fixture(autouse=True)
def calls(monkeypatch) -> list[tuple]:
    return install(monkeypatch)


def one(data: bytes, name: str | None = "年报.doc", **known):
    (record,) = extract(data, file=name, **known)
    return record


def test_a_report_says_where_it_came_from():
    data = file("html", "report 柳泉镇 2023")
    source = one(data, url="http://a.cn/b.html", media_type="text/plain", charset="gbk").source
    assert (source.file, source.url, source.media_type) == ("年报.doc", "http://a.cn/b.html", "text/html")
    assert (source.sha256, source.bytes) == (sha256(data).hexdigest(), len(data))
    assert (source.reader, source.charset) == ("html", "utf-8")


def test_hints_reach_understanding():
    assert one(file("txt", "other"), hints=Hints(link_text="柳泉镇年报")).title == "柳泉镇年报"


def test_url_and_charset_reach_the_reader(calls):
    one(file("html", "other"), url="http://a.cn/b.html", charset="gbk")
    assert calls == [("html", {"url": "http://a.cn/b.html", "declared": "gbk"})]


def test_a_packed_file_is_known_by_what_was_given():
    data = gzip.compress(file("rtf", "report 柳泉镇 2023"))
    source = one(data, "年报.rtf.gz").source
    assert (source.media_type, source.sha256, source.reader) == ("application/gzip", sha256(data).hexdigest(), "rtf")


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [("application/x-ceb", "application/x-ceb"), (None, None)],
    ids=["declared", "not declared"],
)
def test_of_an_unknown_file_only_the_declared_type_is_told(media_type, shown):
    record = one(bytes(range(256)), "年报.ceb", media_type=media_type)
    assert (record.source.media_type, record.reason) == (shown, "unsupported")


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (b"", "empty", "fetch"),
        (file("pdf", "damaged"), "damaged", "as told: fetch it again"),
        (file("docx", "ValueError"), "crashed", "ValueError: as told"),
        (file("docx", "RecursionError"), "crashed", "RecursionError"),
        (file("docx", "MemoryError"), "memory", "memory"),
        (file("xlsx", "panic"), "crashed", PanicError.__name__),
        (compound("EncryptedPackage"), "encrypted", "password"),
        (zipped({"a.txt": b"x"})[:-5], "damaged", "ZIP"),
    ],
)
def test_what_goes_wrong_becomes_the_record(data, kind, told):
    record = one(data)
    assert (record.verdict, record.reason, record.error.kind) == ("unreadable", kind, kind)
    assert told in record.error.message
    assert "\n" not in record.error.message
    assert (record.source.sha256, record.source.bytes) == (sha256(data).hexdigest(), len(data))
    assert (record.source.file, record.source.reader) == ("年报.doc", None)


@pytest.mark.parametrize("name", ["KeyboardInterrupt", "SystemExit"])
def test_what_ends_the_program_ends_it(name):
    with pytest.raises((KeyboardInterrupt, SystemExit)) as caught:
        one(file("txt", f"{name}"))
    assert caught.type.__name__ == name


def test_understanding_that_fails_costs_the_record_only(monkeypatch):
    monkeypatch.setattr("pipelines.understanding.understand.understand", lambda *_: 1 / 0)
    record = one(file("html", "report 柳泉镇 2023"))
    assert (record.reason, record.source.reader) == ("crashed", None)
    assert "ZeroDivisionError" in record.error.message


def test_a_failure_in_telling_what_a_file_is_costs_the_record_only(monkeypatch):
    monkeypatch.setattr("pipelines.extract.detect", lambda *_: 1 / 0)
    assert one(b"x", media_type="text/plain").source.media_type == "text/plain"


def test_an_endless_message_is_cut(monkeypatch):
    def fail(*_):
        raise ValueError("x\n" * 10_000)

    monkeypatch.setattr("pipelines.understanding.understand.understand", fail)
    assert len(one(file("txt", "other")).error.message) <= 300


def test_a_scan_is_recognised_unless_told_otherwise(calls):
    data = file("pdf", "pictures report 柳泉镇 2023")
    assert one(data).source.reader == "scan"
    calls.clear()
    assert (one(data, ocr=False).reason, calls) == ("needs_ocr", [("pdf",)])


def test_a_file_needs_no_name():
    assert one(PDF + b"[[report x 2023]]", None).verdict == "report"
