"""A county in summer, when little is due."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from archive.clock import CHINA
from tests.crawler.scene import Scene, usual

SUMMER = datetime(2025, 7, 10, 2, tzinfo=CHINA)


@pytest.fixture
def county(tmp_path) -> Iterator[Scene]:
    """After two nights: what a list is asked for once more is behind it."""
    with Scene(tmp_path, day=SUMMER) as scene:
        usual(scene)
        scene.run()
        scene.later(1)
        scene.run()
        yield scene
