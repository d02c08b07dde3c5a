"""What a page's script does on a click or a choice, to the address that it builds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from crawler.lists.script import call_arguments, unescaped
from crawler.pages.page import Page

# location.href = …, window.location=…, top.location.replace(…, window.open(…
_SINK = re.compile(
    r"(?<![\w$.-])(?:(?:window|self|top|parent|document|this)\.)?"
    r"(?:location(?:\.href)?\s{0,4}=(?!=)|location\.(?:replace|assign)\s{0,4}\(|open\s{0,4}\(|navigate\s{0,4}\()"
)
_LITERAL = re.compile(
    r"""\s*\\?(?:"((?:[^"\\]|\\(?!").){0,500})\\?"|'((?:[^'\\]|\\(?!').){0,500})\\?')"""
)  # 'a.jsp?x='
_NAME = re.compile(r"\s*([\w$][\w$.]{0,80})")  # this.value, year, $
_PLUS = re.compile(r"\s*\+(?![+=])")
_CALL = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,4}\(")  # goYear(
_LINE_COMMENT = re.compile(r"(?<![:\"'\\\w])//[^\n\r]*")  # not the one of http://
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")
_WRAPPERS = ("encodeURIComponent", "encodeURI", "escape", "String", "parseInt", "Number")

_MOST_OF_SCRIPTS = 300_000
_MOST_OF_A_BODY = 2_000
_MOST_PARTS = 20
_MOST_DEFINITIONS = 20
_MOST_ASSIGNMENTS = 20
_MOST_CALLS = 10
_MOST_SINKS = 60
_LONGEST_BRACKET = 160

Values = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a built address: a text, or the name of one."""

    text: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Sink:
    """A place where a script sends the browser; `start` is where in the script."""

    parts: Sequence[Part]
    start: int


@lru_cache(maxsize=1)  # several readers of one page ask for them in a row
def scripts_of(page: Page) -> str:
    """All inline scripts of a page, comments taken out."""
    pieces: list[str] = []
    length = 0
    for script in page.tree.iter("script") if page.tree is not None else ():
        text = script.text or ""
        length += len(text)
        if length > _MOST_OF_SCRIPTS:
            break
        pieces.append(text)
    return without_comments("\n".join(pieces))


def without_comments(script: str) -> str:
    """A script without what its author has switched off.

    >>> without_comments("a(); // location.href='/old/'")
    'a(); '
    """
    first, *others = script.split("/*")
    parted = (other.partition("*/") for other in others)
    script = " ".join((first, *(rest if end else inner for inner, end, rest in parted)))
    return _LINE_COMMENT.sub("", script) if "//" in script else script


def sinks(script: str) -> Iterator[Sink]:
    """The places where a script sends the browser.

    >>> [sink.parts for sink in sinks("location.href='?y='+this.value")]
    [(Part(text='?y=', is_name=False), Part(text='this.value', is_name=True))]
    """
    if "location" not in script and "open" not in script and "navigate" not in script:
        return
    for count, match in enumerate(_SINK.finditer(script)):
        parts = tuple(_parts(script, match.end()))
        if parts:
            yield Sink(parts, match.start())
        if count == _MOST_SINKS:
            return


def built(parts: Sequence[Part], named: Values) -> str | None:
    """The address; None where a part is not known, or nothing of it is."""
    texts = [named(part.text) if part.is_name else part.text for part in parts]
    known = [text for text in texts if text is not None]
    return "".join(known).strip() or None if len(known) == len(texts) else None


def leads_to(handler: str, scripts: str, value: Values) -> str | None:
    """The address that a handler such as onclick="go('2021')" leads to, functions of the page looked up.

    `value` gives what the element itself says, such as the value of the option that was chosen.

    >>> leads_to("go(this.value)", "function go(y){ location.href='nb.jsp?year='+y }", {"this.value": "2021"}.get)
    'nb.jsp?year=2021'
    """
    handler = handler.removeprefix("javascript:")[:_MOST_OF_A_BODY]
    known = _with_variables(handler, scripts, value)
    for sink in sinks(handler):
        if address := built(sink.parts, known):
            return address
    for name in islice(dict.fromkeys(match[1] for match in _CALL.finditer(handler)), _MOST_CALLS):
        defined = _definition(name, scripts)
        if defined is None:
            continue
        names, body = defined
        for arguments in call_arguments(handler, name)[:3]:
            given = _given(names, arguments, handler, value)
            inside = _with_variables(body, scripts, _first(given.get, value))
            for sink in sinks(body):
                if address := built(sink.parts, inside):
                    return address
    return None


