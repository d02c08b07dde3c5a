"""WARC records byte by byte as various programs write them, a report to put into them, and an archive to take them."""

import base64
import gzip
import hashlib
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from archive.record import Record
from archive.store import Store
from pipelines.extract import extract
from pipelines.ingest.folder import Folder
from pipelines.ingest.hosts import hosts
from pipelines.ingest.known import Known
from pipelines.ingest.links import Links
from pipelines.ingest.passes import Passes
from pipelines.ingest.taking import Taking
from pipelines.ingest.tally import Tally
from pipelines.ingest.web_archives import opened
from pipelines.workers.job import Job

URL = "http://www.qinghe.gov.cn/nb/1.html"
AT = "2021-03-04T05:06:07Z"


def page(town: str = "柳泉镇", year: int = 2020, more: str = "") -> bytes:
    """A report without tables, as a page."""
    title = f"青禾县{town}人民政府{year}年政府信息公开工作年度报告"
    parts = (
        f"本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        f"{year}年，{town}认真落实政府信息公开条例，主动公开政府信息12条，其中通知公告5条、财政信息7条。{more}",
        "二、主动公开政府信息情况",
        "本年制发规范性文件0件，现行有效0件。",
        "三、收到和处理政府信息公开申请情况",
        "本年新收政府信息公开申请0件，上年结转0件。",
        "四、政府信息公开行政复议、行政诉讼情况",
        "本年没有因政府信息公开被申请行政复议或者提起行政诉讼。",
        "五、存在的主要问题及改进情况",
        "公开内容不够丰富，公开不够及时。下一步将加强培训，安排专人每月检查公开栏目。",
        "六、其他需要报告的事项",
        "本年没有收取信息处理费，没有其他需要报告的事项。",
    )
    body = "".join(f"<p>{part}</p>\n" for part in parts)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>\n{body}</body></html>"
    ).encode()


def answer(payload: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer as it comes from a server."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


def record(kind: str, block: bytes, *headers: str, url: str | None = URL, version: str = "1.0") -> bytes:
    """One record; each program adds headers of its own."""
    address = [f"WARC-Target-URI: {url}"] if url else []
    stated = [] if any(header.startswith("WARC-Date") for header in headers) else [f"WARC-Date: {AT}"]
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", *address, *stated, *headers, f"Content-Length: {len(block)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def sha1(data: bytes) -> str:
    """A digest as most programs write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def response(payload: bytes, *headers: str, url: str | None = URL, record_id: str = "<urn:uuid:1>") -> bytes:
    """The plainest capture."""
    kind = "Content-Type: application/http; msgtype=response"
    return record("response", answer(payload), f"WARC-Record-ID: {record_id}", kind, *headers, url=url)


def members(*records: bytes) -> bytes:
    """Each record a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


class InPlace:
    """Stands in for the pool: reads in this process."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, job: Job) -> "Future[tuple[Record, ...]]":
        self.jobs.append(job)
        assert isinstance(job.content, bytes)
        future: Future[tuple[Record, ...]] = Future()
        future.set_result(
            extract(
                job.content,
                file=job.file,
                url=job.url,
                media_type=job.media_type,
                charset=job.charset,
                hints=job.hints,
                ocr=False,
            )
        )
        return future


@dataclass
class Taken:
    """What an ingest did."""

    tally: Tally
    told: list[str] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)


def ingest(
    folder: Path,
    *files: Path,
    pages: Sequence[Folder] = (),
    everything: bool = False,
    named: Sequence[str] = (),
    reader: type[InPlace] = InPlace,
) -> Taken:
    """Takes files into the archive in `folder`."""
    taken, workers = Taken(Tally()), reader()
    with Store(folder) as store:
        takes = hosts(store.query("SELECT url, name, division_code FROM portals"), named, takes_all=False)
        taking = Taking(store, workers, takes, Links(), taken.tally, everything, Known(store))
        parts = []
        for file in files:
            found = opened(file)
            parts += found.parts
            taken.told += found.notes
        Passes(parts, list(pages), taking, taken.told.append, lambda _: None).run()
    taken.jobs = workers.jobs
    return taken
