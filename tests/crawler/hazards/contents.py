"""Pages, lists and files that are too much, have no end, or are hard to read."""

from collections.abc import Iterator, Sequence
from functools import partial

from tests.crawler.hazards.bombs import bombs
from tests.crawler.hazards.pages import PAGES, noise
from tests.crawler.hazards.portals import COLUMN, EACH, HOME, County, home_page, list_page, page, report_path, title
from tests.crawler.hazards.servers import Page, Server, answer
from tests.crawler.hazards.trouble import (
    ANY,
    ERROR,
    LACKING,
    NO_HOME,
    SPOILED,
    Trouble,
    chain,
    instead,
    moved,
    reset,
    spoiled,
)

_SCAN = 60 << 20
_FILE = "/files/nb.pdf"


def of_bombs() -> Iterator[Trouble]:
    for name, bomb in bombs().items():
        # one that is sent whole is a page that came, which no reader can read
        of_one = ANY if isinstance(bomb, bytes) else LACKING
        yield Trouble(f"bomb_{name}_home", instead(HOME, bomb), NO_HOME, 0)
        yield Trouble(f"bomb_{name}_list", instead(COLUMN, bomb), LACKING, 0)
        yield spoiled(f"bomb_{name}_report", bomb, of_one)
        yield Trouble(f"bomb_{name}_file", partial(_attached, bomb), of_one, EACH - 1)
    yield Trouble("scan_of_60_mb", partial(_attached, lambda: (_scan(),)), ANY, EACH - 1)


def _scan() -> bytes:
    """A report of many scanned pages, as they are: it cannot be packed any further."""
    return answer(b"%PDF-1.5\n" + noise(_SCAN), kind="application/pdf")


def _attached(given: Page, server: Server, county: County) -> None:
    inside = f"<h1>{title(county.bodies[1], 2023)}</h1><p>详见附件。</p><p><a href='{_FILE}'>附件：年度报告.pdf</a></p>"
    server.pages[SPOILED] = answer(page(county, title(county.bodies[1], 2023), inside))
    server.pages[_FILE] = given


def without_end() -> Iterator[Trouble]:
    yield Trouble("list_without_end", _endless_list, LACKING, 1)
    yield Trouble("home_moves_on", instead(HOME, moved("/r/0")), NO_HOME, 0)
    yield Trouble("column_moves_on", chain(COLUMN), LACKING, 0)
    yield Trouble("report_moves_on", chain(SPOILED), ANY, EACH - 1)
    yield Trouble("report_moves_to_itself", instead(SPOILED, moved(SPOILED)), ANY, EACH - 1)


def _endless_list(server: Server, county: County) -> None:
    """Each page of the list has new titles of reports and a next page; behind each title lies the same report."""
    whole = server.pages[report_path(0, 2023)]

    def before(target: str) -> Page | None:
        path, _, query = target.partition("?page=")
        if path.startswith("/made-up/"):
            return whole
        if path != COLUMN:
            return None
        number = int(query or 1)
        entries = [
            (f"/made-up/{number}_{place}.html", f"{county.name}第{number}{place}局2023年政府信息公开工作年度报告")
            for place in range(10)
        ]
        return answer(list_page(county, entries, f"<a href='{COLUMN}?page={number + 1}'>下一页</a>"))

    server.before = before


def of_pages() -> Iterator[Trouble]:
    for name in ("links_of_years", "links_of_titles", "deep_tables", "long", "noise", "less_than", "zeros"):
        yield Trouble(f"home_of_{name}", instead(HOME, answer(PAGES[name]())), ("failed", "incomplete"), 0)
    yield Trouble("pages_as_columns", partial(_columns, tuple(PAGES)), ANY)
    yield Trouble("pages_as_reports", partial(_reports, tuple(PAGES)), ANY)


def _columns(names: Sequence[str], server: Server, county: County) -> None:
    """Beside the column there are others of its name, each of which is a page that is hard to read."""
    server.pages[HOME] = answer(home_page(county, [(f"/{name}/", "政府信息公开年报") for name in names]))
    _hard_pages(server, {f"/{name}/": name for name in names})


def _reports(names: Sequence[str], server: Server, county: County) -> None:
    """A second column, in which all reports are pages that are hard to read."""
    entries = [(f"/hard/{name}.html", f"{county.name}{name}局2023年政府信息公开工作年度报告") for name in names]
    server.pages[HOME] = answer(home_page(county, [("/hard/", "政府信息公开年报")]))
    server.pages["/hard/"] = answer(list_page(county, entries))
    _hard_pages(server, {f"/hard/{name}.html": name for name in names})


def _hard_pages(server: Server, paths: dict[str, str]) -> None:
    """Made when they are asked for: together they are large."""

    def before(target: str) -> Page | None:
        return answer(PAGES[paths[target]]()) if target in paths else None

    server.before = before


def of_robots(seconds: float) -> Iterator[Trouble]:
    rules = b"".join(b"Disallow: /x%d*/*/*$\n" % number for number in range(1_000))

    def much() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n"
        for _ in range((50 << 20) // len(rules)):
            yield rules

    def without_end(server: Server, _: County) -> None:
        def drip() -> Iterator[bytes]:
            yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n"
            while not server.stopped.wait(seconds / 3):
                yield b"Disallow: /x\n"

        server.pages["/robots.txt"] = drip

    shut = ("blocked", "failed", "incomplete")
    yield Trouble("robots_of_50_mb", instead("/robots.txt", much), ("complete", *shut), 0)
    yield Trouble("robots_of_200_mb", instead("/robots.txt", bombs()["without_length"]), ("complete", *shut), 0)
    yield Trouble("robots_without_end", without_end, ("complete", *shut), 0)
    yield Trouble("robots_error", instead("/robots.txt", ERROR), shut, 0)
    yield Trouble("robots_reset", instead("/robots.txt", reset), ("complete", *shut), 0)
    yield Trouble("robots_moves_on", chain("/robots.txt"), ("complete",))
    yield Trouble("robots_of_stars", instead("/robots.txt", answer(_stars())), ("complete",))


def _stars() -> str:
    return "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 900}{number}$\n" for number in range(4_000))
