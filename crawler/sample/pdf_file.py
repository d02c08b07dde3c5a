"""A report to a PDF as a word processor prints it: running text, ruled tables, a font that every reader has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from archive.record import Record
from crawler.sample.printed import Line, Table, blocks

_PAPER = (595, 842)
_LEFT, _TOP, _BOTTOM = 40, 800, 45
_TEXT_WIDTH = _PAPER[0] - 2 * _LEFT
_TEXT, _SMALL = 11, 7  # points
_LEADING = 1.35
_PADDING = 3
_WIDTHS = {10: (48, 62, 125, *(40,) * 7), 4: (130, 128, 128, 129), 15: (34,) * 15}
_FONT = """<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H
/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"""
_GLYPHS = """<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /W [1 95 500] >>"""
_MEASURES = """<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0
/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"""
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
)
_FIRST_PAGE = 7  # the number of the object


def pdf(record: Record) -> bytes:
    paper = _Paper()
    for block in blocks(record):
        if isinstance(block, Line):
            paper.line(block)
        else:
            paper.table(block)
    return _file(["\n".join(page) for page in paper.pages])


@dataclass
class _Paper:
    """Pages of drawing commands; the pen goes down from the top of the last one."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    pen: float = _TOP

    def line(self, line: Line) -> None:
        indent = "　　" if line.role == "text" else ""
        for text in _wrapped(indent + line.text, _TEXT_WIDTH, _TEXT):
            self._make_room(_TEXT * _LEADING)
            self.pen -= _TEXT * _LEADING
            free = _TEXT_WIDTH - _width(text, _TEXT)
            shift = {"title": free / 2, "signature": free}.get(line.role, 0)
            self._write(text, _LEFT + shift, self.pen, _TEXT)
        self.pen -= 4

    def table(self, table: Table) -> None:
        """The table on one page: those of the form fit."""
        edges = list(accumulate(_WIDTHS[table.width], initial=_LEFT))
        placed = [
            (place, _wrapped(place.box.text, edges[place.left + place.box.colspan] - edges[place.left] - 4, _SMALL))
            for place in table.placed()
        ]
        heights = [_SMALL * _LEADING + 2 * _PADDING] * len(table.rows)
        for place, lines in placed:
            if place.box.rowspan == 1:
                heights[place.top] = max(heights[place.top], len(lines) * _SMALL * _LEADING + 2 * _PADDING)
        self._make_room(sum(heights))
        tops = [self.pen - one for one in accumulate(heights, initial=0)]
        for place, lines in placed:
            box = place.box
            left, right = edges[place.left], edges[place.left + box.colspan]
            top, bottom = tops[place.top], tops[place.top + box.rowspan]
            self.pages[-1].append(f"{left} {bottom:.2f} {right - left} {top - bottom:.2f} re S")
            at = (top + bottom + len(lines) * _SMALL * _LEADING) / 2 - _SMALL
            for text in lines:
                self._write(text, (left + right - _width(text, _SMALL)) / 2, at, _SMALL)
                at -= _SMALL * _LEADING
        self.pen = tops[-1] - 10

    def _make_room(self, height: float) -> None:
        if self.pen - height < _BOTTOM:
            self.pages.append([])
            self.pen = _TOP

    def _write(self, text: str, left: float, base: float, size: int) -> None:
        if text:
            code = text.encode("utf-16-be").hex().upper()
            self.pages[-1].append(f"BT /F1 {size} Tf {left:.2f} {base:.2f} Td <{code}> Tj ET")


def _width(text: str, size: int) -> float:
    return sum(size / 2 if sign.isascii() else size for sign in text)


def _wrapped(text: str, width: float, size: int) -> Sequence[str]:
    lines, line = [], ""
    for sign in text:
        if _width(line + sign, size) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _file(contents: Sequence[str]) -> bytes:
    """Catalogue, pages, the font and its map, then a page and its content by turns."""
    numbers = [_FIRST_PAGE + 2 * index for index in range(len(contents))]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(numbers)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>",
        _FONT,
        _GLYPHS,
        _MEASURES,
        _stream(_TO_UNICODE),
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_PAPER[0]} {_PAPER[1]}]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        objects.append(_stream(f"0.5 w\n{content}"))
    return b"".join(_numbered(objects))


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _numbered(objects: Sequence[str]) -> Iterator[bytes]:
    head = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    yield head
    at, places = len(head), []
    for number, one in enumerate(objects, 1):
        written = f"{number} 0 obj\n{one}\nendobj\n".encode("ascii")
        places.append(at)
        at += len(written)
        yield written
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    yield (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    ).encode("ascii")
