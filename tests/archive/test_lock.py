"""One writer at a time: the second is told who holds the archive, and no crash leaves it locked."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import lock
from archive.errors import ArchiveBusyError, StorageError
from archive.lock import WriterLock, is_locked

HOLD = """
import sys
from pathlib import Path
from archive.lock import WriterLock
held = WriterLock(Path(sys.argv[1]), "nightly crawl")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(folder):
    """A process that holds the lock until it is killed or its input ends."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


@pytest.fixture
def first(tmp_path):
    """A held lock that is free again at the end, whoever released it."""
    held = WriterLock(tmp_path, "first writer")
    yield held
    try:
        os.fstat(held._handle)
    except OSError:
        return
    held.release()


def test_a_second_writer_is_told_in_one_line_who_holds_the_archive(tmp_path):
    with another_process(tmp_path) as process, pytest.raises(ArchiveBusyError) as told:
        WriterLock(tmp_path, "second writer", wait_seconds=0)
    line = str(told.value)
    assert line.startswith(f"{tmp_path} is being written by process {process.pid} (nightly crawl, since 20")
    assert line.endswith(" UTC); try again later")
    assert "\n" not in line


def test_a_second_writer_in_one_process_is_refused_too(tmp_path, first):
    with pytest.raises(ArchiveBusyError, match=rf"process {os.getpid()} \(first writer, since "):
        WriterLock(tmp_path, "second writer", wait_seconds=0)
    assert is_locked(tmp_path)


def test_a_refused_writer_leaves_lock_and_note_as_they_were(tmp_path, first):
    for _ in range(2):
        with pytest.raises(ArchiveBusyError, match="first writer"):
            WriterLock(tmp_path, "second writer", wait_seconds=0)
    first.release()
    assert not is_locked(tmp_path)


def test_a_refused_writer_leaves_no_file_open(tmp_path, first):
    open_files = Path("/proc/self/fd")
    before = len([*open_files.iterdir()])
    with pytest.raises(ArchiveBusyError):
        WriterLock(tmp_path, "second writer", wait_seconds=0)
    assert len([*open_files.iterdir()]) == before


def test_a_released_lock_lets_the_next_writer_in_under_its_own_name(tmp_path, first):
    first.release()
    second = WriterLock(tmp_path, "二")
    with pytest.raises(ArchiveBusyError, match=r"\(二, since "):
        WriterLock(tmp_path, "third writer", wait_seconds=0)
    second.release()
    assert not is_locked(tmp_path)


def test_a_killed_process_leaves_no_lock_behind(tmp_path):
    with another_process(tmp_path) as process:
        assert is_locked(tmp_path)
        process.kill()
        process.wait()
        assert not is_locked(tmp_path)
        next_writer = WriterLock(tmp_path, "next writer")
    with pytest.raises(ArchiveBusyError, match=rf"process {os.getpid()} \(next writer, since "):
        WriterLock(tmp_path, "third writer", wait_seconds=0)
    next_writer.release()


def test_a_program_that_the_writer_starts_does_not_inherit_the_lock(tmp_path, first):
    command = [sys.executable, "-c", "print('started', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False) as child:
        assert child.stdout.readline() == b"started\n"
        first.release()
        assert not is_locked(tmp_path)
        child.kill()


def test_a_release_counts_though_a_forked_worker_lives_on(tmp_path, first):
    in_the_worker = os.dup(first._handle)  # what fork gives a child: the same open file
    try:
        first.release()
        assert not is_locked(tmp_path)
    finally:
        os.close(in_the_worker)


def test_each_folder_has_its_own_lock(tmp_path, first):
    (tmp_path / "other").mkdir()
    other = WriterLock(tmp_path / "other", "other writer")
    first.release()
    assert is_locked(tmp_path / "other")
    assert not is_locked(tmp_path)
    other.release()


def test_a_folder_that_nobody_wrote_in_is_not_locked_and_stays_empty(tmp_path):
    assert not is_locked(tmp_path)
    assert not is_locked(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_asking_takes_no_lock(tmp_path, first):
    first.release()
    assert not is_locked(tmp_path)
    assert not is_locked(tmp_path)
    WriterLock(tmp_path, "next writer").release()


def test_two_who_ask_do_not_take_each_other_for_a_writer(tmp_path, first):
    first.release()
    with (tmp_path / "archive.lock").open("rb") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)
        assert not is_locked(tmp_path)


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_a_holder_whose_note_is_not_readable_is_another_process(tmp_path, first, note):
    (tmp_path / "archive.lock").write_bytes(note)
    with pytest.raises(ArchiveBusyError, match="is being written by another process; try again later"):
        WriterLock(tmp_path, "second writer", wait_seconds=0)


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(StorageError) as told:
        WriterLock(tmp_path / "missing", "writer")
    assert str(told.value) == f"cannot write in {tmp_path / 'missing'}: No such file or directory"


def test_a_note_that_the_disk_does_not_take_keeps_nobody_out(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lock.os, "pwrite", full)
    held = WriterLock(tmp_path, "writer")
    assert is_locked(tmp_path)
    held.release()


@pytest.fixture
def refusals(monkeypatch):
    """A list of what to do at each refusal of the lock, in turn; what is left was not refused."""
    waiting = []
    take = lock.fcntl.flock

    def flock(handle, how):
        try:
            take(handle, how)
        except BlockingIOError:
            if waiting:
                waiting.pop(0)()
            raise

    monkeypatch.setattr(lock.fcntl, "flock", flock)
    monkeypatch.setattr(lock, "_POLL_SECONDS", 0.001)
    return waiting


def test_a_waiting_writer_comes_in_when_the_lock_is_free(tmp_path, first, refusals):
    refusals += [lambda: None, lambda: None, first.release]
    second = WriterLock(tmp_path, "second writer", wait_seconds=60)
    assert refusals == []
    assert is_locked(tmp_path)
    second.release()


def test_a_writer_waits_a_moment_even_untold_for_whoever_only_asks_holds_the_lock_too(tmp_path, first, refusals):
    refusals += [lambda: None, first.release]
    WriterLock(tmp_path, "second writer").release()
    assert refusals == []


def test_a_writer_that_does_not_wait_asks_once(tmp_path, first, refusals):
    refusals += [lambda: None] * 5
    with pytest.raises(ArchiveBusyError):
        WriterLock(tmp_path, "second writer", wait_seconds=0)
    assert len(refusals) == 4


def test_a_waiting_writer_gives_up_in_the_end_and_says_for_whom(tmp_path, first, refusals):
    refusals += [lambda: None] * 3
    with pytest.raises(ArchiveBusyError, match="first writer"):
        WriterLock(tmp_path, "second writer", wait_seconds=0.05)
    assert refusals == []
