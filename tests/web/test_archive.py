"""Documents in the archive: kept once, whole or not at all, with lasting addresses."""

import datetime
import hashlib
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.web.factories import imported, item, minutes, reading, rich_minutes, section

from sagsgang.model import Attachment, DocumentKind, JournalNumber, Outcome, Section, SectionKind, from_json
from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive import files, services
from sagsgang.web.archive.models import Case, Document, Item, ItemReading, Meeting, Mention, Paper, Provenance

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Document, Meeting, Item, Body, Municipality, Provenance))


def test_a_document_is_kept_with_its_bytes_its_reading_and_its_place() -> None:
    made = reading(rich_minutes(), location="/post/referat.pdf", media_type="application/pdf")
    assert services.import_reading(made) is services.Outcome.NEW
    document = Document.objects.get()
    assert files.path_of(document.sha256).read_bytes() == made.data
    assert document.sha256 == hashlib.sha256(made.data).hexdigest()
    assert (document.media_type, document.size, document.text) == ("application/pdf", len(made.data), made.text)
    assert from_json(document.content).items == rich_minutes().items
    assert Provenance.objects.get().location == "/post/referat.pdf"


def test_the_same_file_twice_changes_nothing() -> None:
    made = reading(rich_minutes())
    services.import_reading(made)
    before = counts(), Meeting.objects.get().revision, Document.objects.get().imported_at
    assert services.import_reading(made) is services.Outcome.KNOWN
    assert (counts(), Meeting.objects.get().revision, Document.objects.get().imported_at) == before


def test_the_same_file_at_another_place_is_one_document_with_two_places() -> None:
    made = reading(rich_minutes(), location="/post/referat.txt")
    services.import_reading(made)
    services.import_reading(replace(made, location="/anden/mappe.txt"))
    assert Document.objects.count() == 1
    assert set(Provenance.objects.values_list("location", flat=True)) == {"/post/referat.txt", "/anden/mappe.txt"}


def test_what_a_newer_reader_reads_replaces_what_the_older_one_read() -> None:
    old = reading(minutes(item(title="Gammel titel")))
    services.import_reading(old)
    address = Meeting.objects.get().slug
    newer = reading(minutes(item(title="Ny titel"), item("2")), reader="2")
    assert services.import_reading(replace(newer, data=old.data)) is services.Outcome.RENEWED
    assert list(Item.objects.values_list("title", flat=True)) == ["Ny titel", "Ny cykelsti"]
    assert (Meeting.objects.get().slug, Document.objects.get().reader) == (address, "2")


def test_a_text_that_is_no_minutes_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(services.NotMinutesError, match="neither an agenda nor minutes"):
        services.import_reading(reading(minutes(document=DocumentKind.OTHER)))
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_content_that_breaks_the_format_is_refused_and_leaves_nothing() -> None:
    made = reading(minutes(item()))
    broken = {**made.content, "items": [{**made.content["items"][0], "kind": "no such kind"}]}
    with pytest.raises(ValueError, match="kind"):
        services.import_reading(replace(made, content=broken))
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_a_document_that_cannot_be_written_whole_is_not_written_at_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archive_item RENAME TO archive_gone")
    with pytest.raises(DatabaseError):
        services.import_reading(reading(minutes()))
    assert [table.objects.count() for table in (Document, Provenance, Meeting, Body, Municipality)] == [0] * 5


def test_characters_that_a_database_refuses_do_not_stop_an_import() -> None:
    text = "Ved\x00taget \ud800 så"
    meeting = imported(item(sections=(section(text),)))
    [kept] = ItemReading.objects.get(item__meeting=meeting).content["sections"]
    assert len(kept["text"]) == len(text)
    assert kept["text"].startswith("Ved�taget")


def test_a_very_long_name_or_number_is_kept_whole_in_the_content() -> None:
    long = "x" * 5_000
    meeting = imported(
        item(long, long, journal_number=JournalNumber(raw=long, topic=long)), municipality=long, body=long, place=long
    )
    assert ItemReading.objects.get(item__meeting=meeting).content["number"] == long
    assert meeting.place == long


@pytest.mark.parametrize(
    ("table", "change"),
    [(Meeting, {"kind": "party"}), (Item, {"kind": "party"}), (Document, {"kind": "party"})],
)
def test_the_database_itself_refuses_an_unknown_kind(table: type[Meeting], change: dict[str, str]) -> None:
    imported()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        table.objects.update(**change)


def test_no_closed_content_stands_in_the_rows_that_pages_read() -> None:
    services.import_reading(reading(rich_minutes()))
    stored = "".join(str(list(table.objects.values())) for table in (Item, ItemReading, Paper, Meeting, Mention, Case))
    assert "emmelig" not in stored
    assert "Strandvejen" in stored
    assert "emmelig" in str(Document.objects.get().content)
    assert Document.objects.get().has_closed_content


