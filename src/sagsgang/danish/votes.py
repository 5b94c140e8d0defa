"""Votes and minority statements in the words of a decision.

Understood: `med 34 stemmer imod 15`, `For stemte 11 (A, V), imod 4 (Ø)`, `For: 20 (Ida Holm (A), …)`, `A, Ø – i alt
10 stemmer for`,
`(Ø) stemte imod`, `1 undlod at stemme`, `Imod: V og O`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sagsgang.danish.notes import without_corrections
from sagsgang.model import Votes

_NUMBERS = {"én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ANY_VOTE = re.compile(
    r"\bstem(?:mer?|te|mende|merne|t)\b|\bundlod\b|\bundlader\b|\b(?:kan|kunne) ikke (?:anbefale|tiltræde|støtte|"
    r"godkende)\b|^\W*(?:for|imod|mod)\b\s*:|\bFor:|\bImod:",
    re.IGNORECASE | re.MULTILINE,
)
_MOTION = r"(?:\w+s\s|det\s)?(?:\w*forslaget|\w*indstillingen|forslag|punktet|punkt\s\d+|sagen|dette|planen)"
_SIDES = re.compile(
    r"(?P<abstained>\bundlod\b(?: at stemme)?|\bundlader\b(?: at stemme)?|\bhverken for eller imod\b|\bblank\w*\b|"
    r"\bafstod\b)"
    rf"|(?P<against>\bimod\s+{_MOTION}\s+stemte\b|\bstem\w*\s+(?:i)?mod\b|\b(?:kan|kunne)\s+ikke\s+(?:anbefale|tiltræde|støtte|godkende)\b|"
    r"\b(?:i)?mod(?=\s*(?:stemte|stemmer|:|\d|\())|\bimod\b|\bmod\s+(?=\d+\s+stemme))"
    r"|(?P<for>\bstem\w*\s+for\b|\bfor(?=\s*(?:stemte|stemmer|:|\d|\())|\bfor\s+"
    rf"{_MOTION}\s+stemte\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<=[.;!?])\s+|\n+|,\s+(?:og\s+)?(?=(?:\d+|imod|mod|mens|hvorimod|medens|undlod|for stemte|imod stemte)\b)|"
    r"\s+(?=mens\b|hvorimod\b)",
    re.IGNORECASE,
)
_BRACKETS = r"\([^()]*(?:\([^()]*\)[^()]*)*\)|:(?:[^.:;]|\.\u2060)*"
_WITH_VOTES = re.compile(
    rf"\b(?:(?P<for>{_COUNT})\s+(?:stemmer?|medlemmer|stemte)(?:\s+for)?|stemmerne\s+(?P<for2>{_COUNT}))\s*(?P<for_by>{_BRACKETS}?)?\s*,?\s*(?:og\s+|"
    r"mens\s+)?"
    rf"(?:(?:i)?mod\s+(?P<against>{_COUNT})\b|(?P<against2>{_COUNT})\s+(?:stemmer\s+)?(?:stemte\s+)?(?:i)?mod\b)(?:\s"
    rf"+stemmer?)?\s*(?P<against_by>{_BRACKETS})?",
    re.IGNORECASE,
)
_WITH_COUNT = re.compile(
    rf"\bmed\s+(?P<for>{_COUNT})\s+stemmer\b(?:\s+for)?\s*(?P<for_by>{_BRACKETS})?(?!\s*(?:i)?mod)", re.IGNORECASE
)
_LOST = re.compile(
    r"\b(?:forkastet|forkastede|afviste?|afslog|nedstemt|faldt|stemt ned|ikke vedtaget)\b", re.IGNORECASE
)
_MAJORITY = re.compile(
    r"\bflertal(?:let)?\b\s*(?:bestående\s+af|af|på\s+\d+|\()?\s*:?\s*(?P<who>[A-ZÆØÅ][^.:;]*?)\)?\s+(?:godkend|"
    r"stem|tiltråd|tiltræd|vedt|anbefal|beslut|støtte)\w*(?!\s+(?:i)?mod)"
)
_ASIDE = re.compile(
    r"ændringsforslag|tillægsforslag|modforslag|forespørgsel|ændringsindstilling|procedure", re.IGNORECASE
)
_MAIN = re.compile(
    r"\bherefter\b|\bderefter\b|\bindstillingen\b|hovedforslag|(?:samlede|oprindelige) forslag|som helhed",
    re.IGNORECASE,
)
_VOTE_SENTENCE = re.compile(r"(?<=[^\W\d_][.;!?])\s+|(?<=\)[.;])\s+|\n+")
_LETTER = r"[A-ZÆØÅ](?![\w-]|\.\s*\S)"
_NAME_PART = r"[A-ZÆØÅÉ][\w’'-]*[a-zæøåéü]"
_BETWEEN = r"[ \u2060](?:(?:de|den|von|van|af|el|al|la|du)\s)?"
_PARTY_WORD = (
    r"\b(?:(?:Dansk|Kristeligt|Socialistisk|Konservative|Det Konservative)\sFolkeparti|Radikale\sVenstre|Venstre|"
    r"(?:De\s|Det\s)?Konservative|Liberal\sAlliance|Nye\sBorgerlige|Alternativet|Moderaterne|"
    r"[A-ZÆØÅ]\w*(?:listen|partiet|demokraterne|demokratiet))(?!\w)"
)
_VOTERS = re.compile(
    rf"(?P<word>{_PARTY_WORD})(?:\s*\((?P<short>[A-ZÆØÅ]{{1,2}})\))?"
    rf"|(?<![\w-])(?P<name>{_NAME_PART}(?:{_BETWEEN}(?:{_NAME_PART}|[A-ZÆØÅÉ]\.(?=\u2060)))+)(?!\w|\s(?:stedfortræder|suppleant)\b)"
    rf"(?:\s*\(\s*(?P<of>[A-ZÆØÅ]{{1,3}})\b[^()]*\)|,\s(?={_LETTER})(?P<beside>[A-ZÆØÅ])(?!(?:,| og)\s{_LETTER}))?"
    rf"|(?<![\w.§-])(?P<party>{_LETTER}|(?:SF|DF|LA|EL|RV|KD|NB)\b)|\((?P<bracketed>[A-ZÆØÅ]{{1,2}})\)"
)
_TITLE = re.compile(
    r"^(?:(?:Formand|Næstformand|Udvalgsformand|Borgmester|Viceborgmester|Rådmand|Medlem)(?:en|et)?|Herefter|Derefter|Dog|"
    r"Endvidere|Desuden|Også|Kun|Alene)\s"
)
_INITIAL = re.compile(r"(?<=[A-ZÆØÅ])([a-zæøåé]+ [A-ZÆØÅ]\.) (?=[A-ZÆØÅ][a-zæøåé])")
_NUMBER = re.compile(rf"(?<![\w.-]){_COUNT}(?![\w-])(?!\.\s?\w)", re.IGNORECASE)
_DISSENT = re.compile(
    r"mindretalsudtalelse|særstandpunkt|protokollat|(?:ført|tilført) (?:til )?(?:protokol|referat)|"
    r"protokoltilførsel|protokolleret|(?:ønske[rd]?e?|begære[rd]?e?) (?:det |dette |følgende )?(?:tilføjet|noteret|"
    r"optaget|ført|tilført)|"
    r"\bt(?:age[rt]?|og) forbehold|"
    r"protokolbemærkning|stemte? (?:i)?mod,? (?:idet|fordi|da|med den begrundelse)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:ønske[rd]?e?|begære[rd]?e?|anmode[rd]?e?|afgav|afgiver|bad)\b[^.:]*?(?:\bført\b|\btilfør|\btilføj|"
    r"proto[kc]ol|udtalelse)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9(])|\n+")


_LONGEST_SENTENCE = 3000
"""Characters: each count is looked at with what stands before it, so a sentence without an end is read in part."""


@dataclass(slots=True)
class _Count:
    number: int | None = None
    by: list[str] = field(default_factory=list)


def votes(text: str) -> Votes | None:
    """The last count of votes that the text gives, None when it gives none."""
    if not _ANY_VOTE.search(text):
        return None
    text = _INITIAL.sub("\\1\u2060", text)  # "Per F. Lund": the stop behind an initial ends no sentence
    sides = _nothing()
    for paragraph in without_corrections(text).split("\n"):
        aside = False
        for sentence in _VOTE_SENTENCE.split(paragraph):
            aside = (aside or bool(_ASIDE.search(sentence))) and not _MAIN.search(sentence)
            if not aside:
                sides = _read_sentence(sentence, sides)
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


def _nothing() -> dict[str, _Count]:
    return {"for": _Count(), "against": _Count(), "abstained": _Count()}


def _read_sentence(sentence: str, before: dict[str, _Count]) -> dict[str, _Count]:
    """What was known, with what the sentence says; a new count of those in favour begins a new vote."""
    said = _nothing()
    sentence = sentence[:_LONGEST_SENTENCE]
    if stated := _STATES.search(sentence):  # what somebody wants written down is no vote
        sentence = sentence[: stated.start()]
    rest = sentence
    for match in _WITH_VOTES.finditer(sentence):
        one, other = "for", "against"
        if _LOST.search(sentence[: match.start()]) and not re.search(r"\bfor\b", match[0], re.IGNORECASE):
            one, other = other, one
        said[one] = _Count(_number(match["for"] or match["for2"]), _who(match["for_by"] or ""))
        said[other] = _Count(_number(match["against"] or match["against2"]), _who(match["against_by"] or ""))
        rest = rest.replace(match[0], " . ")
    if counted := _WITH_COUNT.search(rest):
        said["for"] = _Count(_number(counted["for"]), _who(counted["for_by"] or ""))
        rest = rest.replace(counted[0], " . ")
    if majority := _MAJORITY.search(rest):
        said["for"] = _Count(_first_number(majority["who"]), _who(majority["who"]))
        rest = rest.replace(majority[0], " ")
    for clause in _CLAUSE.split(rest):
        _read_clause(clause, said)
    known = {side: count for side, count in said.items() if count.number is not None or count.by}
    if any(_counted_again(count, before[side]) for side, count in known.items()) and "for" in known:
        before = _nothing()
    return {**before, **{side: _joined(count, before[side]) for side, count in known.items()}}


def _counted_again(count: _Count, before: _Count) -> bool:
    """True where a side is told anew: two figures, or two lists, cannot belong to one vote."""
    return (count.number is not None and before.number is not None) or bool(count.by and before.by)


def _joined(count: _Count, before: _Count) -> _Count:
    """Figures and names of one side that stand apart: `Godkendt med 3 stemmer mod 1. Ida Holm stemte imod.`"""
    number = count.number if count.number is not None else before.number
    return _Count(number, count.by or before.by)


def _read_clause(clause: str, sides: dict[str, _Count]) -> None:
    found = list(_SIDES.finditer(clause))
    for i, match in enumerate(found):
        before = clause[found[i - 1].end() if i else 0 : match.start()]
        after = clause[match.end() : found[i + 1].start() if i + 1 < len(found) else len(clause)]
        count = _count_of(before, after, verb_first=match[0].casefold().endswith(("stemte", "stemmer")))
        if count.number is not None or count.by:
            told = sides[match.lastgroup or ""]
            sides[match.lastgroup or ""] = count if _counted_again(count, told) else _joined(count, told)


def _count_of(before: str, after: str, *, verb_first: bool) -> _Count:
    """`3 stemte imod (V)`, `Imod stemte 3 (V)`, `Imod: V og O`, `V stemte imod`."""
    verb = re.match(r"\s*(?:stemte|stemmer|forslaget stemte|ændringsforslaget stemte)?\s*:?\s*", after)
    tail = after[verb.end() :] if verb else after
    listed = verb_first or (verb is not None and (":" in verb[0] or "stem" in verb[0])) or bool(re.match(r"\d", tail))
    bracket = re.match(rf"\s*(?:medlemmer\s*)?({_BRACKETS})", tail)
    if listed:
        return _Count(_first_number(tail), _who(tail))
    number = _first_number(before)
    by = _who(bracket[1]) if bracket else _who(before)
    return _Count(number, by)


def _first_number(part: str) -> int | None:
    outside = re.sub(r"\([^()]*\)", " ", part)
    match = _NUMBER.search(outside) or _NUMBER.search(part)
    if match is None and re.search(r"\bingen\b", part, re.IGNORECASE):
        return 0
    return _number(match[0]) if match else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _who(part: str) -> list[str]:
    """Who voted so, as the text says it: the names of persons, the letters of parties."""
    return list(dict.fromkeys(_voter(match) for match in _VOTERS.finditer(part)))


def _voter(match: re.Match[str]) -> str:
    if match["name"] is None:
        return match["short"] or match["word"] or match["party"] or match["bracketed"]
    return _TITLE.sub("", match["name"]).replace("\u2060", " ")


def dissents(text: str) -> list[str]:
    """The minority statements in a decision, each as written."""
    return [sentence.strip() for sentence in _SENTENCE.split(text) if _DISSENT.search(sentence)]
