"""Forms of agendas and minutes that were met on public pages, each told here with invented text."""

from __future__ import annotations

from sagsgang.model import DocumentKind, Minutes, Outcome, SectionKind
from sagsgang.reading import read


def reading(text: str) -> Minutes:
    return read(text.encode(), "page.txt")


def titles(minutes: Minutes) -> list[str | None]:
    return [item.title for item in minutes.items]


ROUNDS = """Referat
Kyst- og Havneudvalget torsdag den 14. marts 2024 kl. 17.00

Mødelokale Molen

Sagsfremstilling

Broen ved lystbådehavnen er slidt og skal skiftes ud.

Indstilling

at udvalget godkender planen for udskiftning.

Beslutning

Godkendt.

Bilag

Resume

Udvalget orienteres om besøgstal i museet.

Sagsfremstilling

Museet havde flere gæster end året før.

Beslutning

Til efterretning.
"""


def test_items_without_titles_are_told_by_their_labels_coming_round_again() -> None:
    minutes = reading(ROUNDS)
    assert minutes.document is DocumentKind.MINUTES
    assert minutes.body == "Kyst- og Havneudvalget"
    assert titles(minutes) == [None, None]
    assert [[s.kind for s in item.sections] for item in minutes.items] == [
        [SectionKind.PRESENTATION, SectionKind.RECOMMENDATION, SectionKind.DECISION, SectionKind.ATTACHMENTS],
        [SectionKind.SUMMARY, SectionKind.PRESENTATION, SectionKind.DECISION],
    ]
    assert [item.decisions[0].outcome for item in minutes.items] == [Outcome.APPROVED, Outcome.NOTED]


def test_labels_that_come_round_in_a_text_that_names_no_meeting_are_no_minutes() -> None:
    without_heading = ROUNDS.split("Sagsfremstilling", 1)[1]
    assert reading("Noter fra kurset\n\nSagsfremstilling" + without_heading).document is DocumentKind.OTHER


def test_a_page_with_one_item_is_minutes() -> None:
    minutes = reading(
        "4. Nye bænke på torvet\n\nForslag fra beboerne vedlægges.\n\nIndstilling og beslutning\n\n"
        "Kulturforvaltningen indstiller,\n\n  1. at udvalget tager notatet til efterretning.\n\n"
        "Løsning\n\nDer opstilles seks bænke.\n\nBeslutning\n\nTaget til efterretning.\n"
    )
    assert minutes.document is DocumentKind.MINUTES
    assert [(item.number, item.title) for item in minutes.items] == [("4", "Nye bænke på torvet")]
    assert minutes.items[0].decisions[-1].outcome is Outcome.NOTED


def test_a_page_with_one_item_and_its_case_number_is_an_agenda() -> None:
    minutes = reading(
        "1.      Spørgetid\n\nSag 399-2011-500\n\nDok. 399-2020-12345\n\nInitialer: ABC\n\nÅbent\n\n"
        "Sagsfremstilling\n\nBorgere kan stille spørgsmål før mødet.\n"
    )
    assert minutes.document is DocumentKind.AGENDA
    (item,) = minutes.items
    assert (item.number, item.title, item.open) == ("1", "Spørgetid", True)
    assert item.journal_number is not None
    assert item.journal_number.raw == "399-2011-500"


def test_a_letter_with_a_numbered_first_line_is_no_agenda() -> None:
    letter = "1. Ansøgning om byggetilladelse\n\nVi har modtaget din ansøgning.\n\nBaggrund\n\nHuset er fra 1950.\n"
    assert reading(letter).document is DocumentKind.OTHER


def test_an_agenda_may_be_nothing_but_a_list_of_titles() -> None:
    minutes = reading(
        "Dagsorden til møde i Ældrerådet den 4. maj 2022\n\n1. Godkendelse af dagsorden\n2. Ny busplan\n3. Eventuelt\n"
    )
    assert minutes.document is DocumentKind.AGENDA
    assert titles(minutes) == ["Godkendelse af dagsorden", "Ny busplan", "Eventuelt"]


def test_a_numbered_list_in_a_text_that_is_no_agenda_makes_no_items() -> None:
    rules = "Regler for brug af hallen\n\n1. Luk døren\n2. Sluk lyset\n3. Ryd op\n"
    assert reading(rules).document is DocumentKind.OTHER
