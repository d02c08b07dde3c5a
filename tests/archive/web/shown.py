"""A page as a reader gets it: what is asked, what `look` gathers on a store, and the HTML of it, without a server."""

import sqlite3
from html.parser import HTMLParser
from pathlib import Path

from archive.store import Store
from archive.web.asking import Asked, Page
from archive.web.language import Language, Words
from archive.web.links import Links
from archive.web.rendering import render


def asked(language: Language = "en", /, **parameters: str) -> Asked:
    links = Links(language, lambda path: path, "archive")
    given = {name: [value] for name, value in parameters.items()}
    return Asked(Words(language), links, {}, given, Path(), "/other")


def connection(store: Store) -> sqlite3.Connection:
    store.flush()
    return store._connection


def look(page: Page, store: Store, /, **parameters: str):
    return page.look(connection(store), asked(**parameters))


def html(page: Page, store: Store, language: Language = "en", /, **parameters: str) -> str:
    """The page in HTML, which is checked for what every page must be."""
    question = asked(language, **parameters)
    text = render(page.name, question, page.look(connection(store), question))
    _Checked().feed(text)
    return text


class _Checked(HTMLParser):
    """Tags that the headers forbid, ids given twice, fields without a label, headings that skip a level."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: set[str] = set()
        self._labelled: set[str] = set()
        self._level = 0

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        assert tag != "script"
        assert "style" not in named, f"style on {tag}"
        assert not any(name.startswith("on") for name in named), f"a script on {tag}"
        if named.get("id"):
            assert named["id"] not in self._ids, f"id {named['id']} twice"
            self._ids.add(named["id"])
        if tag == "label" and "for" in named:
            self._labelled.add(named["for"])
        if tag in ("input", "select") and named.get("type") != "checkbox":
            assert named.get("id") in self._labelled, f"{tag} {named.get('name')} has no label before it"
        if tag in ("h1", "h2", "h3", "h4"):
            assert int(tag[1]) <= self._level + 1, f"{tag} below h{self._level}"
            self._level = int(tag[1])
