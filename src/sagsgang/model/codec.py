"""Minutes to JSON and back, in the versioned form that scripts outside this project read.

Adding a field is free; renaming, removing or redefining one is a new `SCHEMA`.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from sagsgang.model.document import Minutes

SCHEMA = "sagsgang/1"

Json = dict[str, Any]

_KINDS = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}


class DocumentFormatError(ValueError):
    """The JSON is not a document of this schema; the message says where."""


def to_json(minutes: Minutes) -> Json:
    """The document as plain dictionaries, lists, strings and numbers, in the order of the contract."""
    return {"schema": SCHEMA, **_encode(minutes)}


def from_json(data: Json) -> Minutes:
    """The document that `to_json` gave. Unknown keys are ignored; anything else amiss raises `DocumentFormatError`."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = data.get("schema") if isinstance(data, dict) else type(data).__name__
        raise DocumentFormatError(f"not a document of schema {SCHEMA}: found {found!r}")
    try:
        return typing.cast(Minutes, _decode(Minutes, data, "document"))
    except (TypeError, ValueError) as error:
        if isinstance(error, DocumentFormatError):
            raise
        raise DocumentFormatError(str(error)) from error


def _key(name: str) -> str:
    """`for_` and `is_` lose the underscore that Python needs."""
    return name.rstrip("_")


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: _encode(getattr(value, name)) for name, key in _names(type(value))}
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _encode(part) for name, part in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


@cache
def _names(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, _key(f.name)) for f in dataclasses.fields(cls))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        return None if value is None else _decode(options[0], value, where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _decode_object(kind, value, where)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value, where)
    if origin is Mapping:
        _expect(isinstance(value, dict), "an object", where)
        inner = typing.get_args(kind)[1]
        return {str(name): _decode(inner, part, f"{where}.{name}") for name, part in value.items()}
    return _decode_scalar(kind, value, where)


def _decode_object(cls: type, value: Any, where: str) -> Any:
    _expect(isinstance(value, dict), "an object", where)
    hints = _hints(cls)
    given = {name: _decode(hints[name], value[key], f"{where}.{key}") for name, key in _names(cls) if key in value}
    try:
        return cls(**given)
    except TypeError as error:
        raise DocumentFormatError(f"{where}: {error}") from error


def _decode_tuple(parts: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), "a list", where)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_decode(parts[0], part, f"{where}[{i}]") for i, part in enumerate(value))
    _expect(len(value) == len(parts), f"{len(parts)} values", where)
    return tuple(_decode(kind, part, where) for kind, part in zip(parts, value, strict=True))


def _parser(kind: Any) -> Callable[[str], Any] | None:
    """What makes a value of this kind out of a string; None for numbers and strings themselves."""
    if kind is datetime.date:
        return datetime.date.fromisoformat
    if kind is datetime.time:
        return datetime.time.fromisoformat
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _decode_scalar(kind: Any, value: Any, where: str) -> Any:
    parse = _parser(kind)
    if parse is not None:
        _expect(isinstance(value, str), "a string", where)
        try:
            return parse(value)
        except ValueError as error:
            raise DocumentFormatError(f"{where}: {error}") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    _expect(type(value) is kind, _KINDS[kind], where)
    # Python reads NaN and Infinity; JSON has neither, and no database keeps them.
    _expect(kind is not float or math.isfinite(value), "a finite number", where)
    return value


def _expect(holds: bool, what: str, where: str) -> None:
    if not holds:
        raise DocumentFormatError(f"{where} must be {what}")
