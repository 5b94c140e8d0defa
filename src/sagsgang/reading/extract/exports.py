"""The XML that case systems export for publishing: SBSYS, AgMan, eDoc and eDoc by Fujitsu.

What a file does not say to be open stays unsaid (None): whoever publishes must treat it as closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sagsgang.model import Diagnostic
from sagsgang.reading.extract.meeting_text import MeetingText, moment, plain, truth
from sagsgang.reading.extract.xml_tree import XmlRecord, key_of, parse
from sagsgang.reading.extracted import Extract, Fact

MEDIA_TYPE = "application/xml"
_ABSENT = re.compile(r"afbud|frav|ikke|absent", re.IGNORECASE)


def extract_sbsys(data: bytes) -> Extract:
    """SBSYS' `dagsorden.xml`. Raises `UnreadableError`."""
    return _extract(data, _sbsys, "SBSYS")


def extract_agman(data: bytes) -> Extract:
    """AgMan's publication file. Raises `UnreadableError`."""
    return _extract(data, _agman, "AgMan")


def extract_edoc(data: bytes) -> Extract:
    """eDoc's meeting file. Raises `UnreadableError`."""
    return _extract(data, _edoc, "eDoc")


def extract_fujitsu(data: bytes) -> Extract:
    """The agenda file of Fujitsu's eDoc. Raises `UnreadableError`."""
    return _extract(data, _fujitsu, "eDoc (Fujitsu)")


def _extract(data: bytes, reader: Callable[[XmlRecord, MeetingText, str], None], system: str) -> Extract:
    diagnostics: list[Diagnostic] = []
    root = parse(data, diagnostics)
    text = MeetingText(MEDIA_TYPE)
    for diagnostic in diagnostics:
        text.warn(diagnostic.code, diagnostic.message)
    reader(XmlRecord(root), text, f"the export from {system}")
    return text.build()


def keep(record: XmlRecord, text: MeetingText, where: str) -> None:
    """What nobody took of a record, as lines and diagnostics."""
    for name, value in record.left():
        text.unknown(name, value, where)


def _sbsys(root: XmlRecord, text: MeetingText, where: str) -> None:
    meeting = root.record("Møde")
    is_open = truth(root.take("Åben", "Åbent"))
    text.document(root.take("Dagsordentype") or "Dagsorden")
    text.fact(Fact.BODY, meeting.take("Udvalg"))
    text.date(moment(_joined(meeting.take("Mødedato"), meeting.take("Mødetid"))))
    text.date(moment(_joined(meeting.take("Mødeslutdato"), meeting.take("Mødesluttid"))), end=True)
    text.fact(Fact.PLACE, meeting.take("Mødested"))
    text.people(Fact.PRESENT, meeting.take("Deltagere", "Medlemmer"))
    text.people(Fact.ABSENT, meeting.take("Fraværende", "Afbud"))
    # Some exports have the items beside the meeting, others inside it.
    items = [item for around in (root, meeting) for item in around.within("Dagsordenpunkter", "Dagsordenpunkt")]
    for ignored, record in (("DagsordenID", root), ("MødeID", meeting), ("UdvalgID", meeting)):
        record.take(ignored)
    keep(meeting, text, where)
    keep(root, text, where)
    for item in items:
        _sbsys_item(item, text, where, agenda_open=is_open)


def _sbsys_item(item: XmlRecord, text: MeetingText, where: str, *, agenda_open: bool | None) -> None:
    number, title = item.take("Nummer"), item.take("Overskrift")
    # A closed agenda has no open items, whatever they say.
    is_open = False if agenda_open is False else truth(item.take("Åbent", "Åben"))
    text.item(number, title, is_open=is_open)
    text.fact(Fact.JOURNAL_NUMBER, item.take("Sagsnummer", "SagsNr", "Journalnummer"))
    content = item.record("Indhold")
    if content.element is not None and (content.element.text or "").strip():
        text.field("", content.element.text)
    for name, markup in content.parts():
        text.field(name, markup)
    for attachment in item.within("Bilagsliste", "Bilag"):
        caption, path = attachment.take("Navn"), attachment.take("BilagUrl")
        text.attachment(caption, open=truth(attachment.take("MaaPubliceres")), file=path)
        attachment.take("BilagID")
        keep(attachment, text, where)
    item.take("DagsordenpunktID")
    keep(item, text, where)


def _agman(root: XmlRecord, text: MeetingText, where: str) -> None:
    publication = (
        root if root.element is not None and key_of(root.element.tag) == "publication" else root.record("Publication")
    )
    kind = plain(publication.take("PublicationTypeAsValue"))
    # 0 is a draft and 1 an agenda; every other value means minutes.
    text.document("" if not kind else "Dagsorden" if kind in ("0", "1") else "Referat")
    if kind == "0":
        text.warn("draft", "The file is a draft of an agenda, not what was published.")
    agendas = [
        *publication.within("Agendas", "Agenda"),
        *(root.within("Agendas", "Agenda") if root is not publication else []),
    ]
    if len(agendas) > 1:
        text.warn("several-agendas", f"The file holds {len(agendas)} agendas; they were read as one.")
    for agenda in agendas:
        _agman_agenda(agenda, text, where)
    publication.take("ID", "PublicationType", "PublicationTypeAsText")
    keep(publication, text, where)


