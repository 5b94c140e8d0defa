"""An item that any document marks closed is closed in all of them, and nowhere does anything of it show."""

from itertools import permutations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.web.factories import day, item, minutes, put, reading, section

from sagsgang.model import (
    Attachment,
    Decision,
    DocumentKind,
    EarlierDecision,
    JournalNumber,
    Minutes,
    Outcome,
    Reference,
    Votes,
)
from sagsgang.model import (
    Item as Read,
)
from sagsgang.model import (
    Person as Present,
)
from sagsgang.web.accounts.models import Body
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import (
    Case,
    Correction,
    FormerCaseSlug,
    FormerItemSlug,
    Item,
    ItemReading,
    Meeting,
    Mention,
    Paper,
    Person,
    Presence,
    Vote,
)

pytestmark = pytest.mark.django_db

TABLES = (
    *(Meeting, Paper, Item, ItemReading, Case, FormerCaseSlug, FormerItemSlug, Mention, Person, Presence, Vote, Body),
)
AGENDA = DocumentKind.AGENDA
EARLIER = day(4, month=2)
JOURNAL = JournalNumber(raw="82.01.05-G10-7-25", scheme="kle", valid=True, topic="82.01.05")


def land(**fields: object) -> Read:
    """An item that says "hemmelig" wherever it can, its title and numbers apart."""
    said = {
        "sections": (section("En hemmelig pris."),),
        "decisions": (
            Decision(text="Hemmelig.", outcome=Outcome.REJECTED, votes=Votes(for_=1, for_by=("Hemmelig Person",))),
        ),
        "attachments": (Attachment(title="Hemmelig.pdf", open=True),),
        "officers": ("Hemmelig Sagsbehandler",),
        "references": (Reference(text="hemmelig henvisning", to="item", date=EARLIER, number="1"),),
        "history": (EarlierDecision(body="Hemmeligt Udvalg", date=EARLIER, text="Hemmelig.", outcome=Outcome.NOTED),),
        "journal_number": JOURNAL,
    }
    return item("2", "Køb af Strandvej 5", **{**said, **fields})


def document(kind: DocumentKind, opened: bool | None) -> Minutes:
    return minutes(item("1", "Ny cykelsti"), land(open=opened), document=kind, present=(Present(name="Ida Holm"),))


def told() -> str:
    return "".join(str(list(table.objects.values())) for table in TABLES).lower()


@pytest.mark.parametrize("closed", list(DocumentKind)[:3])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_item_that_one_document_closes_is_closed_in_all(
    closed: DocumentKind, order: tuple[int, ...], client: Client
) -> None:
    kinds = list(DocumentKind)[:3]
    for number in order:
        services.import_reading(reading(document(kinds[number], kinds[number] is not closed)))
    index.update()
    row = Item.objects.get(number="2")
    assert (row.is_open, row.outcomes, row.topic, row.case, row.case_number) == (False, [], "", None, "")
    assert "hemmelig" not in told()
    assert "82.01.05" not in told()
    meeting = "/havnby/byraadet/2025-03-04"
    for address in (meeting, f"{meeting}/2", "/havnby", "/havnby/byraadet", "/soeg?q=pris", "/soeg?q=strandvej"):
        for document_asked in ("", "1", "2", "3"):
            joint = "&" if "?" in address else "?"
            html = client.get(f"{address}{joint}dokument={document_asked}").content.decode()
            assert "hemmelig" not in html.lower(), address


@pytest.mark.parametrize("kind", [AGENDA, DocumentKind.MINUTES])
def test_an_item_that_one_document_does_not_say_is_open_shows_nothing_of_that_document(kind: DocumentKind) -> None:
    other = DocumentKind.MINUTES if kind is AGENDA else AGENDA
    services.import_reading(reading(document(kind, None)))
    services.import_reading(reading(document(other, True)))
    unsaid = ItemReading.objects.get(item__number="2", paper__kind=kind)
    assert "hemmelig" not in str(unsaid.content).lower()


def test_a_closed_item_is_in_no_case() -> None:
    for month, opened in ((2, True), (3, False), (4, True)):
        put(item("1", "Køb af Strandvej 5", open=opened, journal_number=JOURNAL), date=day(4, month))
    assert list(Item.objects.order_by("meeting__date").values_list("case__number", flat=True)) == [
        JOURNAL.raw,
        None,
        JOURNAL.raw,
    ]


def close(row: Item, opened: bool = False) -> None:
    Correction.objects.create(
        meeting=row.meeting,
        item=row,
        field="open",
        value=opened,
        reason="skal være lukket",
        actor=get_user_model().objects.create_user(f"anna-{Correction.objects.count()}"),
        made_at=timezone.now(),
    )
    services.derive_all()


def test_the_case_of_an_item_that_becomes_closed_goes_with_its_title_and_its_address() -> None:
    put(item("1", "Køb af Strandvej 5"), body="Teknisk Udvalg", date=day(18, month=2))
    put(item("1", "Køb af Strandvej 5", open=True))
    assert Case.objects.get().slug == "koeb-af-strandvej-5"
    for row in list(Item.objects.all()):
        close(row)
    assert not Case.objects.exists()
    assert "koeb-af-strandvej" not in told()


def test_a_numbered_case_does_not_keep_the_title_of_a_step_that_becomes_closed() -> None:
    put(item("1", "Køb af Strandvej 5", journal_number=JOURNAL), date=day(18, month=2))
    put(item("1", "Udvidelse af skolen", journal_number=JOURNAL))
    close(Item.objects.get(title="Køb af Strandvej 5"))
    assert Case.objects.get().title == "Udvidelse af skolen"
    close(Item.objects.get(title="Udvidelse af skolen"))
    assert not Case.objects.exists()


def test_the_address_of_a_case_does_not_tell_the_title_of_a_step_that_becomes_closed() -> None:
    earlier = EarlierDecision(
        body="Teknisk Udvalg", date=day(18, month=2), text="Anbefales.", outcome=Outcome.RECOMMENDED
    )
    put(item("1", "Køb af grunden på Strandvejen"), body="Teknisk Udvalg", date=day(18, month=2))
    put(item("1", "Køb af grunden på havnen", history=(earlier,)))
    put(item("1", "Køb af grunden på havnen"), body="Økonomiudvalget", date=day(6))
    assert Case.objects.get().items.count() == 3
    close(Item.objects.get(title="Køb af grunden på Strandvejen"))
    assert Case.objects.get().slug == "koeb-af-grunden-paa-havnen"
    assert "strandvej" not in str(list(Case.objects.values()) + list(FormerCaseSlug.objects.values()))


def test_what_a_person_says_is_open_is_open_in_every_document() -> None:
    for kind in (AGENDA, DocumentKind.MINUTES):
        services.import_reading(reading(document(kind, kind is AGENDA)))
    close(Item.objects.get(number="2"), opened=True)
    assert Item.objects.get(number="2").is_open
    close(Item.objects.get(number="2"))
    assert not Item.objects.get(number="2").is_open
    assert "hemmelig" not in told()
