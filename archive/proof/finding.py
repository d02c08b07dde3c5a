"""What a proof yields: findings for what is wrong, and a tally of what was looked at."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


Tally = Counter[str]
