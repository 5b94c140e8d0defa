"""Forms of agendas and minutes that were met on public pages, each told here with invented text."""

from __future__ import annotations

import pytest

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


def test_a_contents_list_that_runs_into_the_first_item_does_not_swallow_it() -> None:
    minutes = reading(
        "Byrådet - Referat\n\nDato: 6. maj 2021\n\nIndholdsfortegnelse1. Fravær og afbud\n\nSagsfremstilling\n\n"
        "Ingen.\n\n"
        "Beslutning\n\nIngen.\n\n2. Ny skolebus\n\nSagsfremstilling\n\nBussen er gammel.\n\nBeslutning\n\nGodkendt.\n"
    )
    assert [(item.number, item.title) for item in minutes.items] == [("1", "Fravær og afbud"), ("2", "Ny skolebus")]


def test_the_last_line_of_a_contents_list_may_run_into_the_first_item() -> None:
    minutes = reading(
        "UDVALG\n\nKulturrådet\n\nMØDE\n\nReferat\n\nSTARTTIDSPUNKT\n\n03-11-2020 16:30:00\n\nPUNKTER\n\n"
        "1. Ny scene i parken\n2. Eventuelt1. Ny scene i parken\n\nNy scene i parken\n\nIndstilling\n"
        "Formanden indstiller, at\n"
        " 1. scenen bygges\n\nBeslutning i Kulturrådet den 03-11-2020\nGodkendt\n2. Eventuelt\n\nEventuelt\n\n"
        "Beslutning i Kulturrådet den 03-11-2020\nIntet.\n"
    )
    assert [(item.number, item.title) for item in minutes.items] == [("1", "Ny scene i parken"), ("2", "Eventuelt")]
    assert [item.decisions[0].outcome for item in minutes.items] == [Outcome.APPROVED, Outcome.NONE]


def test_the_first_print_of_a_doubled_title_is_no_part_of_the_decision_before_it() -> None:
    one = "Sagsnr.: 399-2018-{0}619          Åbent\nKompetence: Havneudvalget\nBeslutningstema\nEmnet.\n"
    decided = "Beslutning i Havneudvalget den 1. oktober 2018:\nFraværende: \n{0}\n\n"
    minutes = reading(
        "Havneudvalget – Referat – 1. oktober 2018\n\n"
        "1. Ny kran (B)\n\n1.     Ny kran (B)\n\n" + one.format(3) + decided.format("Godkendt.")
        + "2. Nyt fra havnen (O)\n\n2.     Nyt fra havnen (O)\n\n" + one.format(4) + decided.format("Drøftet.")
    )  # fmt: skip
    assert titles(minutes) == ["Ny kran", "Nyt fra havnen"]
    assert [item.decisions[0].text for item in minutes.items] == ["Godkendt.", "Drøftet."]


def test_who_is_to_decide_may_stand_on_the_line_of_its_label() -> None:
    minutes = reading(
        "Havneudvalget – Referat – 1. oktober 2018\n\n1. Ny kran\n\nKompetence: Byrådet\n\nIndstilling\n\n"
        "at kranen købes\n\n"
        "Beslutning\n\nAnbefales.\n\n2. Eventuelt\n\nKompetence: Havneudvalget\n\nBeslutning\n\nIntet.\n"
    )
    assert [item.competence for item in minutes.items] == ["Byrådet", "Havneudvalget"]


def test_prose_below_a_short_route_is_no_part_of_the_route() -> None:
    minutes = reading(
        "Byrådet - Referat\n\nDato: 6. maj 2021\n\n1. Ny skolebus\n\nResume\n\nSagsforløb: TMU/BY\n\n"
        "Bussen til den nordlige skole er slidt, og forvaltningen har derfor hentet tre tilbud hjem, som"
        " sammenlignes her.\n\n"
        "Sagsfremstilling\n\nTilbuddene er vedlagt.\n\nBeslutning\n\nGodkendt.\n"
    )
    (item,) = minutes.items
    assert item.route == ("TMU", "BY")
    assert any(s.kind is SectionKind.SUMMARY and s.text.startswith("Bussen til") for s in item.sections)


