"""The layouts: each function answers the blocks of one document.

They follow the habits of the systems that municipalities publish from; see `docs/reading.md`.
"""

from __future__ import annotations

from collections.abc import Callable

from .blocks import Block
from .content import MONTHS, SECOND_TERM, WEEKDAYS, Item, Meeting, Member, long_date
from .styles import Style, flat, numeric


def name_of(meeting: Meeting, *, agenda: bool, supplementary: bool) -> str:
    """Answer what the document calls itself."""
    if supplementary:
        return "Tillægsdagsorden"
    return "Dagsorden" if agenda or meeting.upcoming else "Referat"


def place(meeting: Meeting) -> str:
    """Answer where the meeting was held."""
    return meeting.place or meeting.body.place


def people(members: tuple[Member, ...], form: str = "{name} ({party})") -> str:
    """Answer the members in one line, with their roles."""
    texts = [form.format(name=m.name, party=m.party) + (f" - {m.role}" if m.role else "") for m in members]
    return ", ".join(texts)


def _day(meeting: Meeting) -> str:
    return f"{WEEKDAYS[meeting.date.weekday()]} den {long_date(meeting.date)}"


def _heading(item: Item) -> str:
    return f"Lukket: {item.title}" if item.closed else item.title


FIRST_AGENDA = Style(labels={"economy": "Økonomi"}, files="{title}")
DECISION_FIRST = Style(
    order="decision past summary text economy legal hearing other next competence points files",
    labels={"summary": "Resumé", "past": "Historik", "economy": "Økonomi og finansiering", "legal": "Retsgrundlag"},
    decided=lambda m: f"{m.body.name}s beslutning den {long_date(m.date)}",
    files="Bilag {n} - {title}",
)


