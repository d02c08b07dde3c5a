"""Word's old binary files: against the same report as DOCX, against streams made by hand, and broken ones."""

import random
from contextlib import suppress
from struct import pack

import pytest

from pipelines.document import Document, Grid, GridCell, Link, Paragraph, UnreadableError
from pipelines.reading.office import doc, docx
from tests.pipelines.reading.made_up_office import FILES, report_docx
from tests.pipelines.reading.made_up_tables import form_table, grid_of
from tests.pipelines.reading.made_up_word import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    Stored,
    row_layout,
    switch,
    table_row,
    word_streams,
)

REPORT = (FILES / "report.doc").read_bytes()
HEADER = REPORT.index(b"\xec\xa5")  # of the stream that holds the text


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(doc, "to_docx", lambda data, ending: None)


def patched(at: int, content: bytes, data: bytes = REPORT) -> bytes:
    return data[:at] + content + data[at + len(content) :]


def read(*stored: Stored, modifiers=(), data=b"", monkeypatch) -> Document:
    streams = word_streams(stored, modifiers=modifiers, data=data)
    monkeypatch.setattr(doc, "open_word", lambda _: streams)
    return doc.read(b"any")


def test_the_report_reads_as_its_docx_does():
    """Numbered headings, a text box, deleted and hidden text, tables in tables, the official tables with their spans."""
    found = doc.read(REPORT)
    assert found.blocks == docx.read(report_docx()).blocks
    assert found.reader == "doc"
    assert found.links == (Link("http://example.cn/fujian.doc", "附件"),)


def test_official_tables_are_exact():
    grids = [block for block in doc.read(REPORT).blocks if isinstance(block, Grid)]
    assert grid_of(form_table("2021_revised", "requests", 201)) in grids
    assert grid_of(form_table("2021_revised", "review_litigation", 501)) in grids


def test_pieces_of_one_and_two_bytes_in_any_order(monkeypatch):
    """Word saves quickly by adding pieces at the end of the stream."""
    found = read(Stored("公开\r"), Stored("2023 caf\xe9\r", one_byte=True), Stored("年报\r"), monkeypatch=monkeypatch)
    assert found.blocks == (Paragraph("公开"), Paragraph("2023 café"), Paragraph("年报"))


def test_deleted_and_hidden_text_is_gone(monkeypatch):
    found = read(
        Stored("公开", characters=b""),
        Stored("12", characters=DELETED),
        Stored("13条\r"),
        Stored("窗体顶端\r", characters=HIDDEN),
        Stored("受理", characters=switch(0x083C, 0)),
        Stored("7件\r", characters=switch(0x083C, 0x80)),
        monkeypatch=monkeypatch,
    )
    assert found.blocks == (Paragraph("公开13条"), Paragraph("受理7件"))


def test_a_deleted_mark_joins_paragraphs(monkeypatch):
    found = read(Stored("总体"), Stored("\r", characters=DELETED), Stored("情况\r"), monkeypatch=monkeypatch)
    assert found.blocks == (Paragraph("总体情况"),)


def test_modifiers_of_pieces_count(monkeypatch):
    """Short ones name a property and its value, long ones stand before the table of pieces."""
    found = read(
        Stored("甲\x07", modifier=0x18 << 1 | 1 << 8),
        Stored("乙\x07", IN_TABLE),
        Stored("\x07", modifier=0 << 1 | 1),
        Stored("作废", modifier=0x41 << 1 | 1 << 8),
        Stored("有效\r"),
        modifiers=[IN_TABLE + ROW_END + row_layout((0, 1000, 2000))],
        monkeypatch=monkeypatch,
    )
    assert found.blocks == (Grid((GridCell("甲", 0, 0), GridCell("乙", 0, 1))), Paragraph("有效"))


def test_cells_stand_where_their_edges_are(monkeypatch):
    """A label over three columns, a group over two rows, edges that miss each other by a millimetre."""
    found = read(
        *table_row("说明", "数", layout=row_layout((-108, 3000, 4000))),
        *table_row("组", "甲", "1", layout=row_layout((-108, 950, 3050, 4000), (3, 0, 0))),
        *table_row("", "乙", "2", layout=row_layout((-100, 1000, 2980, 3990), (1, 0, 0))),
        *table_row("丙", "并入", "3", layout=row_layout((-108, 1000, 3000, 4000), joined=(1,))),
        Stored("完\r"),
        monkeypatch=monkeypatch,
    )
    assert found.blocks[0] == Grid((
        GridCell("说明", 0, 0, colspan=2), GridCell("数", 0, 2),
        GridCell("组", 1, 0, rowspan=2), GridCell("甲", 1, 1), GridCell("1", 1, 2),
        GridCell("乙", 2, 1), GridCell("2", 2, 2),
        GridCell("丙\n并入", 3, 0, colspan=2), GridCell("3", 3, 2),
    ))  # fmt: skip


def test_a_row_without_definition_makes_the_table_inexact(monkeypatch):
    found = read(
        *table_row("甲", "1", layout=row_layout((0, 1000, 2000))),
        *table_row("乙", "2", layout=b""),
        Stored("完\r"),
        monkeypatch=monkeypatch,
    )
    assert found.blocks[0] == Grid(
        (GridCell("甲", 0, 0), GridCell("1", 0, 1), GridCell("乙", 1, 0), GridCell("2", 1, 1)), exact=False
    )


