"""What has changed from one text to another, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from sagsgang.web.archive.wording import Change, changed

WORDS = st.lists(st.sampled_from(["sti", "vej", "skov", "bro", "by", "\n\n"]), max_size=40).map(" ".join)


def told(was: str, now: str) -> list[tuple[str, str]]:
    return [(passage.change.value, passage.text.strip()) for passage in changed(was, now)]


def test_a_changed_word_is_told_among_those_that_stayed() -> None:
    assert told("Godkendt med 20 stemmer for.", "Godkendt med 21 stemmer for.") == [
        ("kept", "Godkendt med"),
        ("deleted", "20"),
        ("inserted", "21"),
        ("kept", "stemmer for."),
    ]


def test_texts_that_differ_in_spaces_only_are_the_same() -> None:
    assert changed("Godkendt  med\nstemmer", " Godkendt med stemmer ") == ()
    assert changed("", " ") == ()


def test_a_text_that_is_new_or_gone_is_told_as_a_whole() -> None:
    assert told("", "Ny tekst.") == [("inserted", "Ny tekst.")]
    assert told("Gammel tekst.", "") == [("deleted", "Gammel tekst.")]


def test_a_sentence_that_has_little_in_common_is_exchanged_as_a_whole() -> None:
    assert told("Sagen udsættes til maj", "Byrådet bevilger penge til stien") == [
        ("deleted", "Sagen udsættes til maj"),
        ("inserted", "Byrådet bevilger penge til stien"),
    ]


def test_of_long_passages_that_stayed_the_ends_are_shown() -> None:
    long = " ".join(f"ord{number}" for number in range(500))
    passages = changed(f"{long}\n\nTyve.", f"{long}\n\nTredive.")
    assert [passage.change for passage in passages] == [Change.LEFT_OUT, Change.KEPT, Change.DELETED, Change.INSERTED]
    assert passages[1].text.split()[-1] == "ord499"
    assert len(passages[1].text.split()) < 50


def test_paragraphs_stay_apart() -> None:
    passages = changed("Ad 1. Godkendt.\n\nAd 2. Udsat nu.", "Ad 1. Godkendt nu.\n\nAd 2. Udsat.")
    shown = "".join(passage.text for passage in passages if passage.change is not Change.DELETED)
    assert "\n\nAd 2." in shown


def test_huge_texts_are_compared_without_being_gone_through_word_by_word() -> None:
    was, now = " ".join("ab" for _ in range(50_000)), " ".join("ba" for _ in range(50_000))
    assert [change for change, _ in told(was, now)] == ["deleted", "inserted"]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_what_is_told(was: str, now: str) -> None:
    passages = changed(was, now)
    if not passages:
        assert was.split() == now.split()
        return
    old = " ".join(passage.text for passage in passages if passage.change is not Change.INSERTED)
    new = " ".join(passage.text for passage in passages if passage.change is not Change.DELETED)
    if Change.LEFT_OUT not in {passage.change for passage in passages}:
        assert (old.split(), new.split()) == (was.split(), now.split())
