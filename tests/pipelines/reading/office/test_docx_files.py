"""DOCX files as such: odd ones, broken ones, bombs."""

import random
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from pipelines.document import Paragraph, UnreadableError
from pipelines.reading.office import docx
from tests.pipelines.reading.made_up_docx import (
    STRICT,
    cell,
    document_xml,
    docx_of,
    form,
    paragraph,
    relations_xml,
    row,
    table,
    zipped,
)
from tests.pipelines.reading.made_up_office import (
    report_docx,
)
from tests.pipelines.reading.made_up_tables import form_table, grid_of
from tests.pipelines.reading.office.docx_reading import only_grid, spanning


def kind_of_failure(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        docx.read(data)
    return caught.value.kind


def test_a_file_of_pictures_alone_is_a_document():
    body = paragraph("", inside='<w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r>')
    found = docx.read(docx_of(body, ("i", "image", "media/p1.png")))
    assert (found.blocks, found.pictures) == ((), ("word/media/p1.png",))


def test_the_strict_form_and_parts_with_odd_names_are_read():
    """Some programs write the slashes of Windows, or leave out the relations."""
    rows = form_table("2019_trial", "review_litigation")
    strict = document_xml(form(rows), STRICT)
    assert docx.read(zipped({"word\\Document.xml": strict})).blocks == (grid_of(rows),)


def test_flat_files_are_read():
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    rows = form_table("2019_trial", "proactive")
    parts = {
        "/_rels/.rels": relations_xml(("m", "officeDocument", "word/document.xml")),
        "/word/document.xml": document_xml(form(rows)),
    }
    inside = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{content.decode()}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{inside}</pkg:package>'
    assert docx.read(flat.encode()).blocks == (grid_of(rows),)


def test_word_2003_xml_is_read():
    """Its merges are spelt otherwise, and it says the numbers of lists itself."""
    word, hint = (
        "http://schemas.microsoft.com/office/word/2003/wordml",
        "http://schemas.microsoft.com/office/word/2003/auxHint",
    )
    numbered = '<w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>'
    body = f"<wx:sect>{numbered}{form(form_table('2021_revised', 'requests')).replace('vMerge', 'vmerge')}</wx:sect>"
    xml = f'<w:wordDocument xmlns:w="{word}" xmlns:wx="{hint}"><w:body>{body}</w:body></w:wordDocument>'
    assert docx.read(xml.encode()).blocks == (
        Paragraph("一、总体情况"),
        grid_of(form_table("2021_revised", "requests")),
    )


def test_failures_are_named():
    whole = report_docx()
    entry = zipfile.ZipFile(BytesIO(whole)).getinfo("word/document.xml")
    flags = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"word/document.xml")) + 8
    assert entry.flag_bits == 0
    assert kind_of_failure(b"") == "empty"
    assert kind_of_failure(docx_of(paragraph(" \u3000"))) == "empty"
    assert kind_of_failure(whole[:-100]) == "damaged"
    assert kind_of_failure(zipped({"a.txt": b"a"})) == "damaged"
    assert kind_of_failure(whole[:flags] + b"\x01" + whole[flags + 1 :]) == "encrypted"
    assert kind_of_failure(b"<a/>") == "unsupported"
    assert kind_of_failure(docx_of('<w:altChunk r:id="x"/>')) == "unsupported"


PARAGRAPH = paragraph("x")
HOSTILE = {
    "unpacks to hundreds of times its size": lambda: docx_of(PARAGRAPH * 300_000),
    "a text without end": lambda: docx_of(f"<w:p><w:r><w:t>{'x' * 20_000_000}</w:t></w:r></w:p>"),
    "thousands of parts": lambda: zipped({str(number): b"" for number in range(2_001)}),
    "too many cells": lambda: docx_of(table(row(*[cell(PARAGRAPH)] * 100) * 201)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_without_measure_are_too_large(name):
    assert kind_of_failure(HOSTILE[name]()) == "too_large"


def test_xml_bombs_and_endless_nesting_are_damaged():
    entities = "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    laughs = f'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{entities}]>'.encode() + document_xml(
        "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"
    )
    assert kind_of_failure(zipped({"word/document.xml": laughs})) in ("damaged", "empty")
    assert kind_of_failure(docx_of("<w:ins>" * 50_000 + PARAGRAPH + "</w:ins>" * 50_000)) == "damaged"


def test_spans_without_measure_are_cut():
    body = table(row(spanning("甲", 1_000_000), spanning("乙", 1_000_000)), row(spanning("1"), spanning("2")))
    assert [(one.column, one.colspan) for one in only_grid(body).cells] == [(0, 3), (3, 1), (0, 1), (1, 1)]


def test_an_entity_is_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    xml = document_xml("<w:p><w:r><w:t>公开&x;</w:t></w:r></w:p>")
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + xml
    assert docx.read(zipped({"word/document.xml": outside})).paragraphs == ["公开"]


@pytest.mark.parametrize("seed", range(3))
def test_broken_files_give_a_document_or_a_named_failure(seed):
    """Bytes are changed inside the parts as well: those of a zip are guarded by its sums."""
    chance = random.Random(seed)
    with zipfile.ZipFile(BytesIO(report_docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(100):
        name = chance.choice(list(parts))
        broken = bytearray(parts[name])
        for _ in range(chance.choice((1, 3, 10))):
            broken[chance.randrange(len(broken))] = chance.choice(b'0123456789<>"/ abcw:\xff')
        whole = zipped({**parts, name: bytes(broken)})
        with suppress(UnreadableError):
            docx.read(whole[: chance.choice((len(whole), len(whole), chance.randrange(len(whole))))])
