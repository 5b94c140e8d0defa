"""Nothing is lost: which places are covered, and the check that every one is."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence

from sagsgang.model import (
    Minutes,
    Noise,
    Span,
)  # fmt: skip
from sagsgang.reading.layout import Block


class ReadingDefectError(AssertionError):
    """The reader lost or doubled a piece of the text: a defect of the program, never of the file."""


def uncovered(blocks: Sequence[Block], spans: Sequence[Span]) -> list[Span]:
    """The blocks that no span covers, neighbours joined."""
    found: list[Span] = []
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    n = 0
    for block in blocks:
        for line in block.lines:
            while n < len(joined) and joined[n][1] <= line.start:
                n += 1
            if n < len(joined) and joined[n][0] <= line.start and line.end <= joined[n][1]:
                continue
            found.append((line.start, line.end))
    return found


def inside(at: Span, spans: Sequence[Span]) -> bool:
    """True when a place lies inside one of the spans, which are in order."""
    n = bisect_right(spans, (at[0], sys.maxsize))
    return n > 0 and at[1] <= spans[n - 1][1]


def merged(noise: Sequence[Noise], text: str) -> list[Noise]:
    """Noise in order; neighbours of one reason with only white space between are one."""
    merged: list[Noise] = []
    for part in sorted(set(noise), key=lambda n: n.at):
        if merged and merged[-1].reason == part.reason and not text[merged[-1].at[1] : part.at[0]].strip():
            merged[-1] = Noise(reason=part.reason, at=(merged[-1].at[0], max(part.at[1], merged[-1].at[1])))
        else:
            merged.append(part)
    return merged


def check_nothing_lost(minutes: Minutes, text: str) -> None:
    """Raise `ReadingDefectError` when a character that is not white space is in no top-level span, or in two that
    overlap."""
    spans = sorted(set(minutes.top_level_spans()))
    end = 0
    for start, stop in spans:
        if start < end:
            raise ReadingDefectError(f"two spans overlap at {start}: {text[start : start + 40]!r}")
        if text[end:start].strip():
            raise ReadingDefectError(f"nothing covers the text at {end}: {text[end:start].strip()[:40]!r}")
        end = stop
    if text[end:].strip():
        raise ReadingDefectError(f"nothing covers the text at {end}: {text[end:].strip()[:40]!r}")
