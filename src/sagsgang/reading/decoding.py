"""Bytes into clean text: which encoding they are in, and what has to be put right in the characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from sagsgang.model import Diagnostic, Level

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp865")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_CONTINUATION = "".join({chr(code) for code in range(0x80, 0xC0)} | set(_C1.values()) - {"\ufffd"})
# Only leads that Danish does not have: "Å" before a closing quotation mark is ordinary text.
_TWICE = re.compile(f"[ÃÂ][{re.escape(_CONTINUATION)}]|â[€\x80][{re.escape(_CONTINUATION)}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\u2028\u2029]")


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[Diagnostic]]:
    """The text of `data` in normal form C with line feeds only, and what was done to get it.

    `declared` is the encoding that the file itself names, if any; it counts only where the bytes are not UTF-8.
    Never fails: every sequence of bytes becomes some text. Form feeds and tabs are kept.
    """
    diagnostics: list[Diagnostic] = []
    text = _decoded(data, declared, diagnostics)
    text = _once(text, diagnostics)
    text = without_controls(text, diagnostics)
    return normal_form(text), diagnostics


def normal_form(text: str) -> str:
    """`text` in normal form C."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def without_controls(text: str, diagnostics: list[Diagnostic] | None = None) -> str:
    """`text` without control characters, with line feeds only. What was taken out is told in `diagnostics`."""
    if "\r" in text or "\x0b" in text or "\u2028" in text or "\u2029" in text:
        text = _BREAKS.sub("\n", text)
    if text.isprintable() or not _CONTROL.search(text):
        return text
    taken = 0

    def clean(match: re.Match[str]) -> str:
        nonlocal taken
        character = match[0]
        shown = _C1.get(ord(character), "")
        if character != "\ufeff":
            taken += 1
        return "" if shown == "\ufffd" else shown

    text = _CONTROL.sub(clean, text)
    if taken and diagnostics is not None:
        message = f"{taken} control character(s) that no reader can see were taken out or put right."
        diagnostics.append(Diagnostic(level=Level.INFO, code="control-characters", message=message))
    return text


def _decoded(data: bytes, declared: str | None, diagnostics: list[Diagnostic]) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    encoding = _known(declared) or _most_danish(data)
    valid = sum(len(found) for found in _UTF8_SEQUENCE.findall(data))
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if valid and valid * 20 >= high - valid:
        message = f"The file mixes UTF-8 with bytes of another encoding; these were read as {encoding}."
        diagnostics.append(Diagnostic(level=Level.WARNING, code="mixed-encodings", message=message))
        return _run_by_run(data, encoding)
    message = f"The file is not UTF-8; it was read as {encoding}."
    diagnostics.append(Diagnostic(level=Level.INFO, code="encoding-guessed", message=message))
    return _single_byte(data, encoding)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Danish text is then zero."""
    head = data[: min(len(data), 4096) & ~1]
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else None


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
        # Also keeps out codecs that are no character sets ("hex", "zip").
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii"}:
        return "cp1252"
    return None if name.startswith(("utf", "idna", "punycode", "unicode", "raw")) else name


def _most_danish(data: bytes) -> str:
    """The single-byte encoding in which most of the high bytes are æ, ø and å."""

    def letters(encoding: str) -> int:
        return len(data) - len(data.translate(None, "æøåÆØÅ".encode(encoding, "ignore")))

    return max(_SINGLE_BYTE, key=letters)


def _single_byte(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("latin-1" if encoding == "cp1252" else encoding, "replace")


def _run_by_run(data: bytes, encoding: str) -> str:
    """UTF-8 sequences as such, every other high byte in `encoding`."""
    parts: list[str] = []
    end = 0
    for match in re.finditer(rb"[\x80-\xff]+", data):
        parts.append(data[end : match.start()].decode("ascii"))
        run, end = match[0], match.end()
        start = 0
        for sequence in _UTF8_SEQUENCE.finditer(run):
            parts.append(_single_byte(run[start : sequence.start()], encoding))
            try:
                parts.append(sequence[0].decode("utf-8"))
            except UnicodeDecodeError:
                parts.append(_single_byte(sequence[0], encoding))
            start = sequence.end()
        parts.append(_single_byte(run[start:], encoding))
    parts.append(data[end:].decode("ascii"))
    return "".join(parts)


def _once(text: str, diagnostics: list[Diagnostic]) -> str:
    """`text` with what was encoded twice ("Ã¦") put right, where it then is a character."""
    for _ in range(2):
        if not ("Ã" in text or "Â" in text or "â€" in text or "â\x80" in text):
            break
        text, count = _TWICE.subn(_undo, text)
        if not count:
            break
        if not any(known.code == "double-encoded" for known in diagnostics):
            message = (
                "Letters that were encoded twice (as in “Ã¦” for “æ”) were put right; compare names with the source."
            )
            diagnostics.append(Diagnostic(level=Level.WARNING, code="double-encoded", message=message))
    return text


def _undo(match: re.Match[str]) -> str:
    raw = bytearray()
    for character in match[0]:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            raw += character.encode("latin-1", "ignore")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
