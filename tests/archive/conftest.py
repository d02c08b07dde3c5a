"""An archive open for writing, for tests that need no more of it."""

import pytest

from archive.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened
