"""A portal in the season, whatever the day of the machine."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from archive.clock import CHINA
from archive.proof.finding import Tally
from archive.verify import verify
from tests.crawler.scene import Scene, usual

JANUARY = datetime(2025, 1, 10, 2, tzinfo=CHINA)


@pytest.fixture
def january(tmp_path) -> Iterator[Scene]:
    """With nothing on it yet: the reports of 2024 are coming out."""
    with Scene(tmp_path, day=JANUARY) as opened:
        yield opened


@pytest.fixture
def county(tmp_path):
    with Scene(tmp_path, day=JANUARY) as scene:
        usual(scene)
        scene.run()
        yield scene
    assert [str(finding) for finding in verify(tmp_path, Tally(), print)] == []
