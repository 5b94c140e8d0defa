"""Prints what a platform's or a case system's structure says about a meeting as lines that carry their facts."""

from __future__ import annotations

import datetime
import html
import re
import zoneinfo

from sagsgang.danish.dates import find_date, find_times
from sagsgang.model import Diagnostic, DocumentKind, Level
from sagsgang.reading.extract.builder import LineBuilder, Paragraph, fold
from sagsgang.reading.extract.html import html_paragraphs
from sagsgang.reading.extracted import Extract, Fact, Shape

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_DOTNET = re.compile(r"/Date\((-?\d{1,15})([+-]\d{4})?\)/")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d|$)")
_OWN_LABEL = re.compile(r"<h3[^>]*>(.{0,300}?)</h3>\s*<(?:span|div)\s+class=", re.IGNORECASE | re.DOTALL)
_MACHINE = re.compile(
    r"[{(]?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}[)}]?|https?://\S+|[\d\s.,:TZ+-]*|true|false|null", re.I
)

When = tuple[datetime.date | None, datetime.time | None]


class MeetingText:
    """Collects the lines of one meeting. Empty values are left out; nothing is guessed."""

    def __init__(self, media_type: str) -> None:
        self._builder = LineBuilder(media_type)
        self._unknown: set[str] = set()

    def document(self, name: object, *, supplementary: bool = False) -> None:
        """The name of the document ("Referat", "Dagsorden") and the kind that it means."""
        text = plain(name)
        kind = kind_of(text, supplementary=supplementary)
        if not text and kind is not None:
            text = "Tillægsdagsorden" if kind is DocumentKind.SUPPLEMENTARY_AGENDA else kind.value
        if text:
            self._builder.say(text, Fact.DOCUMENT, **({"kind": kind.value} if kind else {}))

    def fact(self, fact: Fact, value: object) -> None:
        """A fact whose line is its value: the body, the place, the journal number, a label."""
        text = plain(value)
        if text and not is_machine(text, keep_numbers=True):
            self._builder.say(text, fact)

    def people(self, fact: Fact, value: object) -> None:
        """Those present or absent: one line for each line, entry or paragraph of `value`."""
        if isinstance(value, list):
            for entry in value:
                self.people(fact, entry)
        elif isinstance(value, dict):
            names = [value[key] for key in ("Navn", "Name", "navn", "name") if value.get(key)]
            self.people(fact, names[0] if names else ", ".join(plain(part) for part in value.values() if plain(part)))
        else:
            for paragraph in html_paragraphs(lined(value)):
                self._builder.add(Paragraph(text=paragraph.text, fact=fact))

    def date(self, when: When, *, end: bool = False) -> None:
        """The meeting's date and start; with `end` only its end."""
        date, time = when
        if date is not None and not end:
            self._builder.say(date.strftime("%d-%m-%Y"), Fact.DATE, iso=date.isoformat())
        if time is not None:
            iso = time.isoformat("minutes")
            self._builder.say(f"kl. {iso}", Fact.END if end else Fact.START, iso=iso)

    def item(self, number: object, title: object, *, is_open: bool | None) -> None:
        """The heading of an item, and whether the file says that it is open."""
        count = plain(number).removeprefix("Punkt").strip(" .:") or None
        name = plain(title) or None
        heading = f"{count}. {name}" if count and name else name or (f"Punkt {count}" if count else "Punkt")
        self._builder.say(heading, Fact.ITEM, number=count, title=name, open=is_open)
        if is_open is not None:
            self._builder.say("Åbent punkt" if is_open else "Lukket punkt", Fact.OPENNESS, open=is_open)

    def label(self, value: object) -> None:
        """The heading of a part of an item."""
        text = plain(value)
        if text:
            self._builder.add(Paragraph(text=text, shape=Shape.HEADING, level=3, fact=Fact.LABEL))

    def field(self, name: object, markup: object) -> None:
        """A part of an item: its name as the label, unless its HTML begins with a label of its own."""
        paragraphs = html_paragraphs(lined(markup))
        own = {fold(plain(found)) for found in _OWN_LABEL.findall(str(markup or ""))}
        for paragraph in paragraphs:
            if paragraph.shape is Shape.HEADING and paragraph.level == 3 and paragraph.text in own:
                paragraph.fact = Fact.LABEL
        if not (paragraphs and (paragraphs[0].fact or _same(paragraphs[0].text, plain(name)))):
            self.label(name)
        elif paragraphs[0].fact is None:
            paragraphs[0].fact, paragraphs[0].shape, paragraphs[0].level = Fact.LABEL, Shape.HEADING, 3
        self._builder.extend(paragraphs)

    def attachment(self, title: object, *, file: object = None, **openness: bool | None) -> None:
        """A file that belongs to the item before. Without `open` it is as open as its item."""
        name, path = plain(title), plain(file) or None
        if name or path:
            title = name or path
            self._builder.say(title or "", Fact.ATTACHMENT, number=None, title=title, file=path, **openness)

    def aside(self, value: object, reason: str) -> None:
        """Texts that are known to say nothing about the meeting, such as the names of sound files."""
        for _, text in _texts("", value):
            if not is_machine(plain(text)):
                self._builder.add(Paragraph(text=plain(text), noise=reason))

    def unknown(self, key: str, value: object, where: str) -> None:
        """Text under a key that this reader does not know: kept as lines, and said once a key."""
        for name, text in _texts(key, value):
            paragraphs = [paragraph for paragraph in html_paragraphs(lined(text)) if not is_machine(paragraph.text)]
            if not paragraphs:
                continue
            self._builder.extend(paragraphs)
            if name not in self._unknown:
                self._unknown.add(name)
                message = f"The field “{name}” of {where} is not known here; its text was kept. Tell us what it means."
                self._builder.diagnostics.append(Diagnostic(level=Level.WARNING, code="unknown-key", message=message))

    def warn(self, code: str, message: str) -> None:
        """Something a person should look at."""
        self._builder.diagnostics.append(Diagnostic(level=Level.WARNING, code=code, message=message))

    def build(self) -> Extract:
        """What was collected. Raises `UnreadableError` "empty" when it is nothing."""
        return self._builder.build()


