"""Streams to a compound file, the container of old Office documents and of encrypted new ones."""

import struct

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_MINIMUM = 4096  # shorter streams would go into the small sectors, which this writer does without


def compound(streams: dict[str, bytes]) -> bytes:
    """A file with these streams at its top; each is filled up to 4096 bytes."""
    filled = {name: data + b"\0" * (-len(data) % _SECTOR) for name, data in streams.items()}
    filled = {name: data + b"\0" * max(0, _MINIMUM - len(data)) for name, data in filled.items()}
    directory_sectors = -(-(len(filled) + 1) * 128 // _SECTOR)
    table = [_TABLE, *(n + 2 for n in range(directory_sectors - 1)), _END]
    starts = {}
    for name, data in filled.items():
        starts[name] = len(table)
        count = len(data) // _SECTOR
        table += [*(len(table) + n + 1 for n in range(count - 1)), _END]
    if len(table) > _SECTOR // 4:
        raise ValueError("more sectors than one table holds")
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _MINIMUM, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    names = list(filled)
    for index, name in enumerate(names):
        following = index + 2 if index + 1 < len(names) else _NONE
        entries.append(_entry(name, 2, right=following, start=starts[name], size=len(filled[name])))
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    return header + struct.pack(f"<{len(table)}I", *table) + directory + b"".join(filled.values())


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI8x8xIQ", encoded, len(encoded), kind, 1, _NONE, right, child, 0, start, size)
