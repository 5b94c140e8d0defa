"""People and their parties as minutes list them: `Ida Holm (A), Per Lund, V og Else Krag (Ø), formand`."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTY = r"(?:[A-ZÆØÅ]{1,2}|[A-ZÆØÅ][a-zæøå]{1,3}|Alt|SF|DF|LA|EL|RV|KD|NB|Lokal\w*|Løsgænger|UFP|Uden for parti)"
_WITH_PARTY = re.compile(rf"^(?P<name>.+?)\s*[,]?\s*\((?P<party>{PARTY})?\)\s*(?P<rest>.*)$")
_COMMA_PARTY = re.compile(r"^(?P<name>[^,()]+?),?\s+(?P<party>[A-ZÆØÅ])$")
_ROLES = (
    "formand", "næstformand", "viceformand", "borgmester", "viceborgmester", "1. viceborgmester", "2. viceborgmester",
    "rådmand", "stedfortræder", "suppleant", "sekretær", "referent", "udvalgsformand", "medlem", "direktør",
)  # fmt: skip
_ROLE = re.compile(
    rf"^(?:\(?\s*)(?P<role>{'|'.join(re.escape(role) for role in sorted(_ROLES, key=len, reverse=True))})\b\)?\.?$",
    re.I,
)
_ROLE_INSIDE = re.compile(
    rf"[\s,(–-]+\(?(?P<role>{'|'.join(re.escape(role) for role in sorted(_ROLES, key=len, reverse=True))})\)?$", re.I
)
_ROLE_BEFORE = re.compile(
    rf"^(?P<role>{'|'.join(re.escape(role) for role in sorted(_ROLES, key=len, reverse=True))})[:\s]+(?=[A-ZÆØÅ])", re.I
)
_REASON = re.compile(
    r"^(?:\(?)(?P<reason>(?:med |uden |meldt )?afbud\b.*?|ferie|syg(?:dom)?|orlov|barsel|forfald|uden afbud|inhabil.*?|"
    r"(?:fra|til|indtil|under) (?:kl|pkt|punkt|sag)\b.*?|på grund af .*?|pga\.? .*?|grundet .*?)\)?\.?$",
    re.I,
)
NAME = re.compile(
    r"^(?:[A-ZÆØÅÉÖÄÜ][\w’'´.-]*|de|von|van|af|el|al|bin|la|du)"
    r"(?:\s+(?:[A-ZÆØÅÉÖÄÜ][\w’'´.-]*|de|von|van|af|el|al|bin|la|du)){1,5}$"
)
"""Two to six words as a person's name is written."""

