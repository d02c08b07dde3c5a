"""All the ways in which a page, a header or a register can lead into our own network."""

from collections.abc import Iterator

from tests.crawler.hazards.portals import COLUMN, HOME, County, home_page, list_page, page
from tests.crawler.hazards.servers import Server, answer
from tests.crawler.hazards.trouble import SPOILED, Put, instead, moved

# this machine, as browsers, the C library and the resolver spell it
_SPELLINGS = (
    "127.0.0.1",
    "localhost",
    "localhost.",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "１２７.０.０.１",  # wide digits
    "127。0。0。1",
)


def addresses(port: int) -> list[str]:
    return [f"http://{spelling}:{port}" for spelling in _SPELLINGS]


def traps(port: int) -> Iterator[tuple[str, Put]]:
    """Each by its name; `port` is that of the server which must not be touched."""
    plain = f"http://127.0.0.1:{port}"
    for place, path in {"home": HOME, "column": COLUMN, "report": SPOILED, "robots": "/robots.txt"}.items():
        yield f"{place} moves", instead(path, moved(f"{plain}{path}"))
    for number, address in enumerate(addresses(port)):
        yield f"report moves {number}", instead(SPOILED, moved(f"{address}/t.html"))
    refresh = f"<meta http-equiv='refresh' content='0;url={plain}/'>"
    yield "refresh", instead(COLUMN, answer(f"<html><head>{refresh}</head><body></body></html>"))
    yield "script", instead(COLUMN, answer(f"<html><body><script>location.href='{plain}/'</script></body></html>"))
    yield "links", _links(port)
    yield "base", _based(plain)


def _links(port: int) -> Put:
    """A home page and a list that link to it, frame it, and page on to it."""

    def put(server: Server, county: County) -> None:
        told = list(enumerate(addresses(port)))
        columns = [(f"{address}/zfxxgk/nb/", "政府信息公开年报") for _, address in told]
        server.pages[HOME] = answer(home_page(county, columns))
        entries = [
            (f"{address}/{one}.html", f"{county.name}{one}局2023年政府信息公开年度报告") for one, address in told
        ]
        frames = "".join(f"<iframe src='{address}/nb/'></iframe>" for _, address in told)
        following = f"<a href='http://127.0.0.1:{port}/nb/?page=2'>下一页</a>"
        server.pages["/hard/"] = answer(list_page(county, entries, frames + following))
        server.pages[HOME] = answer(home_page(county, [*columns, ("/hard/", "政府信息公开年报")]))

    return put


def _based(plain: str) -> Put:
    def put(server: Server, county: County) -> None:
        inside = "<a href='zfxxgk/nb/'>政府信息公开年报</a>"
        server.pages[HOME] = answer(page(county, f"{county.name}人民政府", inside, f"<base href='{plain}/'>"))

    return put
