from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from tests.reading.pdf_making import PROSE, Drawing, content, lined, printed_page, rows, texts, typeset, with_symbols

from sagsgang.reading.extracted import Shape

MEETING = """
#text(size: 18pt, weight: "bold")[REFERAT Udvalget for Børn d. 03-03-2025]

*Mødedato* #h(2cm) Mandag d. 3. marts 2025 kl. 08:00

*Mødested* #h(2cm) Rådhuset, lokale 2

#outline(title: [Indholdsfortegnelse], depth: 1)
#pagebreak()
"""
HEADER = (
    'paper: "a4", margin: 2.5cm, header: context [#text(size: 8pt)[Lynge Kommune, Udvalget for Børn #h(1fr) '
    "Side #counter(page).display()]], footer: align(center)[Referat #context counter(page).display()]"
)


def item(number: int, words: str) -> str:
    """An item in the order of a FirstAgenda document, its words its own."""
    return f"""= Punkt {number}: Plan for {words}
17.04.00-P20-{number}-25

*Kommunikation*

#table(columns: 9, stroke: none, [DIR], [BOU], [SEU], [SKU], [FRU], [BPU], [KLU], [ØKO], [BYR],
  [], [], [], [X], [], [], [], [], [])

Sagsbehandler: Anders Prøve

== Resume
{" ".join(f"Om {words} nummer {n} står der noget i sagen." for n in range(number * 40, number * 40 + 9))}

- Første mål for {words}
- Andet mål for {words}
  - Delmål for {words}

+ at planen for {words} godkendes
+ at sagen om {words} sendes videre

== Sagsfremstilling
{" ".join(f"Forvaltningen vurderer {words} med karakteren {n}." for n in range(number * 100, number * 100 + 60))}
#pagebreak(weak: true)
"""


@pytest.fixture(scope="module")
def minutes() -> bytes:
    areas = ("dagtilbud", "skoler", "fritidsklubber", "ungdomsskolen", "sundhedsplejen", "biblioteker")
    return typeset(MEETING + "".join(item(number, words) for number, words in enumerate(areas, 1)), HEADER)


def test_every_line_stands_where_it_says_and_nothing_else_is_in_the_text(minutes: bytes) -> None:
    extract = lined(minutes)
    assert extract.media_type == "application/pdf"
    assert extract.wrapped
    assert extract.text == unicodedata.normalize("NFC", extract.text)
    assert extract.pages is not None
    assert extract.pages[0][0] == 0
    assert len(extract.pages) >= 7


def test_running_headers_and_page_figures_are_noise_and_no_content_is(minutes: bytes) -> None:
    extract = lined(minutes)
    pages = len(extract.pages or ())
    headers = [line for line in extract.lines if line.noise == "page header"]
    footers = [line for line in extract.lines if line.noise == "page footer"]
    assert {line.text for line in headers} == {
        f"Lynge Kommune, Udvalget for Børn Side {n}" for n in range(2, pages + 1)
    }
    assert {line.text for line in footers} == {f"Referat {n}" for n in range(1, pages + 1)}


def test_the_title_on_the_first_page_stays_content(minutes: bytes) -> None:
    title = next(line for line in content(lined(minutes)) if line.text.startswith("REFERAT"))
    assert title.bold
    assert title.size is not None
    assert title.size > 1.5


def test_a_first_header_that_stands_nowhere_else_is_kept_as_content(minutes: bytes) -> None:
    assert texts(lined(minutes))[0].startswith("Lynge Kommune, Udvalget for Børn")


def test_a_contents_list_keeps_leaders_and_page_figures_in_its_lines(minutes: bytes) -> None:
    listed = [line for line in content(lined(minutes)) if line.page == 0 and line.text.startswith("Punkt")]
    assert len(listed) == 6
    assert all(". . ." in line.text and line.text[-1].isdigit() and line.shape is Shape.TEXT for line in listed)