def test_a_committee_written_in_small_letters_decides_too() -> None:
    minutes = reading(
        "Udvalg: Udvalget for havn og kyst\n\nMødedato: 18-02-2019\n\n1.Ny mole (B)\n\nAdministrativ indstilling\n\n"
        "Havnechefen indstiller, at\n\n • molen bygges.\n\nBeslutning Udvalget for havn og kyst den 18-02-2019\n"
        "\nGodkendt.\n\n"
        "Sagsfremstilling\n\nDer mangler læ.\n"
    )
    (item,) = minutes.items
    assert item.recommendations[0].points == ("molen bygges.",)
    assert [d.outcome for d in item.decisions] == [Outcome.APPROVED]


def test_a_case_number_without_its_third_figure_is_no_item() -> None:
    minutes = reading(
        "Kulturrådet\n\nMandag den 05-12-2016 kl. 17:30\n\nÅbne\n\n58. Ny scene\n18.14A00 - 2016/01237\n\n"
        "Sagsfremstilling\nScenen er slidt.\n\nAdministrationens indstilling\nAdministrationen indstiller:\n\n"
        " 1. at bygge en ny scene i 2016Beslutning\nGodkendt.\n\n\n59. Nye stole\n18.14A00 - 2016/01238\n\n"
        "Sagsfremstilling\nStolene er slidte.\n\nBeslutning\nUdsat.\n"
    )
    assert [(item.number, item.title) for item in minutes.items] == [("58", "Ny scene"), ("59", "Nye stole")]
    assert [item.journal_number and item.journal_number.raw for item in minutes.items] == [
        "18.14A00 - 2016/01237",
        "18.14A00 - 2016/01238",
    ]
    assert [item.decisions[0].outcome for item in minutes.items] == [Outcome.APPROVED, Outcome.POSTPONED]


def test_labels_shown_as_heads_of_a_list_are_labels() -> None:
    minutes = reading(
        "Havneudvalget - Referat fra mødet den 17-01-2019\n\nReferat\n\n"
        "  • 1. Ny mole\n    • Resume\n\n      Molen er slidt.\n\n    • Indstilling\n\n"
        "      Havnechefen indstiller,\n\n"
        "      1. at molen bygges.\n\n    • Beslutning i Havneudvalget den 17-01-2019\n\n      Godkendt.\n\n"
        "  • 2. Eventuelt\n    • Beslutning i Havneudvalget den 17-01-2019\n\n      Intet.\n"
    )
    assert [(item.number, item.title) for item in minutes.items] == [("1", "Ny mole"), ("2", "Eventuelt")]
    assert [s.kind for s in minutes.items[0].sections] == [
        SectionKind.SUMMARY,
        SectionKind.RECOMMENDATION,
        SectionKind.DECISION,
    ]


def test_topics_in_a_list_are_no_labels() -> None:
    minutes = reading(
        "Referat af møde i Havneudvalget den 17-01-2019\n\n1. Ny mole\n\nSagsfremstilling\n\nNotatet gennemgår:\n\n"
        " • Økonomi\n • Lovgrundlag\n • Bilag\n\nBeslutning\n\nGodkendt.\n"
    )
    (item,) = minutes.items
    assert [s.kind for s in item.sections] == [SectionKind.PRESENTATION, SectionKind.DECISION]


def test_a_heading_for_closed_items_in_the_contents_list_closes_no_item_after_it() -> None:
    minutes = reading(
        "Referat af møde i Havneudvalget\n\nDen 09.01.2020 kl. 13:00\n\nIndholdsfortegnelse\n\nLukkede Punkter\n\n"
        "Deltagere:\n\nIda Holm, (A)\nPer Lund, (V)\n\n1.   Ny kran\n\nBeslutning\n\nGodkendt.\n\n"
        "2.   Ny mole\n\nBeslutning\n\nUdsat.\n"
    )
    assert [item.open for item in minutes.items] == [True, True]


