"""Raw HTTP/1 answers, piece by piece, to their head in the form that WARC readers expect once the framing is undone."""

import re

from archive.message import end_of_head

HEAD_LIMIT = 256 << 10  # neither Scrapy nor Twisted limits the number of header lines

_INTERIM_ANSWER = re.compile(rb"HTTP/\S+ 1\d\d\b")  # 100 Continue, 103 Early Hints
_LONGEST_END = len(b"\r\n\r\n")


class HeadReader:
    r"""Takes an answer in the pieces in which it comes; `head` is there once its blank line came.

    Interim answers before the answer itself are left out, but count as much as it does.

    >>> reader = HeadReader()
    >>> reader.feed(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nServer: x\r")
    >>> reader.feed(b"\n\r\n<html>")
    >>> reader.head
    b'HTTP/1.1 200 OK\r\nServer: x\r\n\r\n'
    """

    def __init__(self) -> None:
        self.head: bytes | None = None
        self.is_too_long = False
        self._received = bytearray()
        self._start = 0

    def feed(self, data: bytes) -> None:
        """Takes the next piece; once the head is there, or is too long, this does nothing."""
        if self.head is not None or self.is_too_long:
            return
        searched = max(self._start, len(self._received) - _LONGEST_END)  # never twice over the same bytes
        self._received += data
        end = end_of_head(self._received, searched)
        while end is not None and _INTERIM_ANSWER.match(self._received, self._start):
            self._start = end
            end = end_of_head(self._received, end)
        self.is_too_long = (len(self._received) if end is None else end) > HEAD_LIMIT
        if end is not None and not self.is_too_long:
            self.head = bytes(self._received[self._start : end])
        if end is not None or self.is_too_long:
            self._received = bytearray()
