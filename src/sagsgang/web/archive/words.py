"""What counts as the same word: one definition for the index, for questions and for what is marked in a hit.

Danish letters that were spelled out are put back before stemming ("Aabenraa" and "Åbenrå", "boern" and "børn" are
the same word), so that the stemmer meets the letters it knows. Foreign words change alike on both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache

import tantivy

# As Tantivy's simple tokenizer cuts: runs of letters and digits.
WORD = re.compile(r"[^\W_]+")

LONGEST = 80


def analyzer() -> tantivy.TextAnalyzer:
    """The analyzer that the index uses under the name "danish"; its input has gone through `fold`."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .filter(tantivy.Filter.stemmer("danish"))
        .build()
    )


_ANALYZER = analyzer()


def fold(text: str) -> str:
    """The text in small letters with spelled-out Danish letters put back."""
    return text.lower().replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The form under which a word stands in the index; empty for a word that does not stand there."""
    return "".join(_ANALYZER.analyze(fold(word))[:1])
