"""A made-up county whose coverage is reckoned, and its pages as trees, checked for what every page must be."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as parsing

from archive.coverage.telling import values
from archive.seals import SEALED, put
from archive.store import Store
from archive.web.asking import Asked
from archive.web.language import Words
from archive.web.links import Links
from archive.web.rendering import render
from tests.archive.coverage.scene import Scene
from tests.archive.made_up import form_cells
from tests.archive.web.shown import _Checked, connection

AS_OF = "2025-06-02"
_COLUMNS = [name for part in SEALED["coverage"] for name in part]


def scenes(built):
    """Two fixtures of what `built` makes of a store: one for tests that only look, one for those that add to it."""

    @pytest.fixture(scope="module")
    def scene(tmp_path_factory):
        with Store(tmp_path_factory.mktemp("archive")) as store:
            yield built(store)

    @pytest.fixture
    def fresh(store):
        return built(store)

    return scene, fresh


def reckon(scene: Scene, today):
    """Fills the table `coverage`, as the end of a night does."""
    with scene.store.changing() as writing:
        writing.execute("DELETE FROM coverage")
        for area in scene.areas(today):
            for position, row in enumerate(area.rows):
                given = [area.area.digits, position, *values(row), AS_OF]
                put(writing, "coverage", dict(zip(_COLUMNS, given, strict=True)))


def cells(form="2021_revised", **changed):
    """A form of noughts, but for the totals that are named; None is a blank."""
    found = []
    for cell in form_cells(form):
        if cell.column == "total" and cell.table == "requests" and cell.row in changed:
            value = changed[cell.row]
            status = "blank" if value is None else "number" if value else "zero"
            found.append(replace(cell, value=value, raw="" if value is None else str(value), status=status))
        else:
            found.append(cell)
    return tuple(found)


def asked(language="zh", parts=None, **parameters) -> Asked:
    links = Links(language, lambda path: path, "archive")
    given = {name: [str(value)] for name, value in parameters.items()}
    return Asked(Words(language), links, parts or {}, given, Path(), "/other")


def look(which, store, language="zh", parts=None, **parameters):
    return which.look(connection(store), asked(language, parts, **parameters))


def tree(which, store, language="zh", parts=None, **parameters):
    question = asked(language, parts, **parameters)
    text = render(which.name, question, which.look(connection(store), question))
    _Checked().feed(text)
    return parsing.document_fromstring(text)


def table(page_tree, words) -> list[list[str]]:
    """The cells of the first table whose caption or first head has these words."""
    for found in page_tree.xpath("//table"):
        if words in "".join(found.xpath("./caption//text()")) or words in "".join(found.xpath("./thead//text()")):
            return [
                [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
                for row in found.xpath(".//tr")
            ]
    raise AssertionError(words)


def said(page_tree) -> str:
    return " ".join(page_tree.text_content().split())
