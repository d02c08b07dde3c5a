"""Units on disk: told apart by who wrote them, written whole, put back."""

from pathlib import Path

import pytest

from archive.errors import StorageError
from crawler.timer.plan import asked_for, plan_of
from crawler.timer.unit_files import UnitFile, sealed_units, unit_files
from tests.crawler.settings_files import written


@pytest.fixture
def texts(elsewhere) -> tuple[str, str]:
    return sealed_units(plan_of(asked_for(written(elsewhere, ""), None, None, None, {}), elsewhere / "config"))


def test_what_was_written_is_found_again(elsewhere, texts):
    home = elsewhere / "config"
    for file, text in zip(unit_files(home, "nianbao"), texts, strict=True):
        assert file.state(text) == "missing"
        file.write(text)
    found = unit_files(home, "nianbao")
    assert [file.state(text) for file, text in zip(found, texts, strict=True)] == ["current", "current"]
    assert found.service.asked == found.timer.asked == asked_for(elsewhere / "settings.toml", None, None, None, {})
    assert sorted(path.name for path in (home / "systemd" / "user").iterdir()) == ["nianbao.service", "nianbao.timer"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda text: text.replace("Nice=10", "Nice=19"), "changed"),
        (lambda text: f"{text}Nice=19\n", "changed"),
        (lambda text: text.replace('"at": "02:00"', '"at": "03:00"'), "changed"),
        (lambda text: text.partition("Digest=")[0], "changed"),
        (lambda text: text.partition("\n[X-Nianbao]\n")[0], "foreign"),
        (lambda text: "[Service]\nExecStart=/bin/true\n", "foreign"),
        (lambda text: "", "foreign"),  # masked: a link to nothing
    ],
)
def test_a_hand_in_a_unit_is_seen(texts, change, state):
    assert UnitFile(Path("nianbao.service"), change(texts[0])).state(texts[0]) == state


def test_a_whole_unit_of_other_words_is_an_older_one(texts):
    one_night, every_night = texts
    assert UnitFile(Path("nianbao.service"), every_night).state(one_night) == "outdated"


def test_putting_back_leaves_what_was_there(elsewhere, texts):
    path = elsewhere / "nianbao.service"
    UnitFile(path, None).write(texts[0])
    found = UnitFile(path, texts[0])
    found.write("other")
    found.put_back()
    assert path.read_text("utf-8") == texts[0]
    UnitFile(path, None).put_back()
    assert not path.exists()


def test_a_folder_that_takes_no_file_is_one_line(elsewhere, texts):
    (elsewhere / "in the way").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        UnitFile(elsewhere / "in the way" / "nianbao.service", None).write(texts[0])
    (elsewhere / "systemd" / "user" / "nianbao.timer").mkdir(parents=True)
    with pytest.raises(StorageError, match="cannot be read"):
        unit_files(elsewhere, "nianbao")


def test_a_write_that_fails_leaves_the_old_unit_and_nothing_else(elsewhere, texts, monkeypatch):
    path = elsewhere / "nianbao.service"
    path.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        UnitFile(path, "old").write(texts[0])
    assert [found.name for found in elsewhere.iterdir() if found.suffix != ".toml"] == ["nianbao.service"]
    assert path.read_text() == "old"
