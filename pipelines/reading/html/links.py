"""What is seen of a page to the files it offers: attachments, documents in a viewer, and pictures in its text."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from pipelines.document import Link
from pipelines.reading.html.body import Body
from pipelines.reading.html.boxes import words
from pipelines.reading.html.pieces import Flow
from pipelines.reading.html.tree import Element
from pipelines.reading.plain.text_rows import prose

_PIECES_BEFORE = 15
_PIECES_AFTER = 25
_MOST_LINKS = 200
_MOST_OF_A_TEXT = 200
_MOST_OF_AN_ADDRESS = 2000
_MOST_OF_A_SCRIPT = 200_000
_SMALLEST_PICTURE = 40  # pixels
_NO_ADDRESS = ("javascript:", "mailto:", "tel:", "data:", "about:", "#")
# showVsbpdfIframe("/__local/x.pdf","100%"), pdfUrl = '/a/b.pdf', window.open("/x.doc")
_IN_SCRIPT = re.compile(
    r"""(["'])([^"'<>\s\\+]{1,500}\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)(?:[?#][^"'<>\s\\+]{0,300})?)\1""", re.IGNORECASE
)
_LAZY = ("src", "data-src", "data-original", "oldsrc")


@dataclass(frozen=True, slots=True)
class _Words:
    endings: frozenset[str]
    endpoints: tuple[str, ...]
    viewer_parameters: frozenset[str]
    icons: tuple[str, ...]


def attachments(root: Element, seen: Flow, body: Body, url: str | None) -> tuple[Link, ...]:
    """Links to files, each once; not those of the navigation, far from the text."""
    found: dict[str, str] = {}
    for address, text in [*_linked(seen, body), *_scripted(root)]:
        target = _resolved(address, url)
        if target:
            found[target] = found.get(target) or prose(text)[:_MOST_OF_A_TEXT]
        if len(found) == _MOST_LINKS:
            break
    return tuple(Link(target, text) for target, text in found.items())


def _linked(seen: Flow, body: Body) -> Iterator[tuple[str, str]]:
    near = _near(seen, body)
    for place, element in seen.links:
        if element.tag != "a":
            for name in ("src", "data"):
                if is_file(element.get(name) or ""):
                    yield element.get(name), element.get("title") or ""
        elif place in near:
            text = "".join(element.itertext())
            title = element.get("title") or element.get("alt") or element.get("download") or ""
            address = element.get("href") or ""
            scripted = _IN_SCRIPT.search(f"{address} {element.get('onclick') or ''}"[:_MOST_OF_AN_ADDRESS])
            if scripted:
                yield scripted[2], text or title
            elif is_file(address) or (_has_ending(text.strip()) or _has_ending(title.strip())):
                yield address, text or title


def _near(seen: Flow, body: Body) -> range:
    """The places around the body, as far as the page's own end; all of them where it has no body."""
    if body.start == body.end:
        return range(len(seen.pieces) + 1)
    end = body.end
    while end < min(body.end + _PIECES_AFTER, len(seen.pieces)):
        if any(word in seen.pieces[end].text for word in words().page_end):
            break
        end += 1
    return range(body.start - _PIECES_BEFORE, end + 1)


def _scripted(root: Element) -> Iterator[tuple[str, str]]:
    """Files that a script shows: the viewers of several systems are written by one."""
    for script in root.iter("script"):
        text = script.text or ""
        if ".pdf" in text or ".doc" in text or ".ofd" in text:
            for match in _IN_SCRIPT.finditer(text, 0, _MOST_OF_A_SCRIPT):
                if "/" in match[2]:
                    yield match[2], ""


def is_file(address: str) -> bool:
    """Whether an address leads to a file, or to a viewer of one.

    >>> is_file("P020240116.docx"), is_file("/web/viewer.html?file=%2Fa%2Fb.pdf"), is_file("/art/2024/art_1.html")
    (True, True, False)
    >>> is_file("/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=1")
    True
    """
    address = address.strip()[:_MOST_OF_AN_ADDRESS]
    if not address or address.casefold().startswith(_NO_ADDRESS):
        return False
    plain = address.casefold()
    return _has_ending(address) or any(part in plain for part in _words().endpoints) or _viewed(address) is not None


def _has_ending(address: str) -> bool:
    path = address.partition("#")[0].partition("?")[0]
    return path.rpartition(".")[2].casefold() in _words().endings and "." in path


def _viewed(address: str) -> str | None:
    """The file that a viewer is told to show."""
    try:
        parameters = parse_qsl(urlsplit(address).query)
    except ValueError:
        return None
    values = (value for name, value in parameters if name.casefold() in _words().viewer_parameters)
    return next((value for value in values if _has_ending(value) and not _is_download(address)), None)


def _is_download(address: str) -> bool:
    return any(part in address.casefold() for part in _words().endpoints)


def _resolved(address: str, url: str | None) -> str | None:
    """The absolute address of a file; what a viewer shows is meant from the viewer's own address."""
    try:
        target = urljoin(url or "", address.strip())
        viewed = _viewed(target)
        if viewed:
            target = urljoin(target, viewed if "%2" not in viewed.casefold() else unquote(viewed))
        target = urldefrag(target).url
    except ValueError:
        return None
    if len(target) > _MOST_OF_AN_ADDRESS or target.casefold().startswith(_NO_ADDRESS):
        return None
    return target or None


def pictures(seen: Flow, body: Body, url: str | None) -> tuple[str, ...]:
    """The pictures in the text, small ones and ornaments left out."""
    found: dict[str, None] = {}
    for place, element in seen.pictures:
        if not _is_inside(place, element, body) or len(found) == _MOST_LINKS:
            continue
        source = next((element.get(name) for name in _LAZY if element.get(name)), "").strip()
        if source.casefold().startswith("data:image") and len(source) > _MOST_OF_AN_ADDRESS:
            found[source.partition(",")[0]] = None  # the picture itself, which is no address
        elif source and not _is_ornament(element, source) and (target := _resolved(source, url)):
            found[target] = None
    return tuple(found)


def _is_inside(place: int, element: Element, body: Body) -> bool:
    """Whether a thing stands in the body; at its very ends, where places do not tell, its box does."""
    if body.box is None or body.start < place < body.end:
        return body.start <= place <= body.end
    return place in (body.start, body.end) and body.box in element.iterancestors()


def _is_ornament(element: Element, source: str) -> bool:
    name = source.casefold().partition("?")[0].rpartition("/")[2]
    if any(word in name for word in _words().icons) or "filetypeimages" in source.casefold():
        return True
    return any(_is_small(element.get(side)) for side in ("width", "height"))


def _is_small(length: str | None) -> bool:
    digits = (length or "").strip().removesuffix("px")
    return digits.isascii() and digits.isdigit() and len(digits) < len("1000") and int(digits) < _SMALLEST_PICTURE


@cache
def _words() -> _Words:
    data = json.loads(files(__package__).joinpath("html_links.json").read_text("utf-8"))
    return _Words(
        frozenset(data["endings"]),
        tuple(data["endpoints"]),
        frozenset(data["viewer_parameters"]),
        tuple(data["icons"]),
    )


def merged(groups: Iterable[tuple[Link, ...]]) -> tuple[Link, ...]:
    """Links of several parts of a page, each once."""
    found: dict[str, Link] = {}
    for link in (link for group in groups for link in group):
        found.setdefault(link.url, link)
    return tuple(found.values())
