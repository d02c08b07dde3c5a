"""Captured candidates to reports in the archive, with the files and pictures that hang on them."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from archive.errors import RecordError
from archive.record import Attachment
from tests.archive.captures import town_report
from tests.crawler.scene import HOST, Told, links, no_report, title, usual

PDF = Told(b"%PDF-1.4 made up", "200 OK", ("Content-Type: application/pdf",))
PICTURE = Told(b"\xff\xd8\xff a page of a report")


def attached(*addresses: str, text: str | None = None) -> list[Attachment]:
    return [Attachment(HOST + address, text) for address in addresses]


def test_a_page_whose_report_is_in_a_file_has_the_file_fetched_and_read(scene):
    usual(scene)
    scene.reads("/nb/1.html", no_report("attachment_only", attached("/nb/P01.docx", text="附件.docx")))
    scene.answers("/nb/P01.docx", Told(b"PK\x03\x04"))
    scene.reads("/nb/P01.docx", town_report(1))
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert scene.candidates()["/nb/1.html"] == ("not_report", "attachment_only")
    assert scene.candidates()["/nb/P01.docx"] == ("report", "heading+form")
    hints = {url: hints for url, _, hints in scene.reader.asked}[f"{HOST}/nb/P01.docx"]
    assert hints.link_text


def test_a_file_that_is_gone_is_told(scene):
    usual(scene)
    scene.reads("/nb/1.html", no_report("attachment_only", attached("/nb/P01.docx", text="附件")))
    assert scene.run().reports == 2
    assert scene.candidates()["/nb/P01.docx"] == ("not_taken", "gone")


def test_a_copy_for_downloading_makes_no_second_report(scene):
    usual(scene)
    scene.reads("/nb/1.html", replace(town_report(1), attachments=tuple(attached("/nb/1.pdf", text="年度报告.pdf"))))
    scene.answers("/nb/1.pdf", PDF)
    scene.reads("/nb/1.pdf", town_report(1))
    assert scene.run().reports == 3
    assert len(scene.reports()) == 3


def test_files_that_have_nothing_to_do_with_reports_are_left(scene):
    usual(scene)
    others = [Attachment(f"{HOST}/x/{number}.doc", f"表{number}.doc") for number in range(5)]
    scene.reads("/nb/1.html", replace(town_report(1), attachments=tuple(others)))
    scene.run()
    assert not [path for path in scene.paths if path.startswith("/x/")]


def test_files_of_strangers_are_left_and_told(scene):
    usual(scene)
    scene.reads("/nb/1.html", no_report("attachment_only", [Attachment("http://127.0.0.1/1.doc", "年报.doc")]))
    scene.run()
    assert scene.candidates()["http://127.0.0.1/1.doc"] == ("not_taken", "private_address")


def test_files_are_followed_from_pages_only_and_never_from_files(scene):
    """A file may name others without end."""
    usual(scene)
    scene.reads("/nb/1.html", no_report("attachment_only", attached("/nb/1.doc", text="年报.doc")))
    for number in range(1, 20):
        scene.answers(f"/nb/{number}.doc", Told(b"PK\x03\x04 %d" % number))
        scene.reads(
            f"/nb/{number}.doc", no_report("attachment_only", attached(f"/nb/{number + 1}.doc", text="年报.doc"))
        )
    scene.run()
    assert sum(path.endswith(".doc") for path in scene.paths) == 1


def test_files_without_number_are_not_all_fetched(scene):
    usual(scene)
    many = attached(*(f"/nb/f{number}.doc" for number in range(500)), text="年报.doc")
    scene.reads("/nb/1.html", no_report("attachment_only", many))
    scene.run()
    assert sum("/nb/f" in path for path in scene.paths) < 50


def album(scene, pages: int = 3) -> None:
    usual(scene)
    urls = [f"/nb/W0{number}.jpg" for number in range(pages)]
    scene.reads("/nb/1.html", no_report("pictures_only", attached(*urls)))
    for url in urls:
        scene.answers(url, Told(PICTURE.payload + url.encode()))


def test_a_report_of_pictures_is_read_as_one_document_in_the_order_of_its_page(scene):
    album(scene, 12)
    read = scene.reader.__call__
    bundles = []

    def reading(document, url, content_type, hints, done):
        if document.startswith(b"PK"):
            with ZipFile(BytesIO(document)) as bundle:
                bundles.append([bundle.read(name) for name in bundle.namelist()])
            done((replace(town_report(1), source=replace(town_report(1).source, file="all.zip")),))
        else:
            read(document, url, content_type, hints, done)

    scene.hunt._reports._desk = replace(scene.desk, read=reading)
    assert scene.run().reports == 3
    (pictures,) = bundles
    assert [int(re.findall(rb"W0(\d+)", picture)[0]) for picture in pictures] == list(range(12))
    assert scene.candidates()["/nb/1.html"] == ("report", "heading+form")


@pytest.mark.parametrize("trouble", [Told(b"<h1>404</h1>", "404 Not Found"), "too_large", "timeout"])
def test_with_a_picture_missing_nothing_is_read_and_nothing_invented(scene, trouble):
    album(scene)
    scene.answers("/nb/W01.jpg", trouble)
    outcome = scene.run()
    assert outcome.reports == 2
    assert not [document for _, document, _ in scene.reader.asked if document.startswith(b"PK")]
    assert scene.candidates()["/nb/1.html"] == ("not_report", "pictures_only")


def test_a_bundle_of_several_reports_gives_them_all(scene):
    usual(scene)
    parts = [
        replace(town_report(town), source=replace(town_report().source, file=f"x.zip#{town}.html")) for town in (7, 8)
    ]
    scene.page("/nb/", links(("/nb/x.zip", "青桐县2023年政府信息公开年度报告汇总")), "年报")
    scene.answers("/nb/x.zip", Told(b"PK\x03\x04"))
    scene.reads("/nb/x.zip", *parts, no_report())
    assert scene.run().reports == 2
    assert scene.candidates()["/nb/x.zip"] == ("report", "heading+form")


def test_an_empty_shell_in_the_place_of_a_report_is_told(scene):
    usual(scene)
    scene.reads("/nb/1.html", no_report("empty_shell"))
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason, outcome.reports) == ("incomplete", "needs_rendering", 2)


def test_a_record_that_the_archive_cannot_hold_costs_that_page(scene, monkeypatch):
    usual(scene)
    keep = scene.store.keep

    def refusing(record, snapshot_id, part=""):
        if record.title == title(2):
            raise RecordError("made up")
        return keep(record, snapshot_id, part)

    monkeypatch.setattr(scene.store, "keep", refusing)
    outcome = scene.run()
    assert outcome.reports == 2
    assert "made up" in (outcome.notes or "")
    assert scene.candidates()["/nb/2.html"][0] == "unreadable"


def test_what_a_candidate_turned_out_to_be_is_told(scene):
    usual(scene)
    scene.reads("/nb/1.html", no_report("notice"))
    scene.run()
    assert scene.candidates()["/nb/1.html"] == ("not_report", "notice")


def test_the_same_report_at_two_addresses_counts_once(scene):
    usual(scene, towns=2)
    scene.page("/zwgk/zfxxgk/", links(("/nb/", "政府信息公开年报"), scene.report("/other/1.html", 1)))
    assert scene.run().reports == 2
    assert len(scene.reports()) == 2
