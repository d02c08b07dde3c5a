"""Files of every kind to the reader that gets them, and to the refusal of those that none gets."""

import gzip
import io
import zipfile

import pytest

from pipelines.document import Document, Paragraph, UnreadableError
from pipelines.reading.files.kinds import UNSUPPORTED
from pipelines.reading.read import Given, _threads, read, read_pictures
from tests.pipelines.packing import JPEG, PNG, compound, office, open_document, zipped
from tests.pipelines.stand_ins import file, in_place_of, install


@pytest.fixture
def calls(monkeypatch) -> list[tuple]:
    return install(monkeypatch)


def failure(data: bytes, given: Given | None = None) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(data, given or Given())
    return caught.value


@pytest.mark.parametrize(
    ("data", "call"),
    [
        (file("html", "x"), ("html", {"url": "http://a.cn/b", "declared": "gbk"})),
        (file("txt", "x"), ("txt", {"declared": "gbk", "url": "http://a.cn/b"})),
        (b'["[[x]]"]', ("txt", {"declared": "gbk", "url": "http://a.cn/b"})),
        (file("docx", "x"), ("docx",)),
        (b'<?xml version="1.0"?><w:wordDocument>[[x]]</w:wordDocument>', ("docx",)),
        (file("doc", "x"), ("doc",)),
        (file("rtf", "x"), ("rtf",)),
        (file("xlsx", "x"), ("xlsx", "xlsx", {})),
        (open_document("spreadsheet"), ("xlsx", "xlsx", {})),
        (compound("Workbook"), ("xlsx", "xls", {})),
        (file("pdf", "x"), ("pdf",)),
        (file("jpg", "x"), ("scan", {"threads": _threads()})),
    ],
)
def test_each_kind_has_its_reader_whatever_its_name(calls, data, call):
    read(data, Given("年报.ppt", "http://a.cn/b", "application/octet-stream", "gbk"))
    assert calls == [call]


def test_what_is_packed_is_read_as_what_is_inside(calls):
    read(gzip.compress(file("rtf", "x")), Given("年报.doc.gz"))
    read(gzip.compress(b"no tag but <br>"), Given("a.html.gz"))
    assert [call[0] for call in calls] == ["rtf", "html"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"x" * 1000)[:-12], "damaged"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "damaged"),
        (gzip.compress(gzip.compress(b"x")), "unsupported"),
        (gzip.compress(zipped({"a.txt": b"x"})), "unsupported"),
        (gzip.compress(b""), "empty"),
    ],
)
def test_what_is_packed_badly(data, kind):
    assert failure(data).kind == kind


def test_a_packed_bomb_is_not_unpacked():
    assert failure(gzip.compress(bytes(60_000_000), 1)).kind == "too_large"


SAVED = b"""From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n\
--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\
Content-Location: http://a.cn/page\r\n\r\n<html>=C4=EA=\r\n=B1=A8[[x]]</html>\r\n\
--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"""


def test_a_saved_page_is_read_with_its_own_charset_and_address(calls, monkeypatch):
    seen = []
    in_place_of(monkeypatch, "pipelines.reading.html.page", read=lambda *words, **more: seen.append((words, more)))
    read(SAVED, Given("年报.doc"))
    read(SAVED, Given(url="http://b.cn/"))
    page = ("<html>年报[[x]]</html>".encode("gbk"),)
    assert seen == [
        (page, {"url": "http://a.cn/page", "declared": "gb2312"}),
        (page, {"url": "http://b.cn/", "declared": "gb2312"}),
    ]


def test_a_saved_page_without_a_page():
    assert failure(SAVED.replace(b"text/html", b"text/css")).kind == "damaged"


def test_a_saved_page_that_is_too_large(calls):
    assert failure(SAVED.replace(b"[[x]]", b"x" * 5_000_001)).kind == "too_large"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (b"<html>" + b"x" * 5_000_000, "too_large"),
        (b"x" * 5_000_001, "too_large"),
        (PNG + bytes(30_000_000), "too_large"),
        (b"Rar!\x1a\x07\0", "unsupported"),
        (zipped({"OFD.xml": b"x"}), "unsupported"),
        (office("ppt/presentation.xml"), "unsupported"),
        (bytes(range(256)) * 4, "unsupported"),
    ],
)
def test_what_is_refused(calls, data, kind):
    error = failure(data, Given("年报.ceb"))
    assert (error.kind, "\n" in error.message, calls) == (kind, False, [])


