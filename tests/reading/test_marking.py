"""The text of a source with marks where facts were read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.model import (
    Attachment,
    Decision,
    Item,
    Minutes,
    Noise,
    Outcome,
    Reference,
    Remainder,
    Repair,
    Section,
    SectionKind,
    Span,
)
from sagsgang.reading import read_with_text
from sagsgang.reading.marking import Mark, MarkKind, Piece, marks_of_item, pieces

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Punkt 1: Ny plan. Godkendt."


def mark(start: int, end: int, name: str = "") -> Mark:
    return Mark(at=(start, end), kind=MarkKind.FACT, name=name)


def test_text_without_marks_is_one_piece() -> None:
    assert pieces(TEXT, [], (0, len(TEXT))) == [Piece(text=TEXT)]


def test_marks_inside_one_another_are_told_widest_first() -> None:
    heading, number = mark(0, 16, "heading"), mark(6, 7, "number")
    assert pieces(TEXT, [number, heading], (0, 16)) == [
        Piece(text="Punkt ", marks=(heading,)),
        Piece(text="1", marks=(heading, number)),
        Piece(text=": Ny plan", marks=(heading,)),
    ]


def test_marks_that_overlap_are_cut_to_pieces() -> None:
    one, other = mark(0, 10, "one"), mark(6, 16, "other")
    assert [(piece.text, [m.name for m in piece.marks]) for piece in pieces(TEXT, [one, other], (0, 18))] == [
        ("Punkt ", ["one"]),
        ("1: N", ["one", "other"]),
        ("y plan", ["other"]),
        (". ", []),
    ]


def test_two_marks_of_the_same_place_are_both_told() -> None:
    marks = [mark(0, 5, "document"), mark(0, 5, "date")]
    assert pieces(TEXT, marks, (0, 5)) == [Piece(text="Punkt", marks=tuple(marks))]


@pytest.mark.parametrize("region", [(5, 5), (9, 3), (100, 200), (-10, -2), (-10, 0)])
def test_a_region_that_holds_nothing_has_no_pieces(region: Span) -> None:
    assert pieces(TEXT, [mark(0, 10)], region) == []


@given(
    text=st.text(max_size=30),
    spans=st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=8),
    region=st.tuples(st.integers(-5, 40), st.integers(-5, 40)),
)
def test_nothing_is_lost_and_every_mark_covers_its_own_text(text: str, spans: list[Span], region: Span) -> None:
    marks = [mark(start, end, str(n)) for n, (start, end) in enumerate(spans)]
    found = pieces(text, marks, region)
    start = max(region[0], 0)
    end = max(region[1], start)
    assert "".join(piece.text for piece in found) == text[start:end]
    assert all(piece.text for piece in found)
    for one in marks:
        first, last = max(one.at[0], start), min(one.at[1], end)
        covered = "".join(piece.text for piece in found if one in piece.marks)
        assert covered == (text[first:last] if first < last else "")


def minutes() -> Minutes:
    item = Item(
        number="1",
        sections=(
            Section(
                kind=SectionKind.PRESENTATION,
                heading="Sagsfremstilling",
                text="…",
                noise=(Noise(reason="page header", at=(150, 160)),),
                at=(120, 200),
            ),
            Section(kind=SectionKind.OTHER, heading=None, text="not from a file"),
        ),
        decisions=(
            Decision(text="…", outcome=Outcome.APPROVED, at=(200, 220)),
            Decision(text="…", outcome=Outcome.APPROVED, at=(220, 240)),
        ),
        attachments=(Attachment(title="uden sted"), Attachment(title="Kort", at=(250, 260))),
        references=(Reference(text="punkt 3", to="item", at=(130, 137)),),
        at={"heading": (100, 119), "officers_2": (240, 249)},
    )
    return Minutes(
        items=(Item(number="0"), item),
        at={"date": (0, 10), "date_2": (20, 30)},
        noise=(Noise(reason="contents list", at=(40, 90)), Noise(reason="page footer", at=(119, 120))),
        remainder=(Remainder(text="…", at=(90, 95)), Remainder(text="…", at=(300, 310))),
        repairs=(Repair(at=(125, 129), was="pÅ", is_="på", certainty=1),),
        attachments=(Attachment(title="Kort", at=(320, 330)),),
    )


def named(marks: list[Mark]) -> list[tuple[str, str, int | None]]:
    return [(mark.kind.value, mark.name, mark.item) for mark in marks]


def test_the_marks_of_an_item_are_its_own_and_what_lies_between_them() -> None:
    assert named(marks_of_item(minutes(), 1)) == [
        ("fact", "heading", 1),
        ("noise", "page footer", None),
        ("fact", "section:presentation", 1),
        ("repair", "på", None),
        ("fact", "reference 1", 1),
        ("noise", "page header", 1),
        ("fact", "decision 1", 1),
        ("fact", "decision 2", 1),
        ("fact", "officers 2", 1),
        ("fact", "attachment 2", 1),
    ]


def test_an_item_that_does_not_say_where_it_stands_has_no_marks() -> None:
    assert marks_of_item(minutes(), 0) == []


@pytest.mark.parametrize("layout", ["firstagenda-web-01", "plain-lines-01", "firstagenda-pdf-01", "sbsys-docx-01"])
def test_every_word_of_an_item_has_a_mark(layout: str) -> None:
    [source] = (ROOT / "tests" / "corpus" / layout).glob("source.*")
    document, text = read_with_text(source.read_bytes(), source.name)
    assert document.items
    for index in range(len(document.items)):
        marks = marks_of_item(document, index)
        start, end = min(mark.at[0] for mark in marks), max(mark.at[1] for mark in marks)
        shown = pieces(text, marks, (start, end))
        assert "".join(piece.text for piece in shown) == text[start:end]
        assert not [piece for piece in shown if piece.text.strip() and not piece.marks]
