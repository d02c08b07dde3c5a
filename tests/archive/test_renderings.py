"""What a browser made of a page: kept as a resource, tied to the answer that it began with, proved like all else."""

import shutil

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.clock import now
from archive.documents import read_document
from archive.errors import WarcError
from archive.record import Rendering
from archive.store import Store
from tests.archive.captures import damaged_database, dump, exchange, findings, rows, town_report

URL = "http://www.qingtong.example/detail/1"
SHELL = b"<div id=app></div><script src=/app.js></script>"
DOCUMENT = "\ufeff<!DOCTYPE html><html><h1>白鹭镇2023年年报</h1>\r\n\r\n</html>".encode()
SOFTWARE = "Chromium/150.0"


def rendering(document=DOCUMENT):
    return Rendering(now(), document, SOFTWARE)


def filled(store):
    page = store.capture(exchange(URL, SHELL))
    return page, store.capture_rendering(rendering(), page)


def test_a_rendering_is_marked_as_one_and_tied_to_its_page(tmp_path):
    with Store(tmp_path) as store:
        page, made = filled(store)
    assert (made.url, made.http_status, made.media_type, made.bytes) == (URL, 0, "text/html", len(DOCUMENT))
    assert made.transport == f"rendered by {SOFTWARE} from {page.warc_record_id}"
    assert (made.revisit_of, made.posted) == (None, None)
    (file,) = (tmp_path / "warc").iterdir()
    with file.open("rb") as stream:
        found = [(one.rec_type, one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(stream)]
    kind, headers, block = found[-1]
    assert (kind, block) == ("resource", DOCUMENT)
    assert headers.get_header("WARC-Concurrent-To") == page.warc_record_id
    assert headers.get_header("WARC-Target-URI") == URL
    assert headers.get_header("Content-Type") == "text/html; charset=utf-8"


def test_a_rendering_is_read_back_as_it_was_and_the_archive_is_whole(tmp_path):
    with Store(tmp_path) as store:
        _, made = filled(store)
        store.keep(town_report(), made.id)
        told = store.exchange(made.id)
        assert (told.url, told.response_head, told.payload) == (URL, b"", DOCUMENT)
        assert read_document(store._connection, tmp_path / "warc", made.id) == DOCUMENT
    assert findings(tmp_path) == []
    assert rows(tmp_path, "SELECT url, snapshot_id FROM sightings") == [(URL, made.id)]


def test_after_a_crash_renderings_have_their_rows_again(tmp_path):
    with Store(tmp_path / "a") as store:
        filled(store)
        store.flush()
        filled(store)
        shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Store(tmp_path / "b") as store:
        assert store.recovered.restored == 2
    assert dump(tmp_path / "b")["snapshots"] == dump(tmp_path / "a")["snapshots"]
    assert findings(tmp_path / "b") == []


def test_the_index_is_made_again_from_the_files_alone(tmp_path):
    with Store(tmp_path / "a") as store:
        filled(store)
    shutil.copytree(tmp_path / "a" / "warc", tmp_path / "b" / "warc")
    with Store(tmp_path / "b"):
        pass
    assert dump(tmp_path / "b")["snapshots"] == dump(tmp_path / "a")["snapshots"]


def test_an_answer_is_no_repetition_of_a_rendering(tmp_path):
    """The payload of a revisit is that of an answer, which replay looks for."""
    with Store(tmp_path) as store:
        filled(store)
        assert store.capture(exchange("http://www.qingtong.example/saved", DOCUMENT)).revisit_of is None
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("http_status = 200", "status is 0"),
        ("media_type = NULL", "media type is"),
        ("sha256 = 'x'", "document digest is"),
        ("transport = NULL", "note on the connection is"),
        ("bytes = 1", "size is"),
    ],
)
def test_the_proof_tells_a_rendering_whose_row_was_changed(tmp_path, change, told):
    with Store(tmp_path) as store:
        _, made = filled(store)
    damaged_database(tmp_path).execute(f"UPDATE snapshots SET {change} WHERE id = {made.id}")
    assert any(told in finding for finding in findings(tmp_path))


def test_files_roll_with_renderings_as_with_answers(tmp_path):
    with Store(tmp_path, roll_bytes=1000) as store:
        page = store.capture(exchange(URL, SHELL))
        for number in range(5):
            store.capture_rendering(rendering(DOCUMENT * (number + 1)), page)
    assert len(list((tmp_path / "warc").iterdir())) > 1
    assert findings(tmp_path) == []


@pytest.mark.parametrize("moment", ["yesterday", "2026-01-31", ""])
def test_a_rendering_of_no_moment_is_refused(tmp_path, moment):
    with Store(tmp_path) as store:
        page = store.capture(exchange(URL, SHELL))
        with pytest.raises(WarcError, match="not a moment"):
            store.capture_rendering(Rendering(moment, DOCUMENT, SOFTWARE), page)
    assert findings(tmp_path) == []
