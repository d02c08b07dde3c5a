"""Bytes of an RTF to its tokens: groups, control words with their numbers, and bytes of text in the file's charset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["open", "close", "word", "text"]

# runs are bounded: the memory of a match grows with each repetition
_WORD = rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?"  # \cellx2130
_HEX = rb"((?:\\'[0-9A-Fa-f]{2}){1,500})"  # \'b9\'ab
_SIGN = rb"\\([^A-Za-z'])"  # \~
_OPEN, _CLOSE = rb"(\{)", rb"(\})"
_ONE_BYTE = rb"([^\\{}\r\n]+)"  # text as it is
# of a pair of bytes that is one character the second may look like a brace or a backslash
_TWO_BYTES = rb"((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n]){1,500})"
_TOKEN = re.compile(b"|".join((_WORD, _HEX, _SIGN, _OPEN, _CLOSE, _ONE_BYTE)))
_TOKEN_IN_PAIRS = re.compile(b"|".join((_WORD, _HEX, _SIGN, _OPEN, _CLOSE, _TWO_BYTES)))
_IN_PAIRS = re.compile(rb"\\ansicpg9(?:32|36|49|50)(?![0-9])")  # \ansicpg936
_HEAD = 1_000
_SIGNS = {b"~": b" ", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}  # \~ is a blank that does not break


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is a control word or sign; `number` is its number, None where it has none."""

    kind: TokenKind
    word: str = ""
    number: int | None = None
    content: bytes = b""


_OPENS, _CLOSES = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    r"""The tokens in order; what a \bin holds is passed over.

    >>> [token.word or token.content for token in tokens(rb"{\b1 \'b9\'aba\~}") if token.kind in ("word", "text")]
    ['b', b'\xb9\xab', b'a', b' ']
    """
    pattern = _TOKEN_IN_PAIRS if _IN_PAIRS.search(data, 0, _HEAD) else _TOKEN
    at = 0
    while found := pattern.search(data, at):
        at = found.end()
        word, number, code, sign, opens, closes, text = found.groups()
        if text is not None:
            yield Token("text", content=text)
        elif code is not None:
            yield Token("text", content=bytes.fromhex(code.replace(b"\\'", b"").decode("ascii")))
        elif word is not None:
            value = None if number is None else int(number)
            if word == b"bin":
                at += max(value or 0, 0)
            else:
                yield Token("word", word.decode("ascii"), value)
        elif opens or closes:
            yield _OPENS if opens else _CLOSES
        else:
            yield _of_sign(sign)


def _of_sign(sign: bytes) -> Token:
    if sign in _SIGNS:
        return Token("text", content=_SIGNS[sign])
    return Token("word", "par" if sign in (b"\r", b"\n") else sign.decode("latin-1"))
