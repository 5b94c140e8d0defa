"""Pages of PDF files as pictures."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from tests.reading.pdf_making import Drawing, typeset
from tests.reading.picture_reading import Picture

from sagsgang.reading import UnreadableError, page_pictures
from sagsgang.reading.extract.pdf import extract_pdf
from sagsgang.reading.page_pictures import MOST_PIXELS, WIDEST, page_picture
from sagsgang.reading.places import PageBox, boxes_of

WHOLE = PageBox(page=1, left=0, top=0, width=1, height=1)


def drawn(size: tuple[float, float], colour: tuple[float, float, float] = (0, 0, 0)) -> bytes:
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=size)
    page.setFillColorRGB(*colour)
    page.drawString(min(10, size[0] / 3), size[1] / 2, "Referat")
    page.save()
    return target.getvalue()


def test_a_page_is_as_wide_as_it_was_asked_for_and_keeps_its_proportions() -> None:
    picture = Picture.of(page_picture(Drawing().put(100, 100, "Referat").bytes(), 1, 1000))
    assert (picture.width, picture.height) == (1000, round(1000 * A4[1] / A4[0]))


def test_small_letters_are_sharp_at_a_thousand_pixels() -> None:
    data = typeset("#set text(size: 8pt)\nDagsorden for udvalgets møde")
    picture = Picture.of(page_picture(data, 1, 1000))
    extract = extract_pdf(data)
    [[box]] = boxes_of(data, extract.pages or (), [(0, len(extract.text))])
    assert box.height * picture.height > 10
    assert max(map(max, picture.rows)) > 200


def test_the_second_page_is_another_picture_than_the_first() -> None:
    data = Drawing().put(100, 100, "Første").page().put(300, 600, "Anden").bytes()
    assert page_picture(data, 1, 200) != page_picture(data, 2, 200)


def test_colours_are_kept() -> None:
    told = page_picture(drawn(A4, (0.8, 0, 0)), 1, 400)
    assert told[25] == 2
    assert Picture.of(told).all_ink() > 0


def test_a_page_in_black_is_kept_in_shades_of_grey() -> None:
    assert page_picture(drawn(A4), 1, 400)[25] == 0


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_the_file_does_not_have_is_refused(page: int) -> None:
    with pytest.raises(UnreadableError, match=r"has no page .*; it has 1\.") as told:
        page_picture(drawn(A4), page, 500)
    assert told.value.code == "no-such-page"


@pytest.mark.parametrize("width", [-5, 0, 1, 10**12])
def test_the_width_stays_within_limits(width: int) -> None:
    assert 1 <= Picture.of(page_picture(drawn((300, 300)), 1, width)).width <= WIDEST


@pytest.mark.parametrize("size", [(28_346, 28_346), (595, 28_346), (28_346, 0.1), (0.5, 14_400), (1, 1)])
def test_the_picture_of_an_absurd_page_stays_within_limits(size: tuple[float, float]) -> None:
    picture = Picture.of(page_picture(drawn(size), 1, 1000))
    assert 1 <= picture.width <= 1000
    assert picture.width * picture.height <= MOST_PIXELS


@pytest.mark.parametrize("data", [b"", b"<html>", b"%PDF-1.7", b"%PDF-1.4\n" + b"\0" * 5000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        page_picture(data, 1, 500)


def test_a_file_cut_off_anywhere_is_drawn_or_refused() -> None:
    data = drawn(A4)
    for end in range(0, len(data), 97):
        try:
            Picture.of(page_picture(data[:end], 1, 100))
        except UnreadableError as told:
            assert str(told).endswith(".")  # noqa: PT017 - either outcome is right


def test_a_locked_file_is_refused_with_what_to_do() -> None:
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=A4, encrypt="kodeord")
    page.drawString(100, 100, "Hemmeligt")
    page.save()
    with pytest.raises(UnreadableError, match="password"):
        page_picture(target.getvalue(), 1, 500)


def test_a_drawing_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=A4)
    for number in range(2000):
        path = page.beginPath()
        path.moveTo(number % 595, 0)
        for step in range(20):
            path.curveTo(*((number * (7 + step) + 131 * n * step) % 800 for n in range(6)))
        page.drawPath(path, stroke=1, fill=1)
    page.save()
    monkeypatch.setattr(page_pictures, "SECONDS", 0.05)
    with pytest.raises(UnreadableError, match="takes too long"):
        page_picture(target.getvalue(), 1, 1000)


def test_pages_asked_for_at_once_are_drawn_one_by_one() -> None:
    files = [Drawing().put(100, 100 + 50 * n, f"Punkt {n}").bytes() for n in range(4)]
    expected = [page_picture(data, 1, 200) for data in files]

    def ask(n: int) -> bool:
        extract = extract_pdf(files[n % 4])
        [[box]] = boxes_of(files[n % 4], extract.pages or (), [(0, len(extract.text))])
        return box.page == 1 and page_picture(files[n % 4], 1, 200) == expected[n % 4]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(80)))


def with_a_photograph() -> bytes:
    """A page with a line of text and a black picture under it, which no reading sees."""
    drawing = Drawing().put(100, 100, "Åbent punkt")
    bitmap = pdfium.PdfBitmap.new_native(8, 8, 4)
    bitmap.fill_rect((0, 0, 0, 255), 0, 0, 8, 8)
    drawing.canvas.drawInlineImage(bitmap.to_pil(), 100, 200, 300, 300)
    return drawing.bytes()


def test_only_what_stands_in_the_boxes_is_drawn_where_boxes_are_given() -> None:
    data = with_a_photograph()
    extract = extract_pdf(data)
    [[box]] = boxes_of(data, extract.pages or (), [(0, len(extract.text))])
    picture = Picture.of(page_picture(data, 1, 600, only=[box]))
    assert picture.ink(box) > 0
    assert picture.ink(box) == picture.all_ink()
    assert picture.all_ink() < Picture.of(page_picture(data, 1, 600)).all_ink()


@pytest.mark.parametrize("only", [[], [PageBox(page=2, left=0, top=0, width=1, height=1)]])
def test_without_a_box_on_the_page_nothing_is_drawn(only: list[PageBox]) -> None:
    assert Picture.of(page_picture(with_a_photograph(), 1, 300, only=only)).all_ink() == 0


def test_a_box_of_the_whole_page_keeps_all_of_it() -> None:
    data = with_a_photograph()
    assert page_picture(data, 1, 300, only=[WHOLE]) == page_picture(data, 1, 300)


def test_a_box_that_reaches_beyond_the_page_is_cut() -> None:
    over = PageBox(page=1, left=-0.5, top=-0.5, width=3, height=3)
    assert page_picture(with_a_photograph(), 1, 300, only=[over]) == page_picture(with_a_photograph(), 1, 300)
