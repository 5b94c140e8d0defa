"""The facts of a meeting as they are found, and how the words of each are taken."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field

from sagsgang.danish.bodies import split_term
from sagsgang.danish.dates import find_date, find_times
from sagsgang.danish.names import looks_like_name, people
from sagsgang.danish.stand_ins import without_stand_ins
from sagsgang.model import Absentee, DocumentKind, Person, Span
from sagsgang.reading.header_words import (
    LONGEST_LIST,
    MUNICIPALITY,
    PARTY_LAST,
    document_kind,
    lists_people,
)
from sagsgang.reading.layout import Block

DOCUMENT_WORD = re.compile(
    r"[\s,:|–-]*\b(?:åben|åbent|lukket|referat|dagsorden|tillægsdagsorden|beslutningsprotokol|beslutningsreferat|mødereferat|protokol)\b[\s,:|–-]*(?:fra|af|for|til)?\s*",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\bmødet\s+(?:blev\s+)?(?:sluttede|sluttet|slut|hævet|hævedes|afsluttet|afsluttedes|slutter)\b\s*:?\s*(?:kl\.?)?\s*(\d{1,2}(?:[.:]\d\d)?)",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"\bmødet\s+(?:blev\s+)?(?:startede|begyndte|åbnet|åbnede|påbegyndt)\b\s*:?\s*(?:kl\.?)?\s*(\d{1,2}(?:[.:]\d\d)?)",
    re.IGNORECASE,
)
PLACE_AFTER = re.compile(
    r"(?:kl\.?\s*[\d.:]+(?:\s*[-–]\s*[\d.:]+)?)\s*,?\s*(?:i|på)\s+(?P<place>[A-ZÆØÅ].{2,80}|[a-zæøå]+(?:en|et|salen|huset)\b.{0,60}|lokale.{1,60}|mødelokale.{1,60})$"
)
_TIME_AFTER = re.compile(r"[\s,;]+(?:kl\.?|klokken)\s*\d{1,2}(?:[.:]\d\d)?.{0,12}$", re.IGNORECASE)
TERM_ONLY = re.compile(r"^\(?(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d\)?$")


@dataclass(slots=True)
class Header:
    """The facts of the meeting as they are found, each with where."""

    document: DocumentKind | None = None
    municipality: str | None = None
    body: str | None = None
    term: str | None = None
    date: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    place: str | None = None
    chair: str | None = None
    present: list[Person] = field(default_factory=list)
    absent: list[Absentee] = field(default_factory=list)
    at: dict[str, Span] = field(default_factory=dict)
    _used: Counter[str] = field(default_factory=Counter)

    def put(self, name: str, block: Block) -> None:
        """Remember where a fact stands; one that continues is given a number."""
        n = self._used[name] or 1
        while True:
            chosen = name if n == 1 else f"{name}_{n}"
            if self.at.setdefault(chosen, block.at) == block.at:
                self._used[name] = n  # the next search begins here: a header may have thousands of lines
                return
            n += 1


class Values:
    """Takes the value of each fact out of its words; a method `_take_<fact>` is False when the words cannot be one."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self._running = ""
        self._listed = (0, 0)
        self._heading = ""

    def _remember(self, name: str, block: Block) -> None:
        """The words of a label of absence: `Afbud` gives the reason of those listed under it."""
        if name == "absent":
            self._heading = block.text[:40].casefold().split(":")[0]

    def _value(self, name: str, text: str, block: Block) -> bool:
        """Take the value of a fact; False when the text cannot be one."""
        taken = getattr(self, f"_take_{name}", self._take_anything)(text)
        if taken:
            self.header.put(name, block)
        return bool(taken)

    def _take_anything(self, text: str) -> bool:
        return len(text) < 200

    def _take_date(self, text: str) -> bool:
        found = find_date(text)
        times = find_times(text)
        if found is None and not times:
            return False
        if found is not None and self.header.date is None:
            self.header.date = found.date
        self._take_times(times)
        if match := PLACE_AFTER.search(text):
            self.header.place = self.header.place or match["place"].strip()
        return True

    def _take_times(self, times: list[datetime.time]) -> None:
        if times and self.header.start is None:
            self.header.start = times[0]
        if len(times) > 1 and self.header.end is None:
            self.header.end = times[1]

    def _take_start(self, text: str) -> bool:
        if find_date(text):
            return self._take_date(text)
        times = find_times(text) or find_times(f"kl. {text}")
        self._take_times(times)
        return bool(times)

    def _take_end(self, text: str) -> bool:
        times = find_times(text) or find_times(f"kl. {text}")
        if times:
            self.header.end = times[-1]
        return bool(times)

    def _take_place(self, text: str) -> bool:
        if self.header.place is None:
            self.header.place = _TIME_AFTER.sub("", text).strip(" .,")
        return True

    def _take_body(self, text: str) -> bool:
        name, term = split_term(DOCUMENT_WORD.sub(" ", text).strip())
        if not name or len(name) > 120:
            return False
        self.header.body = self.header.body or name
        self.header.term = self.header.term or term
        return True

    def _take_term(self, text: str) -> bool:
        if not TERM_ONLY.match(text):
            return False
        self.header.term = self.header.term or text.strip("()").replace(" ", "")
        return True

    def _take_document(self, text: str) -> bool:
        kind = document_kind(text)
        if kind is not None:
            self.header.document = self.header.document or kind
        if found := find_date(text):
            self.header.date = self.header.date or found.date
            self._take_times(find_times(text))
        return len(text) < 120

    def _take_municipality(self, text: str) -> bool:
        self.header.municipality = self.header.municipality or (text if "ommune" in text else f"{text} Kommune")
        return True

    def _take_chair(self, text: str) -> bool:
        found = people(text)
        if not found or len(text) > 90:
            return False
        self.header.chair = self.header.chair or found[0].name
        return True

    def _take_rest_of_chair(self, text: str) -> bool:
        """The last name, printed on a line of its own in a narrow box."""
        if self.header.chair is None or not re.fullmatch(r"[A-ZÆØÅ][\wæøå-]+", text):
            return False
        self.header.chair += f" {text}"
        return True

    def _whole_list(self, text: str) -> str:
        """A list of people that goes on on the next line is read again from its beginning: a name may be divided."""
        if self._running and len(self._running) < LONGEST_LIST and self._running[-1] not in ",;.:":
            del self.header.present[self._listed[0] :]
            del self.header.absent[self._listed[1] :]
            apart = (
                self._running.endswith(")")
                or bool(PARTY_LAST.search(self._running))
                or (looks_like_name(text) and looks_like_name(self._running.split("\n")[-1].split(",")[-1].strip()))
            )
            text = f"{self._running}{chr(10) if apart else ' '}{text}"
        self._listed = (len(self.header.present), len(self.header.absent))
        self._running = text
        return text

    def _take_present(self, text: str) -> bool:
        if re.match(r"^(?:afbud|fraværende)\b", text, re.IGNORECASE) or not lists_people(text):
            return False
        for person in people(self._whole_list(text)):
            if person.reason and re.search(r"afbud|fravær", person.reason, re.IGNORECASE):
                self.header.absent.append(Absentee(name=person.name, party=person.party, reason=person.reason))
                continue
            role = person.role or person.reason
            self.header.present.append(Person(name=person.name, party=person.party, role=role))
            if role and role.casefold() in ("formand", "udvalgsformand"):
                self.header.chair = self.header.chair or person.name
        return True

    def _take_absent(self, text: str) -> bool:
        if not lists_people(text):
            return bool(re.match(r"^(?:ingen|intet|[-–])\W*$", text, re.IGNORECASE))
        reason = "afbud" if "afbud" in self._heading and "uden" not in self._heading else None
        self.header.absent.extend(
            Absentee(name=person.name, party=person.party, reason=person.reason or reason)
            for person in people(without_stand_ins(self._whole_list(text))[0])
        )
        return True

    def _take_remarks(self, text: str) -> bool:
        self._sentences(text)
        return True

    def _sentences(self, text: str) -> bool:
        """End, start and apologies that hide in remarks."""
        used = False
        if match := _ENDED.search(text):
            self._take_end(match[1])
            used = True
        if match := _STARTED.search(text):
            self._take_start(match[1])
            used = True
        for match in re.finditer(r"\b(?:Afbud(?: fra)?|Fraværende(?: med afbud)?)\s*:?\s+([A-ZÆØÅ][^.;]*)", text):
            reason = "afbud" if "fbud" in match[0][:30] else None
            for person in people(without_stand_ins(match[1])[0]):
                if looks_like_name(person.name) and all(known.name != person.name for known in self.header.absent):
                    self.header.absent.append(
                        Absentee(name=person.name, party=person.party, reason=person.reason or reason)
                    )
                    used = True
        return used

    def _take_municipality_from(self, name: str) -> None:
        if self.header.municipality is None and (match := MUNICIPALITY.search(name)):
            self.header.municipality = f"{match[1]} Kommune"
