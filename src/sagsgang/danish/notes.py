"""Notes on corrections that minutes which are published again carry inside a decision."""

from __future__ import annotations

import re

_CORRECTION = re.compile(
    r"^\W*(?:(?:(?:punktet|referatet|beslutningen|protokollen|teksten|afstemningen|det)\s(?:er|blev)\s"
    r"(?:efterfølgende\s)?)?(?:rettet|berigtiget|korrigeret)|rettelse|berigtigelse|korrektion)\b(?!\s*\))",
    re.IGNORECASE,
)


def without_corrections(text: str) -> str:
    """The paragraphs of a decision without those that only tell what was corrected: they quote what does not hold.

    A mark such as "(rettet)" is no such note.
    """
    return "\n".join(paragraph for paragraph in text.split("\n") if not _CORRECTION.match(paragraph))
