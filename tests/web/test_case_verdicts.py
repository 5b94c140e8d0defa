"""What a person says of two items holds, whatever is read, derived or imported afterwards."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from tests.web.factories import cases, day, item, put

from sagsgang.model import JournalNumber
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Case, CaseVerdict, Item

pytestmark = pytest.mark.django_db


def say(one: str, other: str, *, same: bool) -> None:
    """A verdict on the items of these titles, and its consequences."""
    count = CaseVerdict.objects.count()
    CaseVerdict.objects.create(
        item=Item.objects.get(title=one),
        other=Item.objects.get(title=other),
        same=same,
        reason="set efter",
        actor=get_user_model().objects.create_user(f"anna-{count}"),
        made_at=timezone.now(),
    )
    services.derive_all()


def titles() -> set[frozenset[str]]:
    return {frozenset(step.split(" ", 2)[2] for step in found) for found in cases()}


def three(*numbers: str) -> None:
    for place, (title, number) in enumerate(zip(("Alfa", "Beta", "Gamma"), numbers, strict=True), start=1):
        put(item("1", title, journal_number=JournalNumber(raw=number) if number else None), date=day(place))


def test_two_items_are_of_one_case_when_a_person_says_so() -> None:
    three("", "", "")
    assert titles() == set()
    say("Alfa", "Beta", same=True)
    assert titles() == {frozenset({"Alfa", "Beta"})}
    assert set(Item.objects.filter(case__isnull=False).values_list("basis", flat=True)) == {"person"}


def test_a_verdict_holds_after_everything_is_derived_and_imported_again() -> None:
    three("", "", "")
    say("Alfa", "Beta", same=True)
    slug = Case.objects.get().slug
    put(item("1", "Alfa"), date=day(1), reader="2")
    put(item("1", "Delta"), date=day(9))
    services.derive_all()
    assert titles() == {frozenset({"Alfa", "Beta"})}
    assert Case.objects.get().slug == slug


def test_a_person_joins_what_two_journal_numbers_keep_apart_and_the_item_goes_alone() -> None:
    three("24/11111", "24/22222", "24/11111")
    say("Alfa", "Beta", same=True)
    assert titles() == {frozenset({"Alfa", "Beta"})}
    assert Item.objects.get(title="Gamma").case.number == "24/11111"  # type: ignore[union-attr]


def test_an_item_without_a_number_joins_the_case_that_a_person_names() -> None:
    three("24/11111", "", "")
    say("Beta", "Alfa", same=True)
    say("Gamma", "Beta", same=True)
    assert titles() == {frozenset({"Alfa", "Beta", "Gamma"})}
    assert Case.objects.get().number == "24/11111"


def test_items_of_one_number_are_parted_when_a_person_says_so() -> None:
    three("24/11111", "24/11111", "24/11111")
    say("Gamma", "Alfa", same=False)
    assert titles() == {frozenset({"Alfa", "Beta"})}
    services.derive_all()
    assert titles() == {frozenset({"Alfa", "Beta"})}


def test_items_of_one_title_are_parted_when_a_person_says_so() -> None:
    for number, body in enumerate(("Teknisk Udvalg", "Økonomiudvalget"), start=1):
        put(item("1", "Ny cykelsti", competence=body), body=body, date=day(number))
    one, other = Item.objects.order_by("pk")
    CaseVerdict.objects.create(
        item=one, other=other, same=False, reason="to stier", made_at=timezone.now(),
        actor=get_user_model().objects.create_user("anna"),
    )  # fmt: skip
    services.derive_all()
    assert cases() == set()
    put(item("1", "Ny cykelsti"), date=day(9))
    assert len(cases()) == 1
    assert len(next(iter(cases()))) == 2


def test_the_last_verdict_on_two_items_counts() -> None:
    three("", "", "")
    say("Alfa", "Beta", same=True)
    say("Beta", "Alfa", same=False)
    assert titles() == set()
    say("Alfa", "Beta", same=True)
    assert titles() == {frozenset({"Alfa", "Beta"})}


@pytest.mark.parametrize("opened", [False, None])
def test_a_verdict_does_not_bring_a_closed_item_into_a_case(opened: bool | None) -> None:
    put(item("1", "Alfa"), date=day(1))
    put(item("1", "Beta"), date=day(2))
    say("Alfa", "Beta", same=True)
    put(item("1", "Beta", open=opened), item("2", "Delta"), date=day(2), location="/ny")
    put(item("1", "Beta", open=False), date=day(2), location="/nyere")
    assert titles() == set()
    assert not Case.objects.exists()