def test_a_meeting_is_addressed_by_its_date() -> None:
    assert imported(date=datetime.date(2025, 8, 13)).slug == "2025-08-13"


def test_two_meetings_of_one_day_have_addresses_of_their_own() -> None:
    first = imported(item("1", "Skolestruktur"), start=datetime.time(8))
    second = imported(item("1", "Ny havn"), start=datetime.time(15))
    assert [first.slug, second.slug] == ["2025-03-04", "2025-03-04-2"]


def test_an_address_stays_when_a_nicer_one_becomes_free() -> None:
    first, second = (
        reading(minutes(item("1", "Skolestruktur"), place="A", start=datetime.time(8))),
        reading(minutes(item("1", "Ny havn"), place="B", start=datetime.time(15))),
    )
    services.import_reading(first)
    services.import_reading(second)
    moved = reading(minutes(item("1", "Skolestruktur"), place="A", date=datetime.date(2025, 9, 9)), reader="2")
    services.import_reading(replace(moved, data=first.data))
    services.derive_all()
    assert dict(Meeting.objects.values_list("place", "slug")) == {"A": "2025-09-09", "B": "2025-03-04-2"}


def test_a_meeting_without_date_body_and_municipality_has_an_address() -> None:
    meeting = imported(date=None, body=None, municipality=None)
    assert (meeting.body.municipality.slug, meeting.body.slug, meeting.slug) == (
        "ukendt-kommune",
        "ukendt-udvalg",
        "uden-dato",
    )


def test_a_municipality_is_the_same_with_and_without_the_word_kommune() -> None:
    assert imported(municipality="Havnby Kommune").body == imported(municipality="Havnby", place="x").body


def test_a_municipality_never_takes_the_address_of_a_page() -> None:
    assert imported(municipality="Om Kommune").body.municipality.slug == "om-kommune"


def test_danish_letters_are_spelled_out_in_addresses() -> None:
    assert imported(body="Børne- og Ældreudvalget på Ærø").body.slug == "boerne-og-aeldreudvalget-paa-aeroe"


def test_items_with_the_same_number_or_none_have_addresses_of_their_own() -> None:
    meeting = imported(item("1"), item("1"), item(None), item("Tillæg 3 a"), item("///"))
    assert list(meeting.items.values_list("slug", flat=True)) == ["1", "1-punkt-2", "punkt-3", "tillaeg-3-a", "punkt-5"]


def test_an_items_outcomes_are_listed_once_each() -> None:
    first, second = rich_minutes().items[0].decisions
    meeting = imported(item(decisions=(first, second, first)))
    assert meeting.items.get().outcomes == [Outcome.APPROVED, Outcome.POSTPONED]


def test_a_closed_attachment_of_an_open_item_is_not_in_its_row() -> None:
    meeting = imported(item(attachments=(Attachment(title="Åbent"), Attachment(title="Skjult", open=False))))
    kept = ItemReading.objects.get(item__meeting=meeting).content
    assert [a["title"] for a in kept["attachments"]] == ["Åbent"]


def test_doubts_are_counted() -> None:
    assert imported().doubt_count == 0
    # A rest, a warning, and a repair that may be another word.
    services.import_reading(reading(replace(rich_minutes(), date=datetime.date(2025, 9, 9))))
    assert Meeting.objects.get(slug="2025-09-09").doubt_count == 3


def test_a_known_file_is_recognised_without_being_read() -> None:
    made = reading(rich_minutes(), reader="1")
    services.import_reading(made)
    sha256 = hashlib.sha256(made.data).hexdigest()
    assert services.note_location(sha256=sha256, reader="1", location="/ny")
    assert not services.note_location(sha256=sha256, reader="2", location="/ny")
    assert not services.note_location(sha256="0" * 64, reader="1", location="/ny")


def test_meetings_and_items_can_be_made_anew_from_what_was_read() -> None:
    meeting = imported(*rich_minutes().items)
    before = list(meeting.items.values_list("slug", "title", "readings__content"))
    meeting.items.all().delete()
    Meeting.objects.update(place="forkert", item_count=99)
    assert services.derive_all() == 1
    again = Meeting.objects.get()
    assert list(again.items.values_list("slug", "title", "readings__content")) == before
    assert (again.pk, again.slug, again.item_count, again.place) == (meeting.pk, meeting.slug, 3, "")


def test_a_document_without_a_source_is_kept_and_its_file_counts_as_closed() -> None:
    made = reading(minutes())
    services.import_reading(replace(made, content={**made.content, "source": None}))
    assert Document.objects.get().has_closed_content
    assert Item.objects.get().title == "Ny cykelsti"


def test_an_empty_section_is_kept() -> None:
    meeting = imported(item(sections=(Section(kind=SectionKind.ECONOMY, heading="Økonomi", text=""),)))
    assert ItemReading.objects.get(item__meeting=meeting).content["sections"][0]["heading"] == "Økonomi"
