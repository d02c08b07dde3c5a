"""Frozen dataclasses to plain JSON values and back, strictly: a missing, unknown or mistyped field is a RecordError."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from archive.errors import RecordError

T = TypeVar("T")

# metadata of a field that records of earlier versions lack, and records of others; its default then stands for it
ADDED_LATER: Mapping[str, bool] = {"added_later": True}

Write = Callable[[Any], Any]
Read = Callable[[Any, str], Any]  # takes the value and its place, for the error message


def to_plain(value: Any) -> Any:
    """The JSON value of a dataclass."""
    kind: Any = type(value)
    return _writer(kind)(value)


def from_plain(kind: type[T], value: Any, at: str = "record") -> T:
    """The inverse of to_plain for the dataclass `kind`; `at` names the place in error messages."""
    hint: Any = kind
    return cast("T", _reader(hint)(value, at))


@cache
def _shape(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _solid_members(hint: Any) -> list[Any]:
    """The members of a union other than None; a hint that is no union is its only member."""
    if get_origin(hint) in (Union, UnionType):
        return [member for member in get_args(hint) if member is not NoneType]
    return [hint]


@cache
def _writer(hint: Any) -> Write:
    """How values with this type hint are written; made once for each type."""
    hint = _solid_members(hint)[0]
    origin = get_origin(hint)
    if is_dataclass(hint):
        writers = [(name, _writer(field_hint)) for name, field_hint in _shape(cast("type", hint)).items()]
        plain = {name for name, writer in writers if writer is _as_it_is}
        names = [name for name, _ in writers]
        others = [(name, writer) for name, writer in writers if name not in plain]

        def write(value: Any) -> Any:
            written = {name: getattr(value, name) for name in names}
            for name, writer in others:
                if written[name] is not None:
                    written[name] = writer(written[name])
            return written

        return write
    if origin is tuple:
        item = _writer(get_args(hint)[0])
        return lambda value: [item(one) for one in value]
    if origin is not None and origin is not Literal:
        item = _writer(get_args(hint)[1])
        return lambda value: {key: item(one) for key, one in value.items()}
    if hint is date:
        return lambda value: value.isoformat()
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _reader(hint: Any) -> Read:
    """How values with this type hint are read; made once for each type."""
    members = _solid_members(hint)
    read = _single_reader(members[0]) if len(members) == 1 else _scalar_reader(*members)
    if members == [hint]:
        return read
    return lambda value, at: None if value is None else read(value, at)


def _single_reader(hint: Any) -> Read:
    origin = get_origin(hint)
    if is_dataclass(hint):
        return _dataclass_reader(cast("type", hint))
    if origin is Literal:
        return _literal_reader(get_args(hint))
    if origin is tuple:
        item = _reader(get_args(hint)[0])
        return lambda value, at: tuple(item(one, f"{at}[{n}]") for n, one in enumerate(_expect(value, at, list)))
    if origin is not None:
        item = _reader(get_args(hint)[1])
        return lambda value, at: {
            key: item(one, f"{at}.{_shown(key)}") for key, one in _expect(value, at, dict).items()
        }
    if hint is date:
        return _read_date
    return _scalar_reader(hint)


def _scalar_reader(*kinds: type) -> Read:
    return lambda value, at: value if type(value) in kinds else _expect(value, at, *kinds)


def _literal_reader(words: tuple[Any, ...]) -> Read:
    def read(value: Any, at: str) -> Any:
        if value not in words:
            raise RecordError(f"{at}: {value!r} is not one of {', '.join(map(str, words))}")
        return value

    return read


def _dataclass_reader(kind: type) -> Read:
    readers = [(name, _reader(hint)) for name, hint in _shape(kind).items()]
    known = {name for name, _ in readers}
    later = {one.name: list(one.default) if one.default == () else one.default for one in fields(kind) if one.metadata}

    def read(value: Any, at: str) -> Any:
        _expect(value, at, dict)
        if missing := known - value.keys():
            value = {**{name: later[name] for name in missing if name in later}, **value}
            if missing := known - value.keys():
                raise RecordError(f"{at}: field {min(missing)} is missing")
        if unknown := value.keys() - known:
            raise RecordError(f"{at}: field {_shown(min(unknown))} is unknown")
        return kind(*[reader(value[name], f"{at}.{name}") for name, reader in readers])

    return read


def _read_date(value: Any, at: str) -> date:
    try:
        parsed = date.fromisoformat(_expect(value, at, str))
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != value:  # 20210122 would not come out as it went in
        raise RecordError(f"{at}: {value!r} is not a date such as 2021-01-22")
    return parsed


def _shown(name: str) -> str:
    """A name from outside, in one line whatever it holds."""
    return name if name.isprintable() else repr(name)


def _expect(value: Any, at: str, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise RecordError(f"{at}: {value!r} is not {' or '.join(kind.__name__ for kind in kinds)}")
    return value
