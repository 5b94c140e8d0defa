"""Reads published agendas and minutes, whatever their format, into the model.

`read` is the way in: detect the format, extract lines, put lost letters back, join lines to blocks, find the items,
read
each. Nothing of the text is lost; what was not understood is said.
"""

from __future__ import annotations

from sagsgang.model import DocumentFormatError, Minutes, from_json
from sagsgang.reading.extracted import UnreadableError
from sagsgang.reading.formats import extract, is_our_own
from sagsgang.reading.reader import ReadingDefectError, read_extract
from sagsgang.reading.vocabulary import LabelFileError, Vocabulary, load

__all__ = ["LabelFileError", "ReadingDefectError", "UnreadableError", "Vocabulary", "load", "read", "read_with_text"]


def read(data: bytes, name: str, vocabulary: Vocabulary | None = None) -> Minutes:
    """The document in a file's bytes. `name` is only told as its source.

    A text that is no agenda and no minutes gives a `Minutes` whose `document` is `other`. Raises `UnreadableError` with
    a sentence for people when the file cannot be read at all.
    """
    return read_with_text(data, name, vocabulary)[0]


def read_with_text(data: bytes, name: str, vocabulary: Vocabulary | None = None) -> tuple[Minutes, str]:
    """The document, and the extracted text in which its spans count."""
    if is_our_own(data, name):
        return _read_own(data, name), ""
    extracted = extract(data, name)
    if not extracted.text.strip():
        raise UnreadableError("empty", f"{name}: the file holds no text; is it the right one?")
    return read_extract(extracted, name, data, vocabulary), extracted.text


def _read_own(data: bytes, name: str) -> Minutes:
    """A document that `sagsgang read` printed."""
    import json

    try:
        return from_json(json.loads(data))
    except (ValueError, DocumentFormatError, RecursionError) as error:
        raise UnreadableError("malformed", f"{name}: not a document that sagsgang wrote ({error})") from error
