"""Files that hold captures in ways that are not read: each is named with what to do, and the others go on."""

import gzip
from pathlib import Path

import pytest

import nianbao
from pipelines.ingest.folder import Folder
from pipelines.ingest.web_archives import NotTakenError, opened
from tests.archive.captures import rows
from tests.pipelines.ingest.programs import ingest, members, page, response

ARC = b"filedesc://a.arc 0.0.0.0 20080602165933 text/plain 77\n1 0 InternetArchive\n"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.warc.zst", b"\x28\xb5\x2f\xfd....", "Zstandard"),  # FastWARC
        ("a.warc.zst", b"\x5d\x2a\x4d\x18....", "Zstandard"),  # ArchiveTeam, with a dictionary
        ("a.warc.lz4", b"\x04\x22\x4d\x18....", "LZ4"),  # FastWARC
        ("a.warc.xz", b"\xfd7zXZ\0", "xz"),
        ("a.warc.bz2", b"BZh91AY&SY", "bzip2"),
        ("a.arc", ARC, "an ARC file"),  # Heritrix 1
        ("a.arc.gz", gzip.compress(ARC, mtime=0), "an ARC file"),
    ],
)
def test_other_packings_are_told_by_name(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)
    assert list(Folder(tmp_path, None).web_archives()) == [tmp_path / name]
    with pytest.raises(NotTakenError, match=told):
        opened(tmp_path / name)


@pytest.mark.usefixtures("elsewhere")
def test_one_of_them_in_a_folder_is_named_and_the_rest_is_taken(capsys):
    """warcprox and Heritrix call a file .open while they write it."""
    Path("f").mkdir()
    Path("f/a.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd....")
    Path("f/b.warc.gz.open").write_bytes(members(response(page())))
    assert nianbao.main(["ingest", "--data", "data", "f"]) == 3
    out = capsys.readouterr().out
    assert "broken: a.warc.zst: packed with Zstandard: unpack it, and name the .warc file\n" in out
    assert "1 report read: 1 new" in out


def test_how_a_capture_of_our_own_fell_short_stays_with_it(tmp_path):
    """An exported WACZ file that is taken in elsewhere."""
    unverified = response(page(), "X-Nianbao-Transport: unverified: self-signed certificate")
    (tmp_path / "a.warc").write_bytes(unverified)
    ingest(tmp_path / "a", tmp_path / "a.warc")
    assert rows(tmp_path / "a", "SELECT transport FROM snapshots") == [("unverified: self-signed certificate",)]


def test_a_page_of_pictures_alone_is_no_report_in_the_count(tmp_path):
    title = "青禾县柳泉镇人民政府2020年政府信息公开工作年度报告"
    shown = f'<h1>{title}</h1><p><img src="/p/1.png" width="800"></p><p><img src="/p/2.png" width="800"></p>'
    html = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{shown}</body></html>'.encode()
    (tmp_path / "a.warc").write_bytes(response(html))
    for _ in range(2):
        taken = ingest(tmp_path / "a", tmp_path / "a.warc")
        assert taken.tally.reports == 0
    assert rows(tmp_path / "a", "SELECT reason FROM readings") == [("pictures_only",)]
