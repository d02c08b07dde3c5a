"""What is kept of what was read: pages of pictures with their pictures, and no page that is known to be gone."""

from concurrent.futures import Future
from dataclasses import replace

from archive.presence import Gone
from archive.record import Attachment
from archive.standing import Standing
from archive.store import Store
from pipelines.ingest.folder import Folder
from pipelines.workers.job import Job
from tests.archive.captures import findings, rows
from tests.pipelines.ingest.programs import URL, InPlace, answer, ingest, members, page, record, response

HOME = "http://www.qinghe.gov.cn"
TITLE = "青禾县柳泉镇人民政府2020年政府信息公开工作年度报告"
SHOWN = "".join(f'<p><img src="/p/{number}.jpg" width="800" height="1100"></p>' for number in range(2))
OF_PICTURES = (
    f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{SHOWN}</body></html>'
)


class ReaderOfPictures(InPlace):
    """Names the pictures of a page that is nothing else."""

    def submit(self, job: Job):
        (first, *others) = super().submit(job).result()
        if first.reason == "pictures_only":
            shown = tuple(Attachment(f"{HOME}/p/{number}.jpg", None) for number in range(2))
            first = replace(first, attachments=shown)
        future = Future()
        future.set_result((first, *others))
        return future


def picture(number: int) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff%d" % number
    return record("response", block, "Content-Type: application/http", url=f"{HOME}/p/{number}.jpg")


def captured(folder) -> list[str]:
    return [url.rpartition("/")[2] for (url,) in rows(folder, "SELECT url FROM snapshots ORDER BY id")]


def test_the_pictures_of_a_report_are_kept_with_their_page(tmp_path):
    """Pictures before their page, as a browser may ask for them; one that belongs to no report."""
    file = tmp_path / "a.warc.gz"
    file.write_bytes(members(picture(0), picture(1), picture(9), response(OF_PICTURES.encode())))
    taken = ingest(tmp_path / "a", file, reader=ReaderOfPictures)
    assert captured(tmp_path / "a") == ["1.html", "0.jpg", "1.jpg"]
    assert rows(tmp_path / "a", "SELECT part FROM readings ORDER BY part") == [("",), ("pictures",)]
    bundle = taken.jobs[-1]
    assert (bundle.media_type, bundle.url, bundle.hints.link_text) == ("application/zip", URL, TITLE)
    again = ingest(tmp_path / "a", file, reader=ReaderOfPictures)
    assert (again.tally.stored, again.jobs) == (0, [])
    assert findings(tmp_path / "a") == []


def test_pages_of_pictures_wait_for_all_of_them(tmp_path):
    """Half a report would be read as one with empty tables."""
    (tmp_path / "a.warc.gz").write_bytes(members(response(OF_PICTURES.encode()), picture(0)))
    ingest(tmp_path / "a", tmp_path / "a.warc.gz", reader=ReaderOfPictures)
    assert rows(tmp_path / "a", "SELECT part FROM readings") == [("",)]
    (tmp_path / "b.warc.gz").write_bytes(members(response(OF_PICTURES.encode()), picture(0), picture(1)))
    ingest(tmp_path / "a", tmp_path / "b.warc.gz", reader=ReaderOfPictures)
    assert rows(tmp_path / "a", "SELECT count(*) FROM snapshots") == [(3,)]
    assert rows(tmp_path / "a", "SELECT count(*) FROM readings") == [(2,)]


def gone(folder, at: str) -> None:
    with Store(folder) as store:
        run = store.begin_run()
        Standing(store).gone(Gone(URL, at, "gone", 404, None, run))


def test_the_date_of_a_file_brings_no_page_back(tmp_path):
    """A copy of a folder has the date of the copying; that proves nothing about a page that is gone."""
    gone(tmp_path / "a", "2021-01-01T00:00:00.000000Z")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.html").write_bytes(page())
    taken = ingest(tmp_path / "a", pages=[Folder(tmp_path / "in", f"{HOME}/nb/")])
    assert taken.tally.skipped == {"gone_before": 1}
    assert captured(tmp_path / "a") == []


def test_an_older_capture_of_a_page_that_is_gone_leaves_it_gone(tmp_path):
    gone(tmp_path / "a", "2022-01-01T00:00:00.000000Z")
    (tmp_path / "a.warc").write_bytes(response(page()))
    ingest(tmp_path / "a", tmp_path / "a.warc")
    assert rows(tmp_path / "a", "SELECT gone_at FROM sightings") == [("2022-01-01T00:00:00.000000Z",)]
    assert findings(tmp_path / "a") == []


def test_an_answer_of_nothing_is_left_out(tmp_path):
    (tmp_path / "a.warc").write_bytes(record("response", answer(b""), "Content-Type: application/http"))
    assert ingest(tmp_path / "a", tmp_path / "a.warc").tally.skipped == {"empty": 1}
