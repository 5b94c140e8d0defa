"""What reading a PDF costs, beside what pdfium takes to give every letter with box, size and weight.

`python bench/pdf.py` prints the figures. The documents are made on the spot.
"""

from __future__ import annotations

import ctypes
import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import typst
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from sagsgang.reading import read
from sagsgang.reading.extract.pdf import extract_pdf

ROUNDS = 5
PAGES = 40
_PROSE = (
    "Udvalget drøftede i sit møde den foreløbige plan for børnehavernes åbningstider, og forvaltningen blev bedt om "
    "at undersøge, hvordan institutionsbestyrelserne kan inddrages i den videre proces. Der er afsat 1,2 mio. kr. "
    "til formålet, og bevillingen gives under forudsætning af byrådets godkendelse senest medio 2027. "
)


def _typst() -> bytes:
    """Minutes with headings, prose, a list and a ruled table: a page header and figures on every page."""
    parts = [
        '#set page(paper: "a4", margin: 2.3cm, numbering: "1", header: [Referat, Udvalget for Børn i Lynge])',
        '#set text(lang: "da", size: 10.5pt, font: "Liberation Sans", hyphenate: true)\n#set par(justify: true)',
    ]
    parts += [
        f"= Punkt {number}: Plan for åbningstider\n\n*Resume*\n\n{_PROSE * 5}\n\n- Første punkt\n- Andet punkt\n\n"
        "#table(columns: (3cm, 1fr, 3cm), [*Område*], [*Tekst*], [*Beløb*], "
        f"[Skoler], [{_PROSE}], [1.200.000], [Dagtilbud], [Kort tekst], [400.000])\n\n"
        f"*Sagsfremstilling*\n\n{_PROSE * 4}\n#pagebreak(weak: true)"
        for number in range(PAGES)
    ]
    return bytes(typst.compile("\n".join(parts).encode()))


def _reportlab() -> bytes:
    """Close prose and tables without rules, from a producer that sets whole lines at once."""
    styles = getSampleStyleSheet()
    story: list[object] = []
    for number in range(PAGES):
        story += [Paragraph(f"Punkt {number}", styles["Heading2"]), Paragraph(_PROSE * 9, styles["BodyText"])]
        story.append(Table([["Skoler", "Lynge", str(number * 1000)], ["Dagtilbud", "Vester", "400.000"]]))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue()


def _chromium() -> bytes | None:
    """A printed web page: letters are placed one by one, which costs every reader most. None without Chromium."""
    program = shutil.which("chromium")
    if program is None:
        return None
    items = "".join(
        f"<h2>Punkt {number}</h2><p style='text-align:justify'>{_PROSE * 7}</p><ul><li>Et mål<li>Et mål til</ul>"
        "<table border=1><tr><td>Skoler<td>Lynge<td>1.000<tr><td>Dagtilbud<td>Vester<td>400.000</table>"
        for number in range(PAGES)
    )
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(f"<meta charset=utf-8><style>body{{font:11pt Arial}}</style>{items}", encoding="utf-8")
        command = [
            program,
            *flags.split(),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return target.read_bytes()


def _every_letter(data: bytes) -> int:
    """The yardstick: character, box, size and weight of every letter through pdfium's own functions."""
    document = pdfium.PdfDocument(data)
    edges = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    pages = len(document)
    for number in range(pages):
        page = raw.FPDF_LoadPage(document, number)
        text = raw.FPDFText_LoadPage(page)
        for index in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetUnicode(text, index)
            raw.FPDFText_GetCharBox(text, index, *pointers)
            raw.FPDFText_GetFontSize(text, index)
            raw.FPDFText_GetFontWeight(text, index)
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
    document.close()
    return pages


def _extract(data: bytes) -> int:
    return len(extract_pdf(data).pages or ())


def _read(data: bytes) -> int:
    minutes = read(data, "bench.pdf")
    return len((minutes.source.pages if minutes.source else None) or ())


def _alternating(data: bytes) -> tuple[float, float, float, int]:
    """Median seconds of the yardstick, of the extraction and of reading whole, in turn: all meet one load."""
    taken: dict[Callable[[bytes], int], list[float]] = {_every_letter: [], _extract: [], _read: []}
    pages = 0
    for _ in range(ROUNDS):
        for work, times in taken.items():
            start = time.perf_counter()
            pages = work(data)
            times.append(time.perf_counter() - start)
    letters, extracted, whole = (statistics.median(times) for times in taken.values())
    return letters, extracted, whole, pages


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    rows: list[tuple[str, str]] = []
    for name, make in (("typst", _typst), ("reportlab", _reportlab), ("chromium", _chromium)):
        data = make()
        if data is None:
            continue
        letters, extracted, whole, pages = _alternating(data)
        rows += [
            (f"PDF {name}: every letter", f"{pages / letters:.0f} pages/s"),
            (f"PDF {name}: lines and tables", f"{pages / extracted:.0f} pages/s, {extracted / letters:.2f} times"),
            (f"PDF {name}: read whole", f"{pages / whole:.0f} pages/s, {whole / letters:.2f} times (goal: at most 2)"),
        ]
    return rows


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label:45} {figure:>15}")
