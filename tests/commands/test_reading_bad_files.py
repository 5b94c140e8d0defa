"""`sagsgang read` of what is no minutes or cannot be read: one clear line each, and the others are printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas
from tests.commands.calls import A_MILLION_ITEMS, RECIPE, REFERAT

from sagsgang.commands.asked import How
from sagsgang.commands.one_file import read_file


def pdf(words: str = "", encrypted: str | None = None) -> bytes:
    target = io.BytesIO()
    sheet = canvas.Canvas(target, encrypt=StandardEncryption(encrypted, ownerPassword="ejer") if encrypted else None)
    if words:
        sheet.drawString(72, 700, words)
    else:
        for step in range(0, 300, 3):  # a picture of lines: no letters anywhere
            sheet.line(72, 500 + step, 400, 500 + step)
    sheet.showPage()
    sheet.save()
    return target.getvalue()


def packed(**members: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><Dagsorden><Møde>&a9;</Møde></Dagsorden>'.encode()


def external_entity(path: Path) -> bytes:
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{path.as_uri()}">]>'
    return f'<?xml version="1.0"?>{declared}<Dagsorden><Møde>&x;</Møde></Dagsorden>'.encode()


REFUSED = {
    "nothing at all": (b"", "empty"),
    "white space": (b" \n\t\r\n" * 1000, "empty"),
    "an encrypted PDF": (pdf("Referat fra et møde", encrypted="hemmelig"), "password"),
    "half a PDF": (pdf("Referat fra et møde")[:400], "PDF"),
    "the first line of a PDF": (b"%PDF-1.7\n", "PDF"),
    "a PDF without pages": (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "PDF"),
    "a zip bomb": (packed(**{"word/document.xml": b" " * 60_000_000}), "unpacks"),
    "a Word document cut short": (packed(**{"word/document.xml": b"<w:document/>" * 999})[:-80], "damaged"),
    "an office document without its main part": (packed(**{"word/styles.xml": "<x/>"}), "main part"),
    "a spreadsheet": (packed(**{"xl/workbook.xml": "<workbook/>"}), "spreadsheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "image"),
    "a program": (b"\x7fELF" + bytes(500), "program"),
    "binary noise": (Random(7).randbytes(100_000), "binary"),  # noqa: S311 - the same noise each time
    "null bytes": (bytes(50_000), "empty"),
    "entities that multiply": (billion_laughs(), "entities"),
    "an unknown XML": (b'<?xml version="1.0"?><order xmlns="x"><line/></order>', "XML"),
    "an unknown JSON": (b'{"name": "x", "list": [1, 2]}', "JSON"),
    "half a JSON": (b'{"Udvalg": {"Navn": "B', "JSON"),
    "JSON nested too deep": (b'{"a":' * 100_000, "JSON"),
    "our own JSON of another kind": (b'{"schema": "sagsgang/1", "items": 7}', "sagsgang"),
    "our own JSON nested too deep": (b'{"schema": "sagsgang/1", "items": ' + b"[" * 100_000, "sagsgang"),
    "our own JSON of a later schema": (b'{"schema": "sagsgang/99", "items": []}', "sagsgang"),
    "a page without text": (b"<!doctype html><html><body><script>x</script></body></html>", "text"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_told_in_one_line_and_the_others_are_printed(
    what: str, read: Any, good: Path, tmp_path: Path
) -> None:
    data, word = REFUSED[what]
    bad = tmp_path / "sag.txt"
    bad.write_bytes(data)
    outcome = read(good, bad, good)
    assert outcome.status == 1
    assert [document["source"]["name"] for document in outcome.documents] == ["referat.txt", "referat.txt"]
    assert len(outcome.complaints) == 1
    complaint = outcome.complaints[0]
    assert complaint.startswith(f"sagsgang: {bad}: ")
    assert word in complaint
    assert len(complaint) < 300 + len(str(bad))


def test_a_picture_of_a_page_is_told_as_such(read: Any, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf())
    outcome = read(tmp_path / "scan.pdf")
    assert (outcome.status, outcome.out, len(outcome.complaints)) == (1, "", 1)


SWEDISH = "Protokoll\nKommunfullmäktige\nDatum: 2024-03-12\n\n§ 1 Val av justerare\nBeslut\nFörslaget bifalles.\n"
# Made when they are wanted: some are large.
OTHER: dict[str, Callable[[], bytes]] = {
    "a recipe": RECIPE.encode,
    "minutes in Swedish": SWEDISH.encode,
    "a list of brackets": lambda: b"[" * 100_000,
    "a long line": lambda: b"ord " * 2_600_000,
    "short lines": lambda: b"ord\n" * 200_000,
    "a deep page": lambda: b"<html><body>" + b"<div>" * 100_000 + b"ord",
    "a page with a large picture": lambda: (
        b'<html><body><p>Et billede<img src="data:image/png;base64,'
        + b"QUJD" * (50 * 1024**2 // 4)
        + b'"></body></html>'
    ),
}


@pytest.mark.parametrize("what", OTHER)
def test_a_text_that_is_no_minutes_is_printed_as_other_and_told(
    what: str, read: Any, good: Path, tmp_path: Path
) -> None:
    path = tmp_path / "tekst"
    path.write_bytes(OTHER[what]())
    outcome = read(path, good)
    assert outcome.status == 1
    assert [document["document"] for document in outcome.documents] == ["other", "minutes"]
    assert outcome.documents[0]["items"] == []
    assert outcome.complaints == [f"sagsgang: {path}: neither an agenda nor minutes; nothing but its text was read"]


def test_files_are_read_by_what_they_hold_whatever_they_are_called(read: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(pdf("Referat fra Byrådets møde"))
    (tmp_path / "b.pdf").write_text(REFERAT, encoding="utf-8")
    (tmp_path / "c.docx").write_text(f"<html><body><pre>{REFERAT}</pre></body></html>", encoding="utf-8")
    outcome = read(*sorted(tmp_path.iterdir()))
    types = [document["source"]["media_type"] for document in outcome.documents]
    assert types == ["application/pdf", "text/plain", "text/html"]
    assert [len(document["items"]) for document in outcome.documents] == [0, 2, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_minutes_are_read_alike_in_every_encoding(encoding: str, read: Any, tmp_path: Path) -> None:
    (tmp_path / "referat.txt").write_bytes(REFERAT.encode(encoding))
    outcome = read(tmp_path / "referat.txt")
    assert (outcome.status, outcome.err) == (0, "")
    assert [item["title"] for item in outcome.documents[0]["items"]] == ["Ny svømmehal", "Køb af grund"]


def test_a_text_in_two_encodings_is_read_and_says_so(read: Any, tmp_path: Path) -> None:
    half = REFERAT.index("Beslutning")
    (tmp_path / "referat.txt").write_bytes(REFERAT[:half].encode() + REFERAT[half:].encode("cp1252"))
    outcome = read(tmp_path / "referat.txt")
    assert [item["title"] for item in outcome.documents[0]["items"]] == ["Ny svømmehal", "Køb af grund"]
    assert "mixed-encodings" in {said["code"] for said in outcome.documents[0]["diagnostics"]}


def test_an_entity_never_brings_another_file_into_the_text(read: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kodeordet er svane", encoding="utf-8")
    (tmp_path / "sag.xml").write_bytes(external_entity(secret))
    outcome = read("--with-text", tmp_path / "sag.xml")
    assert (outcome.status, outcome.out, len(outcome.complaints)) == (1, "", 1)
    assert "svane" not in outcome.err


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up_in_one_sentence(tmp_path: Path) -> None:
    endless = tmp_path / "a.html"
    endless.write_text(A_MILLION_ITEMS, encoding="utf-8")
    given_up = read_file(endless, How(labels=None, with_text=False, summary=False, seconds=2))
    assert given_up.printed is None
    assert given_up.refused == f"sagsgang: {endless}: was given up after 2 seconds; divide it and read the parts"
