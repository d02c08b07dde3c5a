"""Frozen dataclasses to plain JSON values and back, strictly: a missing, unknown or mistyped field is a RecordError."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from archive.errors import RecordError

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """The JSON value of a dataclass, mapping, tuple, date or scalar."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _shape(type(value))}
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], value: Any, at: str = "record") -> T:
    """The inverse of to_plain for the dataclass `kind`; `at` names the place in error messages."""
    result: T = _read(kind, value, at)
    return result


@cache
def _shape(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _read(hint: Any, value: Any, at: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _read_union(get_args(hint), value, at)
    if origin is Literal:
        if value not in get_args(hint):
            raise RecordError(f"{at}: {value!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        _expect(list, value, at)
        return tuple(_read(get_args(hint)[0], item, f"{at}[{n}]") for n, item in enumerate(value))
    if origin is not None:
        _expect(dict, value, at)
        return {key: _read(get_args(hint)[1], item, f"{at}.{key}") for key, item in value.items()}
    return _read_single(hint, value, at)


def _read_single(kind: Any, value: Any, at: str) -> Any:
    if is_dataclass(kind):
        return _read_dataclass(kind, value, at)
    if kind is date:
        return _read_date(value, at)
    _expect(kind, value, at)
    return value


def _read_union(members: tuple[Any, ...], value: Any, at: str) -> Any:
    if value is None and NoneType in members:
        return None
    solid = [member for member in members if member is not NoneType]
    if len(solid) == 1:
        return _read(solid[0], value, at)
    for member in solid:
        if type(value) is member:
            return value
    names = " or ".join(member.__name__ for member in solid)
    raise RecordError(f"{at}: {value!r} is not {names}")


def _read_dataclass(kind: Any, value: Any, at: str) -> Any:
    _expect(dict, value, at)
    shape = _shape(kind)
    for problem in _differences(set(shape), set(value)):
        raise RecordError(f"{at}: {problem}")
    return kind(**{name: _read(hint, value[name], f"{at}.{name}") for name, hint in shape.items()})


def _differences(known: set[str], given: set[str]) -> Iterator[str]:
    if missing := known - given:
        yield f"field {min(missing)} is missing"
    if unknown := given - known:
        yield f"field {min(unknown)} is unknown"


def _read_date(value: Any, at: str) -> date:
    _expect(str, value, at)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RecordError(f"{at}: {value!r} is not a date such as 2021-01-22") from None


def _expect(kind: type, value: Any, at: str) -> None:
    if type(value) is not kind:
        raise RecordError(f"{at}: {value!r} is not {kind.__name__}")
