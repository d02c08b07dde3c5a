"""What of a snapshot a browser is given: readable pages in which nothing is alive, files that no browser would run."""

import pytest

from archive.web.files.snapshot_content import as_file, as_page, is_page

TEXT = "青桐县白鹭镇政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("opening", "charset"),
    [
        (b"<meta charset=gb2312>", "gb18030"),  # most older portals
        (b'<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        (b"<meta charset='utf-8'>", "utf-8"),
        (b"", "utf-8"),  # nothing stated
        (b"", "gb18030"),
        (b"\xef\xbb\xbf", "utf-8"),  # a mark at the start
        (b'<meta charset="big5">', "big5"),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_must_be(opening, charset):
    text = TEXT if charset != "big5" else "政府資訊公開年度報告"
    assert as_page(opening + text.encode(charset)).endswith(text)


def test_the_charset_of_the_answer_goes_before_that_in_the_page():
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n"
    assert TEXT in as_page(b"<meta charset=utf-8>" + TEXT.encode("gbk"), head)


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "rot13", "hz", "idna", "utf-16", "x" * 20])
def test_no_other_charset_is_honoured_which_could_make_tags_of_letters(charset):
    page = as_page(f"<meta charset={charset}>+ADw-script+AD4-alert(1)+ADw-/script+AD4- \\u003cscript\\u003e".encode())
    assert "<script" not in page


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
        "<META\nHTTP-EQUIV=refresh CONTENT='0; URL=//evil.example'>",
        '<meta content=">" http-equiv=refresh>',
        "<meta/http-equiv=refresh/content=0;url=x>",
    ],
)
def test_no_page_leads_away_by_itself(meta):
    assert "<meta" not in as_page(f"{meta}<p>x".encode()).lower()


def test_words_that_begin_like_a_meta_tag_stay():
    assert as_page(b"<metadata>a</metadata>") == "<metadata>a</metadata>"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7 ...", "snapshot-3.pdf", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "snapshot-3.doc", "application/msword"),
        (b"PK\x03\x04.......word/document.xml", "snapshot-3.docx", "application/zip"),
        (b"PK\x03\x04.......xl/workbook.xml", "snapshot-3.xlsx", "application/zip"),
        (b"PK\x03\x04......", "snapshot-3.zip", "application/zip"),
        (b"<html><script>alert(1)</script>", "snapshot-3.html", "application/octet-stream"),
        (b"<svg onload=alert(1)>", "snapshot-3.html", "application/octet-stream"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\n<html>", "snapshot-3.mhtml", "application/octet-stream"),
        (b"GIF89a", "snapshot-3.bin", "application/octet-stream"),
        (b"", "snapshot-3.bin", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_are(content, name, media_type):
    kept = as_file(content, 3)
    assert (kept.content, kept.name, kept.media_type) == (content, name, media_type)


@pytest.mark.parametrize(
    ("content", "media_type", "is_shown"),
    [
        (b"<p>x", "text/html", True),
        (b"<p>x", "application/xhtml+xml", True),
        (b"%PDF-1.4", "text/html", False),  # portals send files as pages
        (b"<html>", "image/jpeg", False),
        (b"<svg onload=alert(1)>", "image/svg+xml", False),
        (b"<p>x", None, False),
    ],
)
def test_only_what_was_served_as_a_page_is_shown_as_one(content, media_type, is_shown):
    assert is_page(content, media_type) is is_shown
