"""The site over an archive in a process of its own, and one client that asks it: how long each answer took, and its CPU time."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.web.serving import serve

_HOST = "127.0.0.1"
_PATIENCE = 60.0  # seconds for the first answer
_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds by the clock until the last byte was there, and of CPU that the server spent meanwhile."""

    wall: float
    cpu: float


class Client:
    """Asks over one connection that stays open, as a browser's does."""

    def __init__(self, port: int, server: int) -> None:
        self._connection = http.client.HTTPConnection(_HOST, port, timeout=_PATIENCE)
        self._tasks = Path(f"/proc/{server}/task")

    def ask(self, address: str) -> Answer:
        """Anything but a page is a mistake of the bench."""
        before, began = self._cpu(), time.perf_counter()
        self._connection.request("GET", address, headers={"Accept-Language": "zh-CN"})
        response = self._connection.getresponse()
        response.read()
        wall = time.perf_counter() - began
        if response.status != _OK:
            raise RuntimeError(f"{address}: status {response.status}")
        return Answer(wall * 1000, (self._cpu() - before) / 1e6)

    def close(self) -> None:
        self._connection.close()

    def _cpu(self) -> int:
        """Nanoseconds that all threads of the server have run; the clock of `stat` would be too coarse."""
        return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in self._tasks.iterdir())


@contextmanager
def served(folder: Path) -> Iterator[Client]:
    """A client of a server of its own, which has answered once."""
    with closing(socket.socket()) as free:
        free.bind((_HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.web_server", str(folder), str(port)]
    with subprocess.Popen(command) as process:
        client = Client(port, process.pid)
        try:
            _wait(port, process)
            yield client
        finally:
            client.close()
            process.send_signal(signal.SIGINT)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((_HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    serve(Path(sys.argv[1]), _HOST, int(sys.argv[2]), lambda _: None)
