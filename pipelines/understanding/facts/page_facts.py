"""The box and the tags of a page to the pairs that state one fact, under whatever label."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pipelines.document import Document
from pipelines.understanding.facts.excerpts import Stated

Fact = Literal[
    "title",
    "publisher",
    "source",
    "document_number",
    "index_number",
    "signer",
    "written_date",
    "print_date",
    "publish_date",
]
TagFact = Literal["publish_tags", "source_tags"]


@cache
def _labels() -> Mapping[str, Sequence[str]]:
    """The labels of each fact, the surest first: 生成日期 may be the day of uploading, 成文日期 is not."""
    labels: Mapping[str, Sequence[str]] = json.loads(files(__package__).joinpath("page_facts.json").read_text("utf-8"))
    return labels


def page_facts(document: Document, fact: Fact) -> Iterator[Stated[str]]:
    """The values of the box that states a fact, the surest label first."""
    for wanted in _labels()[fact]:
        yield from (Stated(value, f"{label}：{value}") for label, value in document.facts if label == wanted)


def page_tags(document: Document, fact: TagFact) -> Iterator[Stated[str]]:
    tags = dict(document.tags)
    for name in _labels()[fact]:
        if value := tags.get(name):
            yield Stated(value, f"{name}: {value}")
