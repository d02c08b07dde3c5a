"""WARC and WACZ files to their parts that hold records, proved by the digests that a WACZ file states of them."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archive.message import plain
from pipelines.ingest.unpacked import DamagedError, Unpacked

_ZIP, _GZIP, _WARC = b"PK\x03\x04", b"\x1f\x8b", b"WARC/"
_PACKED = ("", ".gz", ".open", ".gz.open", ".zst", ".lz4", ".xz", ".bz2")  # .open: still being written
ENDINGS = (".wacz", *(f".{kind}{packed}" for kind in ("warc", "arc") for packed in _PACKED))
_REPACK = "unpack it, and name the .warc file"
_NOT_READ = {
    b"(\xb5/\xfd": f"packed with Zstandard: {_REPACK}",
    b"]*M\x18": f"packed with Zstandard: {_REPACK}",  # with a dictionary before it, as ArchiveTeam does
    b'\x04"M\x18': f"packed with LZ4: {_REPACK}",
    b"\xfd7zX": f"packed with xz: {_REPACK}",
    b"BZh": f"packed with bzip2: {_REPACK}",
}
_ARC = b"filedesc://"
_MEMBER = re.compile(r"archive/[^/\\]{1,200}\.warc(?:\.gz)?\Z")  # archive/rec-1234.warc.gz
_DATA_PACKAGE = "datapackage.json"
_MOST_OF_A_PACKAGE = 32 << 20
_MOST_MEMBERS = 10_000
_BOMB_BYTES, _BOMB_RATIO = 256 << 20, 200
_CHUNK = 1 << 20
_MOST_OF_A_NAME = 120


class NotTakenError(Exception):
    """Raised where a file as a whole cannot be taken; says why, in a line."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of records: `member` is its name in a WACZ file; `source` the words that stay with its captures."""

    path: Path
    member: str | None
    source: str

    @property
    def name(self) -> str:
        return f"{self.path.name}!{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes of the part, as they lie in the file."""
        if self.member is None:
            with self.path.open("rb") as file:
                yield file
            return
        with ZipFile(self.path) as archive, archive.open(self.member) as member:
            yield member  # type: ignore[misc]  # a ZipExtFile reads and seeks as a file does


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a file, and what is to be told of it."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


def opened(path: Path) -> Opened:
    """Raises NotTakenError for what is neither a WARC nor a WACZ file, or is too broken to be opened."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(_WARC))
            if _begins_with(file, _ARC):
                raise NotTakenError(
                    "an ARC file, as crawlers wrote before there was WARC: make one with warcio recompress"
                )
        if begins.startswith(_ZIP):
            return _wacz(path)
        if why := next((why for magic, why in _NOT_READ.items() if begins.startswith(magic)), None):
            raise NotTakenError(why)
        if not begins.startswith((_GZIP, _WARC)):
            raise NotTakenError("empty" if not begins else "neither a WARC nor a WACZ file")
        return Opened((Part(path, None, _words(path)),))
    except (OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotTakenError(f"cannot be read ({plain(str(error))[:_MOST_OF_A_NAME]})") from None


def is_web_archive(path: Path) -> bool:
    """Whether a file that was named by itself holds records, whatever its name."""
    with path.open("rb") as file:
        begins = file.read(len(_WARC))
    if begins.startswith(_ZIP):
        try:
            with ZipFile(path) as archive:
                return any(name == _DATA_PACKAGE or _MEMBER.match(name) for name in archive.namelist())
        except (OSError, BadZipFile, NotImplementedError, ValueError):
            return path.name.lower().endswith(".wacz")
    return begins.startswith((_GZIP, _WARC)) or path.name.lower().endswith(ENDINGS)


def _begins_with(file: BinaryIO, words: bytes) -> bool:
    file.seek(0)
    try:
        return Unpacked(file).peek(len(words)) == words
    except DamagedError:
        return False


def _words(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return f'file "{plain(path.name)[:_MOST_OF_A_NAME]}" sha256:{digest.hexdigest()}'


def _wacz(path: Path) -> Opened:
    words, notes, parts = _words(path), [], []
    with ZipFile(path) as archive:
        members = [info for info in archive.infolist() if _MEMBER.match(info.filename)]
        if not members:
            raise NotTakenError("a ZIP file without archive/*.warc.gz in it: no WACZ file")
        stated, software = _package(archive)
        if not stated:
            notes.append(f"{path.name}: no digests of its files in {_DATA_PACKAGE}: they are not proved")
        for info in members[:_MOST_MEMBERS]:
            name, why = info.filename, _why_not(archive, info, stated.get(info.filename))
            if why:
                notes.append(f"{path.name}!{plain(name)}: {why}: not taken")
                continue
            made = f"; packed by {plain(software)[:_MOST_OF_A_NAME]}" if software else ""
            parts.append(Part(path, name, f'{words}, in it "{plain(name)[:_MOST_OF_A_NAME]}"{made}'))
    if not parts:
        raise NotTakenError("; ".join(notes))
    return Opened(tuple(parts), tuple(notes))


def _package(archive: ZipFile) -> tuple[Mapping[str, str], str]:
    """The digests that the package states of its files, by their paths, and what made it."""
    try:
        info = archive.getinfo(_DATA_PACKAGE)
        if info.file_size > _MOST_OF_A_PACKAGE:
            return {}, ""
        with archive.open(info) as file:
            package = json.loads(file.read(_MOST_OF_A_PACKAGE))
        resources = package.get("resources", [])
        stated = {str(one["path"]): str(one["hash"]) for one in resources if "path" in one and "hash" in one}
        return stated, str(package.get("software") or "")
    except (KeyError, ValueError, AttributeError, TypeError, RecursionError, BadZipFile):
        return {}, ""


def _why_not(archive: ZipFile, info: ZipInfo, stated: str | None) -> str | None:
    if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "packed in a way that is not read, or with a password"
    if info.file_size > _BOMB_BYTES and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        return "unpacks to beyond all measure"
    algorithm, _, value = (stated or "").partition(":")
    if algorithm not in ("sha256", "md5"):
        return None
    digest = hashlib.new(algorithm, usedforsecurity=False)
    try:
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, EOFError, BadZipFile) as error:
        return f"cannot be read ({plain(str(error))[:_MOST_OF_A_NAME]})"
    return None if digest.hexdigest() == value.lower() else f"does not have the digest that {_DATA_PACKAGE} states"
