"""DOCX files to what the reader gives of them."""

from pipelines.document import Grid
from pipelines.reading.office import docx
from tests.pipelines.reading.made_up_docx import cell, docx_of, paragraph


def blocks(body: str, **parts: str) -> tuple:
    return docx.read(docx_of(body, **parts)).blocks


def lines(body: str, **parts: str) -> list[str]:
    return docx.read(docx_of(body, **parts)).paragraphs


def only_grid(body: str) -> Grid:
    (grid,) = blocks(body)
    return grid


def spanning(text: str, columns: int = 1, more: str = "") -> str:
    return cell(paragraph(text), f'<w:gridSpan w:val="{columns}"/>{more}')
