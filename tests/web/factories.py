"""Documents of our own invention, as short as a test wants them."""

import datetime
import hashlib
from dataclasses import replace
from typing import Any

from sagsgang.model import (
    Absentee,
    Attachment,
    Attendance,
    AttendanceEvent,
    Decision,
    Diagnostic,
    DocumentKind,
    EarlierDecision,
    Item,
    ItemKind,
    JournalNumber,
    Level,
    Minutes,
    Outcome,
    Person,
    Recommendation,
    Reference,
    Remainder,
    Repair,
    Section,
    SectionKind,
    Source,
    Votes,
    to_json,
)
from sagsgang.reading import read_with_text
from sagsgang.web.accounts.models import Body, Municipality, User
from sagsgang.web.accounts.services import grant
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Case, Document, Meeting, Person
from sagsgang.web.archive.readings import Reading


def item(number: str | None = "1", title: str | None = "Ny cykelsti", **fields: Any) -> Item:
    """An open item with a decision and a presentation, unless told otherwise."""
    given: dict[str, Any] = {
        "open": True,
        "kind": ItemKind.DECISION,
        "sections": (section(),),
        "decisions": (Decision(text="Godkendt.", outcome=Outcome.APPROVED),),
    }
    return Item(number=number, title=title, **{**given, **fields})


def section(text: str = "Forvaltningen har undersøgt sagen.", **fields: Any) -> Section:
    """A case presentation, unless told otherwise."""
    return Section(**{"kind": SectionKind.PRESENTATION, "heading": "Sagsfremstilling", "text": text, **fields})


def minutes(*items: Item, **fields: Any) -> Minutes:
    """Minutes of an invented council."""
    given: dict[str, Any] = {
        "document": DocumentKind.MINUTES,
        "municipality": "Havnby Kommune",
        "body": "Byrådet",
        "date": datetime.date(2025, 3, 4),
    }
    return Minutes(items=items or (item(),), **{**given, **fields})


def reading(
    of: Minutes,
    *,
    name: str = "referat.txt",
    media_type: str = "text/plain",
    reader: str = "1",
    location: str = "",
) -> Reading:
    """What reading a file of that content gives; the file's bytes, and where it lies, follow from the content."""
    data = repr(of).encode()
    source = of.source or Source(
        name=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type, reader=reader
    )
    content = {**to_json(of), "source": to_json(Minutes(source=source))["source"]}
    return Reading(
        data=data, text="Referat " + str(of.date), content=content, location=location or f"/post/{source.sha256}/{name}"
    )


def imported(*items: Item, media_type: str = "text/plain", **fields: Any) -> Meeting:
    """Minutes that are in the archive."""
    made = reading(minutes(*items, **fields), media_type=media_type)
    services.import_reading(made)
    return Meeting.objects.get(papers__document__sha256=hashlib.sha256(made.data).hexdigest())


def put(
    *items: Item, location: str = "", reader: str = "1", instead_of: Reading | None = None, **fields: Any
) -> Reading:
    """A document that is in the archive; with `instead_of`, what a better reader reads of that one."""
    made = reading(minutes(*items, **fields), location=location, reader=reader)
    if instead_of is not None:
        made = replace(made, data=instead_of.data, location=instead_of.location)
    services.import_reading(made)
    return made


def day(number: int, month: int = 3) -> datetime.date:
    """A day of 2025, in March unless told otherwise."""
    return datetime.date(2025, month, number)


def emptied() -> None:
    """Nothing is in the archive (any more)."""
    for table in (Meeting, Document, Case, Person, Body, Municipality):
        table.objects.all().delete()


def state() -> list[tuple[object, ...]]:
    """What the archive says of meetings, whatever keys its rows have: day, kind, and each item as the public reads it."""
    return sorted(
        (
            str(meeting.date),
            meeting.body.name.lower(),
            meeting.kind,
            tuple(meeting.items.values_list("number", "title", "is_open", "outcomes")),
        )
        for meeting in Meeting.objects.select_related("body")
    )


def cases() -> set[frozenset[str]]:
    """The cases of more than one step, each as its steps: "2025-03-04 1 Ny cykelsti"."""
    steps = [
        frozenset(f"{step.meeting.date} {step}" for step in case.items.select_related("meeting"))
        for case in Case.objects.all()
    ]
    return {found for found in steps if len(found) > 1}


