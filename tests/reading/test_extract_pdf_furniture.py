from __future__ import annotations

import pytest
from tests.reading.pdf_making import PROSE, Drawing, content, lined, texts, typeset

from sagsgang.reading.extracted import Extract


def pages(*tops: list[str], bottoms: list[str] | None = None, at: float = 40) -> Extract:
    """Pages of prose, each with these lines at its top (12 points apart) and this line at its bottom."""
    drawing = Drawing()
    for number, lines in enumerate(tops):
        for place, line in enumerate(lines):
            drawing.put(72, at + 12 * place, line)
        for line in range(30):
            drawing.put(72, 160 + 14 * line, f"Linje {line * 7 + number * 1000} handler om {number * 30 + line} ting.")
        if bottoms is not None:
            drawing.put(280, 810, bottoms[number])
        drawing.page()
    return lined(drawing.bytes())


def noise(extract: Extract, kind: str) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in extract.lines if line.noise == kind]


def test_a_page_box_of_several_lines_is_noise_from_the_second_page_on() -> None:
    box = ["Lynge Kommune", "Udvalget for Børn", "Dato: 03-03-2025", "Formand: Anders Prøve"]
    extract = pages(*[[*box, f"Side {number}"] for number in range(1, 6)])
    assert noise(extract, "page header") == [(0, "Side 1")] + [
        (number - 1, line) for number in range(2, 6) for line in [*box, f"Side {number}"]
    ]


def test_a_page_box_in_the_middle_of_a_sentence_is_noise() -> None:
    markup = " ".join(f"Sætning nummer {number} i sagen." for number in range(400))
    extract = lined(typeset(markup, 'paper: "a4", header: [Referat fra Udvalget for Børn]'))
    assert {text for _, text in noise(extract, "page header")} == {"Referat fra Udvalget for Børn"}
    told = " ".join(texts(extract)).replace("- ", "")
    assert all(f"Sætning nummer {number} i sagen." in told for number in range(400))


@pytest.mark.parametrize(
    "form", ["{n}", "Side {n}", "Side {n} af 6", "- {n} -", "s. {n}/6", "Lynge Kommune {n}", "{n} | Referat 2025"]
)
def test_page_figures_in_any_form_are_noise_on_every_page(form: str) -> None:
    bottoms = [form.format(n=number) for number in range(1, 7)]
    extract = pages(*[[] for _ in bottoms], bottoms=bottoms)
    assert noise(extract, "page footer") == list(enumerate(bottoms))


def test_page_figures_that_begin_on_the_second_page_are_noise() -> None:
    bottoms = ["", "2", "3", "4"]
    extract = pages([], [], [], [], bottoms=bottoms)
    assert noise(extract, "page footer") == [(1, "2"), (2, "3"), (3, "4")]


def test_headers_of_left_and_right_pages_are_noise() -> None:
    extract = pages(*[["Lynge Kommune"] if number % 2 else ["Udvalget for Børn"] for number in range(8)])
    assert [page for page, _ in noise(extract, "page header")] == [1, 2, 3, 4, 5, 6, 7]


def test_labels_that_begin_many_pages_are_content() -> None:
    """Every item begins on a new page: its label and journal number stand at the same place each time."""
    extract = pages(
        *[
            [f"Punkt {number}: {title}", f"17.04.00-P20-{number}-25", "Resume"]
            for number, title in enumerate(("Skoler", "Veje", "Parker", "Havne", "Biblioteker"), 94)
        ]
    )
    assert noise(extract, "page header") == []


def test_closed_items_that_count_with_the_pages_are_content() -> None:
    extract = pages(*[[f"Punkt {number}: Lukket punkt"] for number in range(1, 7)])
    assert noise(extract, "page header") == []
    assert [text for text in texts(extract) if text.startswith("Punkt")] == [
        f"Punkt {number}: Lukket punkt" for number in range(1, 7)
    ]


def test_a_heading_that_happens_to_begin_two_pages_of_many_is_content() -> None:
    extract = pages(["Beslutning"], ["Andet"], ["Tredje"], ["Beslutning"], ["Femte"], ["Sjette"])
    assert noise(extract, "page header") == []


def test_the_title_is_content_and_its_repetition_on_the_second_page_is_noise() -> None:
    drawing = Drawing().put(72, 60, "Referat Udvalget for Børn 3. marts 2025", size=16).put(72, 100, "Udvalget mødtes.")
    drawing.page().put(72, 40, "Referat Udvalget for Børn 3. marts 2025", size=8).put(72, 100, "Mødet sluttede.")
    extract = lined(drawing.bytes())
    assert texts(extract) == ["Referat Udvalget for Børn 3. marts 2025", "Udvalget mødtes.", "Mødet sluttede."]


def test_a_document_of_two_pages_that_begin_alike_far_down_loses_nothing() -> None:
    extract = pages(["Beslutning"], ["Beslutning"], at=130)
    assert noise(extract, "page header") == []


def test_a_single_page_has_no_noise_but_its_figure() -> None:
    extract = pages(["Referat", "Udvalget for Børn"], bottoms=["Side 1 af 1"])
    assert noise(extract, "page header") == []
    assert noise(extract, "page footer") == [(0, "Side 1 af 1")]


def test_noise_is_kept_in_the_text() -> None:
    extract = pages(*[["Lynge Kommune"] for _ in range(4)])
    assert extract.text.count("Lynge Kommune") == 4


def test_a_running_title_of_an_item_over_several_pages_is_noise() -> None:
    data = typeset(
        f"#set page(header: [Punkt 12: Plan for skoler])\n= Punkt 12: Plan for skoler\n\n{PROSE * 60}",
    )
    extract = lined(data)
    assert [line.text for line in content(extract) if line.text.startswith("Punkt 12")] == ["Punkt 12: Plan for skoler"]


def test_a_footer_drawn_before_the_page_does_not_draw_the_page_into_a_table() -> None:
    drawing = Drawing()
    for number in range(1, 4):
        drawing.put(72, 700, "Haludvalget, 12. juni").put(500, 700, str(number))
        for line in range(5):
            drawing.put(72, 620 + 12 * line, f"Linje {line} på side {number} om hallerne")
        drawing.page()
    extract = lined(drawing.bytes())
    assert texts(extract) == [f"Linje {line} på side {number} om hallerne" for number in (1, 2, 3) for line in range(5)]
    assert not any(line.cells for line in content(extract))
