"""What stands on the line below an item's heading: openness and case number, taken apart and no part of its text."""

from __future__ import annotations

import pytest

from sagsgang.model import Item, SectionKind
from sagsgang.reading import read

_MINUTES = """Havnby Kommune
Referat
Byrådet
Mødedato: 4. marts 2025 kl. 17:00

1. Godkendelse af dagsorden
{first}
Beslutning
Godkendt.

2. Ny sti ved havnen
{second}
Beslutning
Godkendt.
"""


def _item(line: str, *, first: str = "Åben sag. Sagsnr. 25-001234") -> Item:
    minutes = read(_MINUTES.format(first=first, second=line).encode(), "minutes.txt")
    assert [item.title for item in minutes.items] == ["Godkendelse af dagsorden", "Ny sti ved havnen"]
    return minutes.items[1]


@pytest.mark.parametrize(
    "line",
    [
        "{openness}. Sagsnr. {number}",
        "{openness}, sagsnr. {number}",
        "{openness}; Sagsnr.: {number}",
        "{openness} · {number}",
        "{openness} | Journalnummer {number}",
        "{openness} - J.nr. {number}",
        "{openness} Sagsnr. {number}",
        "Sagsnr. {number}. {openness}",
        "Sagsnr.: {number}, {openness}",
        "{number} | {openness}",
        "{number}; {openness}.",
        "{openness} | Sags-ID: {number} | Sagsbehandler: Ida Holm",
        "{openness} | Sagsnr. {number} | Sagsbehandler: Ida Holm",
    ],
)
@pytest.mark.parametrize("number", ["23-006102", "17.04.00-P20-2-24", "391-2023-00917"])
@pytest.mark.parametrize(("openness", "is_open"), [("Åben sag", True), ("Lukket sag", False), ("Lukket punkt", False)])
def test_openness_and_case_number_on_one_line_are_taken_apart(
    line: str, number: str, openness: str, is_open: bool
) -> None:
    item = _item(line.format(openness=openness, number=number))
    assert item.open is is_open
    assert item.journal_number is not None
    assert item.journal_number.raw == number
    assert [section.kind for section in item.sections] == [SectionKind.DECISION]


def test_openness_and_officer_on_one_line_are_taken_apart() -> None:
    item = _item("Lukket sag. Sagsbehandler: Ida Holm")
    assert (item.open, item.officers) == (False, ("Ida Holm",))
    assert [section.kind for section in item.sections] == [SectionKind.DECISION]


@pytest.mark.parametrize(("openness", "is_open"), [("Åbent", True), ("Lukket", False)])
def test_the_number_of_the_document_leaves_the_lines_below_it_to_the_heading(openness: str, is_open: bool) -> None:
    item = _item(f"Sag 306-2009-600\nDok. 306-2019-263412\nInitialer: PIM\n{openness}")
    assert item.journal_number is not None
    assert (item.open, item.journal_number.raw, item.officers) == (is_open, "306-2009-600", ("PIM",))
    assert [section.kind for section in item.sections] == [SectionKind.DECISION]


def test_a_sentence_below_a_route_on_one_line_is_no_route() -> None:
    item = _item("Resume\n\nSagsforløb: TMU, BYR\n\nByrådet anmodes om at godkende, at stien anlægges.")
    assert item.route == ("TMU", "BYR")
    assert (SectionKind.SUMMARY, "Byrådet anmodes om at godkende, at stien anlægges.") in [
        (section.kind, section.text) for section in item.sections
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Åben sag. Sagsnummeret oplyses på mødet.",
        "Åben skole, 25-001234 elever.",
        "Lukket sag 25-001234 er genoptaget.",
    ],
)
def test_a_sentence_that_begins_like_such_a_line_is_text(line: str) -> None:
    assert any(line in section.text for section in _item(line).sections)


def test_a_closed_mark_with_a_case_number_inside_an_item_keeps_what_follows_from_the_public() -> None:
    hidden = "Prisen er fem kroner."
    minutes = read(
        _MINUTES.format(first="Åben sag. Sagsnr. 25-001234", second="Åben sag. Sagsnr. 25-001235")
        .replace("2. Ny sti", f"Køb af grund\nLukket sag. Sagsnr. 25-001236\n{hidden}\n\n2. Ny sti")
        .encode(),
        "minutes.txt",
    )
    holding = [item for item in minutes.items if any(hidden in section.text for section in item.sections)]
    assert holding
    assert all(item.open is not True for item in holding)
