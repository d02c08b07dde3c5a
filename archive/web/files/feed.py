"""The newest changes as an Atom feed, for those who subscribe."""

import re
import sqlite3
import uuid
from collections.abc import Callable
from xml.etree import ElementTree as ET  # it writes here, and reads nothing

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.clock import now
from archive.web.asking import Asked, Page
from archive.web.files.sending import Files
from archive.web.gathering.happened import Change, sentence
from archive.web.language import LANGUAGES
from archive.web.pages.changes import newest
from archive.web.plugin import database_name

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_PAGE = "changes"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # such as \x0b, which no XML may hold

Absolute = Callable[[str], str]


async def feed(request: Request, datasette: Datasette) -> Response:
    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    def look(connection: sqlite3.Connection, asked: Asked) -> str:
        return atom(newest(connection, asked), asked, absolute)

    page = Page(_PAGE, _PAGE, look, milliseconds=5000)
    return await Files(datasette, database_name(datasette)).file(request, page, MEDIA_TYPE)


ROUTES = ((rf"^/(?P<language>{'|'.join(LANGUAGES)})/{_PAGE}\.atom$", feed),)


def atom(changes: tuple[Change, ...], asked: Asked, absolute: Absolute) -> str:
    words, links = asked.words, asked.links
    filters = {name: asked.one(name) for name in ("kind", "place") if asked.one(name)}
    own = absolute(links.feed(**filters))
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": words.tag})
    _text(root, "id", own)
    _text(root, "title", f"{words('changes.title')} · {words('site.name')}")
    _text(root, "updated", changes[0].at if changes else now())
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": absolute(links.changes(**filters))})
    _text(ET.SubElement(root, "author"), "name", words("site.name"))
    for change in changes:
        _entry(root, change, asked, absolute)
    return f"{_DECLARATION}{ET.tostring(root, encoding='unicode')}\n"


def _entry(root: ET.Element, change: Change, asked: Asked, absolute: Absolute) -> None:
    words, links = asked.words, asked.links
    entry = ET.SubElement(root, "entry")
    happened = f"{change.kind} {change.report_id} {change.url} {change.at}"
    _text(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, happened).urn)
    name = " ".join(str(part) for part in (change.issuer or change.title, change.year) if part)
    _text(entry, "title", f"{words.term('changes', change.kind)}: {name or words('changes.unnamed')}")
    _text(entry, "updated", change.at)
    link = links.versions(change.report_id, *change.versions) if change.versions else links.report(change.report_id)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": absolute(link)})
    _text(entry, "summary", f"{sentence(change, words)} {change.url}")


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _NO_XML.sub("\ufffd", text)


_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