_ROLE_OF_THE_ONE_BEFORE = re.compile(
    r"(?<=\))\s*,?\s+((?:1\.\s|2\.\s)?(?:næst|vice|udvalgs)?formand|borgmester|viceborgmester)\s+(?=[A-ZÆØÅ])"
)
_RUN_TOGETHER = re.compile(r"(?<=\))\s+(?=[A-ZÆØÅ][a-zæøå]+\s)")
_ORGANISATION = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<organisation>[A-ZÆØÅ][^()]{4,70})\)?$")
_SEPARATOR = re.compile(r"\s*[;\n•\uf0b7]\s*|,\s*(?!(?:[A-ZÆØÅ])\s*(?:,|$|\bog\b))|\s+og\s+|\s+samt\s+|\s+&\s+")


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as listed. `note` is what else is said of them: a role or a reason, as written."""

    name: str
    party: str | None = None
    role: str | None = None
    reason: str | None = None


def looks_like_name(text: str) -> bool:
    """True for `Karl-Åge Holm`, not for `Center for Børn`, `Ingen` or a sentence."""
    return bool(NAME.match(text)) and not _NOT_A_PERSON.search(text)


_NOT_A_PERSON = re.compile(
    r"\b(?:Kommune|Udvalg\w*|\w*udvalget|Byråd\w*|Center|Forvaltning\w*|Afdeling\w*|Direktion\w*|Råd\w*|Rådhus\w*|Skole\w*|"
    r"Mødelokale|Administration\w*|Bilag|Punkt|Sag|Sagen|Ingen|Alle|Hele)\b"
)


def people(text: str) -> list[ListedPerson]:
    """The people in a list on one or more lines. Words such as "Ingen" give none.

    >>> [person.name for person in people("Ida Holm (A), Per Lund, V og Else Krag (Ø)")]
    ['Ida Holm', 'Per Lund', 'Else Krag']
    """
    found: list[ListedPerson] = []
    text = _RUN_TOGETHER.sub("; ", _ROLE_OF_THE_ONE_BEFORE.sub(r", \1; ", text))
    for part in _parts(text):
        part = _LIST_NUMBER.sub("", part.strip(" \t.,;:-–*"))
        if not part or _NOBODY.match(part):
            continue
        if found and (noted := _as_note(found[-1], part)):
            found[-1] = noted
            continue
        person = _one(part)
        if person is not None:
            found.append(person)
    return found


def _parts(text: str) -> list[str]:
    """The text at its separators; one inside brackets separates nothing (`(Børne- og Ungdomsrådet)`)."""
    parts: list[str] = []
    begin = seen = depth = 0
    last = text.rfind(")")
    for match in _SEPARATOR.finditer(text):
        depth += text.count("(", seen, match.start()) - text.count(")", seen, match.start())
        seen = match.end()
        if depth > 0 and seen <= last:
            continue
        parts.append(text[begin : match.start()])
        begin, depth = seen, 0
    return [*parts, text[begin:]]


_LIST_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=[A-ZÆØÅ])")
_NOBODY = re.compile(r"^(?:ingen|intet|alle|ikke|ingen afbud|ingen fraværende|alle mødt|samtlige.*|[-–])$", re.I)


def _as_note(person: ListedPerson, part: str) -> ListedPerson | None:
    """`part` said of the person before it: a role, a party, a reason; None when it is a person of its own."""
    if match := _ROLE.match(part):
        return ListedPerson(person.name, person.party, match["role"], person.reason)
    if match := _REASON.match(part):
        return ListedPerson(person.name, person.party, person.role, match["reason"])
    if re.fullmatch(r"\(?[A-ZÆØÅ]\)?", part) and person.party is None:
        return ListedPerson(person.name, part.strip("()"), person.role, person.reason)
    return None


_LONGEST_ENTRY = 400
"""Characters: a name with its role and its reason is shorter."""


def _one(part: str) -> ListedPerson | None:
    if len(part) > _LONGEST_ENTRY:
        return None
    role = reason = party = None
    if match := _ROLE_BEFORE.match(part):
        role, part = match["role"], part[match.end() :]
    if match := re.search(r"\s+[-–]\s+(.+)$|\s+\(((?:med |uden )?(?:afbud|ferie|syg|orlov|barsel)[^)]*)\)$", part):
        extra = (match[1] or match[2]).strip()
        if reason_match := _REASON.match(extra):
            reason, part = reason_match["reason"], part[: match.start()]
        elif role_match := _ROLE.match(extra):
            role, part = role_match["role"], part[: match.start()]
    if match := _WITH_PARTY.match(part):
        part, party = match["name"], match["party"]
        rest = match["rest"].strip(" ,.-–:;()")
        if rest_role := _ROLE.match(rest):
            role = rest_role["role"]
        elif rest:
            reason = rest
    elif (match := _ORGANISATION.match(part)) and looks_like_name(match["name"]):
        part, role = match["name"], match["organisation"].strip()
    if match := _ROLE_INSIDE.search(part):
        role, part = match["role"], part[: match.start()]
    if party is None and (match := _COMMA_PARTY.match(part)):
        part, party = match["name"], match["party"]
    name = part.strip(" ,.:;-–")
    return ListedPerson(name, party, role, reason) if _could_be_name(name) else None


def _could_be_name(name: str) -> bool:
    if not 2 <= len(name) <= 60 or any(letter.isdigit() for letter in name):
        return False
    return name[0].isupper() and not _NOT_A_PERSON.search(name)
