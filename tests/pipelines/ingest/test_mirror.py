"""Mirrors of sites on the disk: what their files' names say of the addresses, and which of two copies is taken."""

import os
from pathlib import Path

import pytest

from pipelines.ingest.folder import Folder, LeftAlone, Saved
from pipelines.ingest.hosts import hosts
from pipelines.ingest.mirror import mirrored_address
from tests.archive.captures import findings, rows
from tests.pipelines.ingest.programs import ingest, page, record

PAGE = page()
HOSTS = hosts([], [], takes_all=False)
SITE = "www.qinghe.gov.cn"


def laid(folder: Path, *names: bytes) -> Path:
    for name in names:
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    return folder


def addresses(folder: Path) -> list[str]:
    return sorted(one.file.url for one in Folder(folder, None).saved(HOSTS) if isinstance(one, Saved))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("a/1.shtml.html", "a/1.shtml"),  # wget -E adds .html to what is a page and is not called so
        ("a/show.aspx?id=63.html", "a/show.aspx?id=63"),
        ("a/list.jsp.html", "a/list.jsp"),
        ("a/show.aspx?page=about.html", "a/show.aspx?page=about.html"),  # may be the address itself
        ("a/b.html", "a/b.html"),
        ("a/1.do?u=%2Fc%2Fd&n=1", "a/1.do?u=%2Fc%2Fd&n=1"),  # no name can hold a slash
        ("a/100%.html", "a/100%25.html"),
        ("a/index.html.orig", "a/"),
    ],
)
def test_the_name_of_a_file_gives_its_address(path, address):
    assert mirrored_address((SITE, *path.split("/")), 0) == f"http://{SITE}/{address}"


def test_a_folder_for_the_protocol_is_heeded(tmp_path):
    """wget --protocol-directories."""
    assert addresses(laid(tmp_path, b"https/%s/nb/1.htm" % SITE.encode())) == [f"https://{SITE}/nb/1.htm"]


def test_of_a_page_and_its_rewritten_copy_the_page_is_taken(tmp_path):
    """wget -k -K, with and without -E."""
    names = (b"1.shtml.html", b"1.shtml.orig", b"2.html", b"2.html.orig", b"3.html")
    folder = laid(tmp_path / "m", *(SITE.encode() + b"/" + name for name in names))
    assert addresses(folder) == [f"http://{SITE}/{name}" for name in ("1.shtml", "2.html", "3.html")]


def test_names_from_another_system_are_names(tmp_path):
    """A ZIP file packed on Windows leaves names in GB 18030 on other systems."""
    gb = "年报/青禾县年报.html".encode("gb18030")
    folder = laid(tmp_path / "saved", gb, SITE.encode() + b"/" + gb)
    quoted = "%C4%EA%B1%A8/%C7%E0%BA%CC%CF%D8%C4%EA%B1%A8.html"
    assert addresses(folder) == [f"file:///saved/{quoted}", f"http://{SITE}/{quoted}"]
    (folder / "metadata.csv").write_text("file,url\n年报/青禾县年报.html,http://www.qinghe.gov.cn/1.html\n", "utf-8")
    assert "http://www.qinghe.gov.cn/1.html" in addresses(folder)
    taken = ingest(tmp_path / "a", pages=[Folder(folder, None)])
    assert taken.tally.reports == 2
    assert findings(tmp_path / "a") == []
    assert rows(tmp_path / "a", "SELECT count(*) FROM snapshots WHERE http_status = 0 AND run_id IS NULL") == [(2,)]


def test_a_name_that_is_told_can_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.folder.MOST_BYTES", 10)
    (left,) = Folder(laid(tmp_path, "年报.html".encode("gb18030")), None).saved(HOSTS)
    assert isinstance(left, LeftAlone)
    assert left.name == "年报.html"


def test_a_saved_page_goes_from_one_archive_to_another_with_its_story(tmp_path):
    """The WARC files of an archive that holds a page of unknown address."""
    ingest(tmp_path / "a", pages=[Folder(laid(tmp_path / "saved", b"1.html"), None)])
    ingest(tmp_path / "b", *(tmp_path / "a" / "warc").iterdir())
    ((url, status, origin),) = rows(tmp_path / "b", "SELECT url, http_status, origin FROM snapshots")
    assert (url, status) == ("file:///saved/1.html", 0)
    assert "made by nianbao; record <urn:uuid:" in origin
    assert '; there from file "1.html" sha256:' in origin
    assert "address unknown, time of the file" in origin
    assert findings(tmp_path / "b") == []


def test_files_of_others_have_no_addresses(tmp_path):
    """Any program may write a record of file:///etc/passwd."""
    stranger = record("resource", PAGE, "Content-Type: text/html", url="file:///saved/1.html")
    (tmp_path / "a.warc").write_bytes(stranger)
    assert ingest(tmp_path / "a", tmp_path / "a.warc").tally.skipped == {"no_capture": 1}
