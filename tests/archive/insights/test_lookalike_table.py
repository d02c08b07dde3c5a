"""Reports kept, changed and lost to the pairs that the archive tells of."""

import pytest

from archive.insights.lookalike_table import read_words, renew_lookalikes, stale_reports
from tests.archive.captures import findings, keep
from tests.archive.insights.made import OTHER, text, town_record

TOWNS = {"麦岭镇": "990106101", "谷溪镇": "990106102", "柳河乡": "990106203"}


def reads(store, town, said=None, *, year=2024, code=None):
    record = town_record(town, code or TOWNS[town], year, said)
    return keep(store, record, f"http://example.cn/{code or TOWNS[town]}/{year}")


def renew(store):
    return renew_lookalikes(store, lambda _: None)


def pairs(store):
    """Towns and years to kind and name left in."""
    rows = store.query(
        "SELECT one.township, one.year, other.township, other.year, kind, left_in FROM lookalikes "
        "JOIN reports AS one ON one.id = report_id JOIN reports AS other ON other.id = other_report_id"
    )
    return {frozenset([(a, b), (c, d)]): (kind, name) for a, b, c, d, kind, name in rows}


def pair(one, other, year=2024, other_year=2024):
    return frozenset([(one, year), (other, other_year)])


def test_alike_reports_are_paired_and_others_are_not(store, tmp_path):
    reads(store, "麦岭镇")
    reads(store, "麦岭镇", year=2023)
    reads(store, "谷溪镇", text("谷溪镇").replace("谷溪镇还请", "麦岭镇还请"))
    reads(store, "柳河乡", text("柳河乡", sentences=OTHER))
    done = renew(store)
    assert (done.reports, done.pairs) == (4, 3)
    assert pairs(store) == {
        pair("麦岭镇", "谷溪镇"): ("near_text", "麦岭镇"),
        pair("麦岭镇", "谷溪镇", 2023): ("near_text", "麦岭镇"),
        pair("麦岭镇", "麦岭镇", 2023): ("year_before", None),
    }
    store.flush()
    assert findings(tmp_path) == []


def test_only_what_has_changed_is_compared_again(store):
    reads(store, "麦岭镇")
    reads(store, "谷溪镇")
    assert renew(store).reports == 2
    assert renew(store).reports == 0
    before = pairs(store)
    reads(store, "柳河乡")
    assert renew(store).reports == 1
    assert before.items() < pairs(store).items()
    assert len(pairs(store)) == 3


SHARED = "麦岭镇认真张贴的公开栏由县里拍照,发给每个村会计看过三遍。"


def test_a_county_paragraph_that_many_share_accuses_nobody(store):
    """Towns take a paragraph over from the county, in which one of them is named."""
    for town in TOWNS:
        reads(store, town, f"{text(town)}\n{SHARED}")
    renew(store)
    assert [*pairs(store).values()] == [("near_text", None)] * 3


def test_what_was_told_is_taken_back_when_a_third_body_says_the_same(store, tmp_path):
    reads(store, "麦岭镇", f"{text()}\n{SHARED}")
    reads(store, "谷溪镇", f"{text('谷溪镇')}\n{SHARED}")
    renew(store)
    assert pairs(store) == {pair("麦岭镇", "谷溪镇"): ("near_text", "麦岭镇")}
    reads(store, "柳河乡", f"{text('柳河乡', sentences=OTHER)}\n{SHARED}")
    assert renew(store).pairs == 1
    assert pairs(store) == {pair("麦岭镇", "谷溪镇"): ("near_text", None)}
    store.flush()
    assert findings(tmp_path) == []


def test_what_is_told_is_how_many_pairs_the_table_holds(store, monkeypatch):
    """A pair is found from both sides, and in parts of the whole."""
    monkeypatch.setattr("archive.insights.lookalike_table._AT_ONCE", 1)
    for town in TOWNS:
        reads(store, town)
    assert renew(store).pairs == len(pairs(store)) == 3
    reads(store, "柳河乡", text("柳河乡", sentences=OTHER))
    assert renew(store).pairs == len(pairs(store)) == 1
    assert renew(store).pairs == 1


def test_an_edited_report_loses_its_pairs_and_finds_others(store):
    """The town is told that it left a name in, and writes its own report."""
    reads(store, "麦岭镇")
    reads(store, "谷溪镇")
    reads(store, "柳河乡", text("柳河乡", sentences=OTHER))
    renew(store)
    assert pairs(store).keys() == {pair("麦岭镇", "谷溪镇")}
    reads(store, "谷溪镇", text("谷溪镇", sentences=OTHER))
    assert renew(store).reports == 1
    assert pairs(store).keys() == {pair("谷溪镇", "柳河乡")}


def test_a_report_that_is_no_more_takes_its_rows_with_it(store):
    reads(store, "麦岭镇")
    reads(store, "谷溪镇")
    renew(store)
    with store.changing() as connection:  # as when two reports prove to be one
        connection.execute("UPDATE reports SET identified = 0 WHERE township = '谷溪镇'")
    assert renew(store).reports == 0
    assert pairs(store) == {}
    assert store.query("SELECT count(*) FROM sketches") == [(1,)]


def test_another_rule_makes_all_sketches_anew(store, monkeypatch):
    reads(store, "麦岭镇")
    renew(store)
    monkeypatch.setattr("archive.insights.lookalike_table.RULE", "0")
    assert len(stale_reports(store.query)) == 1


def test_a_model_that_many_use_is_a_few_pairs_each(store):
    for number in range(30):
        reads(store, f"第{number}镇", code=f"990106{300 + number}")
    renew(store)
    count = len(pairs(store))
    assert 30 * 5 / 2 <= count <= 30 * 5
    assert store.query(
        "SELECT count(*) FROM (SELECT report_id FROM lookalikes UNION SELECT other_report_id FROM lookalikes)"
    ) == [(30,)]


def test_what_is_broken_off_is_done_the_next_time(store, monkeypatch):
    for number in range(6):
        reads(store, f"第{number}镇", code=f"990106{300 + number}")
    monkeypatch.setattr("archive.insights.lookalike_table._AT_ONCE", 2)
    told = []

    def breaks(line):
        told.append(line)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew_lookalikes(store, breaks)
    assert told == ["2 of 6 reports compared", "4 of 6 reports compared"]
    assert renew(store).reports == 2
    assert len(pairs(store)) == 15


def test_words_of_a_report_whose_year_is_not_known_are_not_read(store):
    reads(store, "麦岭镇")
    assert len(list(read_words(store.query, [1]))) == 1
    with store.changing() as connection:
        connection.execute("UPDATE reports SET year = NULL")
    assert list(read_words(store.query, [1])) == []
