"""Zips as people and portals pack them, and as nobody should, to the files in them."""

import random
import zipfile

import pytest

from pipelines.document import UnreadableError
from pipelines.reading.files.bundle import members, natural_order
from tests.pipelines.packing import locked, office, zipped, zipped_as_windows_does


def names(data: bytes) -> list[str]:
    return [member.name for member in members(data)]


def failure(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        list(members(data))
    return caught.value


def test_files_come_in_their_order_with_their_bytes():
    data = zipped({"b.txt": b"two", "a/": b"", "a/c.txt": b"three"})
    assert [(member.name, member.data, member.error) for member in members(data)] == [
        ("b.txt", b"two", None),
        ("a/c.txt", b"three", None),
    ]


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_names_that_do_not_say_their_charset_are_chinese(charset):
    """Windows packs in its own charset, macOS in UTF-8 without saying so."""
    data = zipped_as_windows_does({"柳泉镇/年报.docx": b"1", "附件.xls": b"2"}, charset)
    assert names(data) == ["柳泉镇/年报.docx", "附件.xls"]


def test_names_that_say_their_charset_are_believed():
    assert names(zipped({"柳泉镇年报.docx": b"1"})) == ["柳泉镇年报.docx"]


def test_what_systems_leave_behind_is_passed_over():
    junk = ["__MACOSX/._a.docx", ".DS_Store", "x/Thumbs.db", "desktop.ini", "~$a.docx", ".git/a.txt"]
    assert names(zipped(dict.fromkeys([*junk, "a.docx"], b"x"))) == ["a.docx"]


def test_a_name_that_leads_elsewhere_is_only_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert names(zipped({"../../evil.txt": b"x", "/etc/evil.txt": b"y"})) == ["../../evil.txt", "/etc/evil.txt"]
    assert list(tmp_path.iterdir()) == []


def test_a_zip_in_a_zip_is_looked_into_once_and_an_office_file_is_one_file():
    inner = zipped({"b.docx": office("word/document.xml"), "deep.zip": zipped({"c.txt": b"x"})})
    found = {member.name: member.error and member.error.kind for member in members(zipped({"a.zip": inner}))}
    assert found == {"a.zip/b.docx": None, "a.zip/deep.zip": "unsupported"}


def test_a_damaged_zip_in_a_zip_costs_only_itself():
    inner = zipped({"b.txt": b"x"})[:-10]
    found = [
        (member.name, member.error and member.error.kind) for member in members(zipped({"a.zip": inner, "c": b"x"}))
    ]
    assert found == [("a.zip", "damaged"), ("c", None)]


def test_a_file_with_a_password_says_so():
    (member,) = members(locked(zipped({"a.docx": b"x"})))
    assert member.error is not None
    assert member.error.kind == "encrypted"


def test_a_file_that_does_not_unpack_costs_only_itself():
    data = bytearray(zipped({"a.txt": b"x" * 100, "b.txt": b"y"}))
    data[data.index(b"a.txt") + 5] ^= 0xFF
    assert [member.error and member.error.kind for member in members(bytes(data))] == ["damaged", None]


def test_a_way_of_packing_that_python_does_not_know():
    data = bytearray(zipped({"a.txt": b"x" * 100}))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 9  # Deflate64, as Windows uses for large files
    (member,) = members(bytes(data))
    assert member.error is not None
    assert member.error.kind == "unsupported"


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_costs_only_itself_and_is_not_unpacked(packing):
    data = zipped({"bomb.txt": bytes(20_000_000), "a.txt": b"x"}, packing)
    bomb, other = members(data)
    assert bomb.error is not None
    assert (bomb.error.kind, bomb.data, other.data) == ("too_large", b"", b"x")


def test_a_small_file_of_blanks_is_no_bomb():
    assert [member.error for member in members(zipped({"a.txt": b" " * 900_000}))] == [None]


def test_a_lie_about_the_size_is_not_believed():
    data = zipped({"a.txt": bytes(3_000_000)})
    size = (3_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    (member,) = members(data.replace(size, (10).to_bytes(4, "little")))
    assert member.error is not None


def test_more_files_than_any_bundle_has():
    assert failure(zipped({f"{number}.txt": b"" for number in range(2001)})).kind == "too_large"
    inner = zipped({f"{number}.txt": b"" for number in range(1500)})
    assert failure(zipped({"a.zip": inner, "b.zip": inner})).kind == "too_large", "those inside count too"


def test_more_bytes_than_any_bundle_has():
    part = random.Random(7).randbytes(26_000_000)
    assert failure(zipped({f"{number}.bin": part for number in range(4)}, zipfile.ZIP_STORED)).kind == "too_large"


@pytest.mark.parametrize("data", [b"PK\x03\x04", zipped({"a.txt": b"x" * 5000})[:-20], b"PK\x05\x06" + b"\0" * 5])
def test_a_zip_that_is_cut_short(data):
    assert failure(data).kind == "damaged"


def test_an_empty_zip_has_no_files():
    assert names(zipped({})) == []


def test_numbers_in_names_count_as_numbers():
    pages = ["page10.jpg", "page2.jpg", "Page1.jpg", "第3页.jpg", "b/1.jpg", "9" * 50 + ".jpg"]
    assert sorted(pages, key=natural_order)[1:4] == ["b/1.jpg", "Page1.jpg", "page2.jpg"]
