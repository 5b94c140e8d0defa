"""The label vocabulary: which words head a part of an item or a fact of the meeting. Data, see `labels.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from sagsgang.model import SectionKind

ENVIRONMENT_VARIABLE = "SAGSGANG_LABELS"


class LabelFileError(ValueError):
    """A file of labels is not of the form that `labels.toml` describes; the message says where."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a label means: a section's kind, or a fact's name. `strong`, `common`: see `labels.toml`."""

    section: SectionKind | None = None
    fact: str | None = None
    strong: bool = True
    common: bool = False


def key(text: str) -> str:
    """The label in `text` without case, colon and double white space.

    >>> key("  Økonomiske   konsekvenser: ")
    'økonomiske konsekvenser'
    """
    return " ".join(text.split()).strip(" :.;,*_|–-").casefold()


_COMBINED = re.compile(r"([\w -]{4,30}?)(?: og | samt | for |/)\S")
_COMBINABLE = frozenset(
    (
        SectionKind.ECONOMY,
        SectionKind.LEGAL,
        SectionKind.CONSEQUENCES,
        SectionKind.SUMMARY,
        SectionKind.COMMUNICATION,
        SectionKind.HEARING,
        SectionKind.NEXT_STEPS,
        SectionKind.DECISION_THEME,
    )
)


class Vocabulary:
    """Labels by their key. A label may head a section in an item and a fact in the header."""

    def __init__(self, tables: list[Mapping[str, Any]]) -> None:
        self.sections: dict[str, Word] = {}
        self.facts: dict[str, Word] = {}
        self.noise: dict[str, str] = {}
        self._places: tuple[str, ...] = ()
        for table in tables:
            self._add(table)
        self.first_words = frozenset(
            " ".join(name.split()[:n]) for name in self.sections for n in range(1, len(name.split()))
        )
        glued = sorted(
            (name for name, word in self.sections.items() if word.strong and " " not in name and len(name) > 4),
            key=len,
            reverse=True,
        )
        capitals = "|".join(re.escape(name[0].upper() + name[1:]) for name in glued)
        self.glued_start = (
            re.compile(rf"({capitals})(?=[A-ZÆØÅ][a-zæøå ]|-$|At |at )(?!-)") if glued else re.compile(r"(?!)")
        )
        self.glued_ends = tuple(name[0].upper() + name[1:] for name in glued)
        self._damaged: dict[str, Word | None] = {}

    def _add(self, table: Mapping[str, Any]) -> None:
        for kind, labels in table.get("sections", {}).items():
            section = SectionKind(kind)
            for strength in ("weak", "common", "strong"):
                for label in labels.get(strength, ()):
                    self.sections[key(label)] = Word(
                        section=section, strong=strength == "strong", common=strength == "common"
                    )
        for fact, labels in table.get("facts", {}).items():
            for label in labels.get("labels", ()):
                self.facts[key(label)] = Word(fact=fact)
        self._places += tuple(key(value) for value in table.get("facts", {}).get("place", {}).get("values", ()))
        for reason, labels in table.get("noise", {}).items():
            for label in labels:
                self.noise[key(label)] = reason

    def section(self, text: str) -> Word | None:
        """The section that a line of just this text heads, None when it heads none.

        `Økonomi og afledt drift` heads what `Økonomi` heads, where the document shows its labels so.
        """
        if len(text) > 60:
            return None
        name = key(text)
        word = self.sections.get(name)
        if word is None and len(name) < 46 and (match := _COMBINED.match(name)):
            word = self.sections.get(match[1])
            if word is None or not (word.strong or word.common) or word.section not in _COMBINABLE:
                return None
            return Word(section=word.section, strong=False, common=True)
        return word

    def fact(self, text: str) -> Word | None:
        """The fact that a line of just this text heads."""
        if len(text) > 60:
            return None
        return self.facts.get(key(text))

    def begins_a_place(self, text: str) -> bool:
        """True when a text in small letters is known to begin the name of a place, as `byrådssalen` does."""
        return text.casefold().startswith(self._places)

    def damaged(self, text: str, *, facts: bool) -> Word | None:
        """A one-word label that has lost one or two letters (`Refer`, `Mødedo`), None when it is not clearly one."""
        name = key(text)
        if not 4 <= len(name) <= 24 or " " in name:
            return None
        if name not in self._damaged:
            pool = {**self.facts, **self.sections} if facts else self.sections
            means = {
                word
                for label, word in pool.items()
                if len(label) >= 7 and 1 <= len(label) - len(name) <= 2 and word.strong and _lost_letters(name, label)
            }
            kinds = {(word.section, word.fact) for word in means}
            self._damaged[name] = next(iter(means)) if len(kinds) == 1 else None
        return self._damaged[name]


def _lost_letters(short: str, whole: str) -> bool:
    if short[0] != whole[0]:
        return False
    letters = iter(whole)
    return all(letter in letters for letter in short)


@cache
def _built_in() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("sagsgang.reading").joinpath("labels.toml").read_text("utf-8"))


def load(path: Path | None = None) -> Vocabulary:
    """The built-in labels, with those of `path` (or of the file named by SAGSGANG_LABELS) added.

    Raises `LabelFileError` when the file is missing or not of the right form.
    """
    if path is None and (named := os.environ.get(ENVIRONMENT_VARIABLE)):
        path = Path(named)
    return _load(path, path.stat().st_mtime_ns if path is not None and path.exists() else 0)


@lru_cache(maxsize=8)
def _load(path: Path | None, changed: int) -> Vocabulary:  # noqa: ARG001 - part of the cache's key
    if path is None:
        return Vocabulary([_built_in()])
    try:
        added = tomllib.loads(path.read_text("utf-8"))
        _check(added)
        return Vocabulary([_built_in(), added])
    except OSError as error:
        raise LabelFileError(f"{path}: the file of labels cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise LabelFileError(f"{path}: not a file of labels: {error}") from error


def _check(table: Mapping[str, Any]) -> None:
    for name, inner in table.items():
        if name not in ("sections", "facts", "noise"):
            raise LabelFileError(f"unknown table [{name}]")
        if not isinstance(inner, dict):
            raise LabelFileError(f"{name} is not a table")
    for kind, labels in table.get("sections", {}).items():
        if not isinstance(labels, dict) or kind not in SectionKind._value2member_map_:
            raise LabelFileError(f"[sections.{kind}] is not a section kind with strong and weak labels")
        _check_lists(f"sections.{kind}", labels, ("strong", "common", "weak"))
    for fact, labels in table.get("facts", {}).items():
        if not isinstance(labels, dict) or fact not in _built_in()["facts"]:
            raise LabelFileError(f"[facts.{fact}] is not a fact the reader knows, with its labels")
        _check_lists(f"facts.{fact}", labels, ("labels", "values") if fact == "place" else ("labels",))
    _check_lists("noise", table.get("noise", {}), None)


def _check_lists(where: str, lists: Mapping[str, Any], known: tuple[str, ...] | None) -> None:
    """Every list holds words; its name is one of `known`, or any when that is None."""
    for name, labels in lists.items():
        if known is not None and name not in known:
            raise LabelFileError(f"[{where}] has no {name}; it may have {', '.join(known)}")
        if not isinstance(labels, list) or not all(isinstance(label, str) and key(label) for label in labels):
            raise LabelFileError(f"{name} in [{where}] is not a list of labels")
