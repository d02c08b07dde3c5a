"""A WARC file as it lies on the disk, packed in any of the ways that are in use, to its unpacked bytes, piece by piece."""

import zlib
from collections import deque
from typing import BinaryIO
from zipfile import BadZipFile

_STEP = 1 << 16
_GZIP_WINDOW = 31
_GZIP_MAGIC = b"\x1f\x8b\x08"
_BEGINNING = b"WARC/"
_MOST_AT_ONCE, _MOST_TO_ONE = 256 << 20, 100  # bytes that may come of little, and of each packed byte beyond that


class DamagedError(Exception):
    """Raised where the bytes cannot be read on; says why."""


class Unpacked:
    """Reads a file of gzip members, of one member for all, or not packed at all."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._is_packed = self._from_file(len(_GZIP_MAGIC)) == _GZIP_MAGIC
        file.seek(0)
        self._start_at(0)

    def _start_at(self, offset: int) -> None:
        self._file.seek(offset)
        self._decoder = zlib.decompressobj(_GZIP_WINDOW) if self._is_packed else None
        self._buffer = bytearray()
        self._position = self._unpacked = 0  # what was handed out, and what came, since `offset`
        self._fed = self._began = offset
        self._failure: DamagedError | None = None
        self._members = deque([(0, offset)])  # where in the unpacked bytes, and where in the file, each begins

    @property
    def place(self) -> str:
        """Where the next byte lies: its offset, or that of its gzip member and how far in it stands.

        A file that is one member for all has places such as 0+1234.
        """
        while len(self._members) > 1 and self._members[1][0] <= self._position:
            self._members.popleft()
        begins, offset = self._members[0]
        within = self._position - begins
        if not self._is_packed:
            return str(offset + within)
        return f"{offset}+{within}" if within else str(offset)

    def peek(self, count: int) -> bytes:
        """The next bytes, fewer only where no more can be had, without going on."""
        while len(self._buffer) < count and self._failure is None:
            try:
                if not self._fill():
                    break
            except DamagedError as error:  # what came before it is whole
                self._failure = error
        return bytes(self._buffer[:count])

    def read(self, count: int) -> bytes:
        """The next bytes; raises DamagedError where there are fewer."""
        data = self.peek(count)
        if len(data) < count:
            raise self.shortage()
        self._drop(count)
        return data

    def skip(self, count: int) -> None:
        """Goes on by so many bytes and keeps none of them."""
        while count:
            step = len(self.peek(min(count, _STEP)))
            if not step:
                raise self.shortage()
            self._drop(step)
            count -= step

    def shortage(self) -> DamagedError:
        """Why there are not more bytes, where a record needs them."""
        return self._failure or DamagedError("cut off in the middle of a record")

    @property
    def has_ended(self) -> bool:
        """Whether all bytes were handed out, and none were lost."""
        return not self._buffer and self._failure is None

    def resume(self) -> bool:
        """Goes on at the next place behind where it stands that looks like a record; False where there is none."""
        return self._next_member() if self._is_packed else self._next_beginning()

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._position += count

    def _fill(self) -> bool:
        if not self._is_packed:
            data = self._from_file(_STEP)
            self._buffer += data
            return bool(data)
        assert self._decoder
        if self._decoder.eof and not self._next_begun():
            return False
        data = self._decoder.unconsumed_tail or self._from_file(_STEP)
        before = self._unpacked
        self._take(data)  # nothing new may still bring what it holds back
        if not data and self._unpacked == before and not self._decoder.eof:
            raise DamagedError("the gzip member is cut off")
        if self._unpacked > _MOST_AT_ONCE + _MOST_TO_ONE * (self._fed - self._began):
            raise DamagedError("unpacks to beyond all measure")
        return True

    def _next_begun(self) -> bool:
        """Begins with the member that follows one that has ended."""
        assert self._decoder
        data = (self._decoder.unused_data or self._from_file(_STEP)).lstrip(b"\0")  # tapes are filled up with zeros
        while 0 < len(data) < len(_GZIP_MAGIC) and (more := self._from_file(_STEP)):
            data += more
        if not data:
            return False
        if not data.startswith(_GZIP_MAGIC):
            raise DamagedError("bytes that are no gzip member")
        self._decoder = zlib.decompressobj(_GZIP_WINDOW)
        self._members.append((self._unpacked, self._fed - len(data)))
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        assert self._decoder
        try:
            part = self._decoder.decompress(data, _STEP)
        except zlib.error as error:
            raise DamagedError(f"not a gzip member ({error})") from None
        self._buffer += part
        self._unpacked += len(part)

    def _from_file(self, count: int) -> bytes:
        try:
            data = self._file.read(count)
        except (OSError, EOFError, BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise DamagedError(f"cannot be read ({error})") from None
        self._fed = getattr(self, "_fed", 0) + len(data)
        return data

    def _next_member(self) -> bool:
        offset = self._members[-1][1] + 1
        self._file.seek(offset)
        window = b""
        while True:
            found = window.find(_GZIP_MAGIC)
            if found < 0:
                offset += max(0, len(window) - len(_GZIP_MAGIC) + 1)
                window = window[-len(_GZIP_MAGIC) + 1 :]
                more = self._from_file(_STEP)
                if not more:
                    return False
                window += more
                continue
            offset, window = offset + found, window[found:]
            window += self._from_file(_STEP) if len(window) < _STEP else b""
            if _opens_a_record(window):
                self._start_at(offset)
                return True
            offset, window = offset + 1, window[1:]

    def _next_beginning(self) -> bool:
        self._drop(min(1, len(self._buffer)))
        while True:
            found = self._buffer.find(b"\n" + _BEGINNING)
            if found >= 0:
                self._drop(found + 1)
                return True
            self._drop(max(0, len(self._buffer) - len(_BEGINNING)))
            if not self._fill():
                return False


def _opens_a_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(packed, len(_BEGINNING)) == _BEGINNING
    except zlib.error:
        return False
