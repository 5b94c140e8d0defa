"""The documents of the corpus: where they are, what is expected of them, and what the reader says in the same form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sagsgang.model import Minutes, to_json
from sagsgang.reading import read

HERE = Path(__file__).resolve().parent
_ALWAYS_OWN = ("schema", "source", "noise", "remainder", "repairs", "diagnostics")
"""What every reading says and no expectation holds: it follows from the file and the reader, not from a person."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: `name` is its folder's."""

    name: str
    source: Path

    @property
    def data(self) -> bytes:
        return self.source.read_bytes()

    @property
    def expectation(self) -> Path:
        return self.source.with_name("expected.json")

    def expected(self) -> dict[str, Any]:
        """What a careful person reads in it."""
        document: dict[str, Any] = json.loads(self.expectation.read_text(encoding="utf-8"))
        return document

    def read(self) -> dict[str, Any]:
        """What the reader reads in it, in the form of the expectation."""
        return in_the_form_of_an_expectation(read(self.data, self.source.name))


def development() -> list[Document]:
    """The documents that the reader is worked on with."""
    return _in(HERE)


def held_out() -> list[Document]:
    """The documents that nobody who tunes the reader looks into: how well it does on what it has not seen."""
    return _in(HERE / "held-out")


def in_the_form_of_an_expectation(minutes: Minutes) -> dict[str, Any]:
    """The document without what `README.md` leaves out of an expectation."""
    bare: dict[str, Any] = _without(to_json(minutes), ("at", "html"))
    for section in (section for item in bare["items"] for section in item["sections"]):
        del section["noise"]
    return {key: value for key, value in bare.items() if key not in _ALWAYS_OWN}


def as_written(expected: dict[str, Any]) -> str:
    """The text of an `expected.json`."""
    return json.dumps(expected, ensure_ascii=False, indent=1) + "\n"


def _in(folder: Path) -> list[Document]:
    return [Document(source.parent.name, source) for source in sorted(folder.glob("*/source.*"))]


def _without(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _without(part, keys) for key, part in value.items() if key not in keys}
    if isinstance(value, list):
        return [_without(part, keys) for part in value]
    return value
