"""From the tree of an HTML page to paragraphs: blocks, headings, lists, tables, what is bold and what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from selectolax.lexbor import LexborNode

from sagsgang.reading.extract.builder import Paragraph, fold
from sagsgang.reading.extract.html_regions import NAVIGATION, Region, is_tool, region_of
from sagsgang.reading.extract.html_tables import Tables
from sagsgang.reading.extract.list_markers import marker_for, typed_marker
from sagsgang.reading.extracted import Shape

_UNSEEN_TAGS = "head title script style template svg math iframe object embed link meta audio video canvas map datalist"
_BLOCK_TAGS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav noscript
ol optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"""
_PLAIN = frozenset(["span", "em", "i", "u", "small", "sup", "sub", "font", "label", "abbr"])
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|zip)\b|/(bilag|pdf|dokument|attachment|file|download)", re.IGNORECASE)
_WORD_HEADING = re.compile(r"\b(?:Mso)?(?:Heading|Overskrift)\s?([1-6])\b", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)|font\s*:\s*bold", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PANEL = re.compile(r"accordion|collaps|panel|expand|toggle|folde?|tab-?pane|tabcontent|punkt|item", re.IGNORECASE)
_WORTH_KEEPING = 80

Attributes = dict[str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _State:
    """What an element hands down to those inside it."""

    bold: bool = False
    link: bool = False
    to_file: bool = False
    heading: int = 0
    pre: bool = False
    main: bool = False
    word_list: bool = False
    region: int = -1


@dataclass(kw_only=True, slots=True)
class _List:
    ordered: bool
    kind: str
    bare: bool
    count: int


@dataclass(slots=True)
class _Inline:
    """The running text of the block that is being read."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    links: int = 0
    to_file: bool = False


class Walker:
    """Walks a tree once, without recursion, and collects `paragraphs` and `regions`."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.regions: list[Region] = []
        self.preformatted = 0
        self._tables = Tables(self.paragraphs)
        self._lists: list[_List] = []
        self._pending: tuple[Shape, str | None] | None = None
        self._inline = _Inline()
        self._gap = False
        self._broke = False

    def walk(self, root: LexborNode) -> None:
        """Read `root` and everything in it."""
        path: list[tuple[str, _State]] = []
        state = _State()
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            inside = None
            if tag == "-text":
                self._text(node.text_content or "", state)
            elif not tag.startswith("-"):
                inside = self._enter(node, tag, state)
            child = node.first_child if inside is not None else None
            if inside is not None and child is not None:
                path.append((tag, state))
                state, node = inside, child
                continue
            if inside is not None:
                self._leave(tag, inside)
            following = node.next if path else None
            while following is None and path:
                parent = node.parent
                tag, outer = path.pop()
                self._leave(tag, state)
                state = outer
                if parent is None or not path:
                    following = None
                    break
                node, following = parent, parent.next
            node = following
        self._flush(_State())

    def _enter(self, node: LexborNode, tag: str, state: _State) -> _State | None:
        """The state inside the element, or None when nothing in it is to be read."""
        if tag in _UNSEEN:
            return None
        if tag == "br":
            self._break(state)
            return None
        attributes: Attributes = node.attributes
        if not attributes and tag in _PLAIN:
            return state
        if (attributes or tag == "dialog") and _hidden(tag, attributes) and not _holds_text(node, attributes):
            return None
        if tag in _BLOCKS:
            self._flush(state)
            state = self._enter_block(tag, attributes, state)
        bold = _bold(tag, attributes, state.bold)
        if bold != state.bold:
            state = replace(state, bold=bold)
        if tag == "a" or tag == "button":
            state = replace(state, link=True, to_file=bool(_FILE.search(attributes.get("href") or "")))
        return self._with_region(tag, attributes, state)

    def _with_region(self, tag: str, attributes: Attributes, state: _State) -> _State:
        main = state.main or tag in ("main", "article") or attributes.get("role") == "main"
        found = region_of(tag, attributes, main=state.main)
        if found is not None:
            self.regions.append(replace(found, parent=state.region))
            return replace(state, region=len(self.regions) - 1, main=main)
        return state if main == state.main else replace(state, main=main)

    def _enter_block(self, tag: str, attributes: Attributes, state: _State) -> _State:
        self._tables.enter(tag, attributes)
        heading = _heading(tag, attributes) or state.heading
        word_list = tag == "p" and "mso-list" in (attributes.get("style") or "")
        if tag in ("ul", "ol", "menu", "dir"):
            kind = attributes.get("type") or "1"
            bare = bool(re.search(r"list-style(-type)?\s*:\s*none", attributes.get("style") or ""))
            start = _number(attributes.get("start"), 1)
            self._lists.append(_List(ordered=tag == "ol", kind=kind, bare=bare, count=start - 1))
        elif tag == "li":
            self._pending = self._marker(attributes)
        pre = state.pre or tag in ("pre", "listing", "xmp", "plaintext")
        if (heading, pre, word_list) != (state.heading, state.pre, state.word_list):
            return replace(state, heading=heading, pre=pre, word_list=word_list)
        return state

    def _marker(self, attributes: Attributes) -> tuple[Shape, str | None]:
        if not self._lists:
            return Shape.BULLET, "•"
        around = self._lists[-1]
        around.count = _number(attributes.get("value"), around.count + 1)
        if around.bare:
            return Shape.TEXT, None
        if around.ordered:
            return Shape.NUMBERED, marker_for(around.count, around.kind)
        return Shape.BULLET, "•"

    def _leave(self, tag: str, state: _State) -> None:
        if tag not in _BLOCKS:
            return
        self._flush(state)
        self._broke = False
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
        if tag == "li":
            self._pending = None
        self._tables.leave(tag)

    def _text(self, text: str, state: _State) -> None:
        if state.pre and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._inline_text(line, state)
                self._break(state)
        if state.link and is_tool(text):
            self._tool(text, state)
            return
        self._inline_text(text, state)

    def _tool(self, text: str, state: _State) -> None:
        """A link such as "Kopier link til punktet" that stands inside a heading is not part of the heading."""
        self._flush(state)
        shown = fold(text)
        self.paragraphs.append(Paragraph(text=shown, links=len(shown), noise=NAVIGATION, region=state.region))

    def _inline_text(self, text: str, state: _State) -> None:
        inline = self._inline
        inline.parts.append(text)
        letters = len(text.strip())
        if letters:
            inline.letters += letters
            inline.bold += letters if state.bold else 0
            inline.links += letters if state.link else 0
            inline.to_file = inline.to_file or state.to_file

    def _break(self, state: _State) -> None:
        if self._broke and not any(part.strip() for part in self._inline.parts):
            self._gap = True
        self._flush(state)
        self._broke = True

    def _flush(self, state: _State) -> None:
        inline = self._inline
        if not inline.parts:
            return
        raw = "".join(inline.parts)
        self._inline = _Inline()
        text = fold(raw)
        if not text:
            self._gap = self._gap or "\xa0" in raw
            return
        self._broke = False
        paragraph = Paragraph(text=text, gap=self._gap, region=state.region, bold=inline.bold == inline.letters)
        paragraph.links, paragraph.to_file = min(inline.links, len(text)), inline.to_file
        self._gap = False
        self._shape(paragraph, state)
        if state.pre:
            self.preformatted += len(text)
        self.paragraphs.append(paragraph)

    def _shape(self, paragraph: Paragraph, state: _State) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            paragraph.shape, paragraph.marker = pending
            paragraph.level = max(len(self._lists) - 1, 0)
        if state.heading:
            paragraph.make_heading(state.heading)
        elif paragraph.shape is Shape.TEXT:
            typed = typed_marker(paragraph.text, in_list=state.word_list)
            if typed is not None:
                paragraph.shape, paragraph.marker, paragraph.text = typed


def _number(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise


def _heading(tag: str, attributes: Attributes) -> int:
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if not attributes:
        return 0
    if attributes.get("role") == "heading":
        return min(max(_number(attributes.get("aria-level"), 2), 1), 6)
    if tag == "p":
        named = _WORD_HEADING.search(attributes.get("class") or "")
        return int(named[1]) if named else 0
    return 0


def _bold(tag: str, attributes: Attributes, inherited: bool) -> bool:
    style = attributes.get("style") if attributes else None
    weight = _styled(style)[0] if style else None
    if weight is not None:
        return weight
    return inherited or tag in ("b", "strong")


@lru_cache(maxsize=2048)
def _styled(style: str) -> tuple[bool | None, bool]:
    """Whether a style sets the letters bold (None: it says nothing of it), and whether it hides."""
    weight = True if _BOLD_STYLE.search(style) else False if _PLAIN_STYLE.search(style) else None
    return weight, bool(_HIDING_STYLE.search(style))


def _hidden(tag: str, attributes: Attributes) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (tag == "dialog" and "open" not in attributes)
        or _styled(attributes.get("style") or "")[1]
    )


def _holds_text(node: LexborNode, attributes: Attributes) -> bool:
    """Whether a hidden element is a closed panel with text in it, as accordions are, and no icon or message."""
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}"
    needed = 1 if _PANEL.search(named) else _WORTH_KEEPING
    # Bounded, because hidden elements may stand inside one another.
    for seen, inner in enumerate(node.traverse(include_text=True)):
        if inner.tag == "-text":
            parent = inner.parent
            if parent is None or (parent.tag not in _UNSEEN and parent.tag != "option"):
                needed -= len((inner.text_content or "").strip())
        if needed <= 0:
            return True
        if seen > 3000:
            return False
    return False
