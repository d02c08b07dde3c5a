"""Files that are there, are not, or are something else, to their bytes or to why there are none."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.workers import job
from pipelines.workers.job import Job, load


def test_bytes_are_taken_as_they_are():
    loaded = load(Job(b"abc", "a.txt"))
    assert (loaded.data, loaded.bytes, loaded.sha256, loaded.error) == (b"abc", 3, sha256(b"abc").hexdigest(), None)


def test_a_file_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"abc")
    loaded = load(Job(tmp_path / "a.txt"))
    assert (loaded.data, loaded.bytes, loaded.sha256, loaded.error) == (b"abc", 3, sha256(b"abc").hexdigest(), None)


@pytest.mark.parametrize("name", ["none.txt", "a.txt/b.txt", "x" * 300, "null\0.txt", ".", "pipe", ""])
def test_what_is_no_file_is_missing(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").touch()
    os.mkfifo("pipe")
    loaded = load(Job(Path(name), name, "http://a.cn/"))
    assert loaded.error is not None
    record = loaded.failed(loaded.error)
    assert (record.verdict, record.reason, record.error.kind) == ("unreadable", "missing", "missing")
    assert (record.source.file, record.source.url, record.source.bytes) == (name, "http://a.cn/", 0)
    assert "\n" not in record.error.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_missing(tmp_path):
    (tmp_path / "a.txt").touch(mode=0)
    loaded = load(Job(tmp_path / "a.txt"))
    assert loaded.error is not None
    assert loaded.error.kind == "missing"


def test_too_many_bytes_are_only_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "MOST_BYTES", 100)
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    for loaded in (load(Job(tmp_path / "a.txt")), load(Job(b"x" * 101))):
        assert loaded.error is not None
        assert (loaded.error.kind, loaded.data, loaded.bytes) == ("too_large", b"", 101)
        assert loaded.sha256 == sha256(b"x" * 101).hexdigest()