def _given(names: Sequence[str], arguments: Sequence[str], handler: str, value: Values) -> dict[str, str]:
    """The parameters of a function by what it is called with; a bare name or property is the element's own."""
    given: dict[str, str] = {}
    for name, argument in zip(names, arguments, strict=False):
        is_quoted = f"'{argument}'" in handler or f'"{argument}"' in handler or argument.isdecimal()
        meant = argument if is_quoted else value(argument)
        if meant is not None:
            given[name] = meant
    return given


def _first(*lookups: Values) -> Values:
    return lambda name: next((found for lookup in lookups if (found := lookup(name)) is not None), None)


def _with_variables(body: str, scripts: str, value: Values) -> Values:
    """What names mean in a piece of script: its own variables, those of the page, and what the element says."""

    def named(name: str, depth: int = 0) -> str | None:
        if (found := value(name)) is not None or not name.isidentifier() or depth > 1:
            return found
        for source in (body, scripts):
            places = re.finditer(rf"(?<![\w$.?&]){re.escape(name)}\s{{0,4}}=(?!=)", source)
            for place in islice(places, _MOST_ASSIGNMENTS):
                parts = tuple(_parts(source, place.end()))
                if parts and (meant := built(parts, lambda inner: named(inner, depth + 1))) is not None:
                    return meant
        return None

    return named


@lru_cache(maxsize=32)
def _definition(name: str, scripts: str) -> tuple[Sequence[str], str] | None:
    """The parameters and the body of a function of the page."""
    for form in (f"function {name}", f"{name} = function", f"{name}=function", f"{name}: function", f"{name}:function"):
        place = -1
        for _ in range(_MOST_DEFINITIONS):
            place = scripts.find(form, place + 1)
            if place < 0:
                break
            end = place + len(form)
            opened = scripts.find("(", end, end + 4)
            closed = scripts.find(")", opened, opened + _LONGEST_BRACKET) if opened >= 0 else -1
            is_whole_name = not scripts[end:opened].strip() and scripts[place - 1 : place] not in _WORD
            if closed >= 0 and is_whole_name:
                names = [one.strip() for one in scripts[opened + 1 : closed].split(",")]
                return names, _block(scripts, closed)
    return None


def _block(scripts: str, start: int) -> str:
    """What stands in the next curly brackets."""
    first = scripts.find("{", start, start + 20)
    depth, last = 0, min(len(scripts), start + _MOST_OF_A_BODY)
    for place in range(max(first, start), last):
        depth += {"{": 1, "}": -1}.get(scripts[place], 0)
        if scripts[place] == "}" and depth == 0:
            last = place
            break
    return scripts[max(first, start) : last]


def _parts(script: str, place: int) -> Iterator[Part]:
    for _ in range(_MOST_PARTS):
        literal = _LITERAL.match(script, place)
        name = None if literal else _NAME.match(script, place)
        if literal:
            yield Part(unescaped(literal[1] if literal[1] is not None else literal[2]))
            place = literal.end()
        elif name:
            place = _end_of_name(script, name.end())
            yield Part(_unwrapped(script[name.start(1) : place].strip()), is_name=True)
        else:
            return
        plus = _PLUS.match(script, place)
        if not plus:
            return
        place = plus.end()


def _end_of_name(script: str, place: int) -> int:
    """Past the brackets and properties that follow a name: $(this).val(), options[this.selectedIndex].value."""
    while script[place : place + 1] in ("(", "[", "."):
        if script[place] == ".":
            match = _NAME.match(script, place + 1)
            if not match:
                return place
            place = match.end()
            continue
        depth = 0
        for end in range(place, min(len(script), place + _LONGEST_BRACKET)):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(script[end], 0)
            if depth == 0:
                place = end + 1
                break
        else:
            return place
    return place


def _unwrapped(name: str) -> str:
    """A name without what only escapes it: encodeURIComponent(year)."""
    for wrapper in _WRAPPERS:
        if name.startswith(wrapper + "(") and name.endswith(")"):
            return name[len(wrapper) + 1 : -1].strip()
    return name


def own_values(own: Mapping[str, str], value: str | None) -> Values:
    """What names mean to an element: its attributes, and `value` for the ways in which scripts ask for its value.

    >>> lookup = own_values({"data-year": "2021"}, "9")
    >>> [lookup(name) for name in ("this.value", "$(this).attr('data-year')", "$(this).data('year')", "other")]
    ['9', '2021', '2021', None]
    """

    def named(name: str) -> str | None:
        low = name.lower()
        for attribute, text in own.items():
            short = attribute.removeprefix("data-")
            if any(f"{quote}{one}{quote})" in low for quote in "'\"" for one in (attribute, short)):
                return text
            if low in (f"this.{attribute}", f"this.dataset.{short}"):
                return text
        asks = ("this.value", ".val()", ".options[", ".selectedindex]", ".value")
        return value if value is not None and (low == "this" or any(ask in low for ask in asks)) else None

    return named
