"""RTF files: against the same report as DOCX, small ones made by hand, and broken ones."""

import gzip
import random
from contextlib import suppress

import pytest

from pipelines.document import Document, Grid, GridCell, Link, Paragraph, UnreadableError
from pipelines.reading.office import docx, rtf
from tests.pipelines.reading.made_up_office import FILES, report_docx
from tests.pipelines.reading.made_up_tables import form_table, grid_of

REPORT = gzip.decompress((FILES / "report.rtf.gz").read_bytes())
FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fcharset2 Symbol;}{\f3\fcharset136 Ming;}}"
HEAD = r"{\rtf1\ansi\ansicpg936\deff0" + FONTS + "\n"


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(rtf, "to_docx", lambda data, ending: None)


def read(text: str) -> Document:
    return rtf.read((HEAD + text + "}").encode("gb18030"))


def escaped(text: str, charset: str = "gb18030") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(charset))


def kind_of_failure(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        rtf.read(data)
    return caught.value.kind


def test_the_report_reads_as_its_docx_does():
    found = rtf.read(REPORT)
    assert found.blocks == docx.read(report_docx()).blocks
    assert found.reader == "rtf"
    assert found.links == (Link("http://example.cn/fujian.doc", "附件"),)


def test_official_tables_are_exact():
    grids = [block for block in rtf.read(REPORT).blocks if isinstance(block, Grid)]
    assert grid_of(form_table("2021_revised", "requests", 201)) in grids
    assert grid_of(form_table("2021_revised", "review_litigation", 501)) in grids


@pytest.mark.parametrize(
    "text",
    [
        r"\f1 " + escaped("政府信息公开"),
        escaped("政府信息公开"),  # in a Latin font, as WPS Office may write it
        "政府信息公开",  # bytes as they are; the second of 丶 and of others is a backslash or a brace
        r"\uc1\u25919?\u24220?\u20449?\u24687?\u20844?\u24320?",
        r"\uc2\u25919\'d5\'fe{\uc0\u24220}\u20449\'d0\'c5\u24687\'cf\'a2\f1\'b9{\b\'ab}\u24320??",
        r"\f3 " + escaped("政府", "big5") + r"\f1" + escaped("信息公开"),
    ],
)
def test_characters_in_every_writing(text):
    assert read(text + r"\par").paragraphs == ["政府信息公开"]


def test_pairs_of_bytes_that_look_like_marks_are_characters():
    """The second bytes of these are a backslash and two braces."""
    odd = "".join(bytes([0x81, second]).decode("gb18030") for second in b"\\{}")
    assert read(f"甲{odd}乙\\par").paragraphs == [f"甲{odd}乙"]


def test_rare_characters_are_two_numbers():
    assert read(r"\uc1\u-10174?\u-8370?\par").paragraphs == ["𠭎"]


def test_signs_of_one_byte_in_a_latin_font():
    assert read(r"\f0 caf\'e9 \'93a\'94\par").paragraphs == ["café “a”"]


def test_text_that_nobody_sees_is_gone():
    text = (
        r"甲{\v 藏}{\deleted 12}{\revised 13}\v 隐\v0 乙{\f2\'b7}{\*\bkmkstart 书签}{\*\unknown{\b 丢}}"
        r"{\footnote 脚注}{\pict 00ff}{\sp{\sn a}{\sv b}}{\info{\title 标题}{\author 某}}{\bin3 }}}}丙\par"
    )
    found = read(text)
    assert found.paragraphs == ["甲13乙丙"]
    assert (found.title, found.pictures) == ("标题", ("picture 1",))


def test_breaks_and_signs():
    assert read(r"一\tab 二\line 三\~四\_五\-六\emdash\par 七\sect 八\page 九").paragraphs == [
        "一\t二", "三 四-五六—", "七", "八", "九",
    ]  # fmt: skip


def test_numbers_of_lists_are_written_before_their_paragraphs():
    """Both the present way and that of Word 95."""
    lists = r"{\listtext\pard\plain 一、\tab}总体情况\par{\pntext\f0 2.\tab}{\*\pn\pnlvlbody{\pntxta .}}其他\par"
    assert read(lists).paragraphs == ["一、总体情况", "2.其他"]


def test_fields_links_headers_and_text_boxes():
    text = (
        r'见{\field{\*\fldinst{HYPERLINK "http://example.cn/a.pdf"}}{\fldrslt{\b 附件}}}。{\header 页眉\par}'
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt 盒中\par}}{\shprslt{\*\do 盒中}}}\par 后\par"
    )
    found = read(text)
    assert found.paragraphs == ["见附件。", "盒中", "后"]
    assert (found.links, found.surroundings) == ((Link("http://example.cn/a.pdf", "附件"),), ("页眉",))


