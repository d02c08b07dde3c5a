"""WARC files as other programs read them: warcio and FastWARC accept every record, digests included."""

import gzip
import hashlib
import io

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive.errors import WarcError
from archive.store import Store
from archive.warc_scan import read_block, scan
from tests.archive.captures import exchange, findings, rows

PAYLOADS = (b"<p>one</p>", gzip.compress(b"<p>two</p>", mtime=0), b"", bytes(range(256)) * 300, b"<p>one</p>")


@pytest.fixture
def files(tmp_path):
    with Store(tmp_path, roll_bytes=1500) as store:
        store.begin_run()
        for number, payload in enumerate(PAYLOADS):
            packed = ["Content-Encoding: gzip"] if payload.startswith(b"\x1f\x8b") else []
            store.capture(exchange(f"http://example.cn/{number}?a=1&b=2", payload, packed))
    return sorted((tmp_path / "warc").iterdir())


def test_warcio_reads_every_record_and_finds_no_fault(files):
    kinds, payloads = [], []
    for file in files:
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                kinds.append(record.rec_type)
                if record.rec_type == "response":
                    payloads.append(record.raw_stream.read())
                    assert record.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
                    assert record.http_headers.get_statuscode() == "200"
    assert kinds.count("warcinfo") == len(files) > 1
    assert [kind for kind in kinds if kind != "warcinfo"] == ["request", "response"] * 4 + ["request", "revisit"]
    assert payloads == list(PAYLOADS[:4])


def test_the_check_command_of_warcio_passes(files, capsys):
    class Command:
        inputs = [str(file) for file in files]  # noqa: RUF012
        verbose = True

    checker = Checker(Command)
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out


def test_fastwarc_verifies_every_digest(files):
    seen = 0
    for file in files:
        with file.open("rb") as stream:
            for record in FastIterator(stream, parse_http=False):
                assert record.verify_block_digest(), record.record_id
                seen += 1
        with file.open("rb") as stream:
            for record in FastIterator(stream, parse_http=True):
                if record.headers["WARC-Type"] == "response":
                    assert record.verify_payload_digest(), record.record_id
    assert seen == len(files) + 2 * len(PAYLOADS)


def test_each_record_is_one_gzip_member_at_its_place(tmp_path, files):
    places = rows(tmp_path, "SELECT url, warc_file, warc_offset, warc_length FROM snapshots")
    assert len(places) == len(PAYLOADS)
    for url, file, offset, length in places:
        member = (tmp_path / "warc" / file).read_bytes()[offset : offset + length]
        record = next(iter(ArchiveIterator(io.BytesIO(member))))
        assert record.rec_headers.get_header("WARC-Target-URI") == url
        headers, _ = read_block(tmp_path / "warc" / file, offset, length)
        assert headers["warc-target-uri"] == url


def test_a_revisit_names_its_original(files):
    records = []
    for file in files:
        with file.open("rb") as stream:
            records += [dict(record.rec_headers.headers) for record in ArchiveIterator(stream)]
    revisit = next(record for record in records if record["WARC-Type"] == "revisit")
    original = next(
        record
        for record in records
        if record["WARC-Type"] == "response" and record["WARC-Target-URI"] == revisit["WARC-Refers-To-Target-URI"]
    )
    assert revisit["WARC-Refers-To-Date"] == original["WARC-Date"]
    assert revisit["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.cn/\r\nWARC-Type: x",
        "http://example.cn/\n",
        "http://example.cn/年报",
        "",
        " http://example.cn/",
        "http://example.cn/a b",
        "http://example.cn/" + "a" * 9000,
    ],
)
def test_an_address_cannot_break_out_of_its_header(tmp_path, url):
    with Store(tmp_path) as store, pytest.raises(WarcError, match="only printable ASCII without blanks"):
        store.capture(exchange(url))


def test_a_head_that_does_not_end_where_it_says_is_refused(tmp_path):
    from dataclasses import replace

    with Store(tmp_path) as store, pytest.raises(WarcError, match="first blank line"):
        store.capture(replace(exchange("http://example.cn/"), response_head=b"HTTP/1.1 200 OK\r\n\r\nX: y\r\n\r\n"))


def test_what_was_sent_belongs_to_the_answer_that_follows_it_and_to_no_other(tmp_path):
    with Store(tmp_path) as store:
        one, two = (store.capture(exchange("http://example.cn/", body, posted=body)) for body in (b"page=1", b"page=2"))
    (file,) = (tmp_path / "warc").iterdir()
    file.chmod(0o644)
    content, after_one = file.read_bytes(), one.warc_offset + one.warc_length

    def posted(*left_out):
        kept = bytearray(content)
        for start, end in sorted(left_out, reverse=True):
            del kept[start:end]
        file.write_bytes(kept)
        return [record.posted_sha256 for record in scan(file)][1:]

    answer, next_request = (one.warc_offset, after_one), (after_one, two.warc_offset)
    assert posted() == [one.posted, one.posted, two.posted, two.posted]
    assert posted(answer) == [one.posted, two.posted, two.posted]
    assert posted(next_request) == [one.posted, one.posted, None]
    assert posted(answer, next_request) == [one.posted, None]


@pytest.mark.parametrize("body", [b"page=2", b"", b"{}\r\n\r\n{}", "年报".encode("gbk"), bytes(1 << 19)])
def test_the_request_is_stored_with_its_body(tmp_path, body):
    with Store(tmp_path) as store:
        sent = exchange("http://example.cn/", posted=body)
        snapshot = store.capture(sent)
    (file,) = (tmp_path / "warc").iterdir()
    with file.open("rb") as stream:
        (request,) = [
            record.content_stream().read() for record in ArchiveIterator(stream) if record.rec_type == "request"
        ]
    assert request == body
    assert snapshot.posted == (hashlib.sha256(body).hexdigest() if body else None)
    assert findings(tmp_path) == []


def test_a_request_beyond_all_measure_is_refused(tmp_path):
    with Store(tmp_path) as store, pytest.raises(WarcError, match="request is beyond all measure"):
        store.capture(exchange("http://example.cn/", posted=bytes(2 << 20)))


@pytest.mark.parametrize("same_again", [False, True])
def test_the_note_on_the_connection_stands_in_a_header_of_ours(tmp_path, same_again):
    note = "unverified: certificate of 青桐县\r\nWARC-Type: resource"
    with Store(tmp_path) as store:
        if same_again:
            store.capture(exchange("http://example.cn/1"))
        snapshot = store.capture(exchange("http://example.cn/2", transport=note))
        headers, _ = read_block(tmp_path / "warc" / snapshot.warc_file, snapshot.warc_offset, snapshot.warc_length)
    assert headers["warc-type"] == ("revisit" if same_again else "response")
    assert headers["x-nianbao-transport"] == snapshot.transport
    assert snapshot.transport == "unverified: certificate of \\u9752\\u6850\\u53bf WARC-Type: resource"
    assert findings(tmp_path) == []


def test_reading_a_wrong_place_is_an_error(tmp_path, files):
    ((file, offset, length),) = rows(tmp_path, "SELECT warc_file, warc_offset, warc_length FROM snapshots LIMIT 1")
    for wrong_offset, wrong_length in ((offset + 1, length), (offset, length - 1), (offset, length + 5), (10**9, 10)):
        with pytest.raises(WarcError, match=r"warc\.gz at"):
            read_block(tmp_path / "warc" / file, wrong_offset, wrong_length)
