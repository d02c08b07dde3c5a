"""The folder of an export: whole or not at all, its own files replaced, and nobody else's ever touched."""

import errno
import os
import shutil

import pytest

from archive.errors import StorageError, UsageError
from archive.export.exporting import export
from archive.export.folder import ASIDE, export_folder, file_errors
from archive.selection import Selection


def contents(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def done(nasty, tmp_path):
    """An earlier export."""
    folder = tmp_path / "out"
    export(nasty, folder, "jsonl", Selection())
    return folder


def test_an_earlier_export_gives_way_to_the_new_one_and_leaves_nothing(nasty, done):
    export(nasty, done, "corpus", Selection())
    assert "reports.jsonl" not in contents(done)
    export(nasty, done, "jsonl", Selection(years=((2023, 2023),)))
    assert contents(done).keys() == {"reports.jsonl", "README.md", "DICTIONARY.md", "dictionary.json", "manifest.json"}
    assert contents(done)["reports.jsonl"].count(b"\n") == 1
    assert not (done / "data").exists()


def test_a_file_of_somebody_else_stays_beside_an_export(nasty, done):
    (done / "my notes.txt").write_text("mine")
    export(nasty, done, "csv", Selection())
    assert (done / "my notes.txt").read_text() == "mine"


def test_a_folder_with_files_that_no_export_made_is_refused_and_untouched(nasty, tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(UsageError, match=r"thesis\.doc"):
        export(nasty, tmp_path, "jsonl", Selection())
    assert contents(tmp_path) == {"thesis.doc": b"mine"}


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"program": {"name": "other"}, "files": []}'])
def test_a_manifest_of_another_program_is_no_permission(nasty, tmp_path, manifest):
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(UsageError, match=r"manifest\.json"):
        export(nasty, tmp_path, "jsonl", Selection())


def test_a_manifest_that_names_files_outside_is_no_permission(nasty, tmp_path):
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "manifest.json").write_text(
        '{"program": {"name": "nianbao"}, "files": [{"name": "../stranger.txt", "sha256": ""}]}'
    )
    with pytest.raises(UsageError):
        export(nasty, folder, "jsonl", Selection())
    assert stranger.read_text() == "mine"


def test_a_file_that_was_edited_since_is_not_overwritten(nasty, done):
    with (done / "reports.jsonl").open("a") as file:
        file.write("my remark\n")
    before = contents(done)
    with pytest.raises(UsageError, match=r"reports\.jsonl was changed"):
        export(nasty, done, "jsonl", Selection())
    assert contents(done) == before


def test_a_strangers_file_under_a_name_that_the_export_needs_is_not_overwritten(nasty, done):
    (done / "reports.csv").write_text("mine")
    before = contents(done)
    with pytest.raises(UsageError, match=r"reports\.csv"):
        export(nasty, done, "csv", Selection())
    assert contents(done) == before


def test_what_fails_leaves_the_earlier_export_and_nothing_of_its_own(done):
    before = contents(done)

    def half_way() -> None:
        with export_folder(done) as files:
            files.path("reports.jsonl").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_way()
    assert contents(done) == before


def test_a_folder_that_was_made_for_what_failed_goes_again(tmp_path):
    with pytest.raises(KeyboardInterrupt), export_folder(tmp_path / "out"):
        raise KeyboardInterrupt
    assert not (tmp_path / "out").exists()


def test_what_a_killed_export_left_is_cleared_away(nasty, tmp_path):
    (tmp_path / "out" / ASIDE).mkdir(parents=True)
    (tmp_path / "out" / ASIDE / "cells.csv").write_text("half")
    export(nasty, tmp_path / "out", "jsonl", Selection())
    assert "cells.csv" not in contents(tmp_path / "out")


def test_two_exports_into_one_folder_do_not_mix(tmp_path):
    with (
        export_folder(tmp_path / "out") as files,
        pytest.raises(UsageError, match="another export"),
        export_folder(tmp_path / "out"),
    ):
        pass
    assert files.finished() == []


def test_a_full_disk_is_one_line(tmp_path):
    with pytest.raises(StorageError, match="the disk is full") as caught, export_folder(tmp_path / "out"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "\n" not in str(caught.value)


def test_a_place_that_is_no_folder_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="File exists"), export_folder(tmp_path / "file"):
        pass
    with pytest.raises(BrokenPipeError), file_errors(tmp_path):
        raise BrokenPipeError


def test_a_copy_of_an_export_is_an_export(nasty, done, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(done, copy)
    export(nasty, copy, "jsonl", Selection())
    assert contents(copy)["reports.jsonl"] == contents(done)["reports.jsonl"]