def test_cells_stand_where_their_edges_are():
    """Cells merged to the right and downwards; one row defined before its cells, one again behind them, as Word does."""
    text = (
        r"\trowd\trleft-108\cellx3000\cellx4000\pard\intbl 说明\cell 数\cell\row"
        r"\trowd\trleft-108\clvmgf\cellx950\cellx3050\cellx4000\intbl 组\par 名\cell 甲\cell 1\cell"
        r"{\trowd\trleft-108\clvmgf\cellx950\cellx3050\cellx4000\row}"
        r"\trowd\trleft-108\clvmrg\cellx1000\cellx3000\cellx4000\intbl\cell 乙\cell 2\cell\row"
        r"\trowd\trleft-108\clmgf\cellx1000\clmrg\cellx3000\cellx4000\intbl 并\cell\cell 3\cell\row\pard 完\par"
    )
    assert read(text).blocks == (
        Grid((
            GridCell("说明", 0, 0, colspan=2), GridCell("数", 0, 2),
            GridCell("组\n名", 1, 0, rowspan=2), GridCell("甲", 1, 1), GridCell("1", 1, 2),
            GridCell("乙", 2, 1), GridCell("2", 2, 2),
            GridCell("并", 3, 0, colspan=2), GridCell("3", 3, 2),
        )),
        Paragraph("完"),
    )  # fmt: skip


def test_a_table_in_a_cell_is_a_table():
    text = (
        r"\trowd\cellx9000\pard\intbl 前\par\pard\intbl\itap2 甲\nestcell 1\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}{\nonesttables\par}\pard\intbl 后\cell\row\pard 完\par"
    )
    assert read(text).blocks == (
        Paragraph("前"), Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1))), Paragraph("后"), Paragraph("完"),
    )  # fmt: skip


def test_a_row_that_lacks_definitions_makes_the_table_inexact():
    text = r"\trowd\cellx500\cellx1000\intbl 甲\cell 1\cell\row\trowd\cellx500\intbl 乙\cell 2\cell\row\pard"
    assert read(text).blocks == (
        Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1), GridCell("乙", 1, 0), GridCell("2", 1, 1)), exact=False),
    )


def test_failures_are_named():
    assert kind_of_failure(b"") == "empty"
    assert kind_of_failure(b"{\\rtf1 \\par}") == "empty"
    assert kind_of_failure(b"plain") == "unsupported"
    assert kind_of_failure(REPORT[: len(REPORT) // 2]) == "damaged"
    assert kind_of_failure(b"{\\rtf1" + b"{" * 100_000) == "too_large"
    assert kind_of_failure(b"{\\rtf1 \\itap99 x\\par}") == "too_large"
    assert kind_of_failure(b"{\\rtf1 \\intbl" + b"\\cell" * 2_000 + b"}") == "too_large"


def test_what_yields_nothing_goes_by_way_of_libreoffice(monkeypatch):
    monkeypatch.setattr(rtf, "to_docx", lambda data, ending: report_docx())
    found = rtf.read(b"{\\rtf1 {\\*\\odd \\u20844?}}")
    assert (found.reader, found.blocks) == ("rtf", docx.read(report_docx()).blocks)


@pytest.mark.parametrize("seed", range(3))
def test_broken_files_give_a_document_or_a_named_failure(seed):
    chance = random.Random(seed)
    for _ in range(30):
        broken = bytearray(REPORT)
        for _ in range(chance.choice((1, 10, 100))):
            broken[chance.randrange(len(broken))] = chance.choice(b"{}\\ 0123456789abcdef'\xff")
        with suppress(UnreadableError):
            rtf.read(bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))]))
