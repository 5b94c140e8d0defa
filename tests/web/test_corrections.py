"""A person's correction lies over what was read: who, when and why. It survives a better reader."""

import datetime
import json
from pathlib import Path

import pytest
from django.test import Client
from tests.web.factories import MINUTES_TEXT, editor, imported, item, minutes, read_file, reading, rich_minutes

from sagsgang.cli import main
from sagsgang.model import DocumentKind, Outcome
from sagsgang.web.accounts import access
from sagsgang.web.accounts.models import User
from sagsgang.web.archive import files, index, rereading, services
from sagsgang.web.archive.corrections import MeansNothingError, correct, decide_case, value_of, withdraw
from sagsgang.web.archive.models import Correction, Document, Item, Meeting
from sagsgang.web.archive.selectors import search as finding
from sagsgang.web.archive.selectors.cases import read

pytestmark = pytest.mark.django_db
ITEM = "/havnby/byraadet/2025-03-04/1"


def put_right(row: Item, field: str, text: str, actor: User | None = None, reason: str = "Læst i kilden") -> Correction:
    return correct(actor=actor or editor(), meeting=row.meeting, item=row, field=field, text=text, reason=reason)


def the_item() -> Item:
    return Item.objects.select_related("meeting__body").get()


def shown(client: Client, address: str = ITEM) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("title", "Ny  cykelsti til havnen ", "Ny cykelsti til havnen"),
        ("number", "17 a", "17 a"),
        ("kind", "briefing", "briefing"),
        ("journal_number", "05.01.02-P20-3-25", "05.01.02-P20-3-25"),
        ("competence", "Byrådet", "Byrådet"),
        ("decisions.0.outcome", "postponed", "postponed"),
        ("decisions.0.text", "Udsat til næste møde.", "Udsat til næste møde."),
        ("title", "", None),
    ],
)
def test_an_editor_puts_a_field_right(field: str, text: str, expected: str | None) -> None:
    imported()
    made = put_right(the_item(), field, text)
    assert value_of(the_item().meeting, the_item(), field) == expected
    assert (made.actor.username, made.reason) == ("ida", "Læst i kilden")
    assert made.made_at.date() >= datetime.date(2025, 1, 1)


def test_a_corrected_outcome_is_what_lists_and_search_show() -> None:
    imported()
    put_right(the_item(), "decisions.0.outcome", "rejected")
    index.update()
    assert the_item().outcomes == [Outcome.REJECTED]
    found = finding.search("cykelsti", finding.filters_from(outcomes=["rejected"]))
    assert [hit.item.outcomes for hit in found.found] == [["rejected"]]


def test_a_corrected_number_moves_the_item_and_its_old_address_leads_on(client: Client) -> None:
    imported()
    put_right(the_item(), "number", "17")
    assert client.get(ITEM).headers["Location"] == "/havnby/byraadet/2025-03-04/17"


def test_a_corrected_date_moves_the_meeting_and_its_old_address_leads_on(client: Client) -> None:
    meeting = imported()
    correct(actor=editor(), meeting=meeting, item=None, field="date", text="2025-03-05", reason="Trykfejl i kilden")
    assert client.get(ITEM).headers["Location"] == "/havnby/byraadet/2025-03-05/1"
    assert Meeting.objects.get().date == datetime.date(2025, 3, 5)


@pytest.mark.parametrize(("field", "text"), [("start", "16.30"), ("end", "19.00"), ("place", "Salen"), ("chair", "Bo")])
def test_a_meetings_own_fields_are_put_right(field: str, text: str) -> None:
    meeting = imported()
    correct(actor=editor(), meeting=meeting, item=None, field=field, text=text, reason="Set efter")
    assert value_of(Meeting.objects.get(), None, field) == text


def test_a_correction_survives_a_better_reader() -> None:
    made = reading(minutes(item("1", "Ny cykelsti")), reader="1")
    services.import_reading(made)
    put_right(the_item(), "title", "Ny cykelsti langs havnen")
    better = reading(minutes(item("1", "Ny cykelsti ved")), reader="2")
    services.read_anew(Document.objects.get(), better)
    assert the_item().title == "Ny cykelsti langs havnen"
    kept = Correction.objects.get()
    assert (kept.was, kept.value, kept.reads) == ("Ny cykelsti", "Ny cykelsti langs havnen", "Ny cykelsti ved")


