"""An item to its document: the report as HTML, PDF or Word in the official layout, or a paper that is no report."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from tests.crawler.zoo.county import Item, Unit
from tests.golden.make.html_article import article, trs_line, word_line
from tests.golden.make.html_tables import plain, word
from tests.golden.make.printed import Block, Line, Table, blocks
from tests.golden.make.report import Body
from tests.golden.make.rtf import in_code_page, rtf
from tests.golden.make.shapes import placed
from tests.golden.make.story import report, shortened
from tests.golden.make.word import body as word_body
from tests.golden.make.word import document

_WIDTH, _HEIGHT, _MARGIN, _ROW = 842, 595, 40, 40
_PROSE = "会议强调，要坚持以人民为中心，扎实做好各项重点工作，持续提升服务群众的能力和水平。"


@lru_cache(maxsize=4096)
def _blocks(unit: Unit, year: int, *, short: bool = False) -> tuple[Block, ...]:
    made = report(Body(unit.name, unit.kind, unit.short), year, unit.number * 31 + year)
    return tuple(blocks(shortened(made) if short else made))


def html(item: Item) -> str:
    """The body of the article page of a report."""
    assert item.unit
    assert item.year
    told = _blocks(item.unit, item.year)
    if item.form == "pictures":
        return "".join(_pictured(block, item) for block in told)
    if item.number % 3 == 0:
        return article(told, word, word_line)
    return article(told, plain, trs_line) if item.number % 3 == 1 else article(told)


def _pictured(block: Block, item: Item) -> str:
    if isinstance(block, Table):
        return f'<p style="text-align:center"><img src="/images/{item.number}_{block.name}.png" alt="" width="640"></p>'
    return f"<p>{escape(block.text)}</p>"


def file(item: Item, ending: str) -> tuple[bytes, str]:
    """The report as a file and its media type."""
    assert item.unit
    assert item.year
    told = _blocks(item.unit, item.year, short=True)
    if ending == "docx":
        return document(word_body(told)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if ending == "doc":
        return rtf(told, in_code_page), "application/msword"
    return pdf(told), "application/pdf"


def paper(title: str) -> str:
    """Some sentences, for what is no report."""
    return "".join(f"<p>　　{escape(title)}。{_PROSE * 3}</p>" for _ in range(4))


def pdf(told: tuple[Block, ...]) -> bytes:
    """A PDF whose text any reader can take out: codes are UTF-16 and the font says so."""
    pages: list[list[str]] = [[]]
    top = _HEIGHT - _MARGIN
    for height, draw in _pieces(told):
        if top - height < _MARGIN:
            pages.append([])
            top = _HEIGHT - _MARGIN
        pages[-1] += draw(top)
        top -= height
    return _assembled(["\n".join(one) for one in pages])


def _pieces(told: tuple[Block, ...]) -> Iterator[tuple[int, object]]:
    for block in told:
        if isinstance(block, Line):
            for start in range(0, len(block.text), 60):
                text = block.text[start : start + 60]
                left = _MARGIN + {"title": 200, "signature": 500}.get(block.role, 0)
                yield 18, lambda top, text=text, left=left: [_text(left, top - 13, 12, text)]
        else:
            yield from _table(block)


def _table(table: Table) -> Iterator[tuple[int, object]]:
    width = (_WIDTH - 2 * _MARGIN) // table.width
    height = len(table.rows) * _ROW // 2 + 20

    def draw(top: int) -> list[str]:
        drawn = []
        for row, column, box in placed(table):
            left, upper = _MARGIN + column * width, top - row * _ROW // 2
            wide, high = box.colspan * width, box.rowspan * _ROW // 2
            drawn.append(f"{left} {upper - high} {wide} {high} re S")
            letters = max(1, wide // 5 - 1)
            for line, start in enumerate(range(0, len(box.text), letters)):
                drawn.append(_text(left + 1, upper - 5 - line * 5, 4.6, box.text[start : start + letters]))
        return drawn

    yield min(height, _HEIGHT - 2 * _MARGIN), draw


def _text(left: float, base: float, size: float, text: str) -> str:
    return f"BT /F1 {size} Tf {left} {base} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _assembled(contents: list[str]) -> bytes:
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(
            f"100 beginbfrange\n{''.join(f'<{high:02X}00> <{high:02X}FF> <{high:02X}00>{chr(10)}' for high in part)}endbfrange\n"
            for part in (range(100), range(100, 200), range(156, 256))
        )
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(contents)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /STSong /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
