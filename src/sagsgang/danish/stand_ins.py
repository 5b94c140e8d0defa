"""Substitutes named beside the absent.

`Ida Holm (A) - Per Lund (A) mødte som stedfortræder`, `Ida Holm, suppleant Per Lund`.
"""

from __future__ import annotations

import re

_PART = r"[A-ZÆØÅ](?:[\w’'-]+|\.)"
_NAME = rf"(?!Som\b){_PART}(?:\s+(?!Som\b){_PART}){{1,4}}(?:\s*\(\w{{1,3}}\)|,\s[A-ZÆØÅ](?=[\s,.-]))?"
_WORD = r"(?:stedfortræder|suppleant)"
_STANDS_AFTER = re.compile(
    rf"(?P<absent>{_NAME})\s*[-–,]\s*(?P<stand_in>{_NAME})\s+(?:(?:mødte|mødt|deltog|deltager|møder|indkaldt|er|var)\s+)?(?:som\s+)?{_WORD}\b"
)
_WORD_BETWEEN = re.compile(
    rf"(?P<absent>{_NAME})[\s,(–-]+{_WORD}(?:\s+(?:er|var|mødte|deltog))?\s*:?\s+(?P<stand_in>{_NAME})\)?"
)


def without_stand_ins(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A list of the absent without their substitutes, and the substitutes as pairs (who came, for whom).

    >>> without_stand_ins("Ida Holm (A) - Per Lund (A) mødte som stedfortræder")
    ('Ida Holm (A)', [('Per Lund (A)', 'Ida Holm (A)')])
    """
    if not re.search(_WORD, text):
        return text, []
    pairs: list[tuple[str, str]] = []

    def only_absent(match: re.Match[str]) -> str:
        pairs.append((match["stand_in"], match["absent"]))
        return match["absent"]

    for pattern in (_STANDS_AFTER, _WORD_BETWEEN):
        text = pattern.sub(only_absent, text)
    return text, pairs
