"""An archive with no nights in it yet."""

from shutil import copytree

import pytest

from archive.store import Store
from tests.crawler.health.history import History


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty") / "data"
    Store(folder).close()
    return folder


@pytest.fixture
def history(tmp_path, empty_archive):
    folder = tmp_path / "data"
    copytree(empty_archive, folder)
    with Store(folder) as store:
        store._connection.execute("PRAGMA synchronous = OFF")  # nothing here is killed, and nights are many
        yield History(folder, store)
