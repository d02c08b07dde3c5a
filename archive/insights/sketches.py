"""The words of a report to its bands: digests of samples by which reports with nearly the same text find each other."""

import struct
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from archive.insights.own_words import LEAST_CHARACTERS, OwnWords, pieces

RULE = "2"  # raise it whenever the bands of any text change, or what is told of two: all are then made anew

_BANDS, _ROWS = 16, 8
_BIN_BITS = 7  # 128 bins for 16 bands of 8 rows
_MIX, _ALL_BITS = 0x9E3779B1, 0xFFFFFFFF  # a CRC alone is too regular for taking the least of many
_BAND, _RANK_BITS = struct.Struct(f">{_ROWS}I"), 32
_AROUND = 12  # of a thousand reports with one template, each meets those nearest in year and place


def bands(words: OwnWords) -> bytes:
    """Sixteen digests; none for a text too short to be compared.

    Pieces of text are thrown into 128 bins by their digests, and of each bin the least counts. Eight bins make a band:
    of texts that share 0.85 of their pieces 99 % share a band, of those that share half hardly any.
    """
    hidden = words.hidden(words.names)
    if len(hidden) < LEAST_CHARACTERS:
        return b""
    digests = {zlib.crc32(piece.encode()) * _MIX & _ALL_BITS for piece in pieces(hidden)}
    least = {digest >> (32 - _BIN_BITS): digest for digest in sorted(digests, reverse=True)}
    bins = [least.get(number, 0) for number in range(1 << _BIN_BITS)]
    samples = (_BAND.pack(*bins[at : at + _ROWS]) for at in range(0, len(bins), _ROWS))
    return b"".join(zlib.crc32(sample).to_bytes(4) for sample in samples)


def stored(sample: bytes) -> str:
    r"""Bands as the archive has them.

    >>> stored(bytes(4)), read(stored(bytes(4)))
    ('2:00000000', b'\x00\x00\x00\x00')
    """
    return f"{RULE}:{sample.hex()}"


def read(text: str) -> bytes:
    """The inverse of `stored`."""
    return bytes.fromhex(text.partition(":")[2])


class Crowd:
    """The bands of all reports, given in an order in which those of one year and place stand together.

    Kept as sorted numbers: 200,000 reports take 30 MB.
    """

    def __init__(self, samples: Iterable[tuple[int, bytes]]) -> None:
        self._ids = array("q")
        columns = [array("Q") for _ in range(_BANDS)]
        for report_id, sample in samples:
            for column, digest in zip(columns, _digests(sample), strict=True):
                column.append(digest << _RANK_BITS | len(self._ids))
            self._ids.append(report_id)
        self._columns = [array("Q", sorted(column)) for column in columns]
        self._ranks = {report_id: rank for rank, report_id in enumerate(self._ids)}

    def near(self, report_id: int, sample: bytes) -> list[int]:
        """Reports that share a band with one of the crowd, those that share most first."""
        rank = self._ranks[report_id]
        shared: Counter[int] = Counter()
        for column, digest in zip(self._columns, _digests(sample), strict=True):
            shared.update(entry & _ALL_BITS for entry in _around(column, digest << _RANK_BITS, rank))
        del shared[rank]
        found = sorted(shared, key=lambda other: (-shared[other], abs(other - rank), other))
        return [self._ids[other] for other in found]


def _around(column: "array[int]", start: int, rank: int) -> Sequence[int]:
    """The entries of one digest that stand around a report's own."""
    own = bisect_left(column, start | rank)
    low = max(bisect_left(column, start), own - _AROUND)
    high = min(bisect_left(column, start + (1 << _RANK_BITS)), own + _AROUND + 1)
    return column[low:high]


def _digests(sample: bytes) -> Sequence[int]:
    digests: Sequence[int] = struct.unpack(f">{len(sample) // 4}I", sample)
    return digests
