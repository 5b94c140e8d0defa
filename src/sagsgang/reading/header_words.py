"""Words of a meeting header: what a document is called, which municipality it speaks of, lists of people."""

from __future__ import annotations

import re
from collections import Counter

from sagsgang.danish.names import looks_like_name, people
from sagsgang.model import DocumentKind

_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.SUPPLEMENTARY_AGENDA, re.compile(r"\btillægsdagsorden\b", re.IGNORECASE)),
    (
        DocumentKind.MINUTES,
        re.compile(
            r"\b(?:referat|beslutningsprotokol|beslutningsreferat|protokol|mødereferat|udskrift af (?:forhandlings|"
            r"beslutnings)protokol\w*)\b",
            re.IGNORECASE,
        ),
    ),
    (DocumentKind.AGENDA, re.compile(r"\bdagsorden\b", re.IGNORECASE)),
)

MUNICIPALITY = re.compile(r"\b((?:[A-ZÆØÅ][\wæøåé]+(?:-[A-ZÆØÅ][\wæøå]+)*)(?:\s[A-ZÆØÅ][\wæøå]+){0,1}) [Kk]ommunes?\b")

_NOT_A_PLACE = frozenset(
    [
        "Denne",
        "Din",
        "Vores",
        "Den",
        "Egen",
        "Hver",
        "En",
        "Alle",
        "Andre",
        "Som",
        "I",
        "Dette",
        "Hele",
        "Ny",
        "Hvis",
        "Når",
        "For",
        "Samt",
        "At",
        "Og",
        "Til",
        "Fra",
        "Ved",
        "På",
        "Med",
        "Om",
        "Af",
    ]
)

LONGEST_LIST = 1500
"""Characters: a list of people is not read again from its beginning when it is longer than that of any council."""


def dealt_out(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Labels first and then all their values: the lists of people, told apart by the comma that is missing between
    them."""
    empty = 0
    while empty < len(pairs) - 1 and not pairs[-2 - empty][1]:
        empty += 1
    if not empty:
        return pairs
    values = re.split(r"(?<=\))\s+(?=[A-ZÆØÅ])", pairs[-1][1])
    if len(values) != empty + 1:
        return pairs
    names = [name for name, _ in pairs[-1 - empty :]]
    return pairs[: -1 - empty] + list(zip(names, values, strict=True))


PARTY_LAST = re.compile(r",\s*(?:[A-ZÆØÅ]{1,2}|løsgænger)$", re.IGNORECASE)


def lists_people(text: str) -> bool:
    """True when the text is a list of names; in a long one not every name need be of a known form."""
    found = people(text)
    return (
        bool(found)
        and (len(text) >= 140 or any(looks_like_name(person.name) for person in found))
        and not MUNICIPALITY.fullmatch(text)
    )


def after_label(text: str) -> str:
    """What stands after a label and its colon; the whole text when there is none."""
    label, colon, rest = text.partition(":")
    return rest.strip() if colon and len(label) < 25 and rest.strip() else text


_MINUTES_OF_AGENDA = re.compile(r"^\W*(?:beslutnings)?referat af tillægsdagsorden", re.IGNORECASE)


def document_kind(text: str) -> DocumentKind | None:
    """What a line calls the document, None when it does not say."""
    if _MINUTES_OF_AGENDA.search(text):
        return DocumentKind.MINUTES
    for kind, words in _KINDS:
        if words.search(text):
            return kind
    return None


def municipality_of(text: str) -> str | None:
    """The municipality that a text speaks of most, when it is mentioned well more than any other."""
    count: Counter[str] = Counter()
    for match in MUNICIPALITY.finditer(text):
        words = [word for word in match[1].split() if word not in _NOT_A_PLACE]
        if words:
            count[" ".join(words)] += 1
    if not count:
        return None
    ranked = count.most_common(2)
    if ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return f"{ranked[0][0]} Kommune"
