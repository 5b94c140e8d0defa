"""The reader's remarks in the language of whoever reads the page.

The reader writes its messages in English. What it means is told by a remark's code; numbers and names are taken out of
the message. A code that is not known here, or a message in another form, is shown as the reader wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagsgang.model import Diagnostic, Level, Span

# By code: what to take out of the message (nothing: None), and the sentence it goes into.
_SENTENCES: dict[str, tuple[str | None, Promise]] = {
    "not-minutes": (None, _("The text has no items such as an agenda or minutes have.")),
    "body-unknown": (None, _("The document does not say which council or committee met.")),
    "date-unknown": (None, _("The document does not say when the meeting was held.")),
    "municipality-unknown": (None, _("The document does not say which municipality it comes from.")),
    "not-understood": (r"(?P<count>\d+) ", _("Places that were not understood: %(count)s.")),
    "journal-number-invalid": (
        r"(?P<number>\S+) ",
        _("%(number)s looks like a KLE journal number, but is not a valid one."),
    ),
    "route-columns-lost": (
        None,
        _("The routing table has lost its columns in this file, so it cannot be told which bodies are marked."),
    ),
    "closed-mark-inside": (
        None,
        _("A mark of a closed item stands inside an item. The item counts as closed until a person has looked."),
    ),
    "unknown-key": (
        r"The field “(?P<field>.+?)” of ",
        _("The reader does not know the field “%(field)s”. Its text was kept."),
    ),
    "read-by-character-recognition": (
        None,
        _("The pages are pictures. Their text was read by character recognition and may have errors."),
    ),
    "control-characters": (
        r"(?P<count>\d+) ",
        _("Invisible control characters that were taken out or put right: %(count)s."),
    ),
    "mixed-encodings": (
        r".* read as (?P<encoding>\S+)\.$",
        _("The file mixes two character encodings (UTF-8 and %(encoding)s). Compare names with the source."),
    ),
    "encoding-guessed": (
        r".* read as (?P<encoding>\S+)\.$",
        _("The file is not in UTF-8. It was read as %(encoding)s."),
    ),
    "double-encoded": (
        None,
        _("Letters that had been encoded twice were put right. Compare names with the source."),
    ),
    "draft": (None, _("The file is a draft of an agenda, not what was published.")),
    "several-agendas": (r"\D*(?P<count>\d+) ", _("Agendas in the file: %(count)s. They were read as one.")),
    "tracked-deletions": (
        r"(?P<count>\d+) ",
        _("Passages deleted with tracked changes, and so left out: %(count)s. Check the original."),
    ),
    "tracked-insertions": (
        r"(?P<count>\d+) ",
        _("Passages inserted with tracked changes, and read as part of the text: %(count)s."),
    ),
    "comments-left-out": (None, _("Comments in the margin were left out.")),
    "truncated": (None, _("The PDF file ends too early. Its last pages may be missing.")),
    "unknown-letters": (r"(?P<count>\d+) ", _("Letters that the PDF file does not explain: %(count)s.")),
    "page-unreadable": (r"Page (?P<page>\d+) ", _("Page %(page)s cannot be read and was left out.")),
    "outside-page": (
        r"(?P<count>\d+) .* page (?P<page>\d+) ",
        _("Words beyond the edge of page %(page)s that were left out: %(count)s."),
    ),
    "page-without-text": (r"Page (?P<page>\d+) ", _("Page %(page)s is a picture without text and was left out.")),
}

KNOWN_CODES = frozenset(_SENTENCES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A sentence for people, and the places it is about. `foreign` when it is the reader's own English."""

    level: Level
    text: str
    foreign: bool
    places: tuple[Span, ...]


def sentence(remark: Diagnostic) -> str | None:
    """The remark in the language of the page; None where it can only be shown as the reader wrote it."""
    pattern, text = _SENTENCES.get(remark.code, ("(?!)", ""))
    found = re.match(pattern, remark.message) if pattern is not None else None
    if pattern is not None and found is None:
        return None
    return str(text) % found.groupdict() if found is not None else str(text)


def told(remarks: Iterable[Diagnostic]) -> list[Remark]:
    """The remarks in their order, each sentence once with every place it is about."""
    places: dict[tuple[Level, str, bool], list[Span]] = {}
    for remark in remarks:
        text = sentence(remark)
        at = places.setdefault((remark.level, text or remark.message, text is None), [])
        if remark.at is not None:
            at.append(remark.at)
    return [
        Remark(level=level, text=text, foreign=foreign, places=tuple(at))
        for (level, text, foreign), at in places.items()
    ]
