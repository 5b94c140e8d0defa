"""Meetings as FirstAgenda's JSON and as SBSYS' export file."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from .blocks import Block
from .content import Item, Meeting, long_date
from .layouts import people, place
from .styles import Style, numeric
from .text import fragment

_NAMESPACE = uuid.UUID("6f0f8a52-2b7a-5d1e-9c53-5a9be0c6a001")
_CLASSES = {"summary": "resume", "theme": "beslutningstema", "points": "indstilling"}


def _id(*parts: object) -> str:
    return str(uuid.uuid5(_NAMESPACE, "/".join(str(part) for part in parts)))


def _json_item(meeting: Meeting, item: Item, order: int, agenda: bool) -> dict[str, object]:
    style = Style(
        decided=lambda m: f"Beslutning i {m.body.name} den {numeric(m.date)}",
        earlier=lambda p: f"Beslutning i {p.body} den {numeric(p.date)}",
    )
    key = _id(meeting.municipality.slug, meeting.body.key, meeting.date, item.number)
    parts = [part for part in style.parts(meeting, item, agenda=agenda) if part[0] != "files"]
    text = "".join(
        f"<h3>{label}</h3><span class='{_CLASSES.get(part, 'ukendt')}'>"
        "<meta charset='utf-8'><title>Dagsordenspunkt</title>"
        f"{fragment(blocks)}<p><span>&nbsp;</span></p></span>"
        for part, label, blocks in parts
    )
    files = () if item.closed else item.files
    return {
        "Id": key,
        "Punktnummer": str(item.number),
        "Navn": item.title,
        "SagsNummer": item.case or None,
        "IsOpen": not item.closed,
        "Sorting": order,
        "AgendaUid": _id(meeting.municipality.slug, meeting.body.key, meeting.date),
        "Felter": [
            {
                "Navn": "Sagsfremstilling",
                "Html": f"<div id='sagsfremstillingContainer'>{text}</div>",
                "Tekst": None,
                "Link": None,
                "DocumentId": str(uuid.UUID(int=0)),
            }
        ]
        if text
        else [],
        "Bilag": [
            {"Id": _id(key, n), "Navn": name, "Order": n, "HarPdfVersion": True} for n, name in enumerate(files, 1)
        ],
        "ItemDecision": None,
        "Presentations": [],
        "Lydfiler": [],
    }


def first_agenda_json(meeting: Meeting, kind: str, agenda: bool) -> bytes:
    """Answer the meeting as the platform's API gives it."""
    summer = "+02:00" if 4 <= meeting.date.month <= 10 else "+01:00"
    data = {
        "Id": _id(meeting.municipality.slug, meeting.body.key, meeting.date, kind),
        "Udvalg": {"Id": _id(meeting.municipality.slug, meeting.body.key), "Navn": meeting.body.name},
        "Moede": {
            "Id": str(uuid.UUID(int=0)),
            "Dato": f"{meeting.date}T{meeting.body.time}:00{summer}",
            "Sted": f"{place(meeting)}, {meeting.municipality.name}",
            "Navn": kind,
            "Moededeltagere": None if agenda else people(meeting.present),
        },
        "TillaegsDagsorden": kind == "Tillægsdagsorden",
        "Dagsordenpunkter": [_json_item(meeting, item, n, agenda) for n, item in enumerate(meeting.items, 1)],
        "Lydfiler": [],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def sbsys_xml(meeting: Meeting, kind: str, agenda: bool) -> bytes:
    """Answer the meeting as the case system's export file `dagsorden.xml`."""
    number = uuid.UUID(_id(meeting.municipality.slug, meeting.body.key, meeting.date)).int % 90_000 + 10_000
    root = Xml.Element("Dagsorden", DagsordenID=str(number), Åben="true", Dagsordentype=kind.lower())
    values = {"MødeID": str(number + 7), "Udvalg": meeting.body.name, "UdvalgID": str(len(meeting.body.name) + 100)}
    values |= {
        "Mødedato": long_date(meeting.date),
        "Mødetid": meeting.body.time,
        "Mødested": f"{place(meeting)}, {meeting.municipality.name}",
    }
    if meeting.end:
        values |= {"Mødeslutdato": long_date(meeting.date), "Mødesluttid": meeting.end}
    node = Xml.SubElement(Xml.SubElement(root, "Møde", values), "Dagsordenpunkter")
    for item in meeting.items:
        attributes = {"DagsordenpunktID": f"{number}{item.number:03}", "Nummer": str(item.number)}
        point = Xml.SubElement(node, "Dagsordenpunkt", attributes, Åbent="false" if item.closed else "true")
        Xml.SubElement(point, "Overskrift").text = item.title
        content = Xml.SubElement(point, "Indhold")
        if item.case:
            Xml.SubElement(content, "Sagsnr").text = item.case
        for part, label, blocks in _xml_parts(meeting, item, agenda):
            if part != "files":
                Xml.SubElement(content, label.replace(" ", "_")).text = fragment(blocks)
        listing = Xml.SubElement(point, "Bilagsliste")
        for n, name in enumerate(item.files, 1):
            entry = {
                "BilagID": f"{number}{item.number:03}{n}",
                "Navn": name,
                "MaaPubliceres": "false" if item.closed else "true",
            }
            Xml.SubElement(listing, "Bilag", entry, BilagUrl=f"Bilag/Punkt_{item.number}_Bilag_{n}.pdf")
    Xml.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(Xml.tostring(root, "utf-8")) + b"\n"


def _xml_parts(meeting: Meeting, item: Item, agenda: bool) -> Sequence[tuple[str, str, list[Block]]]:
    style = Style(labels={"past": "Historik", "economy": "Økonomi", "competence": "Kompetence"})
    return style.parts(meeting, item, agenda=agenda)
