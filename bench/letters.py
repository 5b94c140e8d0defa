"""How well lost letters come back: `python bench/letters.py`.

Clean Danish text has every æ, ø and å replaced by one character, paragraph by paragraph; counted are the words that
then come back with the right letters, wrong ones, and those that are marked as doubtful.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sagsgang.danish.letters import CERTAIN, apply, damaged_regions, repair, repair_lost
from sagsgang.danish.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[1]
DAMAGE = {"Å": "Å", "?": "?", "U+FFFD": "\N{REPLACEMENT CHARACTER}"}
LOST = re.compile("[æøåÆØÅ]")
WORD = re.compile(r"[^\W\d_]+")
EVERY = 4


@dataclass(slots=True)
class Count:
    """What became of the damaged words."""

    words: int = 0
    certain_right: int = 0
    certain_wrong: int = 0
    doubtful_right: int = 0
    doubtful_wrong: int = 0
    wrong_case: int = 0
    broken: int = 0

    def row(self) -> str:
        right = self.certain_right + self.doubtful_right
        doubtful = self.doubtful_right + self.doubtful_wrong
        share = [100 * part / max(self.words, 1) for part in (right, self.certain_wrong, doubtful)]
        return (
            f"{share[0]:.2f} % of {self.words} right in their letters; silently wrong {share[1]:.2f} %; marked "
            f"{share[2]:.2f} % (best guess right in {self.doubtful_right} of {doubtful}); "
            f"case wrong {self.wrong_case}; undamaged words touched {self.broken}"
        )


def texts() -> Iterator[tuple[str, str]]:
    """Clean texts: our own, and real ones where they are at hand."""
    for path in sorted((ROOT / "tests" / "danish").glob("clean_*.txt")):
        yield path.stem, path.read_text("utf-8")
    for path in sorted((ROOT.parent / "shared" / "minutes").glob("*.txt")):
        text = path.read_text("utf-8")
        for start, end, _ in reversed(damaged_regions(text)):
            text = text[:start] + text[end:]
        yield path.stem, text


def damage(text: str, char: str) -> str:
    return LOST.sub(char, text)


def compare(clean: str, damaged: str, context: str | None, count: Count, examples: list[str]) -> None:
    """Add to `count` what repairing `damaged` gives against `clean`."""
    repairs = repair(damaged, context)
    restored = apply(damaged, repairs)
    doubtful = {at for one in repairs if one.certainty < CERTAIN for at in range(one.start, one.end)}
    for match in WORD.finditer(clean):
        at, end = match.span()
        is_ = restored[at:end]
        if not LOST.search(match.group()):
            count.broken += is_ != match.group()
            continue
        count.words += 1
        right = is_.lower() == match.group().lower()
        count.wrong_case += right and is_ != match.group()
        marked = not doubtful.isdisjoint(range(at, end))
        count.certain_right += right and not marked
        count.certain_wrong += not right and not marked
        count.doubtful_right += right and marked
        count.doubtful_wrong += not right and marked
        if not right or is_ != match.group() or marked:
            kind = "?" if marked else "!"
            examples.append(f"{kind}{'' if right else 'X'} {match.group()} -> {is_}")


def blocks(text: str) -> list[str]:
    return re.split(r"(?<=\n)(?=\n)", text)


def measure(char: str, with_context: bool, only: str = "") -> tuple[Count, list[str]]:
    """Damage every fourth paragraph with the rest as context, or each text as a whole."""
    count = Count()
    examples: list[str] = []
    for name, text in texts():
        if only and only not in name:
            continue
        if not with_context:
            compare(text, damage(text, char), None, count, examples)
            continue
        parts = blocks(text)
        for offset in range(EVERY):
            some = "".join(parts[offset::EVERY])
            rest = "".join(part for index, part in enumerate(parts) if index % EVERY != offset)
            compare(some, damage(some, char), rest, count, examples)
    return count, examples


def measure_lost() -> str:
    """Drop the letters altogether, text by text; words that consist of nothing else are left out."""
    words = right = certain_wrong = broken = 0
    for _, text in texts():
        damaged = LOST.sub("", text)
        repairs = repair_lost(damaged)
        doubtful = {one.start for one in repairs if one.certainty < CERTAIN}
        restored = WORD.findall(apply(damaged, repairs))
        clean = [word for word in WORD.findall(text) if LOST.sub("", word)]
        for meant, left, is_ in zip(clean, WORD.finditer(damaged), restored, strict=True):
            if meant == left.group():
                broken += is_ != meant
                continue
            words += 1
            right += is_.lower() == meant.lower()
            changed = is_ != left.group()
            certain_wrong += changed and is_.lower() != meant.lower() and left.start() not in doubtful
    share = 100 / max(words, 1)
    return (
        f"{right * share:.1f} % of {words} right; {certain_wrong * share:.1f} % wrong and not marked; "
        f"undamaged words touched {broken}"
    )


def speed() -> Iterator[tuple[str, str]]:
    every = "\n".join(text for _, text in texts())
    large = every * 10
    started = time.perf_counter()
    damaged_regions(large)
    yield "scanning clean text", f"{len(large) / 1e6 / (time.perf_counter() - started):.0f} million characters/s"
    lexicon.cache_clear()
    started = time.perf_counter()
    lexicon()
    yield "reading the kept word list", f"{time.perf_counter() - started:.2f} s"
    damaged = damage(every, "Å")
    started = time.perf_counter()
    repair(damaged)
    yield "repairing", f"{len(every.split()) / (time.perf_counter() - started):.0f} words/s"


def run() -> list[tuple[str, str]]:
    """What was measured: (figure, value)."""
    rows = []
    for name, char in DAMAGE.items():
        for with_context in (True, False):
            label = "the rest of the document as context" if with_context else "no context"
            rows.append((f"{name}, {label}", measure(char, with_context)[0].row()))
    rows.append(("dropped altogether, no context", measure_lost()))
    return rows + list(speed())


if __name__ == "__main__":
    for figure, value in run():
        sys.stdout.write(f"{figure}: {value}\n")
