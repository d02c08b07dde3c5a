"""Text to the forms that patterns read and records print: one width at equal length, and without layout blanks."""

import re

from archive.words import normalise

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣─━"), "-")
_NOUGHTS = dict.fromkeys(map(ord, "○◯⭕"), "〇")
# in names these are themselves, in prose forms of 干 and 于: 乾县, 於潜镇
_IN_NAMES = {ord(character): character for character in "乾於"}
# **bold**, [bookmark: _GoBack], # heading: what converters leave in a text
_RESIDUE = re.compile(r"\*\*|__|\[bookmark:[^\]]*\]|^\s*(?:#{1,6}|>|[-*•](?=\s))\s*", re.IGNORECASE)
# 2020 年, 柳 泉 镇: a blank is kept only between two Latin letters
_LAYOUT_BLANK = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


class _Plain(dict[int, str]):
    """Filled as characters turn up; what has no counterpart of one character stays as it is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = " " if character.isspace() else normalise(character)
        self[code] = plain if len(plain) == 1 else character
        return self[code]


class _Visible(dict[int, str | None]):
    def __missing__(self, code: int) -> str | None:
        self[code] = chr(code) if normalise(chr(code)) else None
        return self[code]


_PLAIN = _Plain(_DASHES | _NOUGHTS | _IN_NAMES)
_VISIBLE = _Visible({ord(blank): blank for blank in "\t\n\r "})


def plain(text: str) -> str:
    """The text as patterns read it, of equal length, so that a place found in it is a place in the text.

    >>> plain("電話（傳真）：０３９０—5550103")
    '电话(传真):0390-5550103'
    """
    return text.translate(_PLAIN)


def legible(text: str) -> str:
    """The text as printed, without the marks of converters and characters that nobody sees.

    >>> legible("## **柳泉镇**\u200b人民政府 ")
    '柳泉镇人民政府'
    """
    return _RESIDUE.sub("", text.translate(_VISIBLE)).strip()


def squeezed(text: str) -> str:
    """The text as printed, without the blanks of its layout.

    >>> squeezed("柳泉镇 2020 年工作 年度 报　告")
    '柳泉镇2020年工作年度报告'
    """
    return _LAYOUT_BLANK.sub("", text.strip())
