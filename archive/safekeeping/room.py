"""Places on disks to a refusal where one of them has too little room for a night."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from archive.errors import StorageError

_MEGABYTE = 1_000_000


def refuse_without_room(places: Iterable[Path], least_mb: int) -> None:
    """Raises a StorageError where the disk of a place, which need not be there yet, has less free than `least_mb`."""
    for place in places:
        free = free_bytes(place)
        if free < least_mb * _MEGABYTE:
            raise StorageError(
                f"{place}: {free // _MEGABYTE:,} MB are free, and a night wants {least_mb:,} (night.least_free_mb): "
                "make room, or lower the setting; nothing was begun"
            )


def free_bytes(place: Path) -> int:
    """What may still be written there; of a folder that is to be made, on the disk where it will lie."""
    folder = next((one for one in (place, *place.parents) if os.path.isdir(one)), place)  # noqa: PTH112  # takes any name
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise StorageError(f"{place}: cannot tell how much room is left: {error.strerror}") from None
