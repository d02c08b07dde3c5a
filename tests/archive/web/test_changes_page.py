"""Nights of a made-up archive to the page of changes and its feed."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from archive.web.asking import BadRequestError
from archive.web.files import feed
from archive.web.pages import changes
from archive.web.pages.changes import PAGES, newest
from tests.archive.captures import town_report
from tests.archive.changes.nights import PAGE, REPORT, TWIN, Nights, counts, says
from tests.archive.web.served import served
from tests.archive.web.shown import asked, connection, html, look

(CHANGES,) = PAGES
EDITED = says("另公开3条。")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def nights(store):
    return Nights(store)


def edited_and_gone(nights):
    with nights.night():
        nights.reads(REPORT)
        nights.reads(town_report(2), TWIN)
    with nights.night():
        nights.reads(counts(7, EDITED))
    with nights.night() as run:
        nights.gone(run, TWIN)


def test_the_newest_stand_first_with_what_happened_in_words(nights):
    edited_and_gone(nights)
    gone, edited = look(CHANGES, nights.store).changes
    assert (gone.kind, gone.how, gone.http_status, gone.issuer) == ("vanished", "gone", 404, "青禾县第2镇人民政府")
    assert (edited.kind, edited.texts) == ("edited", ("overview",))
    english, chinese = html(CHANGES, nights.store, "en"), html(CHANGES, nights.store, "zh")
    assert "one cell of the tables, the overview" in english
    assert "表格 1 处、总体情况" in chinese
    assert "the server says that there is no such page (404); not yet confirmed" in english
    assert f"/en/snapshot/{edited.old_snapshot}" in english
    assert f"/en/snapshot/{edited.new_snapshot}" in english


def test_a_changed_cell_is_told_in_the_words_of_the_form_with_both_values(nights):
    edited_and_gone(nights)
    (cell,) = look(CHANGES, nights.store, kind="edited").changes[0].cells
    assert cell.place.row == "一、本年新收政府信息公开申请数量"
    assert cell.place.column == "总计"
    text = html(CHANGES, nights.store)
    assert f"<td>{cell.old.value}</td><td>7</td>" in "".join(text.split("\n"))


def test_a_cell_that_is_left_blank_afterwards_is_not_shown_as_nought(nights):
    cells = tuple(
        replace(cell, value=None, raw="", status="blank") if cell.row == "carried_in" else cell for cell in REPORT.cells
    )
    with nights.night():
        nights.reads(REPORT)
    with nights.night():
        nights.reads(replace(REPORT, cells=cells, text=f"{REPORT.text}空白"))
    change = look(CHANGES, nights.store).changes[0]
    assert {cell.new.status for cell in change.cells} == {"blank"}
    assert "left blank, which is not nought" in html(CHANGES, nights.store)


def test_an_edit_leads_to_both_versions_side_by_side(nights):
    edited_and_gone(nights)
    edited = look(CHANGES, nights.store, kind="edited").changes[0]
    ids = [row[0] for row in connection(nights.store).execute(_VERSIONS, (edited.report_id,))]
    assert list(edited.versions) == ids
    assert f"/en/report/{edited.report_id}/versions/{ids[0]}/{ids[1]}" in html(CHANGES, nights.store)


_VERSIONS = "SELECT id FROM versions WHERE report_id = ? ORDER BY first_seen"


def test_unasked_it_is_the_last_days_of_the_archive_not_of_today(nights):
    with nights.night():
        nights.reads(REPORT)
    with nights.night():
        nights.reads(EDITED)
    nights.number = 50
    with nights.night():
        nights.reads(town_report(3), TWIN)
    shown = look(CHANGES, nights.store)
    assert shown.period.until.isoformat() == "2025-03-22"
    assert shown.period.since.isoformat() == "2025-02-20"
    assert (shown.period.is_default, shown.changes) == (True, ())
    assert len(look(CHANGES, nights.store, since="2025-02-01").changes) == 1


def test_nights_with_too_many_captures_shorten_what_is_shown_unasked(nights, monkeypatch):
    monkeypatch.setattr(changes, "_USUAL_CAPTURES", 150)
    for day in range(3):
        nights.number = 1 + 5 * day
        with nights.night():
            nights.reads(REPORT)
    connection(nights.store).execute("UPDATE runs SET pages = 100")
    shown = look(CHANGES, nights.store)
    assert (shown.period.since.isoformat(), shown.period.is_cut) == ("2025-02-11", True)
    assert "Not all days were looked through" in html(CHANGES, nights.store)


def test_the_days_asked_for_are_whole_days_in_china_the_last_included(nights):
    edited_and_gone(nights)  # each at two in the morning in China, which is the day before in Greenwich
    days = {"since": "2025-02-02", "until": "2025-02-02"}
    assert [one.kind for one in look(CHANGES, nights.store, **days).changes] == ["edited"]


def test_a_place_and_a_kind_leave_the_others_out(nights):
    edited_and_gone(nights)
    assert [one.kind for one in look(CHANGES, nights.store, place="990101002").changes] == ["vanished"]
    assert [one.kind for one in look(CHANGES, nights.store, place="第1镇").changes] == ["edited"]
    assert look(CHANGES, nights.store, place="白鹭镇").changes == ()
    assert [one.kind for one in look(CHANGES, nights.store, kind="vanished").changes] == ["vanished"]


def test_long_lists_go_on_on_the_next_page_and_end_with_a_day_to_go_on_from(nights, monkeypatch):
    monkeypatch.setattr(changes, "ROWS", 2)
    monkeypatch.setattr(changes, "MOST_EVENTS", 4)
    for number in range(6):
        with nights.night(after=timedelta(days=1)):
            nights.reads(says(f"另公开{number}条。"))
    first, second = (look(CHANGES, nights.store, page=page) for page in "12")
    assert (len(first.changes), first.has_more) == (2, True)
    assert first.changes[1].at > second.changes[0].at
    assert (second.has_more, second.older_until) == (False, "2025-02-03")
    assert 'href="/en/changes?until=2025-02-03"' in html(CHANGES, nights.store, page="2")


@pytest.mark.parametrize(
    "asks", [{"since": "soon"}, {"since": "2025-02-02", "until": "2025-02-01"}, {"since": "9999-12-31"}]
)
def test_days_that_mean_nothing_are_refused(nights, asks):
    edited_and_gone(nights)
    with pytest.raises(BadRequestError):
        look(CHANGES, nights.store, **asks)


def test_an_archive_without_captures_says_so(store):
    assert "Nothing has been captured yet" in html(CHANGES, store)


def test_the_feed_is_atom_with_addresses_in_full_and_the_newest_first(nights, tmp_path):
    edited_and_gone(nights)
    nights.store.flush()
    with served(tmp_path) as site:
        answer = site.get("/zh/changes.atom?kind=edited")
        refused = site.get("/zh/changes.atom?since=%00")
        hostile = site.get("/en/changes?place='; DROP TABLE reports--")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.text)
    assert root.find(f"{ATOM}id").text == f"{site.base}/zh/changes.atom?kind=edited"
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "改动: 青禾县第1镇人民政府 2024"
    assert entry.find(f"{ATOM}link").get("href").startswith(f"{site.base}/zh/report/")
    assert entry.find(f"{ATOM}updated").text.startswith("2025-02-01T18:00")
    assert (refused.status, refused.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert hostile.status == 200


def test_entries_of_the_feed_keep_their_ids_and_hold_no_character_that_xml_forbids(nights):
    """Control characters come out of old Word files."""
    town = town_report(2)
    spoilt = replace(town, issuer=replace(town.issuer, name="青禾县\x0b第2镇<人民政府"))
    for record in (spoilt, says("另公开3条。", spoilt)):
        with nights.night():
            nights.reads(record, PAGE)
    question = asked()
    found = newest(connection(nights.store), question)
    one, other = (feed.atom(found, question, base.__add__) for base in ("http://a.example", "http://b.example"))
    ids = [ET.fromstring(text).find(f"{ATOM}entry/{ATOM}id").text for text in (one, other)]
    assert ids[0] == ids[1]
    assert "青禾县\ufffd第2镇&lt;人民政府" in one