def test_headings_are_told_by_weight_size_and_the_space_above_them(minutes: bytes) -> None:
    for words in ("Resume", "Sagsfremstilling"):
        headings = [line for line in content(lined(minutes)) if line.text == words]
        assert len(headings) == 6
        assert all(line.bold and line.gap and (line.size or 0) > 1.05 for line in headings)


def test_lines_of_one_paragraph_have_no_gap_between_them(minutes: bytes) -> None:
    prose = [line for line in content(lined(minutes)) if line.text.startswith("karakteren")]
    assert prose
    assert not any(line.gap for line in prose)


def test_bullets_and_numbers_have_marker_level_and_their_own_text(minutes: bytes) -> None:
    lines = [line for line in content(lined(minutes)) if line.text.endswith("skoler") and line.marker is not None]
    assert [(line.shape, line.marker, line.level, line.text) for line in lines] == [
        (Shape.BULLET, "•", 0, "Første mål for skoler"),
        (Shape.BULLET, "•", 0, "Andet mål for skoler"),
        (Shape.BULLET, "‣", 1, "Delmål for skoler"),
    ]
    numbered = [line for line in content(lined(minutes)) if line.shape is Shape.NUMBERED and "skoler" in line.text]
    assert [line.marker for line in numbered] == ["1.", "2."]


def test_every_word_comes_out_once_and_in_order(minutes: bytes) -> None:
    told = " ".join(texts(lined(minutes))).replace("- ", "")
    for first in (*range(100, 160), *range(600, 660)):
        assert told.count(f"karakteren {first}.") == 1
    places = [told.index(f"karakteren {first}.") for first in range(100, 160)]
    assert places == sorted(places)


def test_a_word_divided_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    data = typeset(PROSE * 4, 'paper: "a4", margin: (x: 7.5cm, y: 2cm)')
    ends = [line.text for line in lined(data).lines if line.text.endswith("-")]
    assert ends
    assert all(end[-2].isalpha() for end in ends)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    marked = " ".join(f"Sætning nummer {n} står i spalten." for n in range(1, 61))
    sheets = (
        typeset(f"= Overskrift over spalterne\n\n#columns(2)[{marked}]\n\n"),
        printed_page(
            f"<h1>Overskrift over spalterne</h1><div style='columns:2;column-gap:1em'>{marked}</div><h2>Efter</h2>",
            tmp_path,
        ),
    )
    for data in sheets:
        extract = lined(data)
        told = " ".join(line.text for line in extract.lines).replace("- ", "")
        places = [told.index(f"nummer {n} ") for n in range(1, 61)]
        assert places == sorted(places)
        assert not rows(extract)
        assert texts(extract)[0] == "Overskrift over spalterne"
    assert texts(extract)[-1] == "Efter"


def test_letter_spaced_capitals_are_one_word(tmp_path: Path) -> None:
    data = printed_page("<h1 style='letter-spacing:9px'>REFERAT</h1><p>Kort tekst.</p>", tmp_path)
    assert texts(lined(data)) == ["REFERAT", "Kort tekst."]


def test_letter_spaced_words_keep_the_space_between_them(tmp_path: Path) -> None:
    data = printed_page("<h1 style='letter-spacing:12px'>TILLÆG TIL REFERAT</h1>", tmp_path)
    assert texts(lined(data)) == ["TILLÆG TIL REFERAT"]


def test_parts_of_a_word_that_are_drawn_one_by_one_are_one_word() -> None:
    drawing = Drawing()
    x = 72.0
    for part in ("Sags", "frem", "stillingen", " ", "er", " ", "k", "ort"):
        drawing.put(x, 100, part.strip())
        x += drawing.canvas.stringWidth(part, "Helvetica", 10)
    assert texts(lined(drawing.bytes())) == ["Sagsfremstillingen er kort"]


