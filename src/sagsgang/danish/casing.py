"""The capitals of a word that has lost letters: which it must have had, and what they tell about it."""

from __future__ import annotations

import re

from sagsgang.danish.sentences import sides, starts_sentence
from sagsgang.danish.usage import Word

_HYPHENED = re.compile(r"(?<!\w)[A-ZÆØÅ]\S*[a-zæøå]-$")
_NAME_OF_A_BODY = re.compile(r".{3,}(?:udvalg(?:et)?|(?<!om)rådet|ministeriet|styrelsen|nævnet)s?")


def is_in_capitals(word: Word, char: str) -> bool:
    """Whether the whole word is in capitals; with one letter left of it, its neighbours on the line decide."""
    others = [one for one in word.written if one != char]
    if not all(one.isupper() for one in others):
        return False
    if len(others) > 1 or word.written[0] == char:
        return True
    line = " ".join(sides(word.text, word.at, word.end))
    beside = [other for other in line.replace(char, "").split() if other.isalpha() and len(other) > 1]
    return bool(beside) and all(other.isupper() for other in beside)


def may_be_a_name(word: Word, char: str) -> bool:
    """Whether the capital of a word is one that only names have, or (where that letter is lost) may have been one."""
    if is_in_capitals(word, char):
        return False
    follows = _name_follows(word, char)
    hyphened = _HYPHENED.search(word.text, max(0, word.at - 30), word.at) is not None
    if word.written[0] == char:
        return follows or hyphened
    return word.written[0].isupper() and (follows or hyphened or not starts_sentence(word.text, word.at))


def _name_follows(word: Word, char: str) -> bool:
    """Whether the next word, after one space, has a capital that is not itself in doubt, and small letters."""
    following = f"{word.text[word.end : word.end + 3]:<3}"
    gap, first, second = following[0], following[1], following[2]
    return gap == " " and first != char and first.isupper() and (second == char or second.islower())


def is_name_of_a_body(word: str) -> bool:
    """Whether `word`, in lower case, is formed like the name of a committee, a board or a ministry."""
    return _NAME_OF_A_BODY.fullmatch(word) is not None


def with_capitals(reading: str, word: Word, char: str, *, first: bool) -> str:
    """`reading`, in lower case, written as `word` is; `first` says whether a lost first letter was a capital."""
    letters = list(reading)
    capitals = is_in_capitals(word, char)
    for index, one in enumerate(word.written):
        if one != char:
            letters[index] = one
        elif capitals or (index == 0 and first):
            letters[index] = letters[index].upper()
    return "".join(letters)
