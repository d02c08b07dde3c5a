"""Thousands of damaged files through the worker processes: each gives a record, none takes the program with it."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.workers.job import Job
from pipelines.workers.pool import Limits, Workers
from tests.golden.cases_on_disk import stored_cases

MOST_BYTES = 150_000
MARKS = (
    b"<table>",
    b"</td>",
    b"rowspan=65535 ",
    b"\x00" * 64,
    b"\xff" * 16,
    b"{\\rtf1",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"]]>",
    b"\\cell",
)


def originals() -> list[Path]:
    """Small files of every format but pictures, which take seconds each."""
    return [case.path for case in stored_cases() if not case.is_scan and case.path.stat().st_size < MOST_BYTES]


def damaged(data: bytes, dice: random.Random) -> bytes:
    """One to eight injuries of the kinds that disks, lines, editors and attackers cause."""
    broken = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        if not broken:
            break
        at = dice.randrange(len(broken))
        length = dice.randint(1, max(1, len(broken) // 8))
        match dice.randrange(6):
            case 0:
                broken[at] ^= 1 << dice.randrange(8)
            case 1:
                del broken[at:]
            case 2:
                del broken[at : at + length]
            case 3:
                broken[at:at] = broken[at : at + length]
            case 4:
                broken[at:at] = dice.choice(MARKS)
            case _:
                broken[at : at + length] = dice.randbytes(min(length, 64))
    return bytes(broken)


def jobs(number: int, seed: int) -> Iterator[Job]:
    dice = random.Random(seed)
    files = originals()
    for _ in range(number):
        path = dice.choice(files)
        yield Job(damaged(path.read_bytes(), dice), path.name)


def verdicts_of(number: int, seed: int) -> Counter[str]:
    found: Counter[str] = Counter()
    with Workers(limits=Limits(seconds=20)) as workers:
        for records in workers.extract_all(jobs(number, seed)):
            assert records
            found.update(f"{one.verdict} {one.reason}" if one.error else one.verdict for one in records[:1])
    return found


def test_some_damaged_files_cost_nothing_but_themselves():
    found = verdicts_of(150, seed=1)
    assert sum(found.values()) == 150
    assert found["report"] > 10  # most injuries are small
    assert found["unreadable crashed"] == 0, found


@pytest.mark.soak
def test_twenty_thousand_damaged_files_cost_nothing_but_themselves():
    found = verdicts_of(20_000, seed=2)
    print(dict(found))
    assert sum(found.values()) == 20_000
    assert found["unreadable crashed"] <= 20, found  # a library that aborts: one record each, told as such
