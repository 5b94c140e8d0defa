"""What a DOCX' styles and numbering definitions say about a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from sagsgang.reading.extract.docx_package import attribute, child, local
from sagsgang.reading.extract.list_markers import letters_for, roman_for

_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse)\s*[1-9]", re.IGNORECASE)
_PLACE = re.compile(r"%([1-9])")
_OFF = frozenset(["0", "false", "off", "none"])
_DEEPEST = 40


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """A property that is on, off, or (None) not mentioned."""
    found = child(properties, name)
    return None if found is None else (attribute(found, "val") or "1") not in _OFF


def number(element: etree._Element | None) -> int | None:
    """The `val` of an element as a whole number, None when there is none."""
    value = attribute(element, "val") if element is not None else None
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style with what it inherits. `size` in half points; `level` of a heading from 1, 0 for none."""

    bold: bool | None = None
    size: int | None = None
    hidden: bool = False
    level: int = 0
    contents: bool = False
    list: int | None = None
    depth: int | None = None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._default = Style()
        self._paragraph = ""
        for element in root if root is not None else ():
            if local(str(element.tag)) == "docDefaults":
                run = child(child(element, "rPrDefault"), "rPr")
                self._default = Style(size=number(child(run, "sz")), bold=switched(run, "b"))
            elif local(str(element.tag)) == "style":
                name = attribute(element, "styleId") or ""
                self._elements.setdefault(name, element)
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                    self._paragraph = name

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph; the default one without a name."""
        return self.named(name or self._paragraph) if name or self._paragraph else self._default

    def named(self, name: str, depth: int = 0) -> Style:
        """The style of that id, with what it is based on."""
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return self._default
        based = child(element, "basedOn")
        base = self.named(attribute(based, "val") or "", depth + 1) if based is not None else self._default
        style = self._known[name] = _style(element, base)
        return style


def _style(element: etree._Element, base: Style) -> Style:
    run, paragraph = child(element, "rPr"), child(element, "pPr")
    title = child(element, "name")
    name = (attribute(title, "val") if title is not None else None) or ""
    heading = _HEADING.fullmatch(name.strip())
    bold, size = switched(run, "b"), number(child(run, "sz"))
    listed = child(paragraph, "numPr")
    own_list, own_depth = number(child(listed, "numId")), number(child(listed, "ilvl"))
    level = min(int(heading[1]), 6) if heading else outline(paragraph)
    return Style(
        bold=base.bold if bold is None else bold,
        size=size or base.size,
        hidden=switched(run, "vanish") or base.hidden,
        level=1 if name.casefold() in ("title", "titel") else base.level if level is None else level,
        contents=bool(_CONTENTS.fullmatch(name.strip())) or base.contents,
        list=base.list if own_list is None else own_list,
        depth=base.depth if own_depth is None else own_depth,
    )


def outline(properties: etree._Element | None) -> int | None:
    """The heading level that a paragraph's properties set (0: body text), None when they do not."""
    level = number(child(properties, "outlineLvl"))
    return None if level is None else min(level + 1, 6) if 0 <= level < 9 else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = "%1."
    legal: bool = False


@dataclass(kw_only=True, slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document as a word processor does."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[int, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        abstract: dict[str, dict[int, _Level]] = {}
        for element in root if root is not None else ():
            name = local(str(element.tag))
            if name == "abstractNum":
                abstract[attribute(element, "abstractNumId") or ""] = _levels(element)
            elif name == "num":
                self._add(element, abstract)

    def _add(self, element: etree._Element, abstract: dict[str, dict[int, _Level]]) -> None:
        written = attribute(element, "numId") or ""
        of = child(element, "abstractNumId")
        name = (attribute(of, "val") if of is not None else None) or ""
        found = _List(abstract=name, levels=dict(abstract.get(name, {})))
        for override in element:
            if local(str(override.tag)) != "lvlOverride":
                continue
            depth = _whole(attribute(override, "ilvl"))
            start = number(child(override, "startOverride"))
            if start is not None:
                found.starts[depth] = start
            found.levels |= _levels(override)
        if written.isascii() and written.isdigit():
            self._lists[int(written)] = found

    def marker(self, list_id: int | None, depth: int) -> tuple[str, bool] | None:
        """The marker of the next paragraph of a list, and whether it is a bullet; None when it shows none."""
        found = self._lists.get(list_id) if list_id else None
        if found is None:
            return None
        level = found.levels.get(depth, _Level(text=f"%{depth + 1}."))
        if level.kind == "bullet":
            return "•", True
        counts = self._counts.setdefault(found.abstract or f"list {list_id}", {})
        if found.starts and not found.begun:
            for deeper, start in found.starts.items():
                counts[deeper] = start - 1
        found.begun = True
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        if level.kind == "none":
            return None
        shown = _PLACE.sub(lambda match: self._count(found, counts, int(match[1]) - 1, legal=level.legal), level.text)
        return (shown.strip(), False) if shown.strip() else None

    def _count(self, found: _List, counts: dict[int, int], depth: int, *, legal: bool) -> str:
        level = found.levels.get(depth, _Level())
        count = counts.get(depth, level.start)
        return str(count) if legal else _written(count, level.kind)


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for inner in element:
        if local(str(inner.tag)) != "lvl":
            continue
        kind, text = child(inner, "numFmt"), child(inner, "lvlText")
        start = number(child(inner, "start"))
        levels[_whole(attribute(inner, "ilvl"))] = _Level(
            start=1 if start is None else start,
            kind=(attribute(kind, "val") if kind is not None else None) or "decimal",
            text=(attribute(text, "val") if text is not None else None) or "",
            legal=bool(switched(inner, "isLgl")),
        )
    return levels


def _whole(written: str | None) -> int:
    return min(int(written), 8) if written and written.isascii() and written.isdigit() and len(written) < 4 else 0


def _written(count: int, kind: str) -> str:
    match kind:
        case "lowerLetter":
            return letters_for(count)
        case "upperLetter":
            return letters_for(count).upper()
        case "lowerRoman":
            return roman_for(count)
        case "upperRoman":
            return roman_for(count).upper()
        case "decimalZero":
            return f"{count:02d}"
    return str(count)
