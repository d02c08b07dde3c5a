"""WACZ files: records copied unchanged, an index that points at them, digests over all, and refusal of what is damaged."""

import gzip
import hashlib
import io
import json
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.database import open_for_reading
from archive.errors import WarcError
from archive.export import wacz
from archive.export.wacz import write_wacz
from archive.selection import Selection
from archive.store import Store
from tests.archive.captures import exchange, keep, town_report

URL = "http://www.qingtong.example/town/{}.html"


@pytest.fixture
def folder(tmp_path):
    with Store(tmp_path, roll_bytes=20_000) as store:
        store.capture(exchange("http://www.qingtong.example/", b"<p>home: proves no report"))
        for town in range(1, 7):
            keep(store, town_report(town, 2023 + town % 2), URL.format(town))
        keep(store, town_report(1, 2024), URL.format(1))  # the same bytes on another night
        keep(store, town_report(2, 2023), "http://www.qingtong.example/again/2.html")  # and at another address
    return tmp_path


@pytest.fixture
def packed(folder):
    opened = []

    def pack(selection=Selection()):  # noqa: B008  a frozen dataclass
        found = written(folder, selection)
        opened.extend(ZipFile(folder / f"{n}.wacz") for n in range(1, len(found) + 1))
        return found, opened

    yield pack
    for bundle in opened:
        bundle.close()


def written(folder, selection=Selection()):  # noqa: B008  a frozen dataclass
    connection = open_for_reading(folder).conn
    try:
        return list(write_wacz(connection, folder / "warc", selection, lambda n: folder / f"{n}.wacz"))
    finally:
        connection.close()


def index_of(bundle):
    lines = gzip.decompress(bundle.read("indexes/index.cdx.gz")).decode().splitlines()
    return [json.loads(line.split(" ", 2)[2]) for line in lines]


def test_each_record_is_the_very_one_of_the_archive(folder, packed):
    _, (bundle,) = packed()
    ours = b"".join(path.read_bytes() for path in sorted((folder / "warc").iterdir()))
    warc = bundle.read("archive/nianbao.warc.gz")
    found = index_of(bundle)
    assert len(found) == 8
    for one in found:
        start, length = int(one["offset"]), int(one["length"])
        assert warc[start : start + length] in ours
        assert one["recordDigest"] == f"sha256:{hashlib.sha256(warc[start : start + length]).hexdigest()}"


def test_another_reader_of_warc_files_finds_every_report_with_its_request(folder, packed):
    _, (bundle,) = packed()
    kinds = []
    for record in ArchiveIterator(io.BytesIO(bundle.read("archive/nianbao.warc.gz")), check_digests="raise"):
        kinds.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
        record.content_stream().read()
    assert [kind for kind, _ in kinds].count("request") == 8
    assert {url for kind, url in kinds if kind == "response"} == {URL.format(town) for town in range(1, 7)}
    assert [kind for kind, _ in kinds].count("revisit") == 2
    assert "http://www.qingtong.example/" not in {url for _, url in kinds}


def test_a_selection_brings_what_its_repeats_repeat(folder, packed):
    _, (bundle,) = packed(Selection(years=((2023, 2023),)))
    assert {one["url"] for one in index_of(bundle)} == {
        *(URL.format(town) for town in (2, 4, 6)),
        "http://www.qingtong.example/again/2.html",
    }
    mimes = {one["url"]: one["mime"] for one in index_of(bundle)}
    assert mimes["http://www.qingtong.example/again/2.html"] == "warc/revisit"


def test_nothing_selected_is_a_file_without_captures(folder, packed):
    (found,), (bundle,) = packed(Selection(years=((1999, 1999),)))
    assert (found.captures, found.pages) == (0, 0)
    assert index_of(bundle) == []


def test_the_pages_are_the_reports(folder, packed):
    _, (bundle,) = packed()
    head, *pages = map(json.loads, bundle.read("pages/pages.jsonl").decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert len(pages) == 8
    assert all(page["title"].endswith("年政府信息公开工作年度报告") for page in pages)


def test_the_digests_tell_of_every_file(folder, packed):
    _, (bundle,) = packed()
    package = bundle.read("datapackage.json")
    digest = json.loads(bundle.read("datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(package).hexdigest()}"
    told = {one["path"]: (one["hash"], one["bytes"]) for one in json.loads(package)["resources"]}
    there = set(bundle.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    assert told.keys() == there
    for path, (sha256, size) in told.items():
        content = bundle.read(path)
        assert (sha256, size) == (f"sha256:{hashlib.sha256(content).hexdigest()}", len(content))


def test_the_warc_file_lies_where_its_header_in_the_list_of_files_says(folder, packed):
    _, (bundle,) = packed()
    about = bundle.getinfo("archive/nianbao.warc.gz")
    start = about.header_offset + 30 + len(about.filename) + len(about.extra)  # as players reckon
    assert (folder / "1.wacz").read_bytes()[start : start + 3] == b"\x1f\x8b\x08"
    assert about.compress_type == 0


def test_what_is_too_much_for_one_file_goes_into_the_next(packed, monkeypatch):
    monkeypatch.setattr(wacz, "_MOST_BYTES", 10_000)
    found, bundles = packed()
    assert len(found) > 1
    assert sum(one.captures for one in found) == 8
    assert sum(len(index_of(bundle)) for bundle in bundles) == 8


def test_a_damaged_record_is_named_and_not_handed_on(folder):
    path = min((folder / "warc").iterdir())
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(data)
    with pytest.raises(WarcError, match="damaged"):
        written(folder)


def test_a_missing_file_is_named(folder):
    min((folder / "warc").iterdir()).unlink()
    with pytest.raises(WarcError, match="is missing"):
        written(folder)
