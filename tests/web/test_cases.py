"""Items of several meetings that are steps of one case; and those that are not."""

import datetime
from itertools import permutations

import pytest
from tests.web.factories import cases, day, emptied, item, minutes, put, reading

from sagsgang.model import Decision, DocumentKind, EarlierDecision, ItemKind, JournalNumber, Minutes, Outcome, Reference
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Case, Item
from sagsgang.web.archive.selectors import addressing
from sagsgang.web.archive.selectors.cases import case as case_at

pytestmark = pytest.mark.django_db

COMMITTEE = "Teknisk Udvalg"
FINANCE = "Økonomiudvalget"


def numbered(raw: str) -> JournalNumber:
    return JournalNumber(raw=raw)


def earlier(month: int, number: int = 4, body: str = COMMITTEE) -> EarlierDecision:
    return EarlierDecision(body=body, date=day(number, month), text="Anbefales.", outcome=Outcome.RECOMMENDED)


def bases() -> list[str]:
    return list(Item.objects.order_by("meeting__date", "position").values_list("basis", flat=True))


def test_one_journal_number_is_one_case_across_bodies_and_titles() -> None:
    put(item("1", "Ny cykelsti", journal_number=numbered("05.01.02-P20-3-25")), body=COMMITTEE)
    put(item("7", "Anlægsbevilling", journal_number=numbered("05.01.02-p20-3-25")), body=FINANCE, date=day(11))
    put(item("9", "Frigivelse", journal_number=numbered("05.01.02 - P20 - 3 - 25")), date=day(18))
    assert len(cases()) == 1
    assert bases() == ["journal_number"] * 3
    assert Case.objects.get().slug == "050102-p20-3-25"


def test_a_number_alone_makes_a_case_that_later_steps_join() -> None:
    put(item("1", "Ny cykelsti", journal_number=numbered("05.01.02-P20-3-25")))
    slug = Case.objects.get().slug
    put(item("1", "Ny cykelsti", journal_number=numbered("05.01.02-P20-3-25")), body=FINANCE, date=day(11))
    assert (Case.objects.get().slug, Case.objects.get().items.count()) == (slug, 2)


@pytest.mark.parametrize("turned", [False, True])
def test_an_item_that_tells_of_an_earlier_meeting_is_of_the_case_there(turned: bool) -> None:
    documents = [
        minutes(item("3", "Cykelsti langs havnen"), body=COMMITTEE, date=day(4, month=2)),
        minutes(item("9", "Anlæg af cykelsti langs havnen", history=(earlier(2),)), date=day(4, month=12)),
    ]
    for document in reversed(documents) if turned else documents:
        services.import_reading(reading(document))
    assert cases() == {frozenset({"2025-02-04 3 Cykelsti langs havnen", "2025-12-04 9 Anlæg af cykelsti langs havnen"})}
    assert bases() == ["mention", "mention"]


def test_a_mention_of_a_numbered_item_finds_that_item() -> None:
    put(item("3", "Cykelsti langs havnen"), item("4", "Skolestruktur"), date=day(4, month=2))
    refers = Reference(text="punkt 3", to="item", date=day(4, month=2), number="3")
    put(item("9", "Udvidet cykelsti langs stranden", references=(refers,)), date=day(4, month=12))
    assert cases() == {
        frozenset({"2025-02-04 3 Cykelsti langs havnen", "2025-12-04 9 Udvidet cykelsti langs stranden"})
    }


def test_a_mention_of_something_else_makes_no_case() -> None:
    put(item("3", "Skolestruktur"), body=COMMITTEE, date=day(4, month=2))
    put(item("9", "Cykelsti langs havnen", history=(earlier(2), earlier(1))), date=day(4, month=12))
    assert cases() == set()


@pytest.mark.parametrize(("month", "together"), [(5, True), (8, True), (12, False)])
def test_a_title_in_another_body_is_of_the_case_within_half_a_year(month: int, together: bool) -> None:
    put(item("3", "Ny cykelsti"), body=COMMITTEE)
    put(item("9", "2. behandling: Ny cykelsti"), date=day(1, month))
    assert bool(cases()) is together


def test_a_title_in_another_municipality_is_another_case() -> None:
    put(item("3", "Ny cykelsti"))
    put(item("3", "Ny cykelsti"), municipality="Sølund Kommune", date=day(11))
    assert not Case.objects.exists()


def test_a_title_in_the_same_body_is_of_the_case_after_a_postponement_only() -> None:
    put(item("3", "Ny cykelsti", decisions=(Decision(text="Udsat.", outcome=Outcome.POSTPONED),)))
    put(item("9", "Ny cykelsti"), date=day(18))
    assert len(cases()) == 1
    emptied()
    put(item("3", "Ny cykelsti"))
    put(item("9", "Ny cykelsti"), date=day(18))
    assert cases() == set()


def monthly(title: str, months: range, body: str = "Byrådet") -> list[Minutes]:
    return [minutes(item("1", title), body=body, date=day(4, month)) for month in months]


