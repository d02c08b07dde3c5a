"""A made-up archive that lives through nights."""

import pytest

from tests.archive.changes.nights import Nights


@pytest.fixture
def nights(store):
    return Nights(store)
