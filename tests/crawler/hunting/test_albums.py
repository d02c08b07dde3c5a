"""Reports published as pictures: taken one by one to one bundle, in the order of the page."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from archive.record import Snapshot
from crawler.hunting import albums
from crawler.hunting.albums import MOST_PICTURES, Album
from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask

PAGE = Errand(Ask("http://a.example/nb.html"), "report", 100)
SNAPSHOT = Snapshot(*(None,) * len(Snapshot.__slots__))


def album(pages: int) -> Album:
    return Album(PAGE, SNAPSHOT, [f"http://a.example/{number}.jpg" for number in range(pages)])


def test_pages_keep_their_order_whatever_the_order_they_come_in():
    book = album(12)
    for number in reversed(range(12)):
        assert not book.is_whole
        book.take(f"http://a.example/{number}.jpg", b"page %d" % number)
    assert book.is_whole
    with ZipFile(BytesIO(book.bundle() or b"")) as bundle:
        assert [bundle.read(name) for name in sorted(bundle.namelist())] == [b"page %d" % n for n in range(12)]


@pytest.mark.parametrize("missing", [None, b""])
def test_half_a_report_is_none(missing):
    book = album(2)
    book.take("http://a.example/0.jpg", b"page")
    book.take("http://a.example/1.jpg", missing)
    assert book.is_whole
    assert book.bundle() is None


def test_pictures_beyond_measure_are_no_report(monkeypatch):
    monkeypatch.setattr(albums, "_LARGEST", 10)
    book = album(2)
    for url in book.urls:
        book.take(url, b"123456")
    assert book.bundle() is None


def test_the_bundle_of_the_same_pictures_has_the_same_bytes():
    bundles = set()
    for _ in range(2):
        book = album(1)
        book.take("http://a.example/0.jpg", b"page")
        bundles.add(book.bundle())
    assert len(bundles) == 1


def test_a_report_of_usual_length_fits():
    assert MOST_PICTURES >= 12