def test_a_title_that_recurs_is_no_case() -> None:
    for document in (*monthly("Budgetopfølgning", range(1, 7)), *monthly("Budgetopfølgning", range(1, 7), FINANCE)):
        services.import_reading(reading(document))
    assert not Case.objects.exists()


def test_a_case_ends_when_its_title_turns_out_to_recur() -> None:
    first, *others = monthly("Budgetopfølgning", range(3, 6))
    services.import_reading(reading(minutes(item("1", "Budgetopfølgning"), body=FINANCE, date=day(11))))
    services.import_reading(reading(first))
    assert len(cases()) == 1
    for document in others:
        services.import_reading(reading(document))
    assert not Case.objects.exists()
    assert bases() == [""] * 4


def test_a_title_recurs_no_more_when_a_reader_was_mistaken() -> None:
    put(item("1", "Ny cykelsti"), body=COMMITTEE, date=day(1))
    put(item("1", "Ny cykelsti"), date=day(2))
    wrong = [put(item("1", "Ny cykelsti"), date=day(number)) for number in (3, 4)]
    assert cases() == set()
    for number, old in enumerate(wrong):
        put(item("1", f"Noget andet {number}"), date=day(3 + number), reader="2", instead_of=old)
    assert cases() == {frozenset({"2025-03-01 1 Ny cykelsti", "2025-03-02 1 Ny cykelsti"})}


@pytest.mark.parametrize(
    "fields",
    [
        {"journal_number": JournalNumber(raw="00.22.00-A00-1-25")},
        {"journal_number": JournalNumber(raw="123")},
        {"journal_number": JournalNumber(raw="24/15")},
        {"journal_number": JournalNumber(raw="05.01.02-P20")},
        {"journal_number": JournalNumber(raw="2024/2025")},
        {"journal_number": JournalNumber(raw="fortrolig")},
        {"kind": ItemKind.FORMALITY},
        {"kind": ItemKind.ANNOUNCEMENTS},
        {"title": None},
        {"title": "???"},
        {"open": False},
        {"open": None},
    ],
)
def test_what_identifies_nothing_makes_no_case(fields: dict[str, object]) -> None:
    for number in (4, 11):
        title = fields.get("title", f"Sag {number}" if "journal_number" in fields else "Mødeplan")
        put(item(**{"title": title, **fields}), date=day(number), body=f"Udvalg {number}")  # type: ignore[arg-type]
    assert not Case.objects.exists()


def test_a_number_on_every_item_of_a_meeting_is_no_cases() -> None:
    everywhere = numbered("24/12345")
    put(*(item(str(number), f"Sag nummer {number}", journal_number=everywhere) for number in range(1, 5)))
    assert not Case.objects.exists()


def test_a_short_running_number_joins_where_both_meetings_show_their_system() -> None:
    for number, body in ((4, COMMITTEE), (11, FINANCE)):
        long = item("2", f"Noget andet {number}", journal_number=numbered(f"24/1000{number}"))
        put(item("1", f"Cykelsti {number}", journal_number=numbered("24/15")), long, date=day(number), body=body)
    assert Item.objects.filter(case__number="24/15").count() == 2


def test_two_journal_numbers_are_never_joined() -> None:
    put(item("1", "Ny cykelsti", journal_number=numbered("24/11111")), body=COMMITTEE)
    put(item("1", "Ny cykelsti", journal_number=numbered("24/22222"), history=(earlier(3),)), date=day(11))
    put(item("1", "Ny cykelsti"), body=FINANCE, date=day(18))
    assert sorted(Case.objects.values_list("number", flat=True)) == ["24/11111", "24/22222"]
    assert cases() == {frozenset({"2025-03-04 1 Ny cykelsti", "2025-03-18 1 Ny cykelsti"})}


def put_a_case_that_gets_a_number() -> None:
    put(item("1", "Ny cykelsti"), body=COMMITTEE)
    put(item("1", "Ny cykelsti"), body=FINANCE, date=day(11))
    assert case_at("havnby", "ny-cykelsti") is not None
    put(item("1", "Ny cykelsti", journal_number=numbered("24/11111")), date=day(18))


def test_a_case_that_gets_a_number_keeps_its_address_by_leading_on() -> None:
    put_a_case_that_gets_a_number()
    assert Case.objects.get().items.count() == 3
    assert addressing.moved_case("havnby", "ny-cykelsti") == Case.objects.get().slug == "2411111"
    assert case_at("havnby", "ny-cykelsti") is None
    assert addressing.moved_case("havnby", "noget-andet") == ""


def test_an_address_that_a_case_had_is_not_given_to_another() -> None:
    put_a_case_that_gets_a_number()
    for body, number in ((COMMITTEE, 1), (FINANCE, 8)):
        put(item("2", "Ny cykelsti"), body=body, date=day(number, month=12))
    assert case_at("havnby", "ny-cykelsti-2") is not None


