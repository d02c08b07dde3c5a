"""What all hunts of a night share: the archive, the hosts, their pace, the readers, the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from archive.ledger import Ledger
from archive.record import Record
from archive.standing import Standing
from archive.store import Store
from crawler.rendering.renderer import Renderer
from crawler.transport.pace import Pace
from crawler.transport.servers import Servers
from pipelines.hints import Hints


class Reader(Protocol):
    """Has a document read, elsewhere and in its own time; `done` gets its records in the crawl's own thread."""

    def __call__(
        self,
        document: bytes,
        url: str,
        content_type: str | None,
        hints: Hints,
        done: Callable[[tuple[Record, ...]], None],
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The bounds of a night."""

    max_pages: int
    max_seconds: float
    allow_private: bool
    agent: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all portals of a run."""

    store: Store
    ledger: Ledger
    standing: Standing
    run_id: int
    servers: Servers
    pace: Pace
    read: Reader
    rules: Rules
    clock: Callable[[], float]
    render: Renderer | None = None  # where pages may be rendered