def test_every_point_of_an_indented_list_is_a_point() -> None:
    minutes = reading(
        "Referat af møde i Havneudvalget den 09.01.2020\n\n1.   Ny kran\n\nIndstilling\n\n"
        "Havnechefen indstiller, at der stilles"
        " følgende krav til den, der bygger kranen ved den nye kaj:\n\n  1. Kranen skal være grøn.\n"
        "  2. Kranen skal være høj.\n"
        "  3. Kranen skal være stærk.\n\nBeslutning\n\nGodkendt.\n"
    )
    points = minutes.items[0].recommendations[0].points
    assert points[-3:] == ("Kranen skal være grøn.", "Kranen skal være høj.", "Kranen skal være stærk.")


def test_a_case_that_was_sent_to_another_body_is_referred() -> None:
    minutes = reading(
        "Byrådet - Referat\n\nDato: 6. maj 2021\n\n1. Ny kran\nBeslutning: Sendt til behandling i Havneudvalget\n\n"
        "2. Ny mole\nBeslutning: Der er ikke hjemmel til at imødekomme ansøgningen.\n\n"
        "3. Vederlag\nBeslutning: Listen er rettet for medlemmer, der er bevilget orlov.\n"
    )
    assert [item.decisions[0].outcome for item in minutes.items] == [
        Outcome.REFERRED,
        Outcome.REJECTED,
        Outcome.UNCLEAR,
    ]


def test_notices_of_the_web_site_are_noise() -> None:
    minutes = reading(
        "Vi bruger cookies til statistik. Læs mere om det her.\n\nSe alle bilag\n\nByrådet - Referat\n\n"
        "Dato: 6. maj 2021\n\n"
        "1. Ny kran\n\nBeslutning\n\nGodkendt.\n"
    )
    assert minutes.remainder == ()
    assert {noise.reason for noise in minutes.noise} == {"navigation"}


def test_a_page_in_one_line_is_cut_before_every_label_with_a_colon() -> None:
    page = (
        "1 REFERAT Havneudvalget Mødedato: Onsdag den 6. maj 2020. Sted: Lokale 2\n\n"
        "2 1. Ny kran J.nr.: 1. Sagsnr.: 11/5571 Sagen afgøres i: Byrådet Sagsfremstilling: Kranen ved den"
        " gamle kaj er slidt,"
        " og forvaltningen har hentet tre tilbud. Økonomiske konsekvenser: Der er ingen. Indstilling: Forvaltningen"
        " indstiller, at kranen købes. Beslutning: Godkendt.\n"
    )
    (item,) = reading(page).items
    assert item.competence == "Byrådet"
    assert [s.kind for s in item.sections][:2] == [SectionKind.COMPETENCE, SectionKind.PRESENTATION]


def test_numbered_headings_with_words_and_no_labels_below_them_are_items() -> None:
    minutes = reading(
        "Referat for møde i Strandby Byråd, 26. januar 2011\n\nFraværende: Ida Holm Krag\n\n"
        "1. Ny kran på kajen\n\nVedtaget.\nListe Ø kunne ikke tiltræde indstillingen.\n\n"
        "2. Ny mole\n\nHenvist til Havneudvalget.\n\n3. Venskabsby\n\nVedtaget.\n"
    )
    assert minutes.document is DocumentKind.MINUTES
    assert titles(minutes) == ["Ny kran på kajen", "Ny mole", "Venskabsby"]


def test_a_page_with_one_item_and_no_number_is_minutes() -> None:
    minutes = reading(
        "Mødedato: 25.06.2024, kl. 15:30\nMødested: Rådhuset\nKalender for scenen i parken\nSe alle bilag\nTil top\n"
        "Indstilling\nKulturforvaltningen indstiller,\n- at kalenderen godkendes\nProblemstilling\n"
        "Scenen mangler en kalender.\n"
        "Beslutning\nGodkendt.\n"
    )
    assert minutes.document is DocumentKind.MINUTES
    assert titles(minutes) == ["Kalender for scenen i parken"]
    assert minutes.items[0].decisions[0].outcome is Outcome.APPROVED


