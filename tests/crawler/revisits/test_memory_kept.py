"""What a memory keeps of captures and reports: what tells that an address still holds, and which reports nothing led to."""

import pytest

from crawler.hunting.errand import errand_to
from tests.crawler.revisits.errands import errand
from tests.crawler.scene import GONE, HOST, Scene, Told, html, links

TAGS = ('ETag: "a"', "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT")


# what tells that an address still holds


def tagged(scene: Scene, *tags: str) -> None:
    body = html(links(("/nb/1.html", "x"))).encode()
    scene.answers("/nb/", Told(body, headers=tags))
    scene.later(1, "all")
    scene.run()
    scene.later(1)


@pytest.mark.parametrize("tags", [TAGS, TAGS[:1], TAGS[1:], ()])
def test_the_validators_are_those_of_the_last_capture(county, tags):
    tagged(county, *tags)
    values = [tag.partition(": ")[2] for tag in TAGS]
    expected = tuple(value if tag in tags else None for tag, value in zip(TAGS, values, strict=True))
    assert county.memory.validators(errand("/nb/", "column")) == expected
    assert county.memory.validators(errand("/nb/7.html")) == (None, None)


def test_the_second_try_asks_without_validators(county):
    tagged(county, *TAGS)
    assert county.memory.validators(errand("/nb/", "column").again()) == (None, None)


def test_an_error_page_has_no_validators_and_is_no_original(county):
    county.answers("/nb/", Told(b"<h1>403 Forbidden</h1>", "403 Forbidden", TAGS))
    county.later(1, "all")
    county.run()
    county.later(1)
    assert county.memory.validators(errand("/nb/", "column")) == (None, None)
    assert county.memory.original(errand("/nb/", "column")) is None


def test_after_a_word_that_it_holds_the_original_and_its_validators_stay(county):
    tagged(county, *TAGS)
    county.answers("/nb/", Told(b"", "304 Not Modified"))
    county.run()
    county.later(1)
    original = county.memory.original(errand("/nb/", "column"))
    assert original
    assert b"/nb/1.html" in original.exchange.payload
    assert county.memory.validators(errand("/nb/", "column"))[0] == '"a"'


# reports that nothing led to


def met(*paths: str) -> set[str]:
    return {f"www.qingtong.example{path}" for path in paths}


def test_reports_that_nothing_led_to_are_told(county):
    county.later(1)
    unmet = list(county.memory.unmet(met("/nb/1.html"), set()))
    assert [one.url for one in unmet] == [f"{HOST}/nb/2.html", f"{HOST}/nb/3.html"]
    assert errand_to(unmet[0]).parent == f"{HOST}/nb/"


def test_a_file_below_a_report_page_that_was_not_read_is_taken_to_be_there(county):
    county.report("/nb/1.html", 1, beside='<p>附件：<a href="/nb/1.pdf">年报.pdf</a></p>')
    county.answers("/nb/1.pdf", Told(b"%PDF-1.4 one"))
    county.reads("/nb/1.pdf", *county.reader.records[f"{HOST}/nb/1.html"])
    county.later(1, "all")
    assert county.run().reports == 3
    county.later(1)
    pages = met(*(f"/nb/{town}.html" for town in (1, 2, 3)))
    assert list(county.memory.unmet(pages, set())) == []
    assert [one.url for one in county.memory.unmet(pages, met("/nb/1.html"))] == [f"{HOST}/nb/1.pdf"]


def test_a_vanished_report_is_looked_for_when_its_time_has_come(county):
    county.page("/nb/", links(*(county.report(f"/nb/{town}.html", town) for town in (1, 3))), "年报")
    county.answers("/nb/2.html", GONE)
    county.later(8)
    county.run()
    county.later(0.2)
    assert list(county.memory.gone_and_due()) == []
    county.later(0.8)
    assert [one.url for one in county.memory.gone_and_due()] == [f"{HOST}/nb/2.html"]
    assert f"{HOST}/nb/2.html" not in county.memory.reports
