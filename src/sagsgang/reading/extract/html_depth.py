"""A bound on the depth of HTML, which keeps the time of parsing it linear.

The HTML standard lets a parser look through all open elements at every tag, so that 100,000 nested elements take
10,000,000,000 steps. Browsers stop at a depth of 512; so does this, and at tags with very many attributes.
"""

from __future__ import annotations

import re

_DEEPEST = 400
_MOST_FORMATTING = 40
_LONGEST_TAG = 4000
_MOST_ATTRIBUTES = 200
_TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]*))")
# Elements that are closed by what follows them, or hold nothing: they do not make a tree deeper.
_FLAT_TAGS = """p li dt dd td th tr tbody thead tfoot option optgroup br hr img input meta link col colgroup base area
wbr param source track embed html head body"""
_RAW_TAGS = "script style textarea title xmp iframe noembed noframes"
_FORMATTING_TAGS = "a b big code em font i nobr s small strike strong tt u"
_FLAT = frozenset(_FLAT_TAGS.split())
_RAW = frozenset(_RAW_TAGS.split())
_FORMATTING = frozenset(_FORMATTING_TAGS.split())
_INLINE = _FORMATTING | {"span", "label", "abbr", "cite", "sub", "sup", "o:p"}


def bounded(source: str) -> str:
    """`source` itself when it is not nested too deeply, else without the tags beyond the bound (the text stays)."""
    cuts = _too_deep(source)
    if not cuts:
        return source
    parts: list[str] = []
    end = 0
    for start, stop, instead in cuts:
        parts.append(source[end:start])
        parts.append(instead)
        end = stop
    parts.append(source[end:])
    return "".join(parts)


def _too_deep(source: str) -> list[tuple[int, int, str]]:
    """The tags to take out: where each starts and ends, and what stands in its place."""
    cuts: list[tuple[int, int, str]] = []
    depth = formatting = after = 0
    for match in _TAG.finditer(source):
        if match.start() < after:
            continue
        comment, closing, name = match.groups()
        if comment:
            after = _after(source, "-->", match.end())
            continue
        name = name.lower()
        after = _after(source, ">", match.end())
        if after - match.end() > _LONGEST_TAG and source.count("=", match.end(), after) > _MOST_ATTRIBUTES:
            cuts.append((match.start(), after, f"<{closing}{name}>"))
        if name in _RAW:
            if not closing:
                end = re.compile(f"</{name}", re.IGNORECASE).search(source, after)
                after = end.start() if end else len(source)
            continue
        if name in _FLAT:
            continue
        change = -1 if closing else 1
        mark = change if name in _FORMATTING else 0
        # The tags that are taken out are counted too, so that their ends are taken out with them.
        if max(depth, depth + change) > _DEEPEST or (mark and max(formatting, formatting + mark) > _MOST_FORMATTING):
            if cuts and cuts[-1][0] == match.start():
                cuts.pop()
            cuts.append((match.start(), after, "" if name in _INLINE else "<p>"))
        depth = max(depth + change, 0)
        formatting = max(formatting + mark, 0)
    return cuts


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
