"""What the body is asked to do with an item: told from its title, a letter after the title, its recommendation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sagsgang.model import ItemKind, Recommendation, Section, SectionKind

_TITLES: tuple[tuple[ItemKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            ItemKind.FORMALITY,
            r"^(?:\d\.\s*)?(?:(?:god)?kendelse|fastsættelse|behandling|"
            r"valg af ordstyrer)?\s*(?:af )?(?:dagsord(?:e?n|enen|nen)|referat(?:et)?|protokol(?:len)?|mødereferat|"
            r"beslutningsprotokol)\b"
            r"|godkendelse af (?:(?:tillægs)?dagsorden|referat|protokol|mødets dagsorden|beslutningsreferat|"
            r"sidste referat|udvalgets dagsorden)|bemærkninger(?:/ændringer)? til dagsorden"
            r"|beslutninger om dagsordenen|underskrift|digital godkendelse|elektronisk godkendelse|godkendelsesside|"
            r"protokolunderskrift|^evt\.?$|^eventuelt|afslutning af mødet|mødets åbning"
            r"|^fraværende$|^afbud|godkendelse og underskrift|underskrivelse|ændringer til dagsorden|velkomst|"
            r"^(?:åben )?dagsorden\b.*godkendelse",
        ),
        (
            ItemKind.ANNOUNCEMENTS,
            r"meddelelse|gensidig orientering|\bnyt fra\b|siden sidst|"
            r"gensidige? orientering|^(?:mundtlig )?orientering (?:v/|ved )|^information(?:er)? fra|bordet rundt|"
            r"skriftlige orienteringer",
        ),
        (
            ItemKind.DISCUSSION,
            r"\b(?:tema)?drøftelse|\btemadrøft|\bdrøfte\b|temamøde|\bdialogmøde|\bworkshop|\bdebat\b",
        ),
        (
            ItemKind.DECISION,
            r"^(?:\d\. behandling|behandling af|beslutning|godkendelse|stillingtagen|ansøgning|valg|udpegning|"
            r"bevilling|frigivelse|vedtagelse|fastsættelse|endelig vedtagelse|forslag til|anmodning|salg|køb)"
            r"|\bgodkendelse\b|\bbeslutning om\b|tillægsbevilling|anlægsbevilling|\blokalplan|kommuneplantillæg|"
            r"\bdispensation|\bansøgning om|frigivelse af",
        ),
        (
            ItemKind.BRIEFING,
            r"^orientering|\borientering(?:en)? om|^status\b|\bredegørelse\b|^til orientering|^præsentation|"
            r"\borienteringer\b|\bstatus (?:på|for|over|vedr)|\bårsberetning\b|^afrapportering|"
            r"\bopfølgning på\b|\borientering\b|^information om|halvårsstatus|kvartalsstatus|nøgletal|^efterretning",
        ),
        (
            ItemKind.DECISION,
            r"\bbudget|\bregnskab|\btakst|\bvedtægt|\bstrategi\b|\bpolitik\b|\bhelhedsplan|\bregulativ|\bvalg af|"
            r"\budbud|\bhøringssvar|forslag\b|\bkvalitetsstandard|\bmødeplan|\bpulje|"
            r"\brammeaftale|\baftale om|\bdeltagelse i|\bgaranti|\bjordforsyning|\btilskud|\bstøtte til|\bprojekt|"
            r"\bplan for|\bplan\b|\bresultatkontrakt|\bvejlukning|\bnavngivning",
        ),
    )
)
_LETTER = {
    "B": ItemKind.DECISION,
    "O": ItemKind.BRIEFING,
    "D": ItemKind.DISCUSSION,
    "E": ItemKind.BRIEFING,
    "M": ItemKind.ANNOUNCEMENTS,
}
_ASKS = re.compile(r"\b(?:godkendelse|beslutning|behandling af|stillingtagen|vedtagelse)\b", re.IGNORECASE)
"""In the title of a closed item, which says nothing else, only the act itself tells the kind."""
_TYPE = re.compile(
    r"\b(?:beslutningssag|orienteringssag|drøftelsessag|beslutningspunkt|orienteringspunkt|drøftelsespunkt|"
    r"temadrøftelse)\b",
    re.IGNORECASE,
)
_TYPES = {
    "beslutning": ItemKind.DECISION,
    "orientering": ItemKind.BRIEFING,
    "drøftelse": ItemKind.DISCUSSION,
    "temadrøft": ItemKind.DISCUSSION,
}


def kind_of(
    title: str | None, letter: str | None, recommendations: Sequence[Recommendation], sections: Sequence[Section]
) -> ItemKind:
    """The kind of an item; `UNKNOWN` when neither title nor recommendation shows it."""
    by_title = _by_title(title or "")
    if by_title is not None and (sections or by_title is not ItemKind.DECISION or _ASKS.search(title or "")):
        return by_title
    if letter in _LETTER:
        return _LETTER[letter]
    for section in sections:
        declared = (
            _TYPE.search(section.text)
            if section.kind in (SectionKind.ROUTE, SectionKind.OTHER, SectionKind.COMPETENCE)
            else None
        )
        if declared:
            return next(kind for word, kind in _TYPES.items() if declared[0].casefold().startswith(word))
    return _by_recommendation(recommendations, sections)


def _by_title(title: str) -> ItemKind | None:
    for kind, words in _TITLES:
        if words.search(title):
            return kind
    return None


def _by_recommendation(recommendations: Sequence[Recommendation], sections: Sequence[Section]) -> ItemKind:
    asked = " ".join(point for recommendation in recommendations for point in recommendation.points)
    if not asked:
        asked = " ".join(section.text for section in sections if section.kind is SectionKind.DECISION_THEME)
    if not asked:
        return ItemKind.UNKNOWN
    if re.fullmatch(
        r"(?:at )?(?:dagsordenen|referatet|protokollen)(?: for mødet)? (?:godkendes|underskrives)\.?",
        asked.strip(),
        re.IGNORECASE,
    ):
        return ItemKind.FORMALITY
    if re.search(
        r"godkend|vedtag|tiltræd|bevilg|imødekom|beslut|tages stilling|meddeles|udpeg|vælge|frigiv|oversend|afsættes|"
        r"igangsæt",
        asked,
        re.IGNORECASE,
    ):
        return ItemKind.DECISION
    if re.search(r"\bdrøft", asked, re.IGNORECASE):
        return ItemKind.DISCUSSION
    if re.search(r"efterretning|til orientering|orientering om", asked, re.IGNORECASE):
        return ItemKind.BRIEFING
    return ItemKind.DECISION if recommendations else ItemKind.UNKNOWN
