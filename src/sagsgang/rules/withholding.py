"""Words that must not be read any more, such as a name that was published by mistake: where they stand, and masking.

Every character is replaced by one mark, so that all places in the text still hold; white space stays.
"""

from __future__ import annotations

import html as markup
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import unquote

from sagsgang.danish.words import WORD, fold
from sagsgang.model import Attachment, JournalNumber, Minutes, Section, Source, Span

MARK = "█"
LONGEST = 200
_SHORTEST = 2

Words = re.Pattern[str]
"""Finds words that are withheld: each match is empty, at the start of a place that its first group holds.

So places may overlap, as those of "Anna Holm" and "Holm Bruun" do.
"""

# Between two letters of a word: what makes it break at the end of a line (or did, before the lines were joined), and
# what nobody sees.
_BREAK = "(?:[\u00ad\u200b-\u200d\u2060\ufeff‐‑¬-]\\s*)?"
_BETWEEN = r"[\W_]{0,40}"
_GENITIVE = "(?:['’]?s|['’](?=\\s))?"
_SPELLINGS = {"æ": "ae", "ø": "oe", "å": "aa"}
_TOKEN = re.compile(r"<[^>]*>|&(?:#\d+|#[xX][\da-fA-F]+|\w+);|.", re.DOTALL)

_Value = TypeVar("_Value")


class NoWordsError(Exception):
    """These are no words that can be withheld. The message is one sentence."""


def understood(text: str) -> str:
    """What a person has written, in the form in which it is kept. Raises `NoWordsError`."""
    clean = " ".join(unicodedata.normalize("NFC", text.replace("\0", " ")).split())
    if len("".join(WORD.findall(clean))) < _SHORTEST:
        raise NoWordsError(f"fewer than {_SHORTEST} letters or digits")
    if len(clean) > LONGEST:
        raise NoWordsError(f"longer than {LONGEST} characters")
    return clean


def words_of(phrases: Iterable[str]) -> Words | None:
    """What finds these phrases, each as `understood` gives it; None where there are none.

    As whole words or their genitive, in capitals or not, with anything but letters and digits between them.
    """
    each = [_BETWEEN.join(_BREAK.join(map(_letter, fold(word))) for word in WORD.findall(text)) for text in phrases]
    return _any_of((phrase + _GENITIVE for phrase in each), re.IGNORECASE)


def names_of(names: Iterable[str]) -> Words | None:
    """What finds these names exactly as they are written, but for white space; None where there are none."""
    return _any_of((r"\s+".join(_BREAK.join(map(re.escape, word)) for word in name.split()) for name in names), 0)


def masked_text(text: str, words: Words) -> str:
    """The text with a mark for each character of the words."""
    return masked_places(text, _joined(match.span(1) for match in words.finditer(text)))


def masked_fields(value: _Value, words: Words) -> _Value:
    """A part of a document, or several, with the words masked in every text in it, however deep."""
    made: Any = value
    if isinstance(value, str):
        made = value if isinstance(value, StrEnum) else masked_text(value, words)
    elif isinstance(value, tuple):
        made = tuple(masked_fields(part, words) for part in value)
    elif isinstance(value, Source):
        made = replace(value, name=_masked_name(value.name, words))
    elif isinstance(value, JournalNumber) and words.search(value.raw):
        made = JournalNumber(raw=masked_text(value.raw, words))
    elif is_dataclass(value) and not isinstance(value, type):
        given: Any = {field.name: masked_fields(getattr(value, field.name), words) for field in fields(value)}
        if isinstance(value, Section):
            given["html"] = masked_html(value.html, words)
        if isinstance(value, Attachment) and value.file:
            given["file"] = _masked_name(value.file, words)
        made = type(value)(**given)
    result: _Value = made
    return result


def masked(minutes: Minutes, text: str, words: Words) -> Minutes:
    """The document without the words, given the `text` that it was read from.

    Repairs and diagnostics that touch them go: they may tell a part of them.
    """
    spans = withheld_spans(minutes, text, words)
    kept = replace(
        minutes,
        repairs=tuple(repair for repair in minutes.repairs if not _touches(repair.at, spans)),
        diagnostics=tuple(d for d in minutes.diagnostics if d.at is None or not _touches(d.at, spans)),
    )
    return masked_fields(kept, words)


