"""Which lines are labels: `Beslutning`, `Mødedato: 13. august`, `Forvaltningen indstiller,`, `Byrådets beslutning
den …`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from sagsgang.danish.bodies import BODY, find_bodies, is_body_name, without_term
from sagsgang.danish.dates import find_date
from sagsgang.model import SectionKind
from sagsgang.reading.extracted import Fact, Line, Shape
from sagsgang.reading.vocabulary import Vocabulary, Word

_RECOMMENDS = re.compile(
    r"\s(?:indstiller|anbefaler|foreslår)(?:\s+til\s+[\wæøåÆØÅ-]+(?:\s[\wæøåÆØÅ-]+){0,5})??(?P<tail>\s*[,:;]?\s*(?:a"
    r"t)?\s*[:,;]?)$"
)
_OFFICE = re.compile(r"^[A-ZÆØÅ][\wæøåé./&-]*(?:[ ,]+(?:[\wæøåé./&-]+|\([^)]*\))){0,8}$")
_IMPERSONAL = re.compile(
    r"^Det (?:indstilles|anbefales|foreslås)(?: til (?:[\wæøå-]+ ?){1,6})?\s*[,:]?\s*(?:at)?\s*[:,]?$"
)
_DECISION_HEADING = re.compile(
    r"^(?:Beslutning(?:er)?|Vedtagelse|Udskrift af beslutning|Indstilling|Behandling)\b[\s,:–-]*(?:(?:i|fra|af|"
    r"truffet i|truffet af)\s+)?(?P<body>.{0,90}?)"
    r"[\s,(]*\b(?:mødet\s+)?(?:den\b\s*)?(?:d\.)?\s*(?P<date>\d.{5,24}?)\)?\s*(?:,?\s*(?:pkt|punkt|"
    r"sag)\.?\s*(?:nr\.?\s*)?\d+)?\s*[:.]?$"
)
_DECISION_OF = re.compile(
    r"^(?:Beslutning(?:er)?)\s+(?:i|fra|af)\s+(?P<body>[A-ZÆØÅ].{3,80}?)\s*[:.]?$|"
    r"^(?P<body2>[A-ZÆØÅ].{3,80}?)s\s+(?:beslutning|afgørelse)(?:\s+i\s+mødet)?\s*[:.]?$"
)
_BODYS_DECISION = re.compile(
    r"^(?P<body>[A-ZÆØÅ].{3,90}?)s?\s+(?:beslutning|behandling|afgørelse|møde)\s*,?\s*(?:i\s+mødet|på\s+mødet|"
    r"på\s+møde)?\s*(?:,?\s*(?:den|d\.)\s*)?(?P<date>\d.{5,24}?)\s*[:.]?$"
)
_BODY_AND_DATE = re.compile(
    r"^(?P<body>[A-ZÆØÅ].{3,90}?),?\s+(?:den\s|d\.\s?)?\s*(?P<date>\d[\d\wæøå. /-]{5,22}?)(?:\s*,?\s*(?:pkt|punkt|"
    r"sag)\.?\s*(?:nr\.?\s*)?\d+\s*)?\s*[:.]?$"
)
_DATE_AND_BODY = re.compile(
    r"^(?:den\s|d\.\s?)?(?P<date>\d{1,2}[./-]\s?(?:\d{1,2}|\w{3,9})[./ -]{1,2}\d{4}),?:?\s+(?P<body>[A-ZÆØÅ].{3,90}?"
    r")\s*[:.]?$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it says by itself.

    `word` what it heads; `heading` as written, without colon; `inline` the text after it on the same line, None when it
    stands alone; `by` who recommends; `body`, `date` whose decision and when, where the label names them; `at_pattern`
    true when it was told by its form and not from the vocabulary.
    """

    word: Word
    heading: str
    inline: str | None = None
    by: str | None = None
    body: str | None = None
    date: datetime.date | None = None
    formed: bool = False

    @property
    def section(self) -> SectionKind | None:
        """The kind of section that the label heads, None when it heads a fact."""
        return self.word.section


def find_label(line: Line, vocabulary: Vocabulary) -> Label | None:
    """The label that the line is or begins with, None for ordinary text."""
    text = line.text
    if line.fact is Fact.LABEL:
        return _declared(text, vocabulary)
    if heading := line.value.get("heading"):
        word = vocabulary.section(str(heading))
        return Label(replace(word, strong=True), str(heading), inline=text) if word is not None else None
    if line.shape is Shape.ROW:
        return _in_row(line, vocabulary)
    if line.shape is Shape.BULLET or not text:
        return None
    if len(text) <= 60 and (word := vocabulary.section(text) or vocabulary.facts.get(_key(text))):
        dash = text.rstrip().endswith((" -", " –"))
        return Label(word, text.strip(" :.-–"), inline="-" if dash and word.section else None)
    colon = text.find(":", 2, 46)
    if colon > 0 and (found := _before_colon(text, colon, vocabulary)):
        if found.section is SectionKind.DECISION and found.inline:
            whole = _decision_label(f"Beslutning {found.inline}")  # `BESLUTNING: Byrådet den 3. februar 2020`
            if whole is not None and whole.date is not None:
                return replace(whole, heading=text.strip(" :."))
        return found
    if len(text) <= 170 and (found := formed_label(text)):
        return found
    return None


