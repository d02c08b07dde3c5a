"""Reports published as pictures: the pages of each, fetched one by one, back to one document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from archive.record import Snapshot
from crawler.hunting.errand import Errand

MOST_PICTURES = 30
_LARGEST = 60_000_000  # bytes of all pictures together


@dataclass(slots=True)
class Album:
    """The pictures of one page, in its order; `page` and `snapshot` are of the page that shows them."""

    page: Errand
    snapshot: Snapshot
    urls: Sequence[str]
    _taken: dict[str, bytes | None] = field(default_factory=dict)

    def take(self, url: str, picture: bytes | None) -> None:
        """One picture, None for one that cannot be had."""
        self._taken[url] = picture

    @property
    def is_whole(self) -> bool:
        """Whether nothing more will come."""
        return all(url in self._taken for url in self.urls)

    def bundle(self) -> bytes | None:
        """The pictures as a ZIP file whose names keep their order; None where one of them is missing."""
        pictures = [self._taken.get(url) for url in self.urls]
        found = [picture for picture in pictures if picture]
        if not found or len(found) < len(pictures) or sum(map(len, found)) > _LARGEST:
            return None  # half a report would be read as one with empty tables
        data = BytesIO()
        with ZipFile(data, "w", ZIP_STORED) as bundle:
            for number, picture in enumerate(found, start=1):
                bundle.writestr(ZipInfo(f"{number:03d}.jpg"), picture)
        return data.getvalue()
