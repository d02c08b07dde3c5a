"""A run of the golden set to tests/accuracy.json; refuses to lower a floor or to shrink the set without a reason."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from tests.golden.cases_on_disk import strays
from tests.golden.floors import ACCURACY, Measured, dumps, measured, pinned, shrunk, worse
from tests.golden.score import can_read_scans, run


def pin(now: Measured, before: Measured | None, reason: str | None) -> tuple[Measured | None, list[str]]:
    """The floors to write, or None with what forbids it."""
    if before is None:
        return now, []
    losses = shrunk(now, before) + worse(now, before)
    if not losses:
        return replace(now, lowered=before.lowered), []
    if not reason:
        return None, losses
    return replace(now, lowered=[*before.lowered, {"reason": reason, "changes": losses}]), losses


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.pin", description=__doc__)
    parser.add_argument("--lower", metavar="REASON", help="accept lower floors or a smaller set, and keep the reason")
    options = parser.parse_args(arguments)
    if stray := strays():
        print(*stray, sep="\n", file=sys.stderr)
        return 1
    if not can_read_scans():
        print("scans cannot be read here: install the extra [ocr] first", file=sys.stderr)
        return 1
    before = pinned() if ACCURACY.exists() else None
    floors, losses = pin(measured(run().groups), before, options.lower)
    if floors is None:
        print("worse than pinned; give --lower REASON to accept it:", *losses, sep="\n  ", file=sys.stderr)
        return 1
    ACCURACY.write_text(dumps(floors), "utf-8")
    print(f"pinned {floors.cases} cases", *losses, sep="\n  lowered ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
