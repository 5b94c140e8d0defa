"""The place in a text that shows best why it was found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sagsgang.web.archive.search.questions import Question
from sagsgang.web.archive.search.words import WORD, fold, joined, parts, stem

# Enough of a long item to show why it was found, without going through a book for every hit.
_LOOKED_THROUGH = 30_000
_MOST_MATCHES = 80
# So many letters of a stem stand in every form of its word.
_BEGUN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a snippet; `marked` when it is a word that was asked for."""

    text: str
    marked: bool = False


def matches(text: str, question: Question) -> list[tuple[int, int, str]]:
    """Where words that were asked for stand, or compounds of them, or what says the same: start, end, stem or key."""
    if not question.stems:
        return []
    words = list(WORD.finditer(text, 0, _LOOKED_THROUGH))
    folded = [fold(word.group()) for word in words]
    said = _said_otherwise(folded, question)
    answers = _answers({*folded}, question)
    found: list[tuple[int, int, str]] = []
    for at, word in enumerate(words):
        if form := said.get(at) or answers.get(folded[at]):
            found.append((word.start(), word.end(), form))
            if len(found) == _MOST_MATCHES:
                break
    return found


def _answers(words: Collection[str], question: Question) -> dict[str, str]:
    """The words that answer the question, each with the stem or key by which it does."""
    # Asked for once, not at every word of a text.
    stems, keys, beginnings = question.stems, question.keys, question.beginnings
    begun = {asked[:_BEGUN] for asked in keys}
    found: dict[str, str] = {}
    for word in words:
        form = stem(word)
        if form in stems or (beginnings and word.startswith(beginnings)):
            found[word] = form
        # To split a word takes time: only one that has the letters of an asked one may be a compound of it.
        elif any(letters in word for letters in begun):
            found[word] = next((part for part in parts(word) if part in keys), "")
    return found


def _said_otherwise(words: list[str], question: Question) -> dict[int, str]:
    """The places of words that say together what a compound says that was asked for, with its key."""
    compounds = {asked for asked in question.keys if "+" in asked}
    letters = {part[:_BEGUN] for asked in compounds for part in asked.split("+")}
    if not letters:
        return {}
    pairs = joined(words, lambda word: any(part in word for part in letters))
    return {at: form for first, second, form in pairs if form in compounds for at in (first, second)}


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
