"""How much of a night one portal may have, and how much of it is used."""

from dataclasses import dataclass

MOST_CLICKS = 14  # from the home page; further down lie traps


@dataclass(slots=True)
class Budget:
    """Requests and seconds; `started` is None until the first request."""

    most_pages: int
    most_seconds: float
    pages: int = 0
    started: float | None = None

    def spend(self, now: float) -> None:
        if self.started is None:
            self.started = now
        self.pages += 1

    def minutes_left(self, now: float) -> float:
        return (self.most_seconds - (0.0 if self.started is None else now - self.started)) / 60

    def exceeded(self, now: float) -> str | None:
        """Which of its bounds is reached."""
        if self.pages >= self.most_pages:
            return "over_budget"
        if self.started is not None and now - self.started >= self.most_seconds:
            return "over_time"
        return None
