"""A folder of saved pages to its files as they can be kept, each with the best that is known of its address and time."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urljoin

from archive.clock import now
from archive.record import SavedFile
from pipelines.ingest.beside import METADATA, SHORTCUT, metadata_of, shortcut_of
from pipelines.ingest.hosts import Hosts, clean_address
from pipelines.ingest.mirror import ORIGINAL, is_rewritten, mirrored_address, quoted, readable
from pipelines.ingest.moments import plausible
from pipelines.ingest.saved_page import Stated, stated_inside
from pipelines.ingest.web_archives import ENDINGS
from pipelines.workers.job import MOST_BYTES

# what a page is drawn with, and what programs lay beside their files; neither is a document
_NO_DOCUMENTS = (
    *(".js", ".css", ".json", ".woff", ".woff2", ".ttf", ".ico", ".svg", ".png", ".gif", ".jpg", ".jpeg", ".webp"),
    *(".cdx", ".cdxj", ".log", ".md", ".py", ".exe", ".mp3", ".mp4", SHORTCUT),
)


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A file that cannot be taken, and why, for people."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A document of a folder; `dated` where somebody wrote down its time, and it is not just that of the file."""

    file: SavedFile
    dated: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, or one file, as it was named on the command line; `base` is the address that stands for it."""

    path: Path
    base: str | None

    def web_archives(self) -> Iterator[Path]:
        """The WARC and WACZ files somewhere in it."""
        return (path for path in self._files() if path.name.lower().endswith(ENDINGS))

    def links(self) -> int:
        """How many links to elsewhere lie in it; none of them is followed."""
        return sum(path.is_symlink() for path in self.path.rglob("*")) if self.path.is_dir() else 0

    def saved(self, hosts: Hosts) -> Iterator[Saved | LeftAlone]:
        """Its documents; raises UsageError where its metadata.csv is wrong."""
        listed: dict[Path, Mapping[str, Stated]] = {}
        for path in self._files():
            name = path.name.lower()
            if name.endswith(_NO_DOCUMENTS + ENDINGS) or name == METADATA:
                continue
            relative = self._relative(path)
            try:
                data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
                changed = path.stat().st_mtime
            except OSError as error:
                yield LeftAlone(readable(relative), f"cannot be read ({error.strerror})")
                continue
            if data is None:
                yield LeftAlone(readable(relative), f"more than {MOST_BYTES:,} bytes")
            elif data:
                known = (self._listed(path, listed), shortcut_of(path), stated_inside(data), self._placed(path, hosts))
                yield self._file(relative, data, changed, known)

    def _file(self, relative: str, data: bytes, changed: float, known: tuple[Stated, ...]) -> Saved:
        named = next((one for one in known if one.url), Stated())
        timed = next((one for one in known if one.at), Stated())
        root = self.path.name or "folder"
        url = named.url or f"file:///{quoted(relative if self.path.is_file() else f'{root}/{relative}')}"
        at = timed.at or plausible(datetime.fromtimestamp(changed, UTC)) or now()
        origin = (
            f'file "{quoted(relative, safe="/ ")[-200:]}" sha256:{hashlib.sha256(data).hexdigest()}; '
            f"address {f'from {named.by}' if named.url else 'unknown'}, "
            f"time {f'from {timed.by}' if timed.at else 'of the file'}"
        )
        return Saved(
            SavedFile(url, at, guess_type(relative.removesuffix(ORIGINAL))[0], data, origin), timed.at is not None
        )

    def _listed(self, path: Path, listed: dict[Path, Mapping[str, Stated]]) -> Stated:
        root = self.path if self.path.is_dir() else self.path.parent
        folder = path.parent
        while True:  # the list nearest to the file, or one of a folder above it
            if folder not in listed:
                listed[folder] = metadata_of(folder)
            found = listed[folder].get(readable(path.relative_to(folder).as_posix()))
            if found or folder == root:
                return found or Stated()
            folder = folder.parent

    def _placed(self, path: Path, hosts: Hosts) -> Stated:
        """The address that follows from the place of a file in a mirror of a site."""
        if not self.path.is_dir():
            return Stated(clean_address(self.base), None, "--url") if self.base else Stated()
        parts = path.relative_to(self.path).parts
        if self.base:
            below = quoted("/".join(parts), safe="/?=&")
            return Stated(clean_address(urljoin(f"{self.base.rstrip('/')}/", below)), None, "--url")
        for start, part in enumerate(parts[:-1]):
            host = part.partition("+")[0].partition(":")[0].lower()
            if "." in host and not hosts.takes_all and hosts.takes(host):
                return Stated(clean_address(mirrored_address(parts, start)), None, "its folder")
        return Stated()

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix() if self.path.is_dir() else path.name

    def _files(self) -> Iterator[Path]:
        if not self.path.is_dir():
            yield self.path
            return
        for folder, folders, names in os.walk(self.path):  # follows no links
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            beside = frozenset(names)
            for name in sorted(names):
                path = Path(folder, name)
                if not name.startswith(".") and not is_rewritten(name, beside) and stat.S_ISREG(path.lstat().st_mode):
                    yield path
