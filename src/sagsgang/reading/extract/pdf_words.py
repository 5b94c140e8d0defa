"""The words of a PDF page with their place, size and weight, read through pdfium's plain C functions.

pdfium gives the text of a page in one call; a word then costs a few calls more (the box of its first and its last
letter, its font). Asking for every letter instead costs several times as much and tells nothing that is used here.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_WORD = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe")
# Capitals set with letter spacing come out one by one, with spaces that pdfium made up.
_SPACED_LETTERS = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|fed\b", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"regular|roman|light|book|medium", re.IGNORECASE)
_LEVEL = 0.2  # radians: italics made by slanting, scans a little askew
_NEAR = 40  # letters
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 700
_READABLE = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\ufffe": "-",
        "\x02": "-",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf06e": "▪",
        "\uf0a8": "▪",
        "\uf0d8": "➢",
        "\uf06f": "o",
        "\uf02d": "-",
        "\uf0e0": "→",
        "\uf0fc": "✓",
        "\uf0fb": "✗",
        "\uf0fd": "☒",
        "\uf0fe": "☑",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(slots=True)
class Word:
    """A word: `x0`, `x1` from the left and `top`, `bottom` from the top of the page, in points; `size` in points.

    `order` is its place in the page's content, which tells cells of a table from columns of prose. `apart`: the
    file has no space before it, pdfium saw one in print; so it may begin a cell.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    order: int
    apart: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PageWords:
    """A page: its words in content order, those that run in another direction, and its size in points."""

    words: list[Word]
    turned: list[Word]
    outside: int
    width: float
    height: float


