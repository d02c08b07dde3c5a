"""Files whose names lie, or that have none, to what they are."""

import gzip
import random

import pytest

from pipelines.reading.files.detect import detect
from pipelines.reading.files.kinds import MEDIA_TYPES, UNSUPPORTED, media_type_of, most_bytes
from tests.pipelines.packing import JPEG, PAGE, PDF, PNG, RTF, compound, office, open_document, zipped

WORDS = "青禾县柳泉镇人民政府2023年政府信息公开工作年度报告\r\n一、总体情况\r\n主动公开信息12条。\r\n" * 3
SAVED_PAGE = (
    b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<html>\r\n--b--'
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t\0", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"\xff\xfe", "empty"),
        (PNG, "png"),
        (JPEG, "jpeg"),
        (b"GIF89a\1\0", "gif"),
        (b"II*\0\x08\0\0\0", "tiff"),
        (b"MM\0*\0\0\0\x08", "tiff"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + b"\0" * 40, "bmp"),
        (b"BMW und andere Wagen der Gemeinde", "txt"),
        (b"Rar!\x1a\x07\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (gzip.compress(b"x"), "gzip"),
        (b"report.docx" + b"\0" * 246 + b"ustar\0" + b"00", "tar"),
        (PDF, "pdf"),
        (b"\r\n\r\n" + PDF, "pdf"),  # a server that prints blank lines first
        (b"<br /><b>Warning</b>: mysql<br />" + PDF, "pdf"),  # or a complaint
        (b"%PDF-1.4\r\n%\xe2\xe3", "pdf"),  # cut off
        (b"<html><p>how to open %PDF-1.4 files</p>", "html"),
        (RTF, "rtf"),
        (b"\xef\xbb\xbf\r\n" + RTF, "rtf"),
        (office("word/document.xml"), "docx"),
        (office("word/document2.xml"), "docx"),  # as a few converters name it
        (office("word\\document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (zipped({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "ofd"),
        (zipped({"word/document.docx": "x"}), "zip"),  # somebody's folder called word
        (zipped({}), "zip"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("PowerPoint Document", "Current User"), "ppt"),
        (compound("EncryptionInfo", "EncryptedPackage"), "ole_encrypted"),
        (compound("Catalog", "256_1"), "ole_other"),  # the thumbnails of a folder
        (compound(), "ole_other"),
        (SAVED_PAGE, "mhtml"),
        (b'{"code": 200, "data": {"title": "x"}}', "json"),
        (b'[{"title": "x"}]\n', "json"),
        ("[目录]\n一、总体情况\n".encode(), "txt"),
        (b'<?xml version="1.0"?>\n<w:wordDocument xmlns:w="x"><w:p/></w:wordDocument>', "xml"),
        (b'<rss version="2.0"><channel/></rss>', "xml"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', "html"),
        (b"<!-- " + b"x" * 9000 + b" --><table><tr><td>1</td></tr></table>", "html"),
        (b"<!doctype html><html>", "html"),
        (b"  \r\n<P>", "html"),
        (b"<ucapcontent><p>a</p><p>b</p></ucapcontent>", "html"),  # an own element of a publishing system
        ("一、总体情况<br/>二、主动公开<br/>三、申请<br/>".encode(), "html"),
        (b"HTTP/1.1 200 OK\r\n\r\n<html><body>", "html"),
    ],
)
def test_a_file_without_a_name_is_what_it_holds(data, kind):
    assert detect(data) == kind
    assert kind in MEDIA_TYPES or kind == "empty"


@pytest.mark.parametrize("name", ["年报.doc", "年报.pdf", "年报.xls", "年报.txt", "年报.html", None])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (RTF, "rtf"),
        (PDF, "pdf"),
        (PAGE.encode(), "html"),
        (PAGE.encode("gbk"), "html"),
        (office("word/document.xml"), "docx"),
        (SAVED_PAGE, "mhtml"),
        (compound("WordDocument"), "doc"),
        (WORDS.encode(), "txt"),
    ],
)
def test_no_name_makes_it_another(data, kind, name):
    assert detect(data, name) == kind
    assert detect(data, name, "application/msword") == kind


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("text", "kind"), [(WORDS, "txt"), (PAGE, "html")])
def test_text_is_text_in_every_charset(text, kind, charset):
    words = text if charset != "big5" else text.replace("总", "總").replace("县", "縣").replace("报", "報")
    assert detect(words.encode(charset, "ignore")) == kind


def test_a_page_with_a_few_stray_nulls_is_a_page():
    assert detect(PAGE.encode().replace(b"<body>", b"<body>\0\0")) == "html"


def test_the_dump_of_a_word_file_with_its_marks_is_text():
    assert detect(WORDS.replace("。", "\x07\x07").encode(), "年报.doc") == "txt"


def test_tables_in_markdown_do_not_make_a_page():
    markdown = "# 年报\n\n一、总体情况\n\n主动公开信息12条。\n\n<table><tr><td>规章</td><td>0</td></tr></table>\n"
    lines = "\n".join(f"第{number}段。" for number in range(20))
    assert detect((markdown + lines).encode()) == "txt"
    assert detect(markdown.encode(), "年报.md") == "txt"


def test_the_name_decides_where_the_words_do_not():
    one_tag = "一、总体情况<br>全年公开信息12条。".encode()
    assert detect(one_tag) == "txt"
    assert detect(one_tag, "a.txt", "text/html") == "txt"
    assert detect(one_tag, "a.HTML") == detect(one_tag, None, "text/html; charset=utf-8") == "html"
    assert detect("一、总体情况".encode(), "a.html") == "txt", "no tag at all: its lines would be lost as a page"


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_an_office_file_that_is_cut_short_is_still_known(part):
    whole = office(part)
    assert detect(whole[: whole.index(b"PK\x01\x02")]) == detect(whole)


def test_a_compound_file_whose_list_is_cut_off_is_taken_for_what_its_name_says():
    cut = compound("Workbook")[:1024]
    assert (detect(cut, "a.xls"), detect(cut, "a.doc"), detect(cut)) == ("xls", "doc", "doc")


def test_bytes_without_sense_are_unknown():
    chance = random.Random(7)
    assert {detect(chance.randbytes(size)) for size in (300, 5000, 100_000)} == {"unknown"}


def test_a_zip_with_more_entries_than_any_is_not_opened():
    assert detect(b"PK\x03\x04" + b"PK\x01\x02" * 30_000) == "zip"


def test_names_tell_wps_office_and_nothing_else():
    assert media_type_of("doc", "年报.wps") == "application/wps-office.wps"
    assert media_type_of("xls", "a.ET") == "application/wps-office.et"
    assert media_type_of("docx", "年报.wps") == MEDIA_TYPES["docx"]
    assert media_type_of("unknown", "年报.pdf") is None


def test_every_refusal_has_a_remedy_in_one_line():
    assert all(":" in line and "\n" not in line for line in UNSUPPORTED.values())


def test_a_pdf_may_be_larger_than_a_page():
    assert most_bytes("html") < most_bytes("docx") < most_bytes("pdf")
