"""A program that writes into an archive until it is killed: `python -m tests.archive.busy_writer FOLDER LIFE`.

Prints after each flush how many of its captures are acknowledged.
"""

import random
import sys
from itertools import count
from pathlib import Path

from archive.store import Store
from tests.archive.captures import exchange, town_report

REPORT_EVERY = 5


def payload(life: str, number: int) -> bytes:
    """What capture `number` of a life holds: sizes differ, and each fourth is the same in all lives."""
    dice = random.Random(f"{life} {number}")
    return b"the same page" * 100 if number % 4 == 0 else dice.randbytes(dice.randrange(10, 30_000))


def url(life: str, number: int) -> str:
    return f"http://example.cn/{life}/{number}"


def main(folder: Path, life: str) -> None:
    record = town_report()
    dice = random.Random(life)
    with Store(folder, roll_bytes=200_000) as store:
        store.begin_run()
        for number in count():
            snapshot = store.capture(exchange(url(life, number), payload(life, number)))
            if number % REPORT_EVERY == 0:
                store.keep(town_report(dice.randrange(1, 30), text=record.text + str(dice.randrange(3))), snapshot.id)
            if dice.random() < 0.2:
                store.flush()
                print(number + 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