def _agman_agenda(agenda: XmlRecord, text: MeetingText, where: str) -> None:
    committee, meeting = agenda.record("Committee"), agenda.record("Meeting")
    text.fact(Fact.BODY, committee.take("Name"))
    text.date(moment(meeting.take("When")))
    text.date(moment(meeting.take("Until")), end=True)
    text.fact(Fact.PLACE, meeting.take("Where"))
    for member in meeting.within("Members", "MeetingMember"):
        name, status = plain(member.take("Name")), plain(member.take("ParticipationStatusAsText"))
        absent = bool(_ABSENT.search(status))
        text.people(Fact.ABSENT if absent else Fact.PRESENT, f"{name} ({status.lower()})" if absent else name)
        _drop(member, "ID", "ParticipationStatus")
    for record in (committee, meeting):
        record.take("ID")
        keep(record, text, where)
    for item in agenda.within("Items", "Item"):
        _agman_item(item, text, where)
    agenda.take("ID")
    keep(agenda, text, where)


def _agman_item(item: XmlRecord, text: MeetingText, where: str) -> None:
    text.item(item.take("Nummer", "Number"), item.take("Caption"), is_open=truth(item.take("IsPublic")))
    text.fact(Fact.JOURNAL_NUMBER, item.take("CaseNumber", "Sagsnummer"))
    for field in item.within("Fields", "ItemField"):
        caption, has_content, content = field.take("Caption"), field.take("HasContent"), field.take("Content")
        if content or truth(has_content):
            text.field(caption, content)
        field.take("ID")
        keep(field, text, where)
    history = item.record("ItemHistory")
    for index, markup in enumerate(history.leaves()):
        text.field("" if index else "Historik", markup)
    for attachment in item.within("Enclosures", "Enclosure"):
        protected = truth(attachment.take("IsProtected"))
        is_open = None if protected is None else not protected
        path = attachment.take("InstantiationFilePathRelative")
        text.attachment(attachment.take("Name"), open=is_open, file=path)
        attachment.take("ID")
        keep(attachment, text, where)
    item.take("ID")
    keep(item, text, where)


def _edoc(root: XmlRecord, text: MeetingText, where: str) -> None:
    kinds = root.within("MeetingAgendaTypes", "MeetingAgendaType")
    named = [(plain(kind.take("AgendaType")), kind) for kind in kinds]
    state = plain(root.take("MeetingState"))
    for name in [name for name, _ in named] or [state]:
        text.document(name or state)
    text.fact(Fact.BODY, _named(root.record("Committee")))
    text.date(moment(root.take("MeetingDate")))
    text.fact(Fact.PLACE, root.take("MeetingPlace", "Location"))
    root.take("ID")
    keep(root, text, where)
    for name, kind in named:
        for item in kind.within("MeetingAgendaItems", "MeetingAgendaItem"):
            _edoc_item(item, text, where, closed="lukket" in name.casefold())
        keep(kind, text, where)


def _edoc_item(item: XmlRecord, text: MeetingText, where: str, *, closed: bool) -> None:
    document = item.record("Document")
    publishing = plain(document.take("PublishingType"))
    is_open = None if not publishing else publishing.casefold() == "skal publiceres"
    text.item(item.take("AgendaItemNumber"), document.take("Title"), is_open=False if closed else is_open)
    text.fact(Fact.JOURNAL_NUMBER, document.take("CaseNumber"))
    text.field("", item.take("FullText"))
    for attachment in document.within("Attachments", "Attachment", "Document"):
        publishing = plain(attachment.take("PublishingType"))
        is_public = None if not publishing else publishing.casefold() == "skal publiceres"
        path = attachment.take("FileName", "Link")
        text.attachment(attachment.take("Title", "Name"), open=is_public, file=path)
        attachment.take("ID")
        keep(attachment, text, where)
    for record in (document, item):
        record.take("ID")
        keep(record, text, where)


def _fujitsu(root: XmlRecord, text: MeetingText, where: str) -> None:
    committee = root.record("Committee")
    meeting = committee.record("Meeting")
    agenda = meeting.record("Agenda")
    text.document(agenda.take("AgendaType", "Type", "Title"))
    text.fact(Fact.BODY, committee.take("Title", "Name"))
    text.date(moment(meeting.take("StartDate", "MeetingDate", "Date", "Start")))
    text.date(moment(meeting.take("EndDate", "End")), end=True)
    text.fact(Fact.PLACE, meeting.take("Location", "Place"))
    elements = agenda.within("AgendaElements", "AgendaElement")
    for record in (root, committee, meeting, agenda):
        record.take("ID")
        keep(record, text, where)
    for element in elements:
        item = element.record("HandlingItem")
        text.item(item.take("SerialNo"), item.take("Title"), is_open=truth(element.take("AccessIsPublic")))
        text.fact(Fact.JOURNAL_NUMBER, item.take("CaseNumber"))
        for part in item.within("CasePresentations", "CasePresentation"):
            text.field(part.take("Title"), part.take("Content"))
            keep(part, text, where)
        for attachment in item.within("Attachments", "Attachment"):
            path, is_open = attachment.take("Link"), truth(attachment.take("AccessIsPublic"))
            text.attachment(attachment.take("Title"), open=is_open, file=path)
            keep(attachment, text, where)
        for record in (item, element):
            record.take("ID")
            keep(record, text, where)


def _joined(date: str | None, time: str | None) -> str:
    return f"{plain(date)} kl. {plain(time).removeprefix('kl.').strip()}" if plain(time) else plain(date)


def _named(record: XmlRecord) -> str:
    """The name that an element holds, as a child or as its text."""
    return record.take("Name", "Title") or (plain(record.element.text) if record.element is not None else "")


def _drop(record: XmlRecord, *names: str) -> None:
    for name in names:
        record.take(name)
