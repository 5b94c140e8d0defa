"""Acadre's agenda file: tables of fields inside one another, as the case system prints its own database."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from sagsgang.model import Diagnostic
from sagsgang.reading.extract.exports import MEDIA_TYPE
from sagsgang.reading.extract.meeting_text import MeetingText, moment, plain, truth
from sagsgang.reading.extract.xml_tree import inner, key_of, parse
from sagsgang.reading.extracted import Extract, Fact, UnreadableError

_WHERE = "the export from Acadre"
_IDS = frozenset(["sysid", "id", "docid", "sort", "publish", "access"])


@dataclass(kw_only=True, slots=True)
class _Item:
    sort: float
    values: dict[str, str]
    bullets: list[dict[str, str]] = field(default_factory=list)
    enclosures: list[dict[str, str]] = field(default_factory=list)


def extract_acadre(data: bytes) -> Extract:
    """The agenda file of an Acadre export. Raises `UnreadableError`."""
    diagnostics: list[Diagnostic] = []
    root = parse(data, diagnostics)
    text = MeetingText(MEDIA_TYPE)
    for diagnostic in diagnostics:
        text.warn(diagnostic.code, diagnostic.message)
    rows = [(_table_of(row), _values(row)) for row in root.iter() if key_of(row.tag) == "fields"]
    if any(name == "producedagenda" for name, _ in rows):
        message = "This is Acadre's list of its exported files: give the agenda file that it names instead."
        raise UnreadableError("not-supported", message)
    items = _header(rows, text)
    for item in sorted(items, key=lambda one: one.sort):
        _print_item(item, text)
    return text.build()


def _header(rows: list[tuple[str, dict[str, str]]], text: MeetingText) -> list[_Item]:
    """Prints what is about the whole meeting, and collects the items with what stands under them."""
    items: list[_Item] = []
    sort = 0.0
    for table, values in rows:
        match table:
            case "agenda":
                text.document(values.pop("type", None) or values.pop("name", None))
            case "committee":
                text.fact(Fact.BODY, values.pop("name", None))
            case "members" | "member":
                text.people(Fact.PRESENT, values.pop("name", None))
            case "meeting":
                # Its name is the committee's once more, or a title of the file.
                values.pop("name", None)
                text.date(moment(values.pop("date", None)))
                text.date(moment(values.pop("finish", None)), end=True)
                text.fact(Fact.PLACE, values.pop("location", None))
            case "agendaitemparents" | "agendaitemparent":
                sort = _number(values.pop("sort", ""))
            case "agendaitem":
                items.append(_Item(sort=_number(values.pop("sort", "")) or sort, values=values))
                continue
            case "bullet" if items:
                items[-1].bullets.append(values)
                continue
            case "enclosure" if items:
                items[-1].enclosures.append(values)
                continue
        _keep(values, text)
    return items


def _print_item(item: _Item, text: MeetingText) -> None:
    values = item.values
    text.item(values.pop("number", None), values.pop("name", None), is_open=truth(values.pop("accessname", None)))
    text.fact(Fact.JOURNAL_NUMBER, values.pop("caseno", None))
    _keep(values, text)
    for bullet in item.bullets:
        text.field(bullet.pop("bulletname", None), bullet.pop("bulletcontent", None))
        _keep(bullet, text)
    for enclosure in item.enclosures:
        name, path = enclosure.pop("name", None), enclosure.pop("filename", None)
        text.attachment(name, open=truth(enclosure.pop("accessname", None)), file=path)
        _keep(enclosure, text)


def _keep(values: dict[str, str], text: MeetingText) -> None:
    for name, value in values.items():
        if name not in _IDS:
            text.unknown(name, value, _WHERE)


def _table_of(row: etree._Element) -> str:
    table = row.getparent()
    return key_of(table.get("name")) if table is not None and key_of(table.tag) == "table" else ""


def _values(row: etree._Element) -> dict[str, str]:
    """The fields of one row, without those of the tables inside it."""
    fields = [child for child in row if key_of(child.tag) == "field" and not child.xpath(".//*[local-name()='fields']")]
    return {key_of(child.get("name")): inner(child) or child.get("value", "") for child in fields}


def _number(written: str) -> float:
    text = plain(written)
    return float(text) if text.isascii() and text.isdigit() else 0.0
