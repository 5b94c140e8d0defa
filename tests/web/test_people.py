"""Who was there, who was not, and who voted how: as minutes record it by name."""

import pytest
from tests.web.factories import day, item, put, rich_minutes

from sagsgang.model import Absentee, Decision, DocumentKind, Outcome, Votes
from sagsgang.model import Person as Present
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Person, Presence, Vote
from sagsgang.web.archive.selectors import people, places

pytestmark = pytest.mark.django_db

IDA = Present(name="Ida Holm", party="A", role="formand")
BO = Absentee(name="Bo Kær", party="Ø", reason="afbud")


def vote(**sides: tuple[str, ...]) -> Decision:
    return Decision(text="Godkendt.", outcome=Outcome.APPROVED, votes=Votes(**sides))


def test_minutes_record_presence_absence_party_and_reason() -> None:
    put(present=(IDA,), absent=(BO,))
    assert list(
        Presence.objects.order_by("person__name").values_list("person__name", "present", "party", "role", "reason")
    ) == [("Bo Kær", False, "Ø", "", "afbud"), ("Ida Holm", True, "A", "formand", "")]


@pytest.mark.parametrize("kind", [DocumentKind.AGENDA, DocumentKind.SUPPLEMENTARY_AGENDA])
def test_an_agenda_records_nobody(kind: DocumentKind) -> None:
    put(document=kind, present=(IDA,), absent=(BO,))
    assert not Person.objects.exists()


def test_the_agendas_list_of_members_does_not_add_to_that_of_the_minutes() -> None:
    put(document=DocumentKind.AGENDA, present=(IDA, Present(name="Per Lund")))
    put(present=(IDA,))
    put(document=DocumentKind.AGENDA, place="anden udgave", present=(Present(name="Per Lund"),))
    assert Person.objects.get().name == "Ida Holm"


@pytest.mark.parametrize(
    "name",
    [
        *("Alle medlemmer", "alle", "Samtlige medlemmer", "Ingen afbud", "Øvrige medlemmer", "Hele byrådet"),
        *("", "A", "Ø V", "1. viceborgmester 2", "-", "Ida", "x" * 500, "?? ??"),
    ],
)
def test_what_is_no_name_is_nobody(name: str) -> None:
    put(present=(Present(name=name),), absent=(Absentee(name=name),))
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["Bo von Ås", "Anne-Marie O'Neil", "J. P. Æbelø", "Åse Ørsted Ærøe"])
def test_names_of_many_kinds_are_somebody(name: str) -> None:
    put(present=(Present(name=name),))
    assert Person.objects.get().name == name


def test_somebody_who_came_late_was_there() -> None:
    put(present=(IDA,), absent=(Absentee(name="Ida Holm", reason="til kl. 18"),))
    assert Presence.objects.get().present


def test_a_person_in_two_bodies_is_one_with_two_seats() -> None:
    put(present=(IDA,))
    put(present=(Present(name="Ida Holm (A)", party="A"),), body="Teknisk Udvalg", date=day(11))
    put(absent=(Absentee(name="ida holm"),), body="Teknisk Udvalg", date=day(18))
    view = people.person("havnby", "ida-holm")
    assert view is not None
    assert [
        (seat.body.name, seat.term, seat.party, seat.role, seat.present, len(seat.absent)) for seat in view.seats
    ] == [
        ("Byrådet", 2022, "A", "formand", 1, 0),
        ("Teknisk Udvalg", 2022, "A", "", 1, 1),
    ]


def test_a_name_in_two_municipalities_is_two_people() -> None:
    for municipality in ("Havnby Kommune", "Sølund Kommune"):
        put(present=(IDA,), municipality=municipality)
    assert Person.objects.count() == 2


def test_votes_are_recorded_by_name_only() -> None:
    put(
        item(
            "1", decisions=(vote(for_by=("A", "Ida Holm"), against_by=("Bo Kær", "Ø"), abstained_by=("Ukendt Navn",)),)
        ),
        present=(IDA, Present(name="Bo Kær", party="Ø"), Present(name="Per Lund", party="A")),
    )
    assert set(Vote.objects.values_list("person__name", "side")) == {("Ida Holm", "for"), ("Bo Kær", "against")}


def test_a_vote_at_a_closed_item_is_not_recorded() -> None:
    put(item("1", open=False, decisions=(vote(for_by=("Ida Holm",)),)), present=(IDA,))
    assert not Vote.objects.exists()


def test_a_vote_that_is_told_twice_is_one() -> None:
    put(item("1", decisions=(vote(for_by=("Ida Holm", "Ida Holm")), vote(for_by=("Ida Holm",)))), present=(IDA,))
    assert Vote.objects.count() == 1


def test_deriving_anew_changes_nobody() -> None:
    put(*rich_minutes().items, present=(IDA,), absent=(BO,))
    before = list(Person.objects.values()), Presence.objects.count()
    services.derive_all()
    assert (list(Person.objects.values()), Presence.objects.count()) == before


def test_a_name_that_was_misread_goes_with_the_mistake() -> None:
    old = put(present=(IDA, Present(name="Rådhuset Mødelokale")))
    put(present=(IDA,), reader="2", instead_of=old)
    assert Person.objects.get().name == "Ida Holm"


def test_members_of_a_body_are_listed_with_what_was_recorded_last() -> None:
    put(present=(Present(name="Ida Holm", party="V"),), absent=(BO,))
    put(present=(IDA,), absent=(BO,), date=day(11))
    view = places.body("havnby", "byraadet")
    assert view is not None
    assert [(m.name, m.party, m.role, m.meetings, m.absences) for m in view.members] == [
        ("Bo Kær", "Ø", "", 0, 2),
        ("Ida Holm", "A", "formand", 2, 0),
    ]


@pytest.mark.parametrize("address", [("havnby", "bo-kaer"), ("soelund", "ida-holm"), ("", "")])
def test_somebody_whom_no_minutes_record_is_not_found(address: tuple[str, str]) -> None:
    put(present=(IDA,))
    assert people.person(*address) is None
