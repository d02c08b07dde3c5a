"""WARC or WACZ files replayed by the real pywb on loopback, for as long as a test asks."""

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).parents[2] / ".venv-pywb"
DEADLINE = 60


@contextmanager
def replayed(folder: Path, files: Iterable[Path]) -> Iterator[str]:
    """The address under which captures are found, as `.../2id_/http://example.cn/`."""
    if not (ENVIRONMENT / "bin" / "wayback").exists():
        pytest.skip("`make test` installs pywb into an environment of its own")
    for job in (["init", "test"], ["add", "--unpack-wacz", "test", *map(str, files)]):
        subprocess.run([ENVIRONMENT / "bin" / "wb-manager", *job], cwd=folder, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [ENVIRONMENT / "bin" / "wayback", "-b", "127.0.0.1", "-p", str(port)]
    with (
        (folder / "wayback.log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "no_proxy": "*"}) as server,
    ):
        try:
            _wait_for(port, server, folder / "wayback.log")
            yield f"http://127.0.0.1:{port}/test"
        finally:
            server.kill()


def _wait_for(port, server, log):
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail(f"pywb does not answer: {log.read_text()}")