def test_the_case_number_above_an_item_without_title_is_the_items() -> None:
    minutes = reading(
        "Referat\n\ntirsdag den 25. februar 2020 kl. 08:00\n\nMødested M3.3\nUdvalg Havneudvalget\nFraværende Ingen\n\n"
        "Sagsid.: 20/4282\nResume\nKranen er slidt.\nIndstilling\nHavnechefen indstiller,\n1. at kranen skiftes.\n"
        "Beslutning i Havneudvalget den 25-02-2020\nGodkendt.\n"
    )
    (item,) = minutes.items
    assert item.journal_number is not None
    assert item.journal_number.raw == "20/4282"
    assert minutes.body == "Havneudvalget"


def test_a_case_number_may_stand_below_its_label() -> None:
    minutes = reading(
        "Havneudvalget - referat 05-12-2007\n\n1.      Ny kran\n\nSagsnr:\n\n07/5773\n\nResumé\n\nKranen er slidt.\n\n"
        "Beslutning\n\nGodkendt.\n\n2.      Ny mole\n\nSagsnr:\n\n07/5774\n\nResumé\n\nMolen er slidt.\n\n"
        "Beslutning\n\nUdsat.\n"
    )
    assert [item.journal_number and item.journal_number.raw for item in minutes.items] == ["07/5773", "07/5774"]


def test_whose_decision_it_was_is_told_by_the_item_of_its_meeting() -> None:
    minutes = reading(
        "Byrådet - Referat\n\nDato: 22. januar 2020\n\n1. Ny kran\n\nIndstilling\n\nHavnechefen indstiller, at\n\n"
        "1. kranen købes.\n\nHavn og Erhverv, 6. januar 2020, pkt. 12:\n\nAnbefales.\n\nBeslutning\n\nGodkendt.\n"
    )
    (item,) = minutes.items
    assert [(h.body, h.text) for h in item.history] == [("Havn og Erhverv", "Anbefales.")]
    assert [d.outcome for d in item.decisions] == [Outcome.APPROVED]


def test_openness_and_case_number_may_stand_on_one_line() -> None:
    minutes = reading(
        "Strandby Byråd\n\nReferat\n\nOnsdag den 26-03-2008 kl. 17:00\n\n1. Ny kran\n"
        "Åbent - 00.01.00A04 - 2007/34364\n\n"
        "BESLUTNING\n\nGodkendt.\n\n2. Køb af grund\nLukket - 00.01.00A04 - 2007/34365\n\nBESLUTNING\n\nGodkendt.\n"
    )
    assert [item.open for item in minutes.items] == [True, False]
    assert [item.journal_number and item.journal_number.raw for item in minutes.items] == [
        "00.01.00A04 - 2007/34364",
        "00.01.00A04 - 2007/34365",
    ]


def test_where_a_case_goes_is_no_decision() -> None:
    minutes = reading(
        "Kommunalbestyrelsen - Referat - 30. august 2022\n\n136. Ny kran\n\nHøring og sagsgang\n\n"
        "Kommunalbestyrelsen den 30. august 2022\n\nIndstilling\n\nTil godkendelse.\n\nBeslutning\n\nGodkendt.\n"
    )
    (item,) = minutes.items
    assert [s.kind for s in item.sections] == [SectionKind.ROUTE, SectionKind.RECOMMENDATION, SectionKind.DECISION]


def test_attachments_glued_to_each_other_are_told_apart() -> None:
    minutes = reading(
        "Havneudvalget - Referat - 30. august 2022\n\n1. Ny kran\n\nBeslutning\n\nGodkendt.\n\nBilag\n"
        "Bilag 1: Notat om kranenBilag 2: Tegning\nBilag 3: Tilbud\n"
    )
    assert [(a.number, a.title) for a in minutes.items[0].attachments] == [
        (1, "Notat om kranen"),
        (2, "Tegning"),
        (3, "Tilbud"),
    ]