def withheld_spans(minutes: Minutes, text: str, words: Words) -> tuple[Span, ...]:
    """Where the words stand in the text a document was read from, in order.

    Also where a page header stands between them, or where they lost letters that were put back.
    """
    letters, places = _as_read(minutes, text)
    found = {place for match in words.finditer(letters) for place in places[slice(*match.span(1))]}
    return _joined(found | {match.span(1) for match in words.finditer(text)})


def masked_places(text: str, spans: Iterable[Span]) -> str:
    """The text with a mark for each character in these places."""
    made, position = [], 0
    for start, end in spans:
        made += [text[position:start], _marks(text[start:end])]
        position = end
    return "".join([*made, text[position:]])


def masked_html(html: str, words: Words) -> str:
    """The HTML with a mark for each character of the words, marks inside and between them kept."""
    tokens = [_harmless(token, words) for token in _TOKEN.findall(html)]
    hidden: set[int] = set()
    # A mark may part two words or stand in the middle of one.
    for between in ("\n", ""):
        said = [(between if _is_tag(token) else _said(token), number) for number, token in enumerate(tokens)]
        letters = "".join(letter for letter, _ in said)
        numbers = [number for letter, number in said if letter]
        hidden.update(number for match in words.finditer(letters) for number in numbers[slice(*match.span(1))])
    return "".join(
        MARK if number in hidden and not _is_tag(token) and _said(token).strip() else token
        for number, token in enumerate(tokens)
    )


def _any_of(patterns: Iterable[str], flags: int) -> Words | None:
    each = sorted(filter(None, patterns), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?=((?:{'|'.join(each)})(?![^\W_])))", flags) if each else None


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The places in order, those that touch as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _letter(letter: str) -> str:
    """A letter in every way that it may be written."""
    ways = dict.fromkeys((letter, unicodedata.normalize("NFD", letter), _SPELLINGS.get(letter, letter)))
    return f"(?:{'|'.join(map(re.escape, ways))})" if len(ways) > 1 else re.escape(letter)


def _marks(text: str) -> str:
    return re.sub(r"\S", MARK, text)


def _masked_name(name: str, words: Words) -> str:
    """A file's name, which may be written as in an address ("K%C3%A6r.pdf")."""
    plain = unquote(name)
    return masked_text(plain if words.search(plain) else name, words)


def _touches(at: Span, spans: Iterable[Span]) -> bool:
    return any(at[0] < end and start < at[1] for start, end in spans)


def _as_read(minutes: Minutes, text: str) -> tuple[str, list[Span]]:
    """The text without noise and with its repairs, and for each of its characters the place it comes from."""
    inside = (section.noise for item in minutes.items for section in item.sections)
    edits = [(noise.at, "") for noise in chain(minutes.noise, *inside)]
    edits += [(repair.at, repair.is_) for repair in minutes.repairs]
    letters: list[str] = []
    places: list[Span] = []
    position = 0
    for (start, end), instead in sorted(edits):
        if start < position:
            continue
        letters += [text[position:start], instead]
        places += [*_each(position, start), *([(start, end)] * len(instead))]
        position = end
    return "".join([*letters, text[position:]]), [*places, *_each(position, len(text))]


def _each(start: int, end: int) -> Iterator[Span]:
    return ((at, at + 1) for at in range(start, end))


def _is_tag(token: str) -> bool:
    return len(token) > 1 and token.startswith("<")


def _said(token: str) -> str:
    """The character that a piece of HTML stands for."""
    plain = markup.unescape(token)
    return plain if len(plain) == 1 else token[:1]


def _harmless(token: str, words: Words) -> str:
    """A tag without its attributes where they hold the words."""
    if not _is_tag(token) or not words.search(unquote(markup.unescape(token))):
        return token
    name = re.match(r"</?\w+", token)
    return f"{name.group()}>" if name else ""
