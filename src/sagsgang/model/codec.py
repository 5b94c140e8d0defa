"""Minutes to JSON and back, in the versioned form that scripts outside this project read.

Adding a field is free; renaming, removing or redefining one is a new `SCHEMA`.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import types
import typing
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from sagsgang.model.document import Minutes

SCHEMA = "sagsgang/1"

Json = dict[str, Any]

_KINDS = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}
_Encoder = Callable[[Any], Any]
_Decoder = Callable[[Any], Any]


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
        return typing.cast(Minutes, _decoder(Minutes)(data))
    except _AmissError as amiss:
        raise DocumentFormatError(str(amiss)) from amiss


class _AmissError(Exception):
    """What is amiss with a value. Where it stands is told on the way out, so what is right costs nothing."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self._what = what
        self._path: list[str] = []

    def below(self, step: str) -> _AmissError:
        """The same, said of what the value is a part of."""
        self._path.append(step)
        return self

    def __str__(self) -> str:
        return "document" + "".join(reversed(self._path)) + self._what


def _key(name: str) -> str:
    """`for_` and `is_` lose the underscore that Python needs."""
    return name.rstrip("_")


def _encode(value: Any) -> Any:
    kind = typing.cast(Hashable, type(value))
    return _encoder(kind)(value)


@cache
def _encoder(kind: type) -> _Encoder:
    """What makes JSON of the values of a type; found out once for each, as documents have thousands of values."""
    if dataclasses.is_dataclass(kind):
        names = _names(kind)
        return lambda value: {key: _encode(getattr(value, name)) for name, key in names}
    if issubclass(kind, tuple):
        return lambda value: [_encode(part) for part in value]
    if issubclass(kind, Mapping):
        return lambda value: {name: _encode(part) for name, part in value.items()}
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if issubclass(kind, datetime.time):
        return lambda value: value.strftime("%H:%M")
    if issubclass(kind, datetime.date):
        return lambda value: value.isoformat()
    return lambda value: value


@cache
def _names(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, _key(f.name)) for f in dataclasses.fields(cls))


@cache
def _decoder(kind: Any) -> _Decoder:
    """What makes values of a kind out of JSON; it raises `_AmissError`. Found out once for each kind."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        some = _decoder(next(option for option in typing.get_args(kind) if option is not type(None)))
        return lambda value: None if value is None else some(value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _object_decoder(kind)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if origin is Mapping:
        return _mapping_decoder(_decoder(typing.get_args(kind)[1]))
    parse = _parser(kind)
    return _scalar_decoder(kind) if parse is None else _parsed(parse)


def _object_decoder(cls: type) -> _Decoder:
    hints = typing.get_type_hints(cls)
    fields = [(name, key, _decoder(hints[name])) for name, key in _names(cls)]

    def decode(value: Any) -> Any:
        _expect(isinstance(value, dict), "an object")
        given = {}
        key = ""
        try:
            for name, key, part in fields:
                if key in value:
                    given[name] = part(value[key])
        except _AmissError as amiss:
            raise amiss.below(f".{key}") from None
        try:
            return cls(**given)
        except (TypeError, ValueError) as error:
            raise _AmissError(f": {error}") from error

    return decode


def _tuple_decoder(kinds: tuple[Any, ...]) -> _Decoder:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = _decoder(kinds[0])
        return lambda value: tuple(_decoded_parts([each] * _length(value), value))
    parts = [_decoder(kind) for kind in kinds]

    def decode(value: Any) -> tuple[Any, ...]:
        _expect(_length(value) == len(parts), f"{len(parts)} values")
        return tuple(_decoded_parts(parts, value))

    return decode


def _length(value: Any) -> int:
    _expect(isinstance(value, list), "a list")
    return len(value)


def _decoded_parts(parts: Sequence[_Decoder], values: Sequence[Any]) -> list[Any]:
    made: list[Any] = []
    try:
        for part, value in zip(parts, values, strict=True):
            made.append(part(value))
    except _AmissError as amiss:
        raise amiss.below(f"[{len(made)}]") from None
    return made


def _mapping_decoder(part: _Decoder) -> _Decoder:
    def decode(value: Any) -> dict[str, Any]:
        _expect(isinstance(value, dict), "an object")
        made = {}
        name = ""
        try:
            for name in value:
                made[str(name)] = part(value[name])
        except _AmissError as amiss:
            raise amiss.below(f".{name}") from None
        return made

    return decode


def _parser(kind: Any) -> Callable[[str], Any] | None:
    """What makes a value of this kind out of a string; None for numbers and strings themselves."""
    if kind is datetime.date:
        return datetime.date.fromisoformat
    if kind is datetime.time:
        return datetime.time.fromisoformat
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _parsed(parse: Callable[[str], Any]) -> _Decoder:
    def decode(value: Any) -> Any:
        _expect(isinstance(value, str), "a string")
        try:
            return parse(value)
        except ValueError as error:
            raise _AmissError(f": {error}") from error

    return decode


def _scalar_decoder(kind: Any) -> _Decoder:
    what = _KINDS[kind]

    def decode(value: Any) -> Any:
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        _expect(type(value) is kind, what)
        # Python reads NaN and Infinity; JSON has neither, and no database keeps them.
        _expect(kind is not float or math.isfinite(value), "a finite number")
        return value

    return decode


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise _AmissError(f" must be {what}")
