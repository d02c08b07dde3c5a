"""Bytes of a web page, with its address and declared charset, to a document: its body, and what the page says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.document import Block, Document, Paragraph, UnreadableError
from pipelines.reading.files.charset import decode
from pipelines.reading.html.body import Body, find_body, surroundings
from pipelines.reading.html.boxes import containers
from pipelines.reading.html.facts import facts, meta_tags
from pipelines.reading.html.flow import flow
from pipelines.reading.html.headline import headline
from pipelines.reading.html.hidden import hidden_elements
from pipelines.reading.html.links import attachments, merged, pictures
from pipelines.reading.html.pieces import Flow, Line, as_blocks
from pipelines.reading.html.report_marks import shows_report
from pipelines.reading.html.rows import with_box_tables
from pipelines.reading.html.spares import hidden_panel, stored_markup
from pipelines.reading.html.tree import Element, parse
from pipelines.reading.plain.text_rows import prose

_MOST_BYTES = 5_000_000
_OPENING = 10  # pieces
_MOST_SURROUNDINGS = 500
_MOST_OF_A_SURROUNDING = 400


@dataclass(frozen=True, slots=True)
class _Part:
    """A page, or the part of it that holds the report, and where in it the body stands."""

    root: Element
    seen: Flow
    body: Body


def read(data: bytes, url: str | None = None, declared: str | None = None) -> Document:
    """The document of a page; what stands out of sight is used only where the page shows no report."""
    if len(data) > _MOST_BYTES:
        raise UnreadableError("too_large", f"a page of {len(data):,} bytes: save the report alone and read that")
    text, charset = decode(data, declared, markup=True)
    if not text.strip("\0 \t\r\n\ufeff"):
        raise UnreadableError("empty", "no text in the page: fetch it again")
    return read_markup(text, url, charset)


def read_markup(text: str, url: str | None = None, charset: str | None = None, title: str | None = None) -> Document:
    """The document of a page that is text already; `title` is what its source names beside it."""
    root = parse(text)
    tags = tuple(meta_tags(root))
    title = title or next((name for one in root.iter("title") if (name := prose(one.text or ""))), None)
    stated = [name for name in (title, *(content for key, content in tags if key == "articletitle")) if name]
    parts, notes = _parts(root, stated)
    blocks = _blocks(parts, stated)
    outside = [line for part in parts for line in surroundings(part.seen.pieces, part.body)]
    return Document(
        reader="html",
        blocks=tuple(blocks),
        charset=charset,
        title=title,
        tags=tags,
        facts=tuple(dict.fromkeys(pair for part in parts for pair in facts(part.seen, part.body))),
        surroundings=tuple(_short(outside)),
        links=merged(attachments(part.root, part.seen, part.body, url) for part in parts),
        pictures=tuple(dict.fromkeys(one for part in parts for one in pictures(part.seen, part.body, url))),
        notes=tuple(notes),
    )


def _parts(root: Element, stated: Sequence[str]) -> tuple[list[_Part], list[str]]:
    """The page, then the part out of sight that holds the report if the page does not; the last one has the body."""
    boxes = containers(root)
    hidden = hidden_elements(root)
    page = with_box_tables(flow(root, hidden, frozenset(boxes)))
    lines = (piece.text for piece in page.pieces if isinstance(piece, Line) and not piece.is_link)
    if shows_report(lines, page.text):
        return [_Part(root, page, find_body(root, page, boxes))], []
    panel = hidden_panel(root, hidden, frozenset(boxes))
    stored = None if panel else stored_markup(root, stated)
    everything = Body(0, 0, None, None, ())
    if panel:
        seen = with_box_tables(panel.seen)
        return [_Part(root, page, everything), _Part(panel.element, seen, find_body(panel.element, seen, boxes))], [
            "the body is in a part of the page that is hidden at first"
        ]
    if stored:
        inner = parse(stored.markup)
        inner_boxes = containers(inner)
        seen = with_box_tables(flow(inner, hidden_elements(inner), frozenset(inner_boxes)))
        return [_Part(root, page, everything), _Part(inner, seen, find_body(inner, seen, inner_boxes))], [
            "the body is in a field or a script of the page"
        ]
    return [_Part(root, page, find_body(root, page, boxes))], []


def _blocks(parts: Sequence[_Part], stated: Sequence[str]) -> Iterable[Block]:
    body, seen = parts[-1].body, parts[-1].seen
    pieces = [*seen.pieces[body.start : body.end], *(seen.pieces[place] for place in body.tables_outside)]
    opening = "".join(piece.text for piece in pieces[:_OPENING])
    titles = (headline(part.seen, part.body, stated, opening) for part in reversed(parts))
    above = next((title for title in titles if title), None)
    blocks = list(as_blocks(pieces))
    return [Paragraph(above), *blocks] if above else blocks


def _short(lines: Iterable[str]) -> Iterable[str]:
    kept = (text[:_MOST_OF_A_SURROUNDING] for line in lines if (text := prose(line)))
    return [line for _, line in zip(range(_MOST_SURROUNDINGS), kept, strict=False)]
