"""Room on disks: enough is silent, too little is one line with figures and remedy."""

import shutil
from types import SimpleNamespace

import pytest

from archive.errors import StorageError
from archive.safekeeping.room import free_bytes, refuse_without_room


def test_where_there_is_room_nothing_is_said_and_nothing_made(tmp_path):
    refuse_without_room([tmp_path / "to be made" / "data"], 1)
    refuse_without_room([tmp_path], 0)
    assert list(tmp_path.iterdir()) == []


def test_too_little_is_one_line_that_names_the_place(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(shutil, "disk_usage", lambda path: asked.append(path) or SimpleNamespace(free=1_499_999_999))
    refuse_without_room([tmp_path], 1499)
    with pytest.raises(StorageError) as told:
        refuse_without_room([tmp_path / "data", tmp_path / "copies"], 1500)
    assert str(told.value) == (
        f"{tmp_path / 'data'}: 1,499 MB are free, and a night wants 1,500 (night.least_free_mb): "
        "make room, or lower the setting; nothing was begun"
    )
    assert set(asked) == {tmp_path}, "of a folder that is to be made, the disk where it will lie"


def test_a_real_disk_has_some(tmp_path):
    assert free_bytes(tmp_path) > 0


def test_a_name_that_no_disk_takes_is_asked_of_the_folder_above(tmp_path):
    assert free_bytes(tmp_path / ("x" * 5000)) > 0
