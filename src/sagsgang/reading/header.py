"""The meeting's own facts: body, date, time, place, who was there; from the header, from page boxes, from declared
facts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from sagsgang.danish.bodies import BODY, find_bodies, is_body_name, split_term
from sagsgang.danish.dates import find_date, find_times
from sagsgang.danish.names import looks_like_name, people
from sagsgang.model import Absentee, AttendanceEvent, DocumentKind
from sagsgang.reading.attendance import attendance
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.header_values import DOCUMENT_WORD, PLACE_AFTER, TERM_ONLY, Header, Values
from sagsgang.reading.header_words import (
    MUNICIPALITY,
    PARTY_LAST,
    after_label,
    dealt_out,
    document_kind,
)
from sagsgang.reading.layout import Block
from sagsgang.reading.marks import GROUP
from sagsgang.reading.vocabulary import Vocabulary

_UNLABELLED_PLACE = re.compile(
    r"^(?:i\s+|på\s+|sted:?\s*)?(?P<place>(?:[\w-]*(?:lokale|sal|salen|rådhus|rådhuset|mødecenter|kantinen?|"
    r"stuen)\b.*|[A-ZÆØÅ][\w .-]*(?:[Rr]ådhus|[Ss]kole|[Ll]okale|[Ss]al)\w*.{0,50}))$"
)
_SPLIT_LABELS = re.compile(r"([A-ZÆØÅ][\wæøå ]{2,24}?)\s*:\s*")
_BARE_LABEL = re.compile(r"^(?P<label>[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,2}?)\s+(?P<rest>\S.*)$")
_MUNICIPALITY_AFTER = re.compile(r"\s*[,(]\s*[A-ZÆØÅ][\w -]*? [Kk]ommune\)?$")
_WITHOUT_MUNICIPALITY = re.compile(
    rf"^[A-ZÆØÅ][\w -]*? [Kk]ommunes?\b[\s,:·|–-]*(?=\S)|\s+(?:den|d\.)$|{_MUNICIPALITY_AFTER.pattern}"
)
_BARE_LABELS = frozenset(("date", "place", "present", "absent", "chair", "body", "start", "end", "officials"))


def read_header(blocks: Sequence[Block], vocabulary: Vocabulary, header: Header | None = None) -> Header:
    """The facts in the blocks before the first item (or of a page box). Blocks that were used are in `at`."""
    reader = _HeaderReader(header or Header(), vocabulary)
    reader.read([block for block in blocks if block.noise is None])
    return reader.header


class _HeaderReader(Values):
    """Goes through the blocks of a header and knows which label waits for a value."""

    def __init__(self, header: Header, vocabulary: Vocabulary) -> None:
        super().__init__(header)
        self._vocabulary = vocabulary
        self._awaiting: list[str] = []
        self._unfilled = False

    def read(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if block.fact is not None:
            self._declared(block)
            return
        label = block.label
        several = self._pairs(block.text) if block.text.count(":") > 1 else []
        if len(several) > 1:
            for name, value in several:
                self._labelled(name, value or None, block)
            return
        if label is not None and label.word.fact is not None and label.word.fact != "contents":
            self._labelled(label.word.fact, label.inline, block)
            return
        if label is not None and label.word.fact == "contents":
            self._awaiting = []
            return
        text = block.text
        if len(text) > 700:
            return
        if ":" in text and (pairs := self._pairs(text)):
            for name, value in pairs:
                self._labelled(name, value or None, block)
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
            self._labelled(word.fact, match["rest"], block)
            return
        if self._awaiting and self._take_awaited(text, block):
            return
        if TERM_ONLY.match(text) and self.header.body and not self.header.term:
            self.header.term = text.strip("()").replace(" ", "")
            self.header.put("term", block)
            return
        self._unlabelled(text, block)

    def _take_awaited(self, text: str, block: Block) -> bool:
        """Take the text as the value of the label that waits for one."""
        if GROUP.match(text):
            return False
        if block.shape is Shape.NUMBERED and not looks_like_name(PARTY_LAST.sub("", text.split("(")[0].strip())):
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
        return dealt_out(pairs)

    def _fits(self, name: str, rest: str) -> bool:
        if name in ("date", "start", "end"):
            return bool(find_date(rest) or find_times(rest))
        if name in ("present", "absent", "chair"):
            return bool(people(rest)) and rest[0].isupper()
        if name == "place" and self._vocabulary.begins_a_place(rest):
            return True
        return rest[0].isupper() or rest[0].isdigit()

    def _labelled(self, name: str, value: str | None, block: Block) -> None:
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
                self._value(block.fact.value, after_label(block.text), block)
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
            if match := PLACE_AFTER.search(text):
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
        text = DOCUMENT_WORD.sub(" ", rest).strip(" ,:|–-")
        text = re.sub(
            r"^(?:(?:fra|til|for|af|i)\s+)?(?:(?:ekstraordinært|ordinært|åbent)\s+)?(?:møde(?:t)?\s+(?:i|for|"
            r"nr\.? ?\d+ i)\s+)?",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(r"(?:s)?\s+(?:ekstraordinære |ordinære )?møde\b.*$", "", text)
        text = text.strip(" ,:|–-")
        if not text:
            return None
        if is_body_name(text) or is_body_name(_MUNICIPALITY_AFTER.sub("", text)):
            return text
        match = BODY.search(text)
        return match[0] if match and match.end() - match.start() > 0.55 * len(text) else None

    @staticmethod
    def _is_mostly_date(text: str) -> bool:
        letters = re.sub(
            r"\b(?:\w+dag|den|d|kl|klokken|dato|mødet?|i|januar|februar|marts|april|maj|juni|juli|august|september|"
            r"oktober|november|december)\b|[\d\W]",
            "",
            text,
            flags=re.IGNORECASE,
        )
        return len(letters) < 30
