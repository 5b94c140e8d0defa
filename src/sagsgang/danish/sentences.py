"""Where a sentence, a heading or what follows a label begins."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset({
    "bl", "a", "ca", "d", "dvs", "eks", "ekskl", "etc", "evt", "f", "feks", "hhv", "inkl", "jf", "kap", "kl", "kr",
    "max", "mht", "mia", "min", "mio", "nr", "osv", "pct", "pga", "pkt", "pr", "pt", "s", "stk", "tlf", "vedr",
})  # fmt: skip
_REACH = 200
_OPENING = " \t\"'»«”“„()[]*#>•–-"


def sides(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `text[start:end]` on its line, as far as that says anything about it."""
    before = text[max(0, start - _REACH) : start]
    return before[before.rfind("\n") + 1 :], text[end : end + _REACH].split("\n", 1)[0]


def starts_sentence(text: str, at: int) -> bool:
    """Whether the word at `at` opens a sentence, a heading, or what follows a label."""
    line = text.rfind("\n", 0, at) + 1
    head = text[max(line, at - _REACH) : at].rstrip(_OPENING)
    if not head:
        return _opens_line(text, line)
    last = head[-1]
    words = head.split()
    if last == ":":
        return len(words) <= 4 or words[-4][-1:] in ".:" or words[-3][-1:] in ".:" or words[-2][-1:] in ".:"
    if last == ".":
        final = words[-1].strip("(").rstrip(".").lower()
        return final.split(".")[-1] not in _ABBREVIATIONS and not re.fullmatch(r"\d{1,2}", final)
    return last in "!?"


def _opens_line(text: str, line: int) -> bool:
    """Whether the line at `line` begins something new, rather than going on from a line that was broken."""
    if line == 0:
        return True
    before = text[text.rfind("\n", 0, line - 1) + 1 : line - 1].rstrip()
    return not before or before[-1] in ".:!?" or len(before) < 50