def test_row_definitions_in_the_data_stream_and_later_changes_count(monkeypatch):
    """Definitions of wide tables do not fit on a page; merges may be said after them."""
    layout = row_layout((0, 1000, 2000))
    elsewhere = pack("<HI", 0x646B, 4)
    begins, goes_on = pack("<HBBB", 0xD62B, 2, 0, 3), pack("<HBBB", 0xD62B, 2, 0, 1)
    found = read(
        *table_row("组", "1", layout=elsewhere + begins),
        *table_row("", "2", layout=elsewhere + goes_on),
        Stored("完\r"),
        data=b"\0\0\0\0" + pack("<H", len(layout)) + layout,
        monkeypatch=monkeypatch,
    )
    assert found.blocks[0] == Grid((GridCell("组", 0, 0, rowspan=2), GridCell("1", 0, 1), GridCell("2", 1, 1)))


def test_tables_in_cells_of_a_layout_table_are_tables(monkeypatch):
    inside = IN_TABLE + pack("<Hi", 0x6649, 2)
    inner_row = inside + switch(0x244B) + switch(0x244C) + row_layout((0, 500, 1000))
    found = read(
        Stored("前\r", IN_TABLE),
        Stored("甲\r", inside + switch(0x244B)),
        Stored("1\r", inside + switch(0x244B)),
        Stored("\r", inner_row),
        Stored("后\x07", IN_TABLE),
        Stored("\x07", IN_TABLE + ROW_END + row_layout((0, 9000))),
        Stored("完\r"),
        monkeypatch=monkeypatch,
    )
    assert found.blocks == (
        Paragraph("前"),
        Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1))),
        Paragraph("后"),
        Paragraph("完"),
    )


def test_fields_give_what_they_come_to(monkeypatch):
    link = '\x13 HYPERLINK "http://example.cn/a.xls" \x01\x14附件\x15'
    found = read(
        Stored(f"见{link}共\x13 PAGE \x13 甲 \x14乙\x15\x14 7 \x15页\r"),
        Stored("\x13 TOC \\o\r"),  # its end is missing
        Stored("正文\x15\r"),
        monkeypatch=monkeypatch,
    )
    assert found.blocks == (Paragraph("见附件共 7 页"), Paragraph("正文"))
    assert found.links == (Link("http://example.cn/a.xls", "附件"),)


def test_signs_of_symbol_fonts_replace_their_brackets(monkeypatch):
    """The text has a bracket where a sign was put in by way of the dialogue."""
    found = read(
        Stored("符"),
        Stored("(", characters=pack("<HHH", 0x6A09, 3, 0x3007)),
        Stored("(", characters=pack("<HHH", 0x6A09, 3, 0xF0FE)),
        Stored("号\x1e\x1f\x0b\xa0下\r"),
        monkeypatch=monkeypatch,
    )
    assert found.blocks == (Paragraph("符〇号-"), Paragraph("下"))


def test_pictures_are_counted(monkeypatch):
    picture = pack("<HI", 0x6A03, 0)
    found = read(Stored("\x01", characters=picture), Stored("\r"), Stored("\x01\r"), monkeypatch=monkeypatch)
    assert found.pictures == ("picture 1",)


def kind_of_failure(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        doc.read(data)
    return caught.value.kind


def test_failures_are_named():
    flags = int.from_bytes(REPORT[HEADER + 10 : HEADER + 12], "little")
    package = "EncryptedPackage\0".encode("utf-16-le")
    entry = REPORT.index("\x05SummaryInformation".encode("utf-16-le"))
    locked_package = patched(entry + 64, pack("<H", len(package)), patched(entry, package.ljust(64, b"\0")))
    assert kind_of_failure(b"") == "empty"
    assert kind_of_failure(b"\xd0\xcf\x11\xe0 no more") == "damaged"
    assert kind_of_failure(REPORT[: len(REPORT) // 2]) == "damaged"
    assert kind_of_failure(patched(HEADER + 10, pack("<H", flags | 0x0100))) == "encrypted"
    assert kind_of_failure(locked_package) == "encrypted"
    assert kind_of_failure(patched(HEADER, b"\xdc\xa5")) == "unsupported"  # Word 95
    assert kind_of_failure((FILES / "report.xls").read_bytes()) == "unsupported"


def test_what_is_older_than_word_97_goes_by_way_of_libreoffice(monkeypatch):
    monkeypatch.setattr(doc, "to_docx", lambda data, ending: report_docx())
    found = doc.read(patched(HEADER, b"\xdc\xa5"))
    assert found.reader == "doc"
    assert found.blocks == docx.read(report_docx()).blocks


@pytest.mark.parametrize("seed", range(3))
def test_broken_files_give_a_document_or_a_named_failure(seed):
    chance = random.Random(seed)
    for _ in range(100):
        broken = bytearray(REPORT)
        for _ in range(chance.choice((1, 3, 30))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(UnreadableError):
            doc.read(bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))]))
