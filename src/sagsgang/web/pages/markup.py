"""HTML that is made in Python, where a page has hundreds of the same and a template costs many times as much."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeData, SafeString


def markup(pattern: str, *values: object) -> SafeString:
    """The pattern with every value escaped that is not markup already: Django's `format_html`, at a fifth of its cost.

    That one goes through a translation's lazy text for every value; ours is for what is words already.
    """
    return SafeString(
        pattern.format(*(value if isinstance(value, SafeData) else escape(str(value)) for value in values))
    )
