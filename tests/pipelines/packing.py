"""Made-up files of every kind in a few bytes: zips, compound files, pages and texts, for what tells kinds apart."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PAGE = "<html><head><title>青禾县柳泉镇</title></head><body><p>一、总体情况</p></body></html>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
RTF = rb"{\rtf1\ansi\ansicpg936 \'c4\'ea\'b1\'a8}"


def zipped(members: dict[str, bytes | str], packing: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def zipped_as_windows_does(names: dict[str, bytes], charset: str = "gb18030") -> bytes:
    """Names in the charset of the system, and no word of which it is."""
    stand_ins = {f"{number:0{len(name.encode(charset))}d}": name for number, name in enumerate(names)}
    data = zipped({stand_in: names[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode(charset))
    return data


def locked(data: bytes) -> bytes:
    """A zip whose every file says that it is encrypted."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            changed[start + place] |= 1
            start += 4
    return bytes(changed)


def office(part: str) -> bytes:
    """The least that Word, Excel or PowerPoint write."""
    return zipped({"[Content_Types].xml": "<Types/>", part: "<x/>", "docProps/app.xml": "<x/>"})


def open_document(kind: str) -> bytes:
    """As LibreOffice writes them: the type comes first and is not packed."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>" * 100)
    return file.getvalue()


def compound(*streams: str) -> bytes:
    """A file of the compound format with these empty streams: header, one sector of table, the list of streams."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    entries = [_entry("Root Entry", 5, child=1 if streams else free)]
    for number, name in enumerate(streams, 1):
        entries.append(_entry(name, 2, right=number + 1 if number < len(streams) else free))
    directory = b"".join(entries)
    directory += _entry("", 0) * (-len(entries) % 4)
    sectors = len(directory) // sector
    table = [0xFFFFFFFD, *range(2, sectors + 1), end]
    table += [free] * (128 - len(table))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + struct.pack("<128I", *table) + directory


def _entry(name: str, kind: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, 0xFFFFFFFE, 0
    )
