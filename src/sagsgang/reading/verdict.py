"""What a document is, and what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from sagsgang.model import (
    Diagnostic,
    DocumentKind,
    Item,
    Level,
    Minutes,
    Outcome,
    Remainder,
    SectionKind,
)  # fmt: skip
from sagsgang.reading.candidates import Start
from sagsgang.reading.header_values import Header


def kind_of_document(header: Header, items: Sequence[Item], starts: Sequence[Start]) -> DocumentKind:
    """Minutes, agenda, supplementary agenda or none of these: by what it calls itself and by what was decided."""
    if not items:
        return DocumentKind.OTHER
    labelled = [section for item in items for section in item.sections if section.heading is not None]
    core = {section.kind for section in labelled} & {
        SectionKind.DECISION,
        SectionKind.RECOMMENDATION,
        SectionKind.PRESENTATION,
        SectionKind.SUMMARY,
    }
    declared = any(start.declared for start in starts)
    if not declared and not core and header.document is None:
        return DocumentKind.OTHER
    if (
        not declared
        and header.body is None
        and header.document is None
        and SectionKind.DECISION not in core
        and len(core) < 2
        and not (core and items[0].number and items[0].journal_number)
    ):
        return DocumentKind.OTHER
    decided = any(item.decisions for item in items)
    if header.document is DocumentKind.AGENDA and decided and not _only_quoted(items):
        return DocumentKind.MINUTES
    if header.document is not None:
        return header.document
    return DocumentKind.MINUTES if decided else DocumentKind.AGENDA


def _only_quoted(items: Sequence[Item]) -> bool:
    """True when few items carry a decision: an agenda that quotes an earlier one."""
    return sum(any(d.outcome is not Outcome.NONE for d in item.decisions) for item in items) * 4 < len(items)


def doubts(minutes: Minutes, remainder: Sequence[Remainder]) -> list[Diagnostic]:
    """What a person should look at."""
    if minutes.document is DocumentKind.OTHER:
        return [
            Diagnostic(
                level=Level.INFO, code="not-minutes", message="The text has no items of an agenda or of minutes."
            )
        ]
    found = []
    for name, value in (("body", minutes.body), ("date", minutes.date), ("municipality", minutes.municipality)):
        if value is None:
            found.append(
                Diagnostic(
                    level=Level.WARNING, code=f"{name}-unknown", message=f"The document does not say its {name}."
                )
            )
    if remainder:
        found.append(
            Diagnostic(
                level=Level.INFO,
                code="not-understood",
                message="1 place was not understood."
                if len(remainder) == 1
                else f"{len(remainder)} places were not understood.",
                at=remainder[0].at,
            )
        )
    return found
