"""Made-up PDFs, drawn by hand: text, lines and areas at points counted from the lower left corner."""

import zlib
from collections.abc import Sequence

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
    b"/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
TURNS = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0", 45: ".7 .7 -.7 .7"}


class Paper:
    """One page of 595 x 842 points."""

    def __init__(self, width=595, height=842, rotate=0):
        self.width, self.height, self.rotate = width, height, rotate
        self.drawn: list[str] = []
        self.pictures: list[bytes] = []

    def text(self, x, y, words, size=12, *, turn=0, mode=0, grey=0.0, gap=0.0):
        """`turn` is against the clock; `mode` 3 does not show."""
        code = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 {size} Tf {mode} Tr {grey} g {gap} Tc {TURNS[turn]} {x} {y} Tm <{code}> Tj ET")
        return self

    def line(self, x0, y0, x1, y1, *, width=0.5, dash=""):
        self.drawn.append(f"q {width} w [{dash}] 0 d {x0} {y0} m {x1} {y1} l S Q")
        return self

    def area(self, x0, y0, x1, y1, grey=0.0):
        self.drawn.append(f"q {grey} g {x0} {y0} {x1 - x0} {y1 - y0} re f Q")
        return self

    def box(self, x0, y0, x1, y1, width=0.5):
        self.drawn.append(f"q {width} w {x0} {y0} {x1 - x0} {y1 - y0} re S Q")
        return self

    def picture(self, x0, y0, x1, y1):
        """A grey picture of four dots."""
        self.drawn.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm /P Do Q")
        return self

    def in_a_form(self, matrix="1 0 0 1 0 0"):
        """All that was drawn so far, as a form that is drawn once."""
        self.drawn = ["/X Do", f"%form {matrix}", *self.drawn]
        return self


def pdf(*papers: Paper, title: str | None = None) -> bytes:
    parts: list[bytes] = [b"", b""]  # the catalogue and the list of pages, filled in at the end
    font = _add(parts, FONT)
    picture = _add(
        parts,
        _stream(
            b"\x00\x80\x80\x00",
            b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray",
        ),
    )
    kids = []
    for paper in papers:
        resources = f"/Resources<</Font<</F1 {font} 0 R>>/XObject<</P {picture} 0 R%s>>>>"
        drawn, form = paper.drawn, ""
        if len(drawn) > 1 and drawn[1].startswith("%form"):
            inner = "\n".join(drawn[2:]).encode()
            head = f"/Type/XObject/Subtype/Form/BBox[-2000 -2000 2000 2000]/Matrix[{drawn[1][6:]}]" + resources % ""
            form = f"/X {_add(parts, _stream(inner, head.encode()))} 0 R"
            drawn = drawn[:1]
        content = _add(parts, _stream("\n".join(drawn).encode(), b""))
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper.width} {paper.height}]/Rotate {paper.rotate}"
            f"{resources % form}/Contents {content} 0 R>>"
        )
        kids.append(_add(parts, page.encode()))
    parts[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    parts[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    info = _add(parts, f"<</Title<feff{title.encode('utf-16-be').hex()}>>>".encode()) if title else None
    return _file(parts, info)


def _add(parts: list[bytes], part: bytes) -> int:
    parts.append(part)
    return len(parts)


def _stream(data: bytes, head: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed)


def _file(parts: Sequence[bytes], info: int | None) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        b"/Info %d 0 R" % info if info else b"",
        table,
    )
    return bytes(out)
