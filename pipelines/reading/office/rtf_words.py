"""The control words of RTF to what they print, and to where the text of their group goes."""

from collections.abc import Mapping
from typing import Literal

# where the text of a group goes; `away` is to nobody
Destination = Literal["text", "away", "fonts", "number", "info", "title", "instruction"]
# what is done at the end of the group that a control word has made special
AtEnd = Literal["", "box", "above", "result"]

PRINTED: Mapping[str, str] = {
    "bullet": "•",
    "emdash": "—",
    "emspace": " ",
    "endash": "–",
    "enspace": " ",
    "ldblquote": "“",
    "line": "\n",
    "lquote": "‘",
    "qmspace": " ",
    "rdblquote": "”",
    "rquote": "’",
    "tab": "\t",
}

_AWAY = (
    "aftncn", "aftnsep", "aftnsepc", "annotation", "colortbl", "filetbl", "footnote", "ftncn", "ftnsep", "ftnsepc",
    "nonesttables", "nonshppict", "pict", "rxe", "shprslt", "sp", "stylesheet", "tc", "txe", "xe",
)  # fmt: skip
DESTINATIONS: Mapping[str, Destination] = {
    **dict.fromkeys(_AWAY, "away"),
    "fldinst": "instruction",
    "fonttbl": "fonts",
    "info": "info",
    "listtext": "number",
    "pntext": "number",
    "title": "title",
}
_ABOVE = ("footer", "footerf", "footerl", "footerr", "header", "headerf", "headerl", "headerr")
SPECIAL_AT_END: Mapping[str, AtEnd] = {**dict.fromkeys(_ABOVE, "above"), "fldrslt": "result", "shptxt": "box"}
# destinations that programs may ignore, and that are not ignored here
LOOKED_INTO = frozenset({"fldinst", "nesttableprops", "shpinst", "shppict", "shptxt"})
