"""Ways by which something closed could get out that do not lead over the item's own page."""

import dataclasses
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.factories import MINUTES_TEXT, editor, item, minutes, put, reading, section
from tests.web.test_sources import pdf

from sagsgang.model import Attachment, DocumentKind, SectionKind
from sagsgang.rules.openness import public_spans
from sagsgang.web.archive import index, services
from sagsgang.web.archive.corrections import correct
from sagsgang.web.archive.models import Document, Item, Reread, Rereading
from sagsgang.web.archive.selectors import search as finding
from sagsgang.web.archive.selectors import sources
from sagsgang.web.archive.selectors.search import filters_from
from sagsgang.web.archive.shown import shown

pytestmark = pytest.mark.django_db
MEETING = "/havnby/byraadet/2025-03-04"


def close(number: str) -> None:
    row = Item.objects.select_related("meeting__body").get(number=number)
    correct(actor=editor(f"anna{number}"), meeting=row.meeting, item=row, field="open", text="false", reason="lukket")


def test_a_closed_attachment_is_not_named_in_the_text_of_the_list(client: Client) -> None:
    listed = section(
        "- Situationsplan\n- Hemmelig pris (lukket bilag)",
        kind=SectionKind.ATTACHMENTS,
        html="<ul><li>Situationsplan</li><li>Hemmelig pris (lukket bilag)</li></ul>",
    )
    attachments = (Attachment(title="Situationsplan", open=True), Attachment(title="Hemmelig pris", open=False))
    put(item(sections=(section(), listed), attachments=attachments))
    index.update()
    for address in (f"{MEETING}/1", f"{MEETING}/1.json", f"{MEETING}.json", "/soeg?q=situationsplan"):
        told = client.get(address).content.decode()
        assert "Hemmelig pris" not in told, address
    assert finding.search("hemmelig pris", filters_from()).count == 0


def test_a_closed_attachment_is_not_told_from_the_list_at_the_end(client: Client) -> None:
    closed = Attachment(title="Hemmelig pris", open=False)
    put(item(attachments=(closed,)), attachments=(Attachment(title="Hemmelig pris"), Attachment(title="Plan")))
    for address in (MEETING, f"{MEETING}.json"):
        told = client.get(address).content.decode()
        assert "Plan" in told
        assert "Hemmelig pris" not in told, address


def test_a_closed_attachment_is_not_named_in_the_text_of_an_open_item(client: Client) -> None:
    told = section("Se Situationsplan og Hemmelig pris.", html="<p>Se Situationsplan og <em>Hemmelig</em> pris.</p>")
    file = section("Prisen står i salg-7.pdf.", kind=SectionKind.ECONOMY, heading="Økonomi")
    closed = Attachment(title="Hemmelig pris", file="salg-7.pdf", open=False)
    put(item(sections=(told, file), attachments=(Attachment(title="Situationsplan", open=True), closed)))
    index.update()
    for address in (f"{MEETING}/1", f"{MEETING}/1.json", f"{MEETING}.json", "/soeg?q=situationsplan", "/soeg?q=prisen"):
        said = client.get(address).content.decode()
        assert "Hemmelig" not in said, address
        assert "salg-7" not in said, address
    assert "Situationsplan" in client.get(f"{MEETING}/1").content.decode()
    assert finding.search("hemmelig", filters_from()).count == 0


def test_what_the_best_document_leaves_undecided_is_not_told_from_another(client: Client) -> None:
    secret = item("2", "Køb af grund", open=True, sections=(section("En hemmelig pris."),))
    services.import_reading(reading(minutes(item(), secret, document=DocumentKind.AGENDA)))
    services.import_reading(reading(minutes(item(), dataclasses.replace(secret, open=None))))
    index.update()
    assert not Item.objects.get(number="2").is_open
    for address in (f"{MEETING}/2", f"{MEETING}/2.json", f"{MEETING}/2?dokument=2", f"{MEETING}.json?dokument=2"):
        assert "hemmelig" not in client.get(address).content.decode().lower(), address
    assert finding.search("hemmelig", filters_from()).count == 0


def test_a_heading_that_a_person_takes_from_a_closed_item_is_in_no_document(client: Client) -> None:
    secret = item("2", "Køb af hemmelig grund", open=False)
    services.import_reading(reading(minutes(item(), secret, document=DocumentKind.AGENDA)))
    services.import_reading(reading(minutes(item(), secret)))
    row = Item.objects.select_related("meeting__body").get(number="2")
    correct(actor=editor(), meeting=row.meeting, item=row, field="title", text="", reason="siger for meget")
    for address in (
        f"{MEETING}/2.json",
        f"{MEETING}?dokument=2",
        f"{MEETING}.json?dokument=2",
        f"{MEETING}/2?dokument=2",
    ):
        assert "hemmelig" not in client.get(address).content.decode().lower(), address


def test_the_report_of_a_rereading_does_not_tell_of_an_item_that_a_person_closes_later(client: Client) -> None:
    was = put(item("1"), item("2", "Køb af grund", sections=(section("En hemmelg pris."),)))
    put(item("1"), item("2", "Køb af grund", sections=(section("En hemmelig pris."),)), instead_of=was, reader="2")
    run = Rereading.objects.create(reader="2", started_at=timezone.now())
    told = ["2: sections.1.text", "En hemmelg pris.", "En hemmelig pris."]
    Reread.objects.create(rereading=run, document=Document.objects.get(), reader_was="1", changes=[told])
    assert "hemmelig" in client.get(f"/genlaesning/{run.pk}").content.decode()
    close("2")
    assert "hemmelig" not in client.get(f"/genlaesning/{run.pk}").content.decode()


def test_the_search_does_not_show_what_was_closed_before_the_index_follows(client: Client) -> None:
    put(item("1"), item("2", "Køb af grund", sections=(section("En hemmelig pris."),)))
    index.update()
    close("2")
    for address in ("/soeg?q=hemmelig+pris", "/soeg.json?q=hemmelig+pris", "/soeg.atom?q=hemmelig+pris"):
        assert "En <mark>hemmelig" not in client.get(address).content.decode(), address
        assert "En hemmelig" not in client.get(address).content.decode(), address


def test_an_item_that_was_taken_out_is_not_seen_in_the_source_of_the_earlier_version(tmp_path: Path) -> None:
    text = MINUTES_TEXT.replace(" (lukket punkt)", "")
    without = text[: text.index("Punkt 3")] + text[text.index("Punkt 4") :].replace("Punkt 4", "Punkt 3")
    services.import_reading(dataclasses.replace(pdf(text, tmp_path / "a.pdf"), location="/referat.pdf"))
    services.import_reading(dataclasses.replace(pdf(without, tmp_path / "b.pdf"), location="/referat.pdf"))
    assert not Item.objects.filter(title="Køb af grund").exists()
    row = Item.objects.select_related("meeting__body__municipality").get(number="2")
    view = sources.source(row, 2)
    assert view is not None
    assert view.papers[1].replaced
    seen = shown(row.meeting)
    old = seen.full[1]
    spans = public_spans(old.minutes, old.document.text)
    told = "".join(old.document.text[a:b] for a, b in spans)
    assert "Strandvejen" in told
    assert "Hemmeligt" not in told
