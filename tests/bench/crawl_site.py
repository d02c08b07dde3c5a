"""Made-up county webs on loopback, in a process of their own, gzipped and chunked: one to follow links in, one to read."""

import asyncio
import gzip
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from crawler.sample.written import markup
from tests.bench.made_up import prose, town_report

HOSTS, PAGES = 50, 100
LINKS = 38
REPORT_HOSTS, REPORTS = 10, 30  # of the other web
_MENU = ("首页", "走进青桐", "政务公开", "新闻中心", "办事服务", "政民互动", "政府信息公开指南", "网站地图")
_UNITS = ("白鹭镇", "南桥街道办事处", "教育局", "民政局", "交通运输局", "水利局", "审计局", "石桥乡")
_STEPS = (1, 3, 7, 9, 11)  # from a page to the pages that its links lead to
_SHORTEST, _LONGEST = 1_500, 3_900  # characters of text on a page
_MENU_SCRIPT = 'function showMenu(o){var m=document.getElementById("m"+o);m.className=m.className=="on"?"":"on";}'
_PIECE = 4096  # of a chunk
_END_OF_HEAD = b"\r\n\r\n"
_HEAD = (
    b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
    b"Connection: keep-alive\r\nVary: Accept-Encoding\r\nContent-Encoding: gzip\r\n\r\n"
)
_GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"

Pages = Mapping[tuple[bytes, bytes], bytes]  # by host and path: answers as they go over the wire


def address(host: int) -> str:
    """The loopback address of a host; they differ, as each host is spared for itself."""
    return f"127.0.1.{host + 1}"


def page(host: int, number: int) -> str:
    """A column of reports among menus: 38 links, every third page with a pager under its list.

    Its titles are those of reports, so that a hunt by scent follows all of them; its text is of none.
    """
    dice = random.Random(f"{host} {number}")
    site = f"第{host + 1}县人民政府"
    menu = "".join(
        f'<li class="nav{place}"><a href="{_path(place)}" target="_blank">{name}</a></li>'
        for place, name in enumerate(_MENU)
    )
    rows = "\n".join(_row(host, number, place) for place in range(LINKS - len(_MENU)))
    pager = '<div class="page"><span class="current">1</span> 共1页 第1页</div>' if number % 3 == 0 else ""
    text = prose(f"{host} {number}", dice.randrange(_SHORTEST, _LONGEST))
    paragraphs = "".join(f"<p>{text[start : start + 300]}</p>\n" for start in range(0, len(text), 300))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f"<title>政府信息公开年报-{site}</title>\n"
        f'<meta name="SiteName" content="{site}"><meta name="SiteDomain" content="{address(host)}">\n'
        '<meta name="ColumnName" content="政府信息公开年报"><meta name="ColumnType" content="政府信息公开">\n'
        '<link rel="stylesheet" href="/images/style.css"><script src="/images/jquery.min.js"></script>\n'
        f"<script>{_MENU_SCRIPT}</script></head>\n"
        '<body><div class="head"><a href="javascript:void(0)" onclick="setHome(this)">设为首页</a>'
        f'<ul class="nav">{menu}</ul></div>\n'
        f'<div class="main"><div class="left"><h2>信息公开</h2>{paragraphs}</div>\n'
        f'<div class="right"><div class="tit">年报第{number}栏</div><ul class="list">{rows}</ul>{pager}</div></div>\n'
        f'<div class="foot">主办单位：{site}办公室 网站标识码：99{host:04d}0001</div></body></html>'
    )


def _row(host: int, number: int, place: int) -> str:
    target = (number * 3 + place * _STEPS[number % len(_STEPS)] + 1) % PAGES
    year = 2010 + target % 15
    title = f"第{host + 1}县{_UNITS[target % len(_UNITS)]}{year}年政府信息公开工作年度报告"
    day = f"{year + 1}-{1 + target % 12:02d}-{1 + target % 28:02d}"
    return f'<li><a href="{_path(target)}" title="{title}" target="_blank">{title}</a><span>{day}</span></li>'


def _path(number: int) -> str:
    return f"/zfxxgk/zfxxgknb/2024/t20240116_{number}.html" if number else "/"


def on_the_wire(source: str) -> bytes:
    """A whole answer, gzipped, in chunks."""
    packed = gzip.compress(source.encode(), 6, mtime=0)
    pieces = [packed[start : start + _PIECE] for start in range(0, len(packed), _PIECE)]
    return _HEAD + b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def made_up_pages() -> Pages:
    return {
        (address(host).encode(), _path(number).encode()): on_the_wire(page(host, number))
        for host in range(HOSTS)
        for number in range(PAGES)
    }


def report_pages() -> Pages:
    """Columns of reports, and the reports."""
    found: dict[tuple[bytes, bytes], bytes] = {}
    for host in range(REPORT_HOSTS):
        records = [town_report(host * REPORTS + number) for number in range(REPORTS)]
        rows = "".join(f'<li><a href="{_path(place + 1)}">{one.title}</a></li>' for place, one in enumerate(records))
        name = address(host).encode()
        found[name, b"/"] = on_the_wire(f"<title>政府信息公开年报</title><ul>{rows}</ul>")
        for place, one in enumerate(records):
            source = f"<title>{one.title}</title><body><div class='article'>{markup(one)}</div></body>"
            found[name, _path(place + 1).encode()] = on_the_wire(source)
    return found


class _Answering(asyncio.Protocol):
    """As cheap as can be, for it runs on the same machine: it looks at nothing but host and path."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._host = transport.get_extra_info("sockname")[0].encode()

    def data_received(self, data: bytes) -> None:
        self._received += data
        while _END_OF_HEAD in self._received:
            head, _, self._received = self._received.partition(_END_OF_HEAD)
            self._transport.write(self._pages.get((self._host, head.split(b" ", 2)[1]), _GONE))


async def serve(pages: Pages) -> None:
    """Tells the port on standard output, and serves until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(pages), "0.0.0.0", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


@contextmanager
def served(which: str = "links") -> Iterator[int]:
    """The port at which another process serves one of the webs."""
    command = [sys.executable, "-m", "tests.bench.crawl_site", which]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(report_pages() if sys.argv[1:] == ["reports"] else made_up_pages()))
