"""Snapshots over the wire: hostile pages are shut off, damaged or foreign places in the WARC files give nothing away."""

import pytest

from archive.store import Store
from tests.archive.captures import damaged_database, exchange
from tests.archive.web.served import served

HOSTILE = (
    b"<html><head><meta http-equiv=refresh content='0;url=http://evil.example/'><base href=http://evil.example/>"
    b"<script>document.title='run'</script></head><body onload=alert(1)><img src=x onerror=alert(1)>"
    b"<form action=http://evil.example/><button>go</button></form><p>&#24180;&#25253;</p></body></html>"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder) as store:
        store.capture(exchange("http://www.example.cn/1.html", HOSTILE, ["Set-Cookie: session=1"]))
        store.capture(exchange("http://www.example.cn/2.pdf", b"%PDF-1.4 made up"))
        store.capture(exchange("http://www.example.cn/3.html", HOSTILE))
        store.capture(exchange("http://www.example.cn/4.html", b"<p>four"))
        store.capture(exchange("http://www.example.cn/5.html", b"<p>five"))
        store.capture(exchange("http://www.example.cn/6.html", b"<p>six"))
    connection = damaged_database(folder)
    connection.execute("UPDATE snapshots SET warc_offset = warc_offset + 1 WHERE id = 4")
    connection.execute("INSERT INTO warc_files VALUES ('../../../etc/passwd', 1, NULL, NULL)")
    connection.execute("UPDATE snapshots SET warc_file = '../../../etc/passwd' WHERE id = 5")
    connection.execute("UPDATE snapshots SET bytes = 1 << 40 WHERE id = 6")
    connection.close()
    with served(folder) as running:
        yield running


def test_a_page_is_shown_in_a_frame_without_any_right(site):
    page = site.get("/en/snapshot/1")
    assert page.status == 200
    assert 'sandbox=""' in page.text
    assert 'src="/-/snapshot/1/view"' in page.text
    assert "script" not in page.headers["content-security-policy"]
    assert "evil.example" not in page.text


def test_the_page_itself_has_no_right_either_when_it_is_opened_alone(site):
    page = site.get("/-/snapshot/1/view")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in page.headers
    assert "<meta" not in page.text
    assert "&#24180;" in page.text


def test_a_repeated_page_is_shown_from_the_capture_it_repeats(site):
    assert site.get("/-/snapshot/3/view").text == site.get("/-/snapshot/1/view").text
    assert '<a href="/en/snapshot/1">' in site.get("/en/snapshot/3").text


def test_the_original_is_a_file_to_keep_whatever_it_is(site):
    page = site.get("/-/snapshot/1/file")
    assert page.body == HOSTILE
    assert page.headers["content-type"] == "application/octet-stream"
    assert page.headers["content-disposition"].startswith("attachment")
    document = site.get("/-/snapshot/2/file")
    assert (document.body, document.headers["content-type"]) == (b"%PDF-1.4 made up", "application/pdf")


def test_a_file_is_not_shown_as_a_page(site):
    assert site.get("/-/snapshot/2/view").status == 404
    assert "iframe" not in site.get("/zh/snapshot/2").text


@pytest.mark.parametrize("number", [4, 5])
def test_what_does_not_lie_where_it_should_is_refused_and_nothing_told_of_it(site, number):
    for path in (f"/-/snapshot/{number}/view", f"/-/snapshot/{number}/file"):
        answer = site.get(path)
        assert answer.status == 502
        assert "passwd" not in answer.text
        assert "root:" not in answer.text
    page = site.get(f"/en/snapshot/{number}")
    assert page.status == 200
    assert "cannot be read" in page.text


def test_what_is_too_large_for_a_reader_is_left_in_its_file(site):
    assert site.get("/-/snapshot/6/file").status == 404
    assert "too large" in site.get("/en/snapshot/6").text


@pytest.mark.parametrize("number", ["7", "0", "999999999999999"])
def test_a_snapshot_that_is_not_there(site, number):
    assert site.get(f"/en/snapshot/{number}").status == 404
    assert site.get(f"/-/snapshot/{number}/view").status == 404


@pytest.mark.parametrize("number", ["9999999999999999", "-1", "1e3", "１", "1/../2", "%00"])
def test_what_is_no_number_leads_nowhere(site, number):
    assert site.get(f"/en/snapshot/{number}").status == 404
    answer = site.get(f"/-/snapshot/{number}/file")
    assert answer.status == 404 or "~" in answer.headers["location"], "Datasette spells odd letters in a way of its own"
