"""Bytes of an office file in XML, zipped or flat, to its parts and their relations, with bounds on what they unpack to."""

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipelines.reading.office.office_limits import damaged, encrypted, too_large

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 100_000_000
_MOST_TIMES_PACKED = 100  # how many times its size a file may unpack to, once it is past the allowance
_ALLOWANCE = 10_000_000
_MOST_TAGS = 2_000_000  # opening and closing, of one part: each costs a hundred bytes of memory and more
_MOST_ATTRIBUTES = 3_000_000
_PIECE = 1 << 18
_LOCKED = 0x1  # the flag of a zip entry that asks for a password
_ZIP_ERRORS = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


class Element(Protocol):
    """What is used of an lxml element; the tag of a comment or an entity is no string."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    @property
    def attrib(self) -> Mapping[str, str]: ...
    def get(self, key: str) -> str | None: ...
    def __iter__(self) -> Iterator["Element"]: ...
    def iter(self, *tags: str) -> Iterator["Element"]: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """One of a part's relations; `target` is the name of a part, or an address where it is `outside`."""

    kind: str
    target: str
    outside: bool = False


class Parts(Protocol):
    """The parts of an office file, by their names without the slash before them, in small letters."""

    @property
    def names(self) -> tuple[str, ...]: ...
    def xml(self, name: str) -> Element | None: ...


def local_name(tag: object) -> str:
    """A tag or attribute name without its namespace.

    >>> local_name("{http://purl.oclc.org/ooxml/wordprocessingml/main}tbl")
    'tbl'
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The attribute of this local name: in the element's own namespace, in none, or in whichever there is."""
    tag = element.tag
    own = element.get(f"{tag[: tag.rfind('}') + 1]}{name}") if isinstance(tag, str) else None
    if own is not None or (own := element.get(name)) is not None:
        return own
    return next((value for key, value in element.attrib.items() if local_name(key) == name), None)


def parse_xml(data: bytes) -> Element:
    if data.count(b"<") > _MOST_TAGS or data.count(b"=") > _MOST_ATTRIBUTES:
        raise too_large(f"XML of more than {_MOST_TAGS} tags or {_MOST_ATTRIBUTES} attributes")
    parser = etree.XMLParser(huge_tree=False, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root: Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("XML that is not well formed") from error
    if root is None:
        raise damaged("XML without any element")
    return root


class ZippedParts:
    """The parts of a zip; unpacking counts what comes out, whatever the zip's directory promises."""

    def __init__(self, data: bytes) -> None:
        self._most = min(_MOST_UNPACKED, max(_ALLOWANCE, _MOST_TIMES_PACKED * len(data)))
        self._unpacked = 0
        try:
            self._zip = ZipFile(BytesIO(data))
        except _ZIP_ERRORS as error:
            raise damaged("a zip that is cut short or broken") from error
        entries = self._zip.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise too_large(f"a zip of {len(entries)} files")
        self._entries: dict[str, ZipInfo] = {_part_name(entry.filename): entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes, unpacked."""
        entry = self._entries[name]
        if entry.flag_bits & _LOCKED:
            raise encrypted()
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_PIECE):
                    self._unpacked += len(piece)
                    if self._unpacked > self._most:
                        raise too_large(f"a zip that unpacks to more than {self._most} bytes")
                    yield piece
        except _ZIP_ERRORS as error:
            raise damaged(f"{name} inside it does not unpack") from error

    def xml(self, name: str) -> Element | None:
        return parse_xml(b"".join(self.pieces(name))) if name in self._entries else None


class FlatParts:
    """The parts of a Flat OPC file: one XML file that holds them all."""

    def __init__(self, root: Element) -> None:
        self._roots: dict[str, Element] = {}
        for part in root.iter(f"{_PACKAGE}part"):
            for holder in part.iter(f"{_PACKAGE}xmlData"):
                for element in holder:
                    self._roots.setdefault(_part_name(part.get(f"{_PACKAGE}name") or ""), element)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._roots)

    def xml(self, name: str) -> Element | None:
        return self._roots.get(name)


def relations(parts: Parts, of_part: str) -> dict[str, Relation]:
    """The relations of a part, by their ids; those of the whole file stand under the empty name."""
    folder, name = posixpath.split(of_part)
    root = parts.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for element in root if root is not None else ():
        target = attribute(element, "Target")
        if local_name(element.tag) != "Relationship" or not target:
            continue
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        outside = attribute(element, "TargetMode") == "External"
        address = target if outside else _part_name(posixpath.normpath(posixpath.join("/", folder, target)))
        found[attribute(element, "Id") or ""] = Relation(kind, address, outside)
    return found


def _part_name(name: str) -> str:
    r"""One spelling for what some programs write with the slashes of Windows.

    >>> _part_name("/word\\Document.xml")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()
