"""Measures side by side: contestants take turns, so that a busy machine slows all of them alike."""

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
_FEW = 10  # below it two digits after the point tell something


@dataclass(frozen=True)
class Result:
    """One line for people, and its figures by name for comparing runs."""

    text: str
    figures: dict[str, float]


@dataclass(frozen=True)
class Rate:
    """Things a CPU second, over all rounds."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        digits = 0 if self.median >= _FEW else 2
        return f"{self.median:,.{digits}f} ({min(self.values):,.{digits}f} to {max(self.values):,.{digits}f})"


def side_by_side(contestants: Mapping[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, Rate]:
    """Runs each in turn, round after round; each returns how many things it did."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for contestant in contestants.values():
        contestant()  # one round to warm up, not counted
    for _ in range(rounds):
        for name, contestant in contestants.items():
            started = time.process_time()
            done = contestant()
            rates[name].append(done / (time.process_time() - started))
    return {name: Rate(tuple(values)) for name, values in rates.items()}


def ratio(ours: Rate, other: Rate) -> tuple[float, float, float]:
    """Median, lowest and highest of the ratio, round by round."""
    pairs = sorted(a / b for a, b in zip(ours.values, other.values, strict=True))
    return statistics.median(pairs), pairs[0], pairs[-1]


def in_child(module: str, *arguments: str) -> dict[str, float]:
    """Runs a module of the bench in a process of its own, which prints its figures as JSON on its last line."""
    run = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return figures


def peak_megabytes() -> float:
    """The most memory that this process itself ever had; getrusage would count its parent's, from before the exec."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found, "needs Linux"
    return int(found.group(1)) / 1024
