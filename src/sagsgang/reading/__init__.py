"""Reads published agendas and minutes, whatever their format, into the model.

`read` is the way in: detect the format, extract lines, put lost letters back, join lines to blocks, find the items,
read each. Nothing of the text is lost; what was not understood is said.
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
        return _read_own(data)
    extracted = extract(data, name)
    if not extracted.text.strip():
        raise UnreadableError("empty", "The file holds no text; is it the right one?")
    return read_extract(extracted, name, data, vocabulary), extracted.text


def _read_own(data: bytes) -> tuple[Minutes, str]:
    """A document that `sagsgang read` printed, and its text where that was printed too."""
    import json

    try:
        document = json.loads(data)
        minutes = from_json(document)
    except (ValueError, DocumentFormatError, RecursionError) as error:
        sentence = f"Not a document that sagsgang wrote, or it was changed ({error}): read its source anew."
        raise UnreadableError("malformed", sentence) from error
    text = document.get("text", "")
    return minutes, text if isinstance(text, str) else ""