def test_a_correction_of_a_decision_that_is_no_longer_read_waits_and_says_so(client: Client) -> None:
    made = reading(minutes(item("1", "Ny cykelsti")), reader="1")
    services.import_reading(made)
    put_right(the_item(), "decisions.0.outcome", "postponed")
    services.read_anew(Document.objects.get(), reading(minutes(item("1", "Ny cykelsti", decisions=())), reader="2"))
    assert not Correction.objects.get().applies
    assert "passer ikke længere til læsningen" in shown(client)


def test_a_correction_lies_over_the_minutes_that_come_after_the_agenda() -> None:
    imported(item("1", "Ny cykelsti", decisions=()), document=DocumentKind.AGENDA)
    put_right(the_item(), "title", "Cykelsti ved havnen")
    imported(item("1", "Ny cykelsti"))
    assert the_item().title == "Cykelsti ved havnen"


def test_a_correction_can_be_taken_back(client: Client) -> None:
    imported()
    made = put_right(the_item(), "title", "Forkert")
    withdraw(actor=editor(), correction=made)
    assert the_item().title == "Ny cykelsti"
    assert "Forkert" not in shown(client)
    with pytest.raises(MeansNothingError):
        withdraw(actor=editor(), correction=made)


def test_readers_see_what_was_put_right_and_why_but_not_by_whom(client: Client) -> None:
    imported()
    put_right(the_item(), "title", "Cykelsti ved havnen", reason="Titlen var afkortet")
    html = shown(client)
    assert "Læst som “Ny cykelsti”, rettet til “Cykelsti ved havnen”." in html
    assert "Titlen var afkortet" in html
    assert "ida" not in html.partition('class="corrections"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("title", "Ny cykelsti", "som før"),
        ("title", "Ny", "  "),
        ("title", "Ny", "x" * 2_001),
        ("no_such_field", "x", "y"),
        ("decisions.7.outcome", "approved", "y"),
        ("decisions.0.outcome", "sejret", "y"),
        ("decisions.0.text", " ", "y"),
        ("kind", "fest", "y"),
        ("open", "måske", "y"),
        ("sections", "x", "y"),
        ("__class__", "x", "y"),
        ("date", "2025-01-01", "y"),
    ],
)
def test_what_means_nothing_is_refused_and_changes_nothing(field: str, text: str, reason: str) -> None:
    imported()
    with pytest.raises(MeansNothingError):
        put_right(the_item(), field, text, reason=reason)
    assert not Correction.objects.exists()
    assert the_item().title == "Ny cykelsti"


@pytest.mark.parametrize("text", ["31.13.2025", "i går", "2025-02-30"])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    meeting = imported()
    with pytest.raises(MeansNothingError, match="2025-08-31"):
        correct(actor=editor(), meeting=meeting, item=None, field="date", text=text, reason="y")


def _somebody(kind: str) -> User | None:
    if kind == "nobody":
        return None
    imported(municipality="Sølund Kommune", body="Skoleudvalget")
    if kind == "of another municipality":
        return editor("ole", "soelund")
    if kind == "of another body":
        imported(body="Skoleudvalget")
        return editor("ole", body="skoleudvalget")
    if kind == "a member":
        return editor("ole", member_only=True)
    made = editor("ole")
    if kind == "no longer active":
        made.is_active = False
        made.save()
    if kind == "a superuser without a role":
        made.memberships.all().delete()
        made.is_superuser = made.is_staff = True
        made.save()
    return made


@pytest.mark.parametrize(
    "kind",
    [
        "nobody",
        "of another municipality",
        "of another body",
        "a member",
        "no longer active",
        "a superuser without a role",
    ],
)
def test_nobody_else_may_put_anything_right(kind: str, client: Client) -> None:
    meeting = imported()
    row = Item.objects.select_related("meeting__body").get(meeting=meeting)
    actor = _somebody(kind)
    with pytest.raises(access.ForbiddenError):
        correct(actor=actor, meeting=row.meeting, item=row, field="title", text="Hacket", reason="fordi")
    with pytest.raises(access.ForbiddenError):
        decide_case(actor=actor, item=row, other=row, same=True, reason="fordi")
    if actor is not None:
        client.force_login(actor)
    response = client.post(f"{ITEM}/ret", {"field": "title", "value": "Hacket", "reason": "fordi"})
    assert response.status_code in {302, 404}
    assert Item.objects.get(pk=row.pk).title == "Ny cykelsti"
    assert "Ret det, der er læst" not in client.get(f"{ITEM}/kilde").content.decode()


