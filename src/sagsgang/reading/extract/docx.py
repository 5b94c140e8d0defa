"""Word documents: DOCX into an `Extract`, one line a paragraph, with nothing lost that a reader of it sees."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from sagsgang.model import Diagnostic, Level
from sagsgang.reading.extract.builder import LineBuilder, Paragraph
from sagsgang.reading.extract.docx_package import Package
from sagsgang.reading.extract.docx_styles import Numbering, Styles
from sagsgang.reading.extract.docx_walk import DocxWalker
from sagsgang.reading.extracted import Extract, Shape, UnreadableError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARGINS = {"header": "page header", "footer": "page footer"}
_LONGEST_HEADING = 150


def extract_docx(data: bytes) -> Extract:
    """The text of a Word document.

    Raises `UnreadableError`: "encrypted", "truncated", "malformed", "too-large", "not-supported" or "empty".
    """
    package = Package(data)
    relations = package.relations(package.main)
    parts: dict[str, list[str]] = {}
    for _, kind, name in relations:
        parts.setdefault(kind, []).append(name)

    def root(kind: str) -> etree._Element | None:
        names = parts.get(kind)
        return package.part(names[0]) if names else None

    walker = DocxWalker(
        Styles(root("styles")),
        Numbering(root("numbering")),
        {kind: root(f"{kind}s") for kind in ("footnote", "endnote")},
    )
    margins: dict[str, list[Paragraph]] = {kind: [] for kind in _MARGINS}
    try:
        body = walker.read(package.part(package.main))
        for kind, noise in _MARGINS.items():
            margins[kind] = _margin([walker.read(package.part(name)) for name in parts.get(kind, ())], noise)
    except RecursionError as error:
        message = "The Word document is nested too deeply: open it in a word processor, save it again and give that."
        raise UnreadableError("malformed", message) from error
    _weigh(body)
    builder = LineBuilder(MEDIA_TYPE)
    builder.extend([*margins["header"], *body, *margins["footer"]])
    return builder.build(diagnostics=_diagnostics(walker, has_comments="comments" in parts))


def _margin(parts: list[list[Paragraph]], noise: str) -> list[Paragraph]:
    """The lines of page headers or footers; those that several sections share only once."""
    found: dict[str, Paragraph] = {}
    for paragraph in (one for part in parts for one in part):
        paragraph.noise, paragraph.size = noise, None
        found.setdefault(paragraph.text, paragraph)
    return list(found.values())


def _weigh(paragraphs: list[Paragraph]) -> None:
    """Sizes relative to the body text; a short line that is clearly larger than it is a heading."""
    lengths: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.size:
            lengths[paragraph.size] += len(paragraph.text)
    body = lengths.most_common(1)[0][0] if lengths else None
    for paragraph in paragraphs:
        if not paragraph.size or not body:
            continue
        paragraph.size = round(paragraph.size / body, 2)
        looks = paragraph.size >= 1.25 or (paragraph.bold and paragraph.size >= 1.1)
        ends = paragraph.text.endswith((".", ",", ";"))
        if (
            looks
            and not ends
            and paragraph.shape in (Shape.TEXT, Shape.NUMBERED)
            and len(paragraph.text) <= _LONGEST_HEADING
        ):
            paragraph.make_heading(1 if paragraph.size >= 1.6 else 2 if paragraph.size >= 1.25 else 3)


def _diagnostics(walker: DocxWalker, *, has_comments: bool) -> list[Diagnostic]:
    found = []
    if walker.deleted:
        message = (
            f"{walker.deleted} passage(s) that were deleted with tracked changes were left out; check the original."
        )
        found.append(Diagnostic(level=Level.WARNING, code="tracked-deletions", message=message))
    if walker.inserted:
        message = f"{walker.inserted} passage(s) inserted with tracked changes were read as part of the text."
        found.append(Diagnostic(level=Level.INFO, code="tracked-insertions", message=message))
    if has_comments:
        message = "Comments in the margin were left out."
        found.append(Diagnostic(level=Level.INFO, code="comments-left-out", message=message))
    return found
