"""A program that crawls made-up pages until it is killed: `python -m tests.archive.busy_crawler FOLDER`.

Goes on with the run that an earlier life left. Prints the run, and after each flush how many addresses are visited.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

from archive.clock import now
from archive.ledger import Address, Ledger, PortalRow, Visit
from archive.store import Store
from tests.archive.captures import exchange

PORTAL = "http://www.qingtong.example/"
LINKS_OF_A_PAGE = 5


def url(number: int) -> str:
    return f"{PORTAL}{number}.html"


def address(number: int, visit: Visit | None = None) -> Address:
    return Address(PORTAL, url(number), "", "page", f"白鹭镇第{number}页", 100, 1, visit)


def visited(ledger: Ledger) -> Iterator[Address]:
    return (known for known in ledger.known(PORTAL) if known.visit)


def main(folder: Path) -> None:
    with Store(folder, roll_bytes=100_000) as store:
        ledger = Ledger(store)
        run = store.resume_run(timedelta(hours=1)) or store.begin_run()
        ledger.register([PortalRow(PORTAL, "青桐县")])
        print(run, flush=True)
        for number in count(sum(1 for _ in visited(ledger))):
            snapshot = ledger.captured(run, url(number), None) or store.capture(exchange(url(number), b"%d" % number))
            visit = Visit(run, now(), "read", 200, snapshot.id)
            links = [address(number + 1 + link) for link in range(LINKS_OF_A_PAGE)]
            ledger.note(run, [address(number, visit), *links])
            if number % 7 == 0:
                store.flush()
                print(number + 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
