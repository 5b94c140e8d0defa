"""KLE, the list of topics that Danish municipalities file by: its main groups, and the lists that its users have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_NUMBER = r"\d{2}(?:\.\d{2}){0,2}"
_LINE = re.compile(rf"KLENummer='({_NUMBER})':KLETitel='(.+?)'(?::Keywords\[Weight\]=.*)?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedTopic:
    """A line of a list of topics: `number` ("17", "17.04", "17.04.00") and `title`; both empty where it is none."""

    line: int
    number: str = ""
    title: str = ""


@cache
def main_groups() -> Mapping[str, str]:
    """The titles of the main groups by their two digits, in their order."""
    text = resources.files("sagsgang.danish").joinpath("main_groups.toml").read_text("utf-8")
    return dict(sorted(tomllib.loads(text).items()))


def is_number(text: str) -> bool:
    """Whether a text is the number of a main group, a group or a topic."""
    return text.isascii() and re.fullmatch(_NUMBER, text) is not None


def topics_in(lines: Iterable[str]) -> Iterator[ListedTopic]:
    """The topics of a list in the text form of the OS2KLE project, one a line:
    `KLENummer='17.04.00':KLETitel='…':Keywords[Weight]=…`. Lines count from 1; empty ones are passed over.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or not match[1].isascii() or not match[2].strip():
            yield ListedTopic(line=number)
        else:
            yield ListedTopic(line=number, number=match[1], title=match[2].strip())
