"""What the reader remarks is told in the language of the page, and what is doubtful stands where it belongs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from tests.web.factories import imported, item, section

from sagsgang.model import Diagnostic, Level, Remainder, Repair
from sagsgang.reading import read
from sagsgang.web.pages.remarks import KNOWN_CODES, sentence, told

DOCUMENTED = Path(__file__).parents[2] / "docs" / "reading.md"
MEETING = "/havnby/byraadet/2025-03-04"


def remark(code: str, message: str, at: tuple[int, int] | None = None) -> Diagnostic:
    return Diagnostic(level=Level.WARNING, code=code, message=message, at=at)


def danish(code: str, message: str) -> str | None:
    with translation.override("da"):
        return sentence(remark(code, message))


def referat(text: str) -> str:
    return (
        "Havnby Kommune\nReferat\n\nByrådet\n\nMødedato: 4. marts 2025 kl. 17:00\n\n"
        f"Punkt 1: Ny sti\n\nSagsfremstilling\nStien er slidt. {text}\n\nBeslutning\nGodkendt.\n"
    )


def test_every_documented_remark_has_a_sentence() -> None:
    table = DOCUMENTED.read_text(encoding="utf-8").partition("## Diagnostics")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    codes = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}
    assert len(codes) >= 8
    assert codes - KNOWN_CODES == set()


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("date-unknown", "The document does not say its date.", "hvornår mødet blev holdt"),
        (
            "journal-number-invalid",
            "27.69.52-102-1-25 is nearly a KLE number and is not one.",
            "27.69.52-102-1-25 ligner",
        ),
        ("not-understood", "3 places were not understood.", "blev forstået: 3."),
        ("unknown-key", "The field “Høring” of the item is not known here; its text was kept.", "feltet “Høring”"),
        ("unknown-letters", "12 letters have no known character in the PDF's fonts.", "gør rede for: 12."),
        ("page-unreadable", "Page 7 cannot be read and was left out.", "Side 7 kan ikke læses"),
        ("outside-page", "1 word beyond the edge of page 3 left out.", "side 3, som er udeladt: 1."),
        ("several-agendas", "The file holds 2 agendas; they were read as one.", "filen: 2."),
        ("tracked-deletions", "4 passage(s) that were deleted with tracked changes were left out.", "udeladt: 4."),
    ],
)
def test_a_remark_is_told_in_danish_with_its_numbers_and_names(code: str, message: str, expected: str) -> None:
    assert expected in (danish(code, message) or "")


@pytest.mark.parametrize(
    ("data", "code", "expected"),
    [
        (referat("").encode("latin-1"), "encoding-guessed", "Filen er ikke i UTF-8. Den er læst som"),
        (referat("A\x01B\x02").encode(), "control-characters", "Usynlige styretegn, der er fjernet eller rettet: 2."),
        (referat("").replace("Byrådet", "").encode(), "body-unknown", "hvilket råd eller udvalg"),
    ],
)
def test_what_the_reader_really_says_is_understood(data: bytes, code: str, expected: str) -> None:
    [found] = [diagnostic for diagnostic in read(data, "referat.txt").diagnostics if diagnostic.code == code]
    with translation.override("da"):
        assert expected in (sentence(found) or "")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("a-new-code", "Something new was seen."),
        ("page-unreadable", "A page of another sort."),
        ("unknown-key", "%(field)s"),
        ("", ""),
    ],
)
def test_a_remark_that_is_not_known_is_shown_as_the_reader_wrote_it(code: str, message: str) -> None:
    assert danish(code, message) is None
    [shown] = told([remark(code, message)])
    assert (shown.text, shown.foreign) == (message, True)


def test_a_remark_with_a_percent_sign_or_markup_is_told_as_it_is() -> None:
    assert "“50 % <b>”" in (danish("unknown-key", "The field “50 % <b>” of the item is not known here; kept.") or "")


def test_a_remark_that_recurs_is_told_once_with_its_places() -> None:
    [shown] = told([remark("route-columns-lost", "x", at=(1, 2)), remark("route-columns-lost", "x", at=(5, 6))])
    assert shown.places == ((1, 2), (5, 6))


@pytest.mark.django_db
def test_an_item_shows_its_own_doubts_and_no_others(client: Client) -> None:
    first = item("1", "Alfa", sections=(section("a", at=(120, 200)),), at={"heading": (100, 120)})
    second = item("2", "Beta", sections=(section("b", at=(320, 400)),), at={"heading": (300, 320)})
    imported(
        first,
        second,
        remainder=(Remainder(text="Uklar linje", at=(150, 160)),),
        repairs=(
            Repair(at=(170, 175), was="lÅses", is_="læses", certainty=0.6),
            Repair(at=(176, 180), was="sÅgt", is_="søgt", certainty=0.99),
        ),
        diagnostics=(remark("journal-number-invalid", "12.34 is nearly a KLE number and is not one.", at=(130, 135)),),
    )
    own = client.get(f"{MEETING}/1").content.decode()
    for doubt in ("Uklar linje", "“lÅses” er læst som “læses”", "12.34 ligner et KLE-journalnummer"):
        assert doubt in own
        assert doubt not in client.get(f"{MEETING}/2").content.decode()
    assert "sÅgt" not in own
    meeting = client.get(MEETING).content.decode()
    assert "sÅgt" in meeting
    assert "Uklar linje" in meeting


@pytest.mark.django_db
def test_nothing_doubtful_in_a_closed_item_is_told(client: Client) -> None:
    closed = item("1", "Grund", open=False, sections=(section("b", at=(120, 200)),), at={"heading": (100, 120)})
    hidden = remark("unknown-key", "The field “Hemmelig” of the item is not known here; kept.", at=(130, 135))
    imported(
        closed, replace(closed, number="2", open=True, at={"heading": (300, 320)}, sections=()), diagnostics=(hidden,)
    )
    for address in (MEETING, f"{MEETING}/1", f"{MEETING}/2"):
        assert "Hemmelig" not in client.get(address).content.decode()
