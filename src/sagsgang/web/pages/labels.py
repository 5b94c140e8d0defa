"""The names that values have in the interface. Source strings are English; Danish comes from the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sagsgang.model import AttendanceEvent, DocumentKind, ItemKind, Level, Outcome, SectionKind
from sagsgang.rules.cases import Basis
from sagsgang.web.archive.search.engine import Order

OUTCOMES: dict[Outcome, Promise] = {
    Outcome.APPROVED: _("Approved"),
    Outcome.PARTLY_APPROVED: _("Partly approved"),
    Outcome.RECOMMENDED: _("Recommended"),
    Outcome.NOTED: _("Noted"),
    Outcome.DISCUSSED: _("Discussed"),
    Outcome.REFERRED: _("Referred"),
    Outcome.POSTPONED: _("Postponed"),
    Outcome.WITHDRAWN: _("Withdrawn"),
    Outcome.RETURNED: _("Sent back"),
    Outcome.REJECTED: _("Rejected"),
    Outcome.ELECTED: _("Elected"),
    Outcome.NONE: _("No remarks"),
    Outcome.UNCLEAR: _("Outcome unclear"),
}

ITEM_KINDS: dict[ItemKind, Promise] = {
    ItemKind.DECISION: _("For decision"),
    ItemKind.BRIEFING: _("Briefing"),
    ItemKind.DISCUSSION: _("Discussion"),
    ItemKind.ANNOUNCEMENTS: _("Announcements"),
    ItemKind.FORMALITY: _("Formality"),
    ItemKind.UNKNOWN: _("Kind unknown"),
}

ORDER_NAMES: dict[Order, Promise] = {
    Order.BEST: _("Best match first"),
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
}

# The main groups of the municipalities' common subject list (KLE), whose names are Danish in every language.
TOPICS: dict[str, str] = {
    "00": "Kommunens styrelse",
    "01": "Fysisk planlægning og naturbeskyttelse",
    "02": "Byggeri",
    "03": "Boliger",
    "04": "Parker og idrætsanlæg",
    "05": "Veje og trafik",
    "06": "Spildevand og vandløb",
    "07": "Affald",
    "08": "Havne og lufthavne",
    "09": "Miljøbeskyttelse",
    "13": "Forsyning",
    "14": "Beredskab",
    "15": "Beskæftigelsesindsats",
    "17": "Folkeskole",
    "18": "Folkeoplysning og ungdomsskoler",
    "19": "Kulturhistoriske institutioner",
    "20": "Kulturvirksomhed",
    "21": "Biblioteker",
    "22": "Private erhverv",
    "23": "Borgerlige forhold",
    "24": "Erhvervsforhold",
    "25": "Beskatning",
    "27": "Social service",
    "28": "Dag-, fritids- og klubtilbud",
    "29": "Sundhed",
    "30": "Andre myndigheders opgaver",
    "32": "Kontante ydelser",
    "34": "Hjælp og støtte til børn og unge",
    "54": "Uddannelse",
    "81": "Personale",
    "82": "Ejendomme",
    "83": "Driftsmidler",
    "84": "Valg",
    "85": "Administrative systemer",
    "86": "Selvforsyning",
    "87": "Arbejdsmiljø",
    "88": "Indkøb og udbud",
}

SECTION_KINDS: dict[SectionKind, Promise] = {
    SectionKind.SUMMARY: _("Summary"),
    SectionKind.DECISION_THEME: _("Decision theme"),
    SectionKind.PRESENTATION: _("Case presentation"),
    SectionKind.RECOMMENDATION: _("Recommendation"),
    SectionKind.DECISION: _("Decision"),
    SectionKind.HISTORY: _("Case history"),
    SectionKind.ROUTE: _("Route"),
    SectionKind.COMPETENCE: _("Competence"),
    SectionKind.ECONOMY: _("Economy"),
    SectionKind.LEGAL: _("Legal basis"),
    SectionKind.CONSEQUENCES: _("Consequences"),
    SectionKind.HEARING: _("Hearing"),
    SectionKind.COMMUNICATION: _("Communication"),
    SectionKind.NEXT_STEPS: _("Next steps"),
    SectionKind.ATTACHMENTS: _("Attachments"),
    SectionKind.OTHER: _("Other"),
}

DOCUMENT_KINDS: dict[DocumentKind, Promise] = {
    DocumentKind.MINUTES: _("Minutes"),
    DocumentKind.AGENDA: _("Agenda"),
    DocumentKind.SUPPLEMENTARY_AGENDA: _("Supplementary agenda"),
    DocumentKind.OTHER: _("Other document"),
}

ATTENDANCE_EVENTS: dict[AttendanceEvent, Promise] = {
    AttendanceEvent.ABSENT: _("absent"),
    AttendanceEvent.ARRIVED: _("arrived"),
    AttendanceEvent.LEFT: _("left"),
    AttendanceEvent.DISQUALIFIED: _("disqualified"),
    AttendanceEvent.SUBSTITUTE: _("substitute"),
}

LEVELS: dict[Level, Promise] = {
    Level.INFO: _("Note"),
    Level.WARNING: _("Warning"),
    Level.ERROR: _("Error"),
}

BASES: dict[Basis, Promise] = {
    Basis.PERSON: _("certain: a person has said so"),
    Basis.JOURNAL_NUMBER: _("certain: the same journal number"),
    Basis.MENTION: _("likely: the item refers to the meeting"),
    Basis.TITLE: _("possible: the same title"),
}

# Shapes of the steps in the drawing of a case.
SHAPES: dict[str, Promise] = {
    "yes": _("approved, recommended or elected"),
    "waits": _("postponed, referred, sent back or partly approved"),
    "no": _("rejected or withdrawn"),
    "heard": _("noted, discussed or without remarks"),
    "unknown": _("no decision, or an unclear one"),
}

# How somebody voted.
SIDES: dict[str, Promise] = {"for": _("For"), "against": _("Against"), "abstained": _("Abstained")}

# The facts of a document or an item whose places are told; keys of `at`.
FACTS: dict[str, Promise] = {
    "document": _("Kind of document"),
    "municipality": _("Municipality"),
    "body": _("Council or committee"),
    "term": _("Election period"),
    "date": _("Date"),
    "start": _("Start"),
    "end": _("End"),
    "place": _("Place"),
    "chair": _("Chair"),
    "present": _("Present"),
    "absent": _("Absent"),
    "attachments": _("Attachments"),
    "heading": _("Heading"),
    "number": _("Number"),
    "title": _("Title"),
    "open": _("Open or closed"),
    "openness": _("Open or closed"),
    "document_number": _("Document number"),
    "office": _("Department"),
    "remarks": _("Remarks"),
    "kind": _("Kind of item"),
    "journal_number": _("Journal number"),
    "officers": _("Case officers"),
    "route": _("Route"),
    "competence": _("Competence"),
}

# How often a subscriber may get a mail, and what became of an item; keys of `Subscription.Frequency` and `What`.
FREQUENCIES: dict[str, Promise] = {
    "at_once": _("At once"),
    "daily": _("Once a day, in the morning"),
    "weekly": _("Once a week, on Monday morning"),
}
NEWS: dict[str, Promise] = {
    "new": _("new"),
    "decided": _("decided"),
    "corrected": _("corrected"),
}

# What lists tell the number of.
COUNTED: dict[str, Callable[[int], str]] = {
    "item": lambda number: ngettext("%(n)s item", "%(n)s items", number),
    "meeting": lambda number: ngettext("%(n)s meeting", "%(n)s meetings", number),
}

# Parts of an item that are told by number: "decision 1".
MARKED_PARTS: dict[str, Promise] = {
    "recommendation": _("Recommendation"),
    "decision": _("Decision"),
    "earlier decision": _("Earlier decision"),
    "attendance": _("Attendance"),
    "attachment": _("Attachment"),
    "reference": _("Reference"),
}

# Why a place in a document says nothing of the meeting, as the reader names it.
NOISE: dict[str, Promise] = {
    "contents list": _("Contents list"),
    "page header": _("Page header"),
    "page footer": _("Page footer"),
    "page number": _("Page number"),
    "navigation": _("Navigation"),
    "ruling line": _("Ruling line"),
    "table header": _("Table header"),
}

# File formats by media type.
FORMATS: dict[str, Promise | str] = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "text/html": _("Web page (HTML)"),
    "application/xhtml+xml": _("Web page (HTML)"),
    "text/plain": _("Plain text"),
    "text/markdown": _("Text with marks (Markdown)"),
    "application/json": _("Data from a publishing platform (JSON)"),
    "application/xml": _("Export from a case system (XML)"),
    "text/xml": _("Export from a case system (XML)"),
}