def plain_function(name: str, result: type[Any], *arguments: type[Any]) -> Callable[..., Any]:
    """A pdfium function that takes addresses as plain numbers: half the cost a call of the typed binding."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_loose_box = plain_function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_font_size = plain_function("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
_font_weight = plain_function("FPDFText_GetFontWeight", _I, _P, _I)
_matrix = plain_function("FPDFText_GetMatrix", _I, _P, _I, _P)
_angle = plain_function("FPDFText_GetCharAngle", _F, _P, _I)
_text_object = plain_function("FPDFText_GetTextObject", _P, _P, _I)
_object_font = plain_function("FPDFTextObj_GetFont", _P, _P)
_render_mode = plain_function("FPDFTextObj_GetTextRenderMode", _I, _P)
_generated = plain_function("FPDFText_IsGenerated", _I, _P, _I)
_unicode = plain_function("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
_font_info = plain_function("FPDFText_GetFontInfo", ctypes.c_ulong, _P, _I, _P, ctypes.c_ulong, _P)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The edges of a page in its own coordinates, and how many quarters it is turned clockwise to be shown."""

    left: float
    low: float
    right: float
    high: float
    quarters: int

    @classmethod
    def of(cls, page: Any) -> Sheet:
        """The sheet of a page, given pdfium's handle. A page without a sensible size counts as A4."""
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        left, right = bounds.left, bounds.right
        low, high = min(bounds.top, bounds.bottom), max(bounds.top, bounds.bottom)
        if right - left < 1 or high - low < 1:
            left, low, right, high = 0.0, 0.0, 595.0, 842.0
        quarters = pdfium.FPDFPage_GetRotation(page) % 4
        return cls(left=left, low=low, right=right, high=high, quarters=quarters)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is on the sheet as it is shown: x from the left, y from the top."""
        if self.quarters == 1:
            return y - self.low, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.low
        if self.quarters == 3:
            return self.high - y, self.right - x
        return x - self.left, self.high - y

    def size(self) -> tuple[float, float]:
        """Width and height as it is shown."""
        wide, high = self.right - self.left, self.high - self.low
        return (high, wide) if self.quarters % 2 else (wide, high)


class _Reader:
    """Reads one page; the buffers are made once, since making them would cost as much as the calls."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self.handle = textpage
        self.textpage = ctypes.cast(textpage, ctypes.c_void_p).value
        self.rect = pdfium.FS_RECTF()
        self.rect_at = ctypes.addressof(self.rect)
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.sizes: dict[tuple[int, float, int], float] = {}
        self.sheet = Sheet.of(page)
        self.left, self.high = self.sheet.left, self.sheet.high

    def text(self) -> str:
        """The page's characters, one for each of pdfium's character numbers."""
        count = pdfium.FPDFText_CountChars(self.handle)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.handle, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
        # Letters without a known character, or beyond the basic plane: the bulk text would be out of step.
        codes = (_unicode(self.textpage, index) for index in range(count))
        return "".join("\ufffe" if code == 2 else chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def words(self) -> tuple[list[Word], list[Word]]:
        text = self.text()
        upright: list[Word] = []
        turned: list[Word] = []
        letters = self._letter_spaced(text)
        for start, end in self._spans(text, letters):
            raw = text[start:end]
            if letters and start in letters:
                raw = raw.replace(" ", "")
            before = len(upright)
            self._read(raw, start, end, upright, turned)
            if len(upright) > before:
                upright[before].apart = start > 0 and _generated(self.textpage, start - 1) == 1
        if turned:
            _turn_single_letters(upright, turned)
        return upright, turned

    def _letter_spaced(self, text: str) -> dict[int, int]:
        """Where letter-spaced words begin and end. Their letters stand evenly, and wider between the words."""
        found: dict[int, int] = {}
        for match in _SPACED_LETTERS.finditer(text):
            start, end = match.span()
            if any(_generated(self.textpage, index) != 1 for index in range(start + 1, end, 2)):
                continue
            gaps: list[float] = []
            right = height = 0.0
            for index in range(start, end, 2):
                self._loose(index)
                gaps.append(self.rect.left - right)
                right, height = self.rect.right, self.rect.top - self.rect.bottom
            usual = min(gaps[1:])
            if not 0 < usual < 0.8 * height:
                continue
            first = start
            for index, gap in enumerate([*gaps[1:], math.inf], 1):
                if gap > 1.6 * usual + 0.05 * height:
                    found[first] = start + 2 * index - 1
                    first = start + 2 * index
        return found

    @staticmethod
    def _spans(text: str, letters: dict[int, int]) -> list[tuple[int, int]]:
        spans = [match.span() for match in _WORD.finditer(text)]
        if not letters:
            return spans
        kept: list[tuple[int, int]] = []
        until = 0
        for start, end in spans:
            if start < until:
                continue
            until = letters.get(start, end)
            kept.append((start, until))
        return kept

    def _read(self, raw: str, start: int, end: int, upright: list[Word], turned: list[Word]) -> None:
        last = end - 1
        if raw[-1] == "\ufffe" and end - start > 1:
            last -= 1  # pdfium gives a line-end hyphen no trustworthy box
        rect, rect_at, textpage = self.rect, self.rect_at, self.textpage
        _loose_box(textpage, start, rect_at)
        x0, low, high, right = rect.left, rect.bottom, rect.top, rect.right
        if self.sheet.quarters:
            self._read_turned(raw, start, last, upright, turned)
            return
        x1 = right
        if last > start:
            _loose_box(textpage, last, rect_at)
            x1 = rect.right
            if x1 < x0 or abs(rect.bottom - low) > 0.3 * (high - low):
                if not self._is_level(start):
                    self._read_turned(raw, start, last, upright, turned)
                    return
                if x1 < x0 or rect.bottom > high or rect.top < low:
                    self._read_apart(raw, start, end, upright, turned)
                    return
        size, bold = self._letters(start, high - low)
        word = _clean(raw)
        if word:
            left, top = self.left, self.high
            upright.append(Word(word, x0 - left, x1 - left, top - high, top - low, size, bold, start))

    def _read_apart(self, raw: str, start: int, end: int, upright: list[Word], turned: list[Word]) -> None:
        """A word whose ends are on different lines: cut it where a letter jumps."""
        cut = start
        self._loose(start)
        before = (self.rect.bottom, self.rect.top)
        for index in range(start + 1, end):
            self._loose(index)
            here = (self.rect.bottom, self.rect.top)
            if here[0] > before[1] or here[1] < before[0]:
                self._read(raw[cut - start : index - start], cut, index, upright, turned)
                cut = index
            before = here
        if cut == start:  # no single jump (a curved line): keep the word, without its extent
            size, bold = self._letters(start, 0.0)
            self._loose(start)
            x0, top = self.sheet.place(self.rect.left, self.rect.top)
            x1, bottom = self.sheet.place(self.rect.right, self.rect.bottom)
            upright.append(Word(_clean(raw) or "-", x0, x1, top, bottom, size, bold, start))
            return
        self._read(raw[cut - start :], cut, end, upright, turned)

    def _loose(self, index: int) -> None:
        _loose_box(self.textpage, index, self.rect_at)

    def _read_turned(self, raw: str, start: int, last: int, upright: list[Word], turned: list[Word]) -> None:
        """A word on a turned page, or one that runs up or down: its box is that of its first and last letter."""
        points: list[tuple[float, float]] = []
        for index in (start, last):
            self._loose(index)
            points += [
                self.sheet.place(self.rect.left, self.rect.bottom),
                self.sheet.place(self.rect.right, self.rect.top),
            ]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        top, bottom = min(ys), max(ys)
        size, bold = self._letters(start, 0.0)
        word = _clean(raw)
        if word:
            where = upright if self._is_level(start) else turned
            where.append(Word(word, min(xs), max(xs), top, bottom, size, bold, start))

    def _is_level(self, index: int) -> bool:
        """Whether a letter stands upright on the sheet as it is shown; pdfium's angles count clockwise."""
        angle: float = (_angle(self.textpage, index) + self.sheet.quarters * math.pi / 2) % (2 * math.pi)
        return min(angle, 2 * math.pi - angle) < _LEVEL

    def _letters(self, index: int, height: float) -> tuple[float, bool]:
        """Size in points and weight of a letter. The size that pdfium tells is before any scaling of the page."""
        drawn = _text_object(self.textpage, index)
        font = (_object_font(drawn) if drawn else 0) or 0
        bold, known = self.fonts.get(font, (False, False))
        if not known:
            bold = self._is_bold(index)
            self.fonts[font] = (bold, True)
        told = _font_size(self.textpage, index)
        key = (font, told, round(height))
        size = self.sizes.get(key) if height else None
        if size is None:
            matrix = self.matrix
            _matrix(self.textpage, index, self.matrix_at)
            size = abs(told) * math.hypot(matrix.c, matrix.d)
            if not 0.1 < size < 2000:
                size = height or 10.0
            self.sizes[key] = size
        if not bold and drawn and self._stroked(drawn):
            bold = True
        return size, bold

    @staticmethod
    def _stroked(drawn: int) -> bool:
        """Filled and stroked letters: what a word processor does when a font has no bold."""
        return bool(_render_mode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)

    def _is_bold(self, index: int) -> bool:
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        _font_info(self.textpage, index, ctypes.addressof(buffer), 127, ctypes.addressof(flags))
        name = buffer.value.decode("utf-8", "replace")
        if _BOLD_NAME.search(name) or (flags.value > 0 and flags.value & _FORCE_BOLD):
            return True
        return not _PLAIN_NAME.search(name) and bool(_font_weight(self.textpage, index) >= _BOLD_WEIGHT)


def _turn_single_letters(upright: list[Word], turned: list[Word]) -> None:
    """A word of one letter shows no direction: between turned words it is turned too."""
    orders = sorted(word.order for word in turned)
    kept: list[Word] = []
    for word in upright:
        at = bisect(orders, word.order)
        between = len(word.text) == 1 and 0 < at < len(orders) and orders[at] - orders[at - 1] < _NEAR
        (turned if between else kept).append(word)
    upright[:] = kept
    turned.sort(key=lambda word: word.order)


def _clean(raw: str) -> str:
    """What a person reads of a word: symbols of symbol fonts as characters, ligatures as letters, no control codes."""
    if raw.isascii():
        return _UNPRINTABLE.sub("", raw.translate(_READABLE)) if not raw.isprintable() else raw
    word = _UNPRINTABLE.sub("", raw.translate(_READABLE))
    soft = word.endswith("\u00ad")
    word = word.replace("\u00ad", "") + ("-" if soft else "")
    if _SURROGATE.search(word):
        word = word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", word).strip()


def read_words(page: Any, textpage: Any) -> PageWords:
    """The words of a page, given pdfium's handles of the page and of its text. Words off the sheet are only counted."""
    reader = _Reader(page, textpage)
    upright, turned = reader.words()
    wide, high = reader.sheet.size()

    def on_sheet(word: Word) -> bool:
        return word.x1 > 0 and word.x0 < wide and word.bottom > 0 and word.top < high

    kept = [word for word in upright if on_sheet(word)]
    kept_turned = [word for word in turned if on_sheet(word)]
    outside = len(upright) + len(turned) - len(kept) - len(kept_turned)
    return PageWords(words=kept, turned=kept_turned, outside=outside, width=wide, height=high)
