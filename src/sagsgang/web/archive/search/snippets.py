"""The place in a text that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sagsgang.web.archive.search.questions import Question
from sagsgang.web.archive.search.words import WORD, fold, joined, parts, stem

# Enough of a long item to show why it was found, without going through a book for every hit.
_LOOKED_THROUGH = 30_000
_MOST_MATCHES = 80
# So many letters of a stem stand in every form of its word.
_BEGUN = 3
# Letters that a text may have in another spelling.
_SPELT = {"å": "(?:å|aa)", "æ": "(?:æ|ae)", "ø": "(?:ø|oe)"}
_BETWEEN = 2
_QUESTIONS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a snippet; `marked` when it is a word that was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """What a question asks to be marked. `letters` are in every word that may answer, and in few others."""

    stems: frozenset[str]
    keys: frozenset[str]
    beginnings: tuple[str, ...]
    compounds: frozenset[str]
    letters: re.Pattern[str] | None


@lru_cache(maxsize=_QUESTIONS)
def _asked(question: Question) -> _Asked:
    compounds = frozenset(key for key in question.keys if "+" in key)
    # The -l of a stem may stand behind an -e- in its word.
    begun = {(form.removesuffix("l") or form)[:_BEGUN] for form in question.stems}
    begun |= {form[:_BEGUN] for form in (*question.keys, *question.beginnings)}
    begun |= {part[:_BEGUN] for key in compounds for part in key.split("+")}
    written = sorted("".join(_SPELT.get(c, c) for c in letters) for letters in begun if letters.isalnum())
    return _Asked(
        stems=question.stems,
        keys=question.keys,
        beginnings=question.beginnings,
        compounds=compounds,
        letters=re.compile("|".join(written), re.IGNORECASE) if written else None,
    )


def matches(text: str, question: Question) -> list[tuple[int, int, str]]:
    """Where words that were asked for stand, or compounds of them, or what says the same: start, end, stem or key."""
    asked = _asked(question)
    if not asked.letters:
        return []
    words = [(word, fold(word.group())) for word in _words_with(asked.letters, text)]
    said = _said_otherwise(text, [word for word, _ in words], asked.compounds) if asked.compounds else {}
    found: list[tuple[int, int, str]] = []
    for word, folded in words:
        if form := said.get(word.start()) or _answer(folded, asked):
            found.append((word.start(), word.end(), form))
            if len(found) == _MOST_MATCHES:
                break
    return found


def _words_with(letters: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The words that have any of the letters in them. A text is gone through by these, not word by word."""
    at = 0
    while hit := letters.search(text, at, _LOOKED_THROUGH):
        start = hit.start()
        while start > at and text[start - 1].isalnum():
            start -= 1
        word = WORD.match(text, start, _LOOKED_THROUGH)
        at = word.end() if word else hit.end()
        if word:
            yield word


def _answer(word: str, asked: _Asked) -> str:
    """The stem or key by which a word answers; empty where it does not."""
    form = stem(word)
    if form in asked.stems or (asked.beginnings and word.startswith(asked.beginnings)):
        return form
    return next((part for part in parts(word) if part in asked.keys), "")


def _said_otherwise(text: str, wanted: Sequence[re.Match[str]], compounds: Collection[str]) -> dict[int, str]:
    """Where words begin that say together what a compound says that was asked for, with its key."""
    found: dict[int, str] = {}
    start = 0
    for at in range(1, len(wanted) + 1):
        # What lies between two words that belong together is a link and an adjective at most.
        if at < len(wanted) and len(WORD.findall(text, wanted[at - 1].end(), wanted[at].start())) <= _BETWEEN:
            continue
        if at - start > 1:
            words = list(WORD.finditer(text, wanted[start].start(), wanted[at - 1].end()))
            pairs = joined([fold(word.group()) for word in words], bool)
            found |= {words[place].start(): form for *both, form in pairs if form in compounds for place in both}
        start = at
    return found


def mark(text: str, question: Question) -> tuple[Piece, ...]:
    """The whole text, the words that were asked for marked."""
    return _pieces(text, 0, len(text), matches(text, question))


def snippet(text: str, question: Question, length: int = 260) -> tuple[Piece, ...]:
    """About `length` characters around the place where most of the words asked for stand together."""
    found = matches(text, question)
    start = _best_start(found, length)
    start, end = _at_words(text, start, start + length)
    pieces = _pieces(text, start, end, [m for m in found if start <= m[0] and m[1] <= end])
    before = (Piece(text="… "),) if start > 0 else ()
    after = (Piece(text=" …"),) if end < len(text) else ()
    return before + pieces + after


def _best_start(found: list[tuple[int, int, str]], length: int) -> int:
    best, best_count = 0, 0
    for index, (start, _, _) in enumerate(found):
        together = {form for begin, end, form in found[index:] if end <= start + length - 40}
        if len(together) > best_count:
            best, best_count = max(0, start - 40), len(together)
    return best


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened or narrowed to whole words."""
    if start > 0:
        space = text.find(" ", start)
        start = space + 1 if 0 <= space < start + 40 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > end - 40 else end
    return start, min(end, len(text))


def _pieces(text: str, start: int, end: int, found: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for begin, stop, _ in found:
        if begin > start:
            pieces.append(Piece(text=_folded(text[start:begin])))
        pieces.append(Piece(text=text[begin:stop], marked=True))
        start = stop
    if start < end:
        pieces.append(Piece(text=_folded(text[start:end])))
    return tuple(pieces)


def _folded(text: str) -> str:
    """Line breaks and runs of spaces as one space, kept at the edges where words would otherwise meet."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
