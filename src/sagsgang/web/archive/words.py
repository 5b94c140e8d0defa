"""What counts as the same word in the archive: in the index, in questions and in what is marked in a hit.

The letters and the cut into words are `danish.words`; the stemmer is Tantivy's own, which is the same one.
"""

from __future__ import annotations

from functools import lru_cache

import tantivy

from sagsgang.danish.words import WORD, fold

__all__ = ["LONGEST", "WORD", "analyzer", "fold", "stem"]

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


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The form under which a word stands in the index; empty for a word that does not stand there."""
    return "".join(_ANALYZER.analyze(fold(word))[:1])
