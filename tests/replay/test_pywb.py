"""The real pywb replays stored pages byte for byte, revisits included."""

import gzip
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from archive.store import Store
from tests.archive.captures import exchange

ENVIRONMENT = Path(__file__).parents[2] / ".venv-pywb"
DEADLINE = 60
HTML = "<!DOCTYPE html><html><head><meta charset='gb18030'></head><body>政府信息公开</body></html>".encode("gb18030")
PAGES = {
    "http://example.cn/plain.html": (HTML, []),
    "http://example.cn/packed.html": (gzip.compress(HTML, mtime=0), ["Content-Encoding: gzip"]),
    "http://example.cn/again.html?id=1": (HTML, []),
    "http://example.cn/report.pdf": (b"%PDF-1.4\n" + bytes(range(256)) * 400, []),
}


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    if not (ENVIRONMENT / "bin" / "wayback").exists():
        pytest.skip("`make test` installs pywb into an environment of its own")
    folder = tmp_path_factory.mktemp("replay")
    with Store(folder / "data", roll_bytes=2000) as store:
        for url, (payload, headers) in PAGES.items():
            store.capture(exchange(url, payload, headers))
    for job in (["init", "test"], ["add", "test", *sorted(map(str, (folder / "data" / "warc").iterdir()))]):
        subprocess.run([ENVIRONMENT / "bin" / "wb-manager", *job], cwd=folder, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [ENVIRONMENT / "bin" / "wayback", "-b", "127.0.0.1", "-p", str(port)]
    with (
        (folder / "wayback.log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "no_proxy": "*"}) as server,
    ):
        try:
            _wait_for(port, server, folder / "wayback.log")
            yield f"http://127.0.0.1:{port}/test"
        finally:
            server.kill()


def _wait_for(port, server, log):
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail(f"pywb does not answer: {log.read_text()}")


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
