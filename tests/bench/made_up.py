"""Pages and reports to measure with: made up, as large and as varied as those of county portals."""

import random
from dataclasses import replace
from functools import cache

from archive.clock import now
from archive.record import Division, Exchange, Record
from crawler.sample.county import BODIES, report

PAGE_BYTES = 15_000
REPORT_CHARACTERS = 1_500


@cache
def _characters() -> str:
    dice = random.Random("characters")
    return "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(1500))


def prose(seed: str, length: int) -> str:
    """Text in which some characters are far more common than others, so that it packs as prose does."""
    dice = random.Random(seed)
    return "".join(_characters()[int(1500 * dice.random() ** 3)] for _ in range(length))


def exchange(number: int, page_bytes: int = PAGE_BYTES) -> Exchange:
    payload = f"<html><title>{number}</title>{prose(f'page {number}', page_bytes // 3)}</html>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(payload)}\r\n\r\n"
    request = b"GET /page HTTP/1.1\r\nHost: www.example.cn\r\nUser-Agent: nianbao\r\nAccept: */*\r\n\r\n"
    return Exchange(f"http://www.example.cn/{number}.html", now(), "127.0.0.1", request, head.encode(), payload)


def town_report(number: int) -> Record:
    record = report(BODIES[2 + number % 3], 2024)
    assert record.issuer
    code = f"99{number // 1000:04d}{number % 1000:03d}"
    division = Division(code, "青禾省", "南浦市", "青禾县", f"第{number}镇")
    own_words = prose(f"report {number}", REPORT_CHARACTERS)
    return replace(
        record,
        issuer=replace(record.issuer, name=f"第{number}镇人民政府", division=division),
        title=f"第{number}镇人民政府2024年政府信息公开工作年度报告",
        sections={**record.sections, "problems": own_words},
        text=f"{record.text}\n{own_words}",
    )