def plain(value: object) -> str:
    """The words of a value: markup and entities resolved, white space folded; "" for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if "<" in text and _MARKUP.search(text):
        text = re.sub(r"<[^<>]*>", " ", text)
    return fold(html.unescape(text) if "&" in text else text)


def lined(value: object) -> str:
    """`value` as HTML: plain text keeps its line breaks."""
    if not isinstance(value, str):
        return plain(value)
    if _MARKUP.search(value):
        return value
    return html.escape(value, quote=False).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")


def truth(value: object) -> bool | None:
    """What a file says about yes or no, None when it does not."""
    if isinstance(value, bool):
        return value
    match str(value).strip().casefold() if isinstance(value, str | int) else "":
        case "true" | "1" | "ja" | "yes" | "sand" | "åben" | "åbent":
            return True
        case "false" | "0" | "nej" | "no" | "falsk" | "lukket":
            return False
    return None


def is_machine(text: str, *, keep_numbers: bool = False) -> bool:
    """Whether a value is for machines only: an id, an address, a figure, a point in time."""
    if keep_numbers:
        return bool(re.fullmatch(r"[{(]?0{8}-[0-]*[)}]?", text))
    return bool(_MACHINE.fullmatch(text) or _ISO.match(text) or _DOTNET.fullmatch(text))


def kind_of(name: str, *, supplementary: bool = False) -> DocumentKind | None:
    """What a document calls itself, as a kind; None when the name does not say."""
    words = name.casefold()
    if "referat" in words or "protokol" in words:
        return DocumentKind.MINUTES
    if supplementary or "tillæg" in words:
        return DocumentKind.SUPPLEMENTARY_AGENDA
    return DocumentKind.AGENDA if "dagsorden" in words else None


def moment(value: object) -> When:
    """Date and time of day, in Denmark, of an ISO, .NET or Danish date ("27. august 2018 kl. 14:00").

    The zero date of .NET and what cannot be read are nothing; midnight is a date without a time.
    """
    text = plain(value)
    dotnet = _DOTNET.fullmatch(text)
    stamp: datetime.datetime | None = None
    try:
        if dotnet:
            stamp = datetime.datetime.fromtimestamp(int(dotnet[1]) / 1000, tz=datetime.UTC)
        elif _ISO.match(text):
            stamp = datetime.datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        stamp = None
    if stamp is None:
        found, times = find_date(text), find_times(text)
        date, time = found.date if found else None, times[0] if times else None
    else:
        stamp = _in_denmark(stamp)
        date, time = stamp.date(), stamp.time().replace(second=0, microsecond=0)
    if date is not None and date.year < 1900:
        return None, None
    return date, None if time == datetime.time() else time


def _in_denmark(stamp: datetime.datetime) -> datetime.datetime:
    """A time with another offset than Denmark may have is moved; "+02:00" stays as it is written."""
    offset = stamp.utcoffset()
    if offset is None or offset in (datetime.timedelta(hours=1), datetime.timedelta(hours=2)):
        return stamp
    try:
        return stamp.astimezone(zoneinfo.ZoneInfo("Europe/Copenhagen"))
    except (zoneinfo.ZoneInfoNotFoundError, OverflowError):
        return stamp.replace(hour=0, minute=0)


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" :.") == other.casefold().strip(" :.")


def _texts(key: str, value: object) -> list[tuple[str, str]]:
    """Every text under a key, whatever its depth, with the name of the key that it stands under."""
    found: list[tuple[str, str]] = []
    todo: list[tuple[str, object]] = [(key, value)]
    while todo:
        name, part = todo.pop()
        if isinstance(part, str) and part.strip():
            found.append((name, part))
        elif isinstance(part, dict):
            todo.extend((str(inner), one) for inner, one in reversed(part.items()))
        elif isinstance(part, list):
            todo.extend((name, one) for one in reversed(part))
    return found
