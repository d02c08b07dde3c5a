"""Bytes of text in an RTF, with the font of each, to characters: some fonts have a charset of their own."""

import re

_BY_FONT_CHARSET = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PAIRED = {"cp932", "cp949", "gb18030", "cp950"}
_BY_CODE_PAGE = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 54936: "gb18030", 65001: "utf-8"}
_ANSI = 0
_SYMBOLS = 2  # the charset of fonts whose signs are no letters
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")


class Letters:
    """Gathers bytes as long as they are of one charset: the bytes of a character may stand in different tokens."""

    def __init__(self) -> None:
        self.default_font: int | None = None
        self._charsets: dict[int, int] = {}
        self._codec = "cp1252"
        self._gathered = bytearray()
        self._charset: int | None = None

    def set_code_page(self, number: int) -> None:
        self._codec = _code_page(number)

    def define_font(self, font: int | None, charset: int) -> None:
        if font is not None:
            self._charsets[font] = charset

    def add(self, content: bytes, font: int | None) -> str:
        """Takes bytes in; gives the characters that those before them came to, where these are of another charset."""
        font = self.default_font if font is None else font
        charset = None if font is None else self._charsets.get(font)
        if charset == _SYMBOLS:
            return ""
        before = self.take() if charset != self._charset else ""
        self._charset = charset
        self._gathered += content
        return before

    def take(self) -> str:
        """All characters that have not been given yet."""
        content = bytes(self._gathered)
        self._gathered.clear()
        return _decoded(content, self._charset, self._codec)


def _code_page(number: int) -> str:
    """The codec of a code page; of one that is not known the commonest in China."""
    if number in _BY_CODE_PAGE:
        return _BY_CODE_PAGE[number]
    return f"cp{number}" if 1250 <= number <= 1258 else "gb18030"  # noqa: PLR2004  # Windows' own of one byte


def _decoded(content: bytes, font_charset: int | None, default: str) -> str:
    """Bytes of text to characters, by the charset of their font, else of the file.

    >>> _decoded("公开".encode("gb18030"), 134, "cp1252"), _decoded("公开".encode("gb18030"), 0, "gb18030")
    ('公开', '公开')
    """
    if content.isascii():
        return content.decode("ascii")
    codec = default if font_charset is None else _BY_FONT_CHARSET.get(font_charset, default)
    # a Latin font in a Chinese file: WPS writes Chinese with it all the same, Word only signs of one byte
    if font_charset == _ANSI and codec in _PAIRED and not _all_in_pairs(content):
        codec = "cp1252"
    return content.decode(codec, "replace")


def _all_in_pairs(content: bytes) -> bool:
    rest = _PAIR.sub(b"", content)
    return rest.isascii()
