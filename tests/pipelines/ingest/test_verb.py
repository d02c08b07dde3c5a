"""`nianbao ingest`: what it prints, how it ends, and that it goes on after it was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nianbao
from archive.store import Store
from tests.archive.captures import dump, findings, rows
from tests.calling import refused
from tests.pipelines.ingest.programs import URL, members, page, response

pytestmark = pytest.mark.usefixtures("elsewhere")


def called(capsys, *words: str) -> tuple[int, str, str]:
    status = nianbao.main(["ingest", "--data", "data", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_a_file_is_taken_in_and_the_same_again_changes_nothing(capsys):
    Path("a.warc.gz").write_bytes(members(response(page()), response(page("白鹭镇"), url="http://clone.example/")))
    status, out, err = called(capsys, "a.warc.gz")
    assert status == 0
    assert "1 report read: 1 new" in out
    assert "clone.example (1)" in out
    assert "a.warc.gz: 2 captures\n" in err
    before = dump(Path("data"))
    status, out, _ = called(capsys, "a.warc.gz")
    assert (status, dump(Path("data"))) == (0, before)
    assert "0 stored, 1 in the archive before" in out
    status, out, _ = called(capsys, "a.warc.gz", "--host", "clone.example")
    assert "1 report read: 1 new" in out
    assert findings(Path("data")) == []


def test_a_broken_file_is_named_and_the_next_one_goes_on(capsys):
    Path("a.warc").write_bytes(response(page())[:-50])
    Path("b.warc").write_bytes(response(page()))
    Path("c.wacz").write_bytes(b"PK\x03\x04 not really")
    status, out, _ = called(capsys, "a.warc", "b.warc", "c.wacz")
    assert status == 3
    assert "broken: a.warc: cut off in the middle of a record at 0\n" in out
    assert "broken: c.wacz: cannot be read" in out
    assert "1 report read: 1 new" in out


def test_bad_usage_is_one_line(capsys):
    assert refused(capsys, "ingest", "nothing", "--data", "data") == "nothing: no such file or folder"
    Path("a.html").write_bytes(page())
    assert refused(capsys, "ingest", "a.html", "--url", "ftp://x/", "--data", "data").startswith("--url ftp://x/: ")
    assert not Path("data").exists()


def test_a_writer_at_work_is_told(capsys):
    Path("a.html").write_bytes(page())
    with Store(Path("data")):
        assert "data" in refused(capsys, "ingest", "a.html", "--data", "data")


def test_pages_of_the_register_are_taken_and_read_with_its_place(capsys):
    """A county's portal under a name of its own, not below gov.cn."""
    from archive.ledger import Ledger, PortalRow

    with Store(Path("data")) as store:
        Ledger(store).register([PortalRow("http://www.qinghe.example/", "青禾县人民政府", "990101")])
    Path("a.warc").write_bytes(response(page(), url="http://www.qinghe.example/nb/1.html"))
    assert "1 report read: 1 new" in called(capsys, "a.warc")[1]
    assert rows(Path("data"), "SELECT county FROM reports") == [("青禾县",)]


def test_killed_in_the_middle_it_goes_on():
    """No warning, no goodbye: SIGKILL, as of a machine that ran out of memory."""
    count = 40
    Path("a.warc.gz").write_bytes(
        members(*(response(page(f"第{n}镇"), url=f"{URL}?{n}", record_id=f"<urn:uuid:{n}>") for n in range(count)))
    )
    words = [sys.executable, "-m", "nianbao", "ingest", "a.warc.gz", "--data", "data"]
    process = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(nianbao.__file__).parent)},
    )
    while process.poll() is None and sum(path.stat().st_size for path in Path("data").glob("warc/*")) < 9_000:
        time.sleep(0.01)  # until it is in the middle
    assert process.poll() is None, "it was not killed in the middle"
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert nianbao.main(["ingest", "a.warc.gz", "--data", "data"]) == 0
    assert rows(Path("data"), "SELECT count(*), count(DISTINCT url) FROM snapshots") == [(count, count)]
    assert rows(Path("data"), "SELECT count(*) FROM reports") == [(count,)]
    assert findings(Path("data")) == []
