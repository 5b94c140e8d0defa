"""Votes and minority statements in the words of a decision.

Understood: `med 34 stemmer imod 15`, `For stemte 11 (A, V), imod 4 (Ø)`, `For: 20 (Ida Holm (A), …)`, `A, Ø – i alt 10 stemmer for`,
`(Ø) stemte imod`, `1 undlod at stemme`, `Imod: V og O`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sagsgang.model import Votes

_NUMBERS = {"en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ANY_VOTE = re.compile(r"\bstem(?:mer?|te|mende|merne|t)\b|\bundlod\b|\bundlader\b|^\W*(?:for|imod|mod)\b\s*:|\bFor:|\bImod:", re.IGNORECASE | re.MULTILINE)
_SIDES = re.compile(
    r"(?P<abstained>\bundlod\b(?: at stemme)?|\bundlader\b(?: at stemme)?|\bhverken for eller imod\b|\bblank\w*\b|\bafstod\b)"
    r"|(?P<against>\bstem\w*\s+(?:i)?mod\b|\b(?:i)?mod(?=\s*(?:stemte|stemmer|:|\d|\())|\bimod\b|\bmod\s+(?=\d+\s+stemme))"
    r"|(?P<for>\bstem\w*\s+for\b|\bfor(?=\s*(?:stemte|stemmer|:|\d|\())|\bfor\s+(?:forslaget|indstillingen)\s+stemte\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|\n+|,\s+(?:og\s+)?(?=(?:\d+|imod|mod|mens|hvorimod|medens|undlod|for stemte|imod stemte)\b)|\s+(?=mens\b|hvorimod\b)", re.IGNORECASE)
_WITH_VOTES = re.compile(
    rf"\b(?:med\s+)?(?P<for>{_COUNT})\s+stemmer?(?:\s+for)?\s*(?P<for_by>\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*,?\s*(?:og\s+)?"
    rf"(?:i)?mod\s+(?P<against>{_COUNT})\b(?:\s+stemmer?)?\s*(?P<against_by>\([^()]*(?:\([^()]*\)[^()]*)*\))?",
    re.IGNORECASE,
)
_PARTY = re.compile(r"(?<![\wæøå.§-])([A-ZÆØÅ])(?![\wæøå.-])|\(([A-ZÆØÅ]{1,2})\)")
_PERSON = re.compile(r"[A-ZÆØÅ][a-zæøåé]+(?:[ -][A-ZÆØÅ][\wæøåé.]*)+")
_NUMBER = re.compile(rf"(?<![\w.-]){_COUNT}(?![\w-])(?!\.\s?\w)", re.IGNORECASE)
_DISSENT = re.compile(
    r"mindretalsudtalelse|særstandpunkt|protokollat|ført til protokol|tilført protokol|protokoltilførsel|protokolleret|tage[rt]? forbehold|"
    r"(?:kan|kunne) ikke (?:anbefale|tiltræde|støtte|godkende|stemme for|medvirke)|stemte? (?:i)?mod,? (?:idet|fordi|da|med den begrundelse)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9(])|\n+")


@dataclass(slots=True)
class _Count:
    number: int | None = None
    by: list[str] = field(default_factory=list)


def votes(text: str) -> Votes | None:
    """The last count of votes that the text gives, None when it gives none."""
    if not _ANY_VOTE.search(text):
        return None
    sides = {"for": _Count(), "against": _Count(), "abstained": _Count()}
    rest = text
    for match in _WITH_VOTES.finditer(text):
        sides["for"] = _Count(_number(match["for"]), _who(match["for_by"] or ""))
        sides["against"] = _Count(_number(match["against"]), _who(match["against_by"] or ""))
        rest = rest.replace(match[0], " . ")
    for clause in _CLAUSE.split(rest):
        _read_clause(clause, sides)
    if all(side.number is None and not side.by for side in sides.values()):
        return None
    return Votes(
        for_=sides["for"].number,
        against=sides["against"].number,
        abstained=sides["abstained"].number,
        for_by=tuple(sides["for"].by),
        against_by=tuple(sides["against"].by),
        abstained_by=tuple(sides["abstained"].by),
    )


def _read_clause(clause: str, sides: dict[str, _Count]) -> None:
    found = list(_SIDES.finditer(clause))
    for i, match in enumerate(found):
        name = match.lastgroup or ""
        before = clause[found[i - 1].end() if i else 0 : match.start()]
        after = clause[match.end() : found[i + 1].start() if i + 1 < len(found) else len(clause)]
        count = _count_of(before, after, explicit=after.lstrip()[:1] in (":", "(") or bool(re.match(r"\s*(?:stemte|stemmer)?:?\s*\d", after)))
        if count.number is not None or count.by:
            sides[name] = count


def _count_of(before: str, after: str, *, explicit: bool) -> _Count:
    first, second = (after, before) if explicit else (before, after)
    for part in (first, second):
        number = _first_number(part)
        by = _who(part)
        if number is not None or by:
            return _Count(number, by)
    return _Count()


def _first_number(part: str) -> int | None:
    outside = re.sub(r"\([^()]*\)", " ", part)
    match = _NUMBER.search(outside) or _NUMBER.search(part)
    return _number(match[0]) if match else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _who(part: str) -> list[str]:
    parties = [match[1] or match[2] for match in _PARTY.finditer(part)]
    if parties:
        return list(dict.fromkeys(parties))
    return list(dict.fromkeys(match[0] for match in _PERSON.finditer(part)))


def dissents(text: str) -> list[str]:
    """The minority statements in a decision, each as written."""
    return [sentence.strip() for sentence in _SENTENCE.split(text) if _DISSENT.search(sentence)]