def test_letters_with_separate_accents_come_out_in_normal_form(tmp_path: Path) -> None:
    data = printed_page("<p>Ma\u030al for re\u0301sume\u0301</p>", tmp_path)
    extract = lined(data)
    assert extract.text == unicodedata.normalize("NFC", extract.text)
    assert "Mål" in extract.text


def test_words_of_a_web_page_are_neither_glued_nor_split(tmp_path: Path) -> None:
    mixed = "<p>Den <b>fed</b>e sag, <i>kursiv</i> sags&shy;fremstilling &amp; mere</p>"
    told = " ".join(texts(lined(printed_page(f"<p style='text-align:justify'>{PROSE}</p>{mixed}", tmp_path))))
    assert PROSE.strip() in told
    assert "Den fede sag, kursiv sagsfremstilling & mere" in told


def test_bullets_that_a_browser_draws_as_dots_are_seen(tmp_path: Path) -> None:
    html = "<p>Mål:<ul><li>Kortere ventetid<li>Bedre mad<ul><li>Mere grønt</ul></ul>"
    lines = content(lined(printed_page(html, tmp_path)))
    assert [(line.shape, line.level, line.text) for line in lines] == [
        (Shape.TEXT, 0, "Mål:"),
        (Shape.BULLET, 0, "Kortere ventetid"),
        (Shape.BULLET, 0, "Bedre mad"),
        (Shape.BULLET, 1, "Mere grønt"),
    ]


@pytest.mark.parametrize(
    ("code", "seen"), [("\uf0b7", "•"), ("\uf0a7", "▪"), ("\uf0d8", "➢"), ("\uf06f", "o"), ("●", "●")]
)
def test_bullets_of_symbol_fonts_are_bullets(code: str, seen: str) -> None:
    data = with_symbols(b"BT /S 10 Tf 72 700 Td (B) Tj /F 10 Tf 18 0 Td (kortere ventetid) Tj ET", {0x42: code})
    line = lined(data).lines[0]
    assert (line.shape, line.marker, line.text) == (Shape.BULLET, seen, "kortere ventetid")


def test_ligatures_and_narrow_spaces_become_plain_letters_and_spaces() -> None:
    meanings = {0x41: "\ufb01", 0x42: "n", 0x43: "\u202f", 0x44: "5", 0x45: "\u00a0", 0x46: "kr"}
    data = with_symbols(b"BT /S 10 Tf 72 700 Td (ABCDEF) Tj ET", meanings)
    assert texts(lined(data)) == ["fin 5 kr"]


def test_letters_that_mean_nothing_are_told() -> None:
    data = with_symbols(b"BT /S 10 Tf 72 700 Td (AB) Tj ET", {0x41: "\ufffd", 0x42: "b"})
    extract = lined(data)
    assert extract.text.strip() == "\ufffdb"
    assert [diagnostic.code for diagnostic in extract.diagnostics] == ["unknown-letters"]


def test_text_inside_a_reused_form_is_read() -> None:
    drawing = Drawing()
    drawing.canvas.beginForm("stempel")
    drawing.put(72, 100, "Godkendt af udvalget")
    drawing.canvas.endForm()
    drawing.canvas.doForm("stempel")
    assert texts(lined(drawing.bytes())) == ["Godkendt af udvalget"]


def test_invisible_text_over_a_scan_is_read() -> None:
    drawing = Drawing()
    drawing.canvas.rect(50, 600, 400, 200, fill=1)
    text = drawing.canvas.beginText(72, 742)
    text.setTextRenderMode(3)
    text.textLine("Genkendt tekst bag billedet")
    drawing.canvas.drawText(text)
    extract = lined(drawing.bytes())
    assert texts(extract) == ["Genkendt tekst bag billedet"]
    assert not extract.diagnostics


def test_letters_that_are_filled_and_stroked_are_bold() -> None:
    drawing = Drawing()
    for place, mode in ((742, 0), (728, 2)):
        text = drawing.canvas.beginText(72, place)
        text.setTextRenderMode(mode)
        text.textLine("Resume af sagen")
        drawing.canvas.drawText(text)
    assert [line.bold for line in lined(drawing.bytes()).lines] == [False, True]


