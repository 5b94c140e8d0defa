"""An item that its document calls closed is never read as open, however the mark is written."""

from __future__ import annotations

import pytest

from sagsgang.model import Item
from sagsgang.reading import read

_MINUTES = """Referat
Legeudvalget
Sandkær Kommune
Mødedato: 12. marts 2024 kl. 16:00

1. Godkendelse af dagsorden
Sagsfremstilling
Dagsordenen skal godkendes.
Beslutning
Godkendt.

2. Nye legepladser
Sagsfremstilling
{prose}
Beslutning
Godkendt.

{heading}
Sagsfremstilling
Grunden er på fire hektar.
Beslutning
Solgt til højestbydende.

4. Meddelelser
Sagsfremstilling
Der er intet nyt.
Beslutning
Til efterretning.
"""


def _item_with(words: str, *, heading: str = "3. Salg af grund", prose: str = "Der mangler fem pladser.") -> Item:
    minutes = read(_MINUTES.format(heading=heading, prose=prose).encode(), "minutes.txt")
    return next(item for item in minutes.items if any(words in section.text for section in item.sections))


@pytest.mark.parametrize(
    "heading",
    [
        "3. Lukket: Salg af grund",
        "3. Salg af grund (Lukket)",
        "3. LUKKET SAG Salg af grund",
        "3. Lukket Salg af grund",
        "3. Lukket\N{NO-BREAK SPACE}sag: Salg af grund",
        "3. Luk\N{SOFT HYPHEN}ket: Salg af grund",
        "3. Lukket møde: Salg af grund",
        "3. Ej offentlig: Salg af grund",
        "3. Salg af grund - lukket",
        "3. lukket - Salg af grund",
        "3. Lukkede punkt: Salg af grund",
        "3. Lukket | Salg af grund",
        "3. Lukket/Salg af grund",
        "3. Lukket, Salg af grund",
        "3. LUKKET. Salg af grund",
        "3. Ej åbent - Salg af grund",
        "3. Behandles for lukkede døre: Salg af grund",
        "3. Salg af grund *LUKKET*",
        "3. Salg af grund - Lukket sag (afgjort)",
        "3. Salg af grund. Lukket",
        "3. Salg af grund, lukket punkt",
        "3. Salg af grund\nÅben/lukket: Lukket",
        "Punkter for lukkede døre\n3. Salg af grund",
        # Numbered otherwise than its neighbours, it is taken for a part of the item before, which then is in doubt.
        "3 (Lukket) Salg af grund",
        "Punkt 3: Lukket: Salg af grund",
        "Der er talt færdigt. 3. Lukket: Salg af grund",
        "12) Salg af grund (Lukket)",
        " • 3. Salg af grund (Lukket)",
    ],
)
def test_what_stands_below_a_mark_of_a_closed_item_is_not_open(heading: str) -> None:
    assert _item_with("højestbydende", heading=heading).open is not True


@pytest.mark.parametrize(
    "heading",
    [
        "3. Lukket svømmehal i august",
        "3. Lukket, men ikke glemt hal",
        "3. Brug af lukkede døre i haller",
        "3. Salg af grund\nÅben/lukket: Åben",
    ],
)
def test_the_word_in_a_title_of_its_own_closes_nothing(heading: str) -> None:
    assert _item_with("højestbydende", heading=heading).open is True


@pytest.mark.parametrize(
    "prose",
    [
        "Sagen hænger sammen med punkt 3 (lukket punkt), siger utætte rør.",
        "Hallen var i 2023 lukket: taget var utæt.",
        "Taget er utæt:\n1. Kontrakt (lukket)\n2. Tegning (lukket)",
        "12 pladser med utæt gummi (lukket)",
    ],
)
def test_prose_that_names_a_closed_item_closes_nothing(prose: str) -> None:
    assert _item_with("utæt", prose=prose).open is True


def test_a_closed_item_last_in_a_list_of_items_is_an_item_of_its_own() -> None:
    minutes = read(
        "Økonomiudvalget 29-01-2020\n\nReferat\n\n • 209. Dagsorden - godkendelse\n\n  Beslutning\n\n  Godkendt.\n\n"
        " • 210. Køb af en kran\n\n  Beslutning\n\n  Godkendt.\n\n • 211. Underskriftsark (Lukket)\n".encode(),
        "minutes.txt",
    )
    assert [(item.number, item.open) for item in minutes.items] == [("209", True), ("210", True), ("211", False)]


@pytest.mark.parametrize(
    "heading", ["Lukket punkt\nSag nr. 131", "Sag nr. 131\nLukket punkt", "SAG NR. 131 (LUKKET SAG)\n\nNy kran"]
)
def test_an_item_whose_title_is_the_mark_is_closed(heading: str) -> None:
    minutes = read(
        "Kommunalbestyrelsen\n\n24-09-2019\n\nReferat\n\nSpørgetid\nSag nr. 129\n\nBeslutning\n\nIngen.\n\n"
        f"Ny lokalplan\nSag nr. 130\n\nBeslutning\n\nGodkendt.\n\n{heading}\n\nBeslutning\n\nSolgt.\n".encode(),
        "minutes.txt",
    )
    assert all(item.open is not True for item in minutes.items if item.number == "131")
    assert [item.number for item in minutes.items] == ["129", "130", "131"]
