"""Decisions, votes and histories in the ways that published minutes write them, each told here with invented text."""

from __future__ import annotations

import datetime
import re

import pytest
from tests.reading.pdf_making import PROSE, typeset

from sagsgang.model import Item, Outcome
from sagsgang.reading import read

HEAD = "Referat\nHavneudvalget 2022-2025\n\nMødedato: 3. december 2025\n\n"


def item(text: str, head: str = HEAD) -> Item:
    """The first item of minutes with `text` as its sections."""
    minutes = read(
        f"{head}Punkt 7: Ny kran\n\nIndstilling\n\nHavnechefen indstiller,\n- at kranen købes\n- at broen lukkes\n"
        f"- at bommen bliver\n\n{text}\n\nPunkt 8: Eventuelt\n\nBeslutning\n\nIntet.\n".encode(),
        "page.txt",
    )
    assert [found.number for found in minutes.items] == ["7", "8"]
    return minutes.items[0]


@pytest.mark.parametrize("word", ["Ad", "Ad pkt.", "Pkt.", "Punkt"])
def test_an_answer_to_each_point_is_no_contents_list(word: str) -> None:
    answers = f"{word} 1. Godkendt.\n\n{word} 2. Afvist.\n\n{word} 3. Udsat." + "\n\nBommen ses efter." * 4
    read_item = item(f"Beslutning\n\n{answers}\n\nBilag\n\n- Tegning")
    assert [(d.point, d.outcome) for d in read_item.decisions] == [
        ("1", Outcome.APPROVED),
        ("2", Outcome.REJECTED),
        ("3", Outcome.POSTPONED),
    ]
    assert not any(section.noise for section in read_item.sections)


def test_answers_on_one_line_are_an_answer_to_each_point() -> None:
    found = item("Beslutning\n\n1. Godkendt. 2. Afvist. 3. Godkendt med 3 stemmer mod 2.\n\nBilag\n\n- Tegning")
    assert [(d.point, d.outcome, d.text) for d in found.decisions] == [
        ("1", Outcome.APPROVED, "Godkendt."),
        ("2", Outcome.REJECTED, "Afvist."),
        ("3", Outcome.APPROVED, "Godkendt med 3 stemmer mod 2."),
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ida Holm (A) deltog ikke under punkt 3.", ("Ida Holm", "absent", "under punkt 3")),
        ("Ida Holm (A) deltog ikke i behandlingen.", ("Ida Holm", "absent", None)),
        ("Ida Holm (A) deltog ikke på grund af ferie.", ("Ida Holm", "absent", "på grund af ferie")),
        ("Ida Holm (A) var fraværende med afbud.", ("Ida Holm", "absent", "afbud")),
        ("Fraværende med afbud: Ida Holm (A).", ("Ida Holm", "absent", "afbud")),
        ("Der var afbud fra Ida Holm (A).", ("Ida Holm", "absent", "afbud")),
        ("Under punkt 4 var Ida Holm (A) ikke til stede.", ("Ida Holm", "absent", "under punkt 4")),
        ("Ida Holm (A) forlod mødet kl. 18.30 efter punkt 5.", ("Ida Holm", "left", "kl. 18.30 efter punkt 5")),
        ("Kl. 18.30 forlod Ida Holm (A) mødet.", ("Ida Holm", "left", "kl. 18.30")),
        ("Ida Holm (A) deltog indtil kl. 18.30.", ("Ida Holm", "left", "indtil kl. 18.30")),
        ("Ida Holm (A) kom til stede under punkt 4.", ("Ida Holm", "arrived", "under punkt 4")),
        ("Kl. 17.15 ankom Ida Holm (A) til mødet.", ("Ida Holm", "arrived", "kl. 17.15")),
        ("Ida Holm (A) vendte tilbage til mødet efter punkt 5.", ("Ida Holm", "arrived", "efter punkt 5")),
        ("Ida Holm (A) trådte ind i stedet for Per Lund (V).", ("Ida Holm", "substitute", "for Per Lund")),
        ("Under punktet deltog Ida Holm for Per Lund.", ("Ida Holm", "substitute", "for Per Lund")),
        ("Ida Holm var inhabil ved ansøgning 17.", ("Ida Holm", "disqualified", "ved ansøgning 17")),
        ("Ida Holm var inhabil i sagen.", ("Ida Holm", "disqualified", None)),
    ],
)
def test_who_took_part_is_told_in_many_ways(sentence: str, told: tuple[str, str, str | None]) -> None:
    found = item(f"Beslutning\n\nGodkendt.\n\n{sentence}")
    assert [(a.name, a.event.value, a.note) for a in found.attendance] == [told]
    assert [d.text for d in found.decisions] == ["Godkendt."]


@pytest.mark.parametrize(
    "sentence",
    ["Ida Holm (A) forlod sig på planen.", "Planen kom tilbage til udvalget.", "Under mødet var planen ikke klar."],
)
def test_what_tells_of_nobody_is_left_in_the_decision(sentence: str) -> None:
    found = item(f"Beslutning\n\nGodkendt. {sentence}")
    assert [d.text for d in found.decisions] == [f"Godkendt. {sentence}"]


