"""Alike reports of a made-up archive to the list of pairs, and two of them side by side."""

import pytest

from archive.insights.lookalike_table import renew_lookalikes
from archive.web.asking import Asked, BadRequestError, NotThereError
from archive.web.language import Words
from archive.web.links import Links
from archive.web.pages.lookalikes import PAGES
from archive.web.rendering import render
from tests.archive.captures import keep
from tests.archive.insights.made import OTHER, text, town_record
from tests.archive.web.shown import connection, html, look

LIST, PAIR = PAGES
LEFT = text("谷溪镇").replace("谷溪镇还请", "麦岭镇还请")


@pytest.fixture
def alike(store):
    """谷溪镇 took over what 麦岭镇 wrote, which took it over from its own year before."""
    for number, record in enumerate(
        [
            town_record(year=2023),
            town_record(),
            town_record("谷溪镇", "990106102", said=LEFT),
            town_record("柳河乡", "990106203", said=text("柳河乡", sentences=OTHER)),
        ]
    ):
        keep(store, record, f"http://example.cn/{number}")
    renew_lookalikes(store, lambda _: None)
    return store


def two(store, one, other, language="en"):
    links = Links(language, lambda path: path, "archive")
    request = Asked(Words(language), links, {"one": str(one), "other": str(other)}, {}, store._warc_folder, "/other")
    shown = PAIR.look(connection(store), request)
    return shown, render(PAIR.name, request, shown)


def test_pairs_with_a_name_left_in_stand_first_with_the_words_around_it(alike):
    page = look(LIST, alike)
    assert [(pair.kind, pair.left_in is not None) for pair in page.pairs] == [
        ("near_text", True),
        ("near_text", True),
        ("year_before", False),
    ]
    marked = page.pairs[0].left_in
    assert (marked.holder.issuer, marked.name) == ("麦川县谷溪镇人民政府", "麦岭镇")
    assert marked.after.startswith("还请退休教师")
    assert [(one.kind, one.pairs, one.left_in) for one in page.counts] == [("near_text", 2, 2), ("year_before", 1, 0)]
    for language, words in (("en", "no proof of copying"), ("zh", "雷同不等于抄袭")):
        shown = html(LIST, alike, language)
        assert words in shown
        assert "<mark>麦岭镇</mark>还请" in shown
        assert f"/{language}/lookalikes/2/3" in shown


CASES = (
    ({"kind": "year_before"}, 1),
    ({"left_in": "1"}, 2),
    ({"year": "2023"}, 2),
    ({"year": "2019-2022"}, 0),
    ({"place": "990106102"}, 2),
    ({"place": "谷溪镇", "year": "2024", "left_in": "1"}, 2),
    ({"place": "990107"}, 0),
    ({"page": "2"}, 0),
)


def test_pairs_are_found_from_either_side(alike):
    for asked, count in CASES:
        assert len(look(LIST, alike, **asked).pairs) == count, asked
        html(LIST, alike, "zh", **asked)


def test_what_means_nothing_is_refused(alike):
    for asked in ({"kind": "copied"}, {"left_in": "yes"}, {"page": "0"}):
        with pytest.raises(BadRequestError):
            look(LIST, alike, **asked)


def test_long_lists_are_parted(alike, monkeypatch):
    monkeypatch.setattr("archive.web.pages.lookalikes.ROWS", 2)
    first, second = html(LIST, alike, left_in="", year="2024"), look(LIST, alike, page="2")
    assert 'rel="next" href="/en/lookalikes?year=2024&amp;page=2"' in first
    assert (len(second.pairs), second.has_more) == (1, False)


def test_two_reports_stand_side_by_side_with_what_differs_marked(alike):
    shown, page = two(alike, 3, 2)
    assert [shown.pair.one.issuer, shown.pair.other.issuer] == ["麦川县麦岭镇人民政府", "麦川县谷溪镇人民政府"]
    assert "<mark>谷溪</mark>镇把群众问得最多的" in page
    assert "麦岭镇还请退休教师" in page
    assert shown.same_lines == 4
    assert "两边相同的有 4 行" in two(alike, 2, 3, "zh")[1]


def test_what_is_no_pair_is_not_there(alike):
    with pytest.raises(NotThereError):
        two(alike, 1, 4)
    with alike.changing() as writing:  # gone since the pair was found
        writing.execute("PRAGMA defer_foreign_keys = ON")
        writing.execute("UPDATE lookalikes SET other_report_id = 99 WHERE report_id = 1 AND other_report_id = 2")
    with pytest.raises(NotThereError):
        two(alike, 1, 99)
    assert len(look(LIST, alike).pairs) == 2


def test_what_a_report_says_is_text_and_no_markup(store):
    said = f"{text()}\n<script>alert(1)</script>公开栏换了新的铁皮框子。"
    keep(store, town_record(said=said), "http://example.cn/1")
    keep(store, town_record("谷溪镇", "990106102", said=said.replace("新的", "旧的")), "http://example.cn/2")
    renew_lookalikes(store, lambda _: None)
    assert "<script" not in html(LIST, store)
    assert "<script" not in two(store, 1, 2)[1]


def test_an_archive_without_pairs_says_so(store):
    assert "No reports were found to be alike" in html(LIST, store)
    assert "没有找到" in html(LIST, store, "zh")
