"""Variables and expressions of a page's scripts: source in, values out, without running anything."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from crawler.lists.script import end_of_literal, lenient_json, unescaped

_DEEPEST = 8
_LONGEST_VALUE = 4000
_LONGEST_LITERAL = 600_000
_LONGEST_NAMED = 20_000
_MOST_TRIES = 20
_COST_OF_AN_OBJECT = 15
_MOST_NAMES = 200
_NEAR = 20
_LONGEST_PARAMETERS = 80

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_NAME = re.compile(r"[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,6}")  # title.substring
_FUNCTION = re.compile(r"function\s{0,3}[\w$]{0,40}\s{0,3}\(([^()]{0,200})\)")  # function load(id, page)
_BEFORE_ARROW = re.compile(r"([\w$][\w$, ]*)\)?\s?$")  # (id, page) =>
# function load(id)
_DECLARED = re.compile(r"(?:\b(?:var|let|const)\s|[;,{})\n])\s*$")  # var id = 3
_SPACES = re.compile(r"\s*")
_ENCODERS = ("encodeURIComponent", "encodeURI", "escape")

Values = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Worth:
    """What an expression comes to, where it ends, and the names in it that nobody knows, read as nothing."""

    text: str
    end: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look for a value. The parameter of a function is none of the attributes and keys of the same name."""

    longest: int
    only_declared: bool = False


def value_of(text: str, name: str, values: Values | None = None) -> Any:
    """What scripts first set a name to, be it a string, a number, a list or an object; None where they do not.

    >>> value_of("var channelid = 203958; var zNodes=[{id:'1',}]", "channelid")
    203958
    >>> value_of("{tableName:'t_1', tenantId : 71}", "tableName")
    't_1'
    """
    return _found(text, name, values, _Look(_LONGEST_LITERAL))


def _found(text: str, name: str, values: Values | None, look: _Look) -> Any:
    place, tries, empty = text.find(name), _MOST_TRIES, None
    while place >= 0 and tries > 0:
        # in '/list?page=' + page it is a parameter that has the name
        if not (text[place - 1 : place].isalnum() or text[place - 1 : place] in ("_", "$", "&", "?")):
            start = _after_sign(text, place + len(name))
            if look.only_declared and not _is_declared(text, place, start):
                start = None
            value = _literal(text[start : start + look.longest], values) if start is not None else None
            if value or value == 0:
                return value
            empty = value if empty is None else empty  # var zNodes = []; and filled further down
            is_broken = start is not None and value is None and text[start : start + 1] in ("{", "[")
            tries -= _COST_OF_AN_OBJECT if is_broken else start is not None
        place = text.find(name, place + len(name))
    return empty


def values_of(text: str) -> Values:
    """`value_of` for one text, each name looked up once."""
    known: dict[str, object] = {}
    parameters: set[str] = set()

    def look_up(name: str) -> object:
        if name not in known and len(known) < _MOST_NAMES:
            if not known:
                parameters.update(_parameters(text))
            known[name] = None  # a name that is set to an object with its own name in it
            known[name] = _found(text, name, look_up, _Look(_LONGEST_NAMED, name in parameters))
        return known.get(name)

    return look_up


def _parameters(text: str) -> Iterator[str]:
    """The names that functions have for what they are given."""
    for match in _FUNCTION.finditer(text):
        yield from (one.strip() for one in match[1].split(","))
    place = text.find("=>")
    while place >= 0:
        arrow = _BEFORE_ARROW.search(text[max(0, place - _LONGEST_PARAMETERS) : place])
        yield from (one.strip() for one in arrow[1].split(",")) if arrow else ()
        place = text.find("=>", place + 2)


def _is_declared(text: str, place: int, start: int | None) -> bool:
    """Whether a name is set as a variable is: neither as an attribute, id="list", nor as a key, {id: 1}."""
    sign = text[place:start].rstrip()[-1:]
    return sign == "=" and bool(_DECLARED.search(text[max(0, place - _NEAR) : place]))


def _after_sign(text: str, place: int) -> int | None:
    """Where the value begins after `name =` or `"name":`; not after a comparison."""
    place += text[place : place + 1] in ("'", '"')
    place = _skip(text, place)
    if text[place : place + 1] not in ("=", ":") or text[place + 1 : place + 2] == "=":
        return None
    return _skip(text, place + 1)


def _literal(text: str, values: Values | None) -> Any:
    if text[:1] in ("'", '"'):
        return unescaped(text[1 : end_of_literal(text, 0) - 1][:_LONGEST_VALUE])
    if number := _NUMBER.match(text):
        return float(number[0]) if "." in number[0] else int(number[0])
    return lenient_json(text, values) if text[:1] in ("{", "[") else None


def worth(text: str, place: int, values: Values, depth: int = 0) -> Worth:
    """The string that the expression at this place comes to.

    >>> worth("'/a?c=' + id + '&q=' + encodeURIComponent('x=' + 5) + '&n=' + n;", 0, {"id": 7}.get).text
    '/a?c=7&q=x%3D5&n='
    """
    pieces: list[str] = []
    unknown: tuple[str, ...] = ()
    while True:
        one = _term(text, _skip(text, place), values, depth)
        pieces.append(one.text)
        unknown += one.unknown
        after = _skip(text, one.end)
        is_going_on = text[after : after + 1] == "+" and text[after + 1 : after + 2] not in ("+", "=")
        if not is_going_on or one.end == place or sum(map(len, pieces)) > _LONGEST_VALUE:
            return Worth("".join(pieces)[:_LONGEST_VALUE], one.end, unknown)
        place = after + 1


def _term(text: str, place: int, values: Values, depth: int) -> Worth:
    char = text[place : place + 1]
    if char in ("'", '"', "`"):
        end = end_of_literal(text, place)
        return Worth(unescaped(text[place + 1 : end - 1]), end)
    if number := _NUMBER.match(text, place):
        return Worth(number[0], number.end())
    if char == "(" and depth < _DEEPEST:
        inner = worth(text, place + 1, values, depth + 1)
        return Worth(inner.text, _closed(text, inner.end), inner.unknown)
    name = _NAME.match(text, place)
    return _called(text, name, values, depth) if name else Worth("", place, ("",))


def _called(text: str, name: re.Match[str], values: Values, depth: int) -> Worth:
    """A name, or a call: of an encoder what it makes of its argument, of a method the string it is called on."""
    if text[name.end() : name.end() + 1] != "(" or depth == _DEEPEST:
        return _named(name[0], name.end(), values)
    inner = worth(text, name.end() + 1, values, depth + 1)
    end = _closed(text, inner.end)
    if name[0] in _ENCODERS:
        return Worth(quote(inner.text.encode("utf-8", "ignore"), safe=""), end, inner.unknown)
    return _named(name[0].rpartition(".")[0], end, values)


def _named(name: str, end: int, values: Values) -> Worth:
    """The value of a name; of `data.page` that of its last part, of `title.length` that of its first."""
    parts = name.split(".")
    for part in (parts[-1], parts[0]):
        value = values(part) if part else None
        if isinstance(value, str | int | float):
            return Worth(str(value), end)
    return Worth("", end, (name,))


def _closed(text: str, place: int) -> int:
    """Behind the bracket that closes a call; further arguments of it are passed over."""
    end = text.find(")", place, place + 200)
    return place if end < 0 else end + 1


def _skip(text: str, place: int) -> int:
    spaces = _SPACES.match(text, place)
    return spaces.end() if spaces else place