def test_an_editor_who_is_not_logged_in_is_asked_to(client: Client) -> None:
    imported()
    response = client.post(f"{ITEM}/ret", {"field": "title", "value": "x", "reason": "y"})
    assert response.headers["Location"] == f"/log-ind?next={ITEM}/kilde"


def test_a_form_from_another_site_is_refused() -> None:
    imported()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(editor())
    assert careful.post(f"{ITEM}/ret", {"field": "title", "value": "x", "reason": "y"}).status_code == 403


def test_an_item_that_a_person_closes_is_gone_everywhere(client: Client) -> None:
    imported(item("1", "Ny cykelsti", decisions=()), document=DocumentKind.AGENDA)
    imported()
    index.update()
    put_right(the_item(), "open", "false")
    index.update()
    assert "Forvaltningen har undersøgt" not in shown(client) + shown(client, ITEM + "?dokument=2")
    assert "Forvaltningen har undersøgt" not in shown(client, ITEM + "/kilde")
    assert finding.search("undersøgt", finding.Filters()).count == 0
    assert the_item().case is None


def test_an_item_that_was_closed_by_mistake_can_be_opened(client: Client) -> None:
    services.import_reading(reading(rich_minutes()))
    row = Item.objects.select_related("meeting__body").get(number="13")
    put_right(row, "open", "true")
    assert "Prisen er hemmelig" in shown(client, "/havnby/byraadet/2025-03-04/13")


@pytest.mark.parametrize("field", ["decisions.0.text", "journal_number", "competence"])
def test_what_a_closed_item_holds_cannot_be_felt_for_by_correcting_it(field: str) -> None:
    services.import_reading(reading(rich_minutes()))
    row = Item.objects.select_related("meeting__body").get(number="13")
    with pytest.raises(MeansNothingError):
        put_right(row, field, "Hemmeligt godkendt.")
    assert "emmelig" not in str(list(Correction.objects.values()))


def test_two_items_are_one_case_because_a_person_says_so() -> None:
    one = imported(item("1", "Ny cykelsti"))
    two = imported(item("5", "Stien ved stranden"), date=datetime.date(2025, 9, 2))
    decide_case(actor=editor(), item=one.items.get(), other=two.items.get(), same=True, reason="Samme sti")
    services.derive_all()
    cases = {row.case_id for row in Item.objects.all()}
    assert len(cases) == 1
    assert None not in cases
    decide_case(actor=editor(), item=one.items.get(), other=two.items.get(), same=False, reason="Alligevel ikke")
    assert {row.case_id for row in Item.objects.all()} == {None}


def test_two_items_are_not_one_case_because_a_person_says_so() -> None:
    one = imported(item("1", "Ny cykelsti"))
    two = imported(item("5", "Ny cykelsti"), body="Teknisk Udvalg")
    assert len({row.case_id for row in Item.objects.all()}) == 1
    decide_case(actor=editor(), item=one.items.get(), other=two.items.get(), same=False, reason="To stier")
    services.derive_all()
    assert {row.case_id for row in Item.objects.all()} == {None}


def test_items_of_two_municipalities_are_never_one_case() -> None:
    one, two = imported(), imported(municipality="Sølund Kommune")
    editor()
    with pytest.raises((MeansNothingError, access.ForbiddenError)):
        decide_case(actor=editor("ida", "soelund"), item=one.items.get(), other=two.items.get(), same=True, reason="x")


def test_corrected_documents_become_cases_for_the_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(read_file(MINUTES_TEXT))
    row = Item.objects.select_related("meeting__body").get(number="4")
    put_right(row, "title", "Takster for leje af haller og baner")
    assert main(["corrections", "--closed", str(tmp_path / "ud")]) == 0
    [folder] = (tmp_path / "ud").iterdir()
    assert (folder / "source.txt").read_text() == MINUTES_TEXT
    expected = json.loads((folder / "expected.json").read_text())
    assert [entry["title"] for entry in expected["items"]][3] == "Takster for leje af haller og baner"
    assert "1 cases written" in capsys.readouterr().err


