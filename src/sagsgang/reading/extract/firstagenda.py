"""FirstAgenda Publication: the JSON of one meeting into an `Extract` whose lines carry the facts that the keys say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sagsgang.reading.decoding import decode
from sagsgang.reading.extract.meeting_text import MeetingText, lined, moment, plain, truth
from sagsgang.reading.extracted import Extract, Fact, UnreadableError

LIMIT = 200_000_000
_WHERE = "the platform's JSON"


class _Record:
    """A JSON object whose values are taken one by one, so that what is left is what nobody understood."""

    def __init__(self, value: object) -> None:
        self._left: dict[str, object] = {}
        if isinstance(value, dict):
            self._left = {str(key): part for key, part in value.items()}

    def take(self, *names: str) -> object:
        """The first value under one of `names` that says something. All of them count as read."""
        found: object = None
        for name in names:
            value = self._left.pop(name, None)
            if found is None or found == "":
                found = value
        return found

    def record(self, *names: str) -> _Record:
        return _Record(self.take(*names))

    def records(self, *names: str) -> list[_Record]:
        value = self.take(*names)
        return [_Record(part) for part in value] if isinstance(value, list) else []

    def left(self) -> Iterable[tuple[str, object]]:
        return self._left.items()


def is_meeting(value: object) -> bool:
    """Whether a JSON value is one meeting as the platform gives it."""
    return isinstance(value, Mapping) and isinstance(value.get("Dagsordenpunkter"), list)


def extract_firstagenda(data: bytes) -> Extract:
    """The text of a meeting. Raises `UnreadableError`: "malformed", "not-supported", "too-large" or "empty"."""
    if len(data) > LIMIT:
        raise UnreadableError("too-large", "The JSON file is larger than 200 MB: fetch one meeting at a time.")
    source, diagnostics = decode(data)
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        message = f"The file is not whole JSON ({_told(error)}): fetch the meeting again."
        raise UnreadableError("malformed", message) from error
    if not is_meeting(value):
        message = "The JSON is not one meeting of FirstAgenda (it has no “Dagsordenpunkter”): fetch a single meeting."
        raise UnreadableError("not-supported", message)
    text = MeetingText("application/json")
    for diagnostic in diagnostics:
        text.warn(diagnostic.code, diagnostic.message)
    _meeting(_Record(value), text)
    return text.build()


def _meeting(record: _Record, text: MeetingText) -> None:
    meeting, body = record.record("Moede", "Meeting"), record.record("Udvalg", "Committee")
    supplementary = bool(truth(record.take("TillaegsDagsorden", "IsSupplementaryAgenda")))
    supplementary |= bool(truth(meeting.take("IsSupplementaryAgenda", "TillaegsDagsorden")))
    text.document(meeting.take("Navn", "Name"), supplementary=supplementary)
    text.fact(Fact.BODY, body.take("Navn", "Name"))
    started = moment(meeting.take("Dato", "Date"))
    text.date(started if started[0] else moment(meeting.take("MeetingBeginUtc")))
    text.date(moment(meeting.take("MeetingEndUtc", "Slut")), end=True)
    text.fact(Fact.PLACE, meeting.take("Sted", "Location"))
    text.people(Fact.PRESENT, meeting.take("Moededeltagere"))
    items = record.records("Dagsordenpunkter")
    _ignore(record, "Id", "AgendaUid")
    _ignore(body, "Id", "Historisk", "Moeder")
    _ignore(meeting, "Id", "MeetingBeginUtc", "ReleasedDate", "Afsluttet")
    text.aside(record.take("Lydfiler"), "sound files")
    for part in (meeting, body, record):
        _keep(part, text)
    for item in sorted(items, key=lambda item: _number(item.take("Sorting"))):
        _item(item, text)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value == value and abs(value) < 1e9 else 0.0


def _item(item: _Record, text: MeetingText) -> None:
    number, title = item.take("Number", "Punktnummer"), item.take("Navn", "Caption")
    text.item(number, title, is_open=truth(item.take("IsOpen")))
    text.fact(Fact.JOURNAL_NUMBER, item.take("SagsNummer", "CaseNumber"))
    shown: list[str] = []
    for field in item.records("Felter", "Fields"):
        name, markup, words = field.take("Navn", "Caption"), field.take("Html"), field.take("Tekst")
        content = markup if plain(markup) else words
        shown.append(plain(content))
        if plain(content):
            text.field(name, content)
        _ignore(field, "Id", "Link", "DocumentId", "Sorting")
        _keep(field, text)
    for name, key in (("Sagsfremstilling", "Presentations"), ("Beslutning", "ItemDecision")):
        _repeated(name, item.take(key), shown, text)
    _attachments(item.records("Bilag", "Enclosures"), text)
    text.aside(item.take("Lydfiler"), "sound files")
    _ignore(item, "Id", "AgendaUid", "DocumentId")
    _keep(item, text)


def _repeated(name: str, value: object, shown: list[str], text: MeetingText) -> None:
    """A field that mostly says again what "Felter" has: only what is not there yet."""
    for part in value if isinstance(value, list) else [value]:
        record = _Record(part)
        label = record.take("Navn", "Caption", "Title")
        content = part if isinstance(part, str) else record.take("Html", "Tekst", "Content", "Text")
        words = plain(content)
        if words and not any(words in other for other in shown):
            text.field(label if plain(label) else name, lined(content))
        _ignore(record, "Html", "Tekst", "Id", "Link", "DocumentId")
        _keep(record, text)


def _attachments(records: list[_Record], text: MeetingText) -> None:
    for record in sorted(records, key=lambda record: _number(record.take("Order"))):
        is_open = truth(record.take("IsOpen"))
        # Published beside an open item, and not marked: it is as open as the item.
        text.attachment(record.take("Navn", "Name"), **({} if is_open is None else {"open": is_open}))
        _ignore(record, "Id", "HarPdfVersion", "Link")
        _keep(record, text)


def _ignore(record: _Record, *names: str) -> None:
    for name in names:
        record.take(name)


def _keep(record: _Record, text: MeetingText) -> None:
    for key, value in record.left():
        text.unknown(key, value, _WHERE)


def _told(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}: {error.msg}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"
