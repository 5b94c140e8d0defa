"""Which format a file is in, told from its content; and for what cannot be read, one sentence that says what to do."""

from __future__ import annotations

import io
import json
import re
import zipfile
from enum import StrEnum

from sagsgang.reading.decoding import decode
from sagsgang.reading.extract.firstagenda import is_meeting
from sagsgang.reading.extract.text import is_markdown
from sagsgang.reading.extracted import UnreadableError

__all__ = ["Format", "decode", "detect"]

_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_TAGS = """html head body div p h1 h2 h3 h4 table span meta title main article section ul ol br nav header form b
strong font center a style script link base img"""
_HTML_ROOTS = frozenset(_HTML_TAGS.split())
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|td|tr|span|a|table|ul)\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"(?:\s+|<\?[^>]*\?>|<!--(?s:.){0,20000}?-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[(?s:.)*?\]\s*)?>)*")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_SCHEMA = re.compile(r'"schema"\s*:\s*"sagsgang/')
_FUJITSU = "http://www.fujitsu.dk/agenda/xml/schemas/"

_PDF_OR_TEXT = "save or print it as PDF, DOCX or HTML and give that"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "a document in Rich Text Format", "open it in a word processor, save it as DOCX and give that"),
    (b"\x89PNG", "an image", "give the document as PDF or run character recognition on the image first"),
    (b"\xff\xd8\xff", "an image", "give the document as PDF or run character recognition on the image first"),
    (b"GIF8", "an image", "give the document as PDF or run character recognition on the image first"),
    (b"II*\x00", "an image", "give the document as PDF or run character recognition on the image first"),
    (b"MM\x00*", "an image", "give the document as PDF or run character recognition on the image first"),
    (b"ID3", "a sound recording", "give the written minutes instead"),
    (b"OggS", "a sound recording", "give the written minutes instead"),
    (b"fLaC", "a sound recording", "give the written minutes instead"),
    (b"\xff\xfb", "a sound recording", "give the written minutes instead"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and give the files in it"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7z)", "unpack it and give the files in it"),
    (b"Rar!\x1a\x07", "a compressed archive (RAR)", "unpack it and give the files in it"),
    (b"\x7fELF", "a program", "give the agenda or minutes instead"),
    (b"SQLite format 3", "a database", "give the agenda or minutes instead"),
)
_RIFF = {b"WEBP": "an image", b"WAVE": "a sound recording", b"AVI ": "a film"}
_ZIP_KINDS = (
    ("xl/", "a spreadsheet (Excel)", "save the sheet as PDF, or copy its text into a document"),
    ("ppt/", "a presentation (PowerPoint)", _PDF_OR_TEXT),
)
_OLE_KINDS = (
    (
        "WordDocument",
        "a document in Word's old format (DOC)",
        "open it in a word processor, save it as DOCX and give that",
    ),
    ("Workbook", "a spreadsheet (Excel)", "save the sheet as PDF, or copy its text into a document"),
    ("Book", "a spreadsheet (Excel)", "save the sheet as PDF, or copy its text into a document"),
    ("PowerPoint Document", "a presentation (PowerPoint)", _PDF_OR_TEXT),
    ("__substg1.0", "a message from Outlook", "save its attachment, or the message as text, and give that"),
)


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    FIRSTAGENDA = "firstagenda"
    SBSYS = "sbsys"
    ACADRE = "acadre"
    AGMAN = "agman"
    EDOC = "edoc"
    FUJITSU = "fujitsu"
    MINUTES_JSON = "minutes_json"


def detect(data: bytes, name: str) -> Format:
    """The format of a file, from its bytes; `name` serves the messages only.

    Raises `UnreadableError`: "empty", "encrypted", "truncated", "malformed" or "not-supported".
    """
    shown = f"“{name}”" if name else "The file"
    if not data.strip(b"\x00\t\n\r\x0c ") or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError("empty", f"{shown} is empty: check that it was saved or fetched whole.")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zip(data, shown)
    if data.startswith(_OLE):
        raise _ole(data, shown)
    _refuse_other_binaries(data, shown)
    return _text(data, shown)


