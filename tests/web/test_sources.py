"""The source beside the reading: every field shows where it was read, and nothing closed is ever among it."""

import re
from pathlib import Path

import pytest
from django.test import Client
from reportlab.pdfgen.canvas import Canvas
from tests.web.factories import MINUTES_TEXT, editor, imported, item, read_file

from sagsgang.model import to_json
from sagsgang.reading import read_with_text
from sagsgang.web.archive import services
from sagsgang.web.archive.corrections import correct
from sagsgang.web.archive.models import Document, Item
from sagsgang.web.archive.readings import Reading
from sagsgang.web.archive.selectors import sources

pytestmark = pytest.mark.django_db
MEETING = "/havnby/byraadet/2025-03-04"
OPEN_TEXT = MINUTES_TEXT.replace("Punkt 3: Køb af grund (lukket punkt)", "Punkt 3: Køb af grund").replace(
    "Hemmeligt godkendt for to millioner.", "Godkendt."
)


def pdf(text: str, path: Path) -> Reading:
    """A PDF with the text, thirty lines a page, as the reader reads it."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    lines = text.splitlines()
    for start in range(0, len(lines), 30):
        for number, line in enumerate(lines[start : start + 30]):
            canvas.setFont("Helvetica-Bold" if line.startswith("Punkt") else "Helvetica", 11)
            canvas.drawString(60, 780 - 22 * number, line)
        canvas.showPage()
    canvas.save()
    data = path.read_bytes()
    found, extracted = read_with_text(data, "referat.pdf")
    return Reading(data=data, text=extracted, content=to_json(found), location=str(path))


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_fact_of_an_item_is_told_with_its_words_and_marked_in_the_text(client: Client) -> None:
    services.import_reading(read_file(OPEN_TEXT))
    html = shown(client, f"{MEETING}/2/kilde")
    for name, words in {"Overskrift": "Ny cykelsti langs Strandvejen", "Beslutning 1": "Godkendt."}.items():
        fact = re.search(rf'<li class="fact" data-marks="(\d+)"[^>]*><strong>{name}</strong> <q>([^<]*)</q>', html)
        assert fact is not None, name
        assert words in fact[2]
        marked = re.findall(rf'<span class="piece[^"]*" data-marks="(?:\d+ )*{fact[1]}(?: \d+)*">([^<]*)<', html)
        assert words in "".join(marked)


def test_all_facts_of_a_document_can_be_seen_in_its_source() -> None:
    services.import_reading(read_file(OPEN_TEXT))
    for row in Item.objects.select_related("meeting__body__municipality"):
        view = sources.source(row)
        assert view is not None
        text = "".join(piece.text for part in view.parts for piece, _ in part)
        assert row.title in text
        marked = {number for part in view.parts for _, numbers in part for number in numbers}
        assert marked == set(range(len(view.marks)))


def test_a_pdf_is_shown_as_pictures_with_boxes_where_the_words_stand(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(OPEN_TEXT, tmp_path / "a.pdf"))
    html = shown(client, f"{MEETING}/2/kilde")
    address = f"{MEETING}/2/kilde/1-1.png"
    assert f'src="{address}"' in html
    box = re.search(r'<rect class="box fact-mark" data-marks="0" x="([\d.]+)" y="([\d.]+)"', html)
    assert box is not None
    assert float(box[1]) == pytest.approx(60 / 595, abs=0.01)
    picture = client.get(address)
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")


def test_a_pdf_can_be_read_as_text_instead(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(OPEN_TEXT, tmp_path / "a.pdf"))
    html = shown(client, f"{MEETING}/2/kilde?som=tekst")
    assert "<img" not in html
    assert "Stien er slidt" in html


def test_nothing_of_a_closed_item_stands_beside_an_open_one(client: Client) -> None:
    services.import_reading(read_file(MINUTES_TEXT))
    for number in (1, 2, 3, 4):
        assert "to millioner" not in shown(client, f"{MEETING}/{number}/kilde")
    assert "vises ikke" in shown(client, f"{MEETING}/3/kilde")
    assert "Taksterne følger pristallet" in shown(client, f"{MEETING}/4/kilde")


def test_no_picture_of_a_page_that_a_closed_item_stands_on(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(MINUTES_TEXT, tmp_path / "a.pdf"))
    for number in (1, 2, 3):
        assert "<img" not in shown(client, f"{MEETING}/{number}/kilde")
    for number in (1, 2, 3, 4):
        assert client.get(f"{MEETING}/{number}/kilde/1-1.png").status_code == 404
    # The second page holds the last item only.
    assert "1-2.png" in shown(client, f"{MEETING}/4/kilde")
    assert client.get(f"{MEETING}/4/kilde/1-2.png").status_code == 200


def test_a_page_that_is_not_shown_for_a_neighbours_sake_is_told(client: Client, tmp_path: Path) -> None:
    # The last item begins on the page where the closed one stands.
    services.import_reading(pdf(MINUTES_TEXT.replace("\n\n", "\n") + "Taksten stiger.\n" * 30, tmp_path / "a.pdf"))
    html = shown(client, f"{MEETING}/4/kilde")
    assert "1-2.png" in html
    assert "1-1.png" not in html
    assert "Side 1 vises ikke som billede" in html
    assert "vises ikke som billede" not in shown(client, f"{MEETING}/4/kilde?som=tekst")


def test_every_fact_is_told_by_a_name_that_people_know(client: Client) -> None:
    services.import_reading(
        read_file(OPEN_TEXT.replace("langs Strandvejen\n", "langs Strandvejen\nÅbent - 05.01.00-P20-3-24\n"))
    )
    html = shown(client, f"{MEETING}/2/kilde")
    assert "<strong>Åbent eller lukket</strong>" in html
    assert not re.search(r"<strong>[a-z_]+</strong> <q>", html)


def test_what_a_person_has_closed_is_in_no_picture_and_no_text(client: Client, tmp_path: Path) -> None:
    services.import_reading(pdf(OPEN_TEXT, tmp_path / "a.pdf"))
    row = Item.objects.select_related("meeting__body").get(number="2")
    correct(actor=editor(), meeting=row.meeting, item=row, field="open", text="false", reason="Personsag")
    assert not Document.objects.get().has_closed_content
    for number in (1, 2, 3, 4):
        assert "Stien er slidt" not in shown(client, f"{MEETING}/{number}/kilde?som=tekst")
        assert client.get(f"{MEETING}/{number}/kilde/1-1.png").status_code == 404


@pytest.mark.parametrize("address", ["2/kilde/1-9.png", "2/kilde/9-1.png", "2/kilde/0-0.png", "99/kilde/1-1.png"])
def test_a_page_that_is_not_there_is_not_found(client: Client, tmp_path: Path, address: str) -> None:
    services.import_reading(pdf(OPEN_TEXT, tmp_path / "a.pdf"))
    assert client.get(f"{MEETING}/{address}").status_code == 404


def test_a_page_of_another_item_is_not_shown_as_this_ones(client: Client, tmp_path: Path) -> None:
    long = OPEN_TEXT + "\n" * 30 + "Punkt 5: Belysning\n\nBeslutning\nGodkendt.\n"
    services.import_reading(pdf(long, tmp_path / "a.pdf"))
    last = len(Document.objects.get().content["source"]["pages"])
    assert client.get(f"{MEETING}/1/kilde/1-{last}.png").status_code == 404


def test_a_source_file_that_is_lost_is_still_shown_as_text(client: Client, tmp_path: Path) -> None:
    from sagsgang.web.archive import files

    services.import_reading(pdf(OPEN_TEXT, tmp_path / "a.pdf"))
    files.path_of(Document.objects.get().sha256).unlink()
    html = shown(client, f"{MEETING}/2/kilde")
    assert "<img" not in html
    assert "Stien er slidt" in html


def test_a_document_without_places_has_a_page_all_the_same(client: Client) -> None:
    imported(item())
    assert "Kilden" in shown(client, f"{MEETING}/1/kilde")


def test_a_correction_is_made_beside_the_source_and_shows_at_once(client: Client) -> None:
    services.import_reading(read_file(OPEN_TEXT))
    client.force_login(editor())
    html = shown(client, f"{MEETING}/4/kilde")
    assert "Ret det, der er læst" in html
    given = {"field": "decisions.0.outcome", "value": "rejected", "reason": "Set i kilden"}
    response = client.post(f"{MEETING}/4/ret", given)
    assert response.headers["Location"] == f"{MEETING}/4/kilde?gemt=1"
    html = shown(client, response.headers["Location"])
    assert "Gemt." in html
    assert "Læst som “Udsat”, rettet til “Afvist”." in html


def test_a_correction_that_means_nothing_is_told_where_it_was_made(client: Client) -> None:
    services.import_reading(read_file(OPEN_TEXT))
    client.force_login(editor())
    response = client.post(f"{MEETING}/4/ret", {"field": "title", "value": "Nyt", "reason": ""})
    assert response.status_code == 422
    assert "En rettelse skal have en begrundelse." in response.content.decode()


def test_who_asks_for_the_address_of_a_correction_is_led_to_the_forms(client: Client) -> None:
    imported()
    assert client.get(f"{MEETING}/1/ret").headers["Location"] == f"{MEETING}/1/kilde"
    assert client.get(f"{MEETING}/99/ret").status_code == 404


def test_an_editor_finds_from_an_item_to_where_it_is_put_right(client: Client) -> None:
    imported(item("1"), item("2", "Køb af grund", open=False))
    words = "ret det læste", "Ret det, der er læst"
    for number in (1, 2):
        assert not any(word in client.get(f"{MEETING}/{number}").content.decode() for word in words)
    client.force_login(editor())
    for number, word in enumerate(words, start=1):
        page = client.get(f"{MEETING}/{number}").content.decode()
        assert word in page
        assert f'href="{MEETING}/{number}/kilde"' in page


@pytest.mark.parametrize("method", ["put", "delete"])
def test_a_correction_is_sent_by_a_form_only(client: Client, method: str) -> None:
    imported()
    assert getattr(client, method)(f"{MEETING}/1/ret").status_code == 405
