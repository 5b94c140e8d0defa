"""What the public may see of a document."""

import dataclasses
import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.model import (
    Attachment,
    Attendance,
    AttendanceEvent,
    Decision,
    Diagnostic,
    DocumentKind,
    EarlierDecision,
    Item,
    JournalNumber,
    Level,
    Minutes,
    Noise,
    Outcome,
    Recommendation,
    Reference,
    Remainder,
    Repair,
    Section,
    SectionKind,
    Source,
    to_json,
)
from sagsgang.rules.openness import has_closed_content, public_view


def source(media_type: str = "text/plain") -> Source:
    return Source(name="referat", sha256="0" * 64, media_type=media_type, reader="0.1")


def full_item(mark: str, *, open_: bool | None, start: int, title: str | None = "Overskrift") -> Item:
    """An item every field of which carries `mark`, standing at `start` and taking up a thousand characters."""
    return Item(
        number="1",
        title=title,
        open=open_,
        journal_number=JournalNumber(raw=f"{mark}-journal"),
        officers=(f"{mark}-officer",),
        route=(f"{mark}-route",),
        competence=f"{mark}-competence",
        sections=(
            Section(
                kind=SectionKind.PRESENTATION,
                heading=f"{mark}-heading",
                text=f"{mark}-text",
                html=f"<p>{mark}-html</p>",
                at=(start + 100, start + 900),
            ),
        ),
        recommendations=(Recommendation(by=f"{mark}-by", points=(f"{mark}-point",)),),
        decisions=(Decision(text=f"{mark}-decision", outcome=Outcome.APPROVED, dissents=(f"{mark}-dissent",)),),
        history=(EarlierDecision(body=f"{mark}-body", text=f"{mark}-earlier", outcome=Outcome.RECOMMENDED),),
        attendance=(Attendance(name=f"{mark}-member", event=AttendanceEvent.DISQUALIFIED, note=f"{mark}-note"),),
        attachments=(Attachment(title=f"{mark}-attachment", file=f"{mark}-file.pdf", open=open_),),
        references=(Reference(text=f"{mark}-reference", to="meeting"),),
        at={"heading": (start, start + 50)},
    )


def document(*items: Item, media_type: str = "text/plain", **fields: object) -> Minutes:
    return dataclasses.replace(
        Minutes(document=DocumentKind.MINUTES, source=source(media_type), items=items),
        **fields,  # type: ignore[arg-type]
    )


def published(minutes: Minutes) -> str:
    return json.dumps(to_json(public_view(minutes)), ensure_ascii=False)


@given(
    opens=st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6),
    media_type=st.sampled_from(["text/plain", "application/pdf", "text/html", "application/xml", "application/json"]),
    offsets=st.lists(st.integers(0, 999), min_size=4, max_size=4),
    listed_open=st.sampled_from([None, False]),
)
def test_no_string_of_a_closed_item_reaches_the_public(
    opens: list[bool | None], media_type: str, offsets: list[int], listed_open: bool | None
) -> None:
    items, remainder, repairs, diagnostics, listed = [], [], [], [], []
    for number, open_ in enumerate(opens):
        mark, start = f"hemmelig{number}" if open_ is not True else f"offentlig{number}", number * 1000
        items.append(full_item(mark, open_=open_, start=start))
        remainder.append(Remainder(text=f"{mark}-rest", at=(start + offsets[0], start + offsets[0] + 1)))
        repairs.append(
            Repair(at=(start + offsets[1], start + offsets[1] + 1), was="Å", is_=f"{mark}-word", certainty=1.0)
        )
        at = (start + offsets[2], start + offsets[2] + 1)
        diagnostics.append(Diagnostic(level=Level.INFO, code="x", message=f"{mark}-message", at=at))
        diagnostics.append(Diagnostic(level=Level.INFO, code="x", message=f"{mark}-attachment is not found"))
        listed.append(Attachment(title=f"{mark}-attachment", open=listed_open))
    minutes = document(
        *items,
        media_type=media_type,
        remainder=tuple(remainder),
        repairs=tuple(repairs),
        diagnostics=tuple(diagnostics),
        attachments=tuple(listed),
    )
    text = published(minutes)
    for number, open_ in enumerate(opens):
        assert f"hemmelig{number}" not in text
        assert (f"offentlig{number}-text" in text) is (open_ is True)


@given(st.lists(st.sampled_from([True, False, None]), max_size=6))
def test_taking_the_public_view_twice_changes_nothing(opens: list[bool | None]) -> None:
    starts = count(0, 1000)
    minutes = document(*(full_item("a", open_=open_, start=next(starts)) for open_ in opens))
    assert public_view(public_view(minutes)) == public_view(minutes)


