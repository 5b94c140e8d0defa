"""XML from strangers, read safely, and records that know what of them was not read.

No entity is expanded, no DTD and nothing on the network is fetched. What case systems get wrong in their exports
(another encoding than declared, HTML's entities, characters that XML forbids) is put right where it can be.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sagsgang.model import Diagnostic
from sagsgang.reading.decoding import decode
from sagsgang.reading.extracted import UnreadableError

LIMIT = 200_000_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_FORBIDDEN = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcBCefEF]|1[0-9a-fA-F]));")
_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def parse(data: bytes, diagnostics: list[Diagnostic]) -> etree._Element:
    """The root element. Raises `UnreadableError` "malformed" or "too-large"."""
    if len(data) > LIMIT:
        raise UnreadableError("too-large", "The XML file is larger than 200 MB: export one meeting at a time.")
    try:
        return _root(data)
    except etree.XMLSyntaxError:
        pass
    text, found = decode(data)
    text = _FORBIDDEN.sub("", _NAMED.sub(_character, _DECLARATION.sub("", text, count=1)))
    try:
        root = _root(text.encode("utf-8", "replace"))
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        message = f"The XML file is broken at line {line}: export it again, or mend that line."
        raise UnreadableError("malformed", message) from error
    diagnostics.extend(found)
    return root


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and subset.entities():
        message = "The XML file defines entities of its own, which is not safe to read: export it again without them."
        raise UnreadableError("malformed", message)
    return root


def _character(match: re.Match[str]) -> str:
    shown = html.unescape(match[0])
    return shown if shown != match[0] else f"&amp;{match[1]};"


def key_of(name: object) -> str:
    """The name of an element or attribute for comparing: without namespace, case, Danish letters and signs."""
    if not isinstance(name, str):
        return ""
    local = spelled(name).casefold().translate(_LETTERS)
    return "".join(filter(str.isalnum, local))


def spelled(name: str) -> str:
    """The name of an element as a person would write it: `_x0020_` and underscores are spaces."""
    local = name.rpartition("}")[2]
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), local).replace("_", " ").strip()


def inner(element: etree._Element) -> str:
    """What stands in an element, as HTML: escaped markup, CDATA and markup proper are all the same."""
    if not len(element):
        return element.text or ""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        written = etree.tostring(child, encoding="unicode", with_tail=True, method="xml")
        # Markup proper is XHTML: its empty elements would swallow what follows them in HTML.
        parts.append(re.sub(r"<(?!br\b|hr\b|img\b|col\b)([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>", r"<\1\2></\1>", written))
    return "".join(parts)


class XmlRecord:
    """An element whose attributes and children are taken one by one; what is left is what nobody understood."""

    def __init__(self, element: etree._Element | None) -> None:
        self.element = element
        self._attributes: dict[str, str] = {}
        self._children: list[tuple[str, etree._Element]] = []
        if element is not None:
            self._attributes = {key_of(name): str(value) for name, value in element.attrib.items()}
            self._children = [(key_of(child.tag), child) for child in element if isinstance(child.tag, str)]

    def take(self, *names: str) -> str | None:
        """The first value under one of `names`, attribute or child, that says something, as HTML."""
        keys = [key_of(name) for name in names]
        values = [self._attributes.pop(key) for key in keys if key in self._attributes]
        values += [inner(child) for child in self._take(keys)]
        return next((value for value in values if value.strip()), None)

    def record(self, *names: str) -> XmlRecord:
        """The first child of one of these names (an empty record when there is none)."""
        found = self._take([key_of(name) for name in names])
        return XmlRecord(found[0] if found else None)

    def records(self, *names: str) -> list[XmlRecord]:
        """All children of these names."""
        return [XmlRecord(child) for child in self._take([key_of(name) for name in names])]

    def within(self, wrapper: str, *names: str) -> list[XmlRecord]:
        """The entries of a list element, `wrapper/name`; other children of the wrapper are left to be told."""
        found: list[XmlRecord] = []
        for outer in self._take([key_of(wrapper)]):
            record = XmlRecord(outer)
            found += record.records(*names)
            self._children += record._children
        return found

    def left(self) -> Iterator[tuple[str, str]]:
        """The names and texts of what was not taken."""
        yield from self._attributes.items()
        for _, child in self._children:
            for element in child.iter():
                if isinstance(element.tag, str):
                    yield spelled(element.tag), element.text or ""
                if element is not child and element.tail:
                    yield spelled(child.tag), element.tail

    def parts(self) -> list[tuple[str, str]]:
        """All children, taken: the name of each as a person would write it, and its content as HTML."""
        found = [(spelled(child.tag), inner(child)) for _, child in self._children]
        self._children = []
        return found

    def leaves(self) -> list[str]:
        """The texts of all elements inside that hold no others, taken."""
        inside = [element for _, child in self._children for element in child.iter() if isinstance(element.tag, str)]
        self._children = []
        return [element.text or "" for element in inside if not len(element) and (element.text or "").strip()]

    def _take(self, keys: list[str]) -> list[etree._Element]:
        found = [child for key in keys for name, child in self._children if name == key]
        self._children = [pair for pair in self._children if pair[0] not in keys]
        return found
