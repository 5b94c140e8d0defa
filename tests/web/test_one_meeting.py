"""Agenda, supplementary agenda and minutes are documents of one meeting, in whatever order they come."""

import datetime
from dataclasses import replace
from itertools import permutations

import pytest
from django.test import Client
from tests.web.factories import day, emptied, imported, item, minutes, put, reading, state

from sagsgang.model import Decision, DocumentKind, Minutes, Outcome
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Item, Meeting, Paper

pytestmark = pytest.mark.django_db

AGENDA = DocumentKind.AGENDA
SUPPLEMENT = DocumentKind.SUPPLEMENTARY_AGENDA


def planned(number: str, title: str) -> object:
    return item(number, title, decisions=())


PAPERS = (
    minutes(planned("1", "Ny cykelsti"), planned("2", "Salg af grund"), document=AGENDA),
    minutes(planned("3", "Bro over åen"), document=SUPPLEMENT),
    minutes(
        item("1", "Ny cykelsti"),
        item("3", "Bro over åen", decisions=(Decision(text="Nej.", outcome=Outcome.REJECTED),)),
    ),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_agenda_supplement_and_minutes_are_one_meeting_in_any_order(order: tuple[int, ...]) -> None:
    for number in order:
        services.import_reading(reading(PAPERS[number]))
    meeting = Meeting.objects.get()
    assert meeting.slug == "2025-03-04"
    assert meeting.kind == DocumentKind.MINUTES
    assert list(meeting.papers.values_list("kind", flat=True)) == ["minutes", "supplementary_agenda", "agenda"]
    assert list(meeting.items.values_list("slug", "title", "outcomes")) == [
        ("1", "Ny cykelsti", ["approved"]),
        ("3", "Bro over åen", ["rejected"]),
        ("2", "Salg af grund", []),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_items_key_and_address_stay_whatever_comes_after_it(order: tuple[int, ...]) -> None:
    first, *others = order
    services.import_reading(reading(PAPERS[first]))
    before = set(Item.objects.values_list("pk", "slug", "title"))
    for number in others:
        services.import_reading(reading(PAPERS[number]))
    assert before <= set(Item.objects.values_list("pk", "slug", "title"))


def test_what_each_document_says_of_an_item_is_kept() -> None:
    for paper in PAPERS:
        services.import_reading(reading(paper))
    path = Item.objects.get(title="Ny cykelsti")
    assert [(r.rank, r.paper.kind, len(r.content["decisions"])) for r in path.readings.all()] == [
        (0, "minutes", 1),
        (1, "agenda", 0),
    ]


def test_the_same_minutes_in_two_formats_are_one_meeting() -> None:
    put(item("1", "Ny cykelsti"), item("2", "Bro over åen"), place="fra pdf")
    put(item("1", "Ny cykelsti"), item("2", "Bro over åen"), place="fra html")
    assert Paper.objects.filter(meeting=Meeting.objects.get()).count() == 2
    assert Item.objects.count() == 2


def test_documents_of_single_items_make_up_one_meeting() -> None:
    for number, title in (("1", "Ny cykelsti"), ("2", "Bro over åen"), ("3", "Skolestruktur")):
        put(item(number, title))
    assert Meeting.objects.get().item_count == 3


@pytest.mark.parametrize(
    "other",
    [
        minutes(item("1", "Skolestruktur")),
        minutes(item("1", "Skolestruktur"), document=AGENDA),
        minutes(item("2", "Skolestruktur"), start=datetime.time(15)),
        minutes(item("2", "Skolestruktur"), document=AGENDA, start=datetime.time(15)),
        minutes(item("1", "Ny cykelsti"), body="Teknisk Udvalg"),
        minutes(item("1", "Ny cykelsti"), municipality="Sølund Kommune"),
        minutes(item("1", "Ny cykelsti"), date=day(5)),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_documents_that_contradict_each_other_are_two_meetings(other: Minutes, turned: bool) -> None:
    first = minutes(item("1", "Ny cykelsti"), start=datetime.time(8))
    for paper in (other, first) if turned else (first, other):
        services.import_reading(reading(paper))
    assert Meeting.objects.count() == 2
    assert Item.objects.count() == 2


def test_a_supplementary_agenda_may_count_its_items_anew() -> None:
    put(item("1", "Ny cykelsti"), document=AGENDA)
    put(item("1", "Bro over åen"), document=SUPPLEMENT)
    assert Meeting.objects.get().item_count == 2


def test_a_meeting_whose_hour_was_moved_is_one_when_its_items_are_the_same() -> None:
    put(item("1", "Ny cykelsti"), document=AGENDA, start=datetime.time(16))
    put(item("1", "Ny cykelsti"), start=datetime.time(17))
    assert Meeting.objects.get().start == datetime.time(17)


def test_an_agenda_without_an_hour_goes_to_the_meeting_that_it_fits() -> None:
    early = minutes(item("1", "Ny cykelsti"), start=datetime.time(8))
    late = minutes(item("1", "Skolestruktur"), start=datetime.time(15))
    agenda = minutes(item("1", "Skolestruktur"), item("2", "Eventuelle køb"), document=AGENDA)
    found = set()
    for order in permutations((early, late, agenda)):
        emptied()
        for paper in order:
            services.import_reading(reading(paper))
        services.derive_all()
        found.add(repr(state()))
    assert len(found) == 1
    assert Meeting.objects.count() == 2


def test_documents_without_a_date_are_never_joined() -> None:
    put(item("1", "Ny cykelsti"), date=None)
    put(item("1", "Ny cykelsti"), date=None, document=AGENDA)
    assert list(Meeting.objects.order_by("pk").values_list("slug", flat=True)) == ["uden-dato", "uden-dato-2"]


def test_documents_without_a_body_are_joined_by_their_items_only() -> None:
    put(item("1", "Ny cykelsti"), body=None)
    put(item("1", "Ny cykelsti"), body=None, document=AGENDA)
    put(item("7", "Skolestruktur"), body=None, document=AGENDA)
    assert sorted(Meeting.objects.values_list("item_count", flat=True)) == [1, 1]
    assert Paper.objects.filter(meeting__items__title="Ny cykelsti").count() == 2


def test_a_document_without_items_belongs_to_its_day() -> None:
    put(item("1", "Ny cykelsti"))
    made = reading(minutes(document=AGENDA))
    services.import_reading(replace(made, content={**made.content, "items": []}))
    assert Meeting.objects.get().item_count == 1


def test_a_title_that_the_minutes_word_otherwise_is_still_the_same_item() -> None:
    put(item("1", "Ny cykelsti langs Strandvejen"), document=AGENDA)
    put(item("1", "Cykelsti langs Strandvejen (fortsat)"))
    assert Item.objects.get().title == "Cykelsti langs Strandvejen (fortsat)"


def test_items_of_one_title_are_told_apart_by_their_numbers() -> None:
    for kind in (AGENDA, DocumentKind.MINUTES):
        put(item("1", "Lokalplan"), item("2", "Lokalplan"), document=kind)
    assert [(row.slug, row.readings.count()) for row in Item.objects.all()] == [("1", 2), ("2", 2)]


def test_a_document_that_leaves_a_meeting_takes_nothing_from_it() -> None:
    put(item("1", "Ny cykelsti"))
    agenda = put(item("1", "Ny cykelsti"), document=AGENDA)
    key = Item.objects.get().pk
    put(item("1", "Ny cykelsti"), document=AGENDA, date=day(11), reader="2", instead_of=agenda)
    assert [row[0] for row in state()] == ["2025-03-04", "2025-03-11"]
    assert [len(row[3]) for row in state()] == [1, 1]  # type: ignore[arg-type]
    assert Item.objects.get(meeting__date=day(4)).pk == key


def test_a_meeting_is_addressed_alike_by_all_its_documents(client: Client) -> None:
    put(item("1", "Ny cykelsti"), document=AGENDA)
    assert client.get("/havnby/byraadet/2025-03-04/1").status_code == 200
    imported(item("1", "Ny cykelsti"))
    assert client.get("/havnby/byraadet/2025-03-04/1").status_code == 200
    assert client.get("/havnby/byraadet/2025-03-04-dagsorden/1").status_code == 301
