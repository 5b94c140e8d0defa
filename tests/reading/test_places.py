"""Where words stand on the pages of a PDF, held against pdfium's own answers and against pictures of the pages."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from tests.reading.pdf_making import PROSE, Drawing, printed_page, typeset
from tests.reading.picture_reading import Picture

from sagsgang.model import Span
from sagsgang.reading import UnreadableError, read_with_text
from sagsgang.reading.extract.pdf import extract_pdf
from sagsgang.reading.page_pictures import page_picture
from sagsgang.reading.places import PageBox, boxes_of

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = [
    "tests/corpus/firstagenda-pdf-03",  # contents list with dots, headers
    "tests/corpus/grid-pdf-01",  # one table on a page that lies on its side
    "tests/corpus/margin-labels-pdf-01",  # labels beside the text
    "tests/corpus/boxed-decision-pdf-01",
    "tests/corpus/sbsys-pdf-01",
    "tests/corpus/case-list-pdf-01",
]
FIXTURE = """
*Udvalget for Børn*

#table(columns: (3cm, 1fr, 3cm), [*Område*], [*Tekst*], [*Beløb*], [Skoler], [Ny plan for åbningstider i dagtilbud
  og skoler i Lynge, som forvaltningen har lavet], [1.200.000], [Klubber], [Kort], [400])

