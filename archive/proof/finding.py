"""What a proof yields: findings for what is wrong, notes for what is not, and a tally of what was looked at."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


Tally = Counter[str]
Note = Callable[[str], None]  # takes what is worth telling and not wrong
