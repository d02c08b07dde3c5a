"""Lines of text to lines: rows that a sheet saved with commas become rows with tabs, all others stay."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

_FEWEST_COMMAS = 2
_FEWEST_ROWS = 3
_MOST_OF_A_FIELD = 60
_FIGURE = re.compile(r'(?:^|,)"?[\d,.]+"?(?=,|$)')  # 规章,0,3


def tabbed(lines: Iterable[str]) -> Iterator[str]:
    """A run of such rows, of which one has a figure at least, is a table.

    >>> rows = ["信息内容,甲,乙", "规章,0,1", '行政许可,"1,204",']
    >>> [line.split(chr(9)) for line in tabbed(rows)][2]
    ['行政许可', '1,204', '']
    """
    for is_row, run in groupby(lines, key=_may_be_row):
        members = list(run)
        if is_row and len(members) >= _FEWEST_ROWS and any(map(_FIGURE.search, members)):
            yield from ("\t".join(fields) for fields in csv.reader(members))
        else:
            yield from members


def _may_be_row(line: str) -> bool:
    if line.count(",") < _FEWEST_COMMAS or "\t" in line or "。" in line:
        return False
    return max(map(len, line.split(","))) <= _MOST_OF_A_FIELD