def first_agenda(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """FirstAgenda's PDF: contents list, `Punkt 94:`, routing matrix and officers."""
    columns = meeting.municipality.columns
    style = FIRST_AGENDA if columns else DECISION_FIRST
    heads = [f"Punkt {i.number}: {_heading(i)}" for i in meeting.items]
    blocks = [
        Block("title", f"{kind.upper()} {meeting.body.name} d. {numeric(meeting.date)}"),
        Block("kv", "Mødedato", f"{_day(meeting).replace(' den ', ' d. ').capitalize()} kl. {meeting.body.time}"),
        Block("kv", "Mødested", place(meeting)),
    ]
    if not agenda:
        blocks.append(Block("kv", "Mødedeltagere", people(meeting.present)))
    if meeting.absent and not agenda:
        blocks.append(Block("kv", "Fraværende", ", ".join(meeting.absent)))
    blocks.append(Block("toc", "Indholdsfortegnelse", rows=tuple((head,) for head in heads)))
    for item, head in zip(meeting.items, heads, strict=True):
        blocks.append(Block("item", head))
        if item.case and not item.closed:
            blocks.append(Block("p", item.case))
        if columns and item.route and not item.closed:
            marks = tuple("X" if column in item.route else "" for column in columns)
            blocks += [Block("label", "Kommunikation"), Block("table", rows=(columns, marks))]
        blocks += [Block("p", f"Sagsbehandler: {item.officers[0]}")] if item.officers and not item.closed else []
        if len(item.officers) > 1 and not item.closed:
            blocks.append(Block("p", f"Øvrige sagsbehandlere: {', '.join(item.officers[1:])}"))
        parts = style.parts(meeting, item, agenda=agenda)
        blocks += flat([part for part in parts if part[0] != "route"])
    return blocks


def first_agenda_web(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """FirstAgenda's web page: keys in capitals with the value below, titles doubled."""
    style = Style(decided=lambda m: f"Beslutning {m.body.name} den {numeric(m.date)}", labels={"past": "Sagens forløb"})
    heads = [f"{i.number}. {i.title}{' - Lukket punkt' if i.closed else ''}" for i in meeting.items]
    term = "2026-2029" if meeting.date >= SECOND_TERM else "2022-2025"
    pairs = [("UDVALG", meeting.body.name), ("MØDE", kind), ("STED", place(meeting)), ("PERIODE", term)]
    pairs.append(("STARTTIDSPUNKT", f"{numeric(meeting.date)} {meeting.body.time}:00"))
    pairs += [("SLUTTIDSPUNKT", f"{numeric(meeting.date)} {meeting.end}:00")] if meeting.end and not agenda else []
    pairs += [("DELTAGERE", people(meeting.present))] if not agenda else []
    pairs += [("AFBUD", ", ".join(meeting.absent))] if meeting.absent and not agenda else []
    blocks = [Block("nav", f"{meeting.municipality.name} · Dagsordener og referater · Søg · Abonnér")]
    for key, value in pairs:
        blocks += [Block("p", key), Block("p", value)]
    blocks.append(Block("toc", "PUNKTER", rows=tuple((head,) for head in heads)))
    for item, head in zip(meeting.items, heads, strict=True):
        blocks += [Block("item", head), Block("nav", "Kopier link til punktet")]
        if not item.closed:
            blocks += [Block("p", item.title)]
            blocks += [Block("p", f"Sagsnr.: {item.case}")] if item.case else []
            blocks += flat(style.parts(meeting, item, agenda=agenda))
            blocks += [Block("label", "Bilag")] if not item.files else []
    return blocks


def sbsys(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """SBSYS: the header over several lines, the proposer as a heading, case number with openness below the title."""
    style = Style(
        proposer="heading",
        decided=lambda m: f"Beslutning i {m.body.name} den {long_date(m.date)}",
        earlier=lambda p: f"Beslutning i {p.body} den {long_date(p.date)}",
        labels={"summary": "Resumé", "economy": "Økonomiske konsekvenser", "legal": "Lovgrundlag"},
        files="Bilag {n}: {title}",
        order="summary theme text economy legal other hearing next points past decision files",
    )
    blocks = [Block("title", kind)]
    blocks += [Block("p", f"{'til' if agenda else 'fra'} mødet i {meeting.body.name}")]
    blocks += [Block("p", f"den {long_date(meeting.date)} kl. {meeting.body.time}"), Block("p", f"i {place(meeting)}")]
    if not agenda:
        blocks.append(Block("kv", "Medlemmer", people(meeting.present)))
        blocks += [Block("kv", "Fraværende", ", ".join(meeting.absent) or "Ingen")]
        blocks += [Block("kv", "Mødet sluttede", f"kl. {meeting.end}")] if meeting.end else []
    heads = [f"{i.number}. {i.title}" for i in meeting.items]
    blocks.append(Block("toc", "Indholdsfortegnelse", rows=tuple((head,) for head in heads)))
    for item, head in zip(meeting.items, heads, strict=True):
        mark = "Lukket" if item.closed else "Åbent"
        blocks += [Block("item", head), Block("p", f"{mark} - {item.case}" if item.case else mark)]
        blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def aspx(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """A web page of an older kind: `Til toppen` after each item, members as `Name, (A)`."""
    style = Style(
        decided=lambda m: f"Beslutning {m.body.name}, {long_date(m.date)}:",
        labels={"summary": "Sammendrag", "past": "Punktet behandlet tidligere", "competence": "Kompetence"},
        order="summary text economy legal other hearing next competence points past decision files",
        files="Bilag {n} - {title}",
    )
    short = f"{meeting.date:%d}. {long_date(meeting.date).split()[1][:3]} {meeting.date.year}"
    blocks = [
        Block("nav", "Vi bruger cookies til at forbedre din oplevelse. Læs mere om cookies · Acceptér"),
        Block("title", f"{kind} {meeting.body.name} {short}"),
        Block("p", f"Den {meeting.date:%d.%m.%Y} kl. {meeting.body.time} i {place(meeting)}"),
        Block("p", f"Deltagere: {people(meeting.present, '{name}, ({party})')}"),
    ]
    blocks += [Block("p", f"Afbud: {', '.join(meeting.absent)}")] if meeting.absent and not agenda else []
    for item in meeting.items:
        blocks.append(Block("item", f"{item.number}.   {item.title}{' (Lukket)' if item.closed else ''}"))
        if not item.closed:
            blocks += [Block("p", f"Sagsnr. {item.case}")] if item.case else []
            blocks += [Block("p", f"Sagsforløb: {'/'.join(item.route)}")] if item.route else []
            blocks += flat(style.parts(meeting, item, agenda=agenda))
        blocks.append(Block("nav", "Til toppen"))
    return blocks


def drupal(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """A Drupal site: the date with weekday and start, `Pkt. 153 Title`, decisions headed by body, date and number."""
    day, weekday = meeting.date, WEEKDAYS[meeting.date.weekday()]
    blocks = [
        Block("title", f"{meeting.body.name} - {numeric(meeting.date)}"),
        Block("p", f"{kind}"),
        Block(
            "p",
            f"{weekday.capitalize()}, {day.day} {MONTHS[day.month - 1]}, {day.year} - {meeting.body.time}",
        ),
        Block("kv", "Sted", place(meeting)),
    ]
    blocks += [Block("kv", "Tilstede", people(meeting.present))] if not agenda else []
    blocks += [Block("kv", "Ikke til stede", ", ".join(meeting.absent))] if meeting.absent and not agenda else []
    for item in meeting.items:
        blocks.append(Block("item", f"Pkt. {item.number} {item.title}{' (Lukket)' if item.closed else ''}"))
        if item.closed:
            continue
        blocks += [Block("p", f"J.nr. {item.case}")] if item.case else []
        number = item.number
        style = Style(
            decided=lambda m, n=number: f"{m.body.name}, {numeric(m.date)}, pkt. {n}",  # type: ignore[misc]
            labels={"points": "Administrativ indstilling", "text": "Sagsbeskrivelse", "past": "Historik"},
            order="points summary text economy legal hearing past decision files",
        )
        blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def key_value(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """`Udvalg:`, `Mødedato:`, then `1.Title (B)` with the title again and the route before it."""
    style = Style(
        labels={"text": "Beskrivelse af sagen", "past": "Oversigt over politisk behandling", "summary": "Sagens kerne"},
        order="theme summary text economy legal other hearing next past points decision files",
        proposer="bracket",
    )
    blocks = [Block("p", meeting.municipality.name), Block("title", kind)]
    blocks += [Block("kv", "Udvalg:", meeting.body.name), Block("kv", "Mødedato:", numeric(meeting.date))]
    blocks += [Block("kv", "Mødetidspunkt:", meeting.body.time), Block("kv", "Mødested:", place(meeting))]
    if not agenda:
        blocks.append(Block("kv", "Deltagere:", people(meeting.present)))
        blocks.append(Block("kv", "Fraværende:", ", ".join(meeting.absent) or "Ingen"))
    for item in meeting.items:
        way = f"{'/'.join(item.route)} - " if item.route and not item.closed else ""
        blocks.append(Block("item", f"{item.number}.{way}{item.title} ({'Lukket' if item.closed else item.type})"))
        if not item.closed:
            blocks += [Block("p", item.title)]
            blocks += [Block("p", f"Sagsnr.: {item.case}")] if item.case else []
            blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def one_page(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """Each item as on a page of its own: `Problemstilling`, `Løsning`, `Videre proces`, the proposer in brackets."""
    style = Style(
        labels={"summary": "Problemstilling", "text": "Løsning", "past": "Tidligere behandling", "economy": "Økonomi"},
        order="summary text economy legal hearing next points past decision files",
        proposer="bracket",
        decided=lambda m: f"Beslutning i {m.body.name} den d. {long_date(m.date)}:",
    )
    initials = "BR" if meeting.body.key == "byr" else "UV"
    blocks = [Block("title", f"{kind} - {meeting.body.name}, {meeting.municipality.name}")]
    blocks += [Block("p", f"Mødedato: {meeting.date:%d.%m.%Y}, kl. {meeting.body.time}")]
    blocks += [Block("p", f"Mødested: {place(meeting)}")]
    blocks += [Block("p", f"Medlemmer: {people(meeting.present)}")] if not agenda else []
    blocks += [Block("p", f"Afbud: {', '.join(meeting.absent)}")] if meeting.absent and not agenda else []
    for item in meeting.items:
        blocks.append(
            Block("item", f"Nr. {item.number} {initials} {item.title}{' (Lukket sag)' if item.closed else ''}")
        )
        if not item.closed:
            blocks += [Block("p", item.title)]
            blocks += [Block("p", f"Sagsnummer: {item.case}")] if item.case else []
            blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def city(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """As larger cities print: the decision first, points as `At 1)`, the case's course as dates and bodies."""
    style = Style(
        order="decision summary text economy legal hearing other next points past files",
        labels={
            "summary": "Sagsresumé",
            "past": "Sagens forløb",
            "economy": "Økonomiske og personalemæssige konsekvenser",
        },
        proposer="numbered",
        files="Bilag {n} - {title}",
    )
    blocks = [Block("title", f"{kind} {meeting.municipality.name} {meeting.body.name} {numeric(meeting.date)}")]
    blocks += [Block("p", f"Mødet blev afholdt {_day(meeting)} kl. {meeting.body.time} i {place(meeting)}.")]
    if not agenda:
        blocks += [Block("label", "Til stede"), Block("p", people(meeting.present))]
        blocks += [Block("label", "Fraværende"), Block("p", ", ".join(meeting.absent) or "Ingen")]
    for item in meeting.items:
        blocks.append(Block("item", f"{item.number}. {item.title}"))
        mark = "Lukket sag" if item.closed else "Åben sag"
        blocks.append(Block("p", f"{mark}. Sagsnr. {item.case}" if item.case and not item.closed else mark))
        for part, heading, content in style.parts(meeting, item, agenda=agenda):
            blocks.append(Block("label", heading))
            if part == "points":
                blocks.append(Block("p", f"{item.by or 'Forvaltningen'} indstiller til {meeting.body.name},"))
                blocks += [
                    Block("p", f"At {n}) {b.text.removeprefix('at ')}")
                    for n, b in enumerate(content, 1)
                    if b.kind == "li"
                ]
            else:
                blocks += content
    return blocks


def own_form(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """Open and closed cases under group headings; `Sag nr. 129` after the title."""
    style = Style(
        labels={
            "text": "Redegørelse",
            "past": "Sagshistorik",
            "points": "Administrationens indstilling",
            "legal": "Retligt grundlag",
        },
        proposer="none",
        decided=lambda m: f"{m.body.name}, d. {long_date(m.date)}:",
    )
    blocks = [
        Block("title", f"{kind} for møde i {meeting.body.name}"),
        Block("p", f"{_day(meeting).capitalize()} kl. {meeting.body.time}, {place(meeting)}"),
    ]
    if not agenda:
        blocks += [Block("kv", "Medlemmer:", people(meeting.present))]
        blocks += [Block("kv", "Fraværende med afbud:", ", ".join(meeting.absent) or "Ingen")]
    for closed, group in ((False, "ÅBNE SAGER"), (True, "LUKKEDE SAGER")):
        items = [item for item in meeting.items if item.closed is closed]
        blocks += [Block("label", group)] if items else []
        for item in items:
            blocks.append(Block("item", f"{item.title} - Sag nr. {item.number}"))
            blocks += [Block("p", f"Acadre sagsnr. {item.case}")] if item.case and not closed else []
            blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def acadre(meeting: Meeting, kind: str, agenda: bool) -> list[Block]:
    """The old record of decisions: cases parted by a line with the case number and initials."""
    style = Style(decided=lambda m: f"Beslutning {m.body.name} den {numeric(m.date)}", labels={"past": "Sagens forløb"})
    blocks = [Block("p", meeting.municipality.name), Block("title", kind if agenda else "Beslutningsprotokol")]
    blocks += [Block("p", f"{_day(meeting)} kl. {meeting.body.time}"), Block("kv", "Mødested:", place(meeting))]
    blocks += [
        Block("kv", "Udvalg:", meeting.body.name),
        Block("kv", "Medlemmer:", people(meeting.present + meeting_absent(meeting))),
    ]
    notes = [f"Fraværende: {', '.join(meeting.absent)}."] if meeting.absent and not agenda else []
    notes += [f"Mødet sluttede kl. {meeting.end}."] if meeting.end and not agenda else []
    blocks.append(Block("kv", "Bemærkninger:", " ".join(notes)))
    for item in meeting.items:
        initials = "".join(word[0] for word in item.officers[0].split()).lower() if item.officers else "sek"
        mark = "Lukket sag" if item.closed else "Åben sag"
        blocks += [
            Block("item", f"{item.number} {item.title}"),
            Block("p", f"Sagsid.: {item.case}, Sagsinitialer: {initials}, {mark}" if item.case else mark),
        ]
        blocks += flat(style.parts(meeting, item, agenda=agenda))
    return blocks


def meeting_absent(meeting: Meeting) -> tuple[Member, ...]:
    """Answer the members who were not there."""
    names = {m.name for m in meeting.present}
    return tuple(m for m in meeting.body.members[meeting.date >= SECOND_TERM] if m.name not in names)


LAYOUTS: dict[str, Callable[[Meeting, str, bool], list[Block]]] = {
    "first_agenda": first_agenda,
    "first_agenda_web": first_agenda_web,
    "sbsys": sbsys,
    "aspx": aspx,
    "drupal": drupal,
    "key_value": key_value,
    "one_page": one_page,
    "city": city,
    "own_form": own_form,
    "acadre": acadre,
}