def test_an_open_document_is_shown_whole() -> None:
    minutes = document(
        full_item("a", open_=True, start=0),
        remainder=(Remainder(text="rest", at=(950, 960)),),
        noise=(Noise(reason="contents list", at=(960, 970)),),
        diagnostics=(Diagnostic(level=Level.INFO, code="x", message="m"),),
        attachments=(Attachment(title="Kort"),),
    )
    assert public_view(minutes) == minutes
    assert not has_closed_content(minutes)


def test_the_heading_of_a_closed_item_is_shown_where_it_was_published() -> None:
    [item] = public_view(document(full_item("a", open_=False, start=0, title="Køb af grund"))).items
    assert item == Item(number="1", title="Køb af grund", open=False)


def test_the_heading_of_a_closed_item_in_a_case_systems_file_is_not_shown() -> None:
    minutes = document(full_item("a", open_=False, start=0, title="Køb af grund"), media_type="application/xml")
    assert public_view(minutes).items[0].title is None


def test_an_item_that_does_not_say_whether_it_is_open_keeps_its_heading_to_itself() -> None:
    minutes = document(full_item("a", open_=None, start=0, title="Køb af grund"), media_type="application/json")
    assert public_view(minutes).items[0].title is None


def test_a_document_without_a_source_publishes_no_closed_heading() -> None:
    minutes = dataclasses.replace(document(full_item("a", open_=False, start=0)), source=None)
    assert public_view(minutes).items[0].title is None


def test_a_closed_attachment_on_an_open_item_is_left_out() -> None:
    item = dataclasses.replace(
        full_item("a", open_=True, start=0), attachments=(Attachment(title="Åbent"), Attachment(title="x", open=False))
    )
    minutes = document(item)
    assert [a.title for a in public_view(minutes).items[0].attachments] == ["Åbent"]
    assert has_closed_content(minutes)


def test_in_a_case_systems_file_an_attachment_must_say_that_it_is_open() -> None:
    item = dataclasses.replace(
        full_item("a", open_=True, start=0), attachments=(Attachment(title="x"), Attachment(title="Åbent", open=True))
    )
    minutes = document(item, media_type="application/xml")
    assert [a.title for a in public_view(minutes).items[0].attachments] == ["Åbent"]


def test_the_list_at_the_end_keeps_what_is_seen_on_open_items() -> None:
    minutes = document(
        full_item("a", open_=True, start=0),
        full_item("b", open_=False, start=1000),
        attachments=(Attachment(title="a-attachment"), Attachment(title="Skjult"), Attachment(title="Fri", open=True)),
    )
    assert [a.title for a in public_view(minutes).attachments] == ["a-attachment", "Fri"]


def test_what_is_found_in_open_items_stays_beside_closed_ones() -> None:
    minutes = document(
        full_item("a", open_=True, start=0),
        full_item("b", open_=False, start=1000),
        full_item("c", open_=True, start=2000),
        diagnostics=tuple(
            Diagnostic(level=Level.WARNING, code="x", message=str(at), at=(at, at + 1)) for at in (500, 1500, 2500)
        ),
    )
    assert [d.message for d in public_view(minutes).diagnostics] == ["500", "2500"]


def test_a_remark_elsewhere_that_quotes_a_closed_item_goes_with_it() -> None:
    at = (500, 510)
    minutes = document(
        full_item("a", open_=True, start=0),
        full_item("b", open_=False, start=1000),
        diagnostics=(Diagnostic(level=Level.INFO, code="x", message="b-officer stands twice", at=at),),
        remainder=(Remainder(text="see b-attachment", at=at), Remainder(text="see a-attachment", at=at)),
    )
    public = public_view(minutes)
    assert public.diagnostics == ()
    assert [rest.text for rest in public.remainder] == ["see a-attachment"]


def test_a_closed_items_attachment_is_kept_back_from_the_list_even_when_marked_open_there() -> None:
    minutes = document(
        full_item("b", open_=False, start=0),
        attachments=(
            Attachment(title="Bilag: b-attachment", open=True),
            Attachment(title="x", file="b-file.pdf", open=True),
        ),
    )
    assert public_view(minutes).attachments == ()


def test_a_closed_item_without_a_place_takes_every_remark_with_it() -> None:
    lost = dataclasses.replace(full_item("b", open_=False, start=0), at={}, sections=())
    minutes = document(lost, diagnostics=(Diagnostic(level=Level.INFO, code="x", message="m", at=(1, 2)),))
    assert public_view(minutes).diagnostics == ()


@pytest.mark.parametrize("open_", [False, None])
def test_the_source_of_a_document_with_a_closed_item_is_kept_back(open_: bool | None) -> None:
    assert has_closed_content(document(full_item("a", open_=open_, start=0)))


def test_the_source_of_a_case_systems_file_is_kept_back_even_when_all_items_are_open() -> None:
    assert has_closed_content(document(full_item("a", open_=True, start=0), media_type="application/xml"))
