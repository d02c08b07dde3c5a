"""The real pywb replays stored pages byte for byte, revisits included, from WARC files and from an exported WACZ."""

import gzip
import urllib.error
import urllib.request

import pytest

from archive.database import open_for_reading
from archive.export.wacz import write_wacz
from archive.selection import Selection
from archive.store import Store
from tests.archive.captures import exchange, town_report
from tests.replay.wayback import DEADLINE, replayed

HTML = "<!DOCTYPE html><html><head><meta charset='gb18030'></head><body>政府信息公开</body></html>".encode("gb18030")
PAGES = {
    "http://example.cn/plain.html": (HTML, []),
    "http://example.cn/packed.html": (gzip.compress(HTML, mtime=0), ["Content-Encoding: gzip"]),
    "http://example.cn/again.html?id=1": (HTML, []),
    "http://example.cn/report.pdf": (b"%PDF-1.4\n" + bytes(range(256)) * 400, []),
}


@pytest.fixture(scope="module", params=["warc", "wacz"])
def replay(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    with Store(folder / "data", roll_bytes=2000) as store:
        for town, (url, (payload, headers)) in enumerate(PAGES.items(), start=1):
            snapshot = store.capture(exchange(url, payload, headers))
            store.keep(town_report(town), snapshot.id, "kept")
    files = sorted((folder / "data" / "warc").iterdir())
    if request.param == "wacz":
        connection = open_for_reading(folder / "data").conn
        files = [folder / "reports-1.wacz"]
        list(write_wacz(connection, folder / "data" / "warc", Selection(), lambda n: folder / f"reports-{n}.wacz"))
        connection.close()
    with replayed(folder, files) as address:
        yield address


@pytest.mark.parametrize("url", PAGES)
def test_a_stored_page_is_replayed_byte_for_byte(replay, url):
    payload, _ = PAGES[url]
    with urllib.request.urlopen(f"{replay}/2id_/{url}", timeout=DEADLINE) as answer:
        body = answer.read()
        assert answer.status == 200
        packed = answer.headers.get("Content-Encoding") == "gzip"
    expected = gzip.decompress(payload) if payload.startswith(b"\x1f\x8b") and not packed else payload
    assert body == expected


def test_what_was_never_captured_is_not_replayed(replay):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{replay}/2id_/http://example.cn/other.html", timeout=DEADLINE)
    assert refusal.value.code == 404
    refusal.value.close()
