"""What somebody asks for, and what counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.web.archive.search.questions import MOST_TERMS, understand
from sagsgang.web.archive.search.snippets import mark, snippet
from sagsgang.web.archive.search.words import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("børn", "boern"),
        ("Aabenraa", "åbenrå"),
        ("AEldre", "ældre"),
        ("skolerne", "skole"),
        ("Børnehaver", "boernehaverne"),
    ],
)
def test_spellings_and_endings_of_one_word_are_the_same(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


def test_different_words_stay_different() -> None:
    assert len({stem(word) for word in ("skole", "skov", "børn", "bøn", "havn")}) == 5


def test_words_in_quotes_belong_together() -> None:
    assert [len(term.stems) for term in understand('"ny cykelsti" byen').wanted] == [2, 1]


def test_a_minus_says_what_must_not_be_found() -> None:
    question = understand("cykelsti -skole")
    assert (len(question.wanted), len(question.unwanted)) == (1, 1)


def test_a_number_with_points_is_one_thing() -> None:
    [term] = understand("05.01.02-P20").wanted
    assert len(term.stems) == 4


def test_an_asterisk_asks_for_a_beginning() -> None:
    assert understand("skole*").wanted[0].beginning == "skole"


def test_the_beginning_of_a_word_must_be_long_enough_to_mean_something() -> None:
    assert understand("a*").beginnings == ()


@pytest.mark.parametrize(
    "text", ["", "   ", "***", '"', '""""', "- - -", "\x00\x07\u202e", "?!.,;:()[]{}^~\\/", "*" * 10_000]
)
def test_a_question_without_words_wants_nothing(text: str) -> None:
    question = understand(text)
    assert (question.wanted, question.unwanted) == ((), ())


def test_an_unclosed_quote_is_taken_for_words() -> None:
    assert len(understand('"ny cykelsti').wanted) == 2


def test_a_question_of_ten_thousand_characters_is_cut_and_says_so() -> None:
    question = understand("cykelsti " * 1_200)
    assert question.shortened
    assert 0 < len(question.wanted) <= MOST_TERMS


def test_an_ordinary_question_is_not_cut() -> None:
    assert not understand("ny cykelsti langs stranden").shortened


def test_little_words_need_not_be_found_where_others_are_asked_for() -> None:
    assert [term.word for term in understand("frist for sagsbehandling").wanted] == ["frist", "sagsbehandling"]
    assert [term.word for term in understand("til den").wanted] == ["til", "den"]


def test_fields_are_no_words() -> None:
    question = understand("skole udfald:godkendt -kommune:Havnby emne:17.04")
    assert [term.word for term in question.wanted] == ["skole"]
    assert (question.only.outcomes, question.only.topics) == (("approved",), ("17.04",))
    assert question.without.municipalities == ("havnby",)


def test_a_field_may_have_several_values() -> None:
    assert understand("udfald:udsat Udfald:afvist").only.outcomes == ("postponed", "rejected")


def test_a_value_of_several_words_stands_in_quotes() -> None:
    question = understand('udvalg:"Børne- og Familieudvalget" -udfald:"taget til efterretning"')
    assert question.only.bodies == ("boerne-og-familieudvalget",)
    assert question.without.outcomes == ("noted",)
    assert question.wanted == ()


@pytest.mark.parametrize(
    "part", ["udfald:blåt", "emne:skole", "fra:igår", "-til:2025", "år:25", "type:x", 'udvalg:"!"']
)
def test_a_value_that_means_nothing_is_remembered_and_left_out(part: str) -> None:
    question = understand(f"skole {part}")
    assert question.misunderstood == (part,)
    assert [term.word for term in question.wanted] == ["skole"]
    assert question.only == question.without


@pytest.mark.parametrize("text", ["http://x", "kl:10", "mål:høj", "udvalg:", "udfald: godkendt", ":", "a:b:c"])
def test_a_field_nobody_knows_or_without_a_value_is_words(text: str) -> None:
    question = understand(text)
    assert question.misunderstood == ()
    assert question.only == question.without
    assert bool(question.wanted) == any(character.isalpha() for character in text)


@given(st.text(max_size=700))
def test_every_text_is_a_question(text: str) -> None:
    question = understand(text)
    assert len(question.wanted) + len(question.unwanted) <= MOST_TERMS
    assert all(term.stems and all(term.stems) for term in question.wanted + question.unwanted)


@given(st.text(max_size=300), st.text(max_size=40))
def test_marking_changes_no_letter_of_a_text(text: str, asked: str) -> None:
    marked = "".join(piece.text for piece in mark(text, understand(asked)))
    assert "".join(marked.split()) == "".join(text.split())


def test_a_snippet_shows_the_place_where_the_words_stand_together() -> None:
    text = (
        "Havnen, havnen og atter havnen nævnes her. "
        + "Noget andet. " * 60
        + "Her står havnen og cykelstien. "
        + "Mere. " * 80
    )
    pieces = snippet(text, understand("havn cykelsti"))
    assert [piece.text for piece in pieces if piece.marked] == ["havnen", "cykelstien"]
    assert len("".join(piece.text for piece in pieces)) < 320


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    pieces = snippet("Først dette. " * 50, understand("havn"))
    assert pieces[0].text.startswith("Først dette.")
