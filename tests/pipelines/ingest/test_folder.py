"""Folders of saved pages: address and time of each from the surest sign, and what is said where there is none."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import UsageError
from pipelines.ingest.folder import Folder, LeftAlone, Saved
from pipelines.ingest.hosts import hosts
from pipelines.ingest.saved_page import stated_inside
from tests.archive.captures import findings, rows
from tests.pipelines.ingest.programs import URL, ingest, page

PAGE = page()
HOSTS = hosts([], [], takes_all=False)
CHANGED = datetime(2020, 2, 3, tzinfo=UTC).timestamp()
OF_THE_FILE = "2020-02-03T00:00:00.000000Z"


def saved(folder: Path, base: str | None = None) -> list[tuple[str, str]]:
    found = list(Folder(folder, base).saved(HOSTS))
    return [(one.file.url, one.file.saved_at) for one in found if isinstance(one, Saved)]


def write(path: Path, data: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (CHANGED, CHANGED))
    return path


SINGLE_FILE = b"""<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: http://www.qinghe.gov.cn/nb/1.html
 saved date: Thu Jan 07 2021 10:11:12 GMT+0800 (China Standard Time)
--><head></head></html>"""
HTTRACK = (
    b"<!DOCTYPE html><html>\r\n<!-- Mirrored from www.qinghe.gov.cn/nb/1.html by HTTrack Website Copier/3.x "
    b"[XR&CO'2014], Fri, 05 Mar 2021 02:03:04 GMT -->\r\n<head></head></html>"
)
BROWSER = b"<!DOCTYPE html>\n<!-- saved from url=(0034)http://www.qinghe.gov.cn/nb/1.html -->\n<html></html>"
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.qinghe.gov.cn/nb/1.html\r\nSubject: =?utf-8?Q?a?=\r\n"
    b'Date: Thu, 7 Jan 2021 02:11:12 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    b'\tboundary="b"\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--b--\r\n'
)


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (SINGLE_FILE, "2021-01-07T02:11:12.000000Z"),
        (HTTRACK, "2021-03-05T02:03:04.000000Z"),
        (BROWSER, OF_THE_FILE),
        (MHTML, "2021-01-07T02:11:12.000000Z"),
    ],
    ids=["SingleFile", "HTTrack", "a browser", "MHTML"],
)
def test_programs_write_address_and_time_into_what_they_save(tmp_path, data, at):
    write(tmp_path / "a.html", data)
    assert saved(tmp_path) == [(URL, at)]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><head><link rel=canonical href=http://www.qinghe.gov.cn/></head></html>",
        b"<html><body><p>text</p>" + BROWSER[15:] + b"</body></html>",
        b"<!-- saved from url=(0014)about:internet -->",
        b"<!-- saved from url=(0034)javascript:alert(1) -->",
        b"<!--" + b"x" * 100_000,
        b"",
        b"A: b\n" * 1000,
    ],
)
def test_what_a_page_says_of_itself_is_no_sign(data):
    """A copy with altered text names the original as its canonical address."""
    assert stated_inside(data).url is None


def test_a_list_beside_the_files_comes_first(tmp_path):
    write(tmp_path / "in" / "a.html", SINGLE_FILE)
    write(tmp_path / "b.pdf")
    listed = f"file,url,fetched_at\nin/a.html,{URL}?a,2019-01-02T03:04:05+08:00\nb.pdf,{URL}?b,\n"
    write(tmp_path / "metadata.csv", listed.encode())
    assert saved(tmp_path) == [(f"{URL}?b", OF_THE_FILE), (f"{URL}?a", "2019-01-01T19:04:05.000000Z")]


@pytest.mark.parametrize("row", ["a.html,ftp://x/,", f"a.html,{URL},yesterday", f"a.html,{URL},2999-01-01"])
def test_a_list_that_is_wrong_is_refused_with_its_line(tmp_path, row):
    write(tmp_path / "a.html")
    write(tmp_path / "metadata.csv", f"file,url,fetched_at\n{row}\n".encode())
    with pytest.raises(UsageError, match=r"metadata\.csv: line 2"):
        saved(tmp_path)


def test_a_shortcut_beside_a_file_gives_its_address(tmp_path):
    write(tmp_path / "a.html")
    write(tmp_path / "a.url", f"[InternetShortcut]\r\nURL={URL}\r\n".encode())
    assert saved(tmp_path) == [(URL, OF_THE_FILE)]


def test_a_mirror_of_wget_gives_addresses_by_its_folders(tmp_path):
    for name in ("www.qinghe.gov.cn/nb/1.html", "www.qinghe.gov.cn/nb/index.html", "www.clone.example/1.html"):
        write(tmp_path / name)
    write(tmp_path / "www.qinghe.gov.cn+8080" / "show.jsp?id=1&t=年报")
    assert [url for url, _ in saved(tmp_path)] == [
        f"file:///{tmp_path.name}/www.clone.example/1.html",
        URL,
        "http://www.qinghe.gov.cn/nb/",
        "http://www.qinghe.gov.cn:8080/show.jsp?id=1&t=%E5%B9%B4%E6%8A%A5",
    ]


@pytest.mark.parametrize("base", ["http://www.qinghe.gov.cn/nb/", "http://www.qinghe.gov.cn/nb"])
def test_a_folder_may_stand_for_an_address(tmp_path, base):
    write(tmp_path / "年报.html")
    assert saved(tmp_path, base) == [("http://www.qinghe.gov.cn/nb/%E5%B9%B4%E6%8A%A5.html", OF_THE_FILE)]


def test_links_hidden_files_and_what_pages_are_drawn_with_are_left_alone(tmp_path):
    outside = write(tmp_path / "outside" / "secret.html")
    for name in (".git/a.html", "page_files/a.js", "page_files/a.png", "empty.html"):
        write(tmp_path / "in" / name, b"" if name == "empty.html" else PAGE)
    (tmp_path / "in" / "link.html").symlink_to(outside)
    (tmp_path / "in" / "folder").symlink_to(outside.parent)
    os.mkfifo(tmp_path / "in" / "pipe")
    assert saved(tmp_path / "in") == []
    assert Folder(tmp_path / "in", None).links() == 2


def test_a_file_beyond_all_measure_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.folder.MOST_BYTES", 10)
    write(tmp_path / "a.html")
    assert list(Folder(tmp_path, None).saved(HOSTS)) == [LeftAlone("a.html", "more than 10 bytes")]


def test_saved_pages_become_resources_and_never_answers(tmp_path):
    write(tmp_path / "in" / "a.html", BROWSER.replace(b"<html></html>", b"") + PAGE[15:])
    write(tmp_path / "in" / "b.html", page("白鹭镇"))
    taken = ingest(tmp_path / "a", pages=[Folder(tmp_path / "in", None)])
    found = rows(tmp_path / "a", "SELECT url, http_status, media_type, origin FROM snapshots ORDER BY id")
    assert [row[:3] for row in found] == [(URL, 0, "text/html"), ("file:///in/b.html", 0, "text/html")]
    assert found[0][3].endswith("address from a browser's note, time of the file")
    assert found[1][3].endswith("address unknown, time of the file")
    assert taken.tally.no_address == 1
    assert rows(tmp_path / "a", "SELECT count(*) FROM sightings") == [(2,)]
    assert findings(tmp_path / "a") == []
    again = ingest(tmp_path / "a", pages=[Folder(tmp_path / "in", None)])
    assert (again.tally.stored, again.tally.known) == (0, 2)
