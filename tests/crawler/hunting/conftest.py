"""A portal in the season, whatever the day of the machine."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from archive.clock import CHINA
from tests.crawler.scene import Scene

JANUARY = datetime(2025, 1, 10, 2, tzinfo=CHINA)


@pytest.fixture
def january(tmp_path) -> Iterator[Scene]:
    """With nothing on it yet: the reports of 2024 are coming out."""
    with Scene(tmp_path, day=JANUARY) as opened:
        yield opened
