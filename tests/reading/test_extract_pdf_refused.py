from __future__ import annotations

import contextlib
import gc
import io
import resource
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas
from tests.reading.pdf_making import Drawing, lined, texts, typeset

from sagsgang.reading.extract.pdf import extract_pdf
from sagsgang.reading.extract.pdf_scans import can_read_scans
from sagsgang.reading.extracted import Extract, UnreadableError

SAMPLE = typeset(
    "= Punkt 1: Plan for skoler\n\nUdvalget godkendte planen.\n\n- Et mål\n- Et mål til\n\n"
    "#table(columns: 2, [A], [1], [B], [2])"
)


def refusal(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        extract_pdf(data)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 200
    return caught.value


def encrypted(user: str, owner: str) -> bytes:
    drawing = Drawing(encrypt=StandardEncryption(user, ownerPassword=owner, canPrint=0))
    return drawing.put(72, 100, "Udvalget godkendte planen.").bytes()


def scanned(tmp_path: Path, data: bytes) -> bytes:
    """The pages of a PDF as pictures in a new one."""
    target = tmp_path / "scan.pdf"
    sheets = canvas.Canvas(str(target), pagesize=A4)
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document):
            picture = tmp_path / f"{number}.png"
            page.render(scale=3).to_pil().save(picture)
            sheets.drawImage(str(picture), 0, 0, *A4)
            sheets.showPage()
    sheets.save()
    return target.read_bytes()


def test_an_encrypted_pdf_is_told_in_one_sentence() -> None:
    error = refusal(encrypted("hemmelig", "ejer"))
    assert error.code == "encrypted"
    assert "password" in str(error)


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert texts(lined(encrypted("", "ejer"))) == ["Udvalget godkendte planen."]


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"<html>ingen PDF</html>", b"PK\x03\x04" + bytes(200)])
def test_what_is_no_pdf_is_told_in_one_sentence(data: bytes) -> None:
    assert refusal(data).code in {"malformed", "truncated"}


def test_a_pdf_that_ends_too_early_is_refused_as_truncated_or_read_with_a_warning() -> None:
    outcomes = [outcome(SAMPLE[: len(SAMPLE) * share // 100]) for share in (20, 50, 80, 95)]
    assert set(outcomes) <= {"truncated", "read with a warning"}


def outcome(data: bytes) -> str:
    try:
        extract = extract_pdf(data)
    except UnreadableError as error:
        return error.code
    warned = any(diagnostic.code == "truncated" for diagnostic in extract.diagnostics)
    return "read with a warning" if warned else "read"


def test_a_pdf_without_pages_is_told_in_one_sentence() -> None:
    target = io.BytesIO()
    with pdfium.PdfDocument.new() as document:
        document.save(target)
    assert refusal(target.getvalue()).code in {"empty", "malformed"}


def test_a_pdf_with_empty_pages_is_empty_not_a_scan() -> None:
    assert refusal(Drawing().page().page().bytes()).code == "empty"


@pytest.mark.skipif(can_read_scans(), reason="tesseract with Danish is installed, so scans are read")
def test_a_scan_is_told_from_an_empty_document(tmp_path: Path) -> None:
    assert refusal(scanned(tmp_path, SAMPLE)).code == "image-only"


def test_a_picture_without_any_letters_is_image_only() -> None:
    drawing = Drawing()
    drawing.canvas.rect(100, 100, 200, 200, fill=1)
    assert refusal(drawing.bytes()).code == "image-only"


@pytest.mark.slow
@pytest.mark.skipif(not can_read_scans(), reason="tesseract with Danish data (tesseract-ocr-dan) is not installed")
def test_a_scan_is_read_by_character_recognition_and_says_so(tmp_path: Path) -> None:
    extract = lined(scanned(tmp_path, typeset("= Økonomi\n\nUdvalget godkendte å-planen for børnehaver.")))
    assert texts(extract) == ["Økonomi", "Udvalget godkendte å-planen for børnehaver."]
    assert [diagnostic.code for diagnostic in extract.diagnostics] == ["read-by-character-recognition"]


@pytest.mark.skipif(not can_read_scans(), reason="tesseract with Danish data (tesseract-ocr-dan) is not installed")
def test_a_scan_of_too_many_pages_is_refused_before_the_work_begins() -> None:
    drawing = Drawing()
    for _ in range(400):
        drawing.canvas.rect(0, 0, 300, 300, fill=1)
        drawing.page()
    assert refusal(drawing.bytes()).code == "too-large"


def test_a_page_that_is_a_picture_among_pages_of_text_is_told() -> None:
    drawing = Drawing().put(72, 100, "Side med tekst").page()
    drawing.canvas.rect(0, 0, 300, 300, fill=1)
    extract = lined(drawing.page().put(72, 100, "Mere tekst").bytes())
    assert [diagnostic.code for diagnostic in extract.diagnostics] == ["page-without-text"]
    assert len(extract.pages or ()) == 3


def read_or_refuse(data: bytes) -> None:
    """The only two ways that reading may end: anything else raised fails the test."""
    with contextlib.suppress(UnreadableError):
        assert isinstance(extract_pdf(data), Extract)


damage = st.lists(
    st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=12
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(damage)
def test_overwritten_bytes_are_read_or_refused(spots: list[tuple[int, bytes]]) -> None:
    data = bytearray(SAMPLE)
    for place, bytes_ in spots:
        data[place : place + len(bytes_)] = bytes_
    read_or_refuse(bytes(data))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)))
def test_cut_and_spliced_files_are_read_or_refused(first: int, second: int, third: int) -> None:
    read_or_refuse(SAMPLE[:first] + SAMPLE[second:] + SAMPLE[third : third + 4000])


places = st.tuples(st.integers(0, 3), st.integers(0, 50), st.floats(0, 5), st.floats(0, 4))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(places, min_size=1, max_size=40, unique_by=lambda place: place[:2]), st.randoms())
def test_words_anywhere_on_a_page_are_all_told_once(spots: list[tuple[int, int, float, float]], random: Random) -> None:
    random.shuffle(spots)
    drawing = Drawing()
    for number, (column, row, right, down) in enumerate(spots):
        drawing.put(
            40 + column * 135 + right, 40 + row * 15 + down, f"ord{number:02} æøå", size=random.choice([8, 10, 12])
        )
    extract = lined(drawing.bytes())
    assert sorted(word for word in extract.text.split() if word.startswith("ord")) == sorted(
        f"ord{number:02}" for number in range(len(spots))
    )


def test_a_drawing_full_of_words_and_lines_is_read_as_plain_lines() -> None:
    drawing = Drawing()
    for number in range(6000):
        drawing.put(20 + number % 40 * 14, 10 + number // 40 * 5, "ab", size=3)
        drawing.canvas.line(number % 500, number % 700, number % 490 + 30, number % 650)
    extract = lined(drawing.bytes())
    assert extract.text.split() == ["ab"] * 6000
    assert not any(line.cells for line in extract.lines)


def test_reading_many_files_does_not_hold_on_to_memory() -> None:
    for _ in range(20):
        extract_pdf(SAMPLE)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(150):
        extract_pdf(SAMPLE)
    gc.collect()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 8_000  # kB: a leak of one document a file would be some 100 kB each
