"""The meeting's own facts: body, date, time, place, who was there; from the header, from page boxes, from declared facts."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sagsgang.danish.bodies import BODY, find_bodies, is_body_name, split_term
from sagsgang.danish.dates import find_date, find_times
from sagsgang.danish.names import looks_like_name, people
from sagsgang.danish.stand_ins import without_stand_ins
from sagsgang.model import Absentee, AttendanceEvent, DocumentKind, Person, Span
from sagsgang.reading.attendance import attendance
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.layout import Block
from sagsgang.reading.segment import GROUP
from sagsgang.reading.vocabulary import Vocabulary

_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.SUPPLEMENTARY_AGENDA, re.compile(r"\btillægsdagsorden\b", re.IGNORECASE)),
    (
        DocumentKind.MINUTES,
        re.compile(
            r"\b(?:referat|beslutningsprotokol|beslutningsreferat|protokol|mødereferat|udskrift af (?:forhandlings|beslutnings)protokol\w*)\b",
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
_MEETING_LINE = re.compile(
    r"^(?:(?:åb(?:en|ent)|lukket|ekstraordinært?|ordinært|udvidet|fælles)\s+)*(?P<kind>referat|dagsorden|tillægsdagsorden|beslutningsprotokol|protokol|beslutningsreferat|mødereferat|udskrift)?"
    r"[\s:–-]*(?:(?:til|fra|for|af)\s+)?(?:(?:ekstraordinært |ordinært |åbent )?(?:møde|mødet|byrådsmøde|udvalgsmøde)t?\s*(?:i|for)?\s+)?(?P<body>[A-ZÆØÅ§].*?)?"
    r"(?:[\s,:–-]+(?:den|d\.)?\s*(?P<date>(?:\w+dag,?\s+(?:den\s+|d\.\s+)?)?\d{1,4}[-./ ].{3,40}))?$",
    re.IGNORECASE,
)
_DOCUMENT_WORD = re.compile(
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
_PLACE_AFTER = re.compile(
    r"(?:kl\.?\s*[\d.:]+(?:\s*[-–]\s*[\d.:]+)?)\s*,?\s*(?:i|på)\s+(?P<place>[A-ZÆØÅ].{2,80}|[a-zæøå]+(?:en|et|salen|huset)\b.{0,60}|lokale.{1,60}|mødelokale.{1,60})$"
)
_UNLABELLED_PLACE = re.compile(
    r"^(?:i\s+|på\s+|sted:?\s*)?(?P<place>(?:[\w-]*(?:lokale|sal|salen|rådhus|rådhuset|mødecenter|kantinen?|stuen)\b.*|[A-ZÆØÅ][\w .-]*(?:[Rr]ådhus|[Ss]kole|[Ll]okale|[Ss]al)\w*.{0,50}))$"
)
_SPLIT_LABELS = re.compile(r"([A-ZÆØÅ][\wæøå ]{2,24}?)\s*:\s*")
_BARE_LABEL = re.compile(r"^(?P<label>[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,2}?)\s+(?P<rest>\S.*)$")
_WITHOUT_MUNICIPALITY = re.compile(r"^[A-ZÆØÅ][\w -]*? [Kk]ommunes?\b[\s,:·|–-]*(?=\S)|\s+(?:den|d\.)$")
_TIME_AFTER = re.compile(r"[\s,;]+(?:kl\.?|klokken)\s*\d{1,2}(?:[.:]\d\d)?.{0,12}$", re.IGNORECASE)
_TERM_ONLY = re.compile(r"^\(?(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d\)?$")
_BARE_LABELS = frozenset(("date", "place", "present", "absent", "chair", "body", "start", "end", "officials"))
_LONGEST_LIST = 1500
"""Characters: a list of people is not read again from its beginning when it is longer than that of any council."""
_PAGE_LABELS = frozenset(("sidetal", "side"))


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


def read_header(blocks: Sequence[Block], vocabulary: Vocabulary, header: Header | None = None) -> Header:
    """The facts in the blocks before the first item (or of a page box). Blocks that were used are in `at`."""
    reader = _HeaderReader(header or Header(), vocabulary)
    reader.read([block for block in blocks if block.noise is None])
    return reader.header


class _HeaderReader:
    def __init__(self, header: Header, vocabulary: Vocabulary) -> None:
        self.header = header
        self._vocabulary = vocabulary
        self._awaiting: list[str] = []
        self._running = ""
        self._listed = (0, 0)
        self._unfilled = False
        self._heading = ""

    def read(self, blocks: Sequence[Block]) -> None:
        for i, block in enumerate(blocks):
            self._block(block, blocks[i + 1] if i + 1 < len(blocks) else None)

    def _block(self, block: Block, following: Block | None) -> None:
        if block.fact is not None:
            self._declared(block)
            return
        label = block.label
        several = self._pairs(block.text) if block.text.count(":") > 1 else []
        if len(several) > 1:
            for name, value in several:
                self._labelled(name, value or None, block, following)
            return
        if label is not None and label.word.fact is not None and label.word.fact != "contents":
            self._labelled(label.word.fact, label.inline, block, following)
            return
        if label is not None and label.word.fact == "contents":
            self._awaiting = []
            return
        text = block.text
        if len(text) > 700:
            return
        if ":" in text and (pairs := self._pairs(text)):
            for name, value in pairs:
                self._labelled(name, value or None, block, following)
            return
        people_wait = self._awaiting[:1] in (["present"], ["absent"], ["officials"])
        if self._awaiting and not people_wait and self._take_awaited(text, block):
            return
        match = _BARE_LABEL.match(text)
        if (
            match
            and (word := self._vocabulary.fact(match["label"]))
            and word.fact in _BARE_LABELS
            and not (word.fact == "chair" and people_wait)
            and self._fits(word.fact, match["rest"])
        ):
            self._labelled(word.fact, match["rest"], block, following)
            return
        if self._awaiting and self._take_awaited(text, block):
            return
        if _TERM_ONLY.match(text) and self.header.body and not self.header.term:
            self.header.term = text.strip("()").replace(" ", "")
            self.header.put("term", block)
            return
        self._unlabelled(text, block)

    def _take_awaited(self, text: str, block: Block) -> bool:
        """Take the text as the value of the label that waits for one."""
        if GROUP.match(text):
            return False
        if block.shape is Shape.NUMBERED and not looks_like_name(_PARTY_LAST.sub("", text.split("(")[0].strip())):
            return False
        if self._value(self._awaiting[0], text, block):
            self._unfilled = False
            if len(self._awaiting) > 1:
                self._awaiting.pop(0)
                self._running = ""
            elif self._awaiting[0] not in ("present", "absent", "officials"):
                name = self._awaiting.pop(0)
                self._awaiting += ["rest_of_chair"] if name == "chair" and not self._awaiting else []
            elif block.gap:
                self._running = ""
            return True
        return False

    def _pairs(self, text: str) -> list[tuple[str, str]]:
        """`Udvalg: X Mødedato: Y`, or several labels first and their values after."""
        matches = [(m, self._vocabulary.fact(m[1])) for m in _SPLIT_LABELS.finditer(text)]
        known = [(m, word.fact) for m, word in matches if word is not None and word.fact is not None]
        if not known or known[0][0].start() > 0:
            return []
        pairs = []
        for n, (match, name) in enumerate(known):
            end = known[n + 1][0].start() if n + 1 < len(known) else len(text)
            pairs.append((name, text[match.end() : end].strip(" ,;")))
        return _dealt_out(pairs)

    def _fits(self, name: str, rest: str) -> bool:
        if name in ("date", "start", "end"):
            return bool(find_date(rest) or find_times(rest))
        if name in ("present", "absent", "chair"):
            return bool(people(rest)) and rest[0].isupper()
        return rest[0].isupper() or rest[0].isdigit()

    def _remember(self, name: str, block: Block) -> None:
        """The words of a label of absence: `Afbud` gives the reason of those listed under it."""
        if name == "absent":
            self._heading = block.text[:40].casefold().split(":")[0]

    def _labelled(self, name: str, value: str | None, block: Block, following: Block | None) -> None:
        self._remember(name, block)
        if value is None:
            self.header.put(name, block)
            self._awaiting = [*self._awaiting, name] if self._unfilled else [name]
            self._unfilled = True
            self._running = ""
            return
        self._unfilled = False
        self._awaiting = [name] if name in ("present", "absent") else []
        self._running = ""
        if not self._value(name, value, block):
            self.header.put(name, block)

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
        if match := _PLACE_AFTER.search(text):
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
        name, term = split_term(_DOCUMENT_WORD.sub(" ", text).strip())
        if not name or len(name) > 120:
            return False
        self.header.body = self.header.body or name
        self.header.term = self.header.term or term
        return True

    def _take_term(self, text: str) -> bool:
        if not _TERM_ONLY.match(text):
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
        if self._running and len(self._running) < _LONGEST_LIST and self._running[-1] not in ",;.:":
            del self.header.present[self._listed[0] :]
            del self.header.absent[self._listed[1] :]
            apart = (
                self._running.endswith(")")
                or bool(_PARTY_LAST.search(self._running))
                or (looks_like_name(text) and looks_like_name(self._running.split("\n")[-1].split(",")[-1].strip()))
            )
            text = f"{self._running}{chr(10) if apart else ' '}{text}"
        self._listed = (len(self.header.present), len(self.header.absent))
        self._running = text
        return text

    def _take_present(self, text: str) -> bool:
        if re.match(r"^(?:afbud|fraværende)\b", text, re.IGNORECASE) or not _lists_people(text):
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
        if not _lists_people(text):
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

    def _declared(self, block: Block) -> None:
        """A fact that the file's own structure names."""
        value = block.value
        iso = str(value.get("iso") or "")
        match block.fact:
            case Fact.DATE if iso:
                self.header.date = self.header.date or datetime.date.fromisoformat(iso[:10])
            case Fact.DATE:
                self._take_date(block.text)
            case Fact.START if iso:
                self.header.start = datetime.time.fromisoformat(iso[:5])
            case Fact.START:
                self._take_start(block.text)
            case Fact.END if iso:
                self.header.end = datetime.time.fromisoformat(iso[:5])
            case Fact.END:
                self._take_end(block.text)
            case Fact.DOCUMENT:
                kind = value.get("kind")
                self.header.document = (
                    DocumentKind(str(kind)) if kind else self.header.document or document_kind(block.text)
                )
            case Fact.BODY | Fact.PLACE | Fact.MUNICIPALITY | Fact.PRESENT | Fact.ABSENT:
                self._value(block.fact.value, _after_label(block.text), block)
            case _:
                return
        self.header.put(block.fact.value if block.fact else "fact", block)

    def _unlabelled(self, text: str, block: Block) -> None:
        """A line that says by itself what it is: `REFERAT Børneudvalget d. 13-08-2025`, `Byrådet`, a date."""
        self._awaiting = []
        used = self._title_line(text, block)
        if not used and block.shape is not Shape.ROW and (self._sentences(text) or self._says_who_was_absent(text)):
            self.header.put("remarks", block)
        elif not used and self.header.municipality is None and (match := MUNICIPALITY.fullmatch(text.strip())):
            self.header.municipality = f"{match[1]} Kommune"
            self.header.put("municipality", block)

    def _says_who_was_absent(self, text: str) -> bool:
        """`Ida Holm (V) havde meldt afbud til mødet.`"""
        told = [change for change in attendance(text) if change.event is AttendanceEvent.ABSENT]
        for change in told:
            if looks_like_name(change.name) and all(known.name != change.name for known in self.header.absent):
                reason = "afbud" if "afbud" in text else None
                self.header.absent.append(Absentee(name=change.name, reason=reason))
        return bool(told)

    def _title_line(self, text: str, block: Block) -> bool:
        if len(text) > 200:
            return False
        used = False
        kind = document_kind(text) if len(text) < 140 else None
        found = find_date(text)
        rest = text
        if (
            found is not None
            and len(text) < 160
            and (kind or self._is_mostly_date(text) or find_bodies(text[: found.start]))
        ):
            used = True
            self.header.date = self.header.date or found.date
            self._take_times(find_times(text))
            self.header.put("date", block)
            if match := _PLACE_AFTER.search(text):
                self.header.place = self.header.place or match["place"].strip()
                self.header.put("place", block)
            rest = re.sub(r"[\s,–-]*(?:\w+dag,?\s*)?(?:den|d\.)?\s*$", "", text[: found.start])
        if kind is not None and (found is not None or len(text) < 90):
            used = True
            self.header.document = self.header.document or kind
            self.header.put("document", block)
        name = self._body_in(rest)
        if name is not None:
            self._take_municipality_from(name)
            name, term = split_term(_WITHOUT_MUNICIPALITY.sub("", name) or name)
            if self.header.body is None:
                self.header.body = name
            self.header.term = self.header.term or term
            self.header.put("body", block)
            used = True
        elif not used and self.header.place is None and len(text) < 90 and (match := _UNLABELLED_PLACE.match(text)):
            self.header.place = match["place"].strip(" .")
            self.header.put("place", block)
            used = True
        return used

    def _body_in(self, rest: str) -> str | None:
        text = _DOCUMENT_WORD.sub(" ", rest).strip(" ,:|–-")
        text = re.sub(
            r"^(?:(?:fra|til|for|af|i)\s+)?(?:(?:ekstraordinært|ordinært|åbent)\s+)?(?:møde(?:t)?\s+(?:i|for|nr\.? ?\d+ i)\s+)?",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(r"(?:s)?\s+(?:ekstraordinære |ordinære )?møde\b.*$", "", text)
        text = text.strip(" ,:|–-")
        if not text:
            return None
        if is_body_name(text):
            return text
        match = BODY.search(text)
        return match[0] if match and match.end() - match.start() > 0.55 * len(text) else None

    def _take_municipality_from(self, name: str) -> None:
        if self.header.municipality is None and (match := MUNICIPALITY.search(name)):
            self.header.municipality = f"{match[1]} Kommune"

    @staticmethod
    def _is_mostly_date(text: str) -> bool:
        letters = re.sub(
            r"\b(?:\w+dag|den|d|kl|klokken|dato|mødet?|i|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b|[\d\W]",
            "",
            text,
            flags=re.IGNORECASE,
        )
        return len(letters) < 30


def _dealt_out(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Labels first and then all their values: the lists of people, told apart by the comma that is missing between them."""
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


_PARTY_LAST = re.compile(r",\s*(?:[A-ZÆØÅ]{1,2}|løsgænger)$", re.IGNORECASE)


def _lists_people(text: str) -> bool:
    """True when the text is a list of names; in a long one not every name need be of a known form."""
    found = people(text)
    return (
        bool(found)
        and (len(text) >= 140 or any(looks_like_name(person.name) for person in found))
        and not MUNICIPALITY.fullmatch(text)
    )


def _after_label(text: str) -> str:
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
