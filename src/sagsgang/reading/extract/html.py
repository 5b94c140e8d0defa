"""Web pages: HTML into an `Extract`."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from sagsgang.reading.decoding import decode, without_controls
from sagsgang.reading.extract.builder import LineBuilder, Paragraph, fold
from sagsgang.reading.extract.html_depth import bounded
from sagsgang.reading.extract.html_regions import mark_noise
from sagsgang.reading.extract.html_walk import Walker
from sagsgang.reading.extracted import Extract, Shape, UnreadableError

LIMIT = 200_000_000
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_OPENING = 40


def extract_html(data: bytes) -> Extract:
    """The text of a web page, one line a block. Raises `UnreadableError` "too-large" above 200 MB and "empty"."""
    if len(data) > LIMIT:
        megabytes = len(data) // 1_000_000
        raise UnreadableError(
            "too-large", f"The web page has {megabytes} MB (at most 200): save each meeting on its own."
        )
    declared = _CHARSET.search(data, 0, 4096)
    source, diagnostics = decode(data, declared[1].decode("ascii") if declared else None)
    parser = LexborHTMLParser(bounded(source))
    walker = Walker()
    if parser.root is not None:
        walker.walk(parser.root)
    mark_noise(walker.paragraphs, walker.regions)
    builder = LineBuilder("text/html")
    title = _title(parser, walker.paragraphs)
    if title:
        builder.say(title)
    builder.extend(walker.paragraphs)
    length = sum(len(paragraph.text) for paragraph in walker.paragraphs)
    return builder.build(wrapped=walker.preformatted * 2 > length, diagnostics=diagnostics)


def html_paragraphs(source: str) -> list[Paragraph]:
    """The paragraphs of a piece of HTML inside another format: no page title, and nothing in it is navigation."""
    if not source.strip():
        return []
    if "<" not in source and "&" not in source:
        text = fold(source)
        return [Paragraph(text=text)] if text else []
    parser = LexborHTMLParser(bounded(without_controls(source)))
    walker = Walker()
    if parser.root is not None:
        walker.walk(parser.root)
    return walker.paragraphs


def _title(parser: LexborHTMLParser, paragraphs: list[Paragraph]) -> str:
    """The page's title, when neither a heading nor the opening of the page says the same."""
    node = parser.css_first("head > title")
    title = fold(node.text()) if node is not None else ""
    wanted = _bare(title)
    content = [paragraph for paragraph in paragraphs if paragraph.noise is None]
    said = (
        paragraph.text
        for index, paragraph in enumerate(content)
        if index < _OPENING or paragraph.shape is Shape.HEADING
    )
    return title if wanted and not any(wanted in _bare(text) for text in said) else ""


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
