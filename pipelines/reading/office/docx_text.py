"""The contents of one paragraph of WordprocessingML to what a person sees of it: text, and what hangs on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.document import Block, Link
from pipelines.reading.office.office_links import address_of_field, file_link
from pipelines.reading.office.office_text import as_paragraphs
from pipelines.reading.office.word_xml import child, is_on, plain_name, properties, value
from pipelines.reading.office.zipped_xml import Element, Relation, attribute

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
# properties, what was deleted or only instructs, and notes, which stand at the foot of a page
_UNSEEN = {
    "w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rt", "w:ffData",
    "w:footnote", "w:endnote", "w:comment", "w:binData",
}  # fmt: skip
_PRIVATE = range(0xE000, 0xF900)
_PRIVATE_ASCII = 0xF000  # where Word puts the signs of the font Symbol
_ASCII = range(0x20, 0x7F)


@dataclass(slots=True)
class _Field:
    """A field that is open: first its instruction is written, then what it comes to."""

    instruction: str = ""
    instructs: bool = True
    begins_at: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What paragraphs refer to: relations of their part, hidden styles, and how a text box in them is read."""

    relations: Mapping[str, Relation]
    hides: Callable[[str | None], bool]
    box_blocks: Callable[[Element], list[Block]]


class ParagraphText:
    """One paragraph, read; `text` is what is printed, the rest hangs on it.

    A field that began in another paragraph is not followed: its end may be missing, and must not swallow the rest.
    """

    def __init__(self, paragraph: Element, style: str | None, around: Surroundings) -> None:
        self.boxes: list[Block] = []
        self.pictures: list[str] = []
        self.links: list[Link] = []
        self._around = around
        self._hidden = around.hides(style)
        self._fields: list[_Field] = []
        self._pieces: list[str] = []
        self._inside(paragraph)
        self.text = "".join(self._pieces)

    def _inside(self, element: Element) -> None:
        for inner in element:
            name = plain_name(inner.tag)
            if name in _UNSEEN:
                continue
            if name == "w:r":
                self._run(inner)
            else:
                self._other(inner, name)

    def _run(self, run: Element) -> None:
        of_run = properties(run, "w:rPr")
        if "w:vanish" in of_run:
            hidden = is_on(of_run["w:vanish"])
        else:
            hidden = self._hidden or self._around.hides(value(of_run.get("w:rStyle")))
        for inner in run:
            name = plain_name(inner.tag)
            if name == "w:fldChar":
                self._field_mark(attribute(inner, "fldCharType"))
            elif not (hidden or name in _UNSEEN):
                self._in_run(inner, name)

    def _in_run(self, element: Element, name: str) -> None:
        if name in ("w:t", "m:t"):
            self._write(element.text or "")
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif name == "w:sym":
            self._write(_symbol(element))
        elif name == "w:instrText":
            if self._fields:
                self._fields[-1].instruction += element.text or ""
        else:
            self._other(element, name)

    def _other(self, element: Element, name: str) -> None:
        """What holds runs, or a drawing; an unknown element is looked through."""
        match name:
            case "mc:AlternateContent":
                chosen = child(element, "mc:Choice")
                chosen = child(element, "mc:Fallback") if chosen is None else chosen
                if chosen is not None:
                    self._inside(chosen)
            case "w:txbxContent":
                self.boxes += self._around.box_blocks(element)
            case "w:hyperlink":
                self._hyperlink(element)
            case "w:sdt":
                if child(element, "w:sdtPr", "w:showingPlcHdr") is None:  # 单击此处输入文字 is no answer
                    self._inside(element)
            case "a:blip" | "v:imagedata":
                self._picture(element)
            case "v:textpath":
                self.boxes += as_paragraphs(attribute(element, "string") or "")
            case "m:t" | "w:t":
                self._write(element.text or "")
            case _:
                self._inside(element)

    def _write(self, text: str) -> None:
        if not any(open_field.instructs for open_field in self._fields):
            self._pieces.append(text)

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].instructs = False
            self._fields[-1].begins_at = len(self._pieces)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._link(address_of_field(ended.instruction), ended.begins_at)

    def _hyperlink(self, element: Element) -> None:
        begins_at = len(self._pieces)
        self._inside(element)
        relation = self._around.relations.get(attribute(element, "id") or "")
        self._link(relation.target if relation and relation.outside else None, begins_at)

    def _link(self, address: str | None, begins_at: int) -> None:
        if address and (link := file_link(address, "".join(self._pieces[begins_at:]))):
            self.links.append(link)

    def _picture(self, element: Element) -> None:
        wanted = attribute(element, "embed") or attribute(element, "id") or attribute(element, "link") or ""
        relation = self._around.relations.get(wanted)
        if relation and relation.target not in self.pictures:
            self.pictures.append(relation.target)


def _symbol(element: Element) -> str:
    """The sign of w:sym; none where only its font would tell which it is."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if code in _PRIVATE:
        plain = code - _PRIVATE_ASCII
        return chr(plain) if plain in _ASCII and attribute(element, "font") == "Symbol" else ""
    return chr(code) if 0x20 <= code <= 0xFFFF and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004  # no surrogates
