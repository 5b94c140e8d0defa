"""Who was not there, came late, left, was disqualified or stood in: sentences that hide in decisions and headers."""

from __future__ import annotations

import re

from sagsgang.danish.names import PARTY, ListedPerson, people
from sagsgang.danish.stand_ins import without_stand_ins
from sagsgang.model import Attendance, AttendanceEvent, Span

_P = rf"[A-ZÆØÅ][\wæøåéö.-]+(?:\s+[A-ZÆØÅ][\wæøåéö.-]*){{1,5}}(?:\s*,?\s*\((?:{PARTY})?\)|,\s[A-ZÆØÅ](?=[\s,.]))?"
_WHO = rf"(?P<who>{_P}(?:(?:,\s+|\s+og\s+|\s+samt\s+){_P})*)"
_LIST = re.compile(
    r"^\W*(?:der (?:var|er) |meldt )?(?P<word>fravær(?=:)|fraværende(?: med afbud| uden afbud)?|afbud(?: fra)?|"
    r"med afbud|meldt afbud|ikke til stede|"
    r"ej til stede|ikke mødt|"
    r"(?:inhabile?|erklæret inhabil)(?:itet)?|stedfortræder(?:e)?|suppleanter?|suppleant)\s*(?:under punktet|"
    r"ved behandlingen af punktet|ved punktet)?\s*(?::|(?=\s+[A-ZÆØÅ]|\s+ingen))\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REST = r"(?:\b(?:kl|pkt|nr|ca)\.\s?|\.(?=\d)|[^.;])*"
_TIME = (
    r"(?:kl\.?\s*\d{1,2}(?:[.:]\d\d)?|under (?:punkt|pkt|sag|behandlingen)[^.,;]*|efter (?:punkt|pkt|sag|"
    r"behandlingen)[^.,;]*|før (?:punkt|pkt|sag|behandlingen)[^.,;]*|fra (?:punkt|pkt|sag)[^.,;]*|ved (?:punkt|"
    r"pkt|sag)[^.,;]*)"
)
_WHEN = r"(?:[Kk]l\.\s*\d{1,2}(?:[.:]\d\d)?|(?:[Uu]nder|[Ee]fter|[Ff]ør|[Ff]ra|[Vv]ed)\s[^.,;]{0,80}?)"
_SENTENCES: tuple[tuple[AttendanceEvent, re.Pattern[str]], ...] = tuple(
    (event, re.compile(pattern))
    for event, pattern in (
        (AttendanceEvent.DISQUALIFIED, rf"{_WHO}\s+(?P<note>[^.]*?\b(?:inhabil\w*|habilitet)\b[^.]*)"),
        (AttendanceEvent.DISQUALIFIED, rf"[Uu]dvalget[^.]*?\b(?:inhabil\w*)\b[^.]*?{_WHO}(?P<note>)"),
        (
            AttendanceEvent.SUBSTITUTE,
            rf"{_WHO}\s+(?:mødte|deltog|deltager|møder|var mødt|er indkaldt|var indkaldt|indkaldt|indtrådte|"
            r"er indtrådt)\b[^.;]*?(?:som|er)\s+(?:stedfortræder|suppleant|1\. suppleant|"
            rf"vikar)\w*\s*(?P<note>(?:for|i stedet){_REST})?",
        ),
        (
            AttendanceEvent.SUBSTITUTE,
            rf"(?:[Ss]om\s+)?(?:[Ss]tedfortræder|[Ss]uppleant)\w*\s+(?P<note>for\s+{_P})\s*(?::|mødte|deltog|var|er|"
            rf"indkaldt)\s*(?P<who>{_P})",
        ),
        (
            AttendanceEvent.SUBSTITUTE,
            rf"\b(?:deltog|mødte|deltager|møder|indtrådte)\s+(?P<who>{_P})\s+(?:i stedet\s+)?(?P<note>for\s+{_P})",
        ),
        (
            AttendanceEvent.SUBSTITUTE,
            rf"[Ss]om (?:stedfortræder|suppleant)\s*(?P<note>for\s+{_P})?\s*(?:deltog|mødte|deltager|"
            rf"møder)\s+(?P<who>{_P})",
        ),
        (AttendanceEvent.SUBSTITUTE, rf"[Ii] stedet (?P<note>for\s+{_P})\s+(?:deltog|mødte|deltager)\s+(?P<who>{_P})"),
        (
            AttendanceEvent.SUBSTITUTE,
            rf"(?P<who>{_P})\s+(?:mødte|deltog|deltager|var mødt|trådte ind|indtrådte)(?:\s+i\s+mødet)?\s+i "
            rf"stedet\s+(?P<note>for\s+{_P})",
        ),
        (AttendanceEvent.LEFT, rf"(?P<note>{_WHEN})\s+(?:forlod|måtte)\s+{_WHO}\s+(?:mødet|salen|lokalet|gå)\b"),
        (AttendanceEvent.LEFT, rf"{_WHO}\s+deltog\s+(?P<note>(?:indtil|til og med)\s+(?=kl|punkt|pkt|sag){_REST})"),
        (
            AttendanceEvent.LEFT,
            rf"{_WHO}\s+(?:forlod(?! sig)|gik|måtte gå|forlader|har forladt|trådte ud)\b(?:\s+(?:mødet|salen|"
            rf"lokalet))?\s*(?P<note>{_REST})",
        ),
        (AttendanceEvent.ARRIVED, rf"{_WHO}\s+(?:vendte|kom)\s+tilbage\b(?:\s+til\s+\w+)?\s*(?P<note>{_REST})"),
        (
            AttendanceEvent.ARRIVED,
            rf"(?P<note>{_WHEN})\s+(?:ankom|kom|mødte|indtrådte|tiltrådte)\s+{_WHO}(?:\s+(?:til\s)?(?:mødet|stede|salen))?",
        ),
        (
            AttendanceEvent.ARRIVED,
            rf"{_WHO}\s+(?:ankom|mødte|kom|indfandt sig|deltog|deltager|var til stede|tiltrådte mødet|"
            rf"trådte ind)\b(?:\s+(?:til )?(?:mødet|til stede))?\s*(?P<note>(?:fra )?(?:{_TIME}){_REST})",
        ),
        (
            AttendanceEvent.ABSENT,
            rf"(?P<note>{_WHEN})\s+(?:var|deltog)\s+{_WHO}\s+(?:ikke|fraværende)\b(?:\s+til stede)?",
        ),
        (AttendanceEvent.ABSENT, rf"{_WHO}\s+(?:var|er)\s+(?:fraværende|ikke til stede|ikke mødt)\s*(?P<note>{_REST})"),
        (AttendanceEvent.ABSENT, rf"{_WHO}\s+(?:havde|har)\s+(?:meldt\s+)?(?P<note>afbud{_REST})"),
        (
            AttendanceEvent.ABSENT,
            rf"{_WHO}\s+(?:deltog|deltager|var)\s+(?:ikke|ej)\s*(?:med\s*)?(?:til stede\s*)?(?P<note>{_REST})",
        ),
    )
)
_CLUE = re.compile(
    r"inhabil|habilitet|fravær|afbud|stedfortræder|suppleant|forlod|forlader|ankom|mødte|til stede|deltog|deltager|"
    r"indfandt|i stedet for|gik kl|måtte|ikke mødt|trådte|"
    r"(?:vendte|kom) tilbage",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:på grund af|pga\.?|grundet|som følge af|efter|jf\.|da|idet)(?!\w).*")
_MATTER = re.compile(
    r"(?<=habil )(?:ved|i)\s+(?:behandlingen af\s+)?(?!(?:sagens?|punktets?|behandlingen|dette|denne|det|mødet)\b).*"
)
_THIS_ITEM = re.compile(r"^(?:i|under|ved|med til|til)\s")
_PARTY_BEHIND = re.compile(r"\s*\((?:[A-ZÆØÅ]{1,2})\)")
_AND_THEN = re.compile(r"\s+og\s+(?:deltog|forlod|var|mødte|er|blev)\b")
_NOTE_TRIM = re.compile(
    r"^(?:og\s+|,\s*|mødet\s+|blev\s+|var\s+|er\s+|erklærede(?: sig)?\s+|erklæret\s+)+", re.IGNORECASE
)


_LONGEST_SENTENCE = 1500
"""Characters: the patterns look for every list of names in what follows each name, so an endless sentence tells
nothing."""


def is_about_attendance(sentence: str) -> bool:
    """True when the sentence speaks of who took part and of nothing that was decided."""
    return bool(_CLUE.search(sentence)) and (_LIST.match(sentence) is not None or _read(sentence) is not None)


def attendance(sentence: str, at: Span | None = None) -> list[Attendance]:
    """The changes that a sentence or a labelled list tells of."""
    match = _LIST.match(sentence)
    if match is not None:
        return _from_list(match, at)
    found = _read(sentence)
    if found is None:
        return []
    event, who, note = found
    return [Attendance(name=person.name, event=event, note=note or person.reason, at=at) for person in people(who)]


def _read(sentence: str) -> tuple[AttendanceEvent, str, str | None] | None:
    if len(sentence) > _LONGEST_SENTENCE or not _CLUE.search(sentence):
        return None
    for event, pattern in _SENTENCES:
        match = pattern.search(sentence)
        if match is None:
            continue
        note = _note(event, match["note"])
        return event, match["who"], note
    return None


def _note(event: AttendanceEvent, raw: str | None) -> str | None:
    note = (raw or "").strip(" ,.:;")
    if event is AttendanceEvent.DISQUALIFIED:
        found = _REASON.search(note) or _MATTER.search(note)
        return found[0] if found else None
    if event is AttendanceEvent.ABSENT:
        if reason := _REASON.search(note):
            return reason[0]
        if _THIS_ITEM.match(note) and not any(letter.isdigit() for letter in note):
            return None
        note = re.sub(r"^med (?=afbud)", "", note)
    if event is AttendanceEvent.SUBSTITUTE:
        note = _PARTY_BEHIND.sub("", note)
    note = note[:1].lower() + note[1:]
    note = _AND_THEN.split(_NOTE_TRIM.sub("", note))[0]
    return note or None


def _from_list(match: re.Match[str], at: Span | None) -> list[Attendance]:
    word = match["word"].casefold()
    rest = match["rest"]
    if word.startswith(("inhabil", "erklæret")):
        event = AttendanceEvent.DISQUALIFIED
    elif word.startswith(("stedfortræder", "suppleant")):
        event = AttendanceEvent.SUBSTITUTE
    else:
        event = AttendanceEvent.ABSENT
    found: list[Attendance] = []
    rest, stand_ins = without_stand_ins(rest) if event is AttendanceEvent.ABSENT else (rest, [])
    for sentence in re.split(r"(?<=[^\W\d_]{2}[.;])\s+|\n+", rest):
        told = _read(sentence)
        if told is not None:
            found.extend(Attendance(name=person.name, event=told[0], note=told[2], at=at) for person in people(told[1]))
            continue
        found.extend(_listed(person, event, word, at) for person in people(re.sub(r"\.$", "", sentence)))
    for who, for_whom in stand_ins:
        note = "for " + ", ".join(person.name for person in people(for_whom))
        found.extend(
            Attendance(name=person.name, event=AttendanceEvent.SUBSTITUTE, note=note, at=at) for person in people(who)
        )
    return found


def _listed(person: ListedPerson, event: AttendanceEvent, word: str, at: Span | None) -> Attendance:
    note = person.reason or ("uden afbud" if "uden afbud" in word else "afbud" if "afbud" in word else None)
    return Attendance(name=person.name, event=event, note=note, at=at)
