"""Scripts of pages: source in; arguments of calls, loose literals and the values of variables out."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

_MOST_CALLS = 50
_LONGEST_CALL = 20_000
_MOST_OF_LOOSE_JSON = 2 << 20
_STRING_ENDS = re.compile(r"\s*(?:[,:}\])]|/[/*]|$)")  # what may follow the last quote of a string
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)  # \u5e74, \x27, \'
_RUN = re.compile(r"""[^\s"'{}\[\]:,/();]+""")  # true, 12.5, pageNo
_OPENED = re.compile(r"\s{0,20}\(")
_SPACES = re.compile(r"\s*")
_CALLBACK = re.compile(r"[\w\s$.=(;/*]{0,200}")  # what stands before the first bracket: cb(, var zNodes =
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")  # -12.5e3
_PLAIN_OF_CALL = re.compile(r"""[^"'()\[\]{},/]+""")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "\r": ""}


def call_arguments(text: str, function_name: str) -> list[tuple[str, ...]]:
    """The arguments of the calls of a function in scripts, without quotes; definitions of the function are no calls.

    >>> call_arguments('function go(a,b){} go(3, "a,b", {x: [1, 2]}); go()', "go")
    [('3', 'a,b', '{x: [1, 2]}'), ()]
    """
    found: list[tuple[str, ...]] = []
    place, tried = text.find(function_name), 0
    while place >= 0 and tried < _MOST_CALLS:
        after = place + len(function_name)
        opened = _OPENED.match(text, after)
        before = text[max(0, place - 12) : place]
        is_whole_name = not before[-1:].isalnum() and before[-1:] not in ("_", "$")
        if opened and is_whole_name and not before.rstrip().endswith("function"):
            tried += 1
            arguments = _arguments(text[opened.end() : opened.end() + _LONGEST_CALL])
            found += [arguments] if arguments is not None else []
        place = text.find(function_name, after)
    return found


def _arguments(text: str) -> tuple[str, ...] | None:
    """Up to the closing bracket; None where there is none."""
    found, piece, depth, place = [], 0, 0, 0
    while place < len(text):
        char = text[place]
        if char in "\"'":
            place = end_of_literal(text, place)
            continue
        if char == "/" and text[place + 1 : place + 2] == "*":
            place = (text.find("*/", place) + 2) or len(text)
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if depth < 0 or (char == "," and not depth):
            found.append(_unquoted(text[piece:place]))
            piece = place + 1
        if depth < 0:
            return tuple(found) if found != [""] else ()
        run = _PLAIN_OF_CALL.match(text, place + 1)
        place = run.end() if run else place + 1
    return None


def end_of_literal(text: str, start: int) -> int:
    """The place behind the quote that closes the string at `start`."""
    place = start + 1
    while (place := text.find(text[start], place)) >= 0:
        if not _is_escaped(text, place):
            return place + 1
        place += 1
    return len(text)


def _is_escaped(text: str, place: int) -> bool:
    first = place
    while first and text[first - 1] == "\\":
        first -= 1
    return (place - first) % 2 == 1


def _unquoted(piece: str) -> str:
    piece = piece.strip()
    while piece.startswith("/*") and "*/" in piece:
        piece = piece.partition("*/")[2].lstrip()
    if piece[:1] in ("'", '"') and end_of_literal(piece, 0) == len(piece):
        return unescaped(piece[1:-1])
    return piece


def unescaped(text: str) -> str:
    r"""The inside of a JavaScript string as it is meant.

    >>> unescaped(r"\u5e74 \x27 \/")
    "年 ' /"
    """
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _LETTERS.get(code, code)


def lenient_json(text: str, named: Callable[[str], object] | None = None) -> Any:
    """JSON, or what scripts and careless servers give for it; None where there is nothing of the kind.

    Single quotes, quotes inside of strings, bare keys, comments, commas too many, a callback around it and a mark of
    byte order are put up with. `named` gives the value of a bare name; without it that is None.

    >>> lenient_json("cb({count:'12', docs:[{a:1,},], /* x */ b: page});", {"page": 3}.get)
    {'count': '12', 'docs': [{'a': 1}], 'b': 3}
    """
    text = text.lstrip("\ufeff \t\r\n")[:_MOST_OF_LOOSE_JSON]
    start = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=-1)
    if start < 0 or not _CALLBACK.fullmatch(text, 0, start):
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return json.JSONDecoder(strict=False).raw_decode("".join(_strict(text, start, named)))[0]
    except (ValueError, RecursionError):
        return None


def _strict(text: str, place: int, named: Callable[[str], object] | None) -> Iterator[str]:
    """Pieces of JSON as the standard wants it, from a bracket to the one that closes it."""
    depth, comma = 0, False
    while place < len(text):
        char = text[place]
        if char in "\"'":
            end = _end_of_loose_string(text, place)
            piece, place = json.dumps(unescaped(text[place + 1 : end])), end + 1
        elif char == "/" and text[place + 1 : place + 2] in ("/", "*"):
            mark = "\n" if text[place + 1] == "/" else "*/"
            end = text.find(mark, place + 2)
            piece, place = "", len(text) if end < 0 else end + len(mark)
        elif run := _RUN.match(text, place):
            place = run.end()
            piece = _bare(run[0], text, place, named)
        else:
            piece, place = char if char in "{}[]:" else "", place + 1
            comma = comma or char == ","
            depth += (char in "{[") - (char in "}]")
        if piece:
            yield f",{piece}" if comma and piece not in ("}", "]") else piece
            comma = False
        if not depth:
            return


def _bare(word: str, text: str, end: int, named: Callable[[str], object] | None) -> str:
    after = _SPACES.match(text, end)
    if after and text[after.end() : after.end() + 1] == ":":
        return json.dumps(word)
    if word in ("true", "false", "null") or _NUMBER.fullmatch(word):
        return word
    if word[0].isdigit():
        return json.dumps(word)
    try:
        return json.dumps(named(word) if named else None)
    except (TypeError, ValueError):
        return "null"


def _end_of_loose_string(text: str, start: int) -> int:
    """The quote that ends a string is the one before a comma, a colon or a bracket: templates do not escape others."""
    place = start + 1
    while (place := text.find(text[start], place)) >= 0:
        if not _is_escaped(text, place) and _STRING_ENDS.match(text, place + 1):
            return place
        place += 1
    return len(text)