def test_sizes_are_those_in_print_however_the_page_is_scaled() -> None:
    drawing = Drawing()
    drawing.put(72, 100, "Almindelig tekst i sagen, som fylder det meste af linjen på siden").put(
        72, 120, "Overskrift", size=15
    )
    drawing.canvas.scale(0.5, 0.5)
    drawing.canvas.setFont("Helvetica", 30)
    drawing.canvas.drawString(144, 1360, "Overskrift i halv målestok")
    assert [line.size for line in lined(drawing.bytes()).lines] == [1.0, 1.5, 1.5]


def test_letters_in_a_series_are_markers(tmp_path: Path) -> None:
    lines = content(lined(printed_page("<ol type=a><li>Skoler<li>Veje<li>Parker</ol>", tmp_path)))
    assert [(line.shape, line.marker, line.text) for line in lines] == [
        (Shape.NUMBERED, "a.", "Skoler"),
        (Shape.NUMBERED, "b.", "Veje"),
        (Shape.NUMBERED, "c.", "Parker"),
    ]


@pytest.mark.parametrize("marker", ["•", "-", "–", "1.", "a)", "(2)"])
def test_a_marker_apart_from_its_text_is_a_marker(marker: str) -> None:
    shape = Shape.NUMBERED if any(map(str.isalnum, marker)) else Shape.BULLET
    data = Drawing().put(72, 100, "Mål for året:").put(72, 114, marker).put(90, 114, "kortere ventetid").bytes()
    line = lined(data).lines[-1]
    assert (line.shape, line.marker, line.text) == (shape, marker, "kortere ventetid")


@pytest.mark.parametrize(
    "start", ["3. marts 2025 mødes udvalget", "A. Jensen deltog", "16.30 slutter mødet", "o sammen med"]
)
def test_a_line_that_only_looks_like_a_list_item_is_text(start: str) -> None:
    line = lined(Drawing().put(72, 100, "Udvalget skrev til den").put(72, 112, start).bytes()).lines[-1]
    assert (line.shape, line.marker, line.text) == (Shape.TEXT, None, start)


def test_a_superscript_stays_on_its_line() -> None:
    lines = texts(lined(typeset("Beløbet er 12 m#super[2] og 3 kr.#footnote[Se bilaget.] i alt.")))
    assert lines[0].replace(" ", "") == "Beløbeter12m2og3kr.1ialt."


def test_turned_text_does_not_break_a_line() -> None:
    drawing = Drawing().put(72, 100, "Første linje af sagen").put(72, 112, "Anden linje af sagen")
    drawing.canvas.saveState()
    drawing.canvas.translate(30, drawing.height - 130)
    drawing.canvas.rotate(90)
    drawing.canvas.drawString(0, 0, "Udskrevet fra arkivet")
    drawing.canvas.restoreState()
    assert texts(lined(drawing.bytes())) == ["Første linje af sagen", "Anden linje af sagen", "Udskrevet fra arkivet"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_it_is_shown(angle: int) -> None:
    drawing = Drawing()
    drawing.canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[angle])  # the sheet lies on its side
    drawing.canvas.rotate(angle)
    drawing.canvas.setPageRotation(angle)
    drawing.canvas.drawString(72, 500, "Øverste linje på siden")
    drawing.canvas.drawString(72, 480, "Nederste linje på siden")
    assert texts(lined(drawing.bytes())) == ["Øverste linje på siden", "Nederste linje på siden"]


def test_words_beyond_the_edge_of_the_page_are_left_out_and_told() -> None:
    extract = lined(Drawing().put(72, 100, "På siden").put(900, 100, "Udenfor").bytes())
    assert extract.text.strip() == "På siden"
    assert [diagnostic.code for diagnostic in extract.diagnostics] == ["outside-page"]
    assert "page 1" in extract.diagnostics[0].message