def test_deriving_anew_changes_neither_cases_nor_addresses() -> None:
    for document in FIVE:
        services.import_reading(reading(document))
    before = cases(), list(Case.objects.order_by("pk").values_list("pk", "slug", "number", "title"))
    for _ in range(2):
        services.derive_all()
    assert (cases(), list(Case.objects.order_by("pk").values_list("pk", "slug", "number", "title"))) == before


POSTPONED = (Decision(text="Udsat.", outcome=Outcome.POSTPONED),)
FIVE = (
    minutes(item("1", "Ny cykelsti"), item("2", "Budgetopfølgning"), body=COMMITTEE, date=day(4)),
    minutes(item("3", "Ny cykelsti", journal_number=numbered("24/11111")), item("2", "Budgetopfølgning"), date=day(11)),
    minutes(item("1", "Ny cykelsti", decisions=POSTPONED), item("2", "Budgetopfølgning"), date=day(18)),
    minutes(item("5", "Ny cykelsti ved havnen", history=(earlier(3),)), item("2", "Budgetopfølgning"), date=day(25)),
    minutes(
        item("6", "Cykelsti", journal_number=numbered("24/22222"), history=(earlier(3),)), date=day(28), body=FINANCE
    ),
)


def test_the_order_in_which_documents_come_in_makes_no_difference() -> None:
    found = set()
    for order in list(permutations(FIVE))[::7]:
        emptied()
        for document in order:
            services.import_reading(reading(document))
        found.add((frozenset(cases()), tuple(bases())))
    assert len(found) == 1
    assert next(iter(found))[0]


@pytest.mark.parametrize("cut", range(5))
def test_documents_that_come_in_together_make_the_same_cases_as_one_by_one(cut: int) -> None:
    for document in FIVE:
        services.import_reading(reading(document))
    one_by_one = cases(), bases()
    emptied()
    for part in (FIVE[cut:], FIVE[:cut]):
        assert services.import_together([reading(document) for document in part]) == [services.Outcome.NEW] * len(part)
    assert (cases(), bases()) == one_by_one


def test_an_item_whose_municipality_a_better_reader_finds_joins_its_case_there() -> None:
    put(item("5", "Ny cykelsti langs havnen"), body="Teknisk Udvalg", date=day(1))
    agenda = minutes(item("1", "Ny cykelsti langs havnen"), document=DocumentKind.AGENDA, municipality=None)
    services.import_reading(reading(agenda))
    read_before = put(item("1", "Ny cykelsti langs havnen"), municipality=None)
    put(item("9", "Ny cykelsti langs havnen"), municipality=None, body=FINANCE, date=day(2))
    put(item("1", "Ny cykelsti langs havnen"), reader="2", instead_of=read_before)

    def steps() -> list[object]:
        of_cases = Item.objects.exclude(case=None).order_by("meeting__body__slug", "pk")
        return list(of_cases.values_list("meeting__body__municipality", "case__municipality", "meeting__body__slug"))

    found = cases(), steps()
    assert all(own == case for own, case, _ in steps())  # type: ignore[misc]
    services.derive_all()
    assert (cases(), steps()) == found


def test_years_between_documents_that_come_in_together_bring_in_nothing_else() -> None:
    yearly = [
        minutes(*(item(str(n), f"Regnskab for afdeling {'abcdefghij'[n]}") for n in range(10)), date=date)
        for year in range(1995, 2025)
        for date in (datetime.date(year, month, 4) for month in (2, 5, 8))
    ]
    for document in yearly:
        services.import_reading(reading(document))
    put(item("7", "Skolevej i vest"), body=COMMITTEE, date=datetime.date(2024, 9, 1))
    first = EarlierDecision(body=COMMITTEE, date=datetime.date(2024, 9, 1), text="-", outcome=Outcome.NONE)
    put(item("8", "Skolevej i vest og nord", history=(first,)), body=FINANCE, date=datetime.date(2024, 10, 1))
    second = EarlierDecision(body=FINANCE, date=datetime.date(2024, 10, 1), text="-", outcome=Outcome.NONE)
    last = item("19", "Skolevej i vest og nord samt syd", history=(second,))
    usual = [item(str(n), f"Regnskab for afdeling {'abcdefghij'[n]}") for n in range(10)]
    late = minutes(*usual, last, date=datetime.date(2024, 11, 4)), minutes(*usual, date=datetime.date(1995, 11, 4))
    services.import_together([reading(document) for document in late])
    [case] = [found for found in cases() if any("Skolevej" in step for step in found)]
    assert len(case) == 3


def test_of_documents_that_come_in_together_all_are_in_or_none() -> None:
    other = reading(minutes(item("1", "Opskrift"), document=DocumentKind.OTHER))
    with pytest.raises(services.NotMinutesError):
        services.import_together([*map(reading, FIVE), other])
    assert not Item.objects.exists()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_title_recurs_in_whatever_order_it_comes(place: int) -> None:
    documents = monthly("Budgetopfølgning", range(3, 6))
    documents.insert(place, minutes(item("1", "Budgetopfølgning"), body=FINANCE, date=day(11)))
    for document in documents:
        services.import_reading(reading(document))
    assert not Case.objects.exists()
