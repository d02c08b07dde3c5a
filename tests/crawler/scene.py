"""A hunt without a network: made-up answers by address, an archive of its own, a clock that only tests move."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from twisted.python.failure import Failure

from archive.clock import clock_set_to, time_now
from archive.ledger import Address, Candidate, Ledger, PortalOutcome, PortalRow
from archive.record import Attachment, Exchange, Record
from archive.standing import Standing
from archive.store import Store
from crawler.hunting.desk import Desk, Rules
from crawler.hunting.errand import Errand
from crawler.hunting.hunt import Hunt
from crawler.portals.register import Portal
from crawler.revisits.memory import Memory
from crawler.revisits.schedule import Revisit, Schedule
from crawler.transport.failures import FetchError, Kind
from crawler.transport.pace import Pace
from crawler.transport.servers import Servers
from pipelines.hints import Hints
from tests.archive.captures import exchange, town_report

HOST = "http://www.qingtong.example"
HOME = f"{HOST}/"
PORTAL = Portal(HOME, "青桐县人民政府", "990101")
AGENT = "nianbao-test"
SECTIONS = "".join(
    f"<p>{words}</p>"
    for words in (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
)
_MOST_STEPS = 3000


@cache
def _empty_archive() -> dict[str, bytes]:
    """Its files: to make the tables anew for every hunt would take longer than most hunts."""
    with TemporaryDirectory() as name:
        Store(Path(name)).close()
        return {path.name: path.read_bytes() for path in Path(name).iterdir() if path.is_file()}


def html(body: str, *, column: str = "", title: str = "") -> str:
    """A page of the county as its templates make it."""
    tags = f'<meta name="SiteName" content="青桐县人民政府"><meta name="ColumnName" content="{column}">'
    return f"<html><head><title>{title}</title>{tags}</head><body><p>青桐县人民政府网站</p>{body}</body></html>"


def links(*told: tuple[str, str]) -> str:
    return "".join(f'<li><a href="{address}">{words}</a></li>' for address, words in told)


def title(town: int, year: int = 2024) -> str:
    return f"青禾县第{town}镇人民政府{year}年政府信息公开工作年度报告"


def no_report(reason: str = "no_form", attachments: Iterable[Attachment] = ()) -> Record:
    return replace(
        town_report(), verdict="not_report", reason=reason, attachments=tuple(attachments), cells=(), form=None
    )


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Reader:
    """Gives the records that it was told of; `holds` lets them wait until `release`."""

    def __init__(self) -> None:
        self.records: dict[str, tuple[Record, ...]] = {}
        self.asked: list[tuple[str, bytes, Hints]] = []
        self.holds = False
        self._held: list[Callable[[], None]] = []

    def __call__(
        self,
        document: bytes,
        url: str,
        content_type: str | None,
        hints: Hints,
        done: Callable[[tuple[Record, ...]], None],
    ) -> None:
        self.asked.append((url, document, hints))
        records = self.records.get(url, (no_report(),))
        if self.holds:
            self._held.append(lambda: done(records))
        else:
            done(records)

    @property
    def urls(self) -> list[str]:
        return [url for url, _, _ in self.asked]

    def release(self) -> None:
        held, self._held = self._held, []
        for give in held:
            give()


@dataclass(frozen=True)
class Told:
    """What an address answers with."""

    payload: bytes
    status: str = "200 OK"
    headers: tuple[str, ...] = ()


GONE = Told(html("<h3>您访问的页面不存在</h3>").encode(), "404 Not Found")


class Scene:
    """One portal, what its addresses answer, and a hunt over it. `asked` are the errands in their order."""

    def __init__(
        self,
        folder: Path,
        *,
        portal: Portal = PORTAL,
        max_pages: int = 160,
        max_seconds: float = 3600.0,
        allow_private: bool = False,
        day: datetime | None = None,
    ) -> None:
        self._times = ExitStack()
        self._now = day or time_now()
        self._set_clock()
        for name, content in _empty_archive().items():
            (folder / name).write_bytes(content)
        self.store = Store(folder)
        self.ledger = Ledger(self.store)
        self.run_id = self.store.begin_run()
        self.ledger.register([PortalRow(portal.url, portal.name, portal.division)])
        self.clock, self.reader, self.servers = Clock(), Reader(), Servers()
        self.outcomes: list[PortalOutcome] = []
        self.asked: list[Errand] = []
        self.pace = Pace(0.0)
        self._rules = Rules(max_pages, max_seconds, allow_private, AGENT)
        self._portal = portal
        self._answers: dict[str, list[Told | Kind]] = {}
        self.set_out()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()
        self._times.close()

    def set_out(self, revisit: Revisit = "due", *, is_resumed: bool = False) -> None:
        """A hunt that has done nothing yet, with what earlier runs left."""
        self.servers = Servers()
        self.desk = Desk(
            *(self.store, self.ledger, Standing(self.store), self.run_id, self.servers, self.pace, self.reader),
            self._rules,
            clock=self.clock,
        )
        self.memory = self.remember(self._portal.url, revisit, is_resumed=is_resumed)
        self.hunt = Hunt(self._portal, self.desk, self.memory, lambda _, outcome: self.outcomes.append(outcome))

    def remember(self, portal_url: str, revisit: Revisit = "due", *, is_resumed: bool = False) -> Memory:
        schedule = Schedule(revisit, time_now())
        return Memory(
            *(self.ledger, self.desk.standing, portal_url, self.run_id, schedule),
            is_resumed=is_resumed,
        )

    def later(self, days: float, revisit: Revisit = "due") -> None:
        """Another night, so many days later; `asked` begins anew."""
        self.store.finish_run(0, self.ledger.run_counts(self.run_id))
        self._now += timedelta(days=days)
        self._set_clock()
        self.run_id = self.store.begin_run()
        self.asked.clear()
        self.reader.asked.clear()
        self.set_out(revisit)

    def _set_clock(self) -> None:
        self._times.close()
        self._times.enter_context(clock_set_to(self._now))

    def page(self, path: str, body: str, column: str = "", *, page_title: str = "") -> None:
        """A page of the templates."""
        self.answers(path, Told(html(body, column=column, title=page_title).encode()))

    def answers(self, path: str, *told: Told | Kind) -> None:
        """What comes for an address, one after the other, the last one for ever; a word is why nothing comes."""
        self._answers[self._whole(path)] = list(told)

    def report(self, path: str, town: int, year: int = 2024, beside: str = "", **changes: object) -> tuple[str, str]:
        """Puts a report there, which the reader knows; gives its address and the words of a link to it."""
        self.page(path, f"<h1>{title(town, year)}</h1>{SECTIONS}<p>第{town}镇{year}年。</p>{beside}")
        self.reads(path, replace(town_report(town, year), **changes))  # type: ignore[arg-type]
        return path, title(town, year)

    def reads(self, path: str, *records: Record) -> None:
        self.reader.records[self._whole(path)] = records

    def run(self) -> PortalOutcome:
        """Hunts to the end, whatever the pauses between requests."""
        self.hunt.begin()
        for _ in range(_MOST_STEPS):
            turn = self.hunt.next(lambda _: True)
            if turn and turn.remembered:
                self.hunt.arrived(turn.errand, turn.remembered.exchange, turn.remembered)
            elif turn:
                self.asked.append(turn.errand)
                self.give(turn.errand)
            elif self.hunt.is_over:
                self.hunt.finish()
                return self.outcomes[-1]
            else:
                self.reader.release()
        raise AssertionError("the hunt does not end")

    def give(self, errand: Errand, hunt: Hunt | None = None) -> None:
        """Lets the answer to an errand come."""
        hunt, told = hunt or self.hunt, self._told(errand)
        if isinstance(told, str):
            hunt.failed(errand, told, Failure(FetchError(told, "made up")))
        else:
            hunt.arrived(errand, self.exchange(errand, told))

    def exchange(self, errand: Errand, told: Told) -> Exchange:
        posted = (errand.ask.body or "").encode()
        return exchange(errand.url, told.payload, told.headers, told.status, posted=posted)

    @property
    def paths(self) -> list[str]:
        """The addresses that were asked for; those of other hosts whole."""
        return [errand.url.removeprefix(HOST) for errand in self.asked]

    def addresses(self) -> dict[str, Address]:
        return {known.url.removeprefix(HOST): known for known in self.ledger.known(self._portal.url)}

    def results(self) -> dict[str, str | None]:
        return {path: known.visit.result if known.visit else None for path, known in self.addresses().items()}

    def candidates(self) -> dict[str, tuple[str | None, str | None]]:
        rows = self.store.query("SELECT portal_url, url, link_text, verdict, reason FROM candidates")
        return {row.url.removeprefix(HOST): (row.verdict, row.reason) for row in (Candidate(*one) for one in rows)}

    def reports(self) -> set[tuple[str, int]]:
        return set(self.store.query("SELECT issuer, year FROM reports"))

    def _told(self, errand: Errand) -> Told | Kind:
        body = errand.ask.body
        told = self._answers.get(errand.url if body is None else f"{errand.url} {body}", [GONE])
        return told.pop(0) if len(told) > 1 else told[0]

    @staticmethod
    def _whole(path: str) -> str:
        return path if path.startswith("http") else HOST + path


def usual(scene: Scene, towns: int = 3) -> None:
    """A small county as most are: home, disclosure, the column, its reports."""
    scene.page("/", links(("/xw/", "今日要闻"), ("/zwgk/", "政务公开"), ("/bsfw/", "办事服务")))
    scene.page("/zwgk/", links(("/zwgk/zfxxgk/", "政府信息公开"), ("/zwgk/zcwj/", "政策文件")))
    scene.page("/zwgk/zfxxgk/", links(("/nb/", "政府信息公开年报")), "政府信息公开")
    scene.page("/nb/", links(*(scene.report(f"/nb/{town}.html", town) for town in range(1, towns + 1))), "年报")
