"""A place where nothing of the machine decides, the demo run once, and asserts of shared helpers that show both their sides."""

import os
from pathlib import Path

import pytest

from tests.demo_run import Demo, run_demo

# pytest does this by itself for tests only, and must know of others before they are imported
pytest.register_assert_rewrite("tests.archive.packing", "tests.calling", "tests.crawler.settings_files")


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    """Run once for all that show what it prints, ask its archive or look at it in a browser."""
    return run_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """Nothing of the machine decides: an empty folder, no variables of ours, a wide terminal."""
    for name in os.environ:
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path