def test_without_corrections_there_is_nothing_to_write(tmp_path: Path) -> None:
    imported()
    assert main(["corrections", str(tmp_path / "ud")]) == 1
    assert not (tmp_path / "ud").exists()


@pytest.mark.django_db(transaction=True)
def test_reading_anew_reports_what_changed_and_keeps_corrections(client: Client) -> None:
    old = read_file(MINUTES_TEXT, reader="0.0")
    old.content["items"][1]["title"] = "Ny cykelsti langs"
    services.import_reading(old)
    row = Item.objects.select_related("meeting__body").get(number="4")
    put_right(row, "title", "Takster for haller")
    [entry] = rereading.reread("ny", workers=1)
    assert entry.changes == [["2: title", "Ny cykelsti langs", "Ny cykelsti langs Strandvejen"]]
    assert Item.objects.get(number="2").title == "Ny cykelsti langs Strandvejen"
    assert Item.objects.get(number="4").title == "Takster for haller"
    assert read([Item.objects.get(number="4")])[row.pk].title == "Takster for haller"
    html = shown(client, "/genlaesning")
    assert "1</td>" in html


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_lost_keeps_its_reading_and_is_told() -> None:
    services.import_reading(reading(minutes(), reader="0.0"))
    files.path_of(Document.objects.get().sha256).unlink()
    [entry] = rereading.reread("ny", workers=1)
    assert "cannot be opened" in entry.failure
    assert the_item().title == "Ny cykelsti"


def test_an_editor_puts_the_meeting_right_on_a_page_of_its_own(client: Client) -> None:
    imported()
    assert client.get("/havnby/byraadet/2025-03-04/ret").status_code == 302
    client.force_login(editor())
    assert "Rådhuset" not in shown(client, "/havnby/byraadet/2025-03-04/ret")
    given = {"field": "date", "value": "2025-03-06", "reason": "Trykfejl"}
    response = client.post("/havnby/byraadet/2025-03-04/ret", given)
    assert response.headers["Location"] == "/havnby/byraadet/2025-03-06/ret?gjort=rettet"
    page = shown(client, response.headers["Location"])
    assert "Trykfejl" in page
    assert "Gemt. Det, du har besluttet" in page
    assert 'Dato: <span class="facts">6. marts 2025</span>' in page
    refused = client.post("/havnby/byraadet/2025-03-06/ret", {**given, "value": "i går"})
    assert (refused.status_code, "Skriv datoen som 2025-08-31" in refused.content.decode()) == (422, True)


def test_a_meeting_is_put_right_by_its_editors_only(client: Client) -> None:
    imported()
    imported(municipality="Sølund Kommune")
    client.force_login(editor("ole", "soelund"))
    for send in (client.get, client.post):
        assert send("/havnby/byraadet/2025-03-04/ret").status_code == 404


def test_closing_an_item_can_be_taken_back(client: Client) -> None:
    imported()
    put_right(the_item(), "open", "false")
    client.force_login(editor())
    made = Correction.objects.get()
    assert "Træk rettelsen" in shown(client, f"{ITEM}/kilde")
    client.post(f"{ITEM}/ret", {"do": "withdraw", "correction": made.pk})
    assert the_item().is_open


def test_the_address_of_a_case_that_is_none_any_more_leads_to_its_item(client: Client) -> None:
    one = imported(item("1", "Ny cykelsti"))
    two = imported(item("5", "Ny cykelsti"), body="Teknisk Udvalg")
    address = f"/havnby/sag/{Item.objects.exclude(case=None)[0].case.slug}"
    assert client.get(address).status_code == 200
    decide_case(actor=editor(), item=one.items.get(), other=two.items.get(), same=False, reason="To stier")
    assert client.get(address).headers["Location"] in {ITEM, "/havnby/teknisk-udvalg/2025-03-04/5"}


def test_documents_with_something_closed_become_no_cases_unless_asked_for(tmp_path: Path) -> None:
    services.import_reading(read_file(MINUTES_TEXT))
    put_right(Item.objects.select_related("meeting__body").get(number="4"), "title", "Takster")
    assert main(["corrections", str(tmp_path / "ud")]) == 1
