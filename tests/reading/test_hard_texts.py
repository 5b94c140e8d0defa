"""Texts that would never end if reading them took time by their square: each is read, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sagsgang.model import Minutes
from sagsgang.reading import read_with_text

START = "Vesterlund Kommune\nReferat\nByrådet\n13. august 2025\n\nPunkt 1: Ny sti\n\nSagsfremstilling\n"
DECISION = f"{START}Stien anlægges.\n\nBeslutning\n"
SIZE = 80_000


def repeated(unit: str) -> str:
    return unit * (SIZE // len(unit))


def counted(line: Callable[[int], str]) -> str:
    return "".join(map(line, range(SIZE // len(line(99)))))


HARD = {
    "numbered lines": START + counted(lambda n: f"{n}. Noget om sag {n}\n"),
    "numbers that begin again": START + counted(lambda n: f"{n % 9 + 1}. Noget om sag\n"),
    "thousands of items": counted(lambda n: f"Punkt {n}: Noget om sag\nBeslutning\nGodkendt.\n"),
    "one item again and again": repeated("Punkt 1: Ny sti\nBeslutning\nGodkendt.\n"),
    "figures alone": START + counted(lambda n: f"{n}\nNoget om sag\nBeslutning\nGodkendt.\n"),
    "group headings": repeated("ÅBNE SAGER\nLUKKEDE SAGER\n"),
    "titles": "# Referat\n\n" + repeated("## Referat fra møde\n\n"),
    "page headers": START + counted(lambda n: f"Byrådet\nReferat 13-08-2025\nSide {n} af 9\nNoget tekst {n}\n"),
    "page boxes": START + repeated("Mødedato: 13-08-2025\nFormand: Per Lund\nNoget tekst\n"),
    "a header without an end": "Referat\n" + repeated("Mødedato: 13-08-2025\nMødested: Rådhuset\n") + DECISION,
    "a list of people without an end": "Referat\nDeltagere:\n"
    + counted(lambda n: f"Per Lund{'abc'[n % 3] * (n % 7)} Holm\n"),
    "case numbers": "Referat\nPunkt 1: Ny sti\n" + counted(lambda n: f"Sagsnr.: 18/{n}\n") + "Beslutning\nGodkendt.\n",
    "labels and nothing else": START + repeated("Beslutning\n"),
    "labels that run into their text": START + repeated("BeslutningGodkendt.\n"),
    "a line of labels": START + repeated("BeslutningGodkendt."),
    "attachments": f"{START}Bilag\n" + counted(lambda n: f"Bilag/Punkt_1_Bilag_{n}_Kort.pdf\n"),
    "mentions without a full stop": START + repeated("punkt 1, 2, 3 og 4 på mødet den 13. august 2023 i Byrådet, "),
    "dates": START + repeated("13. august 2025 "),
    "figures and dots": START + repeated("1.2."),
    "one figure": START + "1" * SIZE,
    "dots that lead nowhere": "Referat\n" + "." * SIZE + "x\nPunkt 1: " + repeated(". ") + "x\nBeslutning\nGodkendt.\n",
    "brackets among people": "Referat\nDeltagere: " + "(" * SIZE + "x\n" + DECISION,
    "brackets": START + "(" * SIZE,
    "tabs": START + repeated("a\t"),
    "spaces": START + "a" + " " * SIZE + "b",
    "bodies": START + repeated("Udvalget for Børn og Unge og "),
    "links": f"# Referat\n\n**Byrådet**\n\n{START}" + repeated("[a]("),
    "asterisks": f"# Referat\n\n**Byrådet**\n\n{START}" + "*" * SIZE,
    "lost letters": START + repeated("bÅrn og unge fÅr skolegang pÅ Årligt "),
    "names in a decision": DECISION + repeated("Per Lund Holm Bach "),
    "names and a stand-in": DECISION + repeated("Anna Holm deltog i stedet for Per Lund "),
    "stand-ins": DECISION + repeated("Suppleant Per "),
    "names and and": DECISION + repeated("Per Lund, Anna Holm og ") + "mødte",
    "votes": DECISION + repeated("3 stemmer (A, B) mod 4 (C, D) "),
    "referrals without a full stop": DECISION + repeated("fremsendes til byrådet og "),
    "majorities": DECISION + repeated("flertal bestående af A og B "),
    "points": DECISION + counted(lambda n: f"Ad {n}. Godkendt.\n"),
    "a web page of breaks": "<html><body><h1>Referat</h1>" + repeated("Byrådet<br>"),
    "a web page of lists in lists": "<html><body><h1>Referat</h1>" + repeated("<ul><li>a"),
    "a web page of cells that span": "<html><body><table>" + repeated("<tr><td rowspan=999 colspan=999>a"),
}


@pytest.mark.parametrize("what", HARD)
def test_a_hard_text_is_read_to_its_end(what: str) -> None:
    minutes, text = read_with_text(HARD[what].encode(), "svær.txt")
    assert lost(minutes, text) == []


@pytest.mark.parametrize("unit", ["ord og flere ord ", "Per Lund (A), Anna Holm og ", "-"])
def test_a_line_of_five_megabytes_is_read_to_its_end(unit: str) -> None:
    minutes, text = read_with_text((DECISION + unit * (5_000_000 // len(unit))).encode(), "lang.txt")
    assert lost(minutes, text) == []
    assert minutes.items[0].title == "Ny sti"


def lost(minutes: Minutes, text: str) -> list[str]:
    """What of the text no top-level span covers."""
    pieces, end = [], 0
    for start, stop in sorted(minutes.top_level_spans()):
        pieces.append(text[end:start])
        end = max(end, stop)
    return " ".join([*pieces, text[end:]]).split()
