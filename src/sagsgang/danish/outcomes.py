"""What a decision's words mean: the outcome, the votes and the minority statements in it.

The rules follow how decisions are worded in published minutes. Amendments are voted on before the main motion, so a
sentence about an amendment does not decide the outcome while another sentence does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from sagsgang.danish.notes import without_corrections
from sagsgang.model import Outcome

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÆØÅ0-9(])|\n+")
_NOTHING = re.compile(
    r"^(?:[-–—.•\s]+|(?:der (?:var|er|fremkom) )?(?:intet|ingen|ikke noget)(?: (?:særlige?|yderligere))?"
    r"(?: (?:bemærkning(?:er)?|meddelelser?|kommentarer|indlæg|emner|punkter|spørgsmål|at bemærke|nyt|sager|mødt|"
    r"mødte|til dette punkt|beslutning))?"
    r"(?: (?:til .*|på mødet|fra .*|under .*))?)\.?$",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(r"ændringsforslag|tillægsforslag|ændringsindstilling|modforslag", re.IGNORECASE)
_AMENDMENT_PARAGRAPH = re.compile(r"^(?:Ændringsforslag|Tillægsforslag|Modforslag)\b[^.]{0,60}:", re.IGNORECASE)
_ASIDE = re.compile(
    r"\bønsker?\b|\bforeslog\b|\bfremsatte\b|\bstillede forslag|^Et forslag fra|sat til afstemning|protokol|"
    r"mindretalsudtalelse|særstandpunkt|^\W*(?:fraværende|afbud|ikke til stede|inhabil)|deltog ikke|"
    r"ønske[rd]e? .* tilført",
    re.IGNORECASE,
)
_VETO = re.compile(
    r"^(?:\W*(?:gruppe|liste)\s)?\W*(?:[A-ZÆØÅ](?:\W|$)|\(?\w{1,2}\)|"
    r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w.-]+)* \(\w+\)).{0,60}"
    r"(?:(?:kan|kunne|kan dog) ikke|ønskede)|stemte i?mod|(?<!\d )stemmer i?mod|undlod|undlader|tager forbehold",
)
# Members propose in the past tense; what the administration proposes is the case itself.
_PROPOSES = re.compile(
    rf"(?<!administrationen )(?<!forvaltningen )(?:\bforeslog\b|\bfremsatte\b)|\bforslag\b.{{0,60}}\bfra\b|"
    rf"\bstillede\b.{{0,40}}forslag|{_AMENDMENT.pattern}",
    re.IGNORECASE,
)
_ON_A_PROPOSAL = re.compile(r"^\W*(?:(?:dette|begge|det stillede)\s+)?forslage?(?:t|ne)?\b", re.IGNORECASE)
_PROCEDURE = frozenset((Outcome.POSTPONED, Outcome.RETURNED, Outcome.REFERRED, Outcome.WITHDRAWN))

_RULES: tuple[tuple[Outcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(words, re.IGNORECASE))
    for outcome, words in (
        (Outcome.APPROVED, r"tilbagesend\w*.*\bhar (?:vedtaget|godkendt|tiltrådt)"),
        (
            Outcome.WITHDRAWN,
            r"\budgå(?:r|et|ede)?\b|(?:taget|tages|tog) (?:sagen |punktet )?af dagsordenen|trukket (?:tilbage|fra)|"
            r"trækkes tilbage"
            r"|trak (?:sagen|punktet|forslaget)|(?<!indstillingen )(?<!forslaget )bortfalder|slettes? fra dagsordenen",
        ),
        (
            Outcome.RETURNED,
            r"tilbagesend\w*|(?:sende[sr]?|sendt|sendte|vende[sr]?|gå[rs]?|hjemvis\w*|"
            r"henvis\w*)\b[^.]*\btilbage\b(?! til efterretning)"
            r"|returner\w*|hjemvis\w*|tilbage til (?:forvaltningen|administrationen|udvalget|fornyet)",
        ),
        (
            Outcome.POSTPONED,
            r"\budsæt\w*|\budsat(?:te|tes)?\b|\budskyd\w*|\budskudt\w*|genoptage\w*|overfør\w* til (?:næste|"
            r"et kommende|kommende)|"
            r"\bgenbehandles|behandles (?:på|ved) (?:næste|et kommende|et senere)",
        ),
        (
            Outcome.REJECTED,
            r"\bikke (?:\w+ ){1,4}at imødekomme\b|\bikke (?:\w+ )?(?:godkend\w*|vedtag\w*|tiltråd\w*|tiltræde\w*|"
            r"imødekom\w*|anbefal\w*|bevilg\w*|opnå\w* flertal)|"
            r"\bafvis\w*|\bafslå\w*|\bafslag\b|\bafslog\b|forkast\w*|nedstem\w*|\bbortfald\w*|stemt ned|"
            r"imødekom\w* ikke|"
            r"godkendte? ikke|vedtog ikke|anbefal\w* ikke|nyder ikke fremme",
        ),
        (
            Outcome.RECOMMENDED,
            r"\banbefal\w*|indstille[rs]?(?:,)? (?:til (?!efterretning)|at\b|sagen|indstillingen|forslaget|over ?for|"
            r"godkendt|vedtaget|tiltrådt)"
            r"|indstilles\b|tiltrådte? at (?:indstille|anbefale)|til(?:trædes)? som indstilling til",
        ),
        (
            Outcome.APPROVED,
            r"\bgodkend\w*|\btiltråd\w*|\btiltræd\w*|\bvedtag\w*|\bvedtog\w*|imødekom\w*|"
            r"(?<!der er )(?<!som er )\bbevilge\w*|følge[rs]? indstillingen"
            r"|indstillingen (?:blev |er )?(?:fulgt|følges)|\baccepter\w*|\bgiver tilladelse|"
            r"\bmeddeles\b (?:tilladelse|dispensation)",
        ),
        (Outcome.ELECTED, r"\bvalgt(?:es|e)?\b|\budpege\w*|\bkonstituer\w*|\bvalgtes\b|\bgenvalgt\b"),
        (
            Outcome.NOTED,
            r"efterretning|til orientering|\borienter(?:et|ing\w* (?:blev )?(?:givet|modtaget|gennemgået|foretaget))\b|"
            r"taget til (?:orientering|referat)|orientering(?:en)? (?:er |blev )?givet|noteret",
        ),
        (Outcome.DISCUSSED, r"\bdrøft(?:et|ede|es|edes|else[nr]?|er)\b|\bdebatter\w*|temadrøft"),
        (
            Outcome.REFERRED,
            r"\boversend\w*|\bhenvis\w*|\bvideresend\w*|fremsend\w* til|\bsendes?\b[^.]* (?:til|i høring)|"
            r"\bsendt til|\bsender\b[^.]* (?:til|i høring)|\bhenskyd\w*|"
            r"overgå\w* til|standsningsret|begæret\w* (?:indbragt|forelagt)",
        ),
    )
)
_CLAUSE = re.compile(r",?\s+(?:idet|når|hvis|såfremt|dog|således|så|mens|men)\s+", re.IGNORECASE)
_BY_POSITION = frozenset((Outcome.APPROVED, Outcome.ELECTED, Outcome.NOTED, Outcome.DISCUSSED, Outcome.REFERRED))
_IN_PART = re.compile(
    r"\bdelvis|\bdels\b.*\bdels\b|med (?:den|de|følgende|disse|en|mindre|enkelte|den nævnte|de nævnte)\s?(?:\w+\s)?"
    r"(?:ændring|tilføjelse|rettelse|præcisering|undtagelse|justering|tilretning)|med undtagelse af|bortset fra|"
    r"undtagen|med ændring|"
    r"\bdog (?:således|sådan|ikke|med|at)\b|\b(?:godkendt|vedtaget|tiltrådt),? idet (?!(?:punkt|sag|pkt|punktet|"
    r"sagen|udvalget|byrådet|det bemærkes|forvaltningen)\b|[^.]{0,60}\b(?:stemte|stemmer|undlod|undlader|"
    r"forbehold))|"
    r"\b(?:godkendt|imødekom\w*(?: ansøgning\w*)?) med \d[\d.]* kr|idet .{0,80}(?:udgår|ændres)|med tilføjelse|"
    r"med følgende bemærkning om ændring|i ændret form",
    re.IGNORECASE,
)
_ABOUT_THE_CASE = re.compile(
    r"^\W*(?:administrationens |forvaltningens |udvalgets |økonomiudvalgets |direktionens |herefter |sagen|punktet)?"
    r".{0,40}\b(?:indstilling(?:en|er|erne)?|sagen|hovedforslaget|dagsorden(?:en)?|referatet|punktet)\b",
    re.IGNORECASE,
)


_LONGEST_SENTENCE = 2000
"""Characters: some words are looked for together in one sentence, so one without an end is read in part."""


_OTHER_ITEM = re.compile(r"\b(?:punkt|pkt\.|sag)\s+(?:nr\.\s*)?\d", re.IGNORECASE)
_BARE = re.compile(r"^\W*(?:(?:dagsordenen|herefter)\s+)?(?:godkendt|tiltrådt|vedtaget)\W*$", re.IGNORECASE)


def outcome(text: str) -> Outcome:
    """The outcome that the words of a decision state; `UNCLEAR` when they state none that is known.

    >>> outcome("Taget til efterretning.")
    <Outcome.NOTED: 'noted'>
    """
    stripped = without_corrections(text.strip()).strip()
    if not stripped or _NOTHING.match(stripped):
        return Outcome.NONE
    stripped = "\n".join(part for part in stripped.split("\n") if not _AMENDMENT_PARAGRAPH.match(part)) or stripped
    said = _said(stripped)
    main = [(each.sentence, each.outcome) for each in said if each.on is _On.CASE]
    if not main:
        return _of_proposals(said)
    chosen = _decisive(main)
    if chosen is Outcome.APPROVED and _changed_by_amendment(said):
        return Outcome.PARTLY_APPROVED
    return chosen


class _On(Enum):
    """What a sentence of a decision speaks of."""

    CASE = auto()
    PROPOSAL = auto()
    ASIDE = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    sentence: str
    outcome: Outcome
    on: _On


def _said(text: str) -> list[_Said]:
    """The sentences that state an outcome, each with what it speaks of.

    "Forslaget" is the proposal that someone is said to have made before, and the case itself where nobody is.
    """
    said: list[_Said] = []
    proposed = False
    for sentence in _SENTENCE.split(text):
        if (found := _of_sentence(sentence)) is not None:
            if _AMENDMENT.search(sentence) or (proposed and _ON_A_PROPOSAL.match(sentence)):
                on = _On.PROPOSAL
            else:
                on = _On.ASIDE if _ASIDE.search(sentence) or _is_veto(sentence) else _On.CASE
            said.append(_Said(sentence=sentence, outcome=found, on=on))
        proposed = proposed or _PROPOSES.search(sentence) is not None
    return said


def _is_veto(sentence: str) -> bool:
    """True for what some were against, unless the sentence first says what was decided: `Godkendt, idet Ø stemte
    imod.`"""
    match = _VETO.search(sentence)
    return match is not None and _of_sentence(sentence[: match.start()]) is None


def _of_proposals(said: list[_Said]) -> Outcome:
    """The outcome where no sentence speaks of the case itself: what became of the proposals that were made.

    A proposal to postpone the case, or to send it on, is carried out by being adopted.
    """
    voted = [each.outcome for each in said if each.on is _On.PROPOSAL]
    if not voted or said[0].on is _On.PROPOSAL:
        return said[0].outcome if said else Outcome.UNCLEAR
    adopted = voted[-1] is Outcome.APPROVED
    return said[0].outcome if adopted and said[0].outcome in _PROCEDURE else voted[-1]


def _decisive(main: list[tuple[str, Outcome]]) -> Outcome:
    """The first sentence decides, unless a later one speaks of the case or the recommendation itself."""
    first = main[0][1]
    if first is Outcome.WITHDRAWN and _OTHER_ITEM.search(main[0][0]):
        bare = next((found for sentence, found in main[1:] if _BARE.match(sentence)), None)
        if bare is not None:  # an agenda is approved though one of its items was taken off it
            return bare
    if first is Outcome.APPROVED and any(
        found is Outcome.REJECTED and sentence.startswith("Ikke") for sentence, found in main[1:]
    ):
        return Outcome.PARTLY_APPROVED
    if first in (Outcome.DISCUSSED, Outcome.NOTED, Outcome.REFERRED, Outcome.REJECTED, Outcome.RECOMMENDED):
        for sentence, found in main[1:]:
            decides = found in (
                Outcome.APPROVED,
                Outcome.RECOMMENDED,
                Outcome.POSTPONED,
                Outcome.PARTLY_APPROVED,
                Outcome.WITHDRAWN,
                Outcome.RETURNED,
            )
            if decides and first is not found and (_ABOUT_THE_CASE.search(sentence) or "herefter" in sentence):
                return found
    return first


def _changed_by_amendment(said: list[_Said]) -> bool:
    return any(each.on is _On.PROPOSAL and each.outcome in (Outcome.APPROVED, Outcome.PARTLY_APPROVED) for each in said)


def _follows_an_outcome(sentence: str, at: int) -> bool:
    """True for what is said in passing, behind the outcome: `Godkendt, idet punkt 3 udgår.`"""
    clause = _CLAUSE.search(sentence)
    return clause is not None and clause.end() <= at and _of_sentence(sentence[: clause.start()]) is not None


def _of_sentence(sentence: str) -> Outcome | None:
    sentence = sentence[:_LONGEST_SENTENCE]
    best: tuple[int, Outcome] | None = None
    for found, words in _RULES:
        match = words.search(sentence)
        if match is None or (found is Outcome.WITHDRAWN and _follows_an_outcome(sentence, match.start())):
            continue
        if found not in _BY_POSITION:
            return found if best is None else best[1]
        if best is None or match.start() < best[0]:
            best = (match.start(), found)
    if best is None:
        return None
    if best[1] is Outcome.APPROVED and _IN_PART.search(sentence):
        return Outcome.PARTLY_APPROVED
    return best[1]
