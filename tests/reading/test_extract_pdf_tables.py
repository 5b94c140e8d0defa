from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from tests.reading.pdf_making import Drawing, content, lined, printed_page, rows, texts, typeset

from sagsgang.reading.extracted import Extract, Line, Shape

CODES = ["DIR", "BOU", "SEU", "SKU", "FRU", "BPU", "KLU", "ØKO", "BYR"]
LONG = "Bygning af en ny legeplads med klatrestativ, sandkasse og siddepladser til de store børn"
ACCOUNTS = [["Sted", "Projekt", "Bevilling"], ["7113", LONG, "400.000"], ["7114", "Nye vinduer", "286.719"]]


def html_table(cells: list[list[str]], attributes: str = "") -> str:
    made = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    return f"<table {attributes}>{made}</table>"


def typst_table(cells: list[list[str]], options: str) -> str:
    return f"#table({options}, " + ", ".join(f"[{cell}]" for row in cells for cell in row) + ")"


def drawn_table(cells: list[list[str]], style: list[tuple[object, ...]], tmp_path: Path) -> bytes:
    """A table by a report program; long texts wrap in their cell."""
    sheet = getSampleStyleSheet()["BodyText"]
    made = [[Paragraph(cell, sheet) if len(cell) > 40 else cell for cell in row] for row in cells]
    target = tmp_path / "table.pdf"
    SimpleDocTemplate(str(target)).build([Table(made, colWidths=[60, 180, 80], style=TableStyle(style))])
    return target.read_bytes()


def marked_code(extract: Extract) -> list[str]:
    """The codes that stand over an X."""
    codes, marks = (line for line in extract.lines if line.shape is Shape.ROW)
    assert codes.table == marks.table is not None
    return [
        code.text
        for mark in marks.cells
        if mark.text == "X"
        for code in codes.cells
        if min(code.x1 or 0, mark.x1 or 0) > max(code.x0 or 0, mark.x0 or 0)
    ]


@pytest.mark.parametrize("under", [0, 3, 8])
@pytest.mark.parametrize("ruled", [True, False])
def test_the_x_of_a_routing_matrix_can_be_matched_with_its_column(under: int, ruled: bool, tmp_path: Path) -> None:
    marks = ["X" if index == under else "" for index in range(len(CODES))]
    stroke = "stroke: 0.5pt" if ruled else "stroke: none"
    border = "border=1 style='border-collapse:collapse'" if ruled else ""
    for data in (
        typeset(typst_table([CODES, marks], f"columns: 9, {stroke}")),
        printed_page(html_table([CODES, marks], border), tmp_path, "td{text-align:center}"),
    ):
        assert marked_code(lined(data)) == [CODES[under]]


def test_codes_set_as_one_string_are_a_matrix_when_marks_stand_below() -> None:
    drawing = Drawing().put(72, 100, " ".join(CODES), font="Courier").put(72, 115, " " * 8 + "X   X", font="Courier")
    assert marked_code(lined(drawing.bytes())) == ["SEU", "SKU"]


def test_a_line_of_capitals_without_marks_below_is_text() -> None:
    drawing = Drawing().put(72, 100, "DET ER NU VED AT SKE").put(72, 115, "Derfor mødes udvalget.")
    assert [line.shape for line in lined(drawing.bytes()).lines] == [Shape.TEXT, Shape.TEXT]


def check_accounts(extract: Extract) -> list[Line]:
    assert rows(extract) == ACCOUNTS
    lines = [line for line in extract.lines if line.cells]
    assert len({line.table for line in lines}) == 1
    return lines


@pytest.mark.parametrize("options", ["columns: (2cm, 5cm, 3cm)", "columns: (2cm, 5cm, 3cm), stroke: none"])
def test_lines_of_one_cell_belong_to_one_row(options: str) -> None:
    check_accounts(lined(typeset(f"Før.\n\n{typst_table(ACCOUNTS, options)}\n\nEfter.")))


@pytest.mark.parametrize("border", ["border=1", "border=1 style='border-collapse:collapse'", ""])
def test_cells_that_stand_in_the_middle_of_their_row_belong_to_it(border: str, tmp_path: Path) -> None:
    style = "td:nth-child(2){width:150px} td{padding:3px 15px;vertical-align:middle}"
    check_accounts(lined(printed_page(f"<p>Før.</p>{html_table(ACCOUNTS, border)}<p>Efter.</p>", tmp_path, style)))


