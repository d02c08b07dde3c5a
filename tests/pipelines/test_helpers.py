"""Programs of the system: named when they are missing, silent when they are there."""

from pipelines.helpers import HELPERS, missing_helpers


def test_what_is_missing_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(missing_helpers()) == list(HELPERS)
    program = tmp_path / HELPERS[0].program
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert list(missing_helpers()) == list(HELPERS[1:])


def test_each_helper_says_what_for():
    assert all(helper.package and helper.serves for helper in HELPERS)
