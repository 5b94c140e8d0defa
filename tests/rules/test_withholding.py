"""Words that are withheld: where they stand, and what is left of a text without them."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.factories import rich_minutes

from sagsgang.model import (
    Attachment,
    Diagnostic,
    Item,
    JournalNumber,
    Level,
    Minutes,
    Noise,
    Repair,
    Section,
    SectionKind,
    Source,
    to_json,
)
from sagsgang.rules.withholding import (
    MARK,
    NoWordsError,
    Words,
    masked,
    masked_fields,
    masked_html,
    masked_places,
    masked_text,
    names_of,
    understood,
    withheld_spans,
    words_of,
)


def words(*phrases: str) -> Words:
    made = words_of(understood(phrase) for phrase in phrases)
    assert made is not None
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Klage fra Åse Kær over støj",
        "Klage fra åse KÆR",
        "Åse  Kær",
        "Åse\nKær",
        "Åse\u00a0Kær",
        "Åse Kærs klage",
        "Åse Kær’s klage",
        "Å-\nse Kær",
        "Åse Kæ-\n  r",
        "Åse Kæ-r",
        "Å\u00ad\nse Kær",
        "Åse K\u00adær",
        "Aase Kaer",
        "A\u030ase Kær",
        "klage_åse_kær.pdf",
        "klage-aase-kaer.pdf",
        "(Åse Kær)",
        "Åse Kær, Åse Kær",
    ],
)
def test_the_words_are_found_however_they_are_written(text: str) -> None:
    left = masked_text(text, words("Åse Kær"))
    assert len(left) == len(text)
    assert "se" not in left.lower().replace("lage", "")
    assert "r" not in left.partition(MARK)[2].replace("over støj", "").replace(".pdf", "")


@pytest.mark.parametrize("text", ["Kær Åse", "Åse Kærgaard", "Blåse Kær", "Åse", "Kær", "Åse og Kær", ""])
def test_other_words_stay(text: str) -> None:
    assert masked_text(text, words("Åse Kær")) == text


def test_each_of_several_phrases_is_masked_the_longest_first() -> None:
    assert masked_text("Bo Kær og Bo fra 010203-1234", words("Bo", "Bo Kær", "010203-1234")) == (
        "██ ███ og ██ fra ███████████"
    )


def test_nothing_to_withhold_finds_nothing() -> None:
    assert words_of(()) is None
    assert names_of((" ",)) is None


@pytest.mark.parametrize("text", ["", " ", "x", "- !", "\0", "x" * 201])
def test_what_is_no_word_is_refused(text: str) -> None:
    with pytest.raises(NoWordsError):
        understood(text)


def test_signs_in_the_words_are_no_pattern() -> None:
    assert masked_text("se a.*b, aXXb og (c", words("a.*b", "(c d")) == "se ████, aXXb og (c"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>Fra Bo Kær.</p>", "<p>Fra ██ ███.</p>"),
        ("<p>Fra <b>Bo</b> <i>Kær</i></p>", "<p>Fra <b>██</b> <i>███</i></p>"),
        ("<p>Bo</p><p>Kær</p>", "<p>██</p><p>███</p>"),
        ("<td>Bo Kær</td><td>Godkendt</td>", "<td>██ ███</td><td>Godkendt</td>"),
        ("Bo K<b>æ</b>r", "██ █<b>█</b>█"),
        ("Bo&nbsp;K&aelig;r &amp; co.", "██&nbsp;███ &amp; co."),
        ("Bo K&#230;r", "██ ███"),
        ('<a href="mailto:bo.kaer@post.example">skriv</a>', "<a>skriv</a>"),
        ('<img alt="Bo Kær" src="x">', "<img>"),
        ('<a href="/K%C3%A6r%20Bo/Bo%20K%C3%A6r">x</a>', "<a>x</a>"),
        ("<!-- Bo Kær -->x", "x"),
        ("<p>Bo, Kåre</p>", "<p>Bo, Kåre</p>"),
        ("1 < 2 Bo Kær", "1 < 2 ██ ███"),
        ("&", "&"),
        ("", ""),
    ],
)
def test_the_words_are_masked_in_html(html: str, left: str) -> None:
    assert masked_html(html, words("Bo Kær")) == left


def test_the_words_are_in_no_field_of_a_document() -> None:
    rich = rich_minutes()
    said = masked(rich, "", words("Ida Holm", "Per Lund", "Strandvejen", "kort", "05.01.02-P20-3-25", "referat"))
    text = json.dumps(to_json(said), ensure_ascii=False)
    for gone in ("Holm", "Lund", "Strandvej", "kort.pdf", "Kort", "P20"):
        assert gone not in text
    first = said.items[0]
    assert first.title == "Renovering af cykelsti langs ███████████"
    assert first.journal_number == JournalNumber(raw="█" * 17)
    assert (first.kind, first.at) == (rich.items[0].kind, rich.items[0].at)
    assert [person.name for person in said.present] == ["███ ████", "███ ████"]


def test_names_of_files_are_masked_as_they_stand_in_addresses() -> None:
    source = Source(name="klage%20Bo%20K%C3%A6r.pdf", sha256="0" * 64, media_type="application/pdf", reader="1")
    made = Minutes(source=source, attachments=(Attachment(title="Klage", file="K%C3%A6r/Bo%20K%C3%A6r.pdf"),))
    left = masked_fields(made, words("Bo Kær"))
    assert left.source is not None
    assert left.source.name == "klage ██ ███.pdf"
    assert left.attachments[0].file == "Kær/██ ███.pdf"
    assert left.source.sha256 == source.sha256


def test_words_are_found_across_a_page_header_and_where_letters_were_lost() -> None:
    text = "Klage fra Bo\nSide 2 af 9\nKær og Bo K?r."
    header, lost = text.index("Side"), text.index("K?r")
    section = Section(
        kind=SectionKind.PRESENTATION,
        heading=None,
        text="Klage fra Bo Kær og Bo Kær.",
        noise=(Noise(reason="page header", at=(header, header + 11)),),
        at=(0, len(text)),
    )
    minutes = Minutes(
        items=(Item(sections=(section,)),),
        repairs=(
            Repair(at=(lost, lost + 3), was="K?r", is_="Kær", certainty=0.5),
            Repair(at=(0, 5), was="Kl?ge", is_="Klage", certainty=0.5),
        ),
        diagnostics=(
            Diagnostic(level=Level.WARNING, code="x", message="K?r", at=(lost, lost + 3)),
            Diagnostic(level=Level.WARNING, code="x", message="Bo Kær er læst"),
        ),
    )
    spans = withheld_spans(minutes, text, words("Bo Kær"))
    assert masked_places(text, spans) == "Klage fra ██\nSide 2 af 9\n███ og ██ ███."
    left = masked(minutes, text, words("Bo Kær"))
    assert [repair.is_ for repair in left.repairs] == ["Klage"]
    assert [remark.message for remark in left.diagnostics] == ["██ ███ er læst"]
    assert left.items[0].sections[0].text == "Klage fra ██ ███ og ██ ███."


@given(st.text("Bo Kær-\n.,s", max_size=60))
def test_masking_keeps_every_place_and_leaves_nothing_to_mask(text: str) -> None:
    wanted = words("Bo Kær")
    left = masked_text(text, wanted)
    assert len(left) == len(text)
    assert all(after in (before, MARK) for before, after in zip(text, left, strict=True))
    assert not wanted.search(left)
    assert masked_places(text, withheld_spans(Minutes(), text, wanted)) == left


def test_a_document_without_the_words_stays_as_it_is() -> None:
    rich = dataclasses.replace(rich_minutes())
    assert masked(rich, "Byrådet", words("Ole Bruun")) == rich
