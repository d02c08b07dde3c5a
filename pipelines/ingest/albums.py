"""Reports published as pictures: those of each page, met one by one in any order, back to one document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PART = "pictures"  # the part of a page's snapshot that its pictures are
MOST_PICTURES = 30
_LARGEST = 60_000_000  # bytes of all pictures together


@dataclass(slots=True)
class Album:
    """The pictures of one page, in its order; `snapshot_id` is of the page that shows them."""

    url: str
    snapshot_id: int
    words: str | None
    pictures: Sequence[str]
    _taken: dict[str, bytes] = field(default_factory=dict)

    def take(self, url: str, picture: bytes) -> bytes | None:
        """One picture; with the last of them, all as a ZIP file whose names keep their order."""
        self._taken.setdefault(url, picture)
        if len(self._taken) < len(self.pictures) or sum(map(len, self._taken.values())) > _LARGEST:
            return None
        data = BytesIO()
        with ZipFile(data, "w", ZIP_STORED) as bundle:
            for number, one in enumerate(self.pictures, start=1):
                bundle.writestr(ZipInfo(f"{number:03d}.jpg"), self._taken[one])
        self._taken.clear()
        return data.getvalue()


@dataclass(slots=True)
class Albums:
    """All pages of pictures that were met, by the addresses of their pictures."""

    _of: dict[str, list[Album]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._of)

    def open(self, album: Album) -> None:
        """Waits for the pictures of a page."""
        for url in album.pictures:
            self._of.setdefault(url, []).append(album)

    def wants(self, url: str) -> bool:
        """Whether an address is that of a picture of a report."""
        return url in self._of

    def take(self, url: str, picture: bytes) -> Iterator[tuple[Album, bytes]]:
        """Gives a picture to its albums; yields those that are whole with it."""
        for album in self._of.pop(url, []):
            bundle = album.take(url, picture)
            if bundle:
                yield album, bundle
