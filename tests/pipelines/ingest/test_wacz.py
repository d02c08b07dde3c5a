"""WACZ files as browsertrix and others make them, and as an attacker would."""

import gzip
import hashlib
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from pipelines.ingest.web_archives import NotTakenError, is_web_archive, opened
from tests.archive.captures import rows
from tests.pipelines.ingest.programs import URL, answer, ingest, members, page, record

PAGE = page()


def browsertrix() -> bytes:
    """WARC/1.1; what the browser drew and found stands in resources of urn: addresses; the request comes behind."""
    kind = "Content-Type: application/http; msgtype=response"
    found = record(
        "response",
        answer(PAGE, "x-orig-content-encoding: br", status="200"),
        "WARC-Record-ID: <urn:uuid:1>",
        "WARC-Page-ID: 7f1465",
        "WARC-Protocol: h2",
        kind,
        version="1.1",
    )
    asked = record("request", b"GET / HTTP/1.1\r\n\r\n", "WARC-Concurrent-To: <urn:uuid:1>", version="1.1")
    drawn = [
        record("resource", b"\x89PNG", "Content-Type: image/png", url=f"urn:view:{URL}", version="1.1"),
        record("resource", b"{}", "Content-Type: application/json", url=f"urn:pageinfo:{URL}", version="1.1"),
        record("resource", b"text", "Content-Type: text/plain", url=f"urn:text:{URL}", version="1.1"),
    ]
    return members(record("warcinfo", b"software: Browsertrix-Crawler 1.2\r\n", url=None), found, asked, *drawn)


def wacz(path: Path, warc: bytes, stated: str | None = None, name: str = "archive/rec-1.warc.gz") -> Path:
    stated = f"sha256:{hashlib.sha256(warc).hexdigest()}" if stated is None else stated
    package = {"profile": "data-package", "software": "py-wacz 0.5", "resources": [{"path": name, "hash": stated}]}
    with ZipFile(path, "w", ZIP_STORED) as file:
        file.writestr(name, warc)
        file.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        file.writestr("datapackage.json", json.dumps(package))
    return path


def test_a_wacz_file_of_browsertrix_is_taken_in(tmp_path):
    file = wacz(tmp_path / "c.wacz", browsertrix())
    taken = ingest(tmp_path / "a", file)
    ((url, size, origin),) = rows(tmp_path / "a", "SELECT url, bytes, origin FROM snapshots")
    assert (url, size) == (URL, len(PAGE))
    assert origin.startswith('file "c.wacz" sha256:')
    assert 'in it "archive/rec-1.warc.gz"; packed by py-wacz 0.5; made by Browsertrix-Crawler 1.2;' in origin
    assert taken.tally.skipped == {"no_capture": 3}
    assert taken.told == ["c.wacz!archive/rec-1.warc.gz: 1 captures"]


def test_a_part_that_has_another_digest_than_stated_is_not_taken(tmp_path):
    with pytest.raises(NotTakenError, match=r"does not have the digest that datapackage\.json states: not taken"):
        opened(wacz(tmp_path / "c.wacz", browsertrix(), f"sha256:{'0' * 64}"))


@pytest.mark.parametrize("package", [b"", b"[]", b'{"resources": [1]}', b"{" * 100_000])
def test_a_package_that_states_nothing_is_told(tmp_path, package):
    with ZipFile(tmp_path / "c.wacz", "w") as file:
        file.writestr("archive/1.warc.gz", browsertrix())
        file.writestr("datapackage.json", package)
    found = opened(tmp_path / "c.wacz")
    assert found.notes == ("c.wacz: no digests of its files in datapackage.json: they are not proved",)
    assert len(found.parts) == 1


def test_names_that_lead_out_of_the_folder_are_no_parts(tmp_path):
    with ZipFile(tmp_path / "c.wacz", "w") as file:
        for name in ("archive/../../x.warc.gz", "/archive/x.warc.gz", "archive/a/x.warc.gz", "../archive/x.warc"):
            file.writestr(name, browsertrix())
    with pytest.raises(NotTakenError, match="no WACZ file"):
        opened(tmp_path / "c.wacz")
    assert [path.name for path in tmp_path.iterdir()] == ["c.wacz"]


def test_a_bomb_in_a_zip_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.web_archives._BOMB_BYTES", 1 << 18)
    with ZipFile(tmp_path / "c.wacz", "w", ZIP_DEFLATED) as file:
        file.writestr("archive/1.warc", b"\0" * (1 << 20))
    with pytest.raises(NotTakenError, match="beyond all measure"):
        opened(tmp_path / "c.wacz")


def test_a_broken_zip_is_told(tmp_path):
    whole = wacz(tmp_path / "c.wacz", browsertrix()).read_bytes()
    (tmp_path / "c.wacz").write_bytes(whole[:-30])
    with pytest.raises(NotTakenError, match="cannot be read"):
        opened(tmp_path / "c.wacz")


@pytest.mark.parametrize(("data", "told"), [(b"", "empty"), (b"%PDF-1.4", "neither a WARC nor a WACZ file")])
def test_what_is_no_web_archive_is_told(tmp_path, data, told):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(NotTakenError, match=told):
        opened(tmp_path / "x")


def test_files_are_known_by_what_is_in_them(tmp_path):
    bundle = BytesIO()
    with ZipFile(bundle, "w") as file:
        file.writestr("word/document.xml", b"")
    for name, data, expected in (
        ("a", gzip.compress(b"WARC/1.0"), True),
        ("b", b"WARC/1.0", True),
        ("c.docx", bundle.getvalue(), False),
        ("d.html", b"<html>", False),
    ):
        (tmp_path / name).write_bytes(data)
        assert is_web_archive(tmp_path / name) is expected
    assert is_web_archive(wacz(tmp_path / "e", b""))
