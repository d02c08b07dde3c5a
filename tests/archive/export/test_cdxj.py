"""The index of a WACZ file: keys as players sort them, parts that can be unpacked one by one."""

import gzip
import json

import pytest

from archive.export.cdxj import IndexEntry, lookup_key, packed_index


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.qingtong.gov.cn/", "cn,gov,qingtong)/"),
        ("https://WWW2.qingtong.gov.cn", "cn,gov,qingtong)/"),
        ("http://qingtong.gov.cn:80/a", "cn,gov,qingtong)/a"),
        ("http://qingtong.gov.cn:8080/A.HTML", "cn,gov,qingtong:8080)/a.html"),
        ("http://qingtong.gov.cn/a?fbtime=2024&area=9&area=1", "cn,gov,qingtong)/a?area=1&area=9&fbtime=2024"),
        ("http://qingtong.gov.cn/a?x", "cn,gov,qingtong)/a?x"),
        ("file:///saved/a.html", "file:///saved/a.html"),
    ],
)
def test_an_address_is_looked_up_as_players_do(url, key):
    assert lookup_key(url) == key


def entry(number):
    place = ("text/html", 200, "0" * 64, "1" * 64, "nianbao.warc.gz", number * 10, 10)
    return IndexEntry(f"http://qingtong.gov.cn/{number:05d}", "2025-01-31T02:00:07.123456Z", *place)


def test_every_part_can_be_found_and_unpacked_by_itself():
    index = packed_index(map(entry, reversed(range(5000))))
    head, *parts = index.parts.decode().splitlines()
    assert json.loads(head.removeprefix("!meta 0 "))["format"] == "cdxj-gzip-1.0"
    lines = []
    for part in parts:
        key, moment, rest = part.split(" ", 2)
        place = json.loads(rest)
        found = gzip.decompress(index.lines[place["offset"] : place["offset"] + place["length"]]).decode().splitlines()
        assert found[0].startswith(f"{key} {moment} ")
        lines += found
    assert len(parts) == 3
    assert lines == sorted(lines)
    assert [json.loads(line.split(" ", 2)[2])["offset"] for line in lines] == [str(n * 10) for n in range(5000)]
