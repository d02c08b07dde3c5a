"""A made-up archive night by night: pages read and gone, each night a run of its own date."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive.changes.events import USUAL, Wanted, events
from archive.clock import clock_set_to, now
from archive.record import Record, Snapshot
from archive.seals import put
from archive.store import RunCounts, Store
from tests.archive.captures import exchange, town_report

FIRST = datetime(2025, 1, 31, 18, tzinfo=UTC)  # two in the morning of 1 February in China
PAGE, TWIN, PDF = "http://qingtong.example/1.html", "http://bailu.example/1.html", "http://qingtong.example/1.pdf"
REPORT = town_report()


def says(words: str, record: Record = REPORT, reader: str = "html") -> Record:
    """The report with these words in its first section."""
    overview = f"{record.sections['overview']}{words}"
    text = record.text.replace(record.sections["overview"], overview)
    source = replace(record.source, reader=reader)
    return replace(record, text=text, sections={**record.sections, "overview": overview}, source=source)


def counts(value: int, record: Record = REPORT) -> Record:
    """The report with another number of new requests."""
    old, *_ = (cell for cell in record.cells if (cell.row, cell.column) == ("new_requests", "total"))
    new = replace(old, value=value, raw=str(value), status="number")
    cells = tuple(new if cell is old else cell for cell in record.cells)
    line = "new_requests\ttotal\t"
    return replace(record, cells=cells, text=record.text.replace(f"{line}{old.raw}", f"{line}{value}"))


class Nights:
    """Nights on one store; `number` is that of the next."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 1

    @contextmanager
    def night(self, *, after: timedelta = timedelta(days=1)) -> Iterator[int]:
        with clock_set_to(FIRST + (self.number - 1) * after):
            run_id = self.store.begin_run()
            yield run_id
            self.store.finish_run(0, RunCounts())
        self.number += 1

    def reads(self, record: Record, url: str = PAGE, part: str = "", payload: bytes | None = None) -> Snapshot:
        snapshot = self.store.capture(exchange(url, record.text.encode() if payload is None else payload))
        self.store.keep(record, snapshot.id, part)
        return snapshot

    def refused(self, url: str = PAGE) -> Snapshot:
        """A page of a firewall at the address."""
        snapshot = self.store.capture(exchange(url, b"<p>checking your browser", status="412 No"))
        blocked = Record(replace(REPORT.source, sha256=""), "blocked", "challenge")
        self.store.keep(blocked, snapshot.id)
        return snapshot

    def gone(self, run_id: int, url: str = PAGE, status: int | None = 404) -> str:
        answer = self.store.capture(exchange(url, b"gone", status=f"{status} Gone")).id if status else None
        at = now()
        self.vanishing(run_id, url, at, how="gone" if status else "unlisted", http_status=status, snapshot_id=answer)
        return at

    def vanishing(self, run_id: int, url: str, at: str, **told) -> None:
        row = {"url": url, "gone_at": at, "how": "gone", "http_status": 404, "snapshot_id": None, "run_id": run_id}
        with self.store.changing() as connection:
            put(connection, "vanishings", row | {"confirmed_at": None, "back_at": None} | told)

    def events(self, kinds=USUAL, **wanted):
        """The oldest first, as that is how they are written down in a test."""
        self.store.flush()
        return [*events(self.store._connection, Wanted(kinds=kinds, **wanted))][::-1]

    def told(self, kinds=USUAL, **wanted):
        """Kind, run and address of each event."""
        return [(event.kind, event.run_id, event.url) for event in self.events(kinds, **wanted)]