def _key(text: str) -> str:
    return " ".join(text.split()).strip(" :.;,*_|–-").casefold()


def _declared(text: str, vocabulary: Vocabulary) -> Label:
    word = vocabulary.section(text)
    if word is not None:
        return Label(replace(word, strong=True), text.strip(" :."))
    return formed_label(text) or Label(Word(section=SectionKind.OTHER), text.strip(" :"), formed=True)


def _in_row(line: Line, vocabulary: Vocabulary) -> Label | None:
    """A key and its value in a table of two columns."""
    cells = [cell for cell in line.cells if cell.text]
    if len(cells) == 2 and (word := vocabulary.section(cells[0].text) or vocabulary.fact(cells[0].text)):
        return Label(word, cells[0].text.strip(" :."), inline=cells[1].text)
    if len(cells) == 2 and (formed := formed_label(cells[0].text)):
        return replace(formed, inline=cells[1].text)
    return None


def _before_colon(text: str, colon: int, vocabulary: Vocabulary) -> Label | None:
    name = _key(text[:colon])
    word = vocabulary.facts.get(name) or vocabulary.sections.get(name)
    if word is not None:
        return Label(word, text[:colon].strip(), inline=text[colon + 1 :].strip() or None)
    return None


def formed_label(text: str) -> Label | None:
    """A label told by its form: who recommends, or whose decision of which day."""
    if (" indstiller" in text or " anbefaler" in text or " foreslår" in text) and (match := _RECOMMENDS.search(text)):
        by = text[: match.start()].strip()
        if (match["tail"].strip() or text.endswith("indstiller")) and _OFFICE.match(by):
            return Label(Word(section=SectionKind.RECOMMENDATION), text.strip(" :,"), by=by, formed=True)
    if text.startswith("Det ") and _IMPERSONAL.match(text):
        return Label(Word(section=SectionKind.RECOMMENDATION), text.strip(" :,"), formed=True)
    lowered = text.casefold()
    if "beslutning" in lowered or lowered.startswith(("vedtagelse", "indstilling ", "behandling ")):
        return _headed(_decision_label(without_term(text)), text)
    if (
        0 < len(text) <= 110
        and text[-1] != ","
        and (text[0].isupper() or text[0].isdigit() or text.startswith("den "))
        and _DIGIT.search(text)
    ):
        return _headed(_body_and_date(without_term(text)), text)
    return None


def _headed(label: Label | None, text: str) -> Label | None:
    """The label with its heading as written: the election period of a body is no part of the body's name."""
    return replace(label, heading=text.strip(" :.")) if label is not None else None


_DIGIT = re.compile(r"\d")
_SENTENCE_VERB = re.compile(r"\b(?:fremsendes|sendes|blev|skal|kan|har|er|træffes|henvises|jf|ifølge)\b")


def _decision_label(text: str) -> Label | None:
    if _SENTENCE_VERB.search(text) or (text.endswith(".") and not text.startswith("Beslutning")):
        return None
    for pattern in (_DECISION_HEADING, _BODYS_DECISION):
        match = pattern.match(text)
        if match is None:
            continue
        date = find_date(match["date"] + " ") or find_date(match["date"])
        body = match["body"].strip(" ,:-–") or None
        if date is not None and (body is None or find_bodies(body) or _names_a_body(body)):
            return Label(Word(section=SectionKind.DECISION), text.strip(" :."), body=body, date=date.date, formed=True)
    if len(text) <= 100 and (match := _DECISION_OF.match(text)):
        body = match["body"] or match["body2"]
        if body and _names_a_body(body):
            return Label(Word(section=SectionKind.DECISION), text.strip(" :."), body=body, formed=True)
    return None


def _names_a_body(text: str) -> bool:
    match = BODY.search(text)
    if text.startswith("Udvalget for ") and is_body_name(text):
        return True
    mostly = match is not None and match.end() - match.start() > len(text) * 0.6
    return mostly or text.casefold() in (
        "udvalget",
        "byrådet",
        "rådet",
    )


def _is_just_a_body(text: str) -> bool:
    match = BODY.search(text)
    return match is not None and _names_a_body(text) and len(text) - match.end() <= 2


_ITEM_OF_MEETING = re.compile(r"\d{4},\s*pkt\.\s*\d+\s*:?$")


def _body_and_date(text: str) -> Label | None:
    """`Byrådet, d. 14. august 2013:` or `17/11/2025 Direktionen` alone on a line: whose decision follows."""
    if (match := _BODYS_DECISION.match(text)) and _is_just_a_body(match["body"]) and (date := find_date(match["date"])):
        return Label(
            Word(section=SectionKind.DECISION),
            text.strip(" :."),
            body=match["body"].strip(" ,"),
            date=date.date,
            formed=True,
        )
    for pattern in (_DATE_AND_BODY, _BODY_AND_DATE):
        match = pattern.match(text)
        if (
            match is None
            or not (_is_just_a_body(match["body"]) or _ITEM_OF_MEETING.search(text))
            or (not BODY.match(match["body"]) and " i " in match["body"])
        ):
            continue
        date = find_date(match["date"])
        if date is not None and date.end - date.start >= len(match["date"].strip()) - 3:
            return Label(
                Word(section=SectionKind.DECISION, strong=False),
                text.strip(" :."),
                body=match["body"].strip(" ,"),
                date=date.date,
                formed=True,
            )
    return None
