"""What has changed from one text to another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\S+\s*")
_MOST_PARTS = 2_000
_ALIKE = 0.4
_SHOWN_AROUND = 30


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A piece of text and what became of it; `LEFT_OUT` stands for kept text that is not shown, and has none."""

    change: Change
    text: str = ""


def changed(was: str, now: str) -> tuple[Passage, ...]:
    """The two texts as one, with what was deleted and inserted; empty where they are the same but for spaces.

    Paragraphs are held against each other first, words only inside those that changed, and only where enough of them
    stayed: else a reader would see confetti. Of long passages that were kept only the ends are shown.
    """
    if was.split() == now.split():
        return ()
    old, new = _paragraphs(was), _paragraphs(now)
    found: list[Passage] = []
    for tag, a, b, c, d in _blocks([" ".join(p.split()) for p in old], [" ".join(p.split()) for p in new]):
        if tag == "equal":
            found.append(Passage(change=Change.KEPT, text="".join(new[c:d])))
        else:
            found += _words("".join(old[a:b]), "".join(new[c:d]))
    joined = list(_joined(found))
    return tuple(piece for number, passage in enumerate(joined) for piece in _shortened(passage, number, len(joined)))


def _paragraphs(text: str) -> list[str]:
    return re.findall(r"[^\n]+\n*", text.strip())


def _blocks(was: Sequence[str], now: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """As difflib's; texts of more parts than a visitor may ask a comparison of count as wholly changed."""
    if len(was) + len(now) > _MOST_PARTS:
        return [("replace", 0, len(was), 0, len(now))]
    return list(SequenceMatcher(None, was, now, autojunk=False).get_opcodes())


def _words(was: str, now: str) -> list[Passage]:
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    blocks = _blocks([word.strip() for word in old], [word.strip() for word in new])
    kept = sum(b - a for tag, a, b, _, _ in blocks if tag == "equal")
    if 2 * kept < _ALIKE * (len(old) + len(new)):
        blocks = [("replace", 0, len(old), 0, len(new))]
    found: list[Passage] = []
    for tag, a, b, c, d in blocks:
        if tag == "equal":
            found.append(Passage(change=Change.KEPT, text="".join(new[c:d])))
            continue
        found += [Passage(change=Change.DELETED, text="".join(old[a:b]))] if b > a else []
        found += [Passage(change=Change.INSERTED, text="".join(new[c:d]))] if d > c else []
    return found


def _joined(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages of the same fate that follow each other as one."""
    last: Passage | None = None
    for passage in passages:
        if last is not None and last.change is passage.change:
            last = Passage(change=last.change, text=last.text + passage.text)
            continue
        if last is not None:
            yield last
        last = passage
    if last is not None:
        yield last


def _shortened(passage: Passage, number: int, count: int) -> Iterator[Passage]:
    """A passage that was kept without its middle, or without the end that no change is near."""
    words = _WORDS.findall(passage.text)
    first = 0 if number == 0 else _SHOWN_AROUND
    last = 0 if number == count - 1 else _SHOWN_AROUND
    if passage.change is not Change.KEPT or len(words) <= first + last + _SHOWN_AROUND:
        yield passage
        return
    if first:
        yield Passage(change=Change.KEPT, text="".join(words[:first]))
    yield Passage(change=Change.LEFT_OUT)
    if last:
        yield Passage(change=Change.KEPT, text="".join(words[-last:]))
