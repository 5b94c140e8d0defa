"""Blocks as DOCX and PDF."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import typst
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import cm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table  # type: ignore[import-untyped]

from .blocks import Block

_EPOCH = (2020, 1, 1, 0, 0, 0)
_LEVELS = {"title": 0, "item": 1, "label": 2, "sub": 3}
_SPECIAL = str.maketrans({c: "\\" + c for c in "\\#*_`$<>@[]~=-+/"})

_TYPST = """#set document(title: "{title}", date: none)
#set page(paper: "a4", margin: (x: 2.2cm, top: 2.4cm, bottom: 2.2cm), header: text(size: 8pt)[{head}],
  footer: context align(right, text(size: 8pt)[Side #counter(page).display() af #counter(page).final().first()]))
#set text(lang: "da", font: "Libertinus Serif", size: 10.5pt, hyphenate: false)
#set par(justify: false, leading: 0.62em)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): it => block(above: 2em, below: 0.9em, text(size: 14pt, it.body))
#show heading.where(level: 3): it => block(above: 1.3em, below: 0.7em, text(size: 11.5pt, it.body))
#show heading.where(level: 4): it => block(above: 1.1em, below: 0.6em, text(size: 10.5pt, style: "italic", it.body))
#set table(stroke: 0.4pt + gray, inset: 4pt)
#show table: set text(size: 9pt, hyphenate: true)
"""


def _typst(block: Block) -> str:
    text = block.text.translate(_SPECIAL)
    if block.kind in _LEVELS:
        return f"{'=' * (_LEVELS[block.kind] + 1)} {text}"
    if block.kind == "li":
        return f"- {text}"
    if block.kind == "kv":
        return f"*{text}* #h(0.6em) {block.value.translate(_SPECIAL)}"
    if block.kind == "toc":
        return f"*{text}*\n\n#outline(title: none, target: heading.where(level: 2))\n#pagebreak(weak: true)"
    if block.kind == "table":
        head, *rows = [[f"[{cell.translate(_SPECIAL)}]" for cell in row] for row in block.rows]
        bold = ", ".join(f"strong{cell}" for cell in head)
        cells = ", ".join(cell for row in rows for cell in row)
        return f"#table(columns: {len(head)}, table.header({bold}), {cells})"
    # A figure and a period at the start of a line would begin a numbered list.
    return f"#box[]{text}" if text else ""


def contents_pdf(blocks: Sequence[Block], title: str) -> bytes:
    """Answer the blocks as a PDF with contents list, page header and page numbers (Typst)."""
    head = title.translate(_SPECIAL)
    source = _TYPST.format(title=title, head=head)
    for block, before in zip(blocks, [None, *blocks], strict=False):
        same_list = block.kind == "li" and before is not None and before.kind == "li"
        source += ("\n" if same_list else "\n\n") + _typst(block)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "main.typ"
        path.write_text(source, "utf-8")
        written = typst.compile(
            str(path), ignore_system_fonts=True, timestamp=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        )
    return bytes(written)


def boxed_pdf(blocks: Sequence[Block], title: str, box: Sequence[str]) -> bytes:
    """Answer the blocks as a PDF with a box of body, date and chair at the top of every page (ReportLab)."""

    def frame(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        for n, line in enumerate(box):
            canvas.drawString(2 * cm, A4[1] - 1.1 * cm - n * 0.38 * cm, line)
        canvas.drawRightString(A4[0] - 2 * cm, 1.2 * cm, f"{canvas.getPageNumber()}")

    sizes = {"title": (16, 20), "item": (12.5, 16), "label": (10.5, 14), "sub": (10, 13)}
    flow: list[object] = []
    for block in blocks:
        size, leading = sizes.get(block.kind, (9.5, 13))
        bold = "Helvetica-Bold" if block.kind in ("title", "item", "label") else "Helvetica"
        bold = "Helvetica-Oblique" if block.kind == "sub" else bold
        before = 14 if block.kind == "item" else 7 if block.kind == "label" else 0
        indent = 12 if block.kind == "li" else 0
        style = ParagraphStyle(
            "s",
            fontName=bold,
            fontSize=size,
            leading=leading,
            spaceBefore=before,
            keepWithNext=bold != "Helvetica",
            spaceAfter=4,
            leftIndent=indent,
        )
        flow += _reportlab(block, style)
    stream = io.BytesIO()
    SimpleDocTemplate(
        stream,
        pagesize=A4,
        title=title,
        topMargin=2.9 * cm,
        bottomMargin=2.2 * cm,
        leftMargin=2 * cm,
        rightMargin=2 * cm,
        invariant=1,
    ).build(flow, onFirstPage=frame, onLaterPages=frame)
    return stream.getvalue()


def _reportlab(block: Block, style: object) -> list[object]:
    if block.kind == "table":
        rows = [[Paragraph(_escape(cell), style) for cell in row] for row in block.rows]
        return [Table(rows, hAlign="LEFT", style=[("GRID", (0, 0), (-1, -1), 0.4, "grey")]), Spacer(1, 6)]
    if block.kind == "toc":
        return [
            Paragraph(f"<b>{_escape(block.text)}</b>", style),
            *(Paragraph(_escape(row[0]), style) for row in block.rows),
        ]
    if block.kind == "kv":
        return [Paragraph(f"<b>{_escape(block.text)}:</b> {_escape(block.value)}", style)]
    bullet = "\u2022 " if block.kind == "li" else ""
    return [Paragraph(bullet + _escape(block.text), style)]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def word(blocks: Sequence[Block], title: str) -> bytes:
    """Answer the blocks as DOCX with true headings, lists and tables."""
    document = docx.Document()
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
    document.core_properties.title = title
    document.core_properties.author = title.split(",")[0]
    document.core_properties.created = document.core_properties.modified = datetime.datetime(*_EPOCH)  # noqa: DTZ001
    for block in blocks:
        if block.kind in _LEVELS:
            document.add_heading(block.text, _LEVELS[block.kind])
        elif block.kind == "kv":
            paragraph = document.add_paragraph()
            paragraph.add_run(block.text).bold = True
            paragraph.add_run(" " + block.value)
        elif block.kind == "table":
            table = document.add_table(0, len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif block.kind == "toc":
            for text in (block.text, *(row[0] for row in block.rows)):
                document.add_paragraph(text)
        else:
            document.add_paragraph(block.text, style="List Bullet" if block.kind == "li" else None)
    stream = io.BytesIO()
    document.save(stream)
    return _same_every_time(stream.getvalue())


def _same_every_time(archive: bytes) -> bytes:
    """Answer the same archive with a fixed time on each of its files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
