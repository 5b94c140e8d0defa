"""What a careful person reads in five published texts, written down as places in those texts.

The texts are not part of this repository, and so neither are their words. `<name>.json` follows the
format of the contract by the conventions of `tests/corpus/README.md`, but a string that comes from the
text is a place:

    {"at": [start, end]}           characters of the text (normal form C, lines ended by "\\n"), half open
    {… "repaired": "øæ "}          the true letter of every "Å" in it, in order: this source lost æ, ø and å;
                                   a space where the "Å" stood for a no-break space, "?" where no one can tell
    {… "strip": "markdown"}        without the marks of Markdown and the tags of inline HTML
    {… "add": "et"}                with an ending: the name of a body that stands inside a compound

Enumerations, dates, times, numbers and null are written out. `load` gives the plain document. What was
doubtful, and what was decided, stands in `docs/reading-doubts.md`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MINUTES = HERE.parents[1].parent / "shared" / "minutes"
NAMES = (
    "faxe-2025-09-29",
    "hedensted-2023-01-09",
    "herning-2025-08-13",
    "herning-boerne-og-ungepolitik",
    "kalundborg-2025-12-03",
)
UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"

_TRANSFORMATIONS = {"repaired", "strip", "add"}
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?(?:b|i|em|strong|br)\s*/?>")
_MARK = re.compile(r"^#+ |\*+|\\(?=\W|_)", re.MULTILINE)


class StaleExpectationError(Exception):
    """The text is not the one that the places were counted in."""


class MalformedReferenceError(Exception):
    """A place is written in a way that `words_at` does not know."""


def available() -> bool:
    """Whether the texts are on this machine."""
    return MINUTES.is_dir()


def source_text(name: str) -> str:
    """The text of the document `name`, in normal form C and with "\\n" at the ends of its lines."""
    text = (MINUTES / f"{name}.txt").read_bytes().decode("utf-8")
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def written(name: str) -> dict[str, Any]:
    """The expectation as it is written down, places and all."""
    document: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return document


def load(name: str) -> dict[str, Any]:
    """The document that a careful person reads in the text `name`, as plain JSON without `source` and `at`.

    White space in a string is one blank. A letter that no one can tell is `UNKNOWN_LETTER`; compare with
    `agrees`. Raises StaleExpectationError when the text has changed since the places were counted.
    """
    document = written(name)
    source = document.pop("source")
    if hashlib.sha256((MINUTES / source["name"]).read_bytes()).hexdigest() != source["sha256"]:
        raise StaleExpectationError(f"{source['name']} is another text than the one {name}.json was written for.")
    resolved: dict[str, Any] = _resolve(document, source_text(name))
    return resolved


def references(value: Any) -> Iterator[dict[str, Any]]:
    """Every place in an expectation as it is written down, in order."""
    if _is_reference(value):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def words_at(reference: dict[str, Any], text: str) -> str:
    """The words that one place stands for.

    Raises StaleExpectationError when the place is not in `text`, MalformedReferenceError when it is not one.
    """
    if reference.keys() - _TRANSFORMATIONS != {"at"} or reference.get("strip", "markdown") != "markdown":
        raise MalformedReferenceError(f"{reference} is no place.")
    start, end = reference["at"]
    if not 0 <= start < end <= len(text):
        raise StaleExpectationError(f"The place {start}-{end} is outside a text of {len(text)} characters.")
    words = text[start:end]
    if "repaired" in reference:
        words = _with_letters(words, reference["repaired"])
    if "strip" in reference:
        words = _MARK.sub("", _TAG.sub("", _LINK.sub(r"\1", words)))
    return " ".join((words + reference.get("add", "")).split())


def agrees(expected: str, actual: str) -> bool:
    """Whether two strings have the same letters and digits, the case aside; an unknown letter is any one letter."""
    pattern = "".join(r"\w" if sign == UNKNOWN_LETTER else re.escape(sign) for sign in _folded(expected))
    return re.fullmatch(pattern, _folded(actual)) is not None


def _folded(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum() or sign == UNKNOWN_LETTER)


def _with_letters(words: str, letters: str) -> str:
    pieces = words.split("Å")
    if len(pieces) != len(letters) + 1:
        raise StaleExpectationError(f"{len(letters)} letters are given for {len(pieces) - 1} lost ones.")
    true = letters.replace("?", UNKNOWN_LETTER)
    return pieces[0] + "".join(letter + piece for letter, piece in zip(true, pieces[1:], strict=True))


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "at" in value


def _resolve(value: Any, text: str) -> Any:
    if _is_reference(value):
        return words_at(value, text)
    if isinstance(value, dict):
        return {key: _resolve(part, text) for key, part in value.items()}
    if isinstance(value, list):
        return [_resolve(part, text) for part in value]
    return value
