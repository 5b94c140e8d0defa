"""The words of an item by the field they are searched in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_OWN = {"decision", "recommendation", "summary"}


def texts_of(title: str, readings: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What to search of an item of which several documents tell, the best first (as public JSON).

    A kind of section is taken from the best document that has it: minutes that hold decisions only are found by the
    words of their agenda.
    """
    sections = list(_sections(readings))
    best = readings[0]
    return {
        "title": title,
        "decision": _joined(s["text"] for s in sections if s["kind"] == "decision")
        or _joined(d["text"] for d in best["decisions"]),
        "recommendation": _joined(s["text"] for s in sections if s["kind"] == "recommendation")
        or _joined(p for r in best["recommendations"] for p in r["points"]),
        "summary": _joined(s["text"] for s in sections if s["kind"] == "summary"),
        "text": _joined(
            [
                *(s["text"] for s in sections if s["kind"] not in _OWN),
                *dict.fromkeys(a["title"] for content in readings for a in content["attachments"]),
                *best["officers"],
                (best["journal_number"] or {}).get("raw"),
            ]
        ),
    }


def _sections(readings: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    for content in readings:
        yield from (section for section in content["sections"] if section["kind"] not in known)
        known |= {section["kind"] for section in content["sections"]}


def _joined(parts: Iterable[str | None]) -> str:
    return "\n".join(part for part in parts if part)
