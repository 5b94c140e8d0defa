"""The index and the language package mean the same by "the same word"."""

from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish import words as danish
from sagsgang.web.archive.search import words as archive


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøåABDEGÆØÅ", min_size=1, max_size=30))
def test_the_index_stems_a_word_as_the_language_does(word: str) -> None:
    assert archive.stem(word) == danish.stem(word)
