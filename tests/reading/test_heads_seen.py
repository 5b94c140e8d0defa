"""Heads of agendas and minutes met on public pages, each told here with invented text: who met, where, when."""

from __future__ import annotations

import pytest

from sagsgang.model import DocumentKind, Minutes, Outcome
from sagsgang.reading import read


def reading(text: str) -> Minutes:
    return read(text.encode(), "page.txt")


def test_members_one_a_line_with_their_party_after_a_comma() -> None:
    minutes = reading(
        "Havnerådet - Referat - 25. november 2019\n\nMødedato\n25-11-2019 kl. 15:00\n\nDeltagere\n\n • Ida Holm, V\n"
        " • Per Lund-Krag, A\n • Else Dam, Ø\n\n • Afbud\n\n • Bo Vang, F\n\n"
        "1. Ny kran\n\nBeslutning\n\nGodkendt.\n"
    )
    assert [(p.name, p.party) for p in minutes.present] == [
        ("Ida Holm", "V"),
        ("Per Lund-Krag", "A"),
        ("Else Dam", "Ø"),
    ]
    assert [(p.name, p.party, p.reason) for p in minutes.absent] == [("Bo Vang", "F", "afbud")]


def test_a_substitute_named_beside_the_absent_is_not_absent() -> None:
    minutes = reading(
        "Referat af møde i Havneudvalget den 6. maj 2021\n\n1. Ny kran\n\nBeslutning\n\nGodkendt.\n\n"
        "Fraværende: Ida Holm (V) - Per Lund (V) mødte som stedfortræder.\n\n"
        "2. Ny mole\n\nBeslutning\n\nAfbud fra Else Dam Krag stedfortræder Bo Vang\n\nGodkendt.\n"
    )
    told = [[(a.name, a.event.value, a.note) for a in item.attendance] for item in minutes.items]
    assert told == [
        [("Ida Holm", "absent", None), ("Per Lund", "substitute", "for Ida Holm")],
        [("Else Dam Krag", "absent", "afbud"), ("Bo Vang", "substitute", "for Else Dam Krag")],
    ]


def test_a_list_of_titles_after_the_absent_is_no_list_of_people() -> None:
    minutes = reading(
        "Havnerådet - Referat - 25. november 2019\n\nDeltagere\n • Ida Holm, V\n\n • Afbud\n • Bo Vang, F\n\n"
        "  1. Generalplan Nordre Kaj, Forslag til kran\n  2. Eventuelt\n\n"
        "  Sagsnr. 09/3307\n  1. Generalplan Nordre Kaj, Forslag til kran\n  Resume\n  Kranen er slidt.\n  Beslutning\n"
        "  Godkendt.\n"
        "  Sagsnr. 09/3308\n  2. Eventuelt\n  Beslutning\n  Intet.\n"
    )
    assert [p.name for p in minutes.absent] == ["Bo Vang"]


def test_a_group_heading_after_an_empty_list_of_the_absent_is_nobody() -> None:
    minutes = reading(
        "Referat for Havneudvalgets møde den 8. december 2020\n\nTilstede:\nIda Holm\nPer Lund\nFraværende:\n\n"
        "ÅBNE SAGER\n\n"
        "173. Ny kran\n\nBeslutning:\n\nGodkendt.\n\nLUKKEDE SAGER\n\n174. Køb af grund\n\nBeslutning:\n\nGodkendt.\n"
    )
    assert minutes.absent == ()
    assert [item.open for item in minutes.items] == [True, False]


def test_a_school_and_a_municipality_are_not_one_municipality() -> None:
    minutes = reading(
        "Havneudvalget\n18-09-2024\nReferat\n1. Aftale\nResume\n"
        "Aftalen mellem Strandby Lærerforening og Strandby Kommune er"
        " ny.\nStrandby Lærerforening og Strandby Kommune har skrevet under.\nBeslutning\nGodkendt.\n"
    )
    assert minutes.municipality == "Strandby Kommune"