def test_initials_in_a_name_end_no_sentence() -> None:
    minutes = reading(
        "Havneudvalget - Referat - 30. august 2022\n\n1. Ny kran\n\nBeslutning\n\nGodkendt.\n\n"
        "Ida L. K. Holm og Per-Erik E. S. Lund var fraværende.\n"
    )
    (item,) = minutes.items
    assert [a.name for a in item.attendance] == ["Ida L. K. Holm", "Per-Erik E. S. Lund"]
    assert [d.text for d in item.decisions] == ["Godkendt."]


def test_pages_of_one_line_each_are_cut_at_labels_that_no_sign_precedes() -> None:
    minutes = reading(
        "1 REFERAT Havnerådet Mødedato: Onsdag den 6. maj 2020 Mødested: Lokale 2\n\n"
        "2 Havnerådet, Indholdsfortegnelse Side 18. Ny kran 19. Eventuelt\n\n"
        "3 18. Ny kran Sagsnr.: 08/3208 Åben sag Sagsfremstilling Kranen ved den gamle kaj er slidt, og"
        " forvaltningen har derfor hentet tre tilbud."
        " Indstilling"
        " Havnechefen indstiller, at kranen købes Beslutning Godkendt.\n"
    )
    assert minutes.document is DocumentKind.MINUTES
    assert [s.kind for s in minutes.items[0].sections] == [
        SectionKind.PRESENTATION,
        SectionKind.RECOMMENDATION,
        SectionKind.DECISION,
    ]


def test_an_agenda_is_approved_though_one_of_its_items_was_taken_off() -> None:
    minutes = reading(
        "Havneudvalget - Referat - 30. august 2022\n\n1. Godkendelse af dagsorden\n\nBeslutning\n\n"
        "Formanden meddelte, at punkt 9 om den nye mole udgår. Der er omdelt et notat.\n\nGodkendt.\n\n"
        "2. Ny kran\n\nBeslutning\n\nPunktet udgår.\n"
    )
    assert [item.decisions[0].outcome for item in minutes.items] == [Outcome.APPROVED, Outcome.WITHDRAWN]


def test_a_count_of_votes_at_the_beginning_of_a_printed_line_is_no_list() -> None:
    minutes = reading(
        "Referat\nByrådet den 14. marts 2024 kl. 17.00\n\nPunkt 1: Ny havneplan\n\nSagsfremstilling\n\n"
        "Planen for havnen skal vedtages, og der er indkommet fire bemærkninger i høringen, som er\n"
        "gengivet i et notat, der følger sagen.\n\nBeslutning\n\n"
        "Indstillingen blev sat under afstemning. For stemte 12: V (7), C (3) og B (\n"
        "2) og imod stemte 3: Ø (3). Indstillingen er dermed vedtaget.\n"
    )
    (decision,) = minutes.items[0].decisions
    assert decision.point is None
    assert decision.outcome is Outcome.APPROVED


@pytest.mark.parametrize(
    "title", ["Halvårsregnskab 2024", "Marina ved Sandhavn", "Decentral ledelse", "Majfest i parken"]
)
def test_a_title_that_begins_like_a_month_or_a_half_year_is_an_item(title: str) -> None:
    minutes = reading(f"""Referat
Byrådet
13. august 2025

1. Godkendelse af dagsorden

Beslutning
Godkendt.

2. {title}

Sagsfremstilling
Der er et overskud.

Beslutning
Godkendt.

3. Ny sti

Beslutning
Godkendt.
""")
    assert titles(minutes) == ["Godkendelse af dagsorden", title, "Ny sti"]


def test_a_date_between_the_body_and_the_decision_is_no_part_of_the_bodys_name() -> None:
    minutes = reading("""Referat
Byrådet
13. august 2025

1. Ny sti

Beslutning i Byrådet den d. 13. august 2025:
Godkendt.
""")
    [decision] = minutes.items[0].decisions
    assert decision.body == "Byrådet"