def test_a_refusal_names_the_format_and_the_remedy():
    assert failure(b"Rar!\x1a\x07\0").message == UNSUPPORTED["rar"] == "RAR archive: unpack it and read the files"
    assert ".ceb" in failure(bytes(range(256)) * 4, Given("年报.CEB")).message


@pytest.mark.parametrize("data", [file("jpg", "x"), file("pdf", "pictures")])
def test_pictures_wait_where_they_may_not_be_recognised(calls, data):
    assert failure(data, Given(ocr=False)).kind == "needs_ocr"
    assert not any(call[0] == "scan" for call in calls)
    assert read(data, Given()).reader == "scan"


def test_a_damaged_pdf_is_not_recognised(calls):
    assert failure(file("pdf", "damaged")).kind == "damaged"
    assert calls == [("pdf",)]


def test_pictures_are_one_document_in_their_order(calls):
    document = read_pictures([b"[[one]]", b"[[two]]"], ocr=True)
    assert document.paragraphs == ["one", "two"]


def word_of_pictures(monkeypatch, text: str, *names: str) -> bytes:
    """A Word file as its reader sees it: a few words, and these pictures."""
    blocks = (Paragraph(text),) if text else ()
    document = Document("docx", blocks, title="年报", pictures=names)
    in_place_of(monkeypatch, "pipelines.reading.office.docx", read=lambda data: document)
    packed = io.BytesIO(office("word/document.xml"))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/media/page2.jpg", JPEG + b"[[two]]" + bytes(30_000))
        archive.writestr("word/media/page1.jpg", JPEG + b"[[one]]" + bytes(30_000))
        archive.writestr("word/media/emblem.png", PNG)
        archive.writestr("word/media/drawing.emf", bytes(50_000))
    return packed.getvalue()


def test_a_word_file_of_scanned_pages_is_a_scan(calls, monkeypatch):
    names = [f"word/media/{name}" for name in ("emblem.png", "page1.jpg", "drawing.emf", "page2.jpg", "gone.jpg")]
    data = word_of_pictures(monkeypatch, "青禾县年报", *names)
    document = read(data, Given())
    assert (document.reader, document.paragraphs, document.title) == ("scan", ["青禾县年报", "one", "two"], "年报")
    assert failure(data, Given(ocr=False)).kind == "needs_ocr"


def test_a_word_file_with_words_is_read_for_its_words(calls, monkeypatch):
    data = word_of_pictures(monkeypatch, "一、总体情况。" * 20, "word/media/page1.jpg")
    assert read(data, Given()).reader == "docx"


def test_a_word_file_of_an_emblem_is_empty(calls, monkeypatch):
    assert failure(word_of_pictures(monkeypatch, "", "word/media/emblem.png")).kind == "empty"


@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_an_old_word_file_of_pictures_is_read_in_a_newer_format(calls, monkeypatch, ending):
    in_place_of(
        monkeypatch, f"pipelines.reading.office.{ending}", read=lambda data: Document(ending, (), pictures=("1",))
    )
    converted = {"to": None}
    in_place_of(monkeypatch, "pipelines.reading.office.office_helper", to_docx=lambda *_: converted["to"])
    assert failure(file(ending, "x")).kind == "needs_ocr"
    converted["to"] = word_of_pictures(monkeypatch, "", "word/media/page1.jpg")
    assert read(file(ending, "x"), Given()).paragraphs == ["one"]


def test_an_odt_is_read_in_another_format_where_that_can_be_made(calls, monkeypatch):
    converted = {"to": None}
    in_place_of(monkeypatch, "pipelines.reading.office.office_helper", to_docx=lambda *_: converted["to"])
    assert failure(open_document("text")).kind == "unsupported"
    converted["to"] = file("docx", "x")
    assert read(open_document("text"), Given()).paragraphs == ["x"]
