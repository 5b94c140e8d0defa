"""Makes PDFs in the three ways that municipalities' are made: typeset, printed from a web page, drawn by a program."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
import typst
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from sagsgang.reading.extract.pdf import extract_pdf
from sagsgang.reading.extracted import Extract, Line

PROSE = (
    "Udvalget har bedt om en plan for åbningstider i byens dagtilbud. "
    "Forvaltningen har talt med bestyrelserne, og de ønsker kortere lukkeperioder om sommeren. "
    "Planen koster 1,2 mio. kr. om året og kan begynde medio august. "
    "Byrådet får sagen igen, når de første tal foreligger. "
)
_TYPST_START = (
    '#set text(lang: "da", size: 10.5pt, font: "Liberation Sans", hyphenate: true)\n#set par(justify: true)\n'
)


def typeset(markup: str, page: str = 'paper: "a4", margin: 2.5cm') -> bytes:
    """A PDF made by Typst."""
    return bytes(typst.compile(f"#set page({page})\n{_TYPST_START}{markup}".encode()))


def printed_page(html: str, folder: Path, style: str = "") -> bytes:
    """A PDF that Chromium prints of a web page; skips where Chromium is missing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(
        f'<!doctype html><html lang="da"><meta charset="utf-8">'
        f'<style>body{{font:11pt "Liberation Sans"}}{style}</style>'
        f"<body>{html}</body></html>",
        encoding="utf-8",
    )
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --no-pdf-header-footer"
    )
    subprocess.run(
        [chromium, *flags.split(), f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return target.read_bytes()


class Drawing:
    """A PDF drawn piece by piece: `put` places a string, distances in points from the top left corner."""

    def __init__(self, **options: object) -> None:
        self.target = io.BytesIO()
        self.canvas = canvas.Canvas(self.target, pagesize=A4, **options)
        self.height = A4[1]

    def put(self, x: float, y: float, text: str, *, size: float = 10, font: str = "Helvetica") -> Drawing:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)
        return self

    def page(self) -> Drawing:
        self.canvas.showPage()
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.target.getvalue()


def with_symbols(content: bytes, meanings: dict[int, str]) -> bytes:
    """A PDF of one page in a font whose codes mean what `meanings` says: word processors' symbol fonts do so."""
    lines = "\n".join(f"<{code:02X}> <{meaning.encode('utf-16-be').hex()}>" for code, meaning in meanings.items())
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</S 5 0 R/F 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, start)
    )


def content(extract: Extract) -> list[Line]:
    """The lines that are not page headers or footers."""
    return [line for line in extract.lines if line.noise is None]


def texts(extract: Extract) -> list[str]:
    """What stands on the lines of content."""
    return [line.text for line in content(extract)]


def rows(extract: Extract) -> list[list[str]]:
    """The cells of all table rows."""
    return [[cell.text for cell in line.cells] for line in extract.lines if line.cells]


def lined(data: bytes) -> Extract:
    """The extract, after checking that each line and cell stands where it says."""
    extract = extract_pdf(data)
    for line in extract.lines:
        inside = extract.text[line.start : line.end]
        # A line is what stands there, without its list marker and the hyphens of words divided inside a cell.
        assert "".join(inside.replace("-", "").split()).endswith("".join(line.text.replace("-", "").split()))
        for cell in line.cells:
            assert line.start <= cell.start <= cell.end <= line.end
    for (start, end), number in zip(extract.pages or (), range(10_000), strict=False):
        assert all(start <= line.start and line.end <= end for line in extract.lines if line.page == number)
    return extract
