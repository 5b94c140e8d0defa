"""What is written can be read again, and says the same."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.real import resolve
from tests.rendering.said import NAMES, differences, read_again

from sagsgang.model import (
    Absentee,
    Decision,
    DocumentKind,
    Item,
    ItemKind,
    JournalNumber,
    Minutes,
    Outcome,
    Person,
    Recommendation,
    Section,
    SectionKind,
)
from sagsgang.reading import read

every_format = pytest.mark.parametrize("to", NAMES)


def section(kind: SectionKind, heading: str, html: str, text: str) -> Section:
    return Section(kind=kind, heading=heading, html=html, text=text)


def plain(kind: SectionKind, heading: str, *paragraphs: str) -> Section:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return section(kind, heading, html, "\n\n".join(paragraphs))


NUMBER = JournalNumber(
    raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02", facet="P20", sequence=3, year=2025
)
TABLE = (
    '<p>Tallene for de to år:</p><table><tr><th scope="col">Vej</th><th scope="col">Biler</th></tr>'
    "<tr><td>Havnegade</td><td>4.100</td></tr><tr><td>Kajen</td><td>1.250</td></tr></table>"
)
STREET = Item(
    number="12",
    title="Cykelsti langs Havnegade",
    open=True,
    kind=ItemKind.DECISION,
    journal_number=NUMBER,
    officers=("Bodil Fjord", "Aksel Holm"),
    sections=(
        plain(SectionKind.SUMMARY, "Resumé", "Byrådet skal tage stilling til en cykelsti."),
        section(
            SectionKind.PRESENTATION, "Sagsfremstilling", TABLE,
            "Tallene for de to år:\n\nVej | Biler\nHavnegade | 4.100\nKajen | 1.250",
        ),
        section(
            SectionKind.RECOMMENDATION, "Indstilling",
            "<p>Direktøren indstiller,</p><ul><li>at stien anlægges</li><li>at den belyses</li></ul>",
            "Direktøren indstiller,\n\n- at stien anlægges\n- at den belyses",
        ),
        plain(SectionKind.DECISION, "Beslutning", "Godkendt."),
    ),
    recommendations=(Recommendation(by="Direktøren", points=("at stien anlægges", "at den belyses")),),
    decisions=(Decision(text="Godkendt.", outcome=Outcome.APPROVED),),
)  # fmt: skip
LAND = Item(number="13", title="Køb af grund", open=False)
REFERAT = Minutes(
    document=DocumentKind.MINUTES,
    municipality="Havnby Kommune",
    body="Byrådet",
    term="2022-2025",
    date=datetime.date(2025, 3, 4),
    start=datetime.time(17, 0),
    end=datetime.time(19, 30),
    place="Rådhuset",
    chair="Tove Bruun",
    present=(Person(name="Tove Bruun", party="A", role="formand"), Person(name="Ivan Krog", party="V")),
    absent=(Absentee(name="Lis Vang", party="C", reason="ferie"),),
    items=(STREET, LAND),
)


@every_format
def test_minutes_are_read_again_as_they_were_written(to: str) -> None:
    assert differences(REFERAT, read_again(REFERAT, to)) == []


@every_format
@pytest.mark.parametrize("name", [name for name in resolve.NAMES if name != "herning-boerne-og-ungepolitik"])
@pytest.mark.skipif(not resolve.available(), reason="the published texts (../shared/minutes) are not on this machine")
def test_published_minutes_are_read_again_as_they_were(name: str, to: str) -> None:
    minutes = read((resolve.MINUTES / f"{name}.txt").read_bytes(), f"{name}.txt")
    # It is read from the columns in which crosses stand, which words in a row do not keep (docs/rendering.md).
    unkept = [".items[2].route: ['BFU'] became []"] if name.startswith("herning") else []
    assert differences(minutes, read_again(minutes, to)) == unkept


_WORDS = st.sampled_from(
    "Stien anlægges i år; broen (fra 1961) er slidt – og 4,1 mio. kr. er sat af & brugt < aftalt.".split()  # noqa: SIM905
)
_SENTENCE = st.lists(_WORDS, min_size=3, max_size=12).map(lambda words: "Her " + " ".join(words) + " slut.")
_TITLE = st.lists(
    st.sampled_from(["Ny", "sti", "ved", "Åen", "&", "“bro”", "2026", "<10", "af", "kaj-anlæg"]),
    min_size=1,
    max_size=9,
)
_OUTCOMES = st.sampled_from(["Godkendt.", "Udsat.", "Taget til efterretning.", "Anbefales godkendt.", "Ikke godkendt."])


@st.composite
def _items(draw: st.DrawFn) -> tuple[Item, ...]:
    """Items with titles as odd as they come, and decisions that are read from their own words."""
    made = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        story = draw(st.lists(_SENTENCE, min_size=1, max_size=4))
        sections = (
            plain(SectionKind.PRESENTATION, "Sagsfremstilling", *map(_escaped, story)),
            plain(SectionKind.DECISION, "Beslutning", draw(_OUTCOMES)),
        )
        sections = (replace(sections[0], text="\n\n".join(story)), sections[1])
        title = "Sag om " + " ".join(draw(_TITLE))
        made.append(Item(number=str(number), title=title, open=True, sections=sections))
    return tuple(made)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@every_format
@given(items=_items())
def test_what_a_person_wrote_comes_back_word_for_word(to: str, items: tuple[Item, ...]) -> None:
    again = read_again(replace(REFERAT, items=items), to)
    assert [(item.number, item.title) for item in again.items] == [(item.number, item.title) for item in items]
    assert [[(part.kind, part.heading, part.text) for part in item.sections] for item in again.items] == [
        [(part.kind, part.heading, part.text) for part in item.sections] for item in items
    ]


@every_format
def test_what_no_section_holds_is_given_one(to: str) -> None:
    bare = replace(
        STREET,
        sections=(),
        route=("Teknisk Udvalg", "Byrådet"),
        decisions=(Decision(text="Udsat til næste møde.", outcome=Outcome.POSTPONED),),
    )
    [again] = read_again(replace(REFERAT, items=(bare,)), to).items
    assert [part.heading for part in again.sections] == ["Sagsgang", "Indstilling", "Beslutning"]
    assert [recommendation.points for recommendation in again.recommendations] == [STREET.recommendations[0].points]
    assert [decision.outcome for decision in again.decisions] == [Outcome.POSTPONED]
