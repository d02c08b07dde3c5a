"""A process that writes N snapshots and tells its peak memory, or opens an archive and tells how long that took."""

import json
import sys
import time
from pathlib import Path

from archive.store import Store
from tests.bench.made_up import exchange
from tests.bench.measure import peak_megabytes

_SMALL_PAGE = 600


def write(folder: Path, count: int) -> dict[str, float]:
    with Store(folder) as store:
        started = time.monotonic()
        for number in range(count):
            store.capture(exchange(number, _SMALL_PAGE))
        seconds = time.monotonic() - started
    return {"peak_mb": peak_megabytes(), "seconds": seconds}


def open_for_writing(folder: Path) -> dict[str, float]:
    started = time.monotonic()
    with Store(folder):
        opened = time.monotonic() - started
    return {"seconds": opened, "peak_mb": peak_megabytes()}


if __name__ == "__main__":
    action, folder, *count = sys.argv[1:]
    figures = write(Path(folder), int(count[0])) if action == "write" else open_for_writing(Path(folder))
    print(json.dumps(figures))
