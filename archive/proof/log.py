"""SQLite's log beside the database: a frame that is damaged, with others of the same log behind it, hides them all."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.database import DATABASE_NAME
from archive.proof.finding import Finding

_LOG_NAME = f"{DATABASE_NAME}-wal"
_HEAD, _FRAME_HEAD = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC_LITTLE, _MAGIC_BIG = 0x377F0682, 0x377F0683
_WORD = 0xFFFFFFFF


def prove_log(folder: Path) -> Iterator[Finding]:
    """What SQLite would pass over without a word; the end that an interrupted write leaves is no fault."""
    path = folder / _LOG_NAME
    if not path.is_file() or path.stat().st_size <= _HEAD.size + _FRAME_HEAD.size:
        return
    with path.open("rb") as log:
        head = log.read(_HEAD.size)
        magic, _, page_size, _, salt_1, salt_2, *checksum = _HEAD.unpack(head)
        little = magic == _MAGIC_LITTLE
        if magic not in (_MAGIC_LITTLE, _MAGIC_BIG) or _checksum((0, 0), head[:24], little=little) != tuple(checksum):
            yield Finding(_LOG_NAME, "its head is damaged; what was committed last cannot be read")
            return
        frame = _first_bad_frame(log, page_size, (salt_1, salt_2), tuple(checksum), little=little)
        if frame is not None and _goes_on(log, page_size, (salt_1, salt_2)):
            yield Finding(_LOG_NAME, f"frame {frame} is damaged; what was committed from there on cannot be read")


def _first_bad_frame(
    log: BinaryIO, page_size: int, salts: tuple[int, int], checksum: tuple[int, ...], *, little: bool
) -> int | None:
    number = 0
    while len(frame := log.read(_FRAME_HEAD.size + page_size)) == _FRAME_HEAD.size + page_size:
        number += 1
        _, _, salt_1, salt_2, *stored = _FRAME_HEAD.unpack_from(frame)
        checksum = _checksum(checksum, frame[:8], little=little)
        checksum = _checksum(checksum, frame[_FRAME_HEAD.size :], little=little)
        if (salt_1, salt_2) != salts or tuple(stored) != checksum:
            return number
    return None


def _goes_on(log: BinaryIO, page_size: int, salts: tuple[int, int]) -> bool:
    """Whether any later frame belongs to the same log; those of an older one have other salts."""
    while len(frame := log.read(_FRAME_HEAD.size + page_size)) >= _FRAME_HEAD.size:
        if _FRAME_HEAD.unpack_from(frame)[2:4] == salts:
            return True
    return False


def _checksum(start: tuple[int, ...], data: bytes, *, little: bool) -> tuple[int, int]:
    one, two = start
    words = struct.unpack(f"{'<' if little else '>'}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & _WORD
        two = (two + second + one) & _WORD
    return one, two