#columns(2)[%s #colbreak() %s]
"""


def lines_of(text: str) -> list[Span]:
    """Every line and every line of a cell."""
    return [found.span() for found in re.finditer(r"[^\n\t]*[^\W_][^\n\t]*", text)]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def words_in(document: pdfium.PdfDocument, box: PageBox) -> str:
    """What pdfium says stands in the middle of a box of an upright page; the edges of lines may touch."""
    page = document[box.page - 1]
    wide, high = page.get_size()
    left, _, _, top = page.get_bbox()
    return str(
        page.get_textpage().get_text_bounded(
            left + box.left * wide,
            top - (box.top + 0.75 * box.height) * high,
            left + (box.left + box.width) * wide,
            top - (box.top + 0.25 * box.height) * high,
        )
    )


def check_every_line(data: bytes) -> None:
    extract = extract_pdf(data)
    assert extract.pages is not None
    spans = lines_of(extract.text)
    document = pdfium.PdfDocument(data)
    for (start, end), found in zip(spans, boxes_of(data, extract.pages, spans), strict=True):
        [box] = found
        first, last = extract.pages[box.page - 1]
        assert first <= start < end <= last
        assert letters(words_in(document, box)) == letters(extract.text[start:end])
    document.close()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_line_has_one_box_and_its_own_words_stand_in_it(layout: str) -> None:
    check_every_line((ROOT / layout / "source.pdf").read_bytes())


def test_the_lines_of_tables_and_columns_have_boxes() -> None:
    check_every_line(typeset(FIXTURE % (PROSE * 3, PROSE * 3)))


def test_the_lines_of_a_printed_web_page_have_boxes(tmp_path: Path) -> None:
    table = "<table border=1><tr><td>Skoler<td>Lynge<br>Vester<td>1.000<tr><td>Klubber<td>Nord<td>400</table>"
    check_every_line(printed_page(f"<h1>Referat</h1><p style='text-align:justify'>{PROSE}</p>{table}", tmp_path))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_facts_of_minutes_stand_on_the_pages_that_their_spans_are_on(layout: str) -> None:
    data = (ROOT / layout / "source.pdf").read_bytes()
    minutes, text = read_with_text(data, "referat.pdf")
    assert minutes.source is not None
    assert minutes.source.pages is not None
    pages = minutes.source.pages
    spans = [span for span in minutes.top_level_spans() if text[slice(*span)].strip()]
    for (start, end), found in zip(spans, boxes_of(data, pages, spans), strict=True):
        there = {n for n, (first, last) in enumerate(pages, 1) if text[max(first, start) : min(last, end)].strip()}
        assert {box.page for box in found} == there
        lines = sum(1 for line in re.split(r"[\n\t]", text[start:end]) if line.strip())
        assert len(found) == lines


def turned(quarters: int, crop: tuple[float, float, float, float] | None) -> bytes:
    """A page drawn upright, then turned and cut as a person does in a viewer."""
    drawing = Drawing()
    for number in range(8):
        drawing.put(120 + 20 * number, 200 + 50 * number, f"Punkt {number} om åbningstider", size=9 + number)
    document = pdfium.PdfDocument(drawing.bytes())
    page = document[0]
    page.set_rotation(90 * quarters)
    if crop is not None:
        page.set_cropbox(*crop)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("crop", [None, (100, 150, 560, 700)])
@pytest.mark.parametrize("quarters", range(4))
def test_on_turned_and_cut_pages_all_ink_is_in_the_boxes(
    quarters: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = turned(quarters, crop)
    extract = extract_pdf(data)
    assert extract.pages is not None
    spans = lines_of(extract.text)
    assert sum("Punkt" in extract.text[slice(*span)] for span in spans) == 8
    boxes = [box for found in boxes_of(data, extract.pages, spans) for box in found]
    picture = Picture.of(page_picture(data, 1, 800))
    inside = sum(picture.ink(box) for box in boxes)
    assert all(picture.ink(box) for box in boxes)
    assert inside >= 0.98 * picture.all_ink()


def test_text_that_runs_upwards_has_a_box_that_is_higher_than_wide() -> None:
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=A4)
    page.drawString(200, 700, "Vandret tekst")
    page.translate(60, 100)
    page.rotate(90)
    page.drawString(0, 0, "Lodret tekst i margenen")
    page.save()
    data = target.getvalue()
    extract = extract_pdf(data)
    at = extract.text.index("Lodret")
    [[box]] = boxes_of(data, extract.pages or (), [(at, at + 23)])
    assert box.height * A4[1] > 5 * box.width * A4[0]
    assert box.left * A4[0] < 70


def test_a_part_of_a_line_has_a_box_of_its_words_only() -> None:
    data = Drawing().put(100, 100, "Mødested: Rådhuset, lokale 2").bytes()
    extract = extract_pdf(data)
    at = extract.text.index("Rådhuset")
    [[part], [whole]] = boxes_of(data, extract.pages or (), [(at, at + 8), (0, len(extract.text))])
    assert part.left > whole.left
    assert part.left + part.width < whole.left + whole.width


def test_half_a_word_counts_as_the_word() -> None:
    data = Drawing().put(100, 100, "Mødested: Rådhuset").bytes()
    extract = extract_pdf(data)
    [half, word] = boxes_of(data, extract.pages or (), [(2, 4), (0, 9)])
    assert half == word != ()


def test_a_span_over_two_pages_has_boxes_on_both() -> None:
    data = Drawing().put(100, 800, "Første del").page().put(100, 100, "anden del").bytes()
    extract = extract_pdf(data)
    [found] = boxes_of(data, extract.pages or (), [(0, len(extract.text))])
    assert [box.page for box in found] == [1, 2]


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (10_000, 10_010), (-9, 0), (-9, -2)])
def test_a_span_that_holds_no_words_has_no_boxes(span: Span) -> None:
    data = Drawing().put(100, 100, "Dagsorden").bytes()
    assert boxes_of(data, extract_pdf(data).pages or (), [span]) == [()]


def test_pages_that_were_read_otherwise_have_no_boxes() -> None:
    data = Drawing().put(100, 100, "Dagsorden").page().put(100, 100, "Referat").bytes()
    [(start, end), after] = extract_pdf(data).pages or ()
    told = [(start, end + 1), (after[0] + 1, after[1] + 1)]
    [first, second] = boxes_of(data, told, [told[0], told[1]])
    assert first == ()
    assert [box.page for box in second] == [2]


def test_more_pages_than_the_file_has_are_passed_over() -> None:
    data = Drawing().put(100, 100, "Dagsorden").bytes()
    assert boxes_of(data, [(0, 10), (10, 20)], [(12, 15)]) == [()]


def test_a_document_without_pages_has_no_boxes() -> None:
    data = Drawing().put(100, 100, "Dagsorden").bytes()
    assert boxes_of(data, (), [(0, 9)]) == [()]


def test_a_scanned_page_whose_text_was_recognised_has_no_boxes() -> None:
    drawing = Drawing()
    drawing.canvas.rect(100, 100, 300, 300, fill=1)
    assert boxes_of(drawing.bytes(), [(0, 20)], [(0, 7)]) == [()]


@pytest.mark.parametrize("data", [b"", b"Referat", b"%PDF-1.7\nnothing more"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        boxes_of(data, [(0, 10)], [(0, 5)])


def test_words_beyond_the_edge_of_the_page_end_at_the_edge() -> None:
    data = Drawing().put(540, 100, "Beslutningsprotokollen").bytes()
    extract = extract_pdf(data)
    [[box]] = boxes_of(data, extract.pages or (), [(0, len(extract.text))])
    assert box.left + box.width == pytest.approx(1)
