"""The page of two versions: what differs is told first, both texts stand beside each other, and the work is bounded."""

import time
from dataclasses import replace

import pytest

from archive.record import Cell
from archive.store import Store
from archive.web.asking import NotThereError
from archive.web.drawing.side_by_side import MOST_CHARACTERS, side_by_side
from archive.web.pages.versions import PAGES
from tests.archive.captures import keep, rows
from tests.archive.made_up import form_cells
from tests.archive.web.kept_reports import record
from tests.archive.web.page_trees import text_of, tree_of, words_of

PAGE = PAGES[0]
HOSTILE = "<script>alert(1)</script>\u202e\x07</ins>"


def edited(folder, *texts_or_records):
    """A report with these versions; its number and theirs."""
    with Store(folder) as store:
        for n, one in enumerate(texts_or_records):
            made = record(text=one) if isinstance(one, str) else one
            report_id = keep(store, made, payload=f"{n} {made.text}".encode()).report_id
    return report_id, [row[0] for row in rows(folder, "SELECT id FROM versions ORDER BY first_seen")]


def shown(folder, *texts_or_records, **asked):
    report_id, (old, new) = edited(folder, *texts_or_records)
    return tree_of(folder, PAGE, id=report_id, old=old, new=new, **asked)


def test_words_that_went_and_came_are_marked_as_such(tmp_path):
    tree = shown(tmp_path, "概述。\n全年公开信息12条。\n收费6万元。", "概述。\n全年公开信息15条。\n收费6万元。")
    assert [words_of(one) for one in tree.xpath("//del")] == ["12"]
    assert [words_of(one) for one in tree.xpath("//ins")] == ["15"]
    (differs,) = tree.xpath('//div[contains(@class, "differs")]')
    assert words_of(differs) == "版本 1：全年公开信息12条。 版本 2：全年公开信息15条。"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cells_and_facts_that_differ_come_before_the_texts(tmp_path, language):
    cells = form_cells("2021_revised", "requests")
    old, blank = cells[6], replace(cells[6], value=None, raw="", status="blank")
    twelve = Cell("requests", "carried_out", "total", 12, "12", "number")
    before = record(text="甲。", form="2021_revised", cells=cells, signer="马一")
    after = record(text="乙。", form="2021_revised", cells=(*cells[:6], blank, *cells[7:-1], twelve))
    tree = shown(tmp_path, before, after, language=language)
    tables = [[words_of(row) for row in table.xpath(".//tbody/tr")] for table in tree.xpath("//table")]
    assert len(tables[0]) == 2
    assert old.row == "new_requests"
    assert "空白" in tables[0][0] or "blank" in tables[0][0]
    assert tables[0][1].endswith("0 12") or tables[0][1].split()[-1].endswith("12")
    (signer,) = tables[1]
    assert "马一" in signer


def test_each_side_says_when_and_where_it_was_seen_and_leads_to_its_snapshot(tmp_path):
    tree = shown(tmp_path, "甲。", "乙。")
    old, new = tree.xpath('//section[@class="side"]')
    assert "http://example.cn/1" in words_of(old)
    assert old.xpath(".//a/@href")[-1] == "/zh/snapshot/1"
    assert new.xpath(".//a/@href")[-1] == "/zh/snapshot/2"


def test_both_versions_must_be_of_the_report(tmp_path):
    report_id, (old, new) = edited(tmp_path, "甲。", "乙。")
    with Store(tmp_path) as store:
        other = replace(record(text="丙。"), year=2023)
        keep(store, other, "http://example.cn/2")
    (foreign,) = (row[0] for row in rows(tmp_path, "SELECT id FROM versions WHERE report_id <> ?", report_id))
    for asked in ({"old": old, "new": foreign}, {"old": 99, "new": new}):
        with pytest.raises(NotThereError):
            text_of(tmp_path, PAGE, id=report_id, **asked)
    with pytest.raises(NotThereError):
        text_of(tmp_path, PAGE, id=99, old=old, new=new)


def test_a_version_beside_itself_shows_no_difference(tmp_path):
    report_id, (old, _) = edited(tmp_path, "甲。", "乙。")
    tree = tree_of(tmp_path, PAGE, id=report_id, old=old, new=old)
    assert "同一个版本" in words_of(tree)
    assert not tree.xpath("//ins|//del")


def test_long_stretches_that_are_alike_are_folded():
    lines = [f"第{n}行没有变。" for n in range(50)]
    found = side_by_side(record(text="\n".join([*lines, "共12条。"])), record(text="\n".join([*lines, "共15条。"])))
    assert [(block.folded, len(block.pairs)) for block in found.blocks] == [(True, 47), (False, 4)]


def test_what_stands_outside_of_the_sections_is_compared_too():
    """A section and the opening lines were edited at once."""
    old = record(text="序言甲。\n一、总体情况\n公开12条。", sections={"overview": "公开12条。"})
    new = record(text="序言乙。\n一、总体情况\n公开15条。", sections={"overview": "公开15条。"})
    pairs = [pair for block in side_by_side(old, new).blocks for pair in block.pairs if pair.differs]
    assert ["".join(one.text for one in pair.new or ()) for pair in pairs] == ["序言乙。", "公开15条。"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲" * 1_000_000, "乙" * 1_000_000),  # one endless line
        ("甲乙" * 500_000, "乙甲" * 500_000),
        ("甲。" * 100_000, "乙。" * 100_000),  # as many sentences
        ("甲\n乙\n" * 100_000, "乙\n丙\n甲\n" * 100_000),
        ("1\n" * 200_000, "1 \n2\n" * 200_000),
    ],
)
def test_texts_of_any_size_are_compared_within_bounds(old, new):
    started = time.process_time()
    found = side_by_side(record(text=old), record(text=new))
    assert found.was_cut
    assert time.process_time() - started < 8
    shown_new = "".join(one.text for block in found.blocks for pair in block.pairs for one in pair.new or ())
    assert 0 < len(shown_new) <= MOST_CHARACTERS


def test_hostile_texts_stay_texts(tmp_path):
    report_id, (old, new) = edited(
        tmp_path,
        record(text=f"甲{HOSTILE}。", title=HOSTILE, signer=HOSTILE),
        record(text=f"乙{HOSTILE}。", title="另一题"),
    )
    page = text_of(tmp_path, PAGE, id=report_id, old=old, new=new)
    assert "<script" not in page
    assert page.count("<ins>") == page.count("</ins>")
