"""From bytes to lines: the extractor of each format. A new format is one line here and one module in `extract`."""

from __future__ import annotations

import dataclasses
import stat
from importlib import import_module
from pathlib import Path

from sagsgang.reading.decoding import decode
from sagsgang.reading.detect import Format, detect
from sagsgang.reading.extract.text import MARKDOWN, PLAIN, extract_text
from sagsgang.reading.extracted import Extract, UnreadableError

LARGEST = 200 * 1024 * 1024
"""Bytes; a larger file is refused before it is looked at."""

_EXTRACTORS = {
    Format.PDF: ("pdf", "extract_pdf"),
    Format.DOCX: ("docx", "extract_docx"),
    Format.HTML: ("html", "extract_html"),
    Format.FIRSTAGENDA: ("firstagenda", "extract_firstagenda"),
    Format.SBSYS: ("exports", "extract_sbsys"),
    Format.AGMAN: ("exports", "extract_agman"),
    Format.EDOC: ("exports", "extract_edoc"),
    Format.FUJITSU: ("exports", "extract_fujitsu"),
    Format.ACADRE: ("acadre", "extract_acadre"),
}


def bytes_of(path: Path) -> bytes:
    """The content of a file. Raises `UnreadableError` for what is no file or too large, `OSError` for the disk."""
    told = path.stat()
    if stat.S_ISDIR(told.st_mode):
        raise UnreadableError("not-supported", "is a folder; name the files in it, or use `sagsgang import`")
    if not stat.S_ISREG(told.st_mode):
        # Reading a pipe or a device may never end.
        raise UnreadableError("not-supported", "is a pipe or a device; save what comes from it in a file and give that")
    if told.st_size > LARGEST:
        found, allowed = told.st_size // 1024**2, LARGEST // 1024**2
        raise UnreadableError("too-large", f"is {found} MB; files up to {allowed} MB are read, so divide it first")
    return path.read_bytes()


def is_our_own(data: bytes, name: str) -> bool:
    """True for a document that `sagsgang read` printed."""
    return data[:64].lstrip().startswith(b"{") and detect(data, name) is Format.MINUTES_JSON


def extract(data: bytes, name: str) -> Extract:
    """The text and lines of a file. Raises `UnreadableError` with a sentence for people."""
    found = detect(data, name)
    if found in _EXTRACTORS:
        module, function = _EXTRACTORS[found]
        # Imported when it is needed: a reader of text need not load what reads PDF.
        extractor = getattr(import_module(f"sagsgang.reading.extract.{module}"), function)
        extracted: Extract = extractor(data)
        return extracted
    text, diagnostics = decode(data)
    lines = extract_text(text, MARKDOWN if found is Format.MARKDOWN else PLAIN)
    return dataclasses.replace(lines, diagnostics=(*lines.diagnostics, *diagnostics))
