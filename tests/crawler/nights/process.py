"""Nights at any date in a process of their own, one after the other, with the portals shown by whoever started it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[3]
LONGEST = 300  # seconds of a process


@dataclass(frozen=True)
class Ended:
    """How one night ended; `findings` are those of `verify`."""

    run_id: int
    status: int
    seconds: float
    findings: list[str]


class Process:
    """Runs what it is told; between two nights it waits."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def begin(self, begins: datetime, revisit: str = "due", *, proved: bool = True) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps([begins.isoformat(), revisit, proved])}\n")
        self.process.stdin.flush()

    def ended(self) -> Ended:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self._words()
        return Ended(**json.loads(line))

    def night(self, begins: datetime, revisit: str = "due", *, proved: bool = True) -> Ended:
        self.begin(begins, revisit, proved=proved)
        return self.ended()

    def _words(self) -> str:
        return self.process.communicate(timeout=60)[1]


@contextmanager
def nights_in(folder: Path, seconds: int = LONGEST) -> Iterator[Process]:
    """`folder` has the register and gets the archive; what goes wrong in the process is raised here."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.crawler.nights.process", str(folder), str(seconds)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield Process(process)
            if process.poll() is None:
                told = process.communicate("", timeout=60)[1]
                assert "Traceback" not in told, told
        finally:
            process.kill()


def _run(folder: Path, seconds: int) -> None:
    """The other process: reads what night to live in, and answers when it is over, until nothing more is told."""
    import faulthandler

    from crawler.reactor import run_to_end
    from pipelines.workers.pool import Workers

    faulthandler.dump_traceback_later(seconds, exit=True)
    with Workers() as workers:
        run_to_end(_nights(folder, workers))


async def _nights(folder: Path, workers: Any) -> None:
    for line in sys.stdin:
        begins, revisit, proved = json.loads(line)
        ended = await _night(folder, workers, datetime.fromisoformat(begins), revisit, proved=proved)
        print(json.dumps(ended), flush=True)


async def _night(folder: Path, workers: Any, begins: datetime, revisit: Any, *, proved: bool) -> dict[str, Any]:
    import time
    from dataclasses import replace

    from archive.clock import clock_set_to
    from archive.proof.finding import Tally
    from archive.store import Store
    from archive.verify import verify
    from crawler.night import Night
    from crawler.portals.register import load_portals
    from crawler.settings import load

    settings = load(None, {"NIANBAO_DATA": str(folder / "data")})
    crawl = replace(settings.crawl, delay=0.0, allow_private_hosts=True, max_pages_per_portal=160)
    settings = replace(settings, crawl=crawl)
    began = time.monotonic()
    with clock_set_to(begins):
        with Store(folder / "data", purpose="test") as store:
            night = Night(store, settings, load_portals(folder / "portals.csv"), revisit)
            status = await night.run(workers, lambda _: None)
            run_id = store.query("SELECT max(id) FROM runs")[0][0]
        seconds = time.monotonic() - began
        findings = [str(one) for one in verify(folder / "data", Tally(), lambda _: None)] if proved else []
    return {"run_id": run_id, "status": status, "seconds": seconds, "findings": findings}


if __name__ == "__main__":
    _run(Path(sys.argv[1]), int(sys.argv[2]))
