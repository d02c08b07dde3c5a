"""Files as the well-known programs write them: their captures are taken in as they were, provenance kept."""

import gzip

from tests.archive.captures import findings, rows
from tests.pipelines.ingest.programs import AT, URL, answer, ingest, members, page, record, response, sha1

INFO = b"software: %s\r\nformat: WARC File Format 1.0\r\n"
PAGE = page()


def info(software: str, *headers: str) -> bytes:
    return record("warcinfo", INFO % software.encode(), "WARC-Record-ID: <urn:uuid:0>", *headers, url=None)


def snapshots(folder):
    return rows(folder, "SELECT url, fetched_at, http_status, bytes, origin FROM snapshots ORDER BY id")


def chunked(payload: bytes, size: int = 100) -> bytes:
    parts = [payload[start : start + size] for start in range(0, len(payload), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_wget_brackets_addresses_and_leaves_chunks_and_its_own_log(tmp_path):
    """wget 1.12 to 1.19: <> around addresses, payload digests over the chunks, its log and manifest at the end."""
    block = answer(chunked(PAGE), "Transfer-Encoding: chunked")
    asked = b"GET /nb/1.html HTTP/1.1\r\nUser-Agent: Wget/1.19 (linux-gnu)\r\n\r\n"
    ids = ("WARC-Record-ID: <urn:uuid:q>", "WARC-Warcinfo-ID: <urn:uuid:0>")
    digests = (f"WARC-Block-Digest: {sha1(block)}", f"WARC-Payload-Digest: {sha1(chunked(PAGE))}")
    tied = ("WARC-Record-ID: <urn:uuid:1>", "WARC-Concurrent-To: <urn:uuid:q>", "WARC-IP-Address: 10.1.2.3")
    data = members(
        info("Wget/1.19.4 (linux-gnu)"),
        record("request", asked, *ids, "Content-Type: application/http;msgtype=request", url=f"<{URL}>"),
        record("response", block, *tied, *digests, "Content-Type: application/http;msgtype=response", url=f"<{URL}>"),
        record("metadata", b"<http://x/>", "Content-Type: text/plain", url="<metadata://gnu.org/software/wget/warc/M>"),
        record("resource", b"log", "Content-Type: text/plain", url="<metadata://gnu.org/software/wget/warc/wget.log>"),
    )
    file = tmp_path / "site.warc.gz"
    file.write_bytes(data)
    taken = ingest(tmp_path / "a", file)
    ((url, at, status, size, origin),) = snapshots(tmp_path / "a")
    assert (url, at, status, size) == (URL, "2021-03-04T05:06:07.000000Z", 200, len(PAGE))
    assert origin.startswith('file "site.warc.gz" sha256:')
    assert "made by Wget/1.19.4 (linux-gnu); record <urn:uuid:1> at " in origin
    assert taken.tally.reports == 1
    assert taken.tally.unproved == 0
    assert taken.tally.skipped == {"no_capture": 2}
    assert findings(tmp_path / "a") == []
    (warc,) = (tmp_path / "a" / "warc").iterdir()
    kept = gzip.decompress(warc.read_bytes())
    assert asked in kept
    assert b"X-Crawler-Transfer-Encoding: chunked\r\n" in kept
    assert b"WARC-IP-Address: 10.1.2.3\r\n" in kept


def heritrix_revisit(profile: str, *headers: str, status: str = "200 OK", url: str = URL) -> bytes:
    return record(
        "revisit",
        answer(b"", status=status),
        "WARC-Record-ID: <urn:uuid:r>",
        f"WARC-Profile: http://netpreserve.org/warc/1.0/revisit/{profile}",
        "WARC-Truncated: length",
        "Content-Type: application/http; msgtype=response",
        *headers,
        url=url,
    )


def test_heritrix_writes_dns_and_metadata_and_the_request_behind_its_answer(tmp_path):
    data = members(
        info("Heritrix/3.4.0 http://crawler.archive.org"),
        record("response", b"20210304\nwww 600 IN A 10.1.2.3", "Content-Type: text/dns", url="dns:www.qinghe.gov.cn"),
        response(PAGE, f"WARC-Payload-Digest: {sha1(PAGE)}"),
        record("request", b"GET /nb/1.html HTTP/1.0\r\n\r\n", "WARC-Concurrent-To: <urn:uuid:1>"),
        record("metadata", b"fetchTimeMs: 12\r\n", "Content-Type: application/warc-fields"),
        response(page()[:500], "WARC-Truncated: time", url=f"{URL}?cut", record_id="<urn:uuid:2>"),
    )
    (tmp_path / "h.warc.gz").write_bytes(data)
    taken = ingest(tmp_path / "a", tmp_path / "h.warc.gz")
    assert [row[0] for row in snapshots(tmp_path / "a")] == [URL]
    assert taken.tally.skipped == {"no_capture": 2, "cut_short": 1}
    (warc,) = (tmp_path / "a" / "warc").iterdir()
    assert b"GET /nb/1.html HTTP/1.0" in gzip.decompress(warc.read_bytes())


def test_revisits_find_what_they_repeat_in_any_order_of_the_files(tmp_path):
    original = members(info("Heritrix/3.4.0"), response(PAGE, f"WARC-Payload-Digest: {sha1(PAGE)}"))
    later = "WARC-Date: 2022-03-04T05:06:07Z"
    by_time = (later, f"WARC-Refers-To-Target-URI: {URL}", f"WARC-Refers-To-Date: {AT}")
    by_digest = ("WARC-Date: 2023-03-04T05:06:07Z", f"WARC-Payload-Digest: {sha1(PAGE)}")
    lost = ("WARC-Refers-To: <urn:uuid:9>", f"WARC-Payload-Digest: {sha1(b'other')}", "WARC-Date: 2023-05-04T05:06:07Z")
    repeats = members(
        info("Heritrix/3.4.0"),
        heritrix_revisit("identical-payload-digest", *by_time),
        heritrix_revisit("identical-payload-digest", *by_digest),
        heritrix_revisit("identical-payload-digest", *lost, url=f"{URL}?other"),
        heritrix_revisit("server-not-modified", "WARC-Date: 2024-03-04T05:06:07Z", status="304 Not Modified"),
    )
    (tmp_path / "1.warc.gz").write_bytes(repeats)
    (tmp_path / "2.warc.gz").write_bytes(original)
    taken = ingest(tmp_path / "a", tmp_path / "1.warc.gz", tmp_path / "2.warc.gz")
    assert taken.tally.skipped == {"unresolved": 1, "not_modified": 1}
    found = rows(tmp_path / "a", "SELECT url, fetched_at, revisit_of FROM snapshots ORDER BY fetched_at")
    assert [(url[:5], at[:4], of) for url, at, of in found] == [
        ("http:", "2021", None),
        ("http:", "2022", 1),
        ("http:", "2023", 1),
    ]
    assert rows(tmp_path / "a", "SELECT first_seen, last_seen FROM reports") == [
        ("2021-03-04T05:06:07.000000Z", "2023-03-04T05:06:07.000000Z")
    ]
    assert findings(tmp_path / "a") == []


def test_a_revisit_finds_what_the_archive_has_from_before(tmp_path):
    (tmp_path / "1.warc.gz").write_bytes(members(response(PAGE)))
    repeat = heritrix_revisit(
        "identical-payload-digest", "WARC-Date: 2022-03-04T05:06:07Z", "WARC-Refers-To: <urn:uuid:1>"
    )
    headless = record("revisit", b"", "WARC-Date: 2023-03-04T05:06:07Z", "WARC-Refers-To: <urn:uuid:1>")
    (tmp_path / "2.warc.gz").write_bytes(members(repeat, headless))
    ingest(tmp_path / "a", tmp_path / "1.warc.gz")
    taken = ingest(tmp_path / "a", tmp_path / "2.warc.gz")
    assert taken.tally.skipped == {"headless": 1}
    assert rows(tmp_path / "a", "SELECT revisit_of FROM snapshots ORDER BY id") == [(None,), (1,)]


def test_common_crawl_undoes_encodings_and_says_so_in_headers_of_its_own(tmp_path):
    """Encoding undone, length rewritten; truncated ones marked. WET files hold conversions only."""
    block = answer(
        PAGE, "X-Crawler-Content-Encoding: gzip", "X-Crawler-Content-Length: 99", f"Content-Length: {len(PAGE)}"
    )
    cc = ("WARC-Identified-Payload-Type: text/html", f"WARC-Payload-Digest: {sha1(PAGE)}")
    asked = record("request", b"GET /nb/1.html HTTP/1.1\r\n\r\n", "WARC-Record-ID: <urn:uuid:q>")
    told = record(
        "response", block, *cc, "Content-Type: application/http; msgtype=response", "WARC-Concurrent-To: <urn:uuid:q>"
    )
    other = response(PAGE, url="http://www.clone.example/1.html")
    (tmp_path / "cc.warc.gz").write_bytes(members(info("Apache Nutch 1.18"), asked, told, other))
    (tmp_path / "cc.warc.wet.gz").write_bytes(members(record("conversion", b"text", "Content-Type: text/plain")))
    taken = ingest(tmp_path / "a", tmp_path / "cc.warc.gz", tmp_path / "cc.warc.wet.gz")
    assert [(row[0], row[3]) for row in snapshots(tmp_path / "a")] == [(URL, len(PAGE))]
    assert taken.tally.strangers == {"www.clone.example": 1}
    assert taken.tally.broken == {"cc.warc.wet.gz": "holds texts taken from pages (WET or WAT), and no page"}


def test_pywb_leaves_the_name_of_an_encoding_that_is_undone(tmp_path):
    """pywb and warcprox: the response before its request, microseconds, addresses that hold what was posted."""
    block = answer(PAGE, "Content-Encoding: br", "Transfer-Encoding: chunked")
    url = f"{URL}?id=3&__wb_method=POST&a=b"
    date = "WARC-Date: 2021-03-04T05:06:07.123456Z"
    kind = "Content-Type: application/http; msgtype=response"
    told = record("response", block, "WARC-Record-ID: <urn:uuid:1>", date, kind, url=url, version="1.1")
    asked = record("request", b"POST / HTTP/1.1\r\n\r\na=b", "WARC-Concurrent-To: <urn:uuid:1>", url=url, version="1.1")
    (tmp_path / "p.warc.gz").write_bytes(members(told, asked))
    ingest(tmp_path / "a", tmp_path / "p.warc.gz")
    found = rows(tmp_path / "a", "SELECT url, fetched_at, bytes, posted IS NOT NULL FROM snapshots")
    assert found == [(f"{URL}?id=3", "2021-03-04T05:06:07.123456Z", len(PAGE), 1)]
    assert rows(tmp_path / "a", "SELECT count(*) FROM reports") == [(1,)]


def test_a_wrong_digest_is_named_and_an_unknown_one_is_counted(tmp_path):
    wrong = response(PAGE, f"WARC-Payload-Digest: {sha1(b'x')}", record_id="<urn:uuid:7>")
    odd = response(page("白鹭镇"), "WARC-Payload-Digest: blake3:abc", url=f"{URL}?2")
    (tmp_path / "d.warc").write_bytes(wrong + odd)
    taken = ingest(tmp_path / "a", tmp_path / "d.warc")
    assert taken.tally.skipped == {"wrong_digest": 1}
    assert taken.tally.unproved == 1
    assert any("<urn:uuid:7>" in line and "contradict its digest" in line for line in taken.told)
    assert [row[0] for row in snapshots(tmp_path / "a")] == [f"{URL}?2"]


def test_what_is_no_report_is_counted_and_with_everything_kept(tmp_path):
    news = b"<html><body><h1>News</h1>" + b"<p>It rained all day long in the valley.</p>" * 40 + b"</body></html>"
    missing = record(
        "response", answer(b"<p>gone</p>", status="404 Not Found"), "Content-Type: application/http;msgtype=response"
    )
    (tmp_path / "n.warc").write_bytes(response(news, url=f"{URL}?n") + missing)
    taken = ingest(tmp_path / "a", tmp_path / "n.warc")
    assert (taken.tally.stored, taken.tally.skipped) == (0, {"not_report": 1, "status": 1})
    taken = ingest(tmp_path / "a", tmp_path / "n.warc", everything=True)
    assert (taken.tally.stored, taken.tally.skipped) == (2, {})
    assert findings(tmp_path / "a") == []


def test_a_file_is_read_with_the_words_of_the_link_that_led_to_it(tmp_path):
    """A list page behind the document that it leads to, as a crawler may write them."""
    listing = '<meta charset="utf-8"><a href="/f/1.txt">白鹭镇2020年政府信息公开工作年度报告</a>'.encode()
    text = record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + b"x" * 50,
                  "Content-Type: application/http", url="http://www.qinghe.gov.cn/f/1.txt")  # fmt: skip
    (tmp_path / "l.warc").write_bytes(text + response(listing, url="http://www.qinghe.gov.cn/list.html"))
    taken = ingest(tmp_path / "a", tmp_path / "l.warc")
    assert taken.jobs[0].hints.link_text == "白鹭镇2020年政府信息公开工作年度报告"
