"""Files that lie beside saved pages, metadata.csv and shortcuts, to the address and the time of each page."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from archive.errors import UsageError
from pipelines.ingest.hosts import clean_address
from pipelines.ingest.moments import moment_of
from pipelines.ingest.saved_page import Stated

METADATA, SHORTCUT = "metadata.csv", ".url"
_MOST_BYTES = 50_000_000
_SHORTCUT_BYTES = 20_000
_ADDRESS = re.compile(r"^URL=(\S{1,2000})\s*$", re.MULTILINE | re.IGNORECASE)  # URL=http://www.a.cn/


def metadata_of(folder: Path) -> Mapping[str, Stated]:
    """What metadata.csv says of the files of its folder, by their paths in it; UsageError names a line that is wrong."""
    path = folder / METADATA
    if path.is_symlink() or not path.is_file():
        return {}
    if path.stat().st_size > _MOST_BYTES:
        raise UsageError(f"{path}: too large for a list of files")
    found: dict[str, Stated] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if not {"file", "url"} <= set(reader.fieldnames or ()):
                return {}  # somebody else's list
            for row in reader:
                found[(row["file"] or "").strip().replace("\\", "/")] = _stated(f"{path}: line {reader.line_num}", row)
    except (csv.Error, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a list in CSV and UTF-8 ({error})") from None
    return found


def shortcut_of(path: Path) -> Stated:
    """What the shortcut beside a file says, a.html.url or a.url beside a.html."""
    for beside in (path.with_name(path.name + SHORTCUT), path.with_suffix(SHORTCUT)):
        if beside != path and not beside.is_symlink() and beside.is_file():
            with beside.open("rb") as file:
                text = file.read(_SHORTCUT_BYTES).decode("utf-8", "replace")
            found = _ADDRESS.search(text)
            return Stated(clean_address(found[1]) if found else None, None, "the shortcut beside it")
    return Stated()


def _stated(place: str, row: Mapping[str, str | None]) -> Stated:
    address, time = (row.get("url") or "").strip(), (row.get("fetched_at") or "").strip()
    url, at = clean_address(address), moment_of(time)
    if address and url is None:
        raise UsageError(f"{place}: {address!r} is no address of a page")
    if time and at is None:
        raise UsageError(f"{place}: {time!r} is no time such as 2021-03-04T05:06:07Z, or one still to come")
    return Stated(url, at, METADATA)
