"""The half of a hunt that opens answers: captures them, finds out what they are, and has each dealt with."""

from typing import TYPE_CHECKING

from archive.clock import now
from archive.record import Snapshot
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.mishaps import Mishaps
from crawler.hunting.ways import Ways
from crawler.obstacles.blocked import hindrance
from crawler.pages.answer import Answer
from crawler.pages.looking import look
from crawler.pages.page import Page
from crawler.revisits.memory import Remembered
from crawler.transport.robots import Robots

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt

_NOT_MODIFIED = 304


class Opening:
    """Takes answers that came, and those that are remembered."""

    def __init__(self, hunt: "Hunt", desk: Desk, mishaps: Mishaps, ways: Ways) -> None:
        self._hunt = hunt
        self._desk = desk
        self._mishaps = mishaps
        self._ways = ways

    def take(self, errand: Errand, answer: Answer, remembered: Remembered | None) -> None:
        """Takes an answer; one that is remembered was captured before."""
        if remembered is None and answer.status == _NOT_MODIFIED and self._is_unchanged(errand, answer):
            return
        snapshot = remembered.snapshot if remembered else self._desk.store.capture(answer.exchange)
        if not self._hunt.log.is_silent:
            self._heard(errand, answer)
        if errand.kind == "part":
            self._hunt.renderings.arrived(errand, answer, snapshot)
        else:
            self._open(errand, answer, snapshot)

    def _is_unchanged(self, errand: Errand, answer: Answer) -> bool:
        """Takes a server's word that an address is as it was; False where that is no answer to what was asked."""
        hunt = self._hunt
        original = hunt.memory.original(errand)
        if original is None and errand.tries:
            return False
        self._heard(errand, answer)
        self._desk.servers.of(errand.url).answered()
        if original is None:
            hunt.settle(errand, "retried", answer)
            hunt.add(errand.again())  # this time without asking for what is newer
            return True
        hunt.absences.answered(errand)
        hunt.settle(errand, "unchanged", answer)
        self._desk.standing.confirm(original.snapshot.id, self._desk.run_id, now())
        hunt.log.is_silent = True
        self.take(errand, Answer(original.exchange), original)
        return True

    def _heard(self, errand: Errand, answer: Answer) -> None:
        """Takes what an answer says of its host."""
        server = self._desk.servers.of(errand.url)
        server.cookies.take(errand.url, answer.headers)
        if answer.exchange.transport:
            self._hunt.tally.note(f"{server.name}: {answer.exchange.transport}")

    def _open(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> None:
        page = Page(errand.url, answer.body, answer.header("content-type"), errand.ask)
        if errand.kind == "robots" and answer.location is None:
            self._mishaps.rules(errand, Robots.from_answer(answer.status, answer.body), answer, snapshot)
        elif self._mishaps.is_bounced(errand, answer, snapshot):
            self._desk.servers.of(errand.url).answered()
        elif found := hindrance(answer.status, answer.headers, answer.body, page.text):
            self._mishaps.by(errand, answer, snapshot, found)
            if errand.ask.family and found.state in ("gone", "empty"):
                self._ways.turn_pages(errand, page, look(page, self._ways.where(errand)))
        else:
            if not self._hunt.log.is_silent:
                self._desk.servers.of(errand.url).answered()
            if answer.location is not None:
                self._mishaps.redirected(errand, answer, snapshot, page.absolute(answer.location))
            else:
                self._ways.took(errand, page, answer, snapshot)