def _not_supported(shown: str, what: str, instead: str) -> UnreadableError:
    return UnreadableError("not-supported", f"{shown} is {what}, which cannot be read: {instead}.")


def _zip(data: bytes, shown: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = _open_document(archive) if "mimetype" in names else None
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        what = "Word document" if b"word/" in data else "compressed file"
        message = f"{shown} is a {what} that is damaged or cut off: fetch or save it again."
        raise UnreadableError("truncated", message) from error
    if any(member.casefold().replace("\\", "/").lstrip("/") == "word/document.xml" for member in names):
        return Format.DOCX
    if kind is not None:
        raise _not_supported(shown, kind, "open it in a word processor, save it as DOCX or PDF and give that")
    for folder, what, instead in _ZIP_KINDS:
        if any(member.startswith(folder) for member in names):
            raise _not_supported(shown, what, instead)
    if any(member.startswith("word/") for member in names) or "[Content_Types].xml" in names:
        message = f"{shown} is an office document without its main part: open it, save it as DOCX and give that."
        raise UnreadableError("malformed", message)
    raise _not_supported(shown, "a compressed archive (ZIP)", "unpack it and give the files in it")


def _open_document(archive: zipfile.ZipFile) -> str | None:
    with archive.open("mimetype") as member:
        kind = member.read(100).decode("ascii", "replace")
    if "spreadsheet" in kind:
        return "a spreadsheet (OpenDocument)"
    if "presentation" in kind:
        return "a presentation (OpenDocument)"
    if "opendocument" in kind:
        return "a document in OpenDocument format"
    return "an electronic book (EPUB)" if "epub" in kind else None


def _ole(data: bytes, shown: str) -> UnreadableError:
    """What an OLE container holds: its folder has the names in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        message = f"{shown} is encrypted with a password: open it, save a copy without the password and give that."
        return UnreadableError("encrypted", message)
    for stream, what, instead in _OLE_KINDS:
        if has(stream):
            return _not_supported(shown, what, instead)
    return _not_supported(shown, "a file in an old office format", _PDF_OR_TEXT)


def _refuse_other_binaries(data: bytes, shown: str) -> None:
    for signature, what, instead in _SIGNATURES:
        if data.startswith(signature):
            raise _not_supported(shown, what, instead)
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        raise _not_supported(shown, _RIFF[data[8:12]], "give the written agenda or minutes instead")
    if data[4:8] == b"ftyp":
        what = "an image" if data[8:11] in (b"hei", b"mif", b"avi") else "a recording of sound or film"
        raise _not_supported(shown, what, "give the written agenda or minutes instead")
    if data.startswith(b"MZ") and b"\x00" in data[:100]:
        raise _not_supported(shown, "a program", "give the agenda or minutes instead")
    if data.startswith(b"BM") and b"\x00" in data[:20]:
        raise _not_supported(shown, "an image", "give the document as PDF or run character recognition on it first")


def _text(data: bytes, shown: str) -> Format:
    head, _ = decode(_cut(data))
    raw = _cut(data)
    controls = len(raw) - len(raw.translate(None, bytes([*range(9), 11, *range(14, 32), 127])))
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:4096].count(0) * 3 > len(raw[:4096])
    if controls > max(8, len(raw) * 0.03) and not (is_wide and _reads_well(head)):
        raise _not_supported(shown, "no text but binary data", "give the agenda or minutes as PDF, DOCX, HTML or text")
    start = head.lstrip()
    if not start:
        raise UnreadableError("empty", f"{shown} holds nothing but white space: check that it was saved whole.")
    if start[0] in "{[":
        found = _json(data, start, shown)
        if found is not None:
            return found
    if start[0] == "<":
        found = _markup(start, shown)
        if found is not None:
            return found
    if re.match(r"(?:MIME-Version|From|Received|Return-Path):", start) and "multipart/" in head:
        raise _not_supported(shown, "a saved message or web archive", "save the page as HTML or the text as a file")
    if len(_MARKUP.findall(head)) >= 5:
        return Format.HTML
    return Format.MARKDOWN if is_markdown(head) else Format.TEXT


def _cut(data: bytes) -> bytes:
    """The beginning of a file, not cut within a letter of two or four bytes."""
    end = _HEAD
    while end < len(data) and end > _HEAD - 4 and 0x80 <= data[end] < 0xC0:
        end -= 1
    return data[: end & ~1 if data.startswith((b"\xff\xfe", b"\xfe\xff")) else end]


def _reads_well(text: str) -> bool:
    letters = sum(character.isalpha() and character < "\u0250" for character in text[:4000])
    return letters > len(text[:4000]) * 0.4


def _json(data: bytes, start: str, shown: str) -> Format | None:
    """The kind of JSON that a file is; None when it is text that only begins like it."""
    is_object = re.match(r'\{\s*["}]', start) is not None
    if is_object and _SCHEMA.search(start[:4000]):
        return Format.MINUTES_JSON
    source = decode(data)[0]
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        if not is_object:
            return None
        # The reader of that format says where it is broken.
        if '"Dagsordenpunkter"' in source:
            return Format.FIRSTAGENDA
        message = f"{shown} looks like JSON but is broken or cut off: fetch or save it again."
        raise UnreadableError("malformed", message) from error
    if is_meeting(value):
        return Format.FIRSTAGENDA
    if isinstance(value, dict) and str(value.get("schema", "")).startswith("sagsgang/"):
        return Format.MINUTES_JSON
    if isinstance(value, dict) and ("Udvalg" in value or "Dagsordner" in value):
        instead = "fetch the meetings that it names one by one and give those"
        raise _not_supported(shown, "a platform's list of committees or meetings", instead)
    raise _not_supported(
        shown, "JSON of a form that is not known here", "give a meeting from FirstAgenda, or PDF or HTML"
    )


def _markup(start: str, shown: str) -> Format | None:
    """The kind of HTML or XML that a file is; None when it is text that only begins like it."""
    prolog = _PROLOG.match(start)
    rest = start[prolog.end() :] if prolog else start
    if re.match(r"<!doctype\s+html", rest, re.IGNORECASE):
        return Format.HTML
    found = _ROOT.match(rest)
    if found is None:
        return Format.HTML if _MARKUP.search(start) else None
    root = found[1].casefold()
    export = _export(root, start)
    if export is not None:
        return export
    if root in _HTML_ROOTS or len(_MARKUP.findall(start)) >= 5:
        return Format.HTML
    if "progid=" in start[:600] or root in ("worddocument", "package", "document-content", "document"):
        instead = "open it in a word processor, save it as DOCX and give that"
        raise _not_supported(shown, "a word processor's document as XML", instead)
    if (
        start.startswith("<?xml")
        or re.search(rf"</(?:[\w.-]+:)?{re.escape(found[1])}\s*>", start)
        or "xmlns" in start[:2000]
    ):
        instead = "give the export of SBSYS, Acadre, AgMan or eDoc, or PDF or HTML"
        raise _not_supported(shown, f"XML of a form that is not known here (it begins with <{found[1]}>)", instead)
    return None


def _export(root: str, start: str) -> Format | None:
    names = {name.casefold() for name in re.findall(r"<(?:[\w.-]+:)?([\w.-]+)", start)}
    if _FUJITSU in start[:4000]:
        return Format.FUJITSU
    if root == "dagsorden" and names & {"møde", "dagsordenpunkter", "dagsordenpunkt", "moede", "overskrift"}:
        return Format.SBSYS
    if "publicationtypeasvalue" in names or (root == "publication" and "agendas" in names):
        return Format.AGMAN
    if root == "meeting" and names & {"meetingagendatypes", "meetingstate", "meetingagendatype"}:
        return Format.EDOC
    is_table = {"table", "fields", "field"} <= names
    named = re.search(
        r"""<table\s[^>]*name\s*=\s*["'](?:meeting|agenda|agendaitem|producedAgenda)""", start, re.IGNORECASE
    )
    return Format.ACADRE if is_table and named else None
