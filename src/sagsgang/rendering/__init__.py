"""Minutes written as HTML and plain text, for people and for programs to read again."""

from __future__ import annotations

from sagsgang.model import Minutes
from sagsgang.rendering.html import html_of
from sagsgang.rendering.outline import outline_of
from sagsgang.rendering.text import text_of
from sagsgang.rules.openness import public_view

__all__ = ["FORMATS", "render"]

_WRITERS = {"html": html_of, "text": text_of}
FORMATS = tuple(_WRITERS)
"""What can be written."""


def render(minutes: Minutes, to: str, *, closed: bool = False) -> bytes:
    """A document as a file of the format `to` (one of `FORMATS`), in UTF-8; the same document gives the same bytes.

    Written from the public view, which holds nothing that is closed; with `closed` from the whole document, for those
    who may read it, and marked so. Raises `ValueError` for a format that is none of ours.
    """
    if to not in _WRITERS:
        raise ValueError(f"{to!r} is no format; these are: {', '.join(FORMATS)}")
    outline = outline_of(minutes if closed else public_view(minutes), closed=closed)
    return _WRITERS[to](outline).encode()