def rich_minutes() -> Minutes:
    """Minutes in which every field says something."""
    text = "Cykelstien langs Strandvejen er slidt. " * 12
    first = Item(
        number="12",
        title="Renovering af cykelsti langs Strandvejen",
        open=True,
        kind=ItemKind.DECISION,
        journal_number=JournalNumber(raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02"),
        officers=("Ida Holm", "Per Lund"),
        route=("Teknisk Udvalg", "Økonomiudvalget", "Byrådet"),
        competence="Byrådet",
        sections=(
            section("Stien er slidt.", kind=SectionKind.SUMMARY, heading="Resume", at=(100, 130)),
            section(
                text,
                html=f"<h2>Baggrund</h2><p>{text}</p><table><tr><th>År</th><th>Kr.</th></tr><tr><td>2025</td><td>400.000</td>"
                '</tr></table><script>alert(1)</script><p onclick="x()" style="color:red">Slut</p>',
                at=(130, 700),
            ),
            section(
                "Direktøren indstiller, at sagen godkendes", kind=SectionKind.RECOMMENDATION, heading="Indstilling"
            ),
            section("Godkendt. Per Lund deltog ikke.", kind=SectionKind.DECISION, heading="Beslutning"),
        ),
        recommendations=(
            Recommendation(
                by="Direktøren", points=("at projektet godkendes", "at der bevilges 400.000 kr."), at=(700, 760)
            ),
        ),
        decisions=(
            Decision(
                point="1",
                text="Godkendt.",
                outcome=Outcome.APPROVED,
                votes=Votes(for_=11, against=4, abstained=0, for_by=("A", "V"), against_by=("Ø",)),
                dissents=("Ø ønskede en bredere sti.",),
                at=(760, 790),
            ),
            Decision(point="2", text="Udsat.", outcome=Outcome.POSTPONED),
        ),
        history=(
            EarlierDecision(
                body="Teknisk Udvalg", date=datetime.date(2025, 2, 3), text="Anbefales.", outcome=Outcome.RECOMMENDED
            ),
        ),
        attendance=(Attendance(name="Per Lund", event=AttendanceEvent.DISQUALIFIED, note="ejer en grund ved stien"),),
        attachments=(Attachment(number=1, title="Kort over stien", file="kort.pdf", open=True),),
        references=(Reference(text="punkt 7", to="item", date=datetime.date(2024, 11, 5), number="7"),),
        at={"heading": (60, 100)},
    )
    closed = Item(
        number="13",
        title="Køb af grund",
        open=False,
        sections=(section("Prisen er hemmelig."),),
        decisions=(Decision(text="Hemmeligt godkendt.", outcome=Outcome.APPROVED),),
        at={"heading": (900, 940)},
    )
    return minutes(
        first,
        closed,
        item("14", "Orientering fra formanden", kind=ItemKind.BRIEFING, at={"heading": (1000, 1030)}),
        start=datetime.time(17, 0),
        end=datetime.time(19, 30),
        place="Rådhuset",
        chair="Ida Holm",
        term="2022-2025",
        present=(Person(name="Ida Holm", party="A", role="formand"), Person(name="Per Lund", party="V")),
        absent=(Absentee(name="Bo Kær", party="Ø", reason="afbud"),),
        remainder=(Remainder(text="Bemærk ændret mødested", at=(40, 60)),),
        repairs=(Repair(at=(300, 306), was="sÅgning", is_="søgning", certainty=0.8),),
        diagnostics=(
            Diagnostic(level=Level.WARNING, code="remainder", message="A line was not understood.", at=(40, 60)),
        ),
        attachments=(Attachment(title="Kort over stien"),),
        at={"date": (10, 20), "body": (0, 9)},
    )


MINUTES_TEXT = """Havnby Kommune
Referat
Byrådet
Mødedato: 4. marts 2025 kl. 17.00
Mødested: Rådhuset

Punkt 1: Godkendelse af dagsorden

Beslutning
Godkendt.

Punkt 2: Ny cykelsti langs Strandvejen

Sagsfremstilling
Stien er slidt, og skolen har bedt om en ny.

Indstilling
Forvaltningen indstiller, at stien anlægges.

Beslutning
Godkendt.

Punkt 3: Køb af grund (lukket punkt)

Beslutning
Hemmeligt godkendt for to millioner.

Punkt 4: Takster for leje af haller

Sagsfremstilling
Taksterne følger pristallet.

Beslutning
Udsat.
"""


def read_file(text: str, *, name: str = "referat.txt", reader: str = "", location: str = "") -> Reading:
    """What the real reader makes of a text, as if another version of it had read it where `reader` is given."""
    data = text.encode()
    found, extracted = read_with_text(data, name)
    content = to_json(found)
    if reader:
        content["source"]["reader"] = reader
    place = location or f"/post/{hashlib.sha256(data).hexdigest()}/{name}"
    return Reading(data=data, text=extracted, content=content, location=place)


def editor(name: str = "ida", municipality: str = "havnby", **fields: Any) -> User:
    """Somebody who may put things right in a municipality that is in the archive."""
    return grant(name=name, password="en lang adgangskode", municipality=municipality, **fields)  # noqa: S106