@pytest.mark.parametrize(
    "style",
    [
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
        [("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("VALIGN", (0, 0), (-1, -1), "TOP")],
        [],
    ],
    ids=["grid", "lines", "shaded", "bare"],
)
def test_tables_of_a_report_program_are_read_whatever_their_lines(
    style: list[tuple[object, ...]], tmp_path: Path
) -> None:
    check_accounts(lined(drawn_table(ACCOUNTS, style, tmp_path)))


def test_cells_carry_their_edges() -> None:
    lines = check_accounts(lined(typeset(typst_table(ACCOUNTS, "columns: (2cm, 5cm, 3cm)"))))
    edges = [[(cell.x0, cell.x1) for cell in line.cells] for line in lines]
    assert edges[0] == edges[1] == edges[2]
    assert all(x0 is not None and x1 is not None and x0 < x1 for x0, x1 in edges[0])


def test_an_empty_cell_of_a_ruled_table_keeps_its_place() -> None:
    cells = [["Emne", "Ja", "Nej"], ["Skoler", "", "X"], ["Veje", "X", ""]]
    assert rows(lined(typeset(typst_table(cells, "columns: (3cm, 2cm, 2cm)")))) == cells


def test_a_merged_cell_is_one_cell() -> None:
    markup = (
        "#table(columns: 3, table.cell(colspan: 3)[Samlet oversigt over årets anlæg], [7113], [Legeplads], [400.000])"
    )
    assert rows(lined(typeset(markup))) == [["Samlet oversigt over årets anlæg"], ["7113", "Legeplads", "400.000"]]


def test_a_word_divided_inside_a_cell_is_put_together_in_the_cell() -> None:
    cells = [["A", "Dagtilbudsområdet og ungdomsuddannelserne", "1"], ["B", "Børne- og ungdomsafdelingen", "2"]]
    extract = lined(typeset(typst_table(cells, "columns: (2cm, 3.2cm, 2cm)")))
    assert [row[1] for row in rows(extract)] == [row[1] for row in cells]
    assert "-\n" in extract.text


def test_a_table_that_goes_on_over_the_page_is_one_table() -> None:
    cells = [[str(number), f"Projekt {number}", f"{number}.000"] for number in range(1, 90)]
    extract = lined(typeset(typst_table(cells, "columns: (2cm, 5cm, 3cm)"), HEADED))
    lines = [line for line in extract.lines if line.cells]
    assert rows(extract) == cells
    assert len({line.page for line in lines}) > 1
    assert {line.table for line in lines} == {0}


HEADED = 'paper: "a4", margin: 2.5cm, header: [Lynge Kommune, anlægsregnskab], numbering: "1"'


def test_two_tables_with_prose_between_them_are_two() -> None:
    table = typst_table([["A", "1"], ["B", "2"]], "columns: (3cm, 3cm)")
    extract = lined(typeset(f"{table}\n\nMellem tabellerne står en sætning.\n\n{table}"))
    assert [line.table for line in extract.lines] == [0, 0, None, 1, 1]


def test_a_key_and_its_value_apart_are_a_row() -> None:
    drawing = Drawing().put(72, 100, "Mødedato").put(200, 100, "3. marts 2025").put(72, 115, "Mødested")
    extract = lined(drawing.put(200, 115, "Rådhuset").bytes())
    assert rows(extract) == [["Mødedato", "3. marts 2025"], ["Mødested", "Rådhuset"]]
    assert texts(extract) == ["Mødedato 3. marts 2025", "Mødested Rådhuset"]


def test_a_header_row_is_told_by_its_weight() -> None:
    cells = [["*Sted*", "*Beløb*"], ["7113", "400.000"]]
    lines = lined(typeset(typst_table(cells, "columns: 2"))).lines
    assert [line.header for line in lines] == [True, False]


def test_prose_in_a_frame_is_no_table() -> None:
    words = "Udvalget bemærker, at planen er grundig og at den bør følges af et budget. " * 4
    extract = lined(typeset(f"#rect[{words}]\n\nEfter rammen."))
    assert not rows(extract)
    assert words.strip() in " ".join(texts(extract)).replace("- ", "")


def test_a_whole_page_laid_out_in_boxes_stays_lines_in_reading_order() -> None:
    left = " ".join(f"Venstre boks nummer {number} står her." for number in range(40))
    right = " ".join(f"Højre boks nummer {number} står her." for number in range(40))
    extract = lined(typeset(typst_table([[left, right]], "columns: (1fr, 1fr)")))
    told = " ".join(line.text for line in content(extract)).replace("- ", "")
    places = [told.index(f"{side} boks nummer {number} ") for side in ("Venstre", "Højre") for number in range(40)]
    assert places == sorted(places)
    assert not rows(extract)


def test_cells_closer_than_a_space_are_told_by_the_row_below(tmp_path: Path) -> None:
    cells = [["Anders Prøve", "A"], ["Bo Test", "V"], ["Carla Skitse", "Ø"]]
    data = printed_page(f"<p>Medlemmer i dag:</p>{html_table(cells)}<p>Ingen afbud i dag.</p>", tmp_path)
    assert rows(lined(data)) == cells


def test_a_contents_list_without_leaders_keeps_each_figure_with_its_title() -> None:
    long = "Plan for åbningstider i byens dagtilbud og skoler og klubber i de kommende fire år med bilag"
    cells = [["1. Dagsorden", "2"], [f"2. {long}", "3"], ["3. Eventuelt", "5"]]
    made = ", ".join(f"[#h(0pt){cell}]" for row in cells for cell in row)
    extract = lined(typeset(f"#grid(columns: (1fr, 1cm), row-gutter: 8pt, {made})"))
    assert [(row[0], row[-1]) for row in rows(extract)] == [(row[0], row[1]) for row in cells]


@pytest.mark.parametrize("angle", [0, 90, 270])
def test_a_table_on_a_page_that_is_shown_turned_keeps_its_cells(angle: int) -> None:
    drawing = Drawing()
    if angle:
        drawing.canvas.setPageRotation(angle)
        drawing.canvas.translate(*{90: (842, 0), 270: (0, 595)}[angle])  # the sheet lies on its side
        drawing.canvas.rotate(angle)
    for x in (60, 160, 260):
        drawing.canvas.line(x, 400, x, 500)
    for y in (400, 450, 500):
        drawing.canvas.line(60, y, 260, y)
    for x, y, words in ((70, 485, "Skoler og"), (70, 473, "klubber"), (170, 485, "1.000"), (70, 420, "Veje")):
        drawing.canvas.drawString(x, y, words)
    assert rows(lined(drawing.bytes())) == [["Skoler og klubber", "1.000"], ["Veje", ""]]