def test_time_and_place_of_a_visit_are_not_those_of_the_meeting() -> None:
    minutes = reading(
        "Havneudvalget - 08-09-2021\n\nReferat\nDato:\nOnsdag, 8 september, 2021 - 16:00\n\n"
        "108. Besøg på kajen\n\nResume\n\n"
        "Udvalget besøger kajen.\n\nSted: Nordre Kaj\n\nTid: 18:00 - 19:00\n\nBeslutning\n\nGodkendt.\n\n"
        "109. Eventuelt\n\nBeslutning\n\nIntet.\n"
    )
    assert minutes.place is None
    assert "Nordre Kaj" in minutes.items[0].sections[0].text


def test_minutes_of_a_supplementary_agenda_are_minutes() -> None:
    minutes = reading(
        "Referat af tillægsdagsorden\n\nMandag den 3. februar 2020 kl. 19:00\n\nUdvalg: Havneudvalget\n • 1\n"
        "  Ny kran\n"
        "  Sagsid.: 20/335\n\n  BESLUTNING: Havneudvalget den 03-02-2020\n\n  Godkendt.\n"
    )
    assert minutes.document is DocumentKind.MINUTES
    (item,) = minutes.items
    assert (item.number, item.title) == ("1", "Ny kran")
    assert [(d.body, d.text) for d in item.decisions] == [("Havneudvalget", "Godkendt.")]


def test_apologies_told_in_a_sentence_above_the_items_are_told() -> None:
    minutes = reading(
        "Ida Holm (V) havde meldt afbud til mødet.\n\nUdvalg: Havneudvalget\n\nDato: Tirsdag den 12. september 2017\n\n"
        "1. Ny kran\n\nBeslutning\n\nGodkendt.\n"
    )
    assert [(p.name, p.reason) for p in minutes.absent] == [("Ida Holm", "afbud")]


def test_the_election_period_may_stand_before_the_body() -> None:
    minutes = reading(
        "År 2014-2017 Integrationsrådet - Referat\n\nDato: 7. september 2016\n\n1. Ny café\n\nBeslutning\n\n"
        "Ingen mødt.\n"
    )
    assert (minutes.body, minutes.term) == ("Integrationsrådet", "2014-2017")
    assert minutes.items[0].decisions[0].outcome is Outcome.NONE


def test_a_member_for_an_organisation_is_a_member() -> None:
    minutes = reading(
        "27-02-2018 kl. 17:00\n\nMedlemmer\n\nIda Holm (A)\n\nPer Lund (Idrætsrådet)\n\n"
        "Else Krag (Børne- og Ungdomsrådet)\n\nAfbud\n\nBo Vang (B)\n\nNr.1 - Ny hal\n\n"
        "Beslutning i Fritidsudvalget den 27-02-2018\n\nGodkendt.\n\nNr.2 - Eventuelt\n\n"
        "Beslutning i Fritidsudvalget den 27-02-2018\n\nIntet.\n"
    )
    assert [(p.name, p.party, p.role) for p in minutes.present] == [
        ("Ida Holm", "A", None),
        ("Per Lund", None, "Idrætsrådet"),
        ("Else Krag", None, "Børne- og Ungdomsrådet"),
    ]
    assert [p.name for p in minutes.absent] == ["Bo Vang"]


@pytest.mark.parametrize(
    "heading", ["Referat\nHavneudvalget, Sandkær Kommune", "Havneudvalget (Sandkær Kommune)\nReferat"]
)
def test_a_municipality_behind_the_name_of_a_body_is_no_part_of_it(heading: str) -> None:
    minutes = reading(f"{heading}\nMødedato: 30. august 2022\n\n1. Ny kran\n\nBeslutning\n\nGodkendt.\n")
    assert (minutes.body, minutes.municipality) == ("Havneudvalget", "Sandkær Kommune")


@pytest.mark.parametrize("place", ["byrådssalen, Rådhuset", "mødelokale 3"])
def test_a_place_that_begins_with_a_small_letter_is_told_without_its_label(place: str) -> None:
    assert (
        reading(f"""Referat
Byrådet
13. august 2025
Mødested {place}

1. Ny sti

Beslutning
Godkendt.
""").place
        == place
    )
