"""What systemctl and loginctl say, or that they cannot."""

import pytest

from crawler.timer.systemd import is_there, lingers, properties, systemctl, time_told
from tests.crawler.timer.machine import executable, machine


@pytest.fixture(autouse=True)
def made(elsewhere, monkeypatch):
    return machine(elsewhere, monkeypatch)


def test_a_manager_is_there():
    assert is_there().is_ok


@pytest.mark.parametrize("version", ["239 (239-82.el8)", "246.7", "n/a", ""])
def test_one_that_does_not_know_our_words_is_as_good_as_none(made, version):
    made.knows("--property=Version", Version=version)
    assert is_there().complaint == "it is older than version 247"


def test_a_newer_one_may_write_its_version_with_a_letter(made):
    made.knows("--property=Version", Version="v258~devel")
    assert is_there().is_ok


def test_no_manager_is_told_in_its_own_words(made):
    made.file("no-manager").touch()
    assert is_there().complaint == "Failed to connect to bus: No medium found"


def test_no_systemctl_at_all_is_told(elsewhere, monkeypatch):
    monkeypatch.setenv("PATH", str(elsewhere))
    assert is_there().complaint == "systemctl: No such file or directory"
    assert not lingers()


def test_one_that_never_answers_is_told(made, monkeypatch):
    executable(made.file("bin") / "systemctl", "#!/bin/sh\nexec sleep 20\n")
    monkeypatch.setattr("crawler.timer.systemd._PATIENCE", 0.1)
    assert is_there().complaint == "systemctl does not answer"


def test_a_refusal_of_several_lines_is_one(made):
    made.file("refuses-enable").touch()
    assert systemctl("enable", "x").complaint == "Failed to enable unit: refused"


def test_properties_are_taken_as_they_are(made):
    made.knows("nianbao.timer", ActiveState="active", Description="a=b")
    assert properties("nianbao.timer") == {"ActiveState": "active", "Description": "a=b"}
    assert properties("other.timer") == {}


def test_lingering_is_told(made):
    assert not lingers()
    made.file("lingers").touch()
    assert lingers()


@pytest.mark.parametrize("text", ["", "n/a", "0", "Wed 2025-12-31 18:07:00 CST", "infinity"])
def test_what_is_no_time_in_utc_is_none(text):
    assert time_told(text) is None
