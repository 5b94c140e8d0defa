"""Decisions, votes and histories in the ways that published minutes write them, each told here with invented text."""

from __future__ import annotations

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
    more = "\n\nBommen ses efter." * 4
    read_item = item(f"Beslutning\n\n{word} 1. Godkendt.\n\n{word} 2. Afvist.\n\n{word} 3. Udsat.{more}\n\nBilag\n\n- Tegning")
    assert [(d.point, d.outcome) for d in read_item.decisions] == [
        ("1", Outcome.APPROVED),
        ("2", Outcome.REJECTED),
        ("3", Outcome.POSTPONED),
    ]
    assert not any(section.noise for section in read_item.sections)


def test_a_title_over_two_lines_is_whole_though_a_list_of_attachments_stands_above() -> None:
    title = "Ny kran på den gamle mole, indbragt for byrådet af udvalgsmedlemmet Ida Bertelsen Holm"
    items = "".join(
        f"#text(19pt)[*Punkt {number}: {title}*]\n\n*Sagsfremstilling*\n\n{PROSE * 3}\n\n*Beslutning*\n\nGodkendt.\n\n"
        f"*Bilag*\n\nTegning {number} af kranen\n\nRegnskab {number} for molen\n\n"
        for number in (1, 2, 3)
    )
    minutes = read(typeset(f"Referat\n\nHavneudvalget\n\nMødedato: 3. december 2025\n\n{items}"), "page.pdf")
    assert [found.title for found in minutes.items] == [title] * 3
    assert [len(found.attachments) for found in minutes.items] == [2] * 3
