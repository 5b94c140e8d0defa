"""Lost letters come back where the language or the document tells which they were, and are marked where it does not."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.letters import CERTAIN, LetterRepair, apply, damaged_regions, lost_regions, repair, repair_lost

HERE = Path(__file__).parent
CLEAN = sorted(HERE.glob("clean_*.txt"))
LOST = re.compile("[æøåÆØÅ]")
WORD = re.compile(r"[^\W\d_]+")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

DAMAGED_ITEM = """# Punkt 7: Budget på ældreområdet

DIR BUU ÅKO BYR
Å X Å Å

Åvrige sagsbehandlere: Torben SkovgÅrdÅ

BÅrne- og Ungeudvalget fÅlger Åkonomien pÅ omrÅdet tÅt. Det Ågede pres mÅrkes i lÅbet af Året.Å Å

Anbringelser: Åkonomien er stram.

## Beslutning

Godkendt.

# Punkt 8: Støj på havnen

Århus er nævnt."""


def restored(text: str, context: str | None = None) -> str:
    return apply(text, repair(text, context))


def doubtful(repairs: list[LetterRepair]) -> set[str]:
    return {one.was for one in repairs if one.certainty < CERTAIN}


def damaged_words(clean: str, char: str, context: str | None = None) -> tuple[int, int, int]:
    """How many damaged words there were, came back right in their letters, and are silently wrong."""
    damaged = LOST.sub(char, clean)
    repairs = repair(damaged, context)
    result = apply(damaged, repairs)
    marked = {at for one in repairs if one.certainty < CERTAIN for at in range(one.start, one.end)}
    words = [match for match in WORD.finditer(clean) if LOST.search(match.group())]
    right = [match for match in words if result[match.start() : match.end()].lower() == match.group().lower()]
    silent = [match for match in words if match not in right and marked.isdisjoint(range(*match.span()))]
    return len(words), len(right), len(silent)


# What is damage and what is not


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_minutes_have_no_damaged_region(path: Path) -> None:
    text = path.read_text("utf-8")
    assert damaged_regions(text) == []
    assert repair(text) == []
    assert lost_regions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Århus",
        "ÅBNE SAGER\nPÅ MØDET I RÅDET",
        "DIR BOU SEU SKU FRU BPU KLU ØKO BYR\n  X",
        "Malmö, Ångström, Håkan og Åbo",
        "a) å\nb) ø",
        "Hvem deltager? Hvornår mødes vi?",
        "Skal vi?Ja. Må vi?Nej.",
        "Se https://sandkaer.example/side?punkt=3&bilag=4 og www.sandkaer.example/dokument?nr=2",
        "Beslutningen er fra mødetÅben sag",
        "BeslutningÅben sag, LukketÅbent punkt, GodkendtÅrsregnskab",
        "Prisen er 2½ kr. ± 3° og § 5 × 2",
        "Partierne A, Å, Ø og (Å) stemte for.",
        "skoleÅen ligger ved søen",
        f"{UNKNOWN} Børn og unge\n{UNKNOWN} Kultur og fritid",
    ],
)
def test_correct_danish_is_left_alone(text: str) -> None:
    assert damaged_regions(text) == []
    assert repair(text) == []


def test_only_the_damaged_run_of_lines_is_a_region() -> None:
    [(start, end, char)] = damaged_regions(DAMAGED_ITEM)
    assert char == "Å"
    assert DAMAGED_ITEM[start:end].startswith("DIR BUU ÅKO BYR")
    assert DAMAGED_ITEM[start:end].endswith("Åkonomien er stram.")


def test_two_damaged_items_are_two_regions() -> None:
    text = "pÅ omrÅdet\n\nHer står det hele på dansk.\n\ni lÅbet af mÅdet"
    assert [text[start:end] for start, end, _ in damaged_regions(text)] == ["pÅ omrÅdet", "i lÅbet af mÅdet"]


@pytest.mark.parametrize("char", ["?", UNKNOWN, "¿", "¾", "Å"])
def test_the_character_that_stands_for_the_letters_is_found(char: str) -> None:
    text = LOST.sub(char, "Børnene får en længere pause på skolen.")
    assert damaged_regions(text) == [(0, len(text), char)]
    assert restored(text) == "Børnene får en længere pause på skolen."


# What comes back


def test_a_damaged_item_comes_back_with_its_capitals_and_spaces() -> None:
    assert restored(DAMAGED_ITEM).splitlines() == [
        "# Punkt 7: Budget på ældreområdet",
        "",
        "DIR BUU ØKO BYR",
        "  X    ",
        "",
        "Øvrige sagsbehandlere: Torben Skovgård ",
        "",
        "Børne- og Ungeudvalget følger økonomien på området tæt. Det øgede pres mærkes i løbet af året.   ",
        "",
        "Anbringelser: Økonomien er stram.",
        "",
        "## Beslutning",
        "",
        "Godkendt.",
        "",
        "# Punkt 8: Støj på havnen",
        "",
        "Århus er nævnt.",
    ]


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("BÅRN OG UNGE fÅlges", "BØRN OG UNGE følges"),
        ("beslutningen om udlÅn af sÅrlige vÅrktÅjer", "beslutningen om udlån af særlige værktøjer"),
        ("5Åmio. kr. pÅ omrÅdet", "5 mio. kr. på området"),
        ("udviklingen pÅ sundhedsomrÅdet (ÅldreomrÅdet)", "udviklingen på sundhedsområdet (ældreområdet)"),
        ("fÅlges i Århus. Åkonomien er god.", "følges i Århus. Økonomien er god."),
        ("det koster ca. 5 mio. kr. Årligt pÅ omrÅdet", "det koster ca. 5 mio. kr. årligt på området"),
        ("m?det er p? torsdag. Skal vi m?des?", "mødet er på torsdag. Skal vi mødes?"),
        ("udvalget fÅlger ogÅUnge", "udvalget følger og Unge"),
    ],
)
def test_words_come_back(damaged: str, meant: str) -> None:
    assert restored(damaged) == meant


def test_a_compound_that_no_dictionary_has_comes_back_through_its_parts() -> None:
    assert restored("rÅdgivningslÅbsmÅdepakken pÅ mÅdet").split()[1:] == ["på", "mødet"]
    assert restored("budgetopfÅlgningsmÅdet pÅ skolen") == "budgetopfølgningsmødet på skolen"


def test_a_name_that_the_rest_of_the_document_has_comes_back_and_is_certain() -> None:
    damaged = "BjÅlstrup fÅlger sagen pÅ omrÅdet"
    repairs = repair(damaged, "Gitte Bjælstrup og Knud Bjælstrup deltog i mødet.")
    assert apply(damaged, repairs) == "Bjælstrup følger sagen på området"
    assert doubtful(repairs) == set()


def test_a_name_that_nothing_tells_is_marked() -> None:
    assert "BjÅlstrup" in doubtful(repair("Gitte BjÅlstrup fÅlger sagen pÅ omrÅdet"))


def test_words_of_the_context_decide_between_two_readings() -> None:
    damaged = "Der blev talt om kommunens sÅmÅrke pÅ omrÅdet"
    with_marks = restored(damaged, "Et sømærke er et mærke for skibe. Kommunens sømærke er malet.")
    assert "sømærke" in with_marks


def test_damage_in_the_context_is_not_learnt_from() -> None:
    damaged = "Karin GrÅnmo fÅlger sagen pÅ omrÅdet"
    assert restored(damaged, "Karin GrÅnmo ser pÅ omrÅdet igen, og hun fÅlger det.") == restored(damaged)


def test_a_long_text_on_one_line_comes_back_too() -> None:
    clean = "Børnene følger undervisningen på området, og forældrene får besked. " * 400
    assert restored(LOST.sub("Å", clean)) == clean


@pytest.mark.parametrize(
    "absurd", ["a" * 50_000 + "Åb", "aÅb" * 20_000, "Åa" * 20_000, "a?" * 20_000 + "a", "Å" * 50_000]
)
def test_an_absurdly_long_word_does_no_harm(absurd: str) -> None:
    text = f"BÅrnene {absurd} pÅ skolen"
    assert len(restored(text)) == len(text)


# What is told about it


@pytest.mark.parametrize("sentence", ["Opgaven lÅstes pÅ omrÅdet", "De lÅser pÅ omrÅdet", "En fÅre pÅ omrÅdet"])
def test_a_word_with_two_good_readings_is_marked_as_doubtful(sentence: str) -> None:
    assert sentence.split()[1] in doubtful(repair(sentence))


def test_a_plain_word_is_certain() -> None:
    assert doubtful(repair("BÅrnene fÅlger undervisningen pÅ omrÅdet i lÅbet af efterÅret")) == set()


def test_a_partys_letter_is_never_certain() -> None:
    [letter] = [one for one in repair("Listen (Å) fÅlger flertallet pÅ omrÅdet") if one.was == "Å"]
    assert letter.certainty < CERTAIN


def test_a_replacement_character_that_may_be_a_dash_or_a_quotation_mark_is_never_certain() -> None:
    damaged = f"pr{UNKNOWN}ver 2030 {UNKNOWN} 2031 {UNKNOWN}Sammen{UNKNOWN} p{UNKNOWN} skolen"
    repairs = repair(damaged)
    assert apply(damaged, repairs) == 'prøver 2030 – 2031 "Sammen" på skolen'
    assert [one.certainty < CERTAIN for one in repairs if one.was == UNKNOWN] == [True] * 3


def test_an_english_question_without_a_space_is_not_rewritten() -> None:
    assert restored("Is it ok?yes") == "Is it ok?yes"


def test_damage_that_nothing_explains_is_never_certain() -> None:
    repairs = repair("xÅq zÅwvÅk qqÅx")
    assert repairs
    assert all(one.certainty < CERTAIN for one in repairs)


def test_repairs_say_what_they_replace_and_stand_in_order() -> None:
    repairs = repair(DAMAGED_ITEM)
    assert [DAMAGED_ITEM[one.start : one.end] for one in repairs] == [one.was for one in repairs]
    assert all(one.end <= other.start for one, other in pairwise(repairs))


# How well


@pytest.mark.parametrize("char", ["Å", "?", UNKNOWN])
@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nearly_no_word_of_minutes_is_silently_wrong(path: Path, char: str) -> None:
    words, right, silent = damaged_words(path.read_text("utf-8"), char)
    assert words > 100
    assert right / words > 0.91
    assert silent / words < 0.01


def test_plain_prose_comes_back_nearly_whole() -> None:
    words, right, silent = damaged_words((HERE / "clean_economy.txt").read_text("utf-8"), "Å")
    assert right / words > 0.97
    assert silent / words < 0.01


# Letters that are gone altogether


def dropped(text: str) -> str:
    return LOST.sub("", text)


PROSE = (
    "Barnets fødselsdag blev holdt i børnehaven, og forældrene hjalp med at dække bordene. "
    "Kommunen vil følge udviklingen på området og undersøge, om åbningstiden kan forlænges. "
    "Medarbejderne ønsker bedre muligheder for at forberede undervisningen."
)


def test_dropped_letters_come_back() -> None:
    damaged = dropped(PROSE)
    result = apply(damaged, repair_lost(damaged))
    for word in ("fødselsdag", "børnehaven", "forældrene", "dække", "følge", "undersøge", "forlænges", "på"):
        assert word in WORD.findall(result)


def test_text_that_has_its_letters_has_dropped_none() -> None:
    assert lost_regions(PROSE) == []
    assert repair_lost(PROSE) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Punkt 3",
        "The committee took note of the report and asked for a new draft before the summer, with figures.",
        "Udvalget tog orienteringen til efterretning og bad om at se kortet igen, inden planen sendes til politikerne.",
        "KLE 17.04.00 ABC DEF GHI JKL MNO PQR STU VWX YZ BCD FGH JKL MNP QRS",
    ],
)
def test_text_that_needs_none_of_the_letters_has_dropped_none(text: str) -> None:
    assert lost_regions(text) == []


def test_a_dropped_letter_with_two_readings_is_marked() -> None:
    damaged = dropped(PROSE + " Eleverne gr hjem, og de løser opgaverne.")
    assert "gr" in doubtful(repair_lost(damaged))


# Laws


texts = st.text(alphabet="abeglmnrst ÅÅ?\N{REPLACEMENT CHARACTER}æøå.,:\n-5BSØ", max_size=80)


@given(texts)
def test_repairing_keeps_the_length_and_every_other_character(text: str) -> None:
    repairs = repair(text)
    assert all(len(one.was) == len(one.is_) for one in repairs)
    chars = {char for _, _, char in damaged_regions(text)}
    assert all(
        one in chars or one.lower() == other.lower() for one, other in zip(text, apply(text, repairs), strict=True)
    )


@given(texts)
def test_regions_stand_in_order_within_the_text_and_hold_their_character(text: str) -> None:
    done = 0
    for start, end, char in damaged_regions(text):
        assert done <= start < end <= len(text)
        assert char in text[start:end]
        done = end