def test_a_title_over_two_lines_is_whole_though_a_list_of_attachments_stands_above() -> None:
    title = "Fortove i Havnegade, Molegade, Kajgade, Torvegade, Kirkegade, Nygade"
    items = "".join(
        f"#text(19pt)[*Punkt {number}: {title}*]\n\n*Sagsfremstilling*\n\n{PROSE * 3}\n\n*Beslutning*\n\nGodkendt.\n\n"
        f"*Bilag*\n\nTegning {number} af kranen\n\nRegnskab {number} for molen\n\n"
        for number in (1, 2, 3)
    )
    minutes = read(typeset(f"Referat\n\nHavneudvalget\n\nMødedato: 3. december 2025\n\n{items}"), "page.pdf")
    assert [found.title for found in minutes.items] == [title] * 3
    assert [len(found.attachments) for found in minutes.items] == [2] * 3


@pytest.mark.parametrize(
    "heading",
    [
        "Havne- og Kystudvalget 2022-2025, den 5. november 2025",
        "Havne- og Kystudvalget 2022-2025 den 05-11-2025",
        "Havne- og Kystudvalget (2022-2025), 5. november 2025:",
        "Havne- og Kystudvalget 2022 - 2025, d. 5. november 2025, pkt. 12",
        "Beslutning i Havne- og Kystudvalget 2022-2025 den 5. november 2025",
        "5. november 2025 Havne- og Kystudvalget 2022-2025",
        "Havne- og Kystudvalget, den 5. november 2025",
    ],
)
def test_a_body_may_be_named_with_its_term_above_an_earlier_decision(heading: str) -> None:
    found = item(f"Tidligere behandling\n\n{heading}\n\nUdsat.\n\nBeslutning\n\nGodkendt.")
    assert [(h.body, h.date, h.outcome) for h in found.history] == [
        ("Havne- og Kystudvalget", datetime.date(2025, 11, 5), Outcome.POSTPONED)
    ]
    assert [d.outcome for d in found.decisions] == [Outcome.APPROVED]


def test_an_earlier_decision_may_stand_on_the_line_of_its_body_and_term() -> None:
    found = item("Tidligere behandling\n\nHavne- og Kystudvalget 2022-2025, den 5. november 2025: Sagen blev udsat.")
    assert [(h.body, h.text) for h in found.history] == [("Havne- og Kystudvalget", "Sagen blev udsat.")]


def test_a_bodys_own_decision_may_name_its_term() -> None:
    found = item("Havneudvalget 2022-2025, den 3. december 2025\n\nGodkendt.")
    assert [(d.body, d.outcome) for d in found.decisions] == [("Havneudvalget", Outcome.APPROVED)]
    assert found.history == ()


@pytest.mark.parametrize(
    "line",
    [
        "Strategien gælder 2022-2025 og blev vedtaget den 5. november 2025",
        "Budget 2022-2025, den 5. november 2025",
        "Havne- og Kystudvalget 2022-2025",
    ],
)
def test_a_line_that_names_no_body_or_no_day_heads_no_earlier_decision(line: str) -> None:
    found = item(f"Tidligere behandling\n\n{line}\n\nUdsat.\n\nBeslutning\n\nGodkendt.")
    assert found.history == ()


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_dash_below_its_heading_is_the_decision(dash: str) -> None:
    page = (
        "<h1>Referat: Havneudvalget</h1><p>Mødedato: 3. december 2025</p><h2>Punkt 1: Ny kran</h2><h3>Beslutning</h3>"
        f"<p>Godkendt.</p><h2>Punkt 2: Eventuelt</h2><h3>Beslutning</h3><p>{dash}</p>"
    )
    read_item = read(page.encode(), "page.html").items[1]
    assert [(part.heading, part.text) for part in read_item.sections] == [("Beslutning", dash)]
    assert [decision.outcome for decision in read_item.decisions] == [Outcome.NONE]


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        ("| Havn | 2024 |\n| --- | --- |\n| Nord | 4 |", ["Havn", "2024"]),
        ("|  |  |\n| --- | --- |\n| Nord | Syd |\n| Øst | Vest |", []),
        ("| Havn | Skibe |\n| --- | --- |\n|  |  |\n| Nord | 4 |\n| --- | --- |\n| Syd | 5 |", ["Havn", "Skibe"]),
    ],
)
def test_the_rule_of_a_table_in_markdown_says_what_its_headings_are(rows: str, headings: list[str]) -> None:
    head = "# Referat: Havneudvalget\n\nMødedato: 3. december 2025\n\n## Punkt 1: Havne\n\n### Sagsfremstilling\n\n"
    [section] = read(f"{head}{rows}\n".encode(), "page.txt").items[0].sections
    assert re.findall(r"<th[^>]*>(.*?)</th>", section.html) == headings
    assert "Nord" in re.findall(r"<td>(.*?)</td>", section.html)
